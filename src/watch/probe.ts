/** What one question to an address came to. */
import { sha256Hex } from "../core/hash.ts"
import type { Answer, CertificateFacts, NoAnswer } from "../core/network.ts"
import type { ProbeState } from "../core/vocabulary.ts"
import type { Sha256 } from "../journal/event.ts"

/** The rule by which addresses are watched. Times are milliseconds. */
export const watchRule = {
  /** How often in a row an address fails, or is slow, before it counts as that: one answer in a thousand is lost anyway. */
  failures: 2,
  /** An answer that takes longer is slow. */
  slow: 5000,
  /** After so long no answer is awaited any more. */
  timeout: 15_000,
  every: 60_000,
  /** How often it is entered what came of all questions; more often while an address does not answer. */
  summary: 3_600_000,
  summaryDown: 600_000,
  /** A certificate that ends within so long is told of, as is one that ends before the vote does. */
  certificate: 14 * 86_400_000,
  /** A page is read up to so many bytes. */
  mostBytes: 8 << 20,
} as const

export interface Probe {
  readonly state: Exclude<ProbeState, "unwatched">
  readonly milliseconds: number
  readonly answered: number | undefined
  /** Why there was no answer, or what is wrong with the certificate. */
  readonly failure: string | undefined
  readonly sha256: Sha256 | undefined
  /** The certificate of those sent that ends first. */
  readonly certificate: CertificateFacts | undefined
}

/**
 * Judges an answer. Of several things that are wrong with it, the gravest counts: no answer, another page, the certificate, the
 * time that it took.
 *
 * @param references - the pages that should be served; none where nobody entered any
 */
export function judgeProbe(answer: Answer | NoAnswer, references: readonly Sha256[]): Probe {
  const nothing = { answered: undefined, sha256: undefined, certificate: undefined }
  if (answer.kind === "failure") {
    return { ...nothing, state: "down", milliseconds: answer.milliseconds, failure: answer.failure }
  }
  const { status, tls, milliseconds, body } = answer
  const sha256: Sha256 = `sha256:${sha256Hex(body)}`
  const told = { answered: status, milliseconds, sha256, certificate: firstEnding(tls?.chain ?? []) }
  if (status >= 400) return { ...told, state: "down", failure: undefined }
  const isOther = references.length > 0 && (answer.cut || status !== 200 || !references.includes(sha256))
  const failure = tls?.authorised === false ? (tls.reason ?? "unauthorised") : undefined
  if (isOther) return { ...told, state: "changed", failure: undefined }
  if (failure !== undefined) return { ...told, state: "certificate", failure }
  return { ...told, state: milliseconds > watchRule.slow ? "slow" : "up", failure: undefined }
}

/** Whether somebody broke off the question, so that the answer tells nothing of the address. */
export function isBrokenOff(answer: Answer | NoAnswer): boolean {
  return answer.kind === "failure" && answer.failure === "cancelled"
}

function firstEnding(chain: readonly CertificateFacts[]): CertificateFacts | undefined {
  return chain.toSorted((a, b) => a.until - b.until)[0]
}

/** Returns the title of a page, if it has one. */
export function titleOf(body: Uint8Array): string | undefined {
  const [, title] = /<title[^>]*>([^<]*)<\/title>/i.exec(Buffer.from(body).toString("utf8")) ?? []
  const line = title?.replace(/\s+/g, " ").trim()
  return line === "" ? undefined : line
}
