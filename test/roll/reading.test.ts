import { readFileSync } from "node:fs"
import * as fc from "fast-check"
import iconv from "iconv-lite"
import { describe, expect, test } from "vitest"
import { utf8 } from "../../src/core/bytes.ts"
import type { Encoding } from "../../src/core/vocabulary.ts"
import type { RollRules } from "../../src/definition/definition.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import type { Delimiter } from "../../src/roll/csv.ts"
import { type Reading, readRoll } from "../../src/roll/reading.ts"
import { reportFile, type RollReport } from "../../src/roll/report.ts"
import type { Voter } from "../../src/roll/voter.ts"
import { blocks, clubRules } from "./roll-file.ts"

interface Options extends Partial<RollRules> {
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  readonly cell?: number
  readonly block?: number
}

async function read(
  source: string | Uint8Array,
  options: Options = {},
): Promise<{ reading: Reading; voters: readonly Voter[] }> {
  const { encoding, delimiter, cell = 1, block = 7, ...rules } = options
  const bytes = typeof source === "string" ? utf8(source) : source
  const voters: Voter[] = []
  const settings = {
    ...{ rules: { ...clubRules, ...rules }, cell, progress: () => undefined },
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
  }
  const reading = await readRoll([() => blocks(bytes, block)], settings, (batch) => voters.push(...batch))
  return { reading, voters }
}

async function report(
  source: string | Uint8Array,
  options: Options = {},
): Promise<Extract<RollReport, { readonly schema: 1 }>> {
  const { reading } = await read(source, options)
  if (reading.report?.schema !== 1) throw new Error(JSON.stringify(reading.findings))
  return reading.report
}

const faults = async (source: string | Uint8Array, options: Options = {}) => {
  const { reading } = await read(source, options)
  return reading.findings.map(({ at, code }) => `${at} ${code}`)
}

const refusals = async (source: string | Uint8Array, options: Options = {}) =>
  (await report(source, options)).details.map(({ line, code }) => `${line} ${code}`)

describe("the congress of 2014", () => {
  const folder = "fixtures/elections/congress"
  const parsed = parseDefinition(readFileSync(`${folder}/election.yaml`))
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  const { roll, publish } = parsed.definition
  const options = { ...roll, cell: publish.cell }
  const members = readFileSync(`${folder}/members.csv`)
  const text = iconv.decode(members, "windows-1252")

  test("its messy member file gives exactly its expected report", async () => {
    const found = await report(members, options)
    expect(reportFile(found)).toBe(readFileSync(`${folder}/expected-report.json`, "utf8"))
  })

  const byCode = <Found extends { readonly refusals: readonly { readonly code: string }[] }>(found: Found) => ({
    ...found,
    refusals: found.refusals.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  })

  test.each<readonly [string, Uint8Array, Encoding]>([
    ["UTF-8", utf8(text), "utf-8"],
    ["UTF-8 with its mark", utf8(`\ufeff${text}`), "utf-8"],
    ["UTF-16LE", iconv.encode(text, "utf-16le", { addBOM: true }), "utf-16le"],
    ["UTF-16BE", iconv.encode(text, "utf-16be", { addBOM: true }), "utf-16be"],
  ])("gives the same report in %s, however it is divided into blocks", async (_name, bytes, encoding) => {
    const { file: expectedFile, ...expected } = await report(members, options)
    for (const block of [1, 7, 64 * 1024]) {
      const { file, ...found } = await report(bytes, { ...options, block })
      expect(file.encoding).toBe(encoding)
      expect(file.delimiter).toBe(expectedFile.delimiter)
      // A letter that no byte of the messy file meant is in UTF-8, as one that was lost before.
      const text = JSON.stringify(found)
      const told = encoding === "utf-8" ? text.replaceAll("roll-letters-lost", "roll-undecoded") : text
      expect(byCode(JSON.parse(told) as typeof found)).toEqual(byCode(expected))
    }
  })

  test("gives an address one line per column, with the postal code before the town", async () => {
    const { voters } = await read(members, options)
    expect(voters.find(({ id }) => id === "A001187")).toMatchObject({
      ...{ line: 18, key: "a001187", name: "Ferrouze Karim", postcode: "29200", group: "Finistère", weight: 1n },
      address: ["12, rue des Lilas", "Bâtiment C", "29200 Brest", "France"],
      ineligible: undefined,
    })
    expect(voters.find(({ line }) => line === 30)?.ineligible).toEqual({ column: "cotisation", value: "impayée" })
  })
})

