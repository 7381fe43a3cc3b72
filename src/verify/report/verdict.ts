import { type Finding, type FindingCode } from "../../core/finding.ts"
import { type Expectations } from "../expectations.ts"
import { type Source } from "../source/source.ts"

/**
 * VERIFIED: a record whose authority is the one that the reader named. CONSISTENT: a record that holds together, by an
 * authority that anybody may have invented. ARCHIVE VERIFIED: an archive without its record. PARTIAL: something was not
 * checked. INVALID: something is wrong. NEWER FORMAT: only a later program knows what the record holds, and nothing of it
 * was looked at but the format that it states.
 */
export type Verdict = "VERIFIED" | "CONSISTENT" | "ARCHIVE VERIFIED" | "PARTIAL" | "INVALID" | "NEWER FORMAT"

/** `relied`: done, and for some of it the word of another audit was taken. */
export type CheckStatus = "done" | "absent" | "relied" | "not-run"

/** These do not say that anything is wrong, only that it is beyond this program. */
const unsupported: readonly FindingCode[] = ["QUESTION_TYPE", "EVENT_SHUFFLE", "ELECTION_VERSION", "ELECTION_GROUP"]

export function verdictOf(
  kind: Source["kind"],
  { authority }: Expectations,
  reports: readonly { readonly status: CheckStatus }[],
  findings: readonly Finding[],
): Verdict {
  if (findings.some(({ code }) => !unsupported.includes(code))) return "INVALID"
  if (findings.length > 0 || reports.some(({ status }) => status === "not-run")) return "PARTIAL"
  if (kind === "archive") return "ARCHIVE VERIFIED"
  return authority === undefined ? "CONSISTENT" : "VERIFIED"
}
