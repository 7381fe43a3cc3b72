import { canonicalJson } from "../core/json.ts"
import { sha256Hex } from "../core/hash.ts"
import type { Delimiter } from "./csv.ts"
import type { Encoding } from "../core/vocabulary.ts"
import type { DoubtfulRows } from "./doubts.ts"
import type { Refusal } from "./row.ts"

/**
 * What became of every row of a member file. Holds line numbers, never a name or a number of a member. Plain data, the
 * same for a dry run and for the import; `rows` = `eligible` + `ineligible` + `refused`, blank lines apart.
 */
// Type aliases, because an interface does not count as JSON.
export type RollReport = {
  readonly schema: 1
  readonly file: {
    readonly sha256: string
    readonly bytes: number
    readonly encoding: Encoding
    readonly delimiter: Delimiter
  }
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

/** The file as it was read. */
export type Source = RollReport["file"]

/** The report's bytes: canonical JSON and a line feed. Their hash is what the journal records. */
export function reportFile(report: RollReport): string {
  return `${canonicalJson(report)}\n`
}

export function reportHash(report: RollReport): `sha256:${string}` {
  return `sha256:${sha256Hex(reportFile(report))}`
}
