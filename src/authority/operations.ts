import { base64 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { instantHeld } from "../journal/clock-queries.ts"
import { append, currentPhase, journalRoot, lastPhaseEntry } from "../journal/operations.ts"
import { resumingText } from "../journal/phase.ts"
import {
  type ActProgress,
  type AuthorityFile,
  causeOfDeath,
  isStale,
  progressOf,
  provenAct,
  readAct,
} from "./act-queries.ts"
import { type Act, actHash, actText } from "./act.ts"
import type { Member } from "./constitution.ts"
import type { Lifecycle } from "./deed.ts"
import { givesUpClock, instantOf, type Proposal, proposed } from "./proposal-queries.ts"
import { waitingAct } from "./proven-acts.ts"
import type { StoredAct } from "./table.ts"

/** How long an act waits for its signatures unless the proposer says otherwise, in milliseconds. */
const usualValidity = 12 * 60 * 60 * 1000

/**
 * Proposes an act, or finds the pending one if it is the same, so proposing twice is harmless.
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
  return store.write(() => {
    const { statements, pending } = proposed(file, lifecycle, proposal, now)
    if (pending !== undefined) return progressOf(file, pending)
    endDeadAct(file, lifecycle, now)
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
 * Ends the pending act when it has expired or states what is no longer true: an entry says that it cannot take effect
 * any more. Everything that decides or signs calls this first.
 */
export function expirePendingAct<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  now: number,
): void {
  file.store.write(() => {
    endDeadAct(file, lifecycle, now)
  })
}

/** Does what {@link expirePendingAct} does, inside the caller's transaction. */
function endDeadAct<File extends AuthorityFile>(file: File, lifecycle: Lifecycle<File>, now: number): void {
  const { journal, authority } = file
  const pending = waitingAct(file)
  const reason = pending === undefined ? undefined : causeOfDeath(file, lifecycle, pending, now)
  if (pending === undefined || reason === undefined) return
  authority.end(pending.number, "dropped")
  append(journal, instantHeld(journal, now), { type: "act.dropped", act: pending.number, reason })
}

/**
 * Returns the pending act. One that can no longer take effect is ended and refused.
 *
 * @throws UrneError `no-act-pending`, `act-expired`, `act-stale`
 */
export function requirePendingAct<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  now: number,
): ActProgress {
  const before = waitingAct(file)
  if (before === undefined) throw new UrneError("no-act-pending", {})
  expirePendingAct(file, lifecycle, now)
  if (waitingAct(file) !== undefined) return progressOf(file, before)
  const { number, expires } = readAct(before)
  throw new UrneError(now >= expires ? "act-expired" : "act-stale", { act: number })
}

/**
 * Adds a member's signature line, already verified with that member's key, to the pending act. The last one that the
 * quorum needs puts the act into effect, in the same transaction.
 *
 * @param signature - of the act and the text that were shown: whatever is pending by now, nothing else is signed
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

/** The act whose text a member has read, with that text to recognise it. */
export type ShownAct = Pick<ActProgress, "act" | "text">

/**
 * Returns the pending act, if it is the one that was shown.
 *
 * @throws UrneError `no-act-pending` if none is pending, `act-stale` if another one has taken its place
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
 * Stores a signature if it is not there yet. A line that another hand put in its place does not count, and stays where
 * it is.
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
  const until = phase === "suspended" ? resumingText(lastPhaseEntry(journal)?.event) : undefined
  // Instants count anew from here, starting at the one that the members read and signed, not at an earlier one.
  if (givesUpClock(act.statements) && now < act.proposed) {
    throw new UrneError("clock-went-back", { last: instantText(act.proposed), now: instantText(now) })
  }
  if (!authority.end(act.number, "effective")) throw new UrneError("no-act-pending", {})
  append(journal, now, {
    type: "act.effective",
    act: act.number,
    kind: act.kind,
    text: actHash(actText(act)),
    ...deed.leadsTo(act, { phase, until }),
  })
  deed.enact(file, act, now)
}

/** Drops the pending act at the proposer's request. @throws UrneError `no-act-pending` */
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
