import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { isUuid } from "../../src/belenios/uuid.ts"
import { type BundleFileName, compareFiles, fileName, parseFileName } from "../../src/bundle/layout.ts"
import { actKinds } from "../../src/core/vocabulary.ts"

const digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
const uuid = fc.string({ unit: fc.constantFrom(...digits), minLength: 14, maxLength: 20 }).filter(isUuid)
/** These are ids of members and channels that a definition allows. */
const id = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,63}$/)
const number = fc.integer({ min: 1, max: 1_000_000_000 })
const few = fc.integer({ min: 1, max: 99_999 })

const files: fc.Arbitrary<BundleFileName> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("readme", "definition", "result-json", "result-csv", "reserve-keys", "journal", "manifest"),
  }),
  fc.record({ kind: fc.constant("act"), act: few, deed: fc.constantFrom(...actKinds) }),
  fc.record({
    kind: fc.constant("answer"),
    act: few,
    member: id,
    answer: fc.constantFrom("reserved", "declined", "absent"),
  }),
  fc.record({ kind: fc.constant("checkpoint"), size: number }),
  fc.record({ kind: fc.constant("batch"), channel: id, number: few }),
  fc.record({ kind: fc.constant("share"), owner: few }),
  fc.record({ kind: fc.constant("notice"), number: few }),
  fc.record({ kind: fc.constant("stamp"), subject: fc.constantFrom("act", "checkpoint", "notice"), number, copy: few }),
  fc.record({ kind: fc.constant("stamp"), subject: fc.constant("minutes"), number: fc.constant(1), copy: few }),
  fc.record({ kind: fc.constant("archive"), uuid }),
)

describe("names of files", () => {
  test("law: a name is read back to what the file is", () => {
    fc.assert(
      fc.property(files, (file) => {
        expect(parseFileName(fileName(file))).toEqual(file)
      }),
    )
  })

  test("law: every name fits in a tar and is ASCII", () => {
    fc.assert(fc.property(files, (file) => /^[\x21-\x7e]{1,99}$/.test(fileName(file))))
  })

  test.each([
    "README.md",
    "readme.txt",
    "acts/1-open.txt",
    "acts/0001-explode.txt",
    "acts/../README.txt",
    "/README.txt",
    "acts/0001-open.txt/x",
    "checkpoints/00000001.txt",
    "checkpoints/00000000x.txt",
    "batches/SITE-000001.txt",
    "shares/001.txt",
    "reservations/0001-reserved-.txt",
    "stamps/act-3-01.tsr",
    "stamps/act-0003-1.tsr",
    "stamps/act-0003.tsr",
    "stamps/act-0003-01.txt",
    "stamps/minutes-0001-01.tsr",
    "stamps/roll-0001-01.tsr",
    "act-0003-01.tsr",
    "short.bel",
    "4nPVWowQtAwLwB.BEL",
    "4nPVWowQtAwLwB.json",
    "constructor/0001.txt",
    "",
  ])("%s is not a name in a record", (name) => {
    expect(parseFileName(name)).toBeUndefined()
  })

  test("law: names are in a total order, with the manifest last", () => {
    fc.assert(
      fc.property(files, files, files, (a, b, c) => {
        const [x, y, z] = [a, b, c].map(fileName) as [string, string, string]
        expect(Math.sign(compareFiles(x, y)) + Math.sign(compareFiles(y, x))).toBe(0)
        if (compareFiles(x, y) <= 0 && compareFiles(y, z) <= 0) expect(compareFiles(x, z)).toBeLessThanOrEqual(0)
        expect(compareFiles(x, "manifest.sha256")).toBeLessThanOrEqual(0)
        expect(compareFiles(x, y) === 0).toBe(x === y)
      }),
    )
  })
})
