import type { SignedMinutes } from "../minutes/queries.ts"
import type { NeededSigners } from "../minutes/signers.ts"
import { safe, safeLines, type Screen } from "../terminal/output.ts"

/** Shows minutes that nobody signed yet: the text that is published, and below it the exact note that members sign. */
export function drawnText(
  { public: open, text }: { readonly public: string; readonly text: string },
  { members, secretary }: NeededSigners,
  { labels: { minutes }, style }: Screen,
): string {
  return [
    textOf(open),
    "",
    style.bold(minutes.shown),
    safeLines(text.trimEnd()).replace(/^/gm, "  "),
    "",
    minutes.needs(members, secretary),
    "",
  ].join("\n")
}

export function signedScreen({ signers, hash }: SignedMinutes, { labels: { minutes, command } }: Screen): string {
  const names = signers.map(({ name }) => safe(name))
  return `${minutes.signed(names)}\n${command.titled(minutes.fingerprint, hash)}\n`
}

export function minutesScreen(found: SignedMinutes, full: boolean, screen: Screen): string {
  return `${textOf(full ? found.full : found.public)}\n\n${signedScreen(found, screen)}`
}

function textOf(text: string): string {
  return safeLines(text.trimEnd())
}
