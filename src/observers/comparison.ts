/** Compares what two sides were shown of one election. */
import { lossOf, mayHaveLostState } from "../authority/lost-state.ts"
import { equalBytes } from "../core/bytes.ts"
import { verifierKeyText } from "../notes/key.ts"
import {
  headOf,
  knownRoot,
  type LogKind,
  logKinds,
  sameState,
  type Shown,
  type ShownAct,
  type ShownLog,
  type ShownState,
} from "./shown.ts"
import type { SplitProof } from "./split.ts"

export const verdicts = ["equal", "prefix", "split", "declared", "undecided", "different"] as const
export type Verdict = (typeof verdicts)[number]

/**
 * Why nothing is proven: nothing at hand spans both sizes (`apart`); they differ in what the urn has not signed (`unsigned`); or
 * different keys of the urn signed the two (`other-key`).
 */
export const undecidedReasons = ["apart", "unsigned", "other-key"] as const
export type UndecidedReason = (typeof undecidedReasons)[number]

/** A state that a comparison names, by its size and root. */
export type NamedSize = Pick<ShownState, "size" | "root">

/** What the two sides show of one log. `first` and `second` are those of the command line, or the longest that each knows. */
export interface LogComparison {
  readonly log: LogKind
  readonly verdict: Exclude<Verdict, "different">
  readonly first: NamedSize
  readonly second: NamedSize
  /** Up to how many entries both are known to be the same; 0 if nothing of the kind is known. */
  readonly common: number
  /** The act `recover` that gave up what one side shows, or may have. */
  readonly act: number | undefined
  readonly reason: UndecidedReason | undefined
  readonly proof: SplitProof | undefined
}

export interface Comparison {
  readonly verdict: Verdict
  readonly logs: readonly LogComparison[]
}

/** Compares two sides. A log that one of them was shown nothing of is left out. */
export function compareShown(a: Shown, b: Shown): Comparison {
  if (a.uuid !== b.uuid || a.rehearsal !== b.rehearsal) return { verdict: "different", logs: [] }
  const isOtherAuthority = a.anchor !== undefined && b.anchor !== undefined && a.anchor !== b.anchor
  const logs = logKinds.flatMap((kind) => compareLog(kind, a, b) ?? [])
  const split = logs.some(({ verdict }) => verdict === "split")
  // Two constitutions of one identifier are two elections, unless the same key of the urn signed both histories.
  if (isOtherAuthority && !split) return { verdict: "different", logs: [] }
  // One was shown the journal and the other the register, or one of them nothing yet.
  if (logs.length === 0) return { verdict: "undecided", logs }
  const worst = severity.find((verdict) => logs.some((log) => log.verdict === verdict))
  return { verdict: worst ?? "equal", logs }
}

/** The verdict on the whole is the first of these that one of the logs has. */
const severity = ["split", "declared", "undecided", "prefix", "equal"] as const

function compareLog(log: LogKind, a: Shown, b: Shown): LogComparison | undefined {
  const [first, second] = [headOf(a.logs[log]), headOf(b.logs[log])]
  if (first === undefined || second === undefined) return undefined
  const told = { log, first, second, common: commonSize(a.logs[log], b.logs[log]) }
  const conflicts = [...conflictsOf(log, a, b), ...conflictsOf(log, b, a)].toSorted((x, y) => x.size - y.size)
  if (conflicts.length > 0) return { ...told, ...judgeConflicts(conflicts) }
  const nothing = { act: undefined, reason: undefined, proof: undefined }
  if (sameState(first, second)) return { ...told, ...nothing, verdict: "equal" }
  const [shorter, longer] = first.size < second.size ? [first, b] : [second, a]
  const there = first.size === second.size ? undefined : knownRoot(longer.logs[log], shorter.size)
  if (there !== undefined && equalBytes(there, shorter.root)) return { ...told, ...nothing, verdict: "prefix" }
  const act = [...actsUnshared(a, b, log, second), ...actsUnshared(b, a, log, first)][0]?.act.number
  const reason = there !== undefined || first.size === second.size ? "unsigned" : "apart"
  return { ...told, act, reason, proof: undefined, verdict: "undecided" }
}