describe("the encoding", () => {
  test("is Windows-1252 if a line is not UTF-8, with the letters that ISO-8859-1 lacks", async () => {
    const { voters } = await read(Uint8Array.of(...utf8("id,name\n1,"), 0x8c, 0x75, 0x92, 0x80, 0x9c))
    expect(voters[0]?.name).toBe("Œu’€œ")
  })

  test("is not guessed if lines are in two of them", async () => {
    const mixed = Uint8Array.of(...utf8("id,name\n1,é\r\n2,"), 0xe9, ...utf8("\n3,é"))
    expect(await faults(mixed)).toEqual(["3 roll-encoding-mixed"])
    expect(await refusals(mixed, { encoding: "utf-8" })).toEqual(["3 roll-undecoded"])
    const { voters } = await read(mixed, { encoding: "windows-1252" })
    expect(voters.map(({ name }) => name)).toEqual(["Ã©", "é", "Ã©"])
  })

  test.each(["\n", "\r\n", "\r"])("is reported with the line that has another one, if lines end in %j", async (end) => {
    const mixed = Uint8Array.of(...utf8(["id,name", "1,é", "2,"].join(end)), 0xe9, ...utf8(`${end}3,A`))
    for (const block of [3, 1000]) expect(await faults(mixed, { block })).toEqual(["3 roll-encoding-mixed"])
  })

  test("is asked for if it is UTF-16 without a mark", async () => {
    const bytes = iconv.encode("id,name\n1,é", "utf-16le", { addBOM: false })
    expect(await faults(bytes)).toEqual(["1 roll-encoding-unmarked"])
    expect((await report(bytes, { encoding: "utf-16le" })).eligible).toBe(1)
  })

  test.each(["\n", "\r\n", "\r"])("does not matter to line numbers if lines end in %j", async (end) => {
    const lines = ["id,name", "", "1,A", '2,"B', 'C"', "3", "4,D", ""]
    const found = await report(lines.join(end))
    expect([found.rows, found.eligible, found.blank]).toEqual([4, 3, 1])
    expect(found.details.map(({ line }) => line)).toEqual([6])
  })
})

describe("the shape of the file", () => {
  test.each<Delimiter>([";", ",", "\t", "|"])("fields between %j", async (delimiter) => {
    const found = await report(`id${delimiter}name\n1${delimiter}A`)
    expect([found.file.delimiter, found.eligible]).toEqual([delimiter, 1])
  })

  test("the delimiter is the one that gives the wanted columns, not the most frequent one", async () => {
    expect((await report("a,b,c,d;id;name\nx;1;A")).file.delimiter).toBe(";")
    expect(await faults("id\n1;A", { delimiter: "," })).toEqual(["1 roll-header", "1 roll-column-missing"])
    for (const delimiter of [";", "|", "\t"] as const) {
      expect(await faults(`id${delimiter}name\n1${delimiter}A`, { delimiter: "," })).toEqual(["1 roll-delimiter"])
    }
  })

  test("all missing columns are named at once, with the header that was found", async () => {
    const { reading } = await read("no,nom\n1,A", { group: "fed", eligible: { dues: ["x"] } })
    expect(reading.findings.map(({ params }) => params)).toEqual([
      { header: "no · nom" },
      { column: "id" },
      { column: "fed" },
      { column: "name" },
      { column: "dues" },
    ])
  })

  test("columns with the same title are refused only if one of them is wanted", async () => {
    expect(await faults("id,id,name\n1,2,A")).toEqual(["1 roll-column-twice"])
    expect(await faults("id,x,x,name\n1,2,3,A")).toEqual([])
  })

  test.each<readonly [string, string, readonly string[]]>([
    ["nothing", "", ["1 roll-empty"]],
    ["blank lines only", "\n\n;;\n", ["1 roll-empty"]],
    ["nobody", "id,name\n", ["1 roll-no-rows"]],
    ["a quote left open", 'id,name\n1,A\n2,"B\n3,C\n', ["3 roll-quotes"]],
    [
      "text after a quote, reported once per line",
      'id,name\n1,"A"x"y"z\n2,B"b\n3,C\n',
      ["2 roll-quotes", "3 roll-quotes"],
    ],
    ["a row without end", `id,name\n1,"${"x\n".repeat(40_000)}"\n`, ["2 roll-record-long"]],
    ["too many columns", `id,name${",x".repeat(1000)}\n1,A`, ["1 roll-columns-many"]],
  ])("%s", async (_name, text, expected) => {
    expect(await faults(text, { block: 1000 })).toEqual(expected)
  })

  test("rows after a fault are not imported, and those before it are not used", async () => {
    const { reading } = await read('id,name\n1,A\n2,"B"b\n3,C\n')
    expect(reading.report).toBeUndefined()
  })
})

