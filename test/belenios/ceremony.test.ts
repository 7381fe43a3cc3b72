import { createCipheriv } from "node:crypto"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { checkCertificate, makeCertificate, openCeremony } from "../../src/belenios/certificate.ts"
import { publicEvaluation, sumOfCoefficients } from "../../src/belenios/coefficients.ts"
import {
  add,
  encodePoint,
  generator,
  multiplySecret,
  type Point,
  q,
  samePoint,
  scalar,
  type Scalar,
} from "../../src/belenios/group.ts"
import type { Checked } from "../../src/belenios/message.ts"
import { checkVoutput, makeVoutput, openShare, thresholdItem } from "../../src/belenios/pedersen.ts"
import { drawSeed, isSeed, receive, send, trusteeKeys, type TrusteeKeys } from "../../src/belenios/pki.ts"
import {
  checkPolynomial,
  commitmentFindings,
  commitToPolynomial,
  makePolynomial,
} from "../../src/belenios/polynomial.ts"
import { sign, signedMessageJson } from "../../src/belenios/signed-message.ts"
import { electionKey, parseTrustees, trusteesBody } from "../../src/belenios/trustees.ts"
import { makeVinputs, receiveShare } from "../../src/belenios/vinput.ts"
import { hex, utf8Text } from "../../src/core/bytes.ts"
import { sha256 } from "../../src/core/hash.ts"
import { holdCeremony, right } from "../support/ceremony.ts"
import { ceremonyMessages } from "../support/interop-fixtures.ts"
import { seededRandom } from "../support/seeded-random.ts"

/** y = −1, which is on the curve but outside the group of prime order. */
const orderTwo = "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec"

const random = seededRandom("ceremony")
const held = holdCeremony(random, 2, 3)
const { keys, certificates, ceremony, polynomialTexts, polynomials, vinputs, voutputTexts } = held

describe("a ceremony held by belenios-tool", () => {
  const peer = ceremonyMessages("threshold")
  const theirs = right(openCeremony(peer.certificates))
  const owners = theirs.certificates
  const theirPolynomials = owners.map((owner, i) => right(checkPolynomial(theirs, owner, text(peer.polynomials, i))))
  const theirKeys = peer.seeds.map(trusteeKeys)

  test("passes every check, and our routing and publication give the same bytes", () => {
    expect(makeVinputs(theirPolynomials)).toEqual(peer.vinputs)
    const voutputs = owners.map((owner, i) => right(checkVoutput(theirPolynomials, owner, text(peer.voutputs, i))))
    expect(voutputs.map(({ privateKey }) => privateKey)).toEqual(peer.decryptionKeys)
    const published = utf8Text(trusteesBody([thresholdItem(theirs, theirPolynomials, voutputs)]))
    expect(published).toBe(`[["Pedersen",${peer.parameters}]]`)
  })

  test("gives each trustee the share that the peer gave it", () => {
    expect(peer.seeds.every(isSeed)).toBe(true)
    theirKeys.forEach((own, i) => {
      const share = right(receiveShare(own, theirs, text(peer.vinputs, i)))
      expect(openShare(own, text(peer.decryptionKeys, i))).toEqual(share)
      const coefficients = theirPolynomials.map((polynomial) => polynomial.coefficients)
      expect(samePoint(share.publicKey, publicEvaluation(sumOfCoefficients(coefficients), i + 1))).toBe(true)
    })
  })
})

describe("our ceremony", () => {
  test("publishes trustees that verify", () => {
    expect(right(parseTrustees(trusteesBody([held.item]), ""))).toHaveLength(1)
  })

  test.each([
    [2, 2],
    [2, 4],
    [3, 5],
  ])("%i shares of %i give the secret of the key, fewer do not", (threshold, size) => {
    const whole = holdCeremony(seededRandom(`${threshold}/${size}`), threshold, size)
    const shares = whole.keys.map((own, i) => openShare(own, whole.voutputs[i]?.privateKey ?? "")?.secret)
    const key = electionKey([whole.item])
    const ranks = whole.keys.map((_, i) => i + 1)
    expect(samePoint(interpolate(shares, ranks.slice(-threshold)), key)).toBe(true)
    expect(samePoint(interpolate(shares, ranks.slice(0, threshold)), key)).toBe(true)
    expect(samePoint(interpolate(shares, ranks.slice(0, threshold - 1)), key)).toBe(false)
  })

  test("is the same for the same draws, and differs for others", () => {
    expect(holdCeremony(seededRandom("ceremony"), 2, 3).item).toEqual(held.item)
    expect(holdCeremony(seededRandom("other"), 2, 3).item.keys).not.toEqual(held.item.keys)
  })
})

