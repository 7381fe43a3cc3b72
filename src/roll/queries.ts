import { UrneError } from "../core/error.ts"
import type { ElectionTable } from "../definition/table.ts"
import type { Sha256 } from "../journal/event.ts"
import { lastEntry, opensCommitment } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { Store } from "../store/store.ts"
import { memberLine, rollDigest } from "./digest.ts"
import { type Doubt, doubtful } from "./doubts.ts"
import { type Printing, printing } from "./printing.ts"
import type { RollCounts, RollTable } from "./table.ts"
import type { Voter } from "./voter.ts"

/** The roll in figures. */
export interface RollSummary extends RollCounts {
  /** The instant of the import (RFC 3339). */
  readonly imported: string
  readonly refused: number
  readonly report: string
  /** The salted commitment in the journal. */
  readonly roll: string
  /** Whether the rows in the file are those that the journal committed to. */
  readonly intact: boolean
  readonly groups: readonly { readonly group: string | undefined; readonly eligible: number }[]
}

export type RollView = Pick<RollFile, "store" | "journal" | "roll">

/** Reads the whole roll and compares it with the journal. Returns `undefined` before the first import. */
export function rollSummary(file: RollView): RollSummary | undefined {
  return file.store.read(() => {
    const event = lastEntry(file.journal, "roll.imported")?.event
    if (event === undefined) return undefined
    const { at, refused, report, roll } = event
    const counts = file.roll.counts()
    return { imported: at, refused, report, roll, intact: rollIsIntact(file), ...counts, groups: file.roll.groups() }
  })
}

/** Whether the rows of the roll are those of the last import; `false` where there is no roll. */
export function rollIsIntact({ journal, roll }: Pick<RollFile, "journal" | "roll">): boolean {
  const last = lastEntry(journal, "roll.imported")
  if (last === undefined) return false
  return opensCommitment(journal, last.number, last.event.roll, digestOf(roll)) === true
}

/**
 * Requires that the rows of the roll are those that were imported, before they decide who gets a code or what a letter
 * says.
 *
 * @throws UrneError `election-file-altered`
 */
export function requireIntactRoll(file: Pick<RollFile, "journal" | "roll">): void {
  if (!rollIsIntact(file)) throw new UrneError("election-file-altered", { part: "roll", at: undefined })
}

/** Computes the digest of the roll as the file holds it. */
export function digestOf(roll: RollTable): Sha256 {
  return rollDigest(linesOf(roll.members()))
}

function* linesOf(members: Iterable<Voter>): Generator<string, void, undefined> {
  for (const member of members) yield memberLine(member)
}

/** Finds why letters of this roll would need a look. The fonts are open if any member needs them. */
export async function printingOf(roll: RollTable): Promise<Printing> {
  const letters = printing()
  for (const voter of roll.members()) {
    const opening = letters.prepare(voter)
    if (opening !== undefined) await opening
  }
  return letters
}

export interface VoterFilter {
  /** Lists only those who may vote, or only those who may not. */
  readonly eligible?: boolean
  /** Lists only rows that somebody should look at. */
  readonly doubtful?: boolean
  readonly group?: string
}

/** A member of the roll, with the doubts about the row if they were asked for. */
export type ListedVoter = Voter & { readonly doubts?: readonly Doubt[] }

/**
 * Yields the members of the roll in the order of their numbers, as they are read. @throws UrneError
 * `election-file-altered`
 */
export function* listVoters(
  file: Pick<RollFile, "journal" | "roll">,
  { eligible, doubtful: wanted = false, group }: VoterFilter = {},
  { flawsOf }: Pick<Printing, "flawsOf"> = printing(),
): Generator<ListedVoter, void, undefined> {
  const { journal, roll } = file
  if (lastEntry(journal, "roll.imported") !== undefined) requireIntactRoll(file)
  // Some doubts show only beside all other rows.
  const doubted = doubtful(flawsOf)
  if (wanted) for (const voter of roll.members()) doubted.add(voter)
  for (const voter of roll.members()) {
    if (eligible !== undefined && eligible !== (voter.ineligible === undefined)) continue
    if (group !== undefined && group !== (voter.group ?? "")) continue
    if (!wanted) {
      yield voter
      continue
    }
    const doubts = doubted.of(voter)
    if (doubts.length > 0) yield { ...voter, doubts }
  }
}

/**
 * Refuses a group without members, for which an empty list would pass for an answer.
 *
 * @throws UrneError `invalid-option`
 */
export function requireGroup(roll: RollTable, group: string): void {
  const allowed = roll.groups().map((one) => one.group ?? "")
  if (allowed.includes(group)) return
  // The table counts groups by those who may vote, but a group in which nobody may vote is a group as well.
  for (const voter of roll.members()) if ((voter.group ?? "") === group) return
  throw new UrneError("invalid-option", { option: "--group", value: group, wanted: { form: "choice", allowed } })
}

export interface RollFile {
  readonly store: Store
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly roll: RollTable
}
