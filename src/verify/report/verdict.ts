import type { Finding, FindingCode } from "../../core/finding.ts"
import type { Expectations } from "../expectations.ts"
import type { Source } from "../source/source.ts"

/**
 * VERIFIED: a record of the authority that the reader named. CONSISTENT: a record that holds together, of an authority
 * that anybody may have invented. ARCHIVE VERIFIED: an archive without its record. PARTIAL: something was not checked.
 * INVALID: something is wrong. NEWER FORMAT: only a later program knows what the record holds, and only the format that
 * it states was read.
 */
export type Verdict = "VERIFIED" | "CONSISTENT" | "ARCHIVE VERIFIED" | "PARTIAL" | "INVALID" | "NEWER FORMAT"

/** `relied`: done, but the word of another audit was taken for some of it. */
export type CheckStatus = "done" | "absent" | "relied" | "not-run"

/** These findings do not say that anything is wrong, only that this program does not support it. */
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
