/**
 * Says what may be proposed now, and what it would state. A pending act that can no longer take effect blocks nothing.
 */
import { UrneError } from "../core/error.ts"
import type { ActKind } from "../core/vocabulary.ts"
import { requireLine } from "../definition/plain-text.ts"
import { instantHeld } from "../journal/clock-queries.ts"
import { requirePhase } from "../journal/operations.ts"
import { type AuthorityFile, livingAct, readAct } from "./act-queries.ts"
import type { Act, Statement } from "./act.ts"
import { sameStatements } from "./constitution.ts"
import type { Lifecycle } from "./deed.ts"
import type { DecidedFile } from "./proven-acts.ts"
import type { StoredAct } from "./table.ts"

/** An act to be proposed: what is given for its statements, and how long it may wait for signatures (milliseconds). */
export interface Proposal {
  readonly kind: ActKind
  readonly given: readonly Statement[]
  readonly validity?: number
}

/**
 * Requires that an act could be proposed, before members are asked for their keys.
 *
 * @throws UrneError the same as `proposeAct`
 */
export function requireProposable<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  proposal: Proposal,
  now: number,
): void {
  proposed(file, lifecycle, proposal, now)
}

/**
 * Requires that an act of this kind may be proposed now, before anybody is asked what it should state.
 *
 * @returns the act of this kind that is already pending, if any
 * @throws UrneError `act-pending`, `wrong-phase`
 */
export function standingProposal<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  { kind, given }: Proposal,
  now: number,
): Act | undefined {
  const pending = requireTurn(kind, livingAct(file, lifecycle, now))
  requirePhase(file.journal, instantOf(file, given, now), ...lifecycle.deeds[kind].phases)
  return pending === undefined ? undefined : readAct(pending)
}

/**
 * Returns what the act would state, and the pending act that already states it, if any.
 *
 * @throws UrneError `wrong-phase`, `act-pending`, `invalid-option`, and what the deed refuses (`not-ready` …)
 */
export function proposed<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  { kind, given }: Proposal,
  now: number,
): { readonly statements: readonly Statement[]; readonly pending: StoredAct | undefined } {
  const deed = lifecycle.deeds[kind]
  const pending = requireTurn(kind, livingAct(file, lifecycle, now))
  requirePhase(file.journal, instantOf(file, given, now), ...deed.phases)
  for (const { key, value } of given) requireLine(`--${key}`, value)
  // A pending act that can still take effect states what is true now, so if the same was given for it, it states what
  // another would.
  const act = pending === undefined ? undefined : readAct(pending)
  if (act !== undefined && sameStatements(deed.given(act), given)) return { statements: act.statements, pending }
  const statements = deed.state(file, given)
  if (pending !== undefined && !sameStatements(act?.statements ?? [], statements)) throw actPending(pending)
  return { statements, pending }
}

/**
 * Returns the pending act if it is of this kind. @throws UrneError `act-pending` where one of another kind is pending
 */
function requireTurn(kind: ActKind, pending: StoredAct | undefined): StoredAct | undefined {
  if (pending !== undefined && pending.kind !== kind) throw actPending(pending)
  return pending
}

function actPending({ number, kind }: StoredAct): UrneError {
  return new UrneError("act-pending", { act: number, kind })
}

/** Whether an act gives up the instant of the last entry because a wrong clock wrote it. */
export function givesUpClock(statements: readonly Statement[]): boolean {
  return statements.some(({ key }) => key === "clock")
}

/**
 * Returns the date for a step towards an act. An act that gives up the instant of the last entry is not held up by that
 * instant.
 */
export function instantOf({ journal }: DecidedFile, statements: readonly Statement[], now: number): number {
  return givesUpClock(statements) ? instantHeld(journal, now) : now
}
