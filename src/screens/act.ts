import type { ActProgress } from "../authority/act-queries.ts"
import type { Shortfall } from "../authority/quorum.ts"
import { type Role, roles } from "../core/vocabulary.ts"
import { safe, safeLines, type Screen } from "../terminal/output.ts"
import { actSummary, type Names, personText } from "./act-summary.ts"

/** Shows an act as it is read before it is signed, and how far it has come. */
export function actScreen(progress: ActProgress, screen: Screen): string {
  const { labels } = screen
  const { unsigned, names } = progress
  const lines = [`${actWords(progress, screen)}\n${signaturesText(progress, screen)}`.trimEnd()]
  const lacks = lacking(progress, screen)
  if (lacks.length > 0) {
    lines.push(...lacks, labels.command.titled(labels.authority.mayStillSign, peopleText(unsigned, names, screen)))
  }
  return `${lines.join("\n")}\n`
}

/** Warns of lines in members' names that do not count. */
export function invalidText(invalid: readonly string[], { labels, style }: Screen): string {
  return style.red(labels.authority.invalidLines(invalid.length, invalid.map(safe).join(", ")))
}

/**
 * Says who has signed an act, and under whose names there are lines that are not signatures; empty while nobody has
 * signed.
 */
export function signaturesText(progress: ActProgress, screen: Screen): string {
  return [...signedBy(progress, screen), ...invalidIn(progress, screen)].map((line) => `\n${line}\n`).join("")
}

/** Lists those who have signed, on one line; empty while nobody has. */
function signedBy({ signed, names }: ActProgress, screen: Screen): readonly string[] {
  const { command, authority } = screen.labels
  return signed.length === 0 ? [] : [command.titled(authority.signedBy, peopleText(signed, names, screen))]
}

function invalidIn({ invalid }: ActProgress, screen: Screen): readonly string[] {
  return invalid.length === 0 ? [] : [invalidText(invalid, screen)]
}

/** Says on one line what the quorum of a pending act lacks. */
function lacking({ state, missing }: ActProgress, screen: Screen): readonly string[] {
  const { command, authority } = screen.labels
  if (state !== "pending" || missing === undefined) return []
  return [command.titled(authority.stillLacking, missingText(missing, screen))]
}

/** Shows an act in words, and below them the exact text, which is what members sign. */
export function actWords({ act, kind, state, text, names }: ActProgress, screen: Screen): string {
  const { labels, style } = screen
  const title = style.bold(
    `${labels.authority.actTitle(act, labels.lifecycle.acts[kind])} — ${labels.authority[state]}`,
  )
  return [title, "", actSummary(text, names, screen), exactText(text, screen)].join("\n")
}

/**
 * Shows the text of an act, set apart from what is said about it. A terminal would break its long lines within a key: they
 * are broken at blanks here, each for one blank of the text, and go on further in, as is said above them.
 */
export function exactText(text: string, { labels, terminal, columns }: Screen): string {
  const lines = safeLines(text.trimEnd()).split("\n")
  const shown = terminal ? lines.map((line) => goingOn(line, columns)) : lines.map((line) => `  ${line}`)
  const isBroken = shown.some((line) => line.includes("\n"))
  return [labels.act.exactText(isBroken), "", ...shown].join("\n")
}

/** Breaks a line of an exact text that is longer than the screen, never where two blanks meet. */
function goingOn(line: string, columns: number): string {
  const lines: string[] = []
  for (const part of line.split(/(?<! ) (?! )/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + part.length <= columns) lines.splice(-1, 1, `${last} ${part}`)
    else lines.push(`${last === undefined ? "  " : "    "}${part}`)
  }
  return lines.join("\n")
}

/** Lists people by name, each with the identifier by which commands name them. */
function peopleText(ids: readonly string[], names: Names, screen: Screen): string {
  return ids.map((id) => personText(id, names, screen)).join(", ")
}

/** Writes `2 more signatures, among them 1 president`. */
export function missingText(missing: Shortfall, { labels }: Screen): string {
  const ofRoles = roles.flatMap((role: Role) =>
    missing.roles[role] === undefined
      ? []
      : [labels.authority.ofRole(missing.roles[role], labels.lifecycle.roles[role])],
  )
  const ofThese = ofRoles.join(", ")
  if (missing.total === 0) return ofThese
  const total = labels.authority.oneMore(missing.total)
  return ofRoles.length === 0 ? total : labels.authority.amongThem(total, ofThese)
}

/** Says what became of an act after it was proposed or signed. */
export function actOutcome(progress: ActProgress, screen: Screen): string {
  const { labels, style } = screen
  const { act, kind, state } = progress
  const title = labels.command.titled(
    labels.authority.actTitle(act, labels.lifecycle.acts[kind]),
    style.bold(labels.authority[state]),
  )
  const lines = [title, ...signedBy(progress, screen), ...lacking(progress, screen), ...invalidIn(progress, screen)]
  return `${lines.join("\n")}\n`
}