describe("rows", () => {
  test.each<readonly [string, string, Options, string]>([
    ["too short", "1", {}, "roll-row-short"],
    ["too long", "1,A,B", {}, "roll-row-long"],
    ["no id", " ,A", {}, "roll-id-missing"],
    ["no name", "1, ", {}, "roll-name-missing"],
    ["a NUL", "1,A\u0000B", {}, "roll-character"],
    ["an escape", "1,A\u001b[2J", {}, "roll-character"],
    ["a C1 control", "1,A\u0085B", {}, "roll-character"],
    ["a bidirectional override", "1,A\u202eB", {}, "roll-character"],
    ["a line end in an id", '"1\n2",A', {}, "roll-character"],
    ["characters lost before", "1,A\ufffd", {}, "roll-letters-lost"],
    ["a long field", `1,${"A".repeat(201)}`, {}, "roll-field-long"],
  ])("%s", async (_name, row, options, code) => {
    expect(await refusals(`id,name\n${row}\n9,Z\n`, options)).toEqual([`2 ${code}`])
  })

  test.each(["", "0", "-1", "1.5", "1e3", "100000000001", "٣", "1 000", "abc"])(
    "%j is not a weight",
    async (weight) => {
      const text = `id,name,votes\n1,A,${weight}\n2,B,100000000000\n`
      expect(await refusals(text, { weight: "votes" })).toEqual(["2 roll-weight"])
    },
  )

  test("weights are added up, and their sum has a limit", async () => {
    const text = (last: string) => `id,name,votes\n1,A,99999999999\n2,B,${last}\n`
    expect((await report(text("1"), { weight: "votes" })).weight).toBe("100000000000")
    expect(await faults(text("2"), { weight: "votes" })).toEqual(["1 roll-weight-total"])
  })

  test("a member who may not vote needs no weight, and is kept with the reason", async () => {
    const rules = { weight: "votes", eligible: { dues: ["paid", "à jour"], kind: ["full"] } }
    const { voters, reading } = await read(
      "id,name,votes,dues,kind\n1,A,2, paid ,full\n2,B,,late,full\n3,C,1,paid,\n4,D,1,a\u0300 jour,full\n",
      rules,
    )
    expect(voters.map(({ weight, ineligible }) => [weight, ineligible])).toEqual([
      [2n, undefined],
      [0n, { column: "dues", value: "late" }],
      [1n, { column: "kind", value: "" }],
      [1n, undefined],
    ])
    expect(reading.report).toMatchObject({
      ...{ rows: 4, eligible: 2, ineligible: 2, refused: 0, weight: "3" },
      reasons: [
        { column: "dues", value: "late", rows: 1, lines: "3" },
        { column: "kind", value: "", rows: 1, lines: "4" },
      ],
    })
  })

  test.each([
    ["case", "ab1", "AB1"],
    ["blanks at the ends", "ab1", " ab1 "],
    ["full-width forms", "ab1", "ＡＢ１"],
    ["composition", "é1", "e\u03011"],
    ["sharp s", "straße", "STRASSE"],
  ])("an id that differs only in %s is refused, naming the earlier line", async (_name, first, second) => {
    const found = await report(`id,name\n${first},A\n${second},B\n`)
    expect(found.details).toEqual([{ line: 3, code: "roll-id-twice", params: { line: 2 } }])
  })

  test("a refused row does not occupy its id", async () => {
    expect(await refusals("id,name\n1,\n1,A\n")).toEqual(["2 roll-name-missing"])
  })

  test.each([
    ["O and 0", "RO12", "R012"],
    ["l and 1", "Al", "A1"],
    ["blanks and hyphens", "12-34 5", "12345"],
    ["leading zeros", "0042", "42"],
    ["a Cyrillic letter", "A1", "\u04101"],
    ["an accent", "É1", "E1"],
    ["a joiner", "A\u200d1", "A1"],
  ])("ids that differ only in %s are accepted and listed", async (_name, first, second) => {
    const found = await report(`id,name\n${first},A\n${second},B\nother,C\n`)
    expect(found.eligible).toBe(3)
    expect(found.lookAlikes).toEqual({ rows: 1, pairs: [{ line: 3, like: 2 }] })
  })

  test("figures that would reveal how somebody voted are announced", async () => {
    const rows = ["1,A,2,x", "2,B,1,x", "3,C,1,y", "4,D,1,", "5,E,1,x"]
    const found = await report(["id,name,votes,group", ...rows].join("\n"), {
      group: "group",
      weight: "votes",
      cell: 2,
    })
    expect(found).toMatchObject({
      groups: {
        count: 3,
        list: [
          { group: "", eligible: 1 },
          { group: "x", eligible: 3 },
          { group: "y", eligible: 1 },
        ],
      },
      smallGroups: ["", "y"],
      rareWeights: [{ weight: "2", voters: 1 }],
    })
  })

  test("a file full of refused rows is counted whole, and listed only as far as anybody would read", async () => {
    const found = await report(`id,name\n${"x\n".repeat(10_050)}1,A\n`, { block: 4096 })
    expect(found).toMatchObject({ rows: 10_051, refused: 10_050, eligible: 1 })
    expect(found.refusals).toEqual([{ code: "roll-row-short", rows: 10_050, lines: "2-10051" }])
    expect(found.details).toHaveLength(10_000)
  })
})

