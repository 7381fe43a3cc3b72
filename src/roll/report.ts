import { canonicalJson } from "../core/json.ts"
import { sha256Hex } from "../core/hash.ts"
import type { Delimiter } from "./csv.ts"
import type { Encoding } from "../core/vocabulary.ts"
import { must } from "../core/must.ts"
import type { DoubtfulRows } from "./doubts.ts"
import type { Refusal } from "./row.ts"

/**
 * What became of every row of one or several member files. Holds line numbers, never a name or a number of a member. Plain data, the
 * same for a dry run and for the import; `rows` = `eligible` + `ineligible` + `refused`, blank lines apart.
 */
// Type aliases, because an interface does not count as JSON.
export type RollReport = (OfOneFile | OfSeveralFiles) & RollFigures

type OfOneFile = { readonly schema: 1; readonly file: Source }
/** Lines are counted on from one file to the next: line 1 of the second is one more than the lines of the first. */
type OfSeveralFiles = { readonly schema: 2; readonly files: readonly CountedSource[] }

/** A file as it was read. */
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
  /** Votes of the eligible together, in decimal. */
  readonly weight: string
  /** Who may not vote, by the rule of the definition that the row does not meet. */
  readonly reasons: readonly (Lines & { readonly column: string; readonly value: string })[]
  /** Why rows are refused; a row may stand under several codes. */
  readonly refusals: readonly (Lines & { readonly code: string })[]
  /** The first refusals with their particulars, in the order of the file. */
  readonly details: readonly Detail[]
  /** Rows that are right by every rule and look wrong. */
  readonly doubts: DoubtfulRows
  /** Ids that a reader may take for each other, the later with the earlier. */
  readonly lookAlikes: {
    readonly rows: number
    readonly pairs: readonly { readonly line: number; readonly like: number }[]
  }
  readonly groups: {
    readonly count: number
    readonly list: readonly { readonly group: string; readonly eligible: number }[]
  }
  /** The smallest cell of the definition: of fewer voters than this nothing may be told. */
  readonly cell: number
  /** Groups with fewer voters than that. */
  readonly smallGroups: readonly string[]
  /** Weights held by so few that the weight of a ballot would tell whose it is. */
  readonly rareWeights: readonly { readonly weight: string; readonly voters: number }[]
  /** Eligible voters to whom no letter can be sent. */
  readonly withoutAddress: Lines
}

export type Lines = { readonly rows: number; readonly lines: string }
export type Detail = { readonly line: number; readonly code: Refusal["code"]; readonly params: Refusal["params"] }

/** The files that a report is of. */
export function sourcesOf(report: RollReport): readonly Source[] {
  return report.schema === 1 ? [report.file] : report.files
}

/** In which of the files (from 0), and on which of its own lines, a line of the report stands. */
export function placeIn(report: RollReport, line: number): { readonly file: number; readonly line: number } {
  if (report.schema === 1) return { file: 0, line }
  let before = 0
  for (const [file, { lines }] of report.files.entries()) {
    if (line <= before + lines) return { file, line: line - before }
    before += lines
  }
  return { file: report.files.length - 1, line: line - before }
}

/** The report's bytes: canonical JSON and a line feed. Their hash is what the journal records. */
export function reportFile(report: RollReport): string {
  return `${canonicalJson(report)}\n`
}

export function reportHash(report: RollReport): `sha256:${string}` {
  return `sha256:${sha256Hex(reportFile(report))}`
}

/** A refusal as people are told it: where it stands (`members.csv:12`), and which file an earlier row is in, if it is another. */
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
