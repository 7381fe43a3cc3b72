import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import type { Encoding } from "../../src/core/vocabulary.ts"
import type { RollRules } from "../../src/definition/definition.ts"
import { readRoll } from "../../src/roll/reading.ts"
import { sourcesOf } from "../../src/roll/report.ts"
import type { Voter } from "../../src/roll/voter.ts"

/** Other systems failed on these files of people: `fixtures/trouble`. */
const trouble = (name: string) => readFileSync(new URL(`../../fixtures/trouble/${name}`, import.meta.url))

const rules: RollRules = {
  id: "numero",
  name: ["nom", "prenom"],
  address: ["adresse", "cp", "ville"],
  postcode: "cp",
  group: null,
  weight: null,
  eligible: {},
  asOf: null,
}

interface Options {
  readonly encoding?: Encoding
  readonly rules?: RollRules
}

async function readWhole(bytes: Uint8Array | string, options: Options = {}) {
  const voters: Voter[] = []
  const open = async function* () {
    yield await Promise.resolve(Buffer.from(bytes))
  }
  const { encoding, rules: given = rules } = options
  const settings = { rules: given, cell: 1, progress: () => undefined, ...(encoding === undefined ? {} : { encoding }) }
  const reading = await readRoll([open], settings, (some) => voters.push(...some))
  const samples = reading.report === undefined ? [] : reading.samples
  const { report, findings } = reading
  return { voters, samples, report, findings, encoding: report && sourcesOf(report)[0]?.encoding }
}

async function read(bytes: Uint8Array | string, options: Options = {}) {
  const { voters, report, findings, encoding } = await readWhole(bytes, options)
  const codes = findings.map(({ at, code, params }) => ({ at, code, params }))
  return { voters, report, codes, encoding, names: voters.map(({ name }) => name) }
}

const refusals = ({ report }: Awaited<ReturnType<typeof read>>) =>
  report?.details.map(({ line, code }) => `${line} ${code}`)

describe("rows are judged by the columns in use", () => {
  test("fields at the end may be missing if the definition does not name their columns", async () => {
    const found = await read(trouble("short-rows/members.csv"))
    expect(found.report).toMatchObject({ refused: 0 })
    expect(found.report?.eligible).toBe(found.report?.rows)
  })

  test("a field of a column that it names may not", async () => {
    expect(refusals(await read("numero;nom;prenom;adresse;cp;ville;note\n1;A;B;1 rue;33000\n"))).toEqual([
      "2 roll-row-short",
    ])
  })

  test("empty fields may follow, and others may not", async () => {
    const found = await read(trouble("long-rows-wrong-reason/members.csv"))
    expect([found.report?.refused, found.codes]).toEqual([0, []])
    expect(
      refusals(await read("numero;nom;prenom;adresse;cp;ville\n1;A;B;1 rue;33000;X;; \n2;C;D;1 rue;33000;X;Y\n")),
    ).toEqual(["3 roll-row-long"])
  })

  test("if rows are refused, no remark is made about who may vote", async () => {
    const found = await read("numero;nom;prenom;adresse;cp;ville\n1;A\n2;B\n")
    expect([found.report?.refused, found.codes]).toEqual([2, []])
    expect((await read("numero;nom;prenom;adresse;cp;ville\n\n;;;;;\n")).codes).toMatchObject([
      { code: "roll-no-rows" },
    ])
  })
})

