/**
 * Time-stamps with one thing wrong each, and by which rule each is refused. `openssl` says what OpenSSL's own
 * verification makes of it (`test/interop/time-stamps.test.ts`): it refuses most of them too, and where it does not, the
 * reason says why we do.
 */
import { createHash } from "node:crypto"
import { concat, utf8 } from "../../src/core/bytes.ts"
import { sha256 } from "../../src/core/hash.ts"
import type { TimeStampRule } from "../../src/core/time-stamp-rule.ts"
import { der, derInteger, derOid, tags } from "../../src/notes/time-stamp/der.ts"
import {
  attribute,
  type Authority,
  bare,
  certificateId,
  ecKeys,
  extension,
  generalized,
  issuing,
  makeAuthority,
  makeCertificate,
  makeReply,
  makeToken,
  nameOf,
  no,
  none,
  octets,
  oids,
  plain,
  pssScheme,
  pssSigning,
  purpose,
  rsaKeys,
  sequence,
  type TokenParts,
  usage,
  usualAttributes,
} from "./time-stamp-authority.ts"

/** OpenSSL checks certificates as of an instant that it is given, not as of the stamp; it is given this one. */
export const at = Date.UTC(2026, 10, 28, 20, 0, 0)
export const data = utf8("what is stamped\n")
export const stamped = { imprint: sha256(data), nonce: 0x1122334455667788n, at }
const day = 86_400_000

export const authority = makeAuthority(at, ecKeys())
const rsa = makeAuthority(at, rsaKeys())
const other = ecKeys()

export interface Sample {
  readonly name: string
  readonly reply: Uint8Array
  /** Makes the same of another imprint. */
  readonly replyTo: (imprint: Uint8Array) => Uint8Array
  /** The trusted root. */
  readonly root: Uint8Array
}

export interface Tampered extends Sample {
  readonly rule: TimeStampRule
  readonly openssl: "refuses" | { readonly takes: string }
}

function sample(name: string, changed: Partial<TokenParts>, from: Authority = authority): Sample {
  const replyTo = (imprint: Uint8Array) => makeReply(makeToken(from, { ...stamped, imprint }, changed))
  return { name, replyTo, reply: replyTo(stamped.imprint), root: from.root }
}

/** These stamps are sound, each in another way. */
export const sound: readonly Sample[] = [
  sample("ECDSA on P-256", {}),
  sample("RSA, PKCS #1 version 1.5", {}, rsa),
  sample("RSA, where the hash is named apart", { scheme: plain(oids.rsa) }, rsa),
  sample("ECDSA with SHA-384", {
    ...{ digestAlgorithm: bare(oids.sha384), scheme: bare(oids.ecdsaSha384), signing: { hash: "sha384" } },
  }),
  sample("without accuracy, order and name", { accuracy: none, ordering: none, name: none }),
  sample("with thousandths of a second", { time: generalized(`${stampTime()}.25Z`) }),
  sample("with the issuer and the number of its certificate", {
    attributes: (digest, signer) => [
      ...usualAttributes(digest, signer).slice(0, 2),
      certificateId(signer, sequence(sequence(der(0xa4, nameOf("Middle"))), derInteger(3n))),
    ],
  }),
  sample("with its root", { certificates: [authority.signer, authority.middle, authority.root] }),
  sample("whose certificate is trusted itself", { certificates: [authority.signer] }),
].map((one, index, all) => (index === all.length - 1 ? { ...one, root: authority.signer } : one))

/** These time-stamps OpenSSL 3.0 cannot verify, and we can. */
export const oursAlone: readonly Sample[] = [
  sample("RSA-PSS", { scheme: pssScheme(oids.sha256, oids.sha256, 32), signing: pssSigning(32) }, rsa),
]

function stampTime(): string {
  return new Date(at).toISOString().replace(/[-:T]|\..*/g, "")
}

type Case = readonly [
  name: string,
  rule: TimeStampRule,
  openssl: Tampered["openssl"],
  make: Partial<TokenParts> | (() => Sample),
]

const withSigner = (changed: Parameters<typeof makeAuthority>[2], parts: Partial<TokenParts> = {}) => {
  const from = makeAuthority(at, ecKeys(), changed)
  return sample("", parts, from)
}
/** A reply that names nothing stamped. */
const replied = (reply: Uint8Array): Sample => ({ name: "", root: authority.root, reply, replyTo: () => reply })
const refuses = "refuses"
const withoutId = (digest: Uint8Array, signer: Uint8Array) => usualAttributes(digest, signer).slice(0, 2)

