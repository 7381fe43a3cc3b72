import { UrneError } from "../core/error.ts"
import { certifiedKeys, groundFor, isSignedCeremony } from "./certified-queries.ts"
import { type Request, requestHash, requestText } from "./message.ts"
import { ceremonyState, requireTrustees, storedReplies, type TrusteesFile } from "./operations.ts"
import { type Asked, type SignedRequest, signedRequestHash, signedRequestText } from "./signed-request.ts"
import type { Step, Task } from "./task.ts"
import { repliesBefore } from "./transcript.ts"

type OutgoingFile = Omit<TrusteesFile, "store">

/** A request as it is written, with the hash by which its reply names it. */
export interface OutgoingRequest {
  readonly holder: string
  readonly rehearsal: boolean
  readonly step: Step
  readonly text: string
  readonly hash: string
}

/**
 * Whether this holder signs its answer to a step. In a ceremony held apart all holders do; afterwards those whose keys
 * are certified.
 */
export function isAnswerSigned(file: OutgoingFile, holder: string, step: Step): boolean {
  const isLater = step === "check" || step === "decrypt"
  return isSignedCeremony(file) && (!isLater || certifiedKeys(file).has(holder))
}

/** Makes the request to a holder who signs, with everything by which its own program checks it. */
export function signedRequestOf(file: OutgoingFile, { holder, rehearsal, task }: Request): SignedRequest {
  const { step } = task
  const ceremony = ceremonyState(file)
  const { uuid, authority, origin } = ceremony
  const before = step === "check" || step === "decrypt" ? undefined : step
  const told = step === "decrypt" ? [] : storedReplies(file, origin.size)
  const replies = repliesBefore(ceremony, told, before)
  return { uuid, rehearsal, authority, holder, origin, asked: askedFor(file, task), replies, ground: groundFor(file) }
}

/** Writes a request. Requests for signed replies have a form of their own. */
export function outgoing(file: OutgoingFile, request: Request): OutgoingRequest {
  const { holder, rehearsal, task } = request
  const { step } = task
  if (!isAnswerSigned(file, holder, step)) {
    return { holder, rehearsal, step, text: requestText(request), hash: requestHash(request) }
  }
  const signed = signedRequestOf(file, request)
  return { holder, rehearsal, step, text: signedRequestText(signed), hash: signedRequestHash(signed) }
}

function askedFor(file: OutgoingFile, task: Task): Asked {
  if (task.step === "check") return { step: "check", journal: task.journal, trustees: requireTrustees(file).body }
  return task.step === "decrypt" ? { step: "decrypt", tally: task.tally } : { step: task.step }
}

/** @throws UrneError `message-not-due` unless the reply answers this request */
export function requireAnswers(path: string, reply: { readonly request: string }, request: OutgoingRequest): void {
  const { holder, step } = request
  if (reply.request !== request.hash) throw new UrneError("message-not-due", { path, holder, step })
}
