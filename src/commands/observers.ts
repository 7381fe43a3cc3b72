import type { Command } from "commander"
import { UrneError } from "../core/error.ts"
import type { Session } from "../election/session.ts"
import type { JudgedObserverFile } from "../observers/judged.ts"
import type { Kept } from "../observers/queries.ts"
import { checkedJson, comparedJson, observerJson } from "../screens/observer-json.ts"
import {
  type CheckedSplit,
  comparedScreen,
  type ComparedSides,
  exportedScreen,
  observerScreen,
  splitScreen,
} from "../screens/observers.ts"
import type { ExitStatus } from "../terminal/exit.ts"
import type { App } from "./app.ts"
import { examples } from "./commander.ts"

/** `urne observer …` and `urne compare`: the other side of the promise that there is one history. */
export function observerCommands(program: Command, app: App): void {
  const observer = program.command("observer").description(app.labels.observers.commands.observer)
  exportCommand(observer, app)
  showCommand(observer, app)
  compareCommand(program, app)
}

function exportCommand(observer: Command, app: App): void {
  const { commands, options } = app.labels.observers
  const command = observer.command("export").description(commands.export)
  command
    .option("--out <file>", options.out)
    .option("--with <file...>", options.with)
    .action(async (given: { readonly out?: string; readonly with?: readonly string[] }) => {
      await app.onElection(
        command,
        async (session) => {
          const { file, world, findUrnKey } = session
          const { observerFile } = await import("../observers/export-queries.ts")
          const { openKept } = await import("../observers/queries.ts")
          const { urnKeyTerms } = await import("../authority/urn-key-queries.ts")
          const keys = urnKeyTerms(file).map(({ key }) => key)
          const asked: Kept[] = []
          for (const path of given.with ?? []) asked.push(await kept(path, session))
          const shown = asked.flatMap((one) => openKept([one], keys))
          const found = await findUrnKey()
          const made = observerFile(file, found?.key, shown)
          const path = given.out ?? `observer-${made.journal}.json`
          await world.files.writeWhole(path, made.content)
          return { ...made, path }
        },
        {
          human: exportedScreen,
          json: ({ path, notices, journal, register, states, public: most }) => {
            return { path, notices, journal, register, states, public: most }
          },
        },
      )
    })
  examples(command, app.labels.command, [
    "urne observer export --out observer.json",
    "urne observer export --with delegate-2.json --out observer.json",
  ])
}

function showCommand(observer: Command, app: App): void {
  const { commands, options } = app.labels.observers
  const show = observer.command("show").description(commands.show).argument("<file>", options.file)
  show.action(async (path: string) => {
    await app.run<JudgedObserverFile>(
      show,
      async ({ world }) => {
        const { judgeObserverFile } = await import("../observers/judged.ts")
        const { longestObserverFile } = await import("../observers/observer-file.ts")
        return judgeObserverFile(await world.files.read(path, longestObserverFile), path)
      },
      { human: observerScreen, json: observerJson },
    )
  })
  examples(show, app.labels.command, ["urne observer show observer.json"])
}

interface CompareOptions {
  readonly urn?: string
  readonly out?: string
}

type Compared = { readonly sides: ComparedSides } | { readonly split: CheckedSplit }

function compareCommand(program: Command, app: App): void {
  const { commands, options } = app.labels.observers
  const command = program.command("compare").description(commands.compare)
  command
    .argument("<first>", options.first)
    .argument("[second]", options.second)
    .option("--urn <key>", options.urn)
    .option("--out <file>", options.proof)
    .action(async (first: string, second: string | undefined, given: CompareOptions) => {
      await app.run<Compared>(command, (session) => compare(session, first, second, given), {
        human: (compared, screen) =>
          "sides" in compared ? comparedScreen(compared.sides, screen) : splitScreen(compared.split, screen),
        json: (compared) => ("sides" in compared ? comparedJson(compared.sides) : checkedJson(compared.split)),
        status: (compared) => ("sides" in compared ? statusOf[compared.sides.verdict] : 5),
      })
    })
  examples(command, app.labels.command, [
    "urne compare observer-1.json observer-2.json --out split.txt",
    "urne compare checkpoint.txt record",
    "urne compare split.txt",
  ])
}

/** One history is 0, a proven split 5 as all that does not verify; what leaves the question open, or answers another, is 4. */
const statusOf: Readonly<Record<ComparedSides["verdict"], ExitStatus>> = {
  equal: 0,
  prefix: 0,
  split: 5,
  declared: 4,
  undecided: 4,
  different: 4,
}

async function compare(
  session: Session,
  first: string,
  second: string | undefined,
  { urn, out }: CompareOptions,
): Promise<Compared> {
  const { world } = session
  const { openKept, readSplit, requireUrnKey } = await import("../observers/queries.ts")
  const { givenUrnKey } = await import("../witnesses/witness-operations.ts")
  const given = urn === undefined ? undefined : await givenUrnKey(urn, world)
  const claimed = await readSplit(first, world)
  if (claimed !== undefined) {
    const by = second === undefined ? [] : openKept([await kept(second, session)], given && [given])
    requireUrnKey(
      claimed.proof,
      [...(given === undefined ? [] : [[given]]), ...by.map(({ urnKeys }) => urnKeys)],
      first,
    )
    return { split: { ...claimed, certifiedBy: by[0]?.path, isGiven: given !== undefined } }
  }
  if (second === undefined) throw new UrneError("missing-argument", { name: "second" })
  const sides = [await kept(first, session), await kept(second, session)]
  const [a, b] = openKept(sides, given && [given])
  if (a === undefined || b === undefined) throw new Error("two sides were opened")
  const { compareShown } = await import("../observers/comparison.ts")
  const { splitProofText } = await import("../observers/split.ts")
  const comparison = compareShown(a, b)
  const proof = comparison.logs.find((log) => log.proof !== undefined)?.proof
  const written = proof === undefined ? undefined : out
  if (proof !== undefined && written !== undefined) await world.files.writeWhole(written, splitProofText(proof))
  return { sides: { ...comparison, first: a, second: b, written } }
}

/** Reads what somebody kept, whatever it is. */
async function kept(path: string, { world }: Session): Promise<Kept> {
  const { readKept } = await import("../observers/queries.ts")
  const { openSource } = await import("../verify/source/source.ts")
  return readKept(path, world, (record) => openSource(world, record))
}