describe("certificates", () => {
  const own = at(keys, 1)
  const place = { size: 3, threshold: 2, index: 2 }
  const signedBy = (signer: TrusteeKeys, message: string) =>
    JSON.stringify(signedMessageJson(sign(random, signer.signing, message)))
  const message = (JSON.parse(at(certificates, 1)) as { message: string }).message
  const withVerification = (key: string) => message.replace(/"verification":"[^"]*"/, `"verification":"${key}"`)

  test.each([
    ["of another size", "TRUSTEE_CERTIFICATE", makeCertificate(random, own, { ...place, size: 4 })],
    ["of another threshold", "TRUSTEE_CERTIFICATE", makeCertificate(random, own, { ...place, threshold: 3 })],
    ["of another place", "TRUSTEE_CERTIFICATE", makeCertificate(random, own, { ...place, index: 1 })],
    ["signed by somebody else", "TRUSTEE_CERTIFICATE", signedBy(at(keys, 0), message)],
    ["of another group", "CEREMONY_FORM", signedBy(own, message.replace("Ed25519", "BELENIOS-2048"))],
    ["not canonical inside", "CEREMONY_FORM", signedBy(own, message.replace(",", ", "))],
    ["without context", "CEREMONY_FORM", signedBy(own, message.replace(/"context":\{[^}]*\},/, ""))],
    ["with a key of small order", "CEREMONY_FORM", signedBy(own, withVerification(orderTwo))],
    ["with the identity for a key", "CEREMONY_FORM", signedBy(own, withVerification("1".padStart(64, "0")))],
    ["with a space", "CEREMONY_FORM", `${at(certificates, 1)} `],
    ["that is no JSON", "CEREMONY_FORM", ""],
  ])("%s: %s", (_, code, certificate) => {
    expect(checkCertificate(certificate, place).findings).toMatchObject([{ code, params: { trustee: 2 } }])
    expect(codesOf(openCeremony(certificates.with(1, certificate)))).toEqual([code])
  })

  test("of another group are distinguished from those that are not canonical", () => {
    const rule = (certificate: string) => checkCertificate(certificate, place).findings[0]?.params
    expect(rule(signedBy(own, message.replace("Ed25519", "BELENIOS-2048")))).toMatchObject({ rule: "value" })
    expect(rule(signedBy(own, message.replace(",", ", ")))).toMatchObject({ rule: "canonical" })
  })

  test("are in the order of their trustees", () => {
    expect(codesOf(openCeremony(certificates.toReversed()))).toEqual(["TRUSTEE_CERTIFICATE", "TRUSTEE_CERTIFICATE"])
  })

  test("do not share a key", () => {
    const again = makeCertificate(random, own, { ...place, index: 3 })
    expect(openCeremony(certificates.with(2, again)).findings).toMatchObject([
      { code: "TRUSTEE_DUPLICATE", params: { trustee: 3, first: 2 } },
    ])
    const oneKey = makeCertificate(random, { signing: own.signing, decryption: own.signing }, place)
    expect(openCeremony(certificates.with(1, oneKey)).findings).toMatchObject([
      { code: "TRUSTEE_DUPLICATE", params: { trustee: 2, first: 2 } },
    ])
  })

  test.each([
    [1, 3],
    [4, 3],
  ])("a threshold of %i of %i is refused", (threshold, size) => {
    const all = keys.map((some, i) => makeCertificate(random, some, { size, threshold, index: i + 1 }))
    expect(openCeremony(all).findings).toMatchObject([{ code: "TRUSTEES_THRESHOLD", params: { threshold, size } }])
  })

  test("are needed: nobody holds no ceremony", () => {
    expect(codesOf(openCeremony([]))).toEqual(["TRUSTEES_THRESHOLD"])
  })
})

