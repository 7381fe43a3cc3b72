import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { drawBase58, drawCredential, isCredential, votingKey } from "../../src/belenios/credential.ts"
import { makeEngine } from "../../src/belenios/engine.ts"
import { encodePoint, generator, multiplyPublic, pointBytes, scalar } from "../../src/belenios/group.ts"
import {
  credentialPointFindings,
  maxTotalWeight,
  parsePublicCredentials,
  publicCredentialsBody,
  sortCredentials,
} from "../../src/belenios/public-credentials.ts"
import { compareBytes, concat, utf8, utf8Text } from "../../src/core/bytes.ts"
import { seededRandom } from "../support/seeded-random.ts"

describe("a credential", () => {
  test("has the form of the specification", () => {
    const drawn = drawCredential(seededRandom("credential"), "1")
    expect(drawn).toMatch(
      /^[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}-[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}$/,
    )
    expect(isCredential(drawn)).toBe(true)
    for (const text of [
      drawn.slice(1),
      `${drawn} `,
      drawn.replaceAll("-", ""),
      `0${drawn.slice(1)}`,
      `${drawn}\n`,
      "",
    ]) {
      expect(isCredential(text)).toBe(false)
    }
  })

  test("has each character with the same probability", () => {
    // 232 = 4 × 58 is the first byte that is drawn again, so no character is chosen by more bytes than another.
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    const characters = drawBase58(() => bytes, "test", 232, "")
    const counts = [...new Set(characters)].map((character) => characters.split(character).length - 1)
    expect(counts).toEqual(Array(58).fill(4))
    expect(() => drawBase58((length) => new Uint8Array(length).fill(232), "test", 1, "")).toThrow("no usable byte")
  })

  test("gives the same key each time, and another key in another election", () => {
    const code = "43sus-yynsvb-qd7q8-sxy6zM"
    const key = (uuid: string) => votingKey(uuid, code).publicCredential
    expect(key("wAg3TpCrLYo7tu")).toBe(key("wAg3TpCrLYo7tu"))
    expect(key("wAg3TpCrLYo7tu")).not.toBe(key("wAg3TpCrLYo7tv"))
  })
})

describe("a list of public credentials", () => {
  const key = (n: number) => encodePoint(multiplyPublic(generator, scalar(BigInt(n + 2))))
  const listOf = (count: number, weight: (index: number) => bigint = () => 1n) =>
    sortCredentials(Array.from({ length: count }, (_, index) => ({ key: key(index), weight: weight(index) })))

  test("is read as it was written, sorted by the bytes of its points", () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 10n }), { maxLength: 8 })
    fc.assert(
      fc.property(weights, (list) => {
        const credentials = listOf(list.length, (index) => list[index] ?? 0n)
        const body = publicCredentialsBody(credentials)
        expect(parsePublicCredentials(body, "list").value).toEqual(credentials)
        const bytes = credentials.map((credential) => pointBytes(credential.key) ?? new Uint8Array())
        expect(bytes.toSorted(compareBytes)).toEqual(bytes)
      }),
      { numRuns: 30 },
    )
  })

  test("carries weights for all or for none", () => {
    expect(utf8Text(publicCredentialsBody(listOf(1)))).toBe(`["${key(0)}"]`)
    expect(utf8Text(publicCredentialsBody(listOf(1, () => 2n ** 31n)))).toBe(`["${key(0)},2147483648"]`)
    const [a, b] = listOf(2).map((credential) => credential.key)
    expect(codes(`["${a},1","${b},1"]`)).toEqual([])
    expect(parsePublicCredentials(utf8(`["${a},1","${b}"]`), "list").findings).toEqual([
      { code: "CREDENTIALS_FORM", at: "list", params: { path: "[1]", rule: "value" } },
    ])
  })

  const [first = "", second = ""] = listOf(2).map((credential) => credential.key)
  test.each([
    ["a wrong order", `["${second}","${first}"]`, "CREDENTIAL_ORDER"],
    ["a repeated credential", `["${first}","${first}"]`, "CREDENTIAL_DUPLICATE"],
    ["a credential repeated with another weight", `["${first},1","${first},2"]`, "CREDENTIAL_DUPLICATE"],
    ["a space", `["${first}", "${second}"]`, "CREDENTIALS_FORM"],
    ["a line end", `["${first}"]\n`, "CREDENTIALS_FORM"],
    ["a weight of 01", `["${first},01"]`, "CREDENTIALS_FORM"],
    ["a negative weight", `["${first},-1"]`, "CREDENTIALS_FORM"],
    ["an identity", `["${first},1,name"]`, "CREDENTIALS_FORM"],
    ["no end", `["${first}","${second}"`, "CREDENTIALS_FORM"],
    ["no beginning", `,"${first}","${second}"]`, "CREDENTIALS_FORM"],
    ["a second beginning", `["${first}"["${second}"]`, "CREDENTIALS_FORM"],
    ["a comma at the end", `["${first}",]`, "CREDENTIALS_FORM"],
    ["a letter beyond Latin-1", `["${first}Ā"]`, "CREDENTIALS_FORM"],
    ["upper case", `["${first.toUpperCase()}"]`, "CREDENTIALS_FORM"],
    ["an object", `{"${first}":1}`, "CREDENTIALS_FORM"],
    ["too large a weight", `["${first},100000000001"]`, "CREDENTIALS_WEIGHT"],
  ])("with %s is refused", (_, text, code) => {
    expect(codes(text)).toEqual([code])
  })

  test("law: with any byte changed, removed or put in, it is refused or is that very list", () => {
    const body = publicCredentialsBody(listOf(3, (index) => BigInt(index + 1)))
    const place = fc.nat(body.length - 1)
    fc.assert(
      fc.property(place, fc.nat(255), fc.constantFrom(0, 1), fc.constantFrom(0, 1), (at, byte, removed, added) => {
        const changed = concat(
          body.subarray(0, at),
          Uint8Array.of(byte).subarray(0, added),
          body.subarray(at + removed),
        )
        const { value } = parsePublicCredentials(changed, "list")
        if (value !== undefined) expect(utf8Text(publicCredentialsBody(value))).toBe(utf8Text(changed))
      }),
      { numRuns: 1000 },
    )
  })

  test("may have any total weight for which a result can be found", () => {
    expect(codes(`["${first},${maxTotalWeight - 1n}","${second},1"]`)).toEqual([])
    expect(codes(`["${first},${maxTotalWeight}","${second},1"]`)).toEqual(["CREDENTIALS_WEIGHT"])
  })

  test("is refused where one of its entries is no point of the group", () => {
    const engine = makeEngine(generator)
    const keys = [key(1), `${"0".repeat(63)}1`, "f".repeat(64), "0".repeat(64), key(2)]
    const points = concat(...keys.map((each) => pointBytes(each) as Uint8Array))
    expect(credentialPointFindings(engine, points, 11, "list")).toEqual([
      { code: "CREDENTIAL_POINT", at: "list", params: { entry: 12, fault: "identity" } },
      { code: "CREDENTIAL_POINT", at: "list", params: { entry: 13, fault: "encoding" } },
      { code: "CREDENTIAL_POINT", at: "list", params: { entry: 14, fault: "subgroup" } },
    ])
  })

  function codes(text: string): readonly string[] {
    return parsePublicCredentials(utf8(text), "list").findings.map(({ code }) => code)
  }
})
