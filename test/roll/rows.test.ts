import * as fc from "fast-check"
import { expect, test } from "vitest"
import { type Batch, parsedRows, recordLimit } from "../../src/roll/csv.ts"
import { rowsOf } from "../../src/roll/rows.ts"

async function* pieces(text: string, length: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield await Promise.resolve(text.slice(at, at + length))
}

async function all(batches: AsyncIterable<Batch>): Promise<Batch> {
  const rows: Batch["rows"][number][] = []
  let faults: Batch["faults"] = []
  for await (const batch of batches) {
    rows.push(...batch.rows)
    faults = batch.faults
  }
  return { rows, faults }
}

const parsed = (text: string) => all(parsedRows(pieces(text, text.length), ";", 1))

/** Texts are of the characters that matter, in any order. */
const anyText = fc
  .array(fc.constantFrom('"', '"', ";", "\n", "\n", "a", "é", " ", ",", '""', '"a\nb"', "\nab;cd\n"), { maxLength: 60 })
  .map((parts) => parts.join(""))

test("law: splitting lines gives the rows and faults that parsing gives, however the pieces are cut", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, fc.integer({ min: 1, max: 30 }), async (text, length) => {
      expect(await all(rowsOf(pieces(text, length), ";"))).toEqual(await parsed(text))
    }),
    { numRuns: 2000 },
  )
})

test("law: written fields are read back, each row with the line on which it begins", async () => {
  const field = fc.oneof(fc.string(), fc.constantFrom("", "a\nb", 'say "a"', "x;y", "\n\n"))
  const table = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), fc.integer({ min: 1, max: 40 }), async (records, isQuoted, length) => {
      const written = records.map((fields) => fields.map((one) => quoted(one, isQuoted)).join(";"))
      const { rows, faults } = await all(rowsOf(pieces(written.join("\n"), length), ";"))
      expect(faults).toEqual([])
      // A record of one empty field at the end of the file cannot be told from the end of the line before.
      const kept = written.at(-1) === "" ? records.slice(0, -1) : records
      expect(rows.map(({ fields }) => fields)).toEqual(kept)
      const lines = written.map(
        (_, index) => written.slice(0, index).join("\n").split("\n").length + (index > 0 ? 1 : 0),
      )
      expect(rows.map(({ line }) => line)).toEqual(kept.map((_, index) => lines[index]))
    }),
    { numRuns: 500 },
  )
})

function quoted(field: string, always: boolean): string {
  return always || /[";\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}

test.each([
  ["a field that is left open", `a;b\nc;"d\n${"e;f\n".repeat(recordLimit)}`, "record-long", 2],
  ["a field that is left open near the end", 'a;b\nc;"d\n', "quote-open", 2],
  ["a line of one field without a quote", `a;b\n${"e".repeat(recordLimit + 1)};f\n`, "record-long", 2],
  ["a quote inside a field", 'a;b\nc"d;e\n', "quote-inside", 2],
  ["a quote inside a field, of an odd number on its line", `a;b\n"c"\nd"e;f\n${"g;h\n".repeat(10)}`, "quote-inside", 3],
  ["text after a quote that closes", 'a;b\n"c"d;e\n', "quote-end", 2],
])("%s is a fault, with its line", async (_, text, rule, line) => {
  for (const length of [1000, 64 * 1024]) {
    expect((await all(rowsOf(pieces(text, length), ";"))).faults).toEqual([{ line, rule }])
  }
})