/** Judges states that one log cannot hold: those that an act gave up are declared, and one that none did is a split. */
function judgeConflicts(conflicts: readonly Conflict[]): Pick<LogComparison, "verdict" | "act" | "reason" | "proof"> {
  const hidden = conflicts.filter((conflict) => actOf(conflict) === undefined)
  const [nearest] = hidden
  if (nearest === undefined) {
    return {
      verdict: "declared",
      act: conflicts.flatMap((one) => actOf(one) ?? [])[0],
      reason: undefined,
      proof: undefined,
    }
  }
  const proof = hidden.flatMap(proofOf)[0]
  if (proof !== undefined) return { verdict: "split", act: undefined, reason: undefined, proof }
  const reason = nearest.other === undefined ? "unsigned" : "other-key"
  return { verdict: "undecided", act: undefined, reason, proof: undefined }
}

/** Returns the longest size at which both sides know the same root, by which all before it is the same. */
function commonSize(a: ShownLog, b: ShownLog): number {
  const sizes = [a, b].flatMap((log) => [...log.states, ...[headOf(log)].flatMap((head) => head ?? [])])
  const same = sizes.filter(({ size }) => {
    const [mine, theirs] = [knownRoot(a, size), knownRoot(b, size)]
    return mine !== undefined && theirs !== undefined && equalBytes(mine, theirs)
  })
  return Math.max(0, ...same.map(({ size }) => size))
}

/** A signed state of one side that the other side's log does not have. */
interface Conflict {
  readonly log: LogKind
  readonly of: Shown
  readonly against: Shown
  readonly size: number
  readonly state: ShownState
  /** The other side's root at that size. */
  readonly root: Uint8Array
  /** The shortest signed state of the other side that covers it, if there is one. */
  readonly other: ShownState | undefined
}

function conflictsOf(log: LogKind, of: Shown, against: Shown): readonly Conflict[] {
  const { states, whole } = against.logs[log]
  return of.logs[log].states.flatMap((state) => {
    const { size } = state
    const root = knownRoot(against.logs[log], size)
    if (root === undefined || equalBytes(root, state.root)) return []
    const other = states.find((one) => one.size === size || (one.size > size && one.size <= (whole?.size ?? 0)))
    return [{ log, of, against, size, state, root, other }]
  })
}

/** Makes the proof of a conflict, where one key of the urn signed both sides of it. */
function proofOf({ log, against, state, root, other, size }: Conflict): SplitProof | [] {
  if (other === undefined || verifierKeyText(other.signer) !== verifierKeyText(state.signer)) return []
  const proof = against.logs[log].whole?.proof(size, other.size) ?? []
  const between = other.size === size ? undefined : { root, proof }
  return { urnKey: state.signer, first: state.note, second: other.note, between }
}

/** Returns the act `recover` of one side that gave up what the other shows there. */
function actOf({ log, of, against, size, state, root }: Conflict): number | undefined {
  return [...actsUnshared(against, of, log, state), ...actsUnshared(of, against, log, { size, root })][0]?.act.number
}

/**
 * Lists the acts `recover` of one side that gave up, or may have given up, a state of the other. An act that both sides have
 * explains nothing: both histories follow from it.
 */
function actsUnshared(by: Shown, of: Shown, log: LogKind, state: NamedSize): readonly ShownAct[] {
  return by.acts.filter(({ act, hash }) => {
    if (act.kind !== "recover" || of.acts.some((one) => one.hash === hash)) return false
    const loss = lossOf(act)
    // An act says up to where the journal goes on, and not up to where the register did.
    if (log === "register") return loss.kept !== undefined || loss.seen !== undefined
    const { seen } = loss
    const there = seen === undefined ? undefined : knownRoot(of.logs.journal, seen.size)
    const isSeen = seen !== undefined && there !== undefined && equalBytes(there, seen.root)
    return isSeen || mayHaveLostState(loss, state)
  })
}
