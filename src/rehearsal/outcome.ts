/** The outcome of a rehearsal. */
import type { ElectionResult } from "../tally/result.ts"
import type { Report } from "../verify/report/report.ts"
import type { Verdict } from "../verify/report/verdict.ts"
import type { ResultDifference } from "./expected-result.ts"
import type { Step } from "./step.ts"

export interface Rehearsal {
  readonly folder: string
  readonly file: string
  readonly bundle: string
  readonly uuid: string
  /** The hash of the act that constituted the authority, against which the record is verified. */
  readonly authority: string
  readonly result: ElectionResult
  /** Whether the result is the plain count of the simulated votes. */
  readonly agrees: boolean
  /** The verdict on the record with the authority named, and what was found wrong with it. */
  readonly verdict: Verdict
  readonly findings: Report["findings"]
  readonly steps: readonly Step[]
  /** How the result differs from the expected one; `null` where none was given. */
  readonly differences: readonly ResultDifference[] | null
}
