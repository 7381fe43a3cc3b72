/**
 * The key of a credential officer: an age identity (X25519) in a file under a passphrase, in the form of `age-keygen`,
 * so that `age --decrypt --identity KEY-FILE CODES-FILE` opens the codes too.
 */
import { generateX25519Identity, identityToRecipient } from "age-encryption"
import { utf8, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { decryptSecret, encryptSecret } from "../core/secret-file.ts"

export interface OfficerKey {
  readonly officer: string
  readonly rehearsal: boolean
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string
  /** `age1…`, to which files are encrypted. */
  readonly recipient: string
}

/**
 * Makes a key. The age library draws it from the operating system, so age files never repeat, not even in a rehearsal.
 *
 * @throws UrneError `invalid-option` for a name with which the file could not be read back
 */
export async function newOfficerKey(officer: string, rehearsal: boolean): Promise<OfficerKey> {
  if (!/^\S+$/.test(officer)) {
    throw new UrneError("invalid-option", { option: "--officer", value: officer, wanted: { form: "officer-name" } })
  }
  const identity = await generateX25519Identity()
  return { officer, rehearsal, identity, recipient: await identityToRecipient(identity) }
}

export async function sealOfficerKey(key: OfficerKey, passphrase: string): Promise<Uint8Array> {
  const text = `# ${title(key.rehearsal)} ${key.officer}\n# public key: ${key.recipient}\n${key.identity}\n`
  return encryptSecret(utf8(text), passphrase, { rehearsal: key.rehearsal })
}

/** @throws UrneError `wrong-passphrase`, `not-a-secret-file`, `not-an-officer-key` */
export async function openOfficerKey(bytes: Uint8Array, passphrase: string, path: string): Promise<OfficerKey> {
  const text = utf8Text(await decryptSecret(bytes, passphrase, path)) ?? ""
  const form =
    /^# (urne(?: rehearsal)? credential officer) (\S+)\n# public key: age1[0-9a-z]+\n(AGE-SECRET-KEY-1[0-9A-Z]+)\n$/
  const [, kind, officer, identity] = form.exec(text) ?? []
  if (officer === undefined || identity === undefined) throw new UrneError("not-an-officer-key", { path })
  return { officer, rehearsal: kind === title(true), identity, recipient: await recipientOf(identity, path) }
}

async function recipientOf(identity: string, path: string): Promise<string> {
  try {
    return await identityToRecipient(identity)
  } catch (cause) {
    throw new UrneError("not-an-officer-key", { path }, { cause })
  }
}

function title(rehearsal: boolean): string {
  return rehearsal ? "urne rehearsal credential officer" : "urne credential officer"
}
