import { createHash } from "node:crypto"
import { hex } from "../core/bytes.ts"
import { type Finding, finding } from "../core/finding.ts"
import type { Encoding } from "../core/vocabulary.ts"
import type { RollRules } from "../definition/definition.ts"
import { accounting } from "./accounting.ts"
import { columnsOf, delimiterOf, isHeader } from "./columns.ts"
import { type Delimiter, delimiters, type Fault, headerOf, recordLimit, type Row } from "./csv.ts"
import { decoded, decodedHead, type Survey, surveyOf } from "./encoding.ts"
import { otherFile } from "./other-file.ts"
import { type Printing, printing } from "./printing.ts"
import type { CountedSource, RollReport } from "./report.ts"
import { rowReader, weightLimit } from "./row.ts"
import { rowsOf } from "./rows.ts"
import type { Voter } from "./voter.ts"

/** How many lines are searched for the header. */
const titlesLimit = 50

export interface ReadingSettings {
  readonly rules: RollRules
  /** The definition's smallest cell. */
  readonly cell: number
  /** The encoding, where the file does not state it or states it wrongly. */
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  readonly progress: (done: number, total: number) => void
}

/** The report with the findings that keep the whole from being a roll, or the findings alone. */
export type Reading =
  | {
      readonly report: RollReport
      readonly findings: readonly FileFinding[]
      /** The file (from 0) that changed between its two readings. */
      readonly changed: number | undefined
      /**
       * Names with letters beyond ASCII, where only their look tells whether the files were decoded as they were
       * written.
       */
      readonly samples: readonly string[]
    }
  | { readonly report: undefined; readonly findings: readonly FileFinding[] }

/** A finding on a line (`at`) of one of the files (from 0), or about all of them together. */
export type FileFinding = Finding & { readonly file: number | undefined }

/** Starts a file from its beginning at each call. */
export type Open = () => AsyncIterable<Uint8Array>

/**
 * Reads member files as one roll. Each is read twice in blocks, first to find its encoding and then for its rows.
 * `take` gets the voters of the rows that are not refused, eligible or not, some at a time.
 */
export async function readRoll(
  files: readonly Open[],
  settings: ReadingSettings,
  take: (voters: readonly Voter[]) => void,
): Promise<Reading> {
  const letters = printing()
  const account = accounting(settings.rules, settings.cell, letters)
  const samples = sampled()
  const sources: CountedSource[] = []
  const findings: FileFinding[] = []
  let changed: number | undefined
  let before = 0
  for (const [file, open] of files.entries()) {
    const read = await readFile(open, { ...settings, before }, { account, samples, letters, take })
    if ("findings" in read) {
      findings.push(...read.findings.map((one) => ({ ...one, file })))
      continue
    }
    sources.push(read.source)
    before += read.source.lines
    if (read.changed) changed ??= file
  }
  if (findings.length > 0) return { report: undefined, findings }
  const report = account.report(sources)
  const whole = wholeFindings(report).map((one) => ({ ...one, file: sources.length === 1 ? 0 : undefined }))
  return { report, findings: whole, changed, samples: samples.names }
}

interface Collected {
  readonly account: ReturnType<typeof accounting>
  readonly samples: ReturnType<typeof sampled>
  readonly letters: Printing
  readonly take: (voters: readonly Voter[]) => void
}

type ReadFile =
  { readonly source: CountedSource; readonly changed: boolean } | { readonly findings: readonly Finding[] }

/** Reads one of the files, after `before` lines of earlier files. */
async function readFile(
  open: Open,
  settings: ReadingSettings & { readonly before: number },
  { account, samples, letters, take }: Collected,
): Promise<ReadFile> {
  const { rules, before } = settings
  const survey = await surveyOf(open())
  const other = otherFile(survey.head)
  if (other !== undefined) return { findings: [finding("roll-other-file", "1", { what: other })] }
  const encoding = encodingOf(survey, settings.encoding)
  if (typeof encoding !== "string") return { findings: [encoding] }
  const head = decodedHead(survey.head, encoding)
  const stated = statedDelimiter(head)
  const delimiter = settings.delimiter ?? stated ?? delimiterOf(head, rules)
  const isSampled = !(encoding === "utf-8" && survey.isUtf8) && !encoding.startsWith("utf-16")
  const again = watched(open(), survey, settings.progress)
  const text = counted(decoded(again.blocks, encoding))
  let reader: ReturnType<typeof rowReader> | undefined
  for await (const { rows, faults } of rowsOf(text.pieces, delimiter)) {
    const voters: Voter[] = []
    for (const row of rows) {
      if (isBlank(row) || (stated !== undefined && row.line === 1)) {
        account.blank()
        continue
      }
      if (reader === undefined) {
        const columns = columnsOf(row.fields, rules, String(row.line))
        if ("findings" in columns)
          return { findings: headerBelow(row.line, { head, delimiter, rules }) ?? columns.findings }
        reader = rowReader(rules, columns, { isWhole: encoding === "utf-8" && survey.isUtf8 })
        continue
      }
      const line = before + row.line
      const voter = reader({ line, fields: row.fields })
      if (isRefused(voter)) {
        account.refuse(line, voter)
        continue
      }
      const opening = letters.prepare(voter)
      if (opening !== undefined) await opening
      if (!account.add(voter)) continue
      if (isSampled) samples.look(voter)
      voters.push(voter)
    }
    // The header is checked first, because with the wrong delimiter every quote is a fault.
    if (faults.length > 0) return { findings: faults.map(faultFinding) }
    take(voters)
  }
  if (reader === undefined) return { findings: [finding("roll-empty", "1", {})] }
  const { sha256, bytes } = survey
  const source = { sha256, bytes, encoding, delimiter, lines: text.lines() }
  return { source, changed: again.sha256() !== sha256 }
}

