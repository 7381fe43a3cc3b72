import type { KeyAccess } from "../authority/member-operations.ts"
import { encodePoint } from "../belenios/group.ts"
import { equalBytes, utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { decryptSecret, encryptSecret } from "../core/secret-file.ts"
import type { World } from "../core/world.ts"
import type { Sha256 } from "../journal/event.ts"
import { answerRequest, requireSameHolder, type HolderTurn } from "./answering.ts"
import { decryptTally, type VerifiedTally } from "./decrypting.ts"
import { holderFileBytes, parseHolderFile, type HolderFile } from "./holder-file.ts"
import { parseRequest, replyText, requestHash, type Request, type Step } from "./message.ts"
import type { Trustee } from "./table.ts"

/** Opens a holder's file. @throws UrneError `wrong-passphrase`, `not-a-secret-file`, `not-a-holder-file`, `file-absent` */
export async function openHolderFile({ path, passphrase }: KeyAccess, world: World): Promise<HolderFile> {
  return parseHolderFile(await decryptSecret(await world.files.read(path), passphrase, path), path)
}

/**
 * Writes a holder's file, 0600. A new one never takes the place of another; one that was opened is replaced whole.
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

/** The trustee whose key a file holds. @throws UrneError `another-holder-file`, `another-authority`, `holder-key-unknown` */
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

/** @throws UrneError `file-absent`, `not-a-trustee-message` */
export async function readRequest(path: string, world: World): Promise<Request> {
  return parseRequest(await world.files.read(path), path)
}

/** A request that was answered on the holder's machine. */
export interface AnsweredRequest {
  readonly uuid: string
  readonly rehearsal: boolean
  /** The trust anchor that the holder's file keeps. */
  readonly authority: Sha256
  readonly election: string
  readonly holder: string
  readonly step: Step
  readonly keyPath: string
  readonly replyPath: string
  /** Whether the key file was made by this answer. */
  readonly joined: boolean
}

/**
 * Does what a request asks, on the holder's own machine: the holder's file is made or brought up to date first, then the
 * reply is written. Again, it writes the same reply to the steps of the ceremony.
 *
 * @param verified verifies the published record and says what it found of its tally; asked only to decrypt, with the
 * authority that the holder's file keeps
 * @throws UrneError those of `answerRequest` and `decryptTally`, `faulty-artefact` (the messages of the other holders),
 * `file-exists` for another reply under that name
 */
export async function answerFromFile(
  { request, key, path, reply, force }: AnswerOrder,
  verified: (authority: Sha256) => Promise<VerifiedTally>,
  world: World,
): Promise<AnsweredRequest> {
  const opened = (await world.files.kind(key.path)) !== undefined
  if (!opened && request.task.step !== "join") throw new UrneError("file-absent", { path: key.path })
  const file = opened ? await openHolderFile(key, world) : undefined
  await world.files.requireWritable(reply, { force: force ? "trustee-reply" : "opened" })
  const turn = await takeTurn(file, { request, key, path }, verified, world)
  if (turn.file !== file) await writeHolderFile(turn.file, key, world, { opened })
  const { uuid, rehearsal, authority, election, holder, task } = request
  const text = replyText({
    uuid,
    rehearsal,
    authority,
    election,
    holder,
    request: requestHash(request),
    answer: turn.answer,
  })
  if (force) await world.files.writeWhole(reply, text, { force: "trustee-reply" })
  else await writeOnce(reply, text, world)
  return {
    uuid,
    rehearsal,
    authority,
    election,
    holder,
    step: task.step,
    keyPath: key.path,
    replyPath: reply,
    joined: !opened,
  }
}

export interface AnswerOrder {
  readonly request: Request
  /** Where the request was read, for findings. */
  readonly path: string
  readonly key: KeyAccess
  /** Where the reply is written. */
  readonly reply: string
  /** Whether another reply that is there may be replaced. */
  readonly force: boolean
}

async function takeTurn(
  file: HolderFile | undefined,
  { request, key, path }: Omit<AnswerOrder, "reply" | "force">,
  verified: (authority: Sha256) => Promise<VerifiedTally>,
  world: World,
): Promise<HolderTurn> {
  const { task, holder } = request
  if (task.step !== "decrypt") {
    const { value: turn, findings } = answerRequest(file, { ...request, task }, world.random)
    if (turn === undefined) throw new UrneError("faulty-artefact", { path, findings })
    return turn
  }
  if (file === undefined) throw new UrneError("step-not-due", { holder, step: task.step })
  requireSameHolder(file, request)
  const found = await verified(file.authority)
  if (found.uuid !== request.uuid) throw new UrneError("message-of-other-election", { path, uuid: request.uuid })
  if (found.hash !== task.tally) throw new UrneError("act-needed", { kind: "unseal" })
  return decryptTally(file, found, key.path, world.random)
}

/** Writes a file that may be there already if it says the same. @throws UrneError `file-exists` */
export async function writeOnce(path: string, text: string, world: World): Promise<void> {
  const bytes = utf8(text)
  if ((await world.files.kind(path)) === "file" && equalBytes(await world.files.read(path), bytes)) return
  await world.files.writeWhole(path, bytes)
}
