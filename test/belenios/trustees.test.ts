import { describe, expect, test } from "vitest"
import { makeCertificate, readCertificate } from "../../src/belenios/certificate.ts"
import { signCertificates, signCoefficients } from "../../src/belenios/coefficients.ts"
import { encodePoint, generator, multiplyPublic, q, scalar } from "../../src/belenios/group.ts"
import { MessageFault, readText } from "../../src/belenios/message.ts"
import { drawSeed, trusteeKeys } from "../../src/belenios/pki.ts"
import { isPossessed, provePossession } from "../../src/belenios/possession.ts"
import { keyPair } from "../../src/belenios/schnorr.ts"
import { proveTrusteeKey, signTrusteeKey } from "../../src/belenios/trustee-key.ts"
import {
  electionKey,
  electionKeyFindings,
  parseTrustees,
  publicKeysOf,
  type TrusteeItem,
  trusteesBody,
} from "../../src/belenios/trustees.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { holdCeremony } from "../support/ceremony.ts"
import { seededRandom } from "../support/seeded-random.ts"

const random = seededRandom("trustees")
const single = (secret: bigint): TrusteeItem => {
  return { kind: "Single", key: proveTrusteeKey(random, keyPair(scalar(secret))) }
}
const threshold = holdCeremony(random, 2, 3).item
const items = [single(2n), threshold, single(3n)]
const text = utf8Text(trusteesBody(items)) ?? ""

function codesAfter(change: (parameters: Loose) => void): readonly object[] {
  const loose = JSON.parse(text) as [unknown, [string, Loose], unknown]
  change(loose[1][1])
  return parseTrustees(utf8(JSON.stringify(loose)), "trustees").findings.map(({ code, params }) => ({
    code,
    ...params,
  }))
}

interface Loose {
  threshold: number
  certs: LooseSigned[]
  coefexps: LooseSigned[]
  signatures: LooseProof[]
  verification_keys: { pok: LooseProof; public_key: string; signature?: LooseProof; name?: string }[]
}
interface LooseSigned {
  message: string
  signature: LooseProof
}
interface LooseProof {
  challenge: string
  response: string
}

function raise(proof: LooseProof | undefined): void {
  if (proof) proof.response = String((BigInt(proof.response) + 1n) % q)
}

