/** What was found from outside, in the form for programs. */
import { sha256Hex } from "../core/hash.ts"
import { countOf, findingsOf, reportText, requestsOf } from "../preflight/exposure/report.ts"
import type { ShownExposure } from "./exposure.ts"

export function exposureJson({ report, written, entry }: ShownExposure): object {
  const { at, most, rate, hosts } = report
  return {
    ...{ at, most, rate, requests: requestsOf(report) },
    ...{ failed: countOf(report, "fail"), warned: countOf(report, "warn") },
    hosts: hosts.map(({ host, address, requests }) => ({ host, address, requests })),
    findings: findingsOf(report),
    sha256: `sha256:${sha256Hex(reportText(report))}`,
    ...(written === undefined ? {} : { written }),
    ...(entry === undefined ? {} : { entry }),
  }
}
