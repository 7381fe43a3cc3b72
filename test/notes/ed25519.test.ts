import { createHash, createPublicKey, verify as opensslVerify } from "node:crypto"
import * as noble from "@noble/ed25519"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { bigEndian, concat, fromHex, hex, utf8 } from "../../src/core/bytes.ts"
import { isPublicKey, publicKeyOf, sign, verify } from "../../src/notes/ed25519.ts"

const bytes = (text: string) => fromHex(text) ?? new Uint8Array()
const littleEndian = (number: bigint) => bytes(number.toString(16).padStart(64, "0")).reverse()
const order = noble.Point.CURVE().n
noble.hashes.sha512 = (message) => Uint8Array.from(createHash("sha512").update(message).digest())

// RFC 8032, section 7.1: seed, public key, message, signature.
const vectors = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
] as const

test.each(vectors)("RFC 8032 vector of seed %s", (seed, publicKey, message, signature) => {
  expect(hex(publicKeyOf(bytes(seed)))).toBe(publicKey)
  expect(hex(sign(bytes(message), bytes(seed)))).toBe(signature)
  expect(verify(bytes(signature), bytes(message), bytes(publicKey))).toBe(true)
})

test("a seed has 32 bytes", () => {
  for (const length of [0, 31, 33, 64]) {
    expect(() => publicKeyOf(new Uint8Array(length))).toThrow(RangeError)
    expect(() => sign(utf8("any"), new Uint8Array(length))).toThrow(RangeError)
  }
})

test("law: one changed bit in a signature, its message or its key makes it invalid", () => {
  const message = utf8("urne act v1\n")
  const [seed, publicKey] = [bytes(vectors[0][0]), bytes(vectors[0][1])]
  const whole = concat(sign(message, seed), message, publicKey)
  fc.assert(
    fc.property(fc.nat(whole.length * 8 - 1), (bit) => {
      const changed = whole.slice()
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const [signature, rest] = [changed.subarray(0, 64), changed.subarray(64)]
      expect(verify(signature, rest.subarray(0, message.length), rest.subarray(message.length))).toBe(false)
    }),
    { numRuns: 60 },
  )
})

// These are the eight points of small order, and other encodings of some of them.
const smallOrder = [
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
]
const nonCanonical = [
  "0100000000000000000000000000000000000000000000000000000000000080",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]

describe("keys that are refused", () => {
  test.each(smallOrder)("of small order: %s", (key) => {
    expect(isPublicKey(bytes(key))).toBe(false)
  })
  test.each(nonCanonical)("in another encoding: %s", (key) => {
    expect(isPublicKey(bytes(key))).toBe(false)
  })
  test("with a component of small order", () => {
    const sound = noble.Point.fromBytes(bytes(vectors[0][1]))
    for (const torsion of smallOrder.slice(1)) {
      expect(isPublicKey(sound.add(noble.Point.fromBytes(bytes(torsion))).toBytes())).toBe(false)
    }
    expect(isPublicKey(sound.toBytes())).toBe(true)
  })
  test("of another length than 32 bytes, or not on the curve", () => {
    expect(isPublicKey(new Uint8Array(31))).toBe(false)
    expect(isPublicKey(littleEndian(2n))).toBe(false)
  })
  test("of small order, though one signature would hold under them for any message", () => {
    const signature = concat(bytes(smallOrder[0] ?? ""), new Uint8Array(32))
    for (const key of [...smallOrder, ...nonCanonical]) expect(verify(signature, utf8("any"), bytes(key))).toBe(false)
  })
})

test("a signature on which verifiers disagree is refused", () => {
  const [seed, publicKey, message] = [bytes(vectors[0][0]), bytes(vectors[0][1]), utf8("any text")]
  const { scalar } = noble.utils.getExtendedPublicKey(seed)
  const commitment = noble.Point.BASE.multiply(12345n).add(noble.Point.fromBytes(bytes(smallOrder[4] ?? "")))
  const digest = createHash("sha512")
    .update(concat(commitment.toBytes(), publicKey, message))
    .digest()
  const challenge = bigEndian(Uint8Array.from(digest).reverse()) % order
  const signature = concat(commitment.toBytes(), littleEndian((12345n + challenge * scalar) % order))
  expect(noble.verify(signature, message, publicKey, { zip215: false })).toBe(true)
  expect(verify(signature, message, publicKey)).toBe(false)
})

