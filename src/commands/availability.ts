import type { Command } from "commander"
import type { Availability } from "../availability/availability.ts"
import type { SilenceEntry } from "../availability/entered-operations.ts"
import type { Loss } from "../availability/hours.ts"
import { instantText } from "../core/instant.ts"
import type { ElectionSession } from "../election/session.ts"
import { availabilityScreen, enteredSilencesLine } from "../screens/availability.ts"
import { silenceJson, spanJson } from "../screens/interruption.ts"
import { localTime } from "../screens/local-time.ts"
import { figuresToSign } from "../screens/register.ts"
import { safe } from "../terminal/output.ts"
import { systemZoneOffset } from "../terminal/zone.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"
import { requireRegisterWritable, writingKey, type WritingOptions, writingOptions } from "./writing.ts"

interface AvailabilityOptions extends WritingOptions {
  readonly enter?: boolean
  readonly svg?: string
  readonly csv?: string
}

export function availabilityCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.availability
  const availability = program.command("availability").description(commands.availability)
  writingOptions(availability.option("--enter", options.enter), app)
    .option("--svg <file>", options.svg)
    .option("--csv <file>", options.csv)
    .action(async (given: AvailabilityOptions) => {
      await app.onElection(
        availability,
        async (session) => {
          const { availabilityOf } = await import("../availability/queries.ts")
          const { file, world } = session
          const { declared, probed } = await toldIn(session)
          const found = availabilityOf(file, world.now(), systemZoneOffset, declared, probed)
          const entered = given.enter === true ? await enterFound(session, given) : undefined
          return { ...found, entered, written: await writeFiles(session, found, given) }
        },
        {
          human: ({ written, entered, ...found }, screen) => {
            const { labels } = screen
            const lines = [
              ...(entered === undefined ? [] : [enteredSilencesLine(entered, screen)]),
              ...written.map((path) => labels.availability.written(safe(path))),
            ].map((line) => `${line}\n`)
            return `${availabilityScreen(found, screen)}${lines.length === 0 ? "" : "\n"}${lines.join("")}`
          },
          json: availabilityJson,
        },
      )
    })
  examples(availability, app.labels.command, [
    "urne availability",
    "urne availability --svg hours.svg --csv hours.csv",
    "urne availability --enter --key anne.key",
    "urne availability --json",
  ])
}

/** Finds the outages that people declared, and failed probes. An altered register is reported, and none are taken from it. */
async function toldIn({
  file,
  world,
  warn,
}: ElectionSession): Promise<{ readonly declared: Loss; readonly probed: Loss }> {
  const { hasRegister, isAlteredRegister } = await import("../register/queries.ts")
  if (!hasRegister(file)) {
    return { declared: { undecidable: "no-register" }, probed: { undecidable: "no-probes" } }
  }
  const { declaredOutages } = await import("../incidents/queries.ts")
  const { failedProbes } = await import("../watch/queries.ts")
  try {
    return { declared: { spans: declaredOutages(file, world.now()) }, probed: failedProbes(file) }
  } catch (error) {
    if (!isAlteredRegister(error)) throw error
    warn(error)
    const altered = { undecidable: "register-altered" } as const
    return { declared: altered, probed: altered }
  }
}

/** Enters in the register what the arrivals show, as far as no entry tells of it yet. */
async function enterFound(session: ElectionSession, given: WritingOptions): Promise<readonly SilenceEntry[]> {
  const { file, world } = session
  const { enterableSilences } = await import("../availability/queries.ts")
  const { enteredSilence } = await import("../availability/entered.ts")
  const { enterSilences } = await import("../availability/entered-operations.ts")
  const { enteredSilences, numberOf } = await import("../availability/entered-queries.ts")
  await requireRegisterWritable(session)
  const found = enterableSilences(file, world.now(), systemZoneOffset)
  const before = enteredSilences(file).map(({ entry }) => entry)
  const fresh = found.silences.filter((silence) => numberOf(before, silence) === undefined)
  // Nobody is asked for a key where there is nothing to sign.
  if (fresh.length === 0) return []
  for (const [i, silence] of fresh.entries()) {
    session.show(figuresToSign("silence.found", enteredSilence(before.length + 1 + i, silence), session.screen))
  }
  const key = await writingKey(session, given)
  return enterSilences(file, found, [key], world)
}

/** Writes the files that are asked for, or neither if there is no place for one. */
async function writeFiles(
  { world, screen }: ElectionSession,
  found: Availability,
  { svg, csv }: AvailabilityOptions,
): Promise<readonly string[]> {
  const paths = [svg, csv].filter((path) => path !== undefined)
  for (const path of paths) await world.files.requireWritable(path)
  const { labels, language } = screen
  if (svg !== undefined) {
    const { availabilityPicture } = await import("../availability/picture.ts")
    const local = (instant: number) => localTime(instant, found.timezone, screen)
    const picture = availabilityPicture(found, { labels: labels.availability, language, local })
    await world.files.writeWhole(svg, picture)
  }
  if (csv !== undefined) {
    const { availabilitySheet } = await import("../availability/sheet.ts")
    await world.files.writeWhole(csv, availabilitySheet(found, labels.availability, language))
  }
  return paths
}

/** What was shown, and what the command wrote besides. */
interface Shown extends Availability {
  readonly entered: readonly SilenceEntry[] | undefined
  readonly written: readonly string[]
}

function availabilityJson(found: Shown): object {
  const { name, rehearsal, timezone, hours, offered, arrivals, handedOver, planned, unplanned } = found
  const { written, entered = null, channels } = found
  const { open, extend, suspend } = hours.acts
  return {
    ...{ name, rehearsal, timezone, written, entered },
    defined: spanJson(hours.defined),
    promised: spanJson(hours.promised),
    acts: { open: open ?? null, extend, suspend },
    until: instantText(offered.until),
    promisedSeconds: seconds(offered.promisedSoFar),
    offeredSeconds: seconds(offered.offered),
    undecided: offered.undecided,
    sources: offered.rows.map(({ source, lost, spans, undecidable }) => ({
      ...{ source, undecidable, lostSeconds: lost === null ? null : seconds(lost) },
      spans: spans.map(spanJson),
    })),
    channels: channels.map((one) => ({
      ...{ channel: one.channel, ballots: one.ballots, state: one.arrivals?.state ?? "not-signed" },
      until: one.until === undefined ? null : instantText(one.until),
      interruptions: one.arrivals?.state === "decided" ? one.arrivals.silences.map(silenceJson) : [],
    })),
    arrivals:
      arrivals === undefined
        ? null
        : {
            ...{ state: arrivals.state, ballots: arrivals.ballots, handedOver, planned },
            unplanned: unplanned.map(spanJson),
            interruptions: arrivals.state === "decided" ? arrivals.silences.map(silenceJson) : [],
          },
  }
}

function seconds(length: number): number {
  return Math.floor(length / 1000)
}
