import { type Finding, type FindingCode } from "../core/finding.ts"
import { isRehearsalName } from "../definition/election-name.ts"
import { type Asked } from "./asked.ts"
import { type CheckReport, type Report } from "./report.ts"
import { type Source } from "./source.ts"

/**
 * VERIFIED: a record whose authority is the one that the reader named. CONSISTENT: a record that holds together, by an
 * authority that anybody may have invented. ARCHIVE VERIFIED: an archive without its record. PARTIAL: something was not
 * checked. INVALID: something is wrong. NEWER FORMAT: only a later program knows what the record holds, and nothing of it
 * was looked at but the format that it states.
 */
export type Verdict = "VERIFIED" | "CONSISTENT" | "ARCHIVE VERIFIED" | "PARTIAL" | "INVALID" | "NEWER FORMAT"

/** These do not say that anything is wrong, only that it is beyond this program. */
const unsupported: readonly FindingCode[] = ["QUESTION_TYPE", "EVENT_SHUFFLE", "ELECTION_VERSION", "ELECTION_GROUP"]

export function verdictOf(
  kind: Source["kind"],
  { authority }: Asked,
  reports: readonly CheckReport[],
  findings: readonly Finding[],
): Verdict {
  if (findings.some(({ code }) => !unsupported.includes(code))) return "INVALID"
  if (findings.length > 0 || reports.some(({ status }) => status === "not-run")) return "PARTIAL"
  if (kind === "archive") return "ARCHIVE VERIFIED"
  return authority === undefined ? "CONSISTENT" : "VERIFIED"
}

/** 0, 5 for what does not verify, or 3 for what this program cannot read. @param final - whether the reader asked for a result */
export function exitOf(
  { verdict, final: isFinal, unconfirmed }: Pick<Report, "verdict" | "final" | "unconfirmed">,
  final: boolean,
): 0 | 3 | 5 {
  if (verdict === "NEWER FORMAT") return 3
  if (verdict === "INVALID" || verdict === "PARTIAL" || unconfirmed.length > 0) return 5
  return final && !isFinal ? 5 : 0
}

/** Whether this is a rehearsal whose name does not say so: the one that voters see does. */
export function lacksMark({ election }: Pick<Report, "election">): boolean {
  return election?.rehearsal === true && !isRehearsalName(election.name)
}
