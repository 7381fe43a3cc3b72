import { encodePoint } from "../belenios/group.ts"
import {
  boolean,
  elements,
  type Field,
  members,
  MessageFault,
  readText,
  scalarOf,
  string,
} from "../belenios/message.ts"
import { isSeed } from "../belenios/pki.ts"
import { keyPair, type KeyPair } from "../belenios/schnorr.ts"
import { base64, fromBase64, utf8, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { canonicalJson, type Json } from "../core/json.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { Sha256 } from "../journal/event.ts"
import { isKeyName, type SigningKey } from "../notes/key.ts"
import type { ThresholdPlace } from "./holder.ts"
import type { JournalPoint } from "./journal-point.ts"
import { answerJson, readAnswer, readJournal, readPlace, readSha256 } from "./message-json.ts"
import type { CeremonyStep, TaskAnswer } from "./task.ts"

/**
 * The file of a holder, an age file under the holder's passphrase. It holds the secret of its key in one election, and
 * what it must remember so that it never deals or decrypts twice.
 */
export interface HolderFile {
  readonly uuid: string
  readonly rehearsal: boolean
  /** The trust anchor when the key was made. The holder serves no other authority, whatever a file or a record says. */
  readonly authority: Sha256
  readonly holder: string
  readonly key: HolderKey
  /**
   * The key with which it signs its answers, where the authority certified one. A file that was made in one room has
   * none.
   */
  readonly signing: SigningKey | undefined
  /**
   * Its answers to the steps of the ceremony. The same request gets the same answer; another request of that step is
   * refused.
   */
  readonly answered: readonly Answered[]
  /** The tallies that it helped to decrypt: one an election, because the difference of two would open a ballot. */
  readonly decrypted: readonly DecryptedTally[]
  /** The journal of the election file when it last proved possession there. It does not serve an older file. */
  readonly journal?: JournalPoint
}

export type HolderKey = MandatoryKey | ThresholdKey

interface MandatoryKey {
  readonly kind: "mandatory"
  readonly pair: KeyPair
}

/** What each step adds: `commit` the polynomial, `deal` the commitments of all holders, `finish` the share. */
export interface ThresholdKey {
  readonly kind: "threshold"
  readonly place: ThresholdPlace
  readonly seed: string
  /** The certificates of all holders, and our own polynomial. */
  readonly dealt: { readonly certificates: readonly string[]; readonly polynomial: string } | undefined
  readonly commitments: readonly string[] | undefined
  readonly pair: KeyPair | undefined
}

interface Answered {
  readonly step: CeremonyStep
  /** SHA-256 of the request, in hexadecimal. */
  readonly request: string
  readonly answer: TaskAnswer
}

interface DecryptedTally {
  readonly uuid: string
  /** SHA-256 of the encrypted tally, in hexadecimal. */
  readonly tally: string
}

const format = "urne trustee key v1"
/** The format that has a signing key. */
const signingFormat = "urne trustee key v2"

/** Writes the file as canonical JSON, which is then encrypted. */
export function holderFileBytes(file: HolderFile): Uint8Array {
  const { uuid, rehearsal, authority, holder, key, signing } = file
  return utf8(
    canonicalJson({
      format: signing === undefined ? format : signingFormat,
      ...(signing && { signing: { name: signing.name, seed: base64(signing.seed) } }),
      uuid,
      rehearsal,
      authority,
      holder,
      key: keyJson(key),
      answered: file.answered.map(({ step, request, answer }) => ({ step, request, answer: answerJson(answer) })),
      decrypted: file.decrypted.map(({ uuid: election, tally }) => ({ uuid: election, tally })),
      ...(file.journal === undefined ? {} : { journal: { ...file.journal } }),
    }),
  )
}

/** @throws UrneError `not-a-holder-file`, `newer-format` */
export function parseHolderFile(bytes: Uint8Array, path: string): HolderFile {
  const text = utf8Text(bytes) ?? ""
  const file = readText(text, readFile)
  if (!(file instanceof MessageFault)) return file
  refuseNewer(text, path)
  throw new UrneError("not-a-holder-file", { path })
}

function keyJson(key: HolderKey): Json {
  if (key.kind === "mandatory") return { kind: key.kind, pair: pairJson(key.pair) }
  const { kind, place, seed, dealt, commitments, pair } = key
  return {
    kind,
    place: { ...place },
    seed,
    ...(dealt && { dealt: { ...dealt } }),
    ...(commitments && { commitments }),
    ...(pair && { pair: pairJson(pair) }),
  }
}

/** The public key is stored beside its secret, so that damage is noticed. */
function pairJson({ secret, publicKey }: KeyPair): Json {
  return { secret: secret.toString(), publicKey: encodePoint(publicKey) }
}

function readFile(message: Field): HolderFile {
  const names = ["format", "uuid", "rehearsal", "authority", "holder", "key", "answered", "decrypted"] as const
  const fields = members(message, names, ["signing", "journal"])
  if (string(fields.format) !== (fields.signing === undefined ? format : signingFormat)) {
    throw new MessageFault("format", "value")
  }
  return {
    uuid: string(fields.uuid),
    rehearsal: boolean(fields.rehearsal),
    authority: readSha256(fields.authority),
    holder: string(fields.holder),
    key: readKey(fields.key),
    signing: fields.signing && readSigning(fields.signing),
    answered: elements(fields.answered).map((each) => {
      const { request, answer, step } = members(each, ["step", "request", "answer"])
      return { step: string(step) as CeremonyStep, request: string(request), answer: readAnswer(answer) }
    }),
    decrypted: elements(fields.decrypted).map((each) => {
      const { uuid, tally } = members(each, ["uuid", "tally"])
      return { uuid: string(uuid), tally: string(tally) }
    }),
    ...(fields.journal === undefined ? {} : { journal: readJournal(fields.journal) }),
  }
}

function readKey(field: Field): HolderKey {
  const { kind } = field.value as { readonly kind?: Json }
  if (kind === "mandatory") return { kind, pair: readPair(members(field, ["kind", "pair"]).pair) }
  if (kind !== "threshold") throw new MessageFault(field.path, "value")
  const { place, seed, dealt, commitments, pair } = members(
    field,
    ["kind", "place", "seed"],
    ["dealt", "commitments", "pair"],
  )
  if (!isSeed(string(seed))) throw new MessageFault(seed.path, "value")
  return {
    kind,
    place: readPlace(place),
    seed: string(seed),
    dealt: dealt && readDealt(dealt),
    commitments: commitments && elements(commitments).map(string),
    pair: pair && readPair(pair),
  }
}

function readSigning(field: Field): SigningKey {
  const { name, seed } = members(field, ["name", "seed"])
  const bytes = fromBase64(string(seed))
  if (!isKeyName(string(name)) || bytes?.length !== 32) throw new MessageFault(field.path, "value")
  return { name: string(name), seed: bytes }
}

function readPair(field: Field): KeyPair {
  const { secret, publicKey } = members(field, ["secret", "publicKey"])
  const pair = keyPair(scalarOf(secret))
  if (encodePoint(pair.publicKey) !== string(publicKey)) throw new MessageFault(publicKey.path, "value")
  return pair
}

function readDealt(field: Field): NonNullable<ThresholdKey["dealt"]> {
  const { certificates, polynomial } = members(field, ["certificates", "polynomial"])
  return { certificates: elements(certificates).map(string), polynomial: string(polynomial) }
}
