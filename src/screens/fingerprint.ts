import type { Constituted } from "../authority/queries.ts"
import { fromBase64, hex } from "../core/bytes.ts"
import { fingerprintGroups } from "../core/fingerprint.ts"
import { must } from "../core/must.ts"
import type { Screen } from "../terminal/output.ts"
import { drawnQr } from "../terminal/qr.ts"
import { actOutcome } from "./act.ts"

/**
 * Writes the trust anchor as it is read aloud: the first 128 bits of the hash, in eight groups of four hexadecimal
 * digits. On a terminal it stands below a QR code of the whole hash, because that fills a low screen, and what is read
 * aloud would have scrolled off above it.
 *
 * @param hash - `sha256:` and 64 hexadecimal digits
 * @param apart - whether its reader is by themselves, and compares it with what was read aloud elsewhere
 */
export function fingerprintText(hash: string, screen: Screen, { apart = false } = {}): string {
  const { labels, style } = screen
  const { fingerprint, fingerprintNote, compareFingerprint } = labels.authority
  const spoken = labels.command.titled(style.bold(fingerprint), fingerprintGroups(hash).join(" "))
  const note = apart ? compareFingerprint : `${fingerprintNote} ${hash}`
  const drawn = drawnQr(hash, screen)
  return drawn === undefined ? `${spoken}\n${note}\n` : `${note}\n\n${drawn}${spoken}\n`
}

/**
 * Writes the state of a log as papers do, so that people compare one form: eight groups of four hexadecimal digits.
 *
 * @param root - in base64, as a checkpoint states it
 */
export function rootText(root: string): string {
  return fingerprintGroups(hex(must(fromBase64(root), "root of a log"))).join(" ")
}

/** Shows the outcome of a decision, followed by the fingerprint where it has constituted the authority. */
export function constitutedOutcome(progress: Constituted, screen: Screen): string {
  const { fingerprint } = progress
  return actOutcome(progress, screen) + (fingerprint === undefined ? "" : `\n${fingerprintText(fingerprint, screen)}`)
}
