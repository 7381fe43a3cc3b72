import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import type { Session } from "../election/session.ts"
import type { ExpectedVotes } from "../rehearsal/expected-result.ts"
import type { Rehearsal } from "../rehearsal/outcome.ts"
import type { RollSource } from "../rehearsal/script.ts"
import { rehearsalScreen } from "../screens/rehearsal.ts"
import { largestNumber, wholeNumber } from "../terminal/options.ts"
import { safe } from "../terminal/output.ts"
import { isRunning, thisProcess } from "../terminal/processes.ts"
import { type App, globalsOf, instantOf } from "./app.ts"
import { examples } from "./commander.ts"

interface RehearseOptions {
  readonly members?: string
  readonly turnout?: string
  readonly revotes?: string
  readonly out?: string
  readonly keepPhases?: boolean
  readonly roll?: string
  readonly skipRefused?: string
  readonly expect?: string
  readonly junit?: string
}

const usualMembers = "100"
const usualTurnout = "58"
const usualRevotes = "8"

export function rehearsalCommands(program: Command, app: App): void {
  const { command, definition, options } = app.labels.rehearsal
  const rehearse = program
    .command("rehearse")
    .description(command)
    .argument("[definition]", definition)
    .option("--members <n>", options.members)
    .option("--turnout <percent>", options.turnout)
    .option("--revotes <percent>", options.revotes)
    .option("--roll <file>", options.roll)
    .option("--skip-refused <n>", options.skipRefused)
    .option("--expect <file>", options.expect)
    .option("--junit <file>", options.junit)
    .option("--out <folder>", options.out)
    .option("--keep-phases", options.keepPhases)
  rehearse.action(async (path: string | undefined, given: RehearseOptions) => {
    await app.run<Rehearsal>(rehearse, (session) => play(session, app, rehearse, path, given), {
      human: rehearsalScreen,
      json: ({ folder: path, file, bundle: record, ...rest }) => ({ ...rest, path, file, record }),
      status: (rehearsal) => (isAsExpected(rehearsal) ? 0 : 5),
    })
  })
  examples(rehearse, app.labels.command, [
    "urne rehearse",
    "urne rehearse election.yaml --members 2000 --turnout 58 --seed seed.txt --out night",
    "urne rehearse election.yaml --roll members.csv --seed monday --out night --junit report.xml",
  ])
}

function isAsExpected({ agrees, verdict, differences }: Rehearsal): boolean {
  return agrees && verdict === "VERIFIED" && (differences ?? []).length === 0
}

async function play(
  session: Session,
  app: App,
  command: Command,
  definition: string | undefined,
  given: RehearseOptions,
): Promise<Rehearsal> {
  const [{ rehearse }, { readScript }, { lifecycleOf }, { openElectionFile }] = await Promise.all([
    import("../rehearsal/operations.ts"),
    import("../rehearsal/script-queries.ts"),
    import("../election/lifecycle.ts"),
    import("../election/file.ts"),
  ])
  const { world, absolute } = session
  const { seed, quiet, at } = globalsOf(command)
  const roll = rollOf(given)
  const shares = {
    turnout: percentage("--turnout", given.turnout ?? usualTurnout),
    revotes: percentage("--revotes", given.revotes ?? usualRevotes),
  }
  const words = app.labels.rehearsal
  const say = (text: string) => {
    if (quiet !== true) session.show(text)
  }
  const asked = {
    ...{ definition, seed, folder: given.out, language: app.language, at: instantOf(at), isRunning },
    setAside: (folder: string, name: string) => {
      say(`${words.setAside(safe(folder), safe(name))}\n`)
    },
  }
  const script = await readScript(asked, world)
  say(`${words.began}\n`)
  const theatre = { absolute, lifecycle: lifecycleOf(world), open: (path: string) => openElectionFile(path) }
  if (given.junit !== undefined) await world.files.requireWritable(given.junit)
  // A missing file is reported before the night, not after it.
  const expect = given.expect === undefined ? undefined : await expectedIn(given.expect, world)
  const request = { ...script, by: thisProcess(), roll, shares, keepPhases: given.keepPhases === true, expect }
  const rehearsal = await rehearse(request, theatre, world, (step) => {
    say(`  ${words.steps[step]}\n`)
  })
  if (given.junit !== undefined) {
    const { junitReport } = await import("../rehearsal/junit.ts")
    await world.files.writeWhole(given.junit, junitReport(rehearsal, words.steps))
  }
  return rehearsal
}

async function expectedIn(path: string, { files }: Pick<World, "files">): Promise<ExpectedVotes> {
  const { readExpected } = await import("../rehearsal/expected-result.ts")
  return readExpected(await files.read(path), path)
}

function rollOf({ roll, members, skipRefused }: RehearseOptions): RollSource {
  if (roll === undefined && skipRefused !== undefined) throw new UrneError("missing-option", { option: "--roll" })
  const left = skipRefused === undefined ? undefined : wholeNumber("--skip-refused", skipRefused, 0, largestNumber)
  if (roll !== undefined && members === undefined) return { path: roll, skipRefused: left }
  if (roll !== undefined) throw new UrneError("options-exclude", { option: "--members", other: "--roll" })
  return { members: wholeNumber("--members", members ?? usualMembers, 1, 9_999_999) }
}

/** In hundredths of a percent. */
function percentage(option: string, text: string): number {
  const [, whole, part = ""] = /^(\d{1,3})(?:[.,](\d{1,2}))? ?%?$/.exec(text) ?? []
  const share = Number(whole) * 100 + Number(part.padEnd(2, "0"))
  if (whole !== undefined && share <= 10_000) return share
  throw new UrneError("invalid-option", { option, value: text, wanted: { form: "percentage" } })
}
