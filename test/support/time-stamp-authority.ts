/**
 * A time-stamping authority for tests, with a root and one authority between them. A test can change any part of what
 * it makes, even as an honest authority never would. Its keys are made anew for each run, and nobody trusts them.
 */
import {
  constants,
  createHash,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  sign,
  type SignKeyObjectInput,
} from "node:crypto"
import { compareBytes, concat, utf8 } from "../../src/core/bytes.ts"
import { der, derInteger, derOid, tags } from "../../src/notes/time-stamp/der.ts"

export interface Keys {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

export const ecKeys = (): Keys => generateKeyPairSync("ec", { namedCurve: "P-256" })
export const rsaKeys = (bits = 2048): Keys => generateKeyPairSync("rsa", { modulusLength: bits })

export const oids = {
  sha1: "1.3.14.3.2.26",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
  rsa: "1.2.840.113549.1.1.1",
  rsaSha256: "1.2.840.113549.1.1.11",
  rsaSha1: "1.2.840.113549.1.1.5",
  pss: "1.2.840.113549.1.1.10",
  mask: "1.2.840.113549.1.1.8",
  ecdsaSha256: "1.2.840.10045.4.3.2",
  ecdsaSha384: "1.2.840.10045.4.3.3",
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  statement: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  keyUsage: "2.5.29.15",
  names: "2.5.29.17",
  constraints: "2.5.29.19",
  purposes: "2.5.29.37",
  timeStamping: "1.3.6.1.5.5.7.3.8",
  codeSigning: "1.3.6.1.5.5.7.3.3",
  unknown: "1.3.6.1.4.1.99999.1",
} as const

export const sequence = (...parts: readonly Uint8Array[]) => der(tags.sequence, ...parts)
export const octets = (...parts: readonly Uint8Array[]) => der(tags.octetString, ...parts)
const setOf = (...parts: readonly Uint8Array[]) => der(tags.set, ...[...parts].sort(compareBytes))
export const plain = (oid: string) => sequence(derOid(oid), der(tags.none))
export const bare = (oid: string) => sequence(derOid(oid))
const yes = der(tags.boolean, Uint8Array.of(0xff))
export const no = der(tags.boolean, Uint8Array.of(0))
export const none = new Uint8Array()
export const generalized = (text: string) => der(tags.generalizedTime, utf8(text))
const bits = (bytes: Uint8Array) => der(tags.bitString, Uint8Array.of(0), bytes)

/** `20240131120000Z` */
function timeText(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:T]|\.\d{3}/g, "")
}

export function nameOf(commonName: string): Uint8Array {
  return sequence(setOf(sequence(derOid("2.5.4.3"), der(0x0c, utf8(commonName)))))
}

export function extension(oid: string, value: Uint8Array, isCritical = false): Uint8Array {
  return sequence(derOid(oid), isCritical ? yes : none, octets(value))
}

/** Bits of a key's uses: 0 signs, 1 signs for good, 5 signs certificates, 6 signs lists of revoked ones. */
export function usage(...set: readonly number[]): Uint8Array {
  const byte = set.reduce((sum, bit) => sum | (0x80 >> bit), 0)
  const unused = 7 - Math.max(...set)
  return extension(oids.keyUsage, der(tags.bitString, Uint8Array.of(unused, byte)), true)
}

export function purpose(purposes: readonly string[], isCritical = true): Uint8Array {
  return extension(oids.purposes, sequence(...purposes.map(derOid)), isCritical)
}

export function issuing(most?: number): Uint8Array {
  const length = most === undefined ? none : derInteger(BigInt(most))
  return extension(oids.constraints, sequence(yes, length), true)
}

export interface CertificateParts {
  readonly subject: string
  readonly keys: Keys
  readonly issuer: string
  readonly issuerKeys: Keys
  readonly serial: number
  readonly from: number
  readonly until: number
  readonly extensions: readonly Uint8Array[]
  /** The algorithm that it names, if it is not the usual one of the issuer's key. */
  readonly algorithm?: Uint8Array
  readonly hash?: string
}

