import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { sha256 } from "../../src/core/hash.ts"
import {
  headLines,
  type Notice,
  parseNotice,
  plainLine,
  sectionsOf,
  statementLines,
  statementOfText,
} from "../../src/notices/notice.ts"
import { isNoteText } from "../../src/notes/note.ts"

const rank = fc.integer({ min: 1, max: 999 })
const state = fc.record({ size: fc.integer({ min: 0, max: 1_000_000 }), root: fc.constant(sha256("root")) })
const line = fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).map(plainLine)
const notices: fc.Arbitrary<Notice> = fc.record({
  rehearsal: fc.boolean(),
  uuid: fc.constantFrom("9xDrMnXn4cUuGk", "4nPVWowQtAwLwB"),
  number: rank,
  after: fc.constantFrom(undefined, `sha256:${"ab".repeat(32)}` as const),
  at: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
  journal: state,
  register: state,
  answers: fc.array(rank, { maxLength: 4 }),
  corrects: fc.array(fc.record({ notice: rank, line: rank }), { maxLength: 4 }),
  cites: fc.array(rank, { maxLength: 4 }),
  statement: fc.array(
    line.filter((one) => one !== ""),
    { maxLength: 4 },
  ),
})

function written(notice: Notice): string {
  const body = ["TITLE", "", "STATEMENT", ...statementLines(notice.statement), ""]
  return [...headLines(notice), "", ...body].join("\n")
}

describe("the head of a notice", () => {
  test("is read as it was written, with the statement that stands below", () => {
    fc.assert(
      fc.property(notices, (notice) => {
        const text = written(notice)
        expect(isNoteText(text)).toBe(true)
        expect(parseNotice(text)).toEqual(notice)
      }),
    )
  })

  test("is no head once a character of it is changed, put in or taken out, unless it says something else", () => {
    const [notice] = fc.sample(notices, { numRuns: 1, seed: 7 })
    if (notice === undefined) throw new Error("no notice")
    const head = headLines(notice).join("\n")
    for (let at = 0; at < head.length; at++) {
      for (const change of ["", "x", "0", "\n", " "]) {
        const changed = `${head.slice(0, at)}${change}${head.slice(at + 1)}\n\nTITLE\n`
        const read = parseNotice(changed)
        if (read !== undefined) expect(changed.startsWith(`${headLines(read).join("\n")}\n\n`)).toBe(true)
      }
    }
  })
})

describe("what is written freely", () => {
  test("is one line of a note, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        const plain = plainLine(typed)
        expect(isNoteText(`${plain}\n`)).toBe(true)
        expect(plain).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u)
        expect(plainLine(plain)).toBe(plain)
      }),
    )
  })

  test("has no empty line, so that no line of it can begin a section or end the text", () => {
    expect(statementOfText("one\r\n\r\n  two \n\u202e\nthree")).toEqual(["one", "two", "three"])
  })
})

test("sections are those of the text below the head", () => {
  expect(sectionsOf("head\n\nTITLE\nby\n\nONE\na\n\nTWO\n")).toEqual([["TITLE", "by"], ["ONE", "a"], ["TWO"]])
})
