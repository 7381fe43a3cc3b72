import type { Command } from "commander"
import { instantText } from "../core/instant.ts"
import type { ElectionSession } from "../election/session.ts"
import {
  type ShownTurnout,
  turnoutPictureOf,
  turnoutScreen,
  turnoutSheet,
  type TurnoutPart,
} from "../screens/turnout.ts"
import type { PublishedCount } from "../turnout/published.ts"
import type { App } from "./app.ts"
import { choiceOption, examples } from "./commander.ts"

interface TurnoutOptions {
  readonly count?: boolean
  readonly by?: Exclude<TurnoutPart, "count">
  readonly svg?: string
  readonly csv?: string
}

export function turnoutCommand(program: Command, app: App): void {
  const { command: description, options } = app.labels.turnout
  const turnout = program.command("turnout").description(description)
  turnout
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
  ])
}

async function show(session: ElectionSession, by: TurnoutPart, given: TurnoutOptions): Promise<ShownTurnout> {
  const { file, world, screen } = session
  const { turnoutOf } = await import("../turnout/queries.ts")
  for (const path of [given.svg, given.csv]) if (path !== undefined) await world.files.requireWritable(path)
  let counting: ShownTurnout["counting"]
  if (given.count === true) {
    const { countVoters } = await import("../urn/count-operations.ts")
    const { waits, counted } = countVoters(file, world.now())
    counting = { waits, voters: counted?.voters }
  }
  const turnout = turnoutOf(file)
  const found = by === "group" ? (await import("../turnout/group-queries.ts")).groupTurnout(file) : undefined
  const [groups, noTable] = typeof found === "string" ? [undefined, found] : [found, undefined]
  const shown: ShownTurnout = { ...turnout, counting, groups, noTable, svg: given.svg, csv: given.csv }
  if (given.svg !== undefined) await world.files.writeWhole(given.svg, turnoutPictureOf(turnout, screen))
  if (given.csv !== undefined) await world.files.writeWhole(given.csv, turnoutSheet(shown, by, screen))
  return shown
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
