/** Leads a decision of the authority: an act is proposed, shown, and signed by members who come one after another. */
import { isCancelled } from "../core/cancellation.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import { type ActProgress, type AuthorityFile, judgeBefore, readAct } from "./act-queries.ts"
import type { Lifecycle } from "./deed.ts"
import { rememberAct } from "./member-key.ts"
import { anchorOf, hasEntries, memberWith, type OpenedKey, signatureLine, writeMemberKey } from "./member-operations.ts"
import {
  addSignature,
  expirePendingAct,
  proposeAct,
  requirePendingAct,
  requireShown,
  type ShownAct,
} from "./operations.ts"
import { type Proposal, requireProposable } from "./proposal-queries.ts"

/** Where the signers' keys come from, and what the signers are shown. */
export interface Signers {
  /**
   * Opens the keys that are at hand and need no question, before anything is proposed. Absent where no key is at hand.
   */
  readonly ready?: () => Promise<readonly OpenedKey[]>
  /** Shows the pending act before the first key signs it. */
  readonly show?: (pending: ActProgress) => Promise<void>
  /** Returns the key that signs next, or `undefined` where nobody else signs now. */
  readonly next: (progress: ActProgress) => Promise<OpenedKey | undefined>
  /** Called for each key that has signed. */
  readonly signed?: (before: ActProgress, after: ActProgress, key: OpenedKey) => void
  /**
   * Called with the reason why a key did not sign, where another may then come. Without it the refusal ends the
   * decision.
   */
  readonly refused?: (refusal: UrneError) => void
}

/**
 * Proposes an act and has it signed until its quorum is met or nobody else signs now. When called again, it continues.
 * Keys that are at hand are opened first: if one does not open, nothing is proposed.
 *
 * @throws UrneError what `proposeAct` and `signWaitingAct` throw
 */
export async function decideAct<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  proposal: Proposal,
  signers: Signers,
  world: World,
): Promise<ActProgress> {
  expirePendingAct(file, lifecycle, world.now())
  if (signers.ready !== undefined) requireProposable(file, lifecycle, proposal, world.now())
  const opened = (await signers.ready?.()) ?? []
  const pending = proposeAct(file, lifecycle, proposal, world.now())
  return collectSignatures(file, lifecycle, { pending, opened }, signers, world)
}

/**
 * Has the pending act signed.
 *
 * @throws UrneError `key-of-other-world`, `not-a-member` before the first signs, and what `requirePendingAct`,
 * `signPendingAct` throw
 */
export async function signWaitingAct<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  signers: Signers,
  world: World,
): Promise<ActProgress> {
  const pending = requirePendingAct(file, lifecycle, world.now())
  const opened = (await signers.ready?.()) ?? []
  return collectSignatures(file, lifecycle, { pending, opened }, signers, world)
}

async function collectSignatures<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  { pending, opened }: { readonly pending: ActProgress; readonly opened: readonly OpenedKey[] },
  signers: Signers,
  world: World,
): Promise<ActProgress> {
  await signers.show?.(pending)
  requireSigners(file, pending, opened)
  let progress = pending
  while (progress.state === "pending") {
    const key = await signers.next(progress)
    if (key === undefined) break
    try {
      const after = await signPendingAct(file, lifecycle, key, progress, world)
      signers.signed?.(progress, after, key)
      progress = after
    } catch (error) {
      if (signers.refused === undefined || !(error instanceof UrneError) || endsDecision(error as UrneError))
        throw error
      signers.refused(error as UrneError)
    }
  }
  return progress
}

/** Whether nobody else is asked, because somebody cancelled or the act that was shown is gone. */
function endsDecision(error: UrneError): boolean {
  const { code } = error
  return (
    isCancelled(error) ||
    code === "act-stale" ||
    code === "act-expired" ||
    code === "no-act-pending" ||
    code === "act-altered"
  )
}

/**
 * Requires that each of these keys is a member's who may sign the pending act, before the first of them signs.
 *
 * @throws UrneError `key-of-other-world`, `not-a-member`
 */
function requireSigners(
  file: AuthorityFile,
  { act: number, kind, text }: Pick<ActProgress, "act" | "kind" | "text">,
  keys: readonly OpenedKey[],
): void {
  const act = readAct({ number, kind, text, state: "pending" })
  const { members } = judgeBefore(file, act)
  for (const { key } of keys) memberWith(key, act, members)
}

/**
 * Signs the act that was shown to a member, and no other, with that member's key. What the key must remember is written
 * to its file first: if the machine stops in between, the member has promised more than the election has received,
 * never less.
 *
 * @throws UrneError `act-stale` if another act has taken its place since it was shown, and what `requirePendingAct`,
 * `rememberAct` throw
 */
export async function signPendingAct<File extends AuthorityFile>(
  file: File,
  lifecycle: Lifecycle<File>,
  { access, key }: OpenedKey,
  shown: ShownAct,
  world: World,
): Promise<ActProgress> {
  file.store.requireWritable()
  const pending = requirePendingAct(file, lifecycle, world.now())
  requireShown({ number: pending.act, text: pending.text }, shown)
  const act = readAct({ number: pending.act, kind: pending.kind, text: pending.text, state: "pending" })
  const member = memberWith(key, act, judgeBefore(file, act).members)
  if (pending.invalid.includes(member.id)) throw new UrneError("act-altered", { act: act.number, rule: "signature" })
  const remembered = rememberAct(key, act, (earlier) => hasEntries(file, earlier), anchorOf(file, act))
  await writeMemberKey(remembered, access, act.rehearsal, world)
  return addSignature(file, lifecycle, { ...shown, member, line: signatureLine(pending.text, key) }, world.now())
}
