import { isRehearsalKey, parseMemberKey } from "../authority/member-key.ts"
import {
  type KeyAccess,
  type NewKey,
  type NewKeyFile,
  requireNoKey,
  writeNewKey,
} from "../authority/member-operations.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { decryptSecret, encryptSecret } from "../core/secret-file.ts"
import type { World } from "../core/world.ts"
import { cosign } from "../notes/checkpoint.ts"
import { parseVerifierKey, type VerifierKey, verifierOf } from "../notes/key.ts"
import { noteSource, parseNote, withSignature } from "../notes/note.ts"
import { parseWitnessRequest, type WitnessRequest } from "../notes/witness-request.ts"
import {
  isWitnessKey,
  type Judged,
  newWitnessKey,
  parseWitnessKey,
  type WitnessKey,
  witnessKeyBytes,
} from "./witness-key.ts"

/**
 * Makes a witness's key.
 *
 * @throws UrneError `file-exists`, `public-key-missing`, `invalid-option` for a name that no key can have
 */
export async function createWitnessKey(request: NewKeyFile, world: World): Promise<NewKey> {
  await requireNoKey(request, world)
  const key = newWitnessKey(request.name, request.rehearsal, world.random)
  return writeNewKey(request, { secret: witnessKeyBytes(key), key: verifierOf(key, "cosignature") }, world)
}

/**
 * Reads the verifier key of a key file, whether a member's or a witness's. @throws UrneError `wrong-passphrase`,
 * `not-a-secret-file`, `not-a-member-key`
 */
export async function publicKeyIn({ path, passphrase }: KeyAccess, world: World): Promise<VerifierKey> {
  const bytes = await decryptSecret(await world.files.read(path), passphrase, path)
  return isWitnessKey(bytes)
    ? verifierOf(parseWitnessKey(bytes, path), "cosignature")
    : verifierOf(parseMemberKey(bytes, path))
}

/** An open key file of a witness, which will be written again with what the witness must remember. */
export interface OpenedWitnessKey {
  readonly access: KeyAccess
  readonly key: WitnessKey
}

/** @throws UrneError `wrong-passphrase`, `not-a-secret-file`, `not-a-witness-key` */
export async function openWitnessKey(access: KeyAccess, world: World): Promise<OpenedWitnessKey> {
  const bytes = await decryptSecret(await world.files.read(access.path), access.passphrase, access.path)
  return { access, key: parseWitnessKey(bytes, access.path) }
}

/** @throws UrneError `file-absent`, `not-a-witness-request` */
export async function readWitnessRequest(path: string, world: World): Promise<WitnessRequest> {
  const request = parseWitnessRequest(utf8Text(await world.files.read(path, 1 << 16)) ?? "")
  if (request === undefined) throw new UrneError("not-a-witness-request", { path })
  return request
}

/**
 * Reads the urn's key that a witness is given: the key itself, or a file with it. @throws UrneError `file-absent`,
 * `not-a-verifier-key`
 */
export async function givenUrnKey(given: string, world: World): Promise<VerifierKey> {
  const key = parseVerifierKey(given) ?? parseVerifierKey((utf8Text(await world.files.read(given, 4096)) ?? "").trim())
  if (key === undefined) throw new UrneError("not-a-verifier-key", { path: given })
  return key
}

/** A checkpoint with the witness's signature at its end. */
export interface Cosigned {
  readonly note: string
  /** In milliseconds, by the witness's clock. */
  readonly at: number
}

/**
 * Cosigns what was judged. What the key must remember is written to its file first: if the machine stops in between,
 * the witness has promised more than it gave, never less.
 *
 * @throws UrneError `not-a-checkpoint`, `file-unwritable`, `file-not-written`
 */
export async function cosignJudged(
  judged: Judged,
  { checkpoint: source }: WitnessRequest,
  { path, passphrase }: KeyAccess,
  world: World,
): Promise<Cosigned> {
  const note = parseNote(source)
  if (note === undefined) throw new UrneError("not-a-checkpoint", { fault: "form" })
  const { key } = judged
  const secret = await encryptSecret(witnessKeyBytes(key), passphrase, { rehearsal: isRehearsalKey(key.name) })
  await world.files.writeWhole(path, secret, { secret: true, force: "opened" })
  const at = world.now()
  return { note: noteSource(withSignature(note, cosign(note.text, key, at))), at }
}