/** Passes pieces of text on and counts their lines. */
function counted(pieces: AsyncIterable<string>) {
  let lines = 1
  async function* through(): AsyncGenerator<string> {
    for await (const piece of pieces) {
      for (let at = piece.indexOf("\n"); at >= 0; at = piece.indexOf("\n", at + 1)) lines++
      yield piece
    }
  }
  return { pieces: through(), lines: () => lines }
}

const samplesWanted = 10

/** Collects the first names that show whether the letters of a file were decoded correctly. */
function sampled() {
  const names: string[] = []
  const beyondAscii = /[^\u0000-\u007f]/
  return {
    names,
    look({ name }: Voter): void {
      if (names.length < samplesWanted && beyondAscii.test(name)) names.push(name)
    },
  }
}

function encodingOf({ encoding }: Survey, asked: Encoding | undefined): Encoding | Finding {
  if (asked !== undefined) return asked
  if (encoding === "unmarked-utf-16") return finding("roll-encoding-unmarked", "1", {})
  if (typeof encoding === "object") return finding("roll-encoding-mixed", String(encoding.mixedAt), {})
  return encoding
}

/**
 * Passes on the blocks of the second reading and hashes them, because the file must not change between the two
 * readings.
 */
function watched(blocks: AsyncIterable<Uint8Array>, { bytes }: Survey, progress: ReadingSettings["progress"]) {
  const hash = createHash("sha256")
  async function* through(): AsyncGenerator<Uint8Array> {
    let done = 0
    for await (const block of blocks) {
      hash.update(block)
      yield block
      done += block.length
      progress(done, bytes)
    }
  }
  return { blocks: through(), sha256: () => hex(hash.digest()) }
}

/**
 * Reads the first line that some spreadsheets write, and only they read: `sep=;`. Others save it in quotes, or with
 * further delimiters.
 */
function statedDelimiter(head: string): Delimiter | undefined {
  const [, , character] = /^("?)sep=(.)\1\2*\n/i.exec(head) ?? []
  return delimiters.find((one) => one === character)
}

/** Looks for the header further down, where the first lines are a title for people. */
function headerBelow(
  line: number,
  { head, delimiter, rules }: { readonly head: string; readonly delimiter: Delimiter; readonly rules: RollRules },
): readonly Finding[] | undefined {
  const below = head.split("\n").slice(line, line + titlesLimit)
  const at = below.findIndex((one) => isHeader(headerOf(one, delimiter), rules))
  return at < 0 ? undefined : [finding("roll-title-above", String(line + at + 1), { lines: line + at })]
}

/** Whether a row holds nothing: spreadsheets end with lines of delimiters. */
function isBlank({ fields }: Row): boolean {
  return fields.every((field) => field.trim() === "")
}

function isRefused<T>(read: Voter | readonly T[]): read is readonly T[] {
  return Array.isArray(read)
}

function faultFinding({ line, rule }: Fault): Finding {
  if (rule === "record-long") return finding("roll-record-long", String(line), { limit: recordLimit })
  return finding("roll-quotes", String(line), { rule })
}

/**
 * Lists what is wrong with the file as a whole. Refused rows are reported first, since nothing may be wrong with the
 * others.
 */
function wholeFindings({ rows, eligible, refused, weight }: RollReport): readonly Finding[] {
  if (rows === 0) return [finding("roll-no-rows", "1", {})]
  if (eligible === 0 && refused === 0) return [finding("roll-no-voter", "1", {})]
  if (BigInt(weight) <= weightLimit) return []
  return [finding("roll-weight-total", "1", { total: weight, limit: weightLimit.toString() })]
}
