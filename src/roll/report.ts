import { sha256Hex } from "../core/hash.ts"
import { canonicalJson } from "../core/json.ts"
import { must } from "../core/must.ts"
import type { Encoding } from "../core/vocabulary.ts"
import type { Delimiter } from "./csv.ts"
import type { DoubtfulRows } from "./doubts.ts"
import type { Refusal } from "./row.ts"

/**
 * What became of every row of one or several member files. It holds line numbers, never a name or a number of a member.
 * It is plain data, the same for a dry run and for the import. `rows` is `eligible` + `ineligible` + `refused`, without
 * blank lines.
 */
// These are type aliases because an interface does not count as JSON.
export type RollReport = (OfOneFile | OfSeveralFiles) & RollFigures

type OfOneFile = { readonly schema: 1; readonly file: Source }
/** Line numbers continue from one file to the next: line 1 of the second follows the last line of the first. */
type OfSeveralFiles = { readonly schema: 2; readonly files: readonly CountedSource[] }

/** How a file was read. */
export type Source = {
  readonly sha256: string
  readonly bytes: number
  readonly encoding: Encoding
  readonly delimiter: Delimiter
}
export type CountedSource = Source & { readonly lines: number }

type RollFigures = {
  readonly rows: number
  readonly blank: number
  readonly eligible: number
  readonly ineligible: number
  readonly refused: number
  /** The total votes of eligible members, in decimal. */
  readonly weight: string
  /** Members who may not vote, by the rule of the definition that their row does not meet. */
  readonly reasons: readonly (Lines & { readonly column: string; readonly value: string })[]
  /** Refused rows by their codes. A row may occur under several codes. */
  readonly refusals: readonly (Lines & { readonly code: string })[]
  /** The first refusals with their details, in the order of the file. */
  readonly details: readonly Detail[]
  /** Rows that break no rule but look wrong. */
  readonly doubts: DoubtfulRows
  /** Pairs of ids that a reader may mistake for each other: the later with the earlier. */
  readonly lookAlikes: {
    readonly rows: number
    readonly pairs: readonly { readonly line: number; readonly like: number }[]
  }
  readonly groups: {
    readonly count: number
    readonly list: readonly { readonly group: string; readonly eligible: number }[]
  }
  /** The definition's smallest cell: no figure may be told about fewer voters than this. */
  readonly cell: number
  /** Groups with fewer voters than the smallest cell. */
  readonly smallGroups: readonly string[]
  /** Weights that so few voters hold that the weight of a ballot would tell whose it is. */
  readonly rareWeights: readonly { readonly weight: string; readonly voters: number }[]
  /** Eligible voters to whom no letter can be sent. */
  readonly withoutAddress: Lines
}

export type Lines = { readonly rows: number; readonly lines: string }
export type Detail = { readonly line: number; readonly code: Refusal["code"]; readonly params: Refusal["params"] }

/** Lists the files that a report is about. */
export function sourcesOf(report: RollReport): readonly Source[] {
  return report.schema === 1 ? [report.file] : report.files
}

/** Finds the file (from 0), and the line in it, of a line of the report. */
export function placeIn(report: RollReport, line: number): { readonly file: number; readonly line: number } {
  if (report.schema === 1) return { file: 0, line }
  let before = 0
  for (const [file, { lines }] of report.files.entries()) {
    if (line <= before + lines) return { file, line: line - before }
    before += lines
  }
  return { file: report.files.length - 1, line: line - before }
}

/** The bytes of the report: canonical JSON and a line feed. The journal records their hash. */
export function reportFile(report: RollReport): string {
  return `${canonicalJson(report)}\n`
}

export function reportHash(report: RollReport): `sha256:${string}` {
  return `sha256:${sha256Hex(reportFile(report))}`
}

/**
 * A refusal as it is shown to people: where it stands (`members.csv:12`), and which file an earlier row is in, if it is
 * another.
 */
export function toldDetail(
  report: RollReport,
  { line, code, params }: Detail,
  paths: readonly string[],
): { readonly at: string; readonly params: Detail["params"] } {
  const place = placeIn(report, line)
  const at = `${must(paths[place.file], "file of the roll")}:${place.line}`
  if (code !== "roll-id-twice" || !("line" in params)) return { at, params }
  const earlier = placeIn(report, params.line)
  const told = earlier.file === place.file ? {} : { path: paths[earlier.file] ?? "" }
  return { at, params: { line: earlier.line, ...told } }
}
