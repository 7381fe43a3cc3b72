/**
 * Checks the figures of the register that people attest: apparent interruptions and tables of the turnout. Neither arrivals
 * nor the groups of voters are in a record, so nobody can prove them of it; that they follow their rules, add up, and agree
 * with what the journal counts, is checked.
 */
import { silenceFault, spanOfEntered } from "../../availability/entered.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import { instantText, parseInstant } from "../../core/instant.ts"
import type { SilenceRule, TableRule } from "../../core/vocabulary.ts"
import type { Definition } from "../../definition/definition.ts"
import type { SignedEntry } from "../../register/entry.ts"
import type { PublishedEntry, RegisterEventType } from "../../register/event.ts"
import { type GivenUpClock, mayFollow } from "../../register/order.ts"
import { tableFault } from "../../turnout/entered.ts"
import type { History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import { registerPlace } from "./entries.ts"
import type { RegisterFacts } from "./register.ts"

/** How many figures of the register were looked at: what people attest, and what the ballot log proves. */
export interface AttestedFigures {
  readonly silences: number
  /** Tables of the turnout, whose totals follow from the ballots, and how many of them have groups, which do not. */
  readonly tables: number
  readonly grouped: number
}

interface AttestedContext {
  readonly history: History
  readonly definition: Definition | undefined
  readonly givenUp: readonly GivenUpClock[]
  /** How many voted, of the frozen urn; `undefined` before that, or where the archive does not tell it. */
  readonly finalVoters: number | undefined
}

/** Checks these figures. Where a record has no register that can be read, there are none. */
export function checkAttested(
  register: RegisterFacts | undefined,
  context: AttestedContext,
  report: OpenReport,
): AttestedFigures | undefined {
  if (register === undefined || !hasFeature(statedFormat(context.history.created ?? {}), "attested")) return undefined
  const silences = entriesOf(register, "silence.found")
  const tables = entriesOf(register, "turnout.table")
  checkSilences(silences, context.history, report)
  checkObservations(register, silences, report)
  checkTables(tables, context, report)
  return {
    silences: silences.length,
    tables: tables.length,
    grouped: tables.filter(({ entry }) => entry.groups !== undefined).length,
  }
}

type EntryOf<T extends RegisterEventType> = SignedEntry & {
  readonly entry: Extract<PublishedEntry, { readonly type: T }>
}

function entriesOf<T extends RegisterEventType>({ entries }: RegisterFacts, type: T): readonly EntryOf<T>[] {
  return entries.filter((one): one is EntryOf<T> => one.entry.type === type)
}

function checkSilences(found: readonly EntryOf<"silence.found">[], history: History, report: OpenReport): void {
  const entered = found.map(({ entry }) => entry)
  for (const [i, { number, at, entry }] of found.entries()) {
    const rule = silenceFault(entry, at, entered.slice(0, i)) ?? contradiction(entry, history)
    if (rule !== undefined) report.fail("REGISTER_SILENCE", registerPlace(number), { rule, number: entry.silence })
  }
}

/** Compares an apparent interruption with the hours of the vote, and with the turnout that was counted within it. */
function contradiction(
  entry: EntryOf<"silence.found">["entry"],
  { opened = Infinity, closes = 0, counted, announced }: History,
): Extract<SilenceRule, "hours" | "counted"> | undefined {
  const { from, to } = spanOfEntered(entry)
  if (from < opened || to > closes) return "hours"
  const points = [
    { at: opened, ballots: 0 },
    ...counted.map(({ event: { at, ballots } }) => ({ at: parseInstant(at) ?? 0, ballots })),
  ].filter(({ at }) => at >= from && at <= to)
  const came = (points.at(-1)?.ballots ?? 0) - (points[0]?.ballots ?? 0)
  // Ballots of batches are counted too, and the rule is about those of the booth alone.
  const brought = [...announced.values()].reduce(
    (sum, { instant, event }) => sum + (instant <= to ? event.count : 0),
    0,
  )
  return came > entry.ballots + brought ? "counted" : undefined
}

/** Checks that the apparent interruptions on which observations rest were entered before them. */
function checkObservations(
  register: RegisterFacts,
  silences: readonly EntryOf<"silence.found">[],
  report: OpenReport,
): void {
  const resting = entriesOf(register, "incident.observed").filter(({ entry }) => entry.silence !== undefined)
  for (const { number, entry } of resting) {
    const isThere = silences.some((one) => one.number < number && one.entry.silence === entry.silence)
    if (!isThere) {
      report.fail("REGISTER_SILENCE", registerPlace(number), { rule: "unknown", number: entry.silence ?? 0 })
    }
  }
  report.done("R9", silences.length + resting.length)
}

function checkTables(found: readonly EntryOf<"turnout.table">[], context: AttestedContext, report: OpenReport): void {
  const { definition } = context
  if (definition === undefined) return
  const entered = found.map(({ entry }) => entry)
  let checked = 0
  for (const [i, one] of found.entries()) {
    const { number, entry } = one
    const expected = expectedVoters(one, context)
    const rule =
      tableFault(entry, entered.slice(0, i), definition.publish.cell) ??
      (entry.registered === context.history.roll?.eligible ? undefined : "registered") ??
      groupsFault(entry, definition) ??
      (expected === "no-source" ? "source" : undefined) ??
      (expected === "unknown" || expected === entry.voters ? undefined : "voters")
    if (rule !== undefined) report.fail("REGISTER_TURNOUT", registerPlace(number), { rule, number: entry.table })
    if (expected !== "unknown") checked++
  }
  report.done("R10", found.length, checked)
}

/** Returns how many voters the ballot log gives for a table; `unknown` where the archive could not be read. */
function expectedVoters(
  { at, entry: { source, of } }: EntryOf<"turnout.table">,
  { history: { counted, frozen }, givenUp, finalVoters }: AttestedContext,
): number | "no-source" | "unknown" {
  const isBefore = mayFollow(parseInstant(of) ?? Infinity, at, givenUp)
  if (source === "count")
    return (isBefore ? counted.find(({ event }) => event.at === of)?.event.voters : undefined) ?? "no-source"
  if (!isBefore || frozen === undefined || instantText(frozen.instant) !== of) return "no-source"
  return finalVoters ?? "unknown"
}

/** The definition has to publish groups, and they are published of the frozen urn only. */
function groupsFault(
  { source, groups }: EntryOf<"turnout.table">["entry"],
  { publish }: Definition,
): Extract<TableRule, "groups"> | undefined {
  const mayBe = publish.turnout.by === "group" && source === "freeze"
  return groups === undefined || mayBe ? undefined : "groups"
}
