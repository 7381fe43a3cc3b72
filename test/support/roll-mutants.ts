/**
 * Member files as people and programs leave them: a sound file in which rows, bytes, line ends and quotes are changed.
 * What the roll says about each is compared with a reader of its own, which knows no more of CSV than RFC 4180.
 */
import iconv from "iconv-lite"
import { expect } from "vitest"
import { UrneError } from "../../src/core/error.ts"
import type { Encoding } from "../../src/core/vocabulary.ts"
import type { Delimiter } from "../../src/roll/csv.ts"
import { importRoll } from "../../src/roll/operations.ts"
import { type Reading, readRoll } from "../../src/roll/reading.ts"
import type { Voter } from "../../src/roll/voter.ts"
import { blocks, clubDefinition, clubRules, memoryWorld, rollFile } from "../roll/roll-file.ts"
import { type Draws, draws } from "./draws.ts"

const rules = { ...clubRules, address: ["street", "city"], eligible: { member: ["yes"] } }
const header = ["id", "name", "street", "city", "member"]
const rowsInFile = 50

export interface Campaign {
  /** How many rows all files had, without headers and blank lines. */
  rows: number
  files: number
  accepted: number
  refused: number
  blank: number
  /** How many rows were in files that were refused whole, and how many files by which code. */
  inFaultyFiles: number
  readonly faults: Record<string, number>
  /** How many files were imported into an election file as well. */
  imported: number
}

/**
 * Mutates at least this many rows. Fails where a row is lost or invented, or anything is thrown that is not a refusal.
 */
export async function mutateRows(rows: number, seed: number): Promise<Campaign> {
  const campaign: Campaign = {
    ...{ rows: 0, files: 0, accepted: 0, refused: 0, blank: 0, inFaultyFiles: 0, imported: 0 },
    faults: {},
  }
  while (campaign.rows < rows) {
    const draw = draws(seed * 1_000_003 + campaign.files)
    await tryFile(mutantOf(draw), draw, campaign)
  }
  return campaign
}

interface Mutant {
  readonly bytes: Uint8Array
  readonly delimiter: Delimiter
  /** This is stated with the import, as if the file did not show it. */
  readonly encoding: Encoding | undefined
  /** Describes the changes, for a person who looks into a failure. */
  readonly changes: readonly string[]
}

const words = [
  "Anne",
  "Lefèvre",
  "Bruno",
  "d’Ys",
  "Łódź",
  "O'Brien",
  "de la Tour",
  "Zoé",
  "Ng",
  "",
  " ",
  "Œuf",
  "12 rue A",
]
const encodings = ["utf-8", "windows-1252", "utf-16le", "utf-16be", "macintosh", "cp850", "iso-8859-15"] as const