describe("the first lines of a file", () => {
  test("may come from a spreadsheet that states its delimiter", async () => {
    const found = await read(trouble("sep-line/members.csv"))
    expect([found.codes, found.report?.refused]).toEqual([[], 0])
    expect(found.voters.length).toBeGreaterThan(0)
    for (const character of [";", ",", "\t", "|"]) {
      const text = ["numero", "nom", "prenom", "adresse", "cp", "ville"].join(character)
      const { names } = await read(
        `\ufeffSEP=${character}\r\n${text}\r\n${["1", "A", "B", "C", "D", "E"].join(character)}\r\n`,
      )
      expect(names, character).toEqual(["A B"])
    }
  })

  test.each(["members.csv", "filled.csv"])("may have been saved by another spreadsheet (%s)", async (name) => {
    const { names, codes } = await read(trouble(`sep-line-saved-again/${name}`))
    expect([names, codes]).toEqual([["Martin Anne"], []])
  })

  test("may have a title with hidden letters, which is named beside the column that was meant, or one that spans two lines", async () => {
    const { codes } = await read(trouble("header-with-hidden-letters/members.csv"), {
      rules: { ...rules, address: ["adresse", "code postal", "ville"], postcode: "code postal" },
    })
    expect(codes.map(({ params }) => ("near" in params ? params.near : undefined))).toEqual([undefined, "\u200bnumero"])
  })

  test("may have a wrong header, which is reported once, with the columns that were meant", async () => {
    const { codes } = await read(trouble("header-case-and-accents/members.csv"))
    expect(codes.filter(({ code }) => code === "roll-header")).toHaveLength(1)
    const near = codes.flatMap(({ params }) => ("near" in params ? [params.near] : []))
    expect(near).toContain("Numéro")
    expect(near).toHaveLength(codes.length - 1)
  })

  test.each([
    ["numero d'adherent", "Numéro d’adhérent"],
    ["code postal", "CODE_POSTAL"],
    ["prenom", "Prénom "],
    ["ville", "vile"],
  ])("may have the column %s under a similar title, %s", async (column, title) => {
    const named = { ...rules, id: column, name: ["nom"], address: [], postcode: null }
    const { codes } = await read(`${title};nom\n1;A\n`, { rules: named })
    expect(codes).toMatchObject([{ code: "roll-header" }, { params: { column, near: title.trim() } }])
  })

  test("may have a title above the header, which is reported with the line of the header", async () => {
    const header = "numero;nom;prenom;adresse;cp;ville\n1;A;B;1 rue;33000;X\n"
    for (const [title, at, lines] of [
      ["Liste des adhérents au 1er novembre;;;;;\n", "2", 1],
      ["Fédération\n\nédité le 03/11/2026\n", "4", 3],
    ] as const) {
      expect((await read(title + header)).codes).toEqual([{ at, code: "roll-title-above", params: { lines } }])
    }
  })

  test("may have the header twice, which makes no voter of it, even behind a mark", async () => {
    const bytes = trouble("header-repeated/members.csv")
    expect(refusals(await read(bytes))).toEqual(["3 roll-header-again"])
    const found = await read(bytes.toString("utf8").replaceAll("\ufeff", ""))
    expect(refusals(found)).toEqual(["3 roll-header-again"])
    expect(found.names).toEqual(["Martin Alice", "Durand Luc"])
  })
})

describe("a file that is not CSV is recognised as what it is:", () => {
  const zip = (inside: string) => `PK\u0003\u0004\u0014\0\0\0\0\0${inside}`
  test.each<[string, Uint8Array | string, string]>([
    ["a workbook of Excel", trouble("workbook-given/members.xlsx"), "excel"],
    ["a page that was called a workbook", trouble("workbook-given/members.xls"), "html"],
    ["a workbook of an old Excel", Buffer.from("d0cf11e0a1b11ae1", "hex"), "excel"],
    ["a compressed file", trouble("workbook-given/members.csv.gz"), "gzip"],
    ["an OpenDocument spreadsheet", zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), "opendocument"],
    ["a spreadsheet of Numbers", zip("Index/Document.iwa"), "numbers"],
    ["any other archive", zip("members.csv"), "zip"],
    ["a PDF", "%PDF-1.7\n", "pdf"],
    ["a page that is called .xls", "\ufeff\n<html><table><tr><td>numero</td></tr></table>", "html"],
    ["a table without a page", '<TABLE border="1"><tr><td>numero', "html"],
    ["a text document", trouble("other-documents/members.rtf"), "rtf"],
    ["the answer of a web service", trouble("other-documents/members.json"), "json"],
    ["contact cards", trouble("other-documents/members.vcf"), "vcard"],
    ["the XML of Excel 2003", '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "excel"],
  ])("%s", async (_, bytes, what) => {
    const { codes } = await read(bytes)
    expect(codes).toEqual([{ at: "1", code: "roll-other-file", params: { what } }])
  })
})

describe("traces of spreadsheets and exports", () => {
  test("include formulas in place of numbers, which are reported", async () => {
    const { codes } = await read(trouble("numbers-as-formulas/members.csv"))
    expect(codes).toEqual([{ at: "2", code: "roll-quotes", params: { rule: "quote-formula" } }])
  })

  test("include a line at the foot of an export, which is not a voter", async () => {
    const found = await read(trouble("footer-of-an-export/members.csv"))
    expect(refusals(found)).toEqual(["5 roll-row-short"])
    expect(found.names).toEqual(["Martin Anne", "Durand Luc"])
  })

  test("include the Unicode text of Excel, which is read with its zeros", async () => {
    const { voters, encoding } = await read(trouble("unicode-text/members.txt"))
    expect(voters).toMatchObject([{ id: "0012", name: "Lefèvre Zoé", postcode: "01000" }])
    expect(encoding).toBe("utf-16le")
  })

  test("include line ends of three systems, which end rows and stay in an address", async () => {
    const { voters } = await read(trouble("mixed-line-ends/members.csv"))
    expect(voters.map(({ id, line, address }) => [id, line, address])).toEqual([
      ["1", 2, ["1 rue A", "Bâtiment C", "33000 Bordeaux"]],
      ["2", 4, ["2 rue B", "33000 Bordeaux"]],
      ["3", 5, ["3 rue C", "33000 Bordeaux"]],
    ])
  })

  test("include a mark where two files were joined without a header, which is no part of a number", async () => {
    const { voters, report } = await read(trouble("mark-before-a-number/members.csv"))
    expect([voters.map(({ id }) => id), report?.refused]).toEqual([["1", "2"], 0])
  })
})

