import { encodeQR } from "qr"
import { fingerprintGroups } from "../core/fingerprint.ts"
import type { Constituted } from "../authority/list-operations.ts"
import { actOutcome } from "./acts.ts"
import type { Screen } from "./output.ts"

/**
 * The trust anchor as it is read aloud: the first 128 bits of the hash, eight groups of four hexadecimal digits; on a
 * terminal above a QR code of all of it.
 *
 * @param hash `sha256:` and 64 hexadecimal digits
 */
export function fingerprintText(hash: string, { labels, style, columns, terminal }: Screen): string {
  const { fingerprint, fingerprintNote } = labels.authority
  const code = terminal && columns >= 60 ? `\n${qrText(hash)}` : ""
  return `${labels.command.titled(style.bold(fingerprint), fingerprintGroups(hash).join(" "))}\n${fingerprintNote} ${hash}\n${code}`
}

/** The outcome of a decision, followed by the fingerprint where it has constituted the authority. */
export function constitutedOutcome(progress: Constituted, screen: Screen): string {
  const { fingerprint } = progress
  return actOutcome(progress, screen) + (fingerprint === undefined ? "" : `\n${fingerprintText(fingerprint, screen)}`)
}

/** Two rows of modules a line, in half blocks: dark modules are drawn, with a light margin, on a light ground. */
function qrText(text: string): string {
  const modules = encodeQR(text, "raw", { ecc: "low", border: 2 })
  const lines: string[] = []
  for (let row = 0; row < modules.length; row += 2) {
    const upper = modules[row] ?? []
    const lower = modules[row + 1] ?? []
    lines.push(upper.map((dark, column) => halfBlock(dark, lower[column] ?? false)).join(""))
  }
  // Dark on light whatever the terminal's own colours are: readers refuse inverted codes.
  return lines.map((line) => `\u001b[30;107m${line}\u001b[0m\n`).join("")
}

function halfBlock(upper: boolean, lower: boolean): string {
  if (upper) return lower ? "█" : "▀"
  return lower ? "▄" : " "
}
