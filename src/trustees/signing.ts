import { encodePoint } from "../belenios/group.ts"
import { parseTrustees, publicKeysOf, trusteesBody } from "../belenios/trustees.ts"
import { utf8, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { finding, type Finding } from "../core/finding.ts"
import { sha256Hex } from "../core/hash.ts"
import { canonicalJson } from "../core/json.ts"
import type { Random } from "../core/world.ts"
import type { Sha256 } from "../journal/event.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../notes/key.ts"
import { answerRequest, type HolderTurn, type PlainRequest } from "./answering.ts"
import { type CeremonyState, dueStep, isComplete, requestOf, trusteeItems } from "./ceremony.ts"
import { currentKeyOf } from "./certified.ts"
import { type Grounded, groundOf } from "./grounding.ts"
import type { HolderFile } from "./holder-file.ts"
import { answerJson } from "./message-json.ts"
import { signReply } from "./signed-reply.ts"
import { type SignedRequest, signedRequestHash } from "./signed-request.ts"
import type { TaskAnswer } from "./task.ts"
import { readTranscript } from "./transcript.ts"

/** A holder's turn, and the note in which its answer leaves. */
export interface SignedTurn {
  readonly file: HolderFile
  /** The source of the signed note. */
  readonly note: string
}

/**
 * Returns the key with which a holder signs: the one given now, or the one that its file has kept since it joined.
 *
 * @throws UrneError `signing-key-needed`, `signing-key-unknown` unless it is the one that the authority certified last
 */
export function signingKeyFor(
  { keys, holder: { id: holder } }: Pick<Grounded, "keys" | "holder">,
  file: HolderFile | undefined,
  given: SigningKey | undefined,
): SigningKey {
  const key = given ?? file?.signing
  if (key === undefined) throw new UrneError("signing-key-needed", { holder })
  if (currentKeyOf(keys, holder) !== verifierKeyText(verifierOf(key))) {
    throw new UrneError("signing-key-unknown", { holder, name: key.name })
  }
  return { name: key.name, seed: key.seed }
}

/** Signs an answer to a request. */
export function signedNote(request: SignedRequest, answer: TaskAnswer, key: SigningKey): string {
  const { uuid, rehearsal, authority, origin, holder } = request
  return signReply({ uuid, rehearsal, authority, origin, holder, request: signedRequestHash(request), answer }, key)
}

/**
 * Takes a holder's turn in a ceremony whose holders sign. Nothing is answered before every note of every holder has
 * been verified with the keys that the authority certified.
 *
 * @param path - of the request, for refusals
 * @throws UrneError those of `groundOf`, `signingKeyFor` and `answerRequest`, `faulty-artefact`
 */
export function takeSignedTurn(
  file: HolderFile | undefined,
  request: SignedRequest,
  { path, given }: { readonly path: string; readonly given: SigningKey | undefined },
  random: Random,
): SignedTurn {
  const { asked } = request
  if (asked.step === "decrypt") throw new Error("who decrypts verifies the record instead")
  const ground = groundOf(request, path)
  const key = signingKeyFor(ground, file, given)
  const { ceremony, findings } = readTranscript(ground.begun, request.replies, ground.keys)
  refuse(path, [...findings, ...ownFindings(file, ceremony, ground)])
  const context = { ceremony, ground, path }
  const turn =
    asked.step === "check"
      ? checkStructure(file, { ...request, asked }, context, random)
      : takeRound(file, request, context, random)
  return { file: withSigning(turn.file, file, key), note: signedNote(request, turn.answer, key) }
}

/**
 * Keeps the signing key in the file, unless the file was made in one room: what that holder proves later does not rest
 * on signed replies.
 */
function withSigning(made: HolderFile, before: HolderFile | undefined, key: SigningKey): HolderFile {
  if (before !== undefined && before.signing === undefined) return made
  const isKept =
    made.signing !== undefined && verifierKeyText(verifierOf(made.signing)) === verifierKeyText(verifierOf(key))
  return isKept ? made : { ...made, signing: key }
}

interface Context {
  readonly ceremony: CeremonyState
  readonly ground: Grounded
  readonly path: string
}

function takeRound(
  file: HolderFile | undefined,
  request: SignedRequest,
  { ceremony, ground: { holder }, path }: Context,
  random: Random,
): HolderTurn {
  const step = dueStep(ceremony, holder)
  if (step === undefined || step !== request.asked.step) {
    throw new UrneError("step-not-due", { holder: holder.id, step: request.asked.step })
  }
  const plain = requestOf(ceremony, holder, step) as PlainRequest
  const { value: turn, findings } = answerRequest(file, plain, random, signedRequestHash(request))
  if (turn === undefined) {
    refuse(path, findings)
    throw new Error("a turn that fails says why")
  }
  return turn
}

/** Compares what the notes say this holder answered with what its file remembers. */
function ownFindings(
  file: HolderFile | undefined,
  { answers }: CeremonyState,
  { holder }: Grounded,
): readonly Finding[] {
  const said = (answer: TaskAnswer) => canonicalJson(answerJson(answer))
  const foreign = answers.some(({ holder: id, answer }) => {
    const own = file?.answered.find(({ step }) => step === answer.step)
    return id === holder.id && (own === undefined || said(own.answer) !== said(answer))
  })
  return foreign ? [finding("HOLDER_REPLY", "replies", { holder: holder.id, fault: "own" })] : []
}

/**
 * Checks that the structure has the holder's own key in its place, and in every other place what that holder signed.
 */
function checkStructure(
  file: HolderFile | undefined,
  request: SignedRequest & { readonly asked: Extract<SignedRequest["asked"], { readonly step: "check" }> },
  { ceremony, ground, path }: Context,
  random: Random,
): HolderTurn {
  const { asked } = request
  const { holder, begun } = ground
  const plain: PlainRequest = { ...begun, holder: holder.id, task: { step: "check", journal: asked.journal } }
  const { value: turn } = answerRequest(file, plain, random)
  if (turn?.answer.step !== "check" || file === undefined) throw new Error("a check is answered or refused")
  const wrong = (rule: "unsigned" | "own-key") => finding("HOLDER_STRUCTURE", "trustees", { holder: holder.id, rule })
  const made = isComplete(ceremony) ? utf8Text(trusteesBody(trusteeItems(ceremony))) : undefined
  // Only a holder who sat in one room with all others accepts a structure without replies that vouch for it.
  const isVouched = request.replies.length > 0 || file.signing !== undefined ? made === asked.trustees : true
  refuse(path, isVouched ? [] : [wrong("unsigned")])
  refuse(path, holdsOwnKey(asked.trustees, file, ground) ? [] : [wrong("own-key")])
  return { file: turn.file, answer: { ...turn.answer, trustees: hashOf(asked.trustees) } }
}

function holdsOwnKey(trustees: string, { key }: HolderFile, { holder, begun }: Grounded): boolean {
  const { value: items } = parseTrustees(utf8(trustees), "trustees")
  const keys = items === undefined ? [] : publicKeysOf(items)
  const own = keys[holder.owner - 1]
  const isMine =
    own !== undefined && key.pair !== undefined && encodePoint(own.publicKey) === encodePoint(key.pair.publicKey)
  return isMine && keys.length === begun.holders.length
}

function hashOf(body: string): Sha256 {
  return `sha256:${sha256Hex(body)}`
}

function refuse(path: string, findings: readonly Finding[]): void {
  if (findings.length > 0) throw new UrneError("faulty-artefact", { path, findings })
}