describe("letters", () => {
  test("that were lost earlier are distinguished from those decoded wrongly", async () => {
    const found = await read(trouble("letters-lost-before/members.csv"))
    expect(refusals(found)?.length).toBeGreaterThan(0)
    for (const one of refusals(found) ?? []) expect(one).toMatch(/roll-letters-lost$/)
    const cut = Buffer.concat([Buffer.from("numero;nom;prenom;adresse;cp;ville\n1;Ren"), Buffer.from([0xe9])])
    const forced = Buffer.concat([cut, Buffer.from(";B;C;D;E\n")])
    expect(refusals(await read(forced, { encoding: "utf-8" }))).toEqual(["2 roll-undecoded"])
  })

  test.each<[string, Encoding, RegExp]>([
    ["macintosh.csv", "macintosh", /René Désiré|Désiré/],
    ["cp850.csv", "cp850", /Noël/],
    ["windows-1250.csv", "windows-1250", /Wałęsa|Łucja/],
    ["iso-8859-15.csv", "iso-8859-15", /Cœur|œ/],
  ])("of %s are decoded correctly when the encoding is given", async (name, encoding, wanted) => {
    const found = await read(trouble(`legacy-encodings/${name}`), { encoding })
    expect(found.names.join("\n")).toMatch(wanted)
    expect(found.encoding).toBe(encoding)
  })
})