test("s + order is refused: a signature has one form", () => {
  const [, publicKey, message, signature] = vectors[1].map(bytes)
  if (publicKey === undefined || message === undefined || signature === undefined) throw new Error("vector")
  const s = bigEndian(signature.slice(32).reverse())
  const other = concat(signature.subarray(0, 32), littleEndian(s + order))
  expect(verify(other, message, publicKey)).toBe(false)
  expect(verify(signature.subarray(0, 63), message, publicKey)).toBe(false)
})

describe("a signature counts where the world's strict verifiers agree", () => {
  const [seed, publicKey] = [bytes(vectors[0][0]), bytes(vectors[0][1])]
  const { scalar } = noble.utils.getExtendedPublicKey(seed)
  const encodings = [...smallOrder, ...nonCanonical]
  const commitments = fc.oneof(
    fc.constantFrom(...encodings).map((text) => ({ secret: 0n, encoding: bytes(text) })),
    fc.constant({ secret: 1n, encoding: noble.Point.BASE.toBytes() }),
    fc.tuple(fc.bigInt({ min: 1n, max: order - 1n }), fc.constantFrom(...smallOrder)).map(([secret, torsion]) => {
      const point = noble.Point.BASE.multiply(secret).add(noble.Point.fromBytes(bytes(torsion)))
      return { secret, encoding: point.toBytes() }
    }),
  )
  const keys = fc.oneof(
    fc.constant(publicKey),
    fc.constantFrom(...encodings).map(bytes),
    fc.constantFrom(...smallOrder).map((torsion) =>
      noble.Point.fromBytes(publicKey)
        .add(noble.Point.fromBytes(bytes(torsion)))
        .toBytes(),
    ),
  )

  function opensslAccepts(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
    const spki = Buffer.from(concat(bytes("302a300506032b6570032100"), key))
    return opensslVerify(null, message, createPublicKey({ key: spki, format: "der", type: "spki" }), signature)
  }

  // Under the identity, a key of small order, one signature is valid for every message. OpenSSL 3.0 accepts it; 3.5
  // does not.
  const identity = Uint8Array.of(1, ...new Uint8Array(31))
  const takesAnyKey = opensslAccepts(concat(identity, new Uint8Array(32)), utf8("whatever"), identity)

  test("law: signatures that some of them accept, under keys of every kind", () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(commitments, keys, fc.nat(9), fc.boolean(), ({ secret, encoding }, key, text, above) => {
        const message = utf8(String(text))
        const digest = createHash("sha512")
          .update(concat(encoding, key, message))
          .digest()
        const challenge = bigEndian(Uint8Array.from(digest).reverse()) % order
        // A key of small order has no scalar that matters here: it adds next to nothing.
        const own = encodings.includes(hex(key)) ? 0n : scalar
        const s = (secret + challenge * own) % order
        const signature = concat(encoding, littleEndian(above ? s + order : s))
        const [strict, openssl] = [
          noble.verify(signature, message, key, { zip215: false }),
          opensslAccepts(signature, message, key),
        ]
        const counts = verify(signature, message, key)
        seen.add(`${strict}, ${openssl}, ${isPublicKey(key)}: ${counts}`)
        expect(counts).toBe(strict && openssl && isPublicKey(key))
      }),
      { numRuns: 1500, seed: 2014 },
    )
    // Each combination occurred, so neither the check of the key nor OpenSSL's can be left out.
    expect([...seen].sort()).toEqual([
      "false, false, false: false",
      "false, false, true: false",
      ...(takesAnyKey ? ["false, true, false: false"] : []),
      "true, false, false: false",
      "true, false, true: false",
      "true, true, false: false",
      "true, true, true: true",
    ])
  })
})
