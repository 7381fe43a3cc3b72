import type { AttestedCheck, PreflightCheck, PreflightFact, PreflightStatus, ProfileName } from "../core/vocabulary.ts"
import type { Sha256 } from "../journal/event.ts"

/**
 * What is entered of what was looked at before the vote. Each is one entry of the register. A run lists every check with
 * what it found, signed by whoever ran it; what no program sees is attested by somebody, with a paper.
 */
export type PreflightEvent = PreflightRun | PreflightAttested

export interface PreflightRun {
  readonly type: "preflight.run"
  /** From 1 on. */
  readonly run: number
  /** The program and its version. */
  readonly software: string
  /** By which rules was looked, if by any. */
  readonly profile?: ProfileName
  /** Every check once, in the order of `preflightChecks`. */
  readonly checks: readonly FoundCheck[]
}

/** What one check found. Facts are numbers, instants (RFC 3339, UTC) or short texts, and never name a person. */
export interface FoundCheck {
  readonly check: PreflightCheck
  readonly status: PreflightStatus
  readonly facts?: Facts
}
export type Facts = Readonly<Partial<Record<PreflightFact, number | string>>>

export interface PreflightAttested {
  readonly type: "preflight.attested"
  readonly check: AttestedCheck
  readonly status: "pass" | "fail"
  /** The day of what is attested: `2014-11-10`. */
  readonly day?: string
  /** The hash of the paper that shows it. */
  readonly sha256?: Sha256
  /** What was done, and the name of the file. Both may name people. */
  readonly private: { readonly done: string; readonly name?: string }
}
