import type { Command } from "commander"
import type { Availability } from "../availability/availability.ts"
import type { Loss } from "../availability/hours.ts"
import { instantText } from "../core/instant.ts"
import type { ElectionSession } from "../election/session.ts"
import { availabilityScreen } from "../screens/availability.ts"
import { silenceJson, spanJson } from "../screens/interruption.ts"
import { localTime } from "../screens/local-time.ts"
import { safe } from "../terminal/output.ts"
import { systemZoneOffset } from "../terminal/zone.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"

interface AvailabilityOptions {
  readonly svg?: string
  readonly csv?: string
}

export function availabilityCommands(program: Command, app: App): void {
  const { commands, options } = app.labels.availability
  const availability = program.command("availability").description(commands.availability)
  availability
    .option("--svg <file>", options.svg)
    .option("--csv <file>", options.csv)
    .action(async (given: AvailabilityOptions) => {
      await app.onElection(
        availability,
        async (session) => {
          const { availabilityOf } = await import("../availability/queries.ts")
          const { file, world } = session
          const found = availabilityOf(file, world.now(), systemZoneOffset, await declaredIn(session))
          return { ...found, written: await writeFiles(session, found, given) }
        },
        {
          human: ({ written, ...found }, screen) => {
            const lines = written.map((path) => `${screen.labels.availability.written(safe(path))}\n`)
            return `${availabilityScreen(found, screen)}${lines.length === 0 ? "" : "\n"}${lines.join("")}`
          },
          json: availabilityJson,
        },
      )
    })
  examples(availability, app.labels.command, [
    "urne availability",
    "urne availability --svg hours.svg --csv hours.csv",
    "urne availability --json",
  ])
}

/** Finds the outages that people declared. An altered register is reported, and none are taken from it. */
async function declaredIn({ file, world, warn }: ElectionSession): Promise<Loss> {
  const { hasRegister, isAlteredRegister } = await import("../register/queries.ts")
  if (!hasRegister(file)) return { undecidable: "no-register" }
  const { declaredOutages } = await import("../incidents/queries.ts")
  try {
    return { spans: declaredOutages(file, world.now()) }
  } catch (error) {
    if (!isAlteredRegister(error)) throw error
    warn(error)
    return { undecidable: "register-altered" }
  }
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

function availabilityJson(found: Availability & { readonly written: readonly string[] }): object {
  const { name, rehearsal, timezone, hours, offered, arrivals, handedOver, planned, unplanned, written } = found
  const { open, extend, suspend } = hours.acts
  return {
    ...{ name, rehearsal, timezone, written },
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
