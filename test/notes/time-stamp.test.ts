import { readFileSync } from "node:fs"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { concat, hex } from "../../src/core/bytes.ts"
import { sha256 } from "../../src/core/hash.ts"
import { timeStampRules } from "../../src/core/time-stamp-rule.ts"
import { certificateOf, certificateOfPem } from "../../src/notes/time-stamp/certificate.ts"
import { attempt } from "../../src/notes/time-stamp/fault.ts"
import { parseRequest, requestBytes } from "../../src/notes/time-stamp/request.ts"
import { openTimeStamp, readReply, type TimeStamp } from "../../src/notes/time-stamp/time-stamp.ts"
import { at, authority, data, oursAlone, type Sample, sound, stamped, tampered } from "../support/tampered-stamps.ts"
import { makeReply, makeToken, octets, oids, pem, plain, attribute, sequence } from "../support/time-stamp-authority.ts"
import { der, derInteger } from "../../src/notes/time-stamp/der.ts"

const request = { nonce: stamped.nonce, policy: "1.2.3.4.1" }

/** Opens a reply in the way in which a command takes it in. */
function open({ reply, root }: Pick<Sample, "reply" | "root">): ReturnType<typeof openTimeStamp> {
  const claim = readReply(reply)
  if ("fault" in claim) return claim
  return openTimeStamp(claim.token, { imprint: sha256(data), request, roots: [certificateOf(root)] })
}

const fixture = (name: string) => readFileSync(new URL(`time-stamps/${name}`, import.meta.url))

test.each(["ec", "rsa"])("what OpenSSL requested and stamped is read and verified (%s)", (kind) => {
  const asked = parseRequest(fixture(`${kind}.tsq`))
  if ("fault" in asked) throw new Error(asked.fault.rule)
  expect(hex(asked.imprint)).toBe(hex(sha256("a text\n")))
  expect(hex(requestBytes(asked))).toBe(fixture(`${kind}.tsq`).toString("hex"))
  const claim = readReply(fixture(`${kind}.tsr`))
  if ("fault" in claim) throw new Error(claim.fault.rule)
  const root = certificateOfPem(fixture(`${kind}-root.pem`).toString())
  if ("fault" in root) throw new Error(root.fault.rule)
  const of = { imprint: asked.imprint, request: asked }
  const stamp = openTimeStamp(claim.token, { ...of, roots: [root] })
  expect(stamp).toMatchObject({ service: `Time-stamps ${kind}`, accuracy: 1500, policy: "1.2.3.4.1", anchored: true })
  expect(openTimeStamp(claim.token, { ...of, roots: [] })).toEqual({ ...stamp, anchored: false })
})

test.each([...sound, ...oursAlone])("a stamp is taken: $name", (one) => {
  const stamp = open(one)
  expect(stamp).toMatchObject({ service: "Stamps", serial: "4d", anchored: true })
  expect(Math.floor((stamp as TimeStamp).at / 1000)).toBe(at / 1000)
})

test.each(tampered)("a stamp is refused: $name", (one) => {
  expect(open(one)).toMatchObject({ fault: { rule: one.rule } })
})

test("each rule refuses at least one of the samples", () => {
  const refusing = new Set(tampered.map(({ rule }) => rule))
  expect(timeStampRules.filter((rule) => !refusing.has(rule))).toEqual([])
})

/**
 * Finds which bytes of a token may change without a refusal: those of these pieces, which nobody signed and on which
 * nothing rests.
 */
function unsignedPlaces(token: Uint8Array, pieces: readonly Uint8Array[]): ReadonlySet<number> {
  return new Set(
    pieces.flatMap((piece) => {
      const start = Buffer.from(token).indexOf(Buffer.from(piece))
      expect(start).toBeGreaterThan(0)
      return Array.from(piece, (_, index) => start + index)
    }),
  )
}

const bare = makeToken(authority, stamped)
const [list, note] = [
  der(0xa1, sequence(octets(sha256("list")))),
  der(0xa1, attribute(oids.unknown, octets(sha256("x")))),
]
const loaded = makeToken(authority, stamped, {
  ...{ certificates: [authority.signer, authority.middle, authority.root], lists: list, unsigned: note },
})

