import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  add,
  combinePublic,
  decodeCurvePoint,
  decodePoint,
  decodePointOrIdentity,
  encodeAll,
  encodeBytes,
  encodePoint,
  examinePoint,
  examinePointOrIdentity,
  generator,
  hashToScalar,
  identity,
  invertPublic,
  isIdentity,
  multiplyPublic,
  multiplySecret,
  negate,
  parseScalar,
  pointText,
  q,
  randomScalar,
  samePoint,
  scalar,
  scalarBytes,
  scalarText,
  subtract,
} from "../../src/belenios/group.ts"
import { concat, fromHex } from "../../src/core/bytes.ts"
import { seededRandom } from "../support/seeded-random.ts"

const p = 2n ** 255n - 19n
const numbers = fc.bigInt({ min: 0n, max: q - 1n }).map(scalar)
const points = numbers.map((n) => multiplyPublic(generator, n))

/** The points of order 1, 2, 4 and 8, in the encoding of RFC 8032 (C2SP CCTV, ed25519). */
const smallOrder = [
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
].map((text) => fromHex(text) ?? new Uint8Array())

/** Writes the number z as the specification does. */
function textOf(z: bigint): string {
  return z.toString(16).padStart(64, "0")
}

describe("points", () => {
  test("the generator and the identity have the texts of the specification", () => {
    // y = 4/5, x even.
    expect(encodePoint(generator)).toBe(textOf((4n * inverse(5n)) % p))
    expect(encodePoint(generator)).toBe(`${"6".repeat(62)}58`)
    expect(encodePoint(identity)).toBe(textOf(1n))
    expect(q).toBe(2n ** 252n + 27742317777372353535851937790883648493n)
  })

  test("are decoded and encoded without change", () => {
    fc.assert(
      fc.property(points, (point) => {
        const text = encodePoint(point)
        const read = decodePointOrIdentity(text)
        expect(read && encodePoint(read)).toBe(text)
        expect(pointText(encodeBytes(point))).toBe(text)
      }),
      { numRuns: 20 },
    )
  })

  test("are encoded together as they are alone, the identity included", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(points, fc.constant(identity)), { maxLength: 5 }), (list) => {
        const sums = list.map((point) => add(point, generator))
        expect(encodeAll([...list, ...sums])).toEqual(concat(...[...list, ...sums].map(encodeBytes)))
      }),
      { numRuns: 20 },
    )
  })

  test.each(smallOrder.map((bytes) => [pointText(bytes)]))("of small order are refused: %s", (text) => {
    const point = decodeCurvePoint(fromHex(text)?.reverse() ?? new Uint8Array())
    if (point === undefined) throw new Error("not on the curve")
    expect(point.clearCofactor().is0()).toBe(true)
    expect(decodePoint(text)).toBeUndefined()
    if (point.is0()) {
      expect(examinePoint(text)).toBe("identity")
      expect(isIdentity(decodePointOrIdentity(text) ?? generator)).toBe(true)
    } else {
      expect(examinePoint(text)).toBe("subgroup")
      expect(decodePointOrIdentity(text)).toBeUndefined()
    }
  })

  test("with a component of small order are refused", () => {
    for (const bytes of smallOrder.slice(1)) {
      const torsion = decodeCurvePoint(bytes)
      if (torsion === undefined) throw new Error("not on the curve")
      const mixed = generator.add(torsion)
      expect(mixed.isTorsionFree()).toBe(false)
      expect(examinePointOrIdentity(pointText(Uint8Array.from(mixed.toBytes())))).toBe("subgroup")
    }
  })

  test("whose y is not reduced are refused, with either sign", () => {
    for (let y = p; y < 2n ** 255n; y++) {
      for (const z of [y, y + 2n ** 255n]) expect(examinePointOrIdentity(textOf(z))).toBe("encoding")
    }
  })

  test("with x = 0 and the sign of an odd x are refused", () => {
    expect(examinePointOrIdentity(textOf(1n + 2n ** 255n))).toBe("encoding")
    expect(examinePointOrIdentity(textOf(p - 1n + 2n ** 255n))).toBe("encoding")
  })

  test("that are not on the curve are refused", () => {
    // About half of all y have no x; 2 is the first of them.
    const faults = Array.from({ length: 40 }, (_, y) => examinePointOrIdentity(textOf(BigInt(y + 2))))
    expect(faults[0]).toBe("encoding")
    expect(faults.filter((fault) => fault === "encoding").length).toBeGreaterThan(10)
  })

  test.each([
    ["upper case", encodePoint(generator).replace(/6/g, "A")],
    ["upper case of a point", encodePoint(multiplyPublic(generator, scalar(2n))).toUpperCase()],
    ["63 digits", encodePoint(generator).slice(1)],
    ["65 digits", `0${encodePoint(generator)}`],
    ["a prefix", `0x${encodePoint(generator).slice(2)}`],
    ["a space", ` ${encodePoint(generator).slice(1)}`],
    ["a line end", `${encodePoint(generator)}\n`],
    ["nothing", ""],
  ])("in another notation are refused: %s", (_, text) => {
    expect(examinePointOrIdentity(text)).toBe("encoding")
  })
})

