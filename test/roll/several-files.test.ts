import { readFileSync } from "node:fs"
import iconv from "iconv-lite"
import { describe, expect, test } from "vitest"
import { lastEntry } from "../../src/journal/operations.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { checkRoll, importRoll } from "../../src/roll/operations.ts"
import { rollIsIntact } from "../../src/roll/queries.ts"
import { reportText } from "../../src/roll/report-text.ts"
import { placeIn } from "../../src/roll/report.ts"
import { refusal } from "../support/refusal.ts"
import { clubDefinition, memoryWorld, rollFile } from "./roll-file.ts"

const trouble = (name: string) =>
  readFileSync(new URL(`../../fixtures/trouble/second-file-replaces-roll/${name}`, import.meta.url))
const club = () => rollFile(clubDefinition({ address: ["town"] }))
const names = (file: ReturnType<typeof club>) => Array.from(file.roll.members(), ({ name }) => name)
// Another program wrote each: the encodings differ, the delimiters, the order of columns, and one has a title above nothing.
const north = iconv.encode("id;name;town\r\n1;Zoé Nord;Lille\r\n2;Bo;Douai\r\n", "windows-1252")
const south = iconv.encode("town\tid\tname\n\nNîmes\t3\tChloé Sud\n", "utf-16le", { addBOM: true })
const east = "name,town,id\nŁukasz,Metz,4\n"

