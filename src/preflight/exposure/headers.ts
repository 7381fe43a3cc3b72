/** What the headers of a page tell browsers to do, and what they omit. Names and values as MDN documents them. */
import type { Answer } from "../../core/network.ts"
import type { Finding } from "./report.ts"

type Headers = Answer["headers"]
type Remark = Pick<Finding, "class" | "severity" | "seen">

/** Half a year in seconds: browsers that visit less often are to remember it too. */
const leastAge = 15_552_000
const goodReferrers = ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"]

/** Judges the headers of the page on which people vote. */
export function headerRemarks(headers: Headers): readonly Remark[] {
  const value = (name: string) => headers[name]?.join(", ").toLowerCase() ?? ""
  const policy = value("content-security-policy")
  const warned: readonly (readonly [Finding["class"], boolean, string])[] = [
    ["hsts", maxAge(value("strict-transport-security")) >= leastAge, "strict-transport-security"],
    ["csp", policy !== "" && !allowsInline(policy), "content-security-policy"],
    ["content-type-options", value("x-content-type-options") === "nosniff", "x-content-type-options"],
    ["framing", isFramingLimited(policy, value("x-frame-options")), "frame-ancestors"],
    ["referrer-policy", goodReferrers.includes(lastOf(value("referrer-policy"))), "referrer-policy"],
  ]
  return [
    ...warned
      .filter(([, isGood]) => !isGood)
      .map(([kind, , rule]): Remark => ({ class: kind, severity: "warn", seen: { rule } })),
    ...cookieRemarks(headers["set-cookie"] ?? []),
    ...["server", "x-powered-by"]
      .filter((name) => /\d/.test(value(name)))
      .map((rule): Remark => ({ class: "version", severity: "note", seen: { rule } })),
  ]
}

function maxAge(value: string): number {
  return Number(/max-age="?(\d{1,12})/.exec(value)?.[1] ?? -1)
}

/** Browsers take the last value that they know. */
function lastOf(value: string): string {
  return value.split(",").at(-1)?.trim() ?? ""
}

function directive(policy: string, name: string): string | undefined {
  const found = policy.split(/[;,]/).find((one) => one.trim().split(/\s+/)[0] === name)
  return found?.trim()
}

/** Scripts that stand in the page are run if neither a nonce nor a hash picks them. */
function allowsInline(policy: string): boolean {
  const scripts = directive(policy, "script-src") ?? directive(policy, "default-src")
  if (scripts === undefined) return true
  return scripts.includes("'unsafe-inline'") && !/'(?:nonce-|sha\d{3}-)/.test(scripts)
}

function isFramingLimited(policy: string, options: string): boolean {
  const ancestors = directive(policy, "frame-ancestors")
  if (ancestors !== undefined) return !/\s\*(?:\s|$)/.test(ancestors)
  return options === "deny" || options === "sameorigin"
}

/** Names what a cookie lacks. Its name and its value are nobody's business. */
function cookieRemarks(cookies: readonly string[]): readonly Remark[] {
  const lacking = cookies.flatMap((cookie) => {
    const flags = cookie
      .split(";")
      .slice(1)
      .map((one) => one.trim().toLowerCase().split("=")[0])
    return ["secure", "httponly", "samesite"].filter((flag) => !flags.includes(flag))
  })
  return [...new Set(lacking)].map((rule): Remark => ({ class: "cookie", severity: "warn", seen: { rule } }))
}