const cases: readonly Case[] = [
  ["another imprint", "imprint", refuses, { imprint: sequence(plain(oids.sha256), octets(sha256("other"))) }],
  ["SHA-1 of the data", "imprint-algorithm", refuses, { imprint: sequence(plain(oids.sha1), octets(sha1(data))) }],
  ["another nonce", "nonce", refuses, { nonce: derInteger(5n) }],
  ["no nonce", "nonce", refuses, { nonce: none }],
  ["another policy", "policy", refuses, { policy: derOid("1.2.3.4.9") }],
  ["version 2 of the statement", "version", refuses, { version: derInteger(2n) }],
  [
    "a critical extension",
    "extension",
    { takes: "it does not look at extensions" },
    { extensions: der(0xa1, extension(oids.unknown, octets(), true)) },
  ],
  [
    "order written although there is none",
    "form",
    { takes: "it reads BER, in which what is usual may be written" },
    { ordering: no },
  ],
  [
    "an accuracy of a thousand thousandths",
    "accuracy",
    { takes: "it does not look at the accuracy" },
    { accuracy: sequence(der(0x80, Uint8Array.of(3, 0xe8))) },
  ],
  ["an accuracy of nothing", "accuracy", { takes: "it does not look at the accuracy" }, { accuracy: sequence() }],
  [
    "30 February",
    "form",
    { takes: "it shows the instant and does not look at it" },
    { time: generalized("20240230120000Z") },
  ],
  [
    "an instant with zeros behind",
    "form",
    { takes: "it shows the instant and does not look at it" },
    { time: generalized(`${stampTime()}.50Z`) },
  ],
  [
    "an instant of a zone",
    "form",
    { takes: "it shows the instant and does not look at it" },
    { time: generalized(`${stampTime()}+0100`) },
  ],
  ["the name of another authority", "service-name", refuses, { name: der(0xa0, der(0xa4, nameOf("Another"))) }],
  ["other data in the place of the statement", "content-type", refuses, { contentType: oids.data }],
  [
    "an attribute that names another type",
    "attributes",
    { takes: "it does not compare this attribute with what it is about" },
    {
      attributes: (digest, signer) => [
        attribute(oids.contentType, derOid(oids.data)),
        ...usualAttributes(digest, signer).slice(1),
      ],
    },
  ],
  [
    "an attribute twice",
    "attributes",
    { takes: "it takes the first of them" },
    {
      attributes: (digest, signer) => [
        ...usualAttributes(digest, signer),
        attribute(oids.messageDigest, octets(sha256("other"))),
      ],
    },
  ],
  [
    "an attribute with two values",
    "attributes",
    { takes: "it takes the first of them" },
    {
      attributes: (digest, signer) => [
        ...withoutId(digest, signer),
        certificateId(signer),
        attribute(oids.signingTime, generalized("20240101000000Z"), generalized("20240102000000Z")),
      ],
    },
  ],
  [
    "attributes out of order",
    "form",
    { takes: "it reads BER, in which a set has no order" },
    { attributes: (digest, signer) => [...usualAttributes(digest, signer)].reverse(), sort: false },
  ],
  [
    "the digest of another statement",
    "digest",
    refuses,
    { attributes: (_, signer) => usualAttributes(sha256("other"), signer) },
  ],
  [
    "no digest",
    "attributes",
    refuses,
    { attributes: (digest, signer) => usualAttributes(digest, signer).filter((_, index) => index !== 1) },
  ],
  ["no name of its certificate", "certificate-unnamed", refuses, { attributes: withoutId }],
  [
    "its certificate named by SHA-1",
    "certificate-sha1",
    { takes: "it still believes in SHA-1 here; whoever finds two certificates of one SHA-1 exchanges them" },
    {
      attributes: (digest, signer) => [
        ...withoutId(digest, signer),
        attribute(oids.signingCertificate, sequence(sequence(sequence(octets(sha1(signer)))))),
      ],
    },
  ],
  [
    "another certificate named",
    "certificate-other",
    refuses,
    { attributes: (digest, signer) => [...withoutId(digest, signer), certificateId(authority.middle)] },
  ],
  [
    "another number of its certificate",
    "certificate-other",
    refuses,
    {
      attributes: (digest, signer) => [
        ...withoutId(digest, signer),
        certificateId(signer, sequence(sequence(der(0xa4, nameOf("Middle"))), derInteger(4n))),
      ],
    },
  ],
  ["signed by another key", "signature", refuses, { keys: other }],
  ["two signatures", "signers", refuses, { signers: (info) => [info, concat(info)] }],
  ["no signature", "signers", refuses, { signers: () => [] }],
  ["none of its certificates", "signer-absent", refuses, { certificates: [] }],
  ["the number of another certificate", "signer-absent", refuses, { sid: sequence(nameOf("Middle"), derInteger(9n)) }],
  [
    "a certificate that is none",
    "certificate-form",
    { takes: "it looks only at the certificates that it needs" },
    { certificates: [authority.signer, authority.middle, brokenKey()] },
  ],
  [
    "a hash that is named differently in two places",
    "algorithm",
    { takes: "it goes by the first of the two names" },
    { digestAlgorithm: plain(oids.sha256), scheme: bare(oids.ecdsaSha384) },
  ],
  [
    "a digest by SHA-1",
    "algorithm",
    { takes: "it still verifies SHA-1" },
    { digestAlgorithm: plain(oids.sha1), scheme: bare("1.2.840.10045.4.1"), signing: { hash: "sha1" } },
  ],
  ["no certificate between it and the root", "root", refuses, { certificates: [authority.signer] }],
  ["another root", "root", refuses, () => ({ ...sample("", {}), root: rsa.root })],
  [
    "a certificate for other things",
    "purpose",
    refuses,
    () => withSigner({ signer: { extensions: [usage(0), purpose([oids.codeSigning])] } }),
  ],
  [
    "a certificate for other things besides",
    "purpose",
    refuses,
    () => withSigner({ signer: { extensions: [usage(0), purpose([oids.timeStamping, oids.codeSigning])] } }),
  ],
  [
    "a certificate that says nothing of what it is for",
    "purpose",
    refuses,
    () => withSigner({ signer: { extensions: [usage(0)] } }),
  ],
  [
    "a certificate whose purpose may be passed over",
    "purpose",
    refuses,
    () => withSigner({ signer: { extensions: [usage(0), purpose([oids.timeStamping], false)] } }),
  ],
  [
    "a key that may not sign",
    "key-usage",
    refuses,
    () => withSigner({ signer: { extensions: [usage(4), purpose([oids.timeStamping])] } }),
  ],
  [
    "a certificate that issues others",
    "key-usage",
    { takes: "it does not ask whether who stamps could issue certificates too" },
    () => withSigner({ signer: { extensions: [issuing(), usage(0), purpose([oids.timeStamping])] } }),
  ],
  [
    "an unknown critical extension of its certificate",
    "certificate-extension",
    refuses,
    () =>
      withSigner({
        signer: { extensions: [usage(0), purpose([oids.timeStamping]), extension(oids.unknown, octets(), true)] },
      }),
  ],
  [
    "an issuer that is none",
    "issuer",
    refuses,
    () => withSigner({ middle: { extensions: [extension(oids.constraints, sequence(), true), usage(5)] } }),
  ],
  [
    "an issuer that may not sign certificates",
    "root",
    refuses,
    () => withSigner({ middle: { extensions: [issuing(), usage(0)] } }),
  ],
  [
    "an issuer for other things",
    "issuer",
    { takes: "it does not ask what the certificates above are for" },
    () => withSigner({ middle: { extensions: [issuing(), usage(5), purpose([oids.codeSigning])] } }),
  ],
  [
    "a root that allows nobody between",
    "issuer",
    refuses,
    () => withSigner({ root: { extensions: [issuing(0), usage(5)] } }),
  ],
  [
    "a certificate that has ended",
    "validity",
    refuses,
    () => withSigner({ signer: { from: at - 20 * day, until: at - day } }),
  ],
  [
    "a certificate that has not begun",
    "validity",
    refuses,
    () => withSigner({ signer: { from: at + day, until: at + 20 * day } }),
  ],
  ["an issuer whose certificate has ended", "validity", refuses, () => withSigner({ middle: { until: at - day } })],
  [
    "a stamp from before its certificate",
    "validity",
    { takes: "it looks at the certificates as of the instant that it is told, and not as of the stamp" },
    { time: generalized("20140101000000Z") },
  ],
  [
    "a certificate that was issued with SHA-1",
    "algorithm",
    { takes: "at its usual level of security it still takes ECDSA with SHA-1" },
    () => withSigner({ signer: { algorithm: bare("1.2.840.10045.4.1"), hash: "sha1" } }),
  ],
  [
    "a key of 1,024 bits",
    "algorithm",
    { takes: "it does so at the level of security of `openssl ts`" },
    () => {
      const from = makeAuthority(at, rsaKeys(1024))
      return sample("", {}, from)
    },
  ],
  [
    "RSA-PSS whose mask has another hash",
    "algorithm",
    refuses,
    () => sample("", { scheme: pssScheme(oids.sha256, oids.sha384, 32), signing: pssSigning(32) }, rsa),
  ],
  [
    "a reply that refuses",
    "rejected",
    refuses,
    () =>
      replied(
        sequence(
          sequence(derInteger(2n), sequence(der(0x0c, utf8("no\tclock"))), der(tags.bitString, Uint8Array.of(1, 0, 2))),
        ),
      ),
  ],
  ["a reply without a token", "form", refuses, () => replied(sequence(sequence(derInteger(0n))))],
]

export const tampered: readonly Tampered[] = cases.map(([name, rule, openssl, make]) => ({
  ...(typeof make === "function" ? make() : sample(name, make)),
  name,
  rule,
  openssl,
}))

function sha1(bytes: Uint8Array): Uint8Array {
  return createHash("sha1").update(bytes).digest()
}

/** A certificate of the right shape, with a key of an unknown kind. */
function brokenKey(): Uint8Array {
  const made = makeCertificate({
    ...{ subject: "X", keys: other, issuer: "X", issuerKeys: other, serial: 1, from: at, until: at, extensions: [] },
  })
  const index = Buffer.from(made).indexOf(Buffer.from(derOid("1.2.840.10045.2.1")))
  return made.map((byte, place) => (place === index + 3 ? byte ^ 1 : byte))
}