const nasty = fc.constantFrom(
  '"',
  ";",
  ",",
  "\t",
  "|",
  "\n",
  "\r",
  "\r\n",
  "é",
  "id",
  "name",
  "\0",
  "\ufeff",
  "\ufffd",
  '""',
  " ",
)

test("law: every row is imported, blank or refused, and the reader never throws", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(nasty, fc.string({ maxLength: 6 })), { maxLength: 40 }), async (parts) => {
      const { reading, voters } = await read(`id,name\n1,A\n${parts.join("")}`)
      if (reading.report === undefined) return reading.findings.length > 0
      const { rows, eligible, ineligible, refused, details } = reading.report
      expect(eligible + ineligible + refused).toBe(rows)
      expect(voters).toHaveLength(eligible + ineligible)
      expect(new Set(details.map(({ line }) => line)).size).toBe(refused)
      return true
    }),
    { numRuns: 120 },
  )
})

test("law: any bytes at all are read or refused", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 60 }),
      fc.constantFrom(undefined, "utf-8", "utf-16le", "utf-16be", "windows-1252"),
      async (bytes, encoding) => {
        const { reading } = await read(bytes, encoding === undefined ? {} : { encoding })
        return reading.report !== undefined || reading.findings.length > 0
      },
    ),
    { numRuns: 120 },
  )
})

test("law: a file that csv writes is read back, with the line on which each row begins", async () => {
  const cell = fc.stringMatching(/^[a-z";,\n éœ]{1,12}$/).filter((text) => text.trim() !== "")
  await fc.assert(
    fc.asyncProperty(
      fc.array(cell, { minLength: 1, maxLength: 8 }),
      fc.constantFrom<Delimiter>(";", ",", "|"),
      async (names, delimiter) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
        const lines = names.map((name, i) => [String(i + 1), quoted(name)].join(delimiter))
        const { voters } = await read([["id", "name"].join(delimiter), ...lines].join("\n"), { delimiter })
        let line = 2
        const expected = names.map((name) => {
          const at = line
          line += name.split("\n").length
          return {
            line: at,
            name: name
              .split(/\s+/)
              .filter((part) => part !== "")
              .join(" "),
          }
        })
        expect(voters.map(({ line, name }) => ({ line, name }))).toEqual(expected)
      },
    ),
    { numRuns: 80 },
  )
})
