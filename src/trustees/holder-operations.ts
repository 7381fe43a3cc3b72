import { parseAct } from "../authority/act.ts"
import type { KeyAccess } from "../authority/member-operations.ts"
import { encodePoint } from "../belenios/group.ts"
import { equalBytes, utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { decryptSecret, encryptSecret } from "../core/secret-file.ts"
import type { World } from "../core/world.ts"
import type { Sha256 } from "../journal/event.ts"
import type { SigningKey } from "../notes/key.ts"
import { answerRequest, type HolderTurn, type PlainRequest, requireSameHolder } from "./answering.ts"
import { decryptTally, type VerifiedTally } from "./decrypting.ts"
import { groundOf } from "./grounding.ts"
import { type HolderFile, holderFileBytes, parseHolderFile } from "./holder-file.ts"
import { parseRequest, replyText, type Request, requestHash } from "./message.ts"
import { isSignedRequest, parseSignedRequest, type SignedRequest } from "./signed-request.ts"
import { signedNote, signingKeyFor, takeSignedTurn } from "./signing.ts"
import type { Trustee } from "./table.ts"
import type { Step } from "./task.ts"

/** Opens a holder's file. @throws UrneError `wrong-passphrase`, `not-a-secret-file`, `not-a-holder-file`, `file-absent` */
export async function openHolderFile({ path, passphrase }: KeyAccess, world: World): Promise<HolderFile> {
  return parseHolderFile(await decryptSecret(await world.files.read(path), passphrase, path), path)
}

/**
 * Writes a holder's file with mode 0600. A new file never replaces another; one that was opened is replaced as a whole.
 *
 * @throws UrneError `file-exists` for a new one
 */
export async function writeHolderFile(
  file: HolderFile,
  { path, passphrase }: KeyAccess,
  world: World,
  options: { readonly opened: boolean },
): Promise<void> {
  const sealed = await encryptSecret(holderFileBytes(file), passphrase, { rehearsal: file.rehearsal })
  await world.files.writeWhole(path, sealed, { secret: true, force: options.opened && "opened" })
}

/**
 * Finds the trustee whose key a file holds. @throws UrneError `another-holder-file`, `another-authority`,
 * `holder-key-unknown`
 */
export function trusteeWith(
  file: HolderFile,
  path: string,
  { uuid, rehearsal, authority }: Pick<HolderFile, "uuid" | "rehearsal" | "authority">,
  trustees: readonly Trustee[],
): Trustee {
  const { holder, key } = file
  requireSameHolder(file, { uuid, rehearsal, authority, holder })
  const text = key.pair === undefined ? undefined : encodePoint(key.pair.publicKey)
  const trustee = trustees.find((each) => each.holder === holder && each.publicKey === text)
  if (trustee === undefined) throw new UrneError("holder-key-unknown", { path, holder })
  return trustee
}

/**
 * A request to a holder. Where the authority certified the holder's key, it carries everything by which the holder
 * checks it.
 */
export type HolderRequest = Request | SignedRequest

/** @throws UrneError `file-absent`, `not-a-trustee-message` */
export async function readRequest(path: string, world: World): Promise<HolderRequest> {
  const bytes = await world.files.read(path)
  return isSignedRequest(bytes) ? parseSignedRequest(bytes, path) : parseRequest(bytes, path)
}

/** What a request asks of whom, for the election of which name, as it says by itself before anything of it is proved. */
export function askedBy(request: HolderRequest): {
  readonly election: string
  readonly holder: string
  readonly step: Step
} {
  const { holder, uuid } = request
  const named = "asked" in request ? parseAct(request.ground.acts[0]?.text ?? "")?.name : request.election
  return { election: named ?? uuid, holder, step: stepOf(request) }
}

function stepOf(request: HolderRequest): Step {
  return "asked" in request ? request.asked.step : request.task.step
}

/** A request that was answered on the holder's machine. */
export interface AnsweredRequest {
  readonly uuid: string
  readonly rehearsal: boolean
  /** The trust anchor that the holder's file keeps. */
  readonly authority: Sha256
  readonly holder: string
  readonly step: Step
  readonly keyPath: string
  readonly replyPath: string
  /** Whether the key file was made with this answer. */
  readonly joined: boolean
  /** Whether the reply is signed with the key that the authority certified for the holder. */
  readonly signed: boolean
}

export interface AnswerOrder {
  readonly request: HolderRequest
  /** Where the request was read, for findings. */
  readonly path: string
  readonly key: KeyAccess
  /** The holder's signing key, if it was given. Otherwise the key that its file keeps signs. */
  readonly signing?: SigningKey
  /** Where to write the reply. */
  readonly reply: string
  /** Whether a different reply that exists there may be replaced. */
  readonly force: boolean
}

/** Verifies the published record and returns what it found about its tally. */
type Verifying = (authority: Sha256) => Promise<VerifiedTally>

/**
 * Does what a request asks, on the holder's own machine. The holder's file is made or updated first, then the reply is
 * written. When called again, it writes the same reply to the steps of the ceremony.
 *
 * @param verified - called only to decrypt, with the authority that the holder's file keeps
 * @throws UrneError those of `answerRequest`, `takeSignedTurn` and `decryptTally`, `faulty-artefact` (the messages of
 * the other holders), `file-exists` for another reply under that name
 */
export async function answerFromFile(order: AnswerOrder, verified: Verifying, world: World): Promise<AnsweredRequest> {
  const { request, key, reply, force } = order
  const step = stepOf(request)
  const opened = (await world.files.kind(key.path)) !== undefined
  if (!opened && step !== "join") throw new UrneError("file-absent", { path: key.path })
  const file = opened ? await openHolderFile(key, world) : undefined
  await world.files.requireWritable(reply, { force: force ? "trustee-reply" : "opened" })
  const turn =
    "asked" in request
      ? await signedTurn(file, { ...order, request }, verified, world)
      : await plainTurn(file, { ...order, request }, verified, world)
  if (turn.file !== file) await writeHolderFile(turn.file, key, world, { opened })
  if (force) await world.files.writeWhole(reply, turn.text, { force: "trustee-reply" })
  else await writeOnce(reply, turn.text, world)
  const { uuid, rehearsal, authority, holder } = request
  const signed = "asked" in request
  return { uuid, rehearsal, authority, holder, step, keyPath: key.path, replyPath: reply, joined: !opened, signed }
}

/** The file after the turn, and the reply as it is written. */
interface WrittenTurn {
  readonly file: HolderFile
  readonly text: string
}

async function plainTurn(
  file: HolderFile | undefined,
  { request, key, path }: AnswerOrder & { readonly request: Request },
  verified: Verifying,
  world: World,
): Promise<WrittenTurn> {
  const { task } = request
  const turn =
    task.step === "decrypt"
      ? await shareOf(file, request, { key, path, tally: task.tally }, verified, world)
      : takeTurn(file, { ...request, task }, path, world)
  const { uuid, rehearsal, authority, election, holder } = request
  const subject = { uuid, rehearsal, authority, election, holder }
  return { file: turn.file, text: replyText({ ...subject, request: requestHash(request), answer: turn.answer }) }
}

function takeTurn(file: HolderFile | undefined, request: PlainRequest, path: string, world: World): HolderTurn {
  // This holder has a certified key. Whoever asks it for an unsigned answer is not the authority that certified it, or
  // hides that it did.
  if (file?.signing !== undefined) throw new UrneError("step-not-due", { holder: file.holder, step: request.task.step })
  const { value: turn, findings } = answerRequest(file, request, world.random)
  if (turn === undefined) throw new UrneError("faulty-artefact", { path, findings })
  return turn
}

async function signedTurn(
  file: HolderFile | undefined,
  { request, key, path, signing }: AnswerOrder & { readonly request: SignedRequest },
  verified: Verifying,
  world: World,
): Promise<WrittenTurn> {
  const { asked } = request
  if (asked.step !== "decrypt") {
    const { file: next, note } = takeSignedTurn(file, request, { path, given: signing }, world.random)
    return { file: next, text: note }
  }
  const signer = signingKeyFor(groundOf(request, path), file, signing)
  const turn = await shareOf(file, request, { key, path, tally: asked.tally }, verified, world)
  return { file: turn.file, text: signedNote(request, turn.answer, signer) }
}

async function shareOf(
  file: HolderFile | undefined,
  request: Pick<HolderRequest, "uuid" | "rehearsal" | "authority" | "holder">,
  { key, path, tally }: Pick<AnswerOrder, "key" | "path"> & { readonly tally: string },
  verified: Verifying,
  world: World,
): Promise<HolderTurn> {
  const { holder, uuid } = request
  if (file === undefined) throw new UrneError("step-not-due", { holder, step: "decrypt" })
  requireSameHolder(file, request)
  const found = await verified(file.authority)
  if (found.uuid !== uuid) throw new UrneError("message-of-other-election", { path, uuid })
  if (found.hash !== tally) throw new UrneError("act-needed", { kind: "unseal" })
  return decryptTally(file, found, key.path, world.random)
}

/** Writes a file, unless it exists and says the same. @throws UrneError `file-exists` */
export async function writeOnce(path: string, text: string, world: World): Promise<void> {
  const bytes = utf8(text)
  if ((await world.files.kind(path)) === "file" && equalBytes(await world.files.read(path), bytes)) return
  await world.files.writeWhole(path, bytes)
}
