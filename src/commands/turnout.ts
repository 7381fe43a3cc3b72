import type { Command } from "commander"
import { instantText } from "../core/instant.ts"
import type { ElectionSession } from "../election/session.ts"
import { figuresToSign } from "../screens/register.ts"
import {
  type ShownTurnout,
  turnoutPictureOf,
  turnoutScreen,
  turnoutSheet,
  type TurnoutPart,
} from "../screens/turnout.ts"
import type { TableEntry } from "../turnout/entered-operations.ts"
import type { GroupTurnout } from "../turnout/group-table.ts"
import type { PublishedCount, Turnout } from "../turnout/published.ts"
import type { App } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"
import { requireRegisterWritable, writingKey, type WritingOptions, writingOptions } from "./writing.ts"

interface TurnoutOptions extends WritingOptions {
  readonly enter?: boolean
  readonly count?: boolean
  readonly by?: Exclude<TurnoutPart, "count">
  readonly svg?: string
  readonly csv?: string
}

export function turnoutCommand(program: Command, app: App): void {
  const { command: description, options } = app.labels.turnout
  const turnout = program.command("turnout").description(description)
  writingOptions(turnout.option("--enter", options.enter), app)
    .option("--count", options.count)
    .addOption(choiceOption("--by <part>", options.by, ["hour", "day", "group"]))
    .option("--svg <file>", options.svg)
    .option("--csv <file>", options.csv)
    .action(async (given: TurnoutOptions) => {
      const by = given.by ?? "count"
      await app.onElection<ShownTurnout>(turnout, async (session) => show(session, by, given), {
        human: (shown, screen) => turnoutScreen(shown, by, screen),
        json: turnoutJson,
      })
    })
  examples(turnout, app.labels.command, [
    "urne turnout",
    "urne turnout --count --svg turnout.svg",
    "urne turnout --by hour --csv turnout.csv",
    "urne turnout --by group --enter --key anne.key",
  ])
}

async function show(session: ElectionSession, by: TurnoutPart, given: TurnoutOptions): Promise<ShownTurnout> {
  const { file, world, screen } = session
  const { turnoutOf } = await import("../turnout/queries.ts")
  for (const path of [given.svg, given.csv]) if (path !== undefined) await world.files.requireWritable(path)
  if (given.enter === true) await requireRegisterWritable(session)
  let counting: ShownTurnout["counting"]
  if (given.count === true) {
    const { countVoters } = await import("../urn/count-operations.ts")
    const { waits, counted } = countVoters(file, world.now())
    counting = { waits, voters: counted?.voters }
  }
  const turnout = turnoutOf(file)
  const found = by === "group" ? (await import("../turnout/group-queries.ts")).groupTurnout(file) : undefined
  const [groups, noTable] = typeof found === "string" ? [undefined, found] : [found, undefined]
  const entered =
    given.enter === true && noTable === undefined ? await enterShown(session, turnout, groups, given) : null
  const shown: ShownTurnout = { ...turnout, counting, groups, noTable, entered, svg: given.svg, csv: given.csv }
  if (given.svg !== undefined) await world.files.writeWhole(given.svg, turnoutPictureOf(turnout, screen))
  if (given.csv !== undefined) await world.files.writeWhole(given.csv, turnoutSheet(shown, by, screen))
  return shown
}

/** Enters the last published turnout in the register, once; `null` where nothing was published. */
async function enterShown(
  session: ElectionSession,
  turnout: Turnout,
  groups: readonly GroupTurnout[] | undefined,
  given: WritingOptions,
): Promise<TableEntry | null> {
  const { file, world } = session
  const { enteredTables, entryOf, publishedTable } = await import("../turnout/entered-queries.ts")
  const table = publishedTable(turnout, groups)
  if (table === undefined) return null
  const known = entryOf(enteredTables(file), table)
  if (known !== undefined) return { table: known.entry.table, entry: known.number, before: true }
  session.show(figuresToSign("turnout.table", table, session.screen))
  const { enterTable } = await import("../turnout/entered-operations.ts")
  return enterTable(file, table, [await writingKey(session, given)], world)
}

function turnoutJson({ opens, closes, counts, final, counting, ...rest }: ShownTurnout): object {
  const count = ({ at, ...figures }: PublishedCount) => ({ at: instantText(at), ...figures })
  return {
    ...rest,
    opens: instantText(opens),
    closes: instantText(closes),
    counts: counts.map(count),
    ...(final === undefined ? {} : { final: count(final) }),
    ...(counting === undefined ? {} : { counting: { counted: counting.waits === undefined, waits: counting.waits } }),
  }
}