describe("trustees", () => {
  test("are read as they were written, and make the election's key", () => {
    const read = parseTrustees(utf8(text), "trustees")
    expect(read.findings).toEqual([])
    expect(utf8Text(trusteesBody(read.value ?? []))).toBe(text)
    expect(publicKeysOf(read.value ?? [])).toHaveLength(5)
    expect(electionKeyFindings(electionKey(items), items, "election")).toEqual([])
    expect(electionKeyFindings(generator, items, "election")).toMatchObject([{ code: "ELECTION_KEY" }])
  })

  test("may have names", () => {
    expect(codesAfter(({ verification_keys: [key] }) => key && (key.name = "Zoé"))).toEqual([])
  })

  const changes: readonly (readonly [string, (parameters: Loose) => void, readonly object[]])[] = [
    [
      "a certificate's signature",
      ({ certs }) => {
        raise(certs[1]?.signature)
      },
      [
        // Everybody signed the certificates as they were before the change.
        { code: "TRUSTEE_CERTIFICATES", trustee: 2 },
        { code: "TRUSTEE_CERTIFICATE", trustee: 3 },
        { code: "TRUSTEE_CERTIFICATES", trustee: 3 },
        { code: "TRUSTEE_CERTIFICATES", trustee: 4 },
      ],
    ],
    [
      "a signature of the coefficients",
      ({ coefexps }) => {
        raise(coefexps[0]?.signature)
      },
      [{ code: "TRUSTEE_COEFFICIENTS", trustee: 2 }],
    ],
    [
      "a signature of all certificates",
      ({ signatures }) => {
        raise(signatures[2])
      },
      [{ code: "TRUSTEE_CERTIFICATES", trustee: 4 }],
    ],
    [
      "a proof of knowledge",
      ({ verification_keys: keys }) => {
        raise(keys[1]?.pok)
      },
      [{ code: "TRUSTEE_PROOF", trustee: 3 }],
    ],
    [
      "the signature of a key",
      ({ verification_keys: keys }) => {
        raise(keys[1]?.signature)
      },
      [{ code: "TRUSTEE_KEY_SIGNATURE", trustee: 3 }],
    ],
    [
      "a key without its signature",
      ({ verification_keys: [key] }) => {
        delete key?.signature
      },
      [{ code: "TRUSTEE_KEY_SIGNATURE", trustee: 2 }],
    ],
    [
      "a key",
      ({ verification_keys: [key] }) => {
        if (key) key.public_key = encodePoint(multiplyPublic(generator, scalar(77n)))
      },
      ["TRUSTEE_KEY", "TRUSTEE_PROOF", "TRUSTEE_KEY_SIGNATURE"].map((code) => ({ code, trustee: 2 })),
    ],
    ["the threshold", (parameters) => (parameters.threshold = 3), [{ code: "TRUSTEES_FORM" }]],
    ["one certificate too few", ({ certs }) => void certs.pop(), [{ code: "TRUSTEES_FORM", rule: "length" }]],
    ["one signature too few", ({ signatures }) => void signatures.pop(), [{ code: "TRUSTEES_FORM", rule: "length" }]],
    [
      "a coefficient of small order",
      ({ coefexps: [first] }) => {
        if (first) first.message = first.message.replace(/[0-9a-f]{64}/, "0".repeat(64))
      },
      [{ code: "TRUSTEES_FORM", rule: "point" }],
    ],
  ]
  test.each(changes)("are refused with a change to %s", (_, change, expected) => {
    expect(codesAfter(change)).toMatchObject(expected)
  })

  test.each([
    { threshold: 1, size: 2 },
    { threshold: 3, size: 2 },
  ])(
    "are refused with a threshold of $threshold of $size, even if all else is right",
    ({ threshold: wanted, size }) => {
      const { findings } = parseTrustees(trusteesBody([craftedCeremony(wanted, size)]), "trustees")
      expect(findings).toContainEqual({
        code: "TRUSTEES_THRESHOLD",
        at: "trustees",
        params: { threshold: wanted, size },
      })
      // With a threshold of 1 all shares are equal.
      expect(findings).toHaveLength(wanted === 1 ? 2 : 1)
    },
  )

  test("of one ceremony cannot occur twice, nor can a single trustee", () => {
    const twice = parseTrustees(trusteesBody([single(2n), single(3n), single(2n)]), "trustees").findings
    expect(twice).toMatchObject([{ code: "TRUSTEE_DUPLICATE", params: { trustee: 3, first: 1 } }])
    const ceremonies = parseTrustees(trusteesBody([threshold, threshold]), "trustees").findings
    expect(ceremonies).toHaveLength(9)
    expect(ceremonies[0]).toMatchObject({ code: "TRUSTEE_DUPLICATE", params: { trustee: 4, first: 1 } })
  })

  test.each([
    ["none", "[]"],
    ["another kind", '[["Shamir",{}]]'],
    ["a kind alone", '[["Single"]]'],
    ["the identity", text.replace(/"public_key":"[0-9a-f]{64}"/, `"public_key":"${"0".repeat(63)}1"`)],
  ])("are refused: %s", (_, altered) => {
    expect(parseTrustees(utf8(altered), "trustees").findings).toMatchObject([{ code: "TRUSTEES_FORM" }])
  })

  test("one by one prove that they know their secrets", () => {
    const forged = text.replace(/("response":")[0-9]+/, "$17")
    expect(parseTrustees(utf8(forged), "trustees").findings).toMatchObject([
      { code: "TRUSTEE_PROOF", params: { trustee: 1 } },
    ])
  })
})

describe("a proof of possession", () => {
  const key = keyPair(scalar(12345n))
  const proof = provePossession(random, "9xDrMnXn4cUuGk", "root", key)

  test("holds for its election, its checkpoint and its key only", () => {
    expect(isPossessed("9xDrMnXn4cUuGk", "root", key.publicKey, proof)).toBe(true)
    expect(isPossessed("9xDrMnXn4cUuGx", "root", key.publicKey, proof)).toBe(false)
    expect(isPossessed("9xDrMnXn4cUuGk", "other", key.publicKey, proof)).toBe(false)
    expect(isPossessed("9xDrMnXn4cUuGk", "root", generator, proof)).toBe(false)
    const altered = { ...proof, response: scalar(proof.response + 1n) }
    expect(isPossessed("9xDrMnXn4cUuGk", "root", key.publicKey, altered)).toBe(false)
  })
})

/** Makes a ceremony whose own steps would refuse it. */
function craftedCeremony(wanted: number, size: number): TrusteeItem {
  const all = Array.from({ length: size }, (_, index) => trusteeKeys(drawSeed(random, `crafted ${wanted} ${index}`)))
  const certificates = all.map((own, index) => {
    const certificate = readText(
      makeCertificate(random, own, { size, threshold: wanted, index: index + 1 }),
      readCertificate,
    )
    if (certificate instanceof MessageFault) throw certificate
    return certificate
  })
  const polynomials = all.map((_, owner) =>
    Array.from({ length: wanted }, (__, power) => BigInt(7 + 3 * owner + power)),
  )
  const points = polynomials.map((own) => own.map((each) => multiplyPublic(generator, scalar(each))))
  return {
    kind: "Pedersen",
    threshold: wanted,
    certificates,
    coefficients: all.map(({ signing }, index) => signCoefficients(random, signing, points[index] ?? [])),
    signatures: all.map(({ signing }, index) => signCertificates(random, signing, certificates, points[index] ?? [])),
    keys: all.map(({ signing }, index) => {
      const values = polynomials.flatMap((own) => own.map((each, power) => each * BigInt(index + 1) ** BigInt(power)))
      const share = keyPair(scalar(values.reduce((sum, value) => sum + value, 0n)))
      return signTrusteeKey(random, signing, proveTrusteeKey(random, share))
    }),
  }
}