describe("arithmetic", () => {
  test("follows the laws of a group of order q", () => {
    fc.assert(
      fc.property(numbers, numbers, points, (a, b, point) => {
        const sum = add(multiplyPublic(point, a), multiplyPublic(point, b))
        expect(samePoint(sum, multiplyPublic(point, scalar(a + b)))).toBe(true)
        expect(samePoint(subtract(sum, multiplyPublic(point, b)), multiplyPublic(point, a))).toBe(true)
        expect(samePoint(multiplySecret(point, a), multiplyPublic(point, a))).toBe(true)
        expect(isIdentity(add(point, negate(point)))).toBe(true)
        const pair = combinePublic([
          [a, point],
          [b, generator],
        ])
        expect(samePoint(pair, add(multiplyPublic(point, a), multiplyPublic(generator, b)))).toBe(true)
      }),
      { numRuns: 10 },
    )
  })

  test("handles zero and the limits", () => {
    expect(isIdentity(multiplySecret(generator, scalar(0n)))).toBe(true)
    expect(isIdentity(multiplyPublic(generator, scalar(0n)))).toBe(true)
    expect(isIdentity(combinePublic([]))).toBe(true)
    expect(isIdentity(combinePublic([[scalar(0n), generator]]))).toBe(true)
    expect(samePoint(multiplySecret(generator, scalar(-1n)), negate(generator))).toBe(true)
  })

  test("inverts numbers", () => {
    fc.assert(
      fc.property(
        numbers.filter((n) => n !== 0n),
        (n) => {
          expect(scalar(n * invertPublic(n))).toBe(1n)
        },
      ),
    )
  })
})

describe("are read back as they were written", () => {
  test("are read as they are written", () => {
    fc.assert(
      fc.property(numbers, (n) => {
        expect(parseScalar(scalarText(n))).toBe(n)
        expect(BigInt(`0x${Buffer.from(scalarBytes(n).toReversed()).toString("hex")}`)).toBe(n)
      }),
    )
    expect(parseScalar(String(q - 1n))).toBe(q - 1n)
    expect(parseScalar("0")).toBe(0n)
  })

  test.each([
    "",
    "00",
    "01",
    "-1",
    "+1",
    "1 ",
    " 1",
    "1e3",
    "0x10",
    "1.0",
    "١",
    String(q),
    String(q + 1n),
    "9".repeat(200),
  ])("are refused in another notation: %j", (text) => {
    expect(parseScalar(text)).toBeUndefined()
  })

  test("are read from hashes in big-endian order", () => {
    // SHA-256 of "abc" (FIPS 180-4).
    const digest = BigInt("0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    expect(hashToScalar("abc")).toBe(digest % q)
  })

  test("are drawn from 64 bytes each, in big-endian order", () => {
    const drawn: unknown[] = []
    const one = randomScalar(
      (length, purpose, message) => {
        drawn.push([length, purpose, message])
        return Uint8Array.from({ length }, (_, index) => (index === 0 ? 1 : 0))
      },
      "test",
      "message",
    )
    expect(drawn).toEqual([[64, "test", "message"]])
    expect(one).toBe(2n ** 504n % q)
    expect(() => randomScalar((length) => new Uint8Array(length), "test", "")).toThrow("zeros")
    expect(randomScalar(seededRandom("a"), "test", "x")).not.toBe(randomScalar(seededRandom("a"), "test", "y"))
  })
})

function inverse(n: bigint): bigint {
  let power = 1n
  for (let exponent = p - 2n, base = n; exponent > 0n; exponent >>= 1n, base = (base * base) % p) {
    if ((exponent & 1n) === 1n) power = (power * base) % p
  }
  return power
}