/** Makes a file with changes of its text, of its bytes, or of both. */
function mutantOf(draw: Draws): Mutant {
  const delimiter = draw.pick<Delimiter>([";", ",", "\t", "|"])
  const end = draw.pick(["\n", "\r\n", "\r"])
  // A quote that is cut in two is the end of a file: two in three have none, so that most rows are judged.
  const hasQuotes = draw.below(3) === 0
  const cell = (text: string) => {
    const needed = /["\r\n]/.test(text) || text.includes(delimiter)
    return needed || (hasQuotes && draw.below(6) === 0) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const word = () => {
    if (hasQuotes && draw.below(30) === 0) return draw.pick(['a "b" c', `x${delimiter}y`, `1 rue A${end}étage 2`])
    return draw.pick(words)
  }
  const lines = [header.map(cell).join(delimiter)]
  for (let i = 0; i < rowsInFile; i++) {
    const fields = [String(1000 + i), `${word()} ${word()}`, word(), word(), draw.pick(["yes", "yes", "yes", "no", ""])]
    lines.push(fields.map(cell).join(delimiter))
  }
  const changes: string[] = []
  const times = draw.below(4) === 0 ? 1 + draw.below(3) : 4 + draw.below(40)
  const { quiet, ofQuotes } = textChanges(draw, { delimiter, end })
  for (let i = 0; i < times; i++) {
    const [name, change] = draw.pick(draw.below(hasQuotes ? 50 : 500) === 0 ? ofQuotes : quiet)
    change(lines, draw.below(400) === 0 ? 0 : 1 + draw.below(Math.max(1, lines.length - 1)))
    changes.push(name)
  }
  const text = lines.join(end) + (draw.below(4) === 0 ? "" : end)
  const encoding = draw.pick(encodings)
  const mark = encoding.startsWith("utf-16") || (encoding === "utf-8" && draw.below(3) === 0)
  let bytes: Uint8Array = iconv.encode(text, encoding, { addBOM: mark })
  if (draw.below(3) === 0) {
    const count = 1 + draw.below(4)
    for (let i = 0; i < count; i++) {
      const [name, change] = draw.pick(byteChanges)
      bytes = change(bytes, draw)
      changes.push(name)
    }
  }
  const said = !mark && (encoding !== "utf-8" || draw.below(2) === 0)
  return { bytes, delimiter, encoding: said ? encoding : undefined, changes }
}

type TextChange = readonly [string, (lines: string[], at: number) => void]

function textChanges(
  draw: Draws,
  { delimiter, end }: { readonly delimiter: string; readonly end: string },
): { readonly quiet: readonly TextChange[]; readonly ofQuotes: readonly TextChange[] } {
  const edit = (name: string, change: (line: string) => string): TextChange => [
    name,
    (lines, at) => {
      lines[at] = change(lines[at] ?? "")
    },
  ]
  const insert = (what: () => string) => (line: string) => {
    const at = draw.below(line.length + 1)
    return line.slice(0, at) + what() + line.slice(at)
  }
  const quiet: readonly TextChange[] = [
    edit("a field more", (line) => line + delimiter + draw.pick(["", " ", "x"])),
    edit("a field less", (line) => line.slice(0, Math.max(0, line.lastIndexOf(delimiter)))),
    edit(
      "another delimiter",
      insert(() => draw.pick([";", ",", "\t", "|"])),
    ),
    edit(
      "a control character",
      insert(() => String.fromCharCode(draw.below(32))),
    ),
    edit(
      "an invisible character",
      insert(() => draw.pick(["\u200b", "\ufeff", "\u202e", "\u00ad", "\ufffd", "\u2028"])),
    ),
    edit(
      "any character",
      insert(() => String.fromCharCode(32 + draw.below(0x2500))),
    ),
    edit(
      "a lone surrogate",
      insert(() => String.fromCharCode(0xd800 + draw.below(0x800))),
    ),
    edit("another line end", (line) => line + draw.pick(["\n", "\r\n", "\r", "\n\n", "\u0085"])),
    edit(
      "a line end inside",
      insert(() => draw.pick(["\n", "\r\n", "\r"])),
    ),
    edit("a cut line", (line) => line.slice(0, draw.below(line.length + 1))),
    edit("a blank line", () => draw.pick(["", " ", delimiter.repeat(4), "\u00a0"])),
    edit("an empty number", (line) => line.slice(Math.max(0, line.indexOf(delimiter)))),
    edit("a long field", (line) => line.replace(/[a-z]+/, (text) => text.repeat(1 + draw.below(90)))),
    edit("capitals", (line) => line.toUpperCase()),
    edit("decomposed letters", (line) => line.normalize("NFD")),
    ["a line twice", (lines, at) => void lines.splice(at, 0, lines[at] ?? "")],
    ["a line gone", (lines, at) => void lines.splice(at, at === 0 ? 0 : 1)],
    ["the header again", (lines, at) => void lines.splice(at, 0, lines[0] ?? "")],
    [
      "two lines swapped",
      (lines, at) => {
        const other = at === 0 ? 0 : 1 + draw.below(lines.length - 1)
        const [one = "", two = ""] = [lines[at], lines[other]]
        lines[at] = two
        lines[other] = one
      },
    ],
    ["two lines joined", (lines, at) => void lines.splice(at, 2, lines.slice(at, at + 2).join(""))],
    ["a total at the end", (lines) => void lines.push(`Total${delimiter}${lines.length}${end}`)],
  ]
  const ofQuotes: readonly TextChange[] = [
    edit(
      "a quote",
      insert(() => '"'),
    ),
    edit(
      "a doubled quote",
      insert(() => '""'),
    ),
    edit("quotes gone", (line) => line.replaceAll('"', "")),
    edit("a line in quotes", (line) => `"${line}"`),
    edit("a field in quotes", (line) => {
      const fields = line.split(delimiter)
      const at = draw.below(fields.length)
      return fields.map((field, i) => (i === at ? `"${field}"` : field)).join(delimiter)
    }),
  ]
  return { quiet, ofQuotes }
}

const byteChanges: readonly (readonly [string, (bytes: Uint8Array, draw: Draws) => Uint8Array])[] = [
  [
    "a byte changed",
    (bytes, draw) => bytes.map(((at) => (byte, i) => (i === at ? draw.below(256) : byte))(draw.below(bytes.length))),
  ],
  ["a byte gone", (bytes, draw) => without(bytes, draw.below(bytes.length), 1)],
  ["bytes gone", (bytes, draw) => without(bytes, draw.below(bytes.length), draw.below(60))],
  ["a byte more", (bytes, draw) => withMore(bytes, draw.below(bytes.length), [draw.below(256)])],
  [
    "bytes beyond ASCII",
    (bytes, draw) => withMore(bytes, draw.below(bytes.length), [0x80 + draw.below(128), draw.below(256)]),
  ],
  ["a NUL", (bytes, draw) => withMore(bytes, draw.below(bytes.length), [0])],
  ["a mark inside", (bytes, draw) => withMore(bytes, draw.below(bytes.length), [0xef, 0xbb, 0xbf])],
  ["truncated", (bytes, draw) => bytes.slice(0, draw.below(bytes.length + 1))],
  ["the end of DOS", (bytes) => withMore(bytes, bytes.length, [0x1a])],
]

function without(bytes: Uint8Array, at: number, count: number): Uint8Array {
  return Uint8Array.from(Buffer.concat([bytes.slice(0, at), bytes.slice(at + count)]))
}

function withMore(bytes: Uint8Array, at: number, more: readonly number[]): Uint8Array {
  return Uint8Array.from(Buffer.concat([bytes.slice(0, at), Uint8Array.from(more), bytes.slice(at)]))
}

async function tryFile(mutant: Mutant, draw: Draws, campaign: Campaign): Promise<void> {
  const { bytes, delimiter, encoding, changes } = mutant
  const told = JSON.stringify({ file: campaign.files, changes, encoding, delimiter })
  campaign.files++
  campaign.rows += rowsInFile
  const voters: Voter[] = []
  const settings = {
    ...{ rules, cell: 1, delimiter, progress: () => undefined },
    ...(encoding === undefined ? {} : { encoding }),
  }
  let reading: Reading
  try {
    reading = await readRoll([() => blocks(bytes, 1 + draw.below(3000))], settings, (some) => voters.push(...some))
  } catch (error) {
    throw new Error(`${told}: ${String(error)}`, { cause: error })
  }
  if (reading.report === undefined) {
    campaign.inFaultyFiles += rowsInFile
    const [first] = reading.findings
    expect(first, told).toBeDefined()
    const code = first?.code ?? ""
    campaign.faults[code] = (campaign.faults[code] ?? 0) + 1
    if (code === "roll-quotes")
      expect(recordsOf(textOf(bytes, encoding ?? encodingOf(bytes)), delimiter), told).toBeUndefined()
    if (code === "roll-encoding-mixed") expect(isUtf8(bytes), told).toBe(false)
    if (code === "roll-empty") expect(rowsBlank(textOf(bytes, encoding ?? encodingOf(bytes))), told).toBe(true)
    return
  }
  const { report } = reading
  if (report.schema !== 1) throw new Error("a report of several files")
  const records = recordsOf(textOf(bytes, report.file.encoding), delimiter)
  expect(records, told).toBeDefined()
  const given = (records ?? []).filter(({ fields }) => !fields.every((field) => field.trim() === ""))
  const rows = given.slice(1)
  expect(report.rows, told).toBe(rows.length)
  expect(report.blank, told).toBe((records?.length ?? 0) - given.length)
  expect(report.eligible + report.ineligible + report.refused, told).toBe(rows.length)
  expect(voters.length, told).toBe(report.eligible + report.ineligible)
  // Each row is accepted or refused, on its own line, and its number is the file's.
  const refused = new Set(report.details.map(({ line }) => line))
  const lines = [...voters.map(({ line }) => line), ...refused].toSorted((a, b) => a - b)
  expect(lines, told).toEqual(rows.map(({ line }) => line))
  const idAt = new Map(rows.map(({ line, fields }) => [line, fields]))
  const column = (given[0]?.fields ?? [])
    .map((title) =>
      title
        .replace(/^\ufeff/, "")
        .normalize("NFC")
        .trim(),
    )
    .indexOf("id")
  for (const { line, id } of voters) expect(bare(id), told).toBe(bare(idAt.get(line)?.[column] ?? ""))
  campaign.accepted += voters.length
  campaign.refused += report.refused
  campaign.blank += report.blank
  if (reading.findings.length === 0 && campaign.files % 40 === 0)
    await importWhole(mutant, report.refused, voters, campaign)
}

/** Imports the same file into an election file, whose roll has to be what was accepted. */
async function importWhole(
  { bytes, delimiter, encoding }: Mutant,
  refused: number,
  voters: readonly Voter[],
  campaign: Campaign,
): Promise<void> {
  const file = rollFile(clubDefinition(rules))
  const request = { paths: ["members.csv"], delimiter, encoding, skipRefused: refused }
  try {
    await importRoll(file, memoryWorld({ "members.csv": bytes }), request)
    const ids = Array.from(file.roll.members(), ({ id }) => id)
    expect(ids.toSorted()).toEqual(voters.map(({ id }) => id).toSorted())
    campaign.imported++
  } catch (error) {
    if (!(error instanceof UrneError)) throw error
  } finally {
    file.store.close()
  }
}

function bare(id: string): string {
  return id.normalize("NFKC").replace(/\s+/g, " ").trim()
}

interface GivenRecord {
  readonly line: number
  readonly fields: readonly string[]
}

/** Reads the records of a text character by character, or `undefined` where its quotes are not those of RFC 4180. */
function recordsOf(text: string, delimiter: string): readonly GivenRecord[] | undefined {
  const records: GivenRecord[] = []
  let fields: string[] = []
  let field = ""
  let state: "begin" | "plain" | "quoted" | "closed" = "begin"
  let line = 1
  let begun = 1
  for (const character of text) {
    if (state === "quoted") {
      if (character === '"') state = "closed"
      else field += character
      if (character === "\n") line++
      continue
    }
    if (character === delimiter || character === "\n") {
      fields.push(field)
      field = ""
      state = "begin"
      if (character === delimiter) continue
      records.push({ line: begun, fields })
      fields = []
      begun = ++line
    } else if (character === '"') {
      if (state === "plain") return undefined
      if (state === "closed") field += '"'
      state = "quoted"
    } else {
      // A NUL after a closing quote is read as part of the field, which refuses the row for its control character.
      if (state === "closed" && character !== "\0") return undefined
      field += character
      state = "plain"
    }
  }
  if (state === "quoted") return undefined
  if (text !== "" && !text.endsWith("\n")) records.push({ line: begun, fields: [...fields, field] })
  return records
}

/** Returns the text without its mark, each line ended by a line feed. */
function textOf(bytes: Uint8Array, encoding: Encoding): string {
  const text =
    encoding === "utf-8"
      ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)
      : iconv.decode(Buffer.from(bytes), encoding, { stripBOM: false })
  return text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n")
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return "utf-16le"
  if (first === 0xfe && second === 0xff) return "utf-16be"
  return isUtf8(bytes) || (first === 0xef && second === 0xbb) ? "utf-8" : "windows-1252"
}

function rowsBlank(text: string): boolean {
  return (recordsOf(text, ";") ?? []).every(({ fields }) => fields.every((field) => /^[\s;,|"]*$/.test(field)))
}
