/** What is wrong with the certificate of a host, now and until the vote is over. */
import { instantText } from "../../core/instant.ts"
import type { TlsFacts } from "../../core/network.ts"
import type { Finding } from "./report.ts"

type Remark = Pick<Finding, "class" | "severity" | "seen">

/** A vote may be extended: a certificate that ends so soon after the close is to be renewed before. */
const margin = 14 * 86_400_000

/**
 * Judges a chain of certificates.
 *
 * @param now - milliseconds, as is `closes`, the close of the vote
 */
export function certificateRemarks(
  { authorised, reason, namesHost, chain }: TlsFacts,
  { now, closes }: { readonly now: number; readonly closes: number },
): readonly Remark[] {
  const fails = (kind: Finding["class"], rule: string, until?: number): Remark => ({
    ...{ class: kind, severity: "fail" },
    seen: { rule, ...(until === undefined ? {} : { until: instantText(until) }) },
  })
  if (chain.length === 0) return [fails("certificate-untrusted", "no-certificate")]
  const until = Math.min(...chain.map((one) => one.until))
  const outside = chain.some((one) => now < one.from || now > one.until)
  const isDated = reason === "CERT_HAS_EXPIRED" || reason === "CERT_NOT_YET_VALID"
  return [
    ...(outside || isDated ? [fails("certificate-expired", "dates", until)] : []),
    ...(namesHost ? [] : [fails("certificate-host", "names")]),
    // What is said of dates and of names above is not said again.
    ...(authorised || isDated || (!namesHost && reason === "ERR_TLS_CERT_ALTNAME_INVALID")
      ? []
      : [fails("certificate-untrusted", reason ?? "untrusted")]),
    ...(outside || isDated ? [] : endRemarks(until, closes)),
  ]
}

function endRemarks(until: number, closes: number): readonly Remark[] {
  if (until >= closes + margin) return []
  const isBefore = until < closes
  return [
    {
      ...{ class: "certificate-ends", severity: isBefore ? "fail" : "warn" },
      seen: { rule: isBefore ? "before-close" : "soon-after-close", until: instantText(until) },
    },
  ]
}
