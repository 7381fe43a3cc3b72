/** How much something that was found from outside matters. */
export const severities = ["fail", "warn", "note"] as const
export type Severity = (typeof severities)[number]

/** What can be found of a host from outside, the gravest first. */
export const exposureClasses = [
  ...(["roll-columns", "dump", "private-key", "secrets", "repository", "log", "listing"] as const),
  ...(["no-answer", "certificate-expired", "certificate-host", "certificate-untrusted", "certificate-ends"] as const),
  ...(["plain-http", "server-status", "phpinfo", "ds-store", "cookie", "hsts", "csp", "framing"] as const),
  ...(["content-type-options", "referrer-policy", "redirects-elsewhere", "stopped", "version", "answers-all"] as const),
] as const
export type ExposureClass = (typeof exposureClasses)[number]