describe("an oddity is reported, and no row is dropped:", () => {
  const header = "numero;nom;prenom;adresse;cp;ville\n"
  const doubted = async (...rows: readonly string[]) =>
    (await read(`${header}${rows.join("\n")}\n`)).report?.doubts.kinds.map(({ doubt, lines }) => `${doubt} ${lines}`)

  test("postal codes without their leading zero", async () => {
    const { report } = await read(trouble("postal-codes-without-their-zero/members.csv"))
    expect(report?.refused).toBe(0)
    expect(report?.doubts.kinds).toMatchObject([{ doubt: "postcode-short", rows: 2 }])
    // Codes that are all short are those of a country that has such.
    expect(await doubted("1;A;B;rue;1000;X", "2;C;D;rue;1050;Y")).toEqual([])
    expect(await doubted("1;A;B;rue;33000;X", "2;C;D;rue;1000;Y", "3;E;F;rue;SW1A;Z", "4;G;H;rue;97110;Z")).toEqual([
      "postcode-short 3",
    ])
  })

  test.each(["macintosh", "cp850", "windows-1250", "iso-8859-15"])(
    "names in %s that were taken for windows-1252, with samples to look at",
    async (name) => {
      const { report, samples, encoding } = await readWhole(trouble(`legacy-encodings/${name}.csv`))
      expect(encoding).toBe("windows-1252")
      expect(samples.length).toBeGreaterThan(0)
      expect(report?.doubts.kinds.length, JSON.stringify(samples)).toBeGreaterThan(0)
    },
  )

  test.each<[string, string, string]>([
    ["a line of totals", ";Total;;;;", "refused"],
    ["a total with a number", "Total;412 membres;;;;", "total"],
    ["a sum under another name", "9999;TOTAL GÉNÉRAL;;;;", "total"],
    ["UTF-8 read twice", "7;DÃ©sirÃ©e;B;rue;33000;X", "mojibake"],
    ["the same in an address", "7;A;B;allÃ©e;33000;X", "mojibake"],
    ["an apostrophe read twice", "7;Lâ€™Hermite;B;rue;33000;X", "mojibake"],
    ["entities of a page", '7;"D&eacute;sir&eacute;e";B;rue;33000;X', "entity"],
    ["entities by number", '7;"D&#233;sir&#xe9;";B;rue;33000;X', "entity"],
    ["a digit in a name", "7;Mart1n;B;rue;33000;X", "symbol"],
    ["a question mark for a letter", "7;Fran?ois;B;rue;33000;X", "symbol"],
    ["a capital inside a word", "7;DupoNt;B;rue;33000;X", "capital-inside"],
    ["a number in scientific notation", "1.23E+05;A;B;rue;33000;X", "number-form"],
    ["a number with decimals", "1234.0;A;B;rue;33000;X", "number-form"],
    ["a number with thousands", "12 345;A;B;rue;33000;X", "number-form"],
  ])("%s", async (_, row, doubt) => {
    const found = await read(`${header}1;Martin;Anne;1 rue A;33000;Bordeaux\n${row}\n`)
    const told = [
      ...(found.report?.doubts.kinds.map((one) => one.doubt) ?? []),
      ...((found.report?.refused ?? 0) > 0 ? ["refused"] : []),
    ]
    expect(told).toContain(doubt)
  })

  test("numbers that a spreadsheet took for dates or texts, and no others", async () => {
    const { report } = await read(trouble("numbers-as-days/members.csv"))
    expect(report?.doubts.kinds).toMatchObject([{ doubt: "number-form", lines: "2-5" }])
  })

  test("words for an empty value, and no name that is also one", async () => {
    const { report } = await read(trouble("errors-of-formulas/members.csv"))
    expect(report?.doubts.kinds).toMatchObject([{ doubt: "filler", lines: "2-5" }])
  })

  test("names that a letter would not show correctly, each with its reason, before codes exist", async () => {
    const { report } = await read(trouble("names-a-letter-cannot-show/members.csv"))
    expect(report?.doubts.kinds.map(({ doubt, lines }) => `${doubt} ${lines}`)).toEqual([
      "character-missing 5",
      "marks-stacked 4",
      "right-to-left 2-3",
    ])
  })

  test.each<[string, string, string]>([
    ["a script that the letters have no font for", "7;李伟;B;rue;33000;X", "character-missing"],
    ["a script that runs from right to left", "7;כהן;B;rue;33000;X", "right-to-left"],
    ["the same in an address", "7;A;B;شارع 12;33000;X", "right-to-left"],
    ["accents above each other", "7;Z\u0301\u0302\u0303oe;B;rue;33000;X", "marks-stacked"],
    ["an address that the window cuts", `7;A;B;${"W".repeat(190)};33000;${"W".repeat(190)}`, "address-cut"],
    ["a number that a letter cuts", `${"1".repeat(99)};A;B;rue;33000;X`, "number-cut"],
  ])("%s, since a letter would not show it", async (_, row, doubt) => {
    const found = await read(`${header}1;Martin;Anne;1 rue A;33000;Bordeaux\n${row}\n`)
    expect(found.report?.doubts.kinds).toContainEqual({ doubt, rows: 1, lines: "3" })
  })

  test("a member who may not vote gets no letter that could fail", async () => {
    const { report } = await readWhole("numero;nom;prenom;adresse;cp;ville\n1;李伟;B;rue;33000;X\n", {
      rules: { ...rules, eligible: { ville: ["Y"] } },
    })
    expect([report?.ineligible, report?.doubts.kinds.filter(({ doubt }) => doubt === "character-missing")]).toEqual([
      1,
      [],
    ])
  })

  test.each([
    ["only joiners and fillers", "7;\u200d\u3164;;rue;33000;X", "roll-name-missing"],
    ["a blank of Braille", "\u2800;A;B;rue;33000;X", "roll-id-missing"],
    ["the form of a voting code", "7;aBcDe-fGhJkm-NPqRs-tUvWxY;B;rue;33000;X", "roll-like-code"],
  ])("%s is not a name or number", async (_, row, code) => {
    expect(refusals(await read(`${header}${row}\n`))).toEqual([`2 ${code}`])
  })

  test("names of many peoples are no oddity", async () => {
    const names = [
      ...["Jean-Pierre d’Ormesson", "MARTIN", "O'Brien", "McDonald", "Ní Dhomhnaill", "DeVito", "van der Berg"],
      ...[
        "Müller-Lüdenscheidt",
        "Łukasz Wałęsa",
        "Đorđević",
        "İpek Çelik",
        "Nguyễn Thị Hạnh",
        "Αθηνά",
        "Юлия",
        "LeBlanc",
      ],
      ...[
        "de La Tour d’Auvergne",
        "Saint-Exupéry",
        "Ste-Marie",
        "J.-P. Dupont",
        "Dupont (née Martin)",
        "Anne & Luc",
        "MacLeod",
      ],
    ]
    expect(await doubted(...names.map((name, i) => `${i + 1};${name};;rue ${i};33000;X`))).toEqual([])
  })

  test("a person who occurs twice at one address", async () => {
    const { report } = await read(
      `${header}1;Martin;Anne;1 rue A;33000;X\n2;MARTIN;Anne;1 Rue A;33000;X\n3;Martin;Anne;2 rue A;33000;X\n4;Martin;Luc;1 rue A;33000;X\n`,
    )
    expect(report?.doubts.twice).toEqual({ rows: 1, pairs: [{ line: 3, like: 2 }] })
    expect(report?.eligible).toBe(4)
  })
})
