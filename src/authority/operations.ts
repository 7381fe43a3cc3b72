import { base64 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { ActKind } from "../core/vocabulary.ts"
import { isLine } from "../definition/plain-text.ts"
import { instantHeld } from "../journal/clock-queries.ts"
import { append, currentPhase, journalRoot, requirePhase } from "../journal/operations.ts"
import {
  type ActProgress,
  type AuthorityFile,
  causeOfDeath,
  isStale,
  progressOf,
  provenAct,
  readAct,
} from "./act-queries.ts"
import { type Act, actHash, actText, type Statement } from "./act.ts"
import { type Member, sameStatements } from "./constitution.ts"
import type { Lifecycle } from "./deed.ts"
import { type DecidedFile, waitingAct } from "./proven-acts.ts"
import type { StoredAct } from "./table.ts"

/** How long an act waits for its signatures unless the proposer says otherwise, in milliseconds. */
const usualValidity = 12 * 60 * 60 * 1000

/** An act to be proposed: what is given for its statements, and for how long it may wait for signatures (milliseconds). */
export interface Proposal {
  readonly kind: ActKind
  readonly given: readonly Statement[]
  readonly validity?: number
}

/**
 * Proposes an act, or finds the pending one if it is the same: proposing twice is harmless.
 *
 * @throws UrneError `wrong-phase`, `act-pending`, and what the deed refuses (`not-ready` …)
 */
export function proposeAct<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  proposal: Proposal,
  now: number,
): ActProgress {
  const { store, journal, authority, election } = file
  dropDeadAct(file, lifecycle, now)
  return store.write(() => {
    const { statements, pending } = statementsOf(file, lifecycle, proposal, now)
    if (pending !== undefined) return progressOf(file, pending)
    const { uuid, rehearsal, definition } = election.get()
    const acts = authority.acts()
    const previous = acts.findLast(({ state }) => state === "effective")
    const number = (acts.at(-1)?.number ?? 0) + 1
    const text = actText({
      rehearsal,
      uuid,
      name: definition.name,
      number,
      kind: proposal.kind,
      previous: previous === undefined ? undefined : { number: previous.number, text: actHash(previous.text) },
      proposed: now,
      expires: now + (proposal.validity ?? usualValidity),
      journal: { size: journal.size(), root: base64(journalRoot(journal)) },
      archive: lifecycle.archiveHead(file),
      statements,
    })
    authority.propose(number, proposal.kind, text)
    append(journal, instantOf(file, statements, now), {
      type: "act.proposed",
      act: number,
      kind: proposal.kind,
      text: actHash(text),
    })
    return progressOf(file, { number })
  })
}

/**
 * That an act could be proposed, before members are asked for their keys: the same refusals as `proposeAct`, and nothing
 * is proposed.
 */
export function requireProposable<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  proposal: Proposal,
  now: number,
): void {
  dropDeadAct(file, lifecycle, now)
  statementsOf(file, lifecycle, proposal, now)
}

/**
 * That an act of this kind may be proposed now, before anybody is asked what else it shall state.
 *
 * @returns the one of this kind that waits for signatures already
 * @throws UrneError `act-pending`, `wrong-phase`
 */
export function standingProposal<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  { kind, given }: Proposal,
  now: number,
): Act | undefined {
  dropDeadAct(file, lifecycle, now)
  const pending = requireTurn(file, kind)
  requirePhase(file.journal, instantOf(file, given, now), ...lifecycle.deeds[kind].phases)
  return pending === undefined ? undefined : readAct(pending)
}

/** The act of this kind that waits, if one does. @throws UrneError `act-pending` where one of another kind waits */
function requireTurn(file: DecidedFile, kind: ActKind): StoredAct | undefined {
  const pending = waitingAct(file)
  if (pending !== undefined && pending.kind !== kind) throw actPending(pending)
  return pending
}

function actPending({ number, kind }: StoredAct): UrneError {
  return new UrneError("act-pending", { act: number, kind })
}

/** What the act would state, and the act that states it already, if one waits. */
function statementsOf<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  { kind, given }: Proposal,
  now: number,
): { readonly statements: readonly Statement[]; readonly pending: StoredAct | undefined } {
  const deed = lifecycle.deeds[kind]
  const pending = requireTurn(file, kind)
  requirePhase(file.journal, instantOf(file, given, now), ...deed.phases)
  requireLines(given)
  const statements = deed.state(file, given)
  if (pending !== undefined && !sameStatements(readAct(pending).statements, statements)) throw actPending(pending)
  return { statements, pending }
}

/** What is given stands on one line of the act each: nothing else may follow from it. @throws UrneError `invalid-option` */
function requireLines(given: readonly Statement[]): void {
  const broken = given.find(({ value }) => !isLine(value))
  if (broken !== undefined) {
    throw new UrneError("invalid-option", {
      option: `--${broken.key}`,
      value: broken.value,
      wanted: { form: "line", most: 500 },
    })
  }
}

/** Whether an act states the instant of the last entry, as written by a wrong clock. */
function givesUpClock(statements: readonly Statement[]): boolean {
  return statements.some(({ key }) => key === "clock")
}

