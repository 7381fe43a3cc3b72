import type { SignedMinutes } from "../minutes/queries.ts"
import type { NeededSigners } from "../minutes/signers.ts"
import { hanging, safe, safeLines, type Screen } from "../terminal/output.ts"

/** Shows minutes that nobody signed yet: the text that is published, and below it the exact note that members sign. */
export function drawnText(
  { public: open, text }: { readonly public: string; readonly text: string },
  { members, secretary }: NeededSigners,
  screen: Screen,
): string {
  const { labels, style } = screen
  const { minutes } = labels
  return [
    textOf(open, screen),
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
  return `${textOf(full ? found.full : found.public, screen)}\n\n${signedScreen(found, screen)}`
}

/** Breaks long lines between words, further in than they begin. */
function textOf(text: string, screen: Screen): string {
  const lines = text.trimEnd().split("\n")
  return lines
    .map((line) => {
      const [, mark = "", rest = line] = /^(- | {4})(.*)$/.exec(line) ?? []
      return mark === "" ? safe(line) : hanging(mark, safe(rest), screen)
    })
    .join("\n")
}