describe("several member files are one roll", () => {
  test("each read in its own form, with one journal entry that commits to all of them", async () => {
    const file = club()
    const world = memoryWorld({ "n.csv": north, "s.csv": south, "e.csv": east })
    const request = { paths: ["n.csv", "s.csv", "e.csv"], report: "r.json" }
    const { report, reportHash } = await importRoll(file, world, request)
    expect(names(file)).toEqual(["Zoé Nord", "Bo", "Chloé Sud", "Łukasz"])
    expect(report).toMatchObject({
      ...{ schema: 2, rows: 4, eligible: 4, blank: 1 },
      files: [
        { encoding: "windows-1252", delimiter: ";", lines: 4 },
        { encoding: "utf-16le", delimiter: "\t", lines: 4 },
        { encoding: "utf-8", delimiter: ",", lines: 3 },
      ],
    })
    const { event } = lastEntry(file.journal, "roll.imported") ?? {}
    expect(event).toMatchObject({ rows: 4, report: reportHash })
    expect(rollIsIntact(file)).toBe(true)
    // The same files again change nothing; one more byte in one of them gives another report.
    const size = file.journal.size()
    expect(await importRoll(file, world, { paths: request.paths })).toMatchObject({ imported: false })
    expect(file.journal.size()).toBe(size)
    const other = memoryWorld({ "n.csv": north, "s.csv": south, "e.csv": `${east}\n` })
    await expect(importRoll(file, other, { paths: request.paths })).rejects.toEqual(refusal("roll-would-replace"))
  })

  test("of two federations, where a second file alone would have replaced the first", async () => {
    const rules = { id: "numero", name: ["nom", "prenom"] }
    const file = rollFile(clubDefinition(rules))
    const paths = ["federation-1.csv", "federation-2.csv"]
    const world = memoryWorld(Object.fromEntries(paths.map((path) => [path, trouble(path)])))
    const rows = paths.reduce((sum, path) => sum + trouble(path).toString().trim().split("\n").length - 1, 0)
    expect((await importRoll(file, world, { paths })).report).toMatchObject({ rows, eligible: rows, refused: 0 })
  })

  test("refused rows are reported by file and line, and so is a person who is in two files", async () => {
    const world = memoryWorld({
      "n.csv": "id,name,town\n1,Anne,Lille\n2,,Douai\n",
      "s.csv": "id,name,town\n3,Chloé,Nîmes\n1,Anne,Lille\n3,Chloé,Nîmes\n",
    })
    const request = { paths: ["n.csv", "s.csv"] }
    const file = club()
    await expect(importRoll(file, world, request)).rejects.toEqual(
      refusal("rows-refused", {
        path: "n.csv, s.csv",
        refused: 3,
        findings: [
          { at: "n.csv:3", code: "roll-name-missing", params: { column: "name" } },
          { at: "s.csv:3", code: "roll-id-twice", params: { line: 2, path: "n.csv" } },
          { at: "s.csv:4", code: "roll-id-twice", params: { line: 2 } },
        ],
      }),
    )
    expect(names(file)).toEqual([])
    const { report } = await checkRoll(file, world, request)
    const said = (language: "en" | "fr") =>
      reportText(report, {
        catalogue: catalogueOf(language),
        count: String,
        safe: (text) => text,
        paths: request.paths,
      })
    expect(said("en")).toContain("n.csv read as utf-8, fields between ,\ns.csv read as utf-8")
    expect(said("en")).toContain("  line s.csv:3: the same member number as line 2 of n.csv\n")
    expect(said("en")).toContain("  line s.csv:4: the same member number as line 2\n")
    expect(said("fr").replaceAll(/[\u00a0\u202f]/g, " ")).toContain(
      "  ligne s.csv:3 : même numéro d’adhérent que la ligne 2 de n.csv\n",
    )
    await importRoll(file, world, { ...request, skipRefused: 3 })
    expect(names(file)).toEqual(["Anne", "Chloé"])
  })

  test("doubtful rows are reported by file and line, including people in two files", async () => {
    const world = memoryWorld({
      "n.csv": "id,name,town\n1,Anne Martin,Lille\n2,Mart1n,Douai\n3,B0,Douai\n",
      "s.csv": "id,name,town\n4,Chloé,Nîmes\n5,Anne Martin,Lille\n6,Us3r,Arles\n",
    })
    const paths = ["n.csv", "s.csv"]
    const { report } = await checkRoll(club(), world, { paths })
    expect(report.doubts.twice.pairs.map(({ line, like }) => [placeIn(report, line), placeIn(report, like)])).toEqual([
      [
        { file: 1, line: 3 },
        { file: 0, line: 2 },
      ],
    ])
    const said = reportText(report, { catalogue: catalogueOf("en"), count: String, safe: (text) => text, paths })
    expect(said).toContain("a symbol or a digit in a name: 3 (lines n.csv:3-4, s.csv:4)")
    expect(said).toContain("line n.csv:2 and line s.csv:3")
  })

  test("a fault of one file is reported for that file, and a fault of all for all", async () => {
    const world = memoryWorld({
      "n.csv": "id,name,town\n1,Anne,Lille\n",
      "s.csv": "id,nom,town\n",
      "w.csv": "PK\u0003\u0004",
    })
    const attempt = importRoll(club(), world, { paths: ["n.csv", "s.csv", "w.csv"] })
    await expect(attempt).rejects.toEqual(
      refusal("faulty-artefact", {
        findings: [
          expect.objectContaining({ at: "s.csv:1", code: "roll-header" }) as unknown,
          expect.objectContaining({ at: "s.csv:1", code: "roll-column-missing" }) as unknown,
          expect.objectContaining({ at: "w.csv:1", code: "roll-other-file" }) as unknown,
        ],
      }),
    )
    await expect(importRoll(club(), world, { paths: ["n.csv", "s.csv"] })).rejects.toEqual(
      refusal("faulty-artefact", { path: "s.csv" }),
    )
  })

  test("which is refused if one occurs twice under another name, or has the people of another", async () => {
    const kept = (name: string) =>
      readFileSync(new URL(`../../fixtures/trouble/same-file-twice/${name}`, import.meta.url))
    const world = memoryWorld(
      Object.fromEntries(["north.csv", "north-copy.csv", "south.csv"].map((name) => [name, kept(name)])),
    )
    const of = { id: "numero", name: ["nom", "prenom"] }
    const attempt = (...paths: readonly string[]) => importRoll(rollFile(clubDefinition(of)), world, { paths })
    await expect(attempt("north.csv", "north-copy.csv")).rejects.toEqual(
      refusal("faulty-artefact", { path: "north-copy.csv" }),
    )
    await expect(attempt("north.csv", "south.csv")).rejects.toEqual(
      refusal("rows-refused", {
        findings: [{ at: "south.csv:3", code: "roll-id-twice", params: { line: 2, path: "north.csv" } }],
      }),
    )
    const file = rollFile(clubDefinition(of))
    await importRoll(file, world, { paths: ["south.csv"] })
    // An export of one section alone has fewer rows than before.
    await expect(importRoll(file, world, { paths: ["north.csv"] })).rejects.toEqual(
      refusal("roll-would-replace", { before: 2, after: 1 }),
    )
  })

  test("a file that is given twice is reported once, not for each of its rows", async () => {
    const world = memoryWorld({ "n.csv": east, "copy.csv": east })
    await expect(importRoll(club(), world, { paths: ["n.csv", "copy.csv"] })).rejects.toEqual(
      refusal("faulty-artefact", {
        findings: [{ at: "copy.csv:1", code: "roll-file-twice", params: { path: "n.csv" } }],
      }),
    )
  })

  test("a federation may have no members, but not all of them may", async () => {
    const world = memoryWorld({ "n.csv": east, "s.csv": "id,name,town\n", "t.csv": "name,id,town\n" })
    expect(await importRoll(club(), world, { paths: ["n.csv", "s.csv"] })).toMatchObject({ report: { rows: 1 } })
    await expect(importRoll(club(), world, { paths: ["s.csv", "t.csv"] })).rejects.toEqual(
      refusal("faulty-artefact", { findings: [{ at: "s.csv, t.csv", code: "roll-no-rows", params: {} }] }),
    )
  })
})
