import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { World } from "../core/world.ts"
import { append, requirePhase } from "../journal/operations.ts"
import { noteTextOf } from "../notes/holder-reply.ts"
import {
  answerFindings,
  answerOf,
  type CeremonyAnswer,
  type CeremonyState,
  dueStep,
  isComplete,
  requestOf,
} from "./ceremony.ts"
import { certifiedKeys, isSignedCeremony } from "./certified-queries.ts"
import { currentKeyOf, requireCertified } from "./certified.ts"
import { writeOnce } from "./holder-operations.ts"
import { type Holder, holdersOf } from "./holder.ts"
import { parseReply, type Reply } from "./message.ts"
import { ceremonyState, establish, holderOf, requireNoTrustees, type TrusteesFile } from "./operations.ts"
import { isAnswerSigned, outgoing, type OutgoingRequest, requireAnswers } from "./outgoing-operations.ts"
import { provenTrustees } from "./proven-queries.ts"
import { isSignedReply, openSignedReply, parseSignedReply } from "./signed-reply.ts"
import { isSignedRequest } from "./signed-request.ts"
import type { CeremonyStep, Step } from "./task.ts"

/** A request that was written for a holder. */
export interface WrittenRequest {
  readonly holder: string
  readonly step: Step
  readonly path: string
}

/** A reply as it was read. */
export interface ReceivedReply {
  readonly path: string
  readonly reply: Reply
  /** The exact text that came: JSON, or the source of a signed note. */
  readonly source: string
}

/**
 * Writes the requests that are due to a folder, one file a holder; the first ask holders to join. When called again, it
 * writes the same requests.
 *
 * @param anew - begins the ceremony again, because a holder lost its key file or its passphrase before the end
 * @throws UrneError `wrong-phase`, `trustees-established`, `holder-keys-absent`, `file-exists`
 */
export async function inviteHolders(
  file: TrusteesFile,
  { folder, anew }: { readonly folder: string; readonly anew: boolean },
  world: World,
): Promise<{ readonly requests: readonly WrittenRequest[] }> {
  const now = world.now()
  requirePhase(file.journal, now, "constituted")
  requireNoTrustees(file)
  // Anybody could sign in place of a holder whose key is not certified. When holders are apart, only the members' word
  // tells them from whoever keeps the election file.
  if (isSignedCeremony(file)) requireCertified(holderIds(file), certifiedKeys(file))
  if (anew) {
    file.store.write(() => {
      requireNoTrustees(file)
      append(file.journal, now, { type: "trustees.restarted" })
    })
  }
  return { requests: await writeDueRequests(file, folder, world) }
}

/** Writes the requests of the round that is open, unless the ceremony is over. */
async function writeDueRequests(file: TrusteesFile, folder: string, world: World): Promise<readonly WrittenRequest[]> {
  if (provenTrustees(file) !== undefined) return []
  const ceremony = ceremonyState(file)
  const due = ceremony.holders.flatMap((holder) => {
    const step = dueStep(ceremony, holder)
    return step === undefined ? [] : [outgoing(file, requestOf(ceremony, holder, step))]
  })
  return writeRequests(due, ceremony.origin.size, folder, world)
}

function holderIds({ election }: Pick<TrusteesFile, "election">): readonly string[] {
  return holdersOf(election.get().definition.trustees).map(({ id }) => id)
}

/**
 * @param size - of the journal on which the requests depend. It is in their names, so that those of one round sort
 * together
 * @throws UrneError `file-exists`
 */
export async function writeRequests(
  requests: readonly OutgoingRequest[],
  size: number,
  folder: string,
  world: World,
): Promise<readonly WrittenRequest[]> {
  const written: WrittenRequest[] = []
  for (const request of requests) {
    const { holder, rehearsal, step, text } = request
    const path = `${folder}/${rehearsal ? "rehearsal-" : ""}${holder}-${size}-${step}.request.json`
    await writeOnce(path, text, world)
    written.push({ holder, step, path })
  }
  return written
}

/** Names the file for a reply, beside its request, unless the user names another. */
export function replyPathOf(path: string): string {
  return `${path.replace(/(\.request)?\.json$/, "")}.reply.json`
}

/**
 * Reads replies, each as one of the holder that it names. Where the authority certified that holder's key, a reply that
 * is unsigned or that another key signed is refused.
 *
 * @throws UrneError `file-absent`, `not-a-trustee-message`, `message-of-other-election`, `reply-not-by-holder`,
 * `holder-keys-absent`
 */
export async function readReplies(
  file: Omit<TrusteesFile, "store">,
  paths: readonly string[],
  world: World,
): Promise<readonly ReceivedReply[]> {
  const { uuid, rehearsal } = file.election.get()
  const received: ReceivedReply[] = []
  for (const path of paths) {
    const one = readReply(file, await world.files.read(path), path)
    if (one.reply.uuid !== uuid || one.reply.rehearsal !== rehearsal) {
      throw new UrneError("message-of-other-election", { path, uuid: one.reply.uuid })
    }
    received.push(one)
  }
  return received
}