test.each([
  ["that brings what it must", bare, []],
  // The root is the one that is given, and never the copy in the token. Lists and attributes that nobody signed decide
  // nothing.
  ["that brings its root, lists and attributes that nobody signed", loaded, [authority.root, list, note]],
])("of a token %s, changed bytes are noticed unless nothing rests on them", (_, token, pieces) => {
  const open = [...unsignedPlaces(token, pieces)]
  const unnoticed: number[] = []
  const roots = [certificateOf(authority.root)]
  const sound = openTimeStamp(token, { imprint: sha256(data), request, roots })
  expect(sound).toMatchObject({ anchored: true })
  for (const [place, byte] of token.entries()) {
    for (const bit of [1 << (place % 8), 1 << ((place * 5 + 3) % 8)]) {
      const changed = token.slice()
      changed[place] = byte ^ bit
      const claim = readReply(changed)
      const result = "fault" in claim ? claim : openTimeStamp(claim.token, { imprint: sha256(data), request, roots })
      if ("fault" in result) continue
      expect(result).toEqual(sound)
      unnoticed.push(place)
    }
  }
  expect(unnoticed.filter((place) => !open.includes(place))).toEqual([])
  expect(unnoticed.length > 0).toBe(pieces.length > 0)
})

test("any bytes at all are read or refused, and never crash the reader", () => {
  const sources = [makeReply(bare), makeReply(loaded, 1n), ...tampered.map(({ reply }) => reply), fixture("rsa.tsr")]
  const mutated = fc
    .tuple(fc.constantFrom(...sources), fc.nat(), fc.uint8Array({ maxLength: 4 }), fc.nat({ max: 8 }))
    .map(([source, at, put, drop]) => {
      const place = at % source.length
      return concat(source.subarray(0, place), put, source.subarray(place + drop))
    })
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 60 })), (bytes) => {
      const claim = readReply(bytes)
      if (!("fault" in claim)) openTimeStamp(claim.token, { imprint: claim.imprint, roots: [] })
      parseRequest(bytes)
      attempt(() => certificateOf(bytes))
    }),
    { numRuns: 1000 },
  )
})

test("a request is read back as it was written, and accepted in no other form", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
      fc.constantFrom(undefined, "1.2.3.4.1", "2.999.3", "1.3.6.1.4.1.13762.3"),
      (imprint, nonce, policy) => {
        const bytes = requestBytes({ imprint, nonce, policy })
        expect(parseRequest(bytes)).toEqual({ imprint, nonce, policy })
        expect(parseRequest(concat(bytes, Uint8Array.of(0)))).toEqual({
          fault: { rule: "form", detail: "TimeStampReq" },
        })
      },
    ),
  )
  const without = sequence(derInteger(1n), sequence(plain(oids.sha256), octets(sha256("x"))), derInteger(1n))
  expect(parseRequest(without)).toMatchObject({ fault: { rule: "form", detail: "TimeStampReq.certReq" } })
})

test("a root is exactly one certificate in PEM", () => {
  const text = pem(authority.root)
  expect(certificateOfPem(`\n${text.replaceAll("\n", "\r\n")}\n`)).toMatchObject({ bytes: authority.root })
  for (const wrong of [
    "",
    "PEM",
    `${text}${text}`,
    text.replace("CERTIFICATE", "KEY"),
    text.replace("MII", "MI"),
    `x${text}`,
  ]) {
    expect(certificateOfPem(wrong)).toMatchObject({ fault: {} })
  }
})

test("a stamp passes only for its own request and imprint", () => {
  const { token } = readReply(makeReply(bare)) as { token: Uint8Array }
  const roots = [certificateOf(authority.root)]
  const of = { imprint: sha256(data), roots }
  expect(openTimeStamp(token, of)).toMatchObject({ anchored: true })
  expect(openTimeStamp(token, { ...of, request: { nonce: 1n, policy: undefined } })).toEqual({
    fault: { rule: "nonce" },
  })
  expect(openTimeStamp(token, { ...of, imprint: sha256("other") })).toEqual({ fault: { rule: "imprint" } })
})