describe("polynomials", () => {
  const owner = at(ceremony.certificates, 1)
  /**
   * Trustee 1 had another certificate when trustee 2 signed: the server showed different certificates to different
   * trustees.
   */
  const forked = right(
    openCeremony(certificates.with(0, makeCertificate(random, freshKeys("fork"), { size: 3, threshold: 2, index: 1 }))),
  )
  const other = holdCeremony(seededRandom("other"), 3, 3)

  test.each<[string, string[], string]>([
    ["signed for other certificates", ["TRUSTEE_CERTIFICATES"], right(makePolynomial(random, at(keys, 1), forked))],
    ["of another trustee", ["TRUSTEE_COEFFICIENTS", "TRUSTEE_CERTIFICATES"], text(polynomialTexts, 0)],
    [
      "with coefficients signed for another trustee",
      ["TRUSTEE_COEFFICIENTS", "TRUSTEE_CERTIFICATES"],
      graft("coefexps"),
    ],
    ["with the other signature of another trustee", ["TRUSTEE_CERTIFICATES"], graft("signature")],
    ["of another degree", ["CEREMONY_FORM"], text(other.polynomialTexts, 1)],
    ["with too few secrets", ["CEREMONY_FORM"], change((all) => ({ ...all, secrets: all.secrets.slice(1) }))],
    ["with coefficients that are not canonical", ["CEREMONY_FORM"], change(spaced)],
    ["with a coefficient outside the group", ["CEREMONY_FORM"], change(outside)],
    ["with fields in another order", ["CEREMONY_FORM"], change(({ polynomial, ...rest }) => ({ ...rest, polynomial }))],
  ])("%s: %s", (_, codes, polynomial) => {
    expect(codesOf(checkPolynomial(ceremony, owner, polynomial))).toEqual(codes)
  })

  test("are made only by trustees of the ceremony", () => {
    expect(codesOf(makePolynomial(random, freshKeys("stranger"), ceremony))).toEqual(["CEREMONY_STRANGER"])
    const halfStranger = { signing: at(keys, 0).signing, decryption: freshKeys("half").decryption }
    expect(codesOf(makePolynomial(random, halfStranger, ceremony))).toEqual(["CEREMONY_STRANGER"])
  })

  test("are compared with what was announced", () => {
    const commitment = commitToPolynomial(ceremony, owner, text(polynomialTexts, 1))
    expect(commitmentFindings(ceremony, owner, commitment, text(polynomialTexts, 1))).toEqual([])
    const later = right(makePolynomial(seededRandom("later"), at(keys, 1), ceremony))
    expect(commitmentFindings(ceremony, owner, commitment, later)).toMatchObject([
      { code: "CEREMONY_COMMITMENT", params: { trustee: 2 } },
    ])
    expect(commitToPolynomial(forked, owner, text(polynomialTexts, 1))).not.toBe(commitment)
    expect(commitToPolynomial(ceremony, { ...owner, index: 1 }, text(polynomialTexts, 1))).not.toBe(commitment)
  })

  function graft(field: "coefexps" | "signature"): string {
    const from = JSON.parse(text(polynomialTexts, 0)) as SentPolynomial
    return change((all) => ({ ...all, [field]: from[field] }))
  }

  function change(alter: (all: SentPolynomial) => object): string {
    return JSON.stringify(alter(JSON.parse(text(polynomialTexts, 1)) as SentPolynomial))
  }

  function spaced(all: SentPolynomial): SentPolynomial {
    const message = at(polynomials, 1).coefficients.signed.message.replace(",", ", ")
    return { ...all, coefexps: signedMessageJson(sign(random, at(keys, 1).signing, message)) }
  }

  /** A coefficient of order two, signed: only the check of the subgroup can see it. */
  function outside(all: SentPolynomial): SentPolynomial {
    const points = at(polynomials, 1).coefficients.points.map(encodePoint)
    const message = JSON.stringify({ coefexps: [orderTwo, ...points.slice(1)] })
    return { ...all, coefexps: signedMessageJson(sign(random, at(keys, 1).signing, message)) }
  }
})