export function makeCertificate(parts: CertificateParts): Uint8Array {
  const { issuerKeys, hash = "sha256" } = parts
  const algorithm = parts.algorithm ?? schemeOf(issuerKeys)
  const body = sequence(
    der(0xa0, derInteger(2n)),
    derInteger(BigInt(parts.serial)),
    algorithm,
    nameOf(parts.issuer),
    sequence(generalized(timeText(parts.from)), generalized(timeText(parts.until))),
    nameOf(parts.subject),
    parts.keys.publicKey.export({ format: "der", type: "spki" }),
    parts.extensions.length === 0 ? none : der(0xa3, sequence(...parts.extensions)),
  )
  return sequence(body, algorithm, bits(createSign(hash).update(body).sign(issuerKeys.privateKey)))
}

/** Signs with a key in the usual way: SHA-256. */
function schemeOf({ publicKey }: Keys): Uint8Array {
  return publicKey.asymmetricKeyType === "ec" ? bare(oids.ecdsaSha256) : plain(oids.rsaSha256)
}

export function pem(certificate: Uint8Array): string {
  const lines = Buffer.from(certificate).toString("base64").replace(/.{64}/g, "$&\n").trimEnd()
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

/** The certificates of an authority, from the root to the one that stamps. */
export interface Authority {
  readonly root: Uint8Array
  readonly middle: Uint8Array
  readonly signer: Uint8Array
  readonly keys: Keys
}

const day = 86_400_000

/** Makes an authority whose certificates are valid around an instant. What differs from an honest one is given. */
export function makeAuthority(
  at: number,
  keys: Keys,
  changed: {
    readonly root?: Partial<CertificateParts>
    readonly middle?: Partial<CertificateParts>
    readonly signer?: Partial<CertificateParts>
  } = {},
): Authority {
  const [rootKeys, middleKeys] = [ecKeys(), ecKeys()]
  const validity = { from: at - 1000 * day, until: at + 1000 * day }
  const root = makeCertificate({
    ...{ subject: "Root", keys: rootKeys, issuer: "Root", issuerKeys: rootKeys, serial: 1, ...validity },
    ...{ extensions: [issuing(), usage(5, 6)], ...changed.root },
  })
  const middle = makeCertificate({
    ...{ subject: "Middle", keys: middleKeys, issuer: "Root", issuerKeys: rootKeys, serial: 2, ...validity },
    ...{ extensions: [issuing(0), usage(5, 6)], ...changed.middle },
  })
  const signer = makeCertificate({
    ...{ subject: "Stamps", keys, issuer: "Middle", issuerKeys: middleKeys, serial: 3, ...validity },
    ...{ extensions: [usage(0), purpose([oids.timeStamping])], ...changed.signer },
  })
  return { root, middle, signer, keys }
}

/** The parts of a token. Each of them can replace the honest one. */
export interface TokenParts {
  readonly version: Uint8Array
  readonly policy: Uint8Array
  readonly imprint: Uint8Array
  readonly serial: Uint8Array
  readonly time: Uint8Array
  readonly accuracy: Uint8Array
  readonly ordering: Uint8Array
  readonly nonce: Uint8Array
  readonly name: Uint8Array
  readonly extensions: Uint8Array
  readonly contentType: string
  readonly certificates: readonly Uint8Array[]
  readonly lists: Uint8Array
  readonly digestAlgorithm: Uint8Array
  readonly scheme: Uint8Array
  readonly sid: Uint8Array
  readonly attributes: (digest: Uint8Array, signer: Uint8Array) => readonly Uint8Array[]
  readonly sort: boolean
  readonly signing: Omit<SignKeyObjectInput, "key"> & { readonly hash?: string }
  readonly keys: Keys
  readonly unsigned: Uint8Array
  readonly signers: (info: Uint8Array) => readonly Uint8Array[]
}

export function attribute(oid: string, ...values: readonly Uint8Array[]): Uint8Array {
  return sequence(derOid(oid), setOf(...values))
}

/** Makes the attribute that names the signer's certificate by SHA-256. */
export function certificateId(certificate: Uint8Array, ...more: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256").update(certificate).digest()
  return attribute(oids.signingCertificateV2, sequence(sequence(sequence(octets(hash), ...more))))
}

export function usualAttributes(digest: Uint8Array, signer: Uint8Array): readonly Uint8Array[] {
  return [
    attribute(oids.contentType, derOid(oids.statement)),
    attribute(oids.messageDigest, octets(digest)),
    certificateId(signer),
  ]
}

/** Stamps an imprint (SHA-256) at an instant. */
export function makeToken(
  { middle, signer, keys: usual }: Authority,
  { imprint, nonce, at }: { readonly imprint: Uint8Array; readonly nonce: bigint; readonly at: number },
  changed: Partial<TokenParts> = {},
): Uint8Array {
  const parts: TokenParts = {
    version: derInteger(1n),
    policy: derOid("1.2.3.4.1"),
    imprint: sequence(plain(oids.sha256), octets(imprint)),
    serial: derInteger(77n),
    time: generalized(timeText(at)),
    accuracy: sequence(derInteger(1n), der(0x80, Uint8Array.of(100))),
    ordering: yes,
    nonce: derInteger(nonce),
    name: der(0xa0, der(0xa4, nameOf("Stamps"))),
    extensions: none,
    contentType: oids.statement,
    certificates: [signer, middle],
    lists: none,
    digestAlgorithm: plain(oids.sha256),
    scheme: schemeOf(usual),
    sid: sequence(nameOf("Middle"), derInteger(3n)),
    attributes: usualAttributes,
    sort: true,
    signing: {},
    keys: usual,
    unsigned: none,
    signers: (info) => [info],
    ...changed,
  }
  const { version, policy, serial, time, accuracy, ordering, name, extensions } = parts
  const statement = sequence(
    ...[version, policy, parts.imprint, serial, time, accuracy, ordering, parts.nonce, name, extensions],
  )
  const { hash = "sha256", ...options } = parts.signing
  const listed = parts.attributes(createHash(hash).update(statement).digest(), signer)
  const attributes = concat(...(parts.sort ? [...listed].sort(compareBytes) : listed))
  const signature = sign(hash, der(tags.set, attributes), { key: parts.keys.privateKey, ...options })
  const info = sequence(
    derInteger(1n),
    parts.sid,
    parts.digestAlgorithm,
    der(0xa0, attributes),
    parts.scheme,
    octets(signature),
    parts.unsigned,
  )
  return sequence(
    derOid(oids.signedData),
    der(
      0xa0,
      sequence(
        derInteger(3n),
        setOf(parts.digestAlgorithm),
        sequence(derOid(parts.contentType), der(0xa0, octets(statement))),
        parts.certificates.length === 0 ? none : der(0xa0, ...parts.certificates),
        parts.lists,
        setOf(...parts.signers(info)),
      ),
    ),
  )
}

/** Makes the reply in which an authority sends a token. */
export function makeReply(token: Uint8Array, status = 0n, ...more: readonly Uint8Array[]): Uint8Array {
  return sequence(sequence(derInteger(status), ...more), token)
}

/** Names RSA-PSS with the hash and the length of the salt. */
export function pssScheme(hash: string, mask: string, salt: number): Uint8Array {
  return sequence(
    derOid(oids.pss),
    sequence(
      der(0xa0, plain(hash)),
      der(0xa1, sequence(derOid(oids.mask), plain(mask))),
      der(0xa2, derInteger(BigInt(salt))),
    ),
  )
}

export const pssSigning = (saltLength: number) => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })
