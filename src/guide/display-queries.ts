/** What the public display shows: the state of the vote, and nothing that only the authority knows. */
import { type AuthorityFile, progressOf } from "../authority/act-queries.ts"
import { waitingAct } from "../authority/proven-acts.ts"
import type { ActKind, Phase } from "../core/vocabulary.ts"
import { currentPhase } from "../journal/operations.ts"
import type { DueNotice } from "../notices/facts.ts"
import type { NoticeFile } from "../notices/queries.ts"
import type { Turnout } from "../turnout/published.ts"
import { type TurnoutFile, turnoutOf } from "../turnout/queries.ts"
import { noticesNow } from "./notice-queries.ts"

export type DisplayFile = TurnoutFile & NoticeFile & Pick<AuthorityFile, "authority">

export interface Display {
  readonly name: string
  readonly rehearsal: boolean
  readonly phase: Phase
  /** Milliseconds. */
  readonly now: number
  readonly turnout: Turnout
  /** The decision that is being signed, with the names of those who signed and of those who have not answered. */
  readonly act: {
    readonly kind: ActKind
    readonly signed: readonly string[]
    readonly awaited: readonly string[]
  } | null
  /** The last notice, its instant in milliseconds; `altered` where another program wrote to notices. */
  readonly notice: DueNotice | "altered" | null
}

/**
 * Reads one state of the file. The turnout is the one that was counted for publication, never how many ballots are in
 * the urn now.
 *
 * @throws UrneError `election-file-altered`, `entry-altered`, `act-altered`
 */
export function displayOf(file: DisplayFile, now: number): Display {
  return file.store.read(() => {
    const { rehearsal } = file.election.get()
    const turnout = turnoutOf(file)
    const waiting = waitingAct(file)
    const progress = waiting === undefined ? undefined : progressOf(file, waiting)
    const named = (ids: readonly string[]) => ids.map((id) => progress?.names[id] ?? id)
    const act =
      progress === undefined
        ? null
        : { kind: progress.kind, signed: named(progress.signed), awaited: named(progress.unsigned) }
    const notices = noticesNow(file, now)
    const notice = "code" in notices ? "altered" : (notices.last ?? null)
    return { name: turnout.name, rehearsal, phase: currentPhase(file.journal, now), now, turnout, act, notice }
  })
}