describe("what reaches a trustee", () => {
  const sent = JSON.parse(text(vinputs, 2)) as SentVinput
  const first = JSON.parse(text(vinputs, 0)) as SentVinput
  const toThird = at(ceremony.certificates, 2).encryption
  const earlier = holdCeremony(seededRandom("earlier"), 2, 3)

  test.each<[string, object[], object]>([
    ["a value for another trustee", [channel(2, "cipher")], { secrets: sent.secrets.with(1, text(first.secrets, 1)) }],
    ["a value of another sender", [channel(2, "signature")], { secrets: sent.secrets.with(1, text(sent.secrets, 0)) }],
    ["a value that is no message", [channel(1, "form")], { secrets: sent.secrets.with(0, "{}") }],
    ["a message without value", [channel(1, "form")], { secrets: sent.secrets.with(0, fromFirst('{"secret":7}')) }],
    ["a value that was signed for another", [channel(1, "recipient")], { secrets: sent.secrets.with(0, forwarded()) }],
    [
      "a wrong value",
      [{ code: "CEREMONY_VALUE", params: { trustee: 1 } }],
      { secrets: sent.secrets.with(0, fromFirst('{"secret":"7"}')) },
    ],
    ["its own polynomial lost", [{ code: "CEREMONY_OWN_POLYNOMIAL" }], { polynomial: first.polynomial }],
    ["its polynomial of another run", [{ code: "CEREMONY_OWN_POLYNOMIAL" }], { polynomial: anotherRun() }],
    [
      "a signature of another trustee",
      [{ code: "TRUSTEE_CERTIFICATES", params: { trustee: 1 } }],
      { signatures: sent.signatures.with(0, sent.signatures[1]) },
    ],
    [
      "a vinput cut short",
      [{ code: "CEREMONY_FORM", params: { trustee: 3, path: "secrets", rule: "length" } }],
      { secrets: sent.secrets.slice(1) },
    ],
  ])("%s", (_, findings, alteration) => {
    const vinput = JSON.stringify({ ...sent, ...alteration })
    expect(receiveShare(at(keys, 2), ceremony, vinput).findings).toMatchObject(findings)
    expect(makeVoutput(random, at(keys, 2), ceremony, vinput).findings).toMatchObject(findings)
  })

  test("all faults are reported at once", () => {
    const vinput = JSON.stringify({ ...sent, secrets: ["", "{}", fromFirst('{"secret":"7"}')] })
    expect(receiveShare(at(keys, 2), ceremony, vinput).findings).toMatchObject([
      channel(1, "form"),
      channel(2, "form"),
      channel(3, "signature"),
    ])
  })

  test("a message to another trustee is not accepted", () => {
    expect(codesOf(receiveShare(freshKeys("stranger"), ceremony, text(vinputs, 2)))).toEqual(["CEREMONY_STRANGER"])
    expect(codesOf(receiveShare(at(earlier.keys, 2), earlier.ceremony, text(vinputs, 2)))).toContain(
      "TRUSTEE_COEFFICIENTS",
    )
  })

  /** A message of trustee 1 to trustee 3. */
  function fromFirst(message: string): string {
    return send(random, at(keys, 0).signing, toThird, message)
  }

  /** Decrypts what trustee 1 sent to trustee 2, and encrypts it anew for trustee 3. */
  function forwarded(): string {
    const channelMessage = JSON.stringify({
      recipient: encodePoint(at(ceremony.certificates, 1).encryption),
      message: "{}",
    })
    const signed = JSON.stringify(signedMessageJson(sign(random, at(keys, 0).signing, channelMessage)))
    return encryptFor(toThird, signed)
  }

  function anotherRun(): string {
    return (JSON.parse(right(makePolynomial(seededRandom("later"), at(keys, 2), ceremony))) as SentPolynomial)
      .polynomial
  }
})

describe("voutputs", () => {
  const owner = at(ceremony.certificates, 1)
  const sent = JSON.parse(text(voutputTexts, 1)) as SentVoutput
  const first = JSON.parse(text(voutputTexts, 0)) as SentVoutput

  test.each<[string, string[], SentVoutput]>([
    ["of another trustee", ["TRUSTEE_KEY", "TRUSTEE_KEY_SIGNATURE"], first],
    [
      "with the proof of another",
      ["TRUSTEE_PROOF"],
      { ...sent, public_key: { ...sent.public_key, pok: first.public_key.pok } },
    ],
    [
      "with the signature of another",
      ["TRUSTEE_KEY_SIGNATURE"],
      { ...sent, public_key: { ...sent.public_key, signature: first.public_key.signature } },
    ],
    [
      "without signature",
      ["TRUSTEE_KEY_SIGNATURE"],
      { ...sent, public_key: { pok: sent.public_key.pok, public_key: sent.public_key.public_key } },
    ],
    ["in another order", ["CEREMONY_FORM"], { public_key: sent.public_key, private_key: sent.private_key }],
  ])("%s: %s", (_, codes, voutput) => {
    const { findings } = checkVoutput(polynomials, owner, JSON.stringify(voutput))
    expect(findings.map(({ code }) => code)).toEqual(codes)
    expect(findings[0]?.params).toMatchObject({ trustee: 2 })
  })

  test("a share opens with its owner's keys only", () => {
    const share = openShare(at(keys, 1), sent.private_key)
    expect(share && encodePoint(share.publicKey)).toBe(sent.public_key.public_key)
    expect(openShare(at(keys, 0), sent.private_key)).toBeUndefined()
    expect(openShare(at(keys, 1), text(polynomialTexts, 1))).toBeUndefined()
  })
})

