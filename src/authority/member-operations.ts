import { fromBase64 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { decryptSecret, encryptSecret } from "../core/secret-file.ts"
import type { World } from "../core/world.ts"
import { requireLine } from "../definition/plain-text.ts"
import type { Sha256 } from "../journal/event.ts"
import { append } from "../journal/operations.ts"
import { isKeyName, parseVerifierKey, type VerifierKey, verifierKeyText, verifierOf } from "../notes/key.ts"
import { noteSource, signNote, signText } from "../notes/note.ts"
import { type AuthorityFile, judgeBefore, readAct, storedAct } from "./act-queries.ts"
import { type Act, actHash, actText } from "./act.ts"
import { answerText } from "./answer.ts"
import type { Member } from "./constitution.ts"
import {
  type ElectionMemory,
  isRehearsalKey,
  type MemberKey,
  memberKeyBytes,
  newMemberKey,
  parseMemberKey,
  requireSameAuthority,
} from "./member-key.ts"
import { type DecidedFile, effectiveActs } from "./proven-acts.ts"
import { hasState } from "./statement-queries.ts"
import type { StoredAnswer } from "./table.ts"

/** A key file and the passphrase that opens it. */
export interface KeyAccess {
  readonly path: string
  readonly passphrase: string
}

export interface NewKey {
  readonly name: string
  readonly path: string
  readonly publicPath: string
  readonly publicKey: string
}

/** Where a new key goes: `path` is an age file under the passphrase, `path.pub` the verifier key for `init`. */
export interface NewKeyFile {
  readonly name: string
  readonly path: string
  readonly passphrase: string
  readonly rehearsal: boolean
}

/**
 * Makes a member's key.
 *
 * @throws UrneError `file-exists`, `public-key-missing`, `invalid-option` for a name that no key can have
 */
export async function createMemberKey(request: NewKeyFile, world: World): Promise<NewKey> {
  await requireNoKey(request, world)
  const key = newMemberKey(request.name, request.rehearsal, world.random)
  return writeNewKey(request, { secret: memberKeyBytes(key), key: verifierOf(key) }, world)
}

/** Writes a key that was just made, and then its public half. */
export async function writeNewKey(
  { path, passphrase, rehearsal }: NewKeyFile,
  { secret, key }: { readonly secret: Uint8Array; readonly key: VerifierKey },
  world: World,
): Promise<NewKey> {
  const publicKey = verifierKeyText(key)
  const publicPath = publicPathOf(path)
  await world.files.writeWhole(path, await encryptSecret(secret, passphrase, { rehearsal }), { secret: true })
  await world.files.writeWhole(publicPath, `${publicKey}\n`)
  return { name: key.name, path, publicPath, publicKey }
}

/**
 * Requires that a key of this name can be made here. @throws UrneError `file-exists`, `public-key-missing`,
 * `file-unwritable`, `invalid-option`
 */
export async function requireNoKey(
  { name, path }: { readonly name: string; readonly path: string },
  { files }: Pick<World, "files">,
): Promise<void> {
  if (!isKeyName(name)) {
    throw new UrneError("invalid-option", { option: "key new", value: name, wanted: { form: "key-name" } })
  }
  const publicPath = publicPathOf(path)
  const [key, half] = [await files.kind(path), await files.kind(publicPath)]
  // A run was killed between writing the two.
  if (key === "file" && half === undefined) throw new UrneError("public-key-missing", { path, publicPath })
  for (const one of [path, publicPath]) await files.requireWritable(one)
}

function publicPathOf(path: string): string {
  return `${path}.pub`
}

/** An open key file, which will be written again with what the key must remember. */
export interface OpenedKey {
  readonly access: KeyAccess
  readonly key: MemberKey
}

/**
 * Requires that this is not the public half of a key, before a passphrase is asked for. @throws UrneError
 * `public-key-given`
 */
export async function requireKeyFile(path: string, { files }: Pick<World, "files">): Promise<void> {
  if ((await files.kind(path)) !== "file") return
  for await (const block of files.stream(path)) {
    const [line = ""] = new TextDecoder().decode(block.subarray(0, 4096)).split("\n")
    if (parseVerifierKey(line) !== undefined) throw new UrneError("public-key-given", { path })
    return
  }
}

/** Opens a member's key file. @throws UrneError `wrong-passphrase`, `not-a-secret-file`, `not-a-member-key` */
export async function openMemberKey(access: KeyAccess, world: World): Promise<OpenedKey> {
  const sealed = await world.files.read(access.path)
  return { access, key: parseMemberKey(await decryptSecret(sealed, access.passphrase, access.path), access.path) }
}

/** Reads the verifier key of a `.pub` file. @throws UrneError `not-a-verifier-key` */
export async function readVerifierKey(path: string, world: World): Promise<VerifierKey> {
  const text = new TextDecoder().decode(await world.files.read(path, 4096)).trimEnd()
  return parseVerifierKey(text) ?? refuseVerifierKey(path)
}

function refuseVerifierKey(path: string): never {
  throw new UrneError("not-a-verifier-key", { path })
}

/** Finds the member to whom this key belongs. @throws UrneError `key-of-other-world`, `not-a-member` */
export function memberWith(key: MemberKey, { rehearsal }: Pick<Act, "rehearsal">, members: readonly Member[]): Member {
  if (isRehearsalKey(key.name) !== rehearsal) {
    throw new UrneError("key-of-other-world", { name: key.name, rehearsal: isRehearsalKey(key.name) })
  }
  const text = verifierKeyText(verifierOf(key))
  const member = members.find((one) => one.key === text)
  if (member === undefined) throw new UrneError("not-a-member", { name: key.name })
  return member
}

/**
 * Returns the trust anchor of the authority that decides on an act. For the act that constitutes it, that is the act
 * itself.
 */
export function anchorOf(file: DecidedFile, act: Act): Sha256 {
  return actHash(actText(act.kind === "constitute" ? act : (effectiveActs(file, "constitute")[0] ?? act)))
}

/** Whether this file's journal begins with the entries of an earlier one. */
export function hasEntries({ journal }: Pick<AuthorityFile, "journal">, earlier: ElectionMemory["journal"]): boolean {
  const root = fromBase64(earlier.root)
  return root !== undefined && hasState(journal, { size: earlier.size, root })
}

export async function writeMemberKey(
  key: MemberKey,
  { path, passphrase }: KeyAccess,
  rehearsal: boolean,
  world: World,
): Promise<void> {
  const sealed = await encryptSecret(memberKeyBytes(key), passphrase, { rehearsal })
  await world.files.writeWhole(path, sealed, { secret: true, force: "opened" })
}

/** Returns the signature line that a key adds to a note of this text, without its line feed. */
export function signatureLine(text: string, key: MemberKey): string {
  const note = noteSource({ text, signatures: [signText(text, key)] })
  return note.slice(text.length + 1).trimEnd()
}

/**
 * Records a member's reservation about an act, or a refusal to sign it. With `absent` it records instead that another
 * member is not there, which does not affect what that member says.
 *
 * @returns the first answer of that kind about that member, which stays
 * @throws UrneError `no-act-pending`, `no-such-act`, `not-a-member`, `member-unknown`, `key-of-other-world`
 */
export async function answerAct(
  file: AuthorityFile,
  answer: {
    /** The number as it was typed, or `undefined` for the last act. */
    readonly act: string | undefined
    readonly kind: "reserved" | "declined"
    readonly reason: string
    readonly absent?: string
  },
  access: KeyAccess,
  world: World,
): Promise<StoredAnswer> {
  requireLine("--reason", answer.reason)
  const act = readAct(storedAct(file, answer.act))
  const { key } = await openMemberKey(access, world)
  const judge = judgeBefore(file, act)
  const signer = memberWith(key, act, judge.members)
  requireSameAuthority(key, act.uuid, anchorOf(file, act))
  if (answer.absent !== undefined && !judge.members.some(({ id }) => id === answer.absent)) {
    throw new UrneError("member-unknown", { name: answer.absent, members: judge.members.map(({ id }) => id) })
  }
  const member = answer.absent ?? signer.id
  const kind = answer.absent === undefined ? answer.kind : "absent"
  const text = answerText(act, { member, kind, reason: answer.reason })
  return recordAnswer(file, { act: act.number, member, kind, note: signNote(text, key) }, world.now())
}

function recordAnswer({ store, journal, authority }: AuthorityFile, answer: StoredAnswer, now: number): StoredAnswer {
  return store.write(() => {
    const { act, member, kind, note } = answer
    if (!authority.answer(answer)) {
      const given = authority.answers().find((one) => one.act === act && one.member === member && one.kind === kind)
      return given ?? answer
    }
    append(journal, now, { type: `act.${kind}`, act, member, note: actHash(note) })
    return answer
  })
}
