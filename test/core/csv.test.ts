import { parse } from "csv-parse/sync"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { csvLine } from "../../src/core/csv.ts"

/** Reads the text back from a cell that `csvLine` wrote. */
function unguardedCell(cell: string): string {
  return /^'['=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell) ? cell.slice(1) : cell
}

describe("a cell", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+33 1 00 00 00 00", "'+33 1 00 00 00 00"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["＝1+1", "'＝1+1"],
    ["\t=1", "'=1"],
    ["'=1", "''=1"],
    ["a,b", '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ["two\r\nlines", "twolines"],
    ["\u202eevil", "evil"],
    ["Zoë", "Zoë"],
    ["", ""],
  ])("%j is written %s", (text, cell) => {
    expect(csvLine([text])).toBe(`${cell}\r\n`)
  })

  test("law: no cell begins like a formula, and each is read back as it was", () => {
    const cell = fc.string({
      unit: fc.constantFrom("=", "+", "-", "@", "'", "＝", "＋", "－", "＠", "a", ",", '"', " ", "é"),
    })
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
        const [row = []] = parse(csvLine(cells)) as readonly string[][]
        for (const read of row) expect(read).not.toMatch(/^[=+\-@＝＋－＠]/)
        expect(row.map(unguardedCell)).toEqual(cells)
      }),
    )
  })
})