/** When a step towards an act is dated. What gives up the instant of the last entry, which a wrong clock wrote, is not held up by it. */
function instantOf({ journal }: DecidedFile, statements: readonly Statement[], now: number): number {
  return givesUpClock(statements) ? instantHeld(journal, now) : now
}

/** Drops the pending act when it has expired or no longer states what is so. Nothing of it can take effect any more. */
function dropDeadAct<File extends AuthorityFile>(file: File, lifecycle: Lifecycle<File>, now: number): void {
  const { store, journal, authority } = file
  store.write(() => {
    const pending = waitingAct(file)
    const reason = pending === undefined ? undefined : causeOfDeath(file, lifecycle, pending, now)
    if (pending === undefined || reason === undefined) return
    authority.end(pending.number, "dropped")
    append(journal, instantHeld(journal, now), { type: "act.dropped", act: pending.number, reason })
  })
}

/**
 * The pending act, which can still be signed.
 *
 * @throws UrneError `no-act-pending`, `act-expired`, `act-stale`: an act that died is dropped first
 */
export function pendingAct<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  now: number,
): ActProgress {
  const before = waitingAct(file)
  if (before === undefined) throw new UrneError("no-act-pending", {})
  dropDeadAct(file, lifecycle, now)
  if (waitingAct(file) !== undefined) return progressOf(file, before)
  const { number, expires } = readAct(before)
  throw new UrneError(now >= expires ? "act-expired" : "act-stale", { act: number })
}

/**
 * Adds a member's signature line, already checked against that member's key, to the pending act; the last one that the
 * quorum needs puts the act into effect, in the same transaction.
 *
 * @param signature of the act and the text that were shown: whatever waits by now, nothing else is signed
 * @throws UrneError `no-act-pending` if another terminal was faster, `act-stale`, `act-altered`
 */
export function addSignature<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  signature: ShownAct & { readonly member: Member; readonly line: string },
  now: number,
): ActProgress {
  const { store, journal } = file
  return store.write(() => {
    const pending = requireShown(waitingAct(file), signature)
    const act = readAct(pending)
    if (now >= act.expires) throw new UrneError("act-expired", { act: act.number })
    if (isStale(file, lifecycle, act, now)) throw new UrneError("act-stale", { act: act.number })
    if (isNewSignature(file, signature)) {
      const at = instantOf(file, act.statements, now)
      append(journal, at, { type: "act.signed", act: pending.number, member: signature.member.id })
    }
    const progress = progressOf(file, pending)
    if (progress.missing !== undefined) return progress
    putIntoEffect(file, lifecycle, act, now)
    return { ...progress, state: "effective" }
  })
}

/** The act whose text a member has read, by which it is known again. */
export type ShownAct = Pick<ActProgress, "act" | "text">

/**
 * The act that waits, if it is the one that was shown.
 *
 * @throws UrneError `no-act-pending` if none waits, `act-stale` if another one has taken its place
 */
export function requireShown<Pending extends Pick<StoredAct, "number" | "text">>(
  pending: Pending | undefined,
  shown: ShownAct,
): Pending {
  if (pending === undefined) throw new UrneError("no-act-pending", {})
  if (pending.number === shown.act && pending.text === shown.text) return pending
  throw new UrneError("act-stale", { act: shown.act, instead: pending.number })
}

/**
 * Stores a signature, if it is not there yet. A line that another hand has put in its place is none, and stays where it is.
 *
 * @throws UrneError `act-altered`
 */
function isNewSignature(
  { authority, journal }: AuthorityFile,
  { act, member, line }: Parameters<typeof addSignature>[2],
): boolean {
  if (authority.sign(act, member.id, line)) return true
  const stored = authority.signatures(act).find((one) => one.member === member.id)
  if (stored?.line !== line) throw new UrneError("act-altered", { act, rule: "signature" })
  return !provenAct({ authority, journal }, act).signed.includes(member.id)
}

function putIntoEffect<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  act: Act,
  now: number,
): void {
  const { journal, authority } = file
  const deed = lifecycle.deeds[act.kind]
  const phase = currentPhase(journal, now)
  // From here on instants count anew: from the one that the members read and signed, not from an earlier one.
  if (givesUpClock(act.statements) && now < act.proposed) {
    throw new UrneError("clock-went-back", { last: instantText(act.proposed), now: instantText(now) })
  }
  if (!authority.end(act.number, "effective")) throw new UrneError("no-act-pending", {})
  append(journal, now, {
    type: "act.effective",
    act: act.number,
    kind: act.kind,
    text: actHash(actText(act)),
    ...deed.leadsTo(act, phase),
  })
  deed.enact(file, act, now)
}

/** Drops the pending act at the proposer's wish. @throws UrneError `no-act-pending` */
export function withdrawAct(file: AuthorityFile, now: number): { readonly withdrawn: number } {
  const { store, journal, authority } = file
  return store.write(() => {
    const pending = waitingAct(file)
    if (pending === undefined) throw new UrneError("no-act-pending", {})
    authority.end(pending.number, "dropped")
    append(journal, instantHeld(journal, now), { type: "act.dropped", act: pending.number, reason: "withdrawn" })
    return { withdrawn: pending.number }
  })
}