function readReply(file: Omit<TrusteesFile, "store">, bytes: Uint8Array, path: string): ReceivedReply {
  const source = utf8Text(bytes) ?? ""
  if (isSignedRequest(bytes)) throw new UrneError("not-a-trustee-message", { path })
  if (!isSignedReply(source)) {
    const reply = parseReply(bytes, path)
    const { holder, answer } = reply
    if (isAnswerSigned(file, holder, answer.step))
      throw new UrneError("reply-not-by-holder", { path, holder, fault: "unsigned" })
    return { path, reply, source }
  }
  const claimed = parseSignedReply(noteTextOf(source))
  if (claimed === undefined || !isSignedCeremony(file)) throw new UrneError("not-a-trustee-message", { path })
  const { holder, uuid } = claimed
  if (uuid !== file.election.get().uuid) throw new UrneError("message-of-other-election", { path, uuid })
  const keys = certifiedKeys(file)
  requireCertified([holder], keys)
  const opened = openSignedReply(source, [currentKeyOf(keys, holder) ?? ""])
  if ("fault" in opened) throw new UrneError("reply-not-by-holder", { path, holder, fault: opened.fault })
  return { path, reply: opened.reply, source }
}

/** What became of the replies received in a ceremony. */
export interface ReceiveResult {
  readonly taken: readonly ReplyOutcome[]
  /** Whether the keys of the urn have been made. */
  readonly established: boolean
  /** The holders for whom the ceremony waits. */
  readonly waiting: readonly { readonly holder: string; readonly step: CeremonyStep }[]
  /** The requests written for the round that these replies opened. */
  readonly requests: readonly WrittenRequest[]
}

interface ReplyOutcome {
  readonly holder: string
  readonly step: Step
  /** `known`: this very reply was received before. */
  readonly state: "new" | "known"
}

/**
 * Receives replies of the ceremony in any order: all of them or none. With the last one it records the keys. When the
 * replies complete a round, it writes the requests of the next.
 *
 * @throws UrneError `wrong-phase`, `holder-unknown`, `message-not-due`, `message-contradicts`, `faulty-artefact`
 */
export async function receiveReplies(
  file: TrusteesFile,
  replies: readonly ReceivedReply[],
  folder: string,
  world: World,
): Promise<ReceiveResult> {
  const now = world.now()
  const taken = file.store.write(() => {
    const inOrder = replies.toSorted((a, b) => orderOf(a) - orderOf(b))
    const each = inOrder.map((received) => receiveReply(file, received, now))
    const ceremony = ceremonyState(file)
    if (provenTrustees(file) === undefined && isComplete(ceremony)) establish(file, ceremony, now)
    return each
  })
  const ceremony = ceremonyState(file)
  const established = provenTrustees(file) !== undefined
  return {
    taken,
    established,
    waiting: established ? [] : ceremony.holders.flatMap((holder) => waitingFor(ceremony, holder)),
    requests: await writeDueRequests(file, folder, world),
  }
}

function waitingFor(ceremony: CeremonyState, holder: Holder): ReceiveResult["waiting"] {
  const step = dueStep(ceremony, holder)
  return step === undefined ? [] : [{ holder: holder.id, step }]
}

const steps: readonly Step[] = ["join", "commit", "deal", "finish", "check", "decrypt"]

function orderOf({ reply }: ReceivedReply): number {
  return steps.indexOf(reply.answer.step)
}

function receiveReply(file: TrusteesFile, { path, reply, source: text }: ReceivedReply, now: number): ReplyOutcome {
  const { journal, trustees } = file
  const ceremony = ceremonyState(file)
  const holder = holderOf(ceremony.holders, reply.holder)
  const answer = reply.answer as CeremonyAnswer["answer"]
  const { step } = answer
  const known = answerOf(ceremony, holder, step)
  if (known !== undefined) {
    const before = trustees
      .replies(ceremony.origin.size)
      .find((each) => each.holder === holder.id && each.step === step)
    if (before?.reply !== text) throw new UrneError("message-contradicts", { path, holder: holder.id, step })
    return { holder: holder.id, step, state: "known" }
  }
  requirePhase(journal, now, "constituted")
  requireNoTrustees(file)
  if (dueStep(ceremony, holder) !== step) throw new UrneError("message-not-due", { path, holder: holder.id, step })
  requireAnswers(path, reply, outgoing(file, requestOf(ceremony, holder, step)))
  const findings = answerFindings(ceremony, holder, answer)
  if (findings.length > 0) throw new UrneError("faulty-artefact", { path, findings })
  trustees.addReply(ceremony.origin.size, { holder: holder.id, step, reply: text })
  append(journal, now, { type: "trustees.answered", holder: holder.id, step, message: `sha256:${sha256Hex(text)}` })
  return { holder: holder.id, step, state: "new" }
}