describe("channels", () => {
  const [sender, recipient] = [at(keys, 0), at(keys, 1)]

  test("law: a message is received as it was sent", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (message) => {
        const sent = send(random, sender.signing, recipient.decryption.publicKey, message)
        expect(receive(recipient.decryption, sender.signing.publicKey, sent)).toEqual({ message })
      }),
      { numRuns: 10 },
    )
  })

  test("any changed digit is noticed", () => {
    const sent = send(random, sender.signing, recipient.decryption.publicKey, "seven")
    for (let place = 0; place < sent.length; place += 13) {
      const digit = sent.charAt(place) === "0" ? "1" : "0"
      const changed = sent.slice(0, place) + digit + sent.slice(place + 1)
      expect(receive(recipient.decryption, sender.signing.publicKey, changed), changed).toHaveProperty("fault")
    }
  })

  test.each([
    ["no algorithm", { algorithm: undefined }],
    ["another algorithm", { algorithm: "AES-CCM" }],
    ["no tag", { data: "00" }],
    ["upper case", { data: "AB".repeat(40) }],
    ["the identity", { alpha: "1".padStart(64, "0") }],
  ])("%s is not a message", (_, change) => {
    const sent = JSON.parse(send(random, sender.signing, recipient.decryption.publicKey, "seven")) as object
    const text = JSON.stringify({ ...sent, ...change })
    expect(receive(recipient.decryption, sender.signing.publicKey, text)).toEqual({ fault: "form" })
  })
})

interface SentPolynomial {
  readonly polynomial: string
  readonly secrets: readonly string[]
  readonly coefexps: unknown
  readonly signature: unknown
}

interface SentVinput {
  readonly polynomial: string
  readonly secrets: readonly string[]
  readonly coefexps: readonly unknown[]
  readonly signatures: readonly unknown[]
}

interface SentVoutput {
  readonly private_key: string
  readonly public_key: { readonly pok: unknown; readonly public_key: string; readonly signature?: unknown }
}

function at<T>(list: readonly T[], index: number): T {
  const element = list[index]
  if (element === undefined) throw new RangeError(`nothing at ${index}`)
  return element
}

function text(list: readonly string[], index: number): string {
  return at(list, index)
}

function codesOf({ findings }: Checked<unknown>): readonly string[] {
  return findings.map(({ code }) => code)
}

function channel(trustee: number, fault: string): object {
  return { code: "CEREMONY_CHANNEL", params: { trustee, fault } }
}

function freshKeys(name: string): TrusteeKeys {
  return trusteeKeys(drawSeed(random, name))
}

/** Encrypts as section 4.6.1 says: a second implementation, written from the specification alone. */
function encryptFor(recipient: Point, plain: string): string {
  const shared = multiplySecret(generator, scalar(12345n))
  const alpha = encodePoint(multiplySecret(generator, scalar(67890n)))
  const beta = encodePoint(add(multiplySecret(recipient, scalar(67890n)), shared))
  const cipher = createCipheriv("aes-256-gcm", sha256(`key|${encodePoint(shared)}`), sha256(`iv|${alpha}`))
  const data = hex(Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]))
  return JSON.stringify({ algorithm: "AES-GCM", alpha, beta, data })
}

/** Computes f(0)·G from the values of f at some ranks, by Lagrange interpolation. */
function interpolate(values: readonly (Scalar | undefined)[], ranks: readonly number[]): Point {
  const weight = (j: number) =>
    ranks.filter((k) => k !== j).reduce((product, k) => (product * BigInt(k) * power(BigInt(k - j), q - 2n)) % q, 1n)
  const secret = ranks.reduce((sum, j) => sum + (values[j - 1] ?? 0n) * weight(j), 0n)
  return multiplySecret(generator, scalar(secret))
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = ((base % q) + q) % q; exponent > 0n; exponent >>= 1n, square = (square * square) % q) {
    if ((exponent & 1n) === 1n) result = (result * square) % q
  }
  return result
}
