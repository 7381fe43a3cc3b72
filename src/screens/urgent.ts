import type { Act } from "../authority/act.ts"
import { type Member, memberNames } from "../authority/constitution.ts"
import { instantText } from "../core/instant.ts"
import { formatInstant } from "../language/language.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import type { DraftSuspension, IssuedSuspension } from "../urn/urgent-queries.ts"
import { holdsUntil } from "../urn/urgent-rule.ts"
import { personText } from "./act-summary.ts"
import { exactText } from "./act.ts"

/** An urgent suspension that took effect, with the zone of its hours. */
export type DecidedSuspension = IssuedSuspension & { readonly timezone: string }

/** Shows an urgent suspension as it is read before it is signed: what it does, and the exact text. */
export function suspensionDraft(
  { suspension, text, needed }: Pick<DraftSuspension, "suspension" | "text" | "needed">,
  timezone: string,
  screen: Screen,
): string {
  const { urgent } = screen.labels.urn
  const { until, untilClose, untilDecided } = urgent
  const words = { until, untilClose, untilDecided }
  return draftText(
    { title: urgent.title(suspension.number), text },
    [
      ...effectLines(suspension, words, timezone, screen),
      urgent.signers(needed),
      ...(needed > 1 ? [urgent.elsewhere] : []),
    ],
    screen,
  )
}

/** An urgent suspension as a file carries it, with what its reader needs. */
export interface CarriedSuspension extends Pick<DraftSuspension, "suspension" | "text" | "needed"> {
  readonly election: { readonly name: string; readonly timezone: string }
  /** The last act in effect when it was drafted. */
  readonly last: Pick<Act, "number" | "kind">
  readonly members: readonly Member[]
  /** `undefined` where it was drafted just now, and nobody was asked yet. */
  readonly signed: readonly string[] | undefined
}

/**
 * Shows an urgent suspension that is carried from one machine to another: whose it is, what it does once it is put into
 * effect, who has signed and until when it holds, and the exact text.
 */
export function carriedSuspension(carried: CarriedSuspension, screen: Screen): string {
  const { suspension, text, election, last } = carried
  const { urgent } = screen.labels.urn
  const { onceUntil: until, onceUntilClose: untilClose, onceUntilDecided: untilDecided } = urgent
  const { number, uuid, at } = suspension
  return draftText(
    { title: urgent.heading(number, safe(election.name), safe(uuid)), text },
    [
      ...effectLines(suspension, { until, untilClose, untilDecided }, election.timezone, screen),
      urgent.made(formatInstant(at, election.timezone, screen.language)),
      urgent.follows(last.number, screen.labels.lifecycle.acts[last.kind]),
      ...(carried.signed === undefined ? [] : signedLines({ ...carried, signed: carried.signed }, screen)),
    ],
    screen,
  )
}

function draftText(
  { title, text }: { readonly title: string; readonly text: string },
  lines: readonly string[],
  screen: Screen,
): string {
  const said = lines.map((line) => hanging("  ", line, screen))
  return [screen.style.bold(title), "", ...said, "", exactText(text, screen), "", ""].join("\n")
}

/** How the effect of a suspension is worded: from now on, or from when it is put into effect. */
interface EffectWords {
  readonly until: (until: string) => string
  readonly untilClose: string
  readonly untilDecided: string
}

function effectLines(
  { until, closes, reason }: DraftSuspension["suspension"],
  words: EffectWords,
  timezone: string,
  { labels, language }: Screen,
): readonly string[] {
  const hour = (instant: number) => formatInstant(instant, timezone, language)
  const effect = until === undefined ? words.untilDecided : until < closes ? words.until(hour(until)) : words.untilClose
  return [effect, labels.urn.urgent.closes(hour(closes)), labels.minutes.reason(safe(reason))]
}

/** The same, once members were asked. */
type CirculatedSuspension = CarriedSuspension & { readonly signed: readonly string[] }

function signedLines({ members, signed, suspension, needed, election }: CirculatedSuspension, screen: Screen) {
  const { urgent } = screen.labels.urn
  const { signedBy, signedByNobody } = screen.labels.notices
  const until = formatInstant(holdsUntil(suspension), election.timezone, screen.language)
  return [
    signed.length === 0 ? signedByNobody : signedBy(people(signed, members, screen)),
    urgent.holdsUntil(needed, until),
  ]
}

function people(ids: readonly string[], members: readonly Member[], screen: Screen): string {
  const names = memberNames(members)
  return ids.map((id) => personText(id, names, screen)).join(", ")
}

/** Says where a drafted suspension is, and what happens with it until when. */
export function suspensionDrafted(
  { suspension, needed, path, timezone }: SuspensionDrafted,
  { labels, language }: Screen,
): string {
  const { urgent } = labels.urn
  const until = formatInstant(holdsUntil(suspension), timezone, language)
  return `${urgent.drafted(suspension.number, safe(path))}\n${urgent.holdsUntil(needed, until)}\n`
}

/** A suspension that was written to a file, and the zone of its hours. */
export interface SuspensionDrafted extends Pick<DraftSuspension, "suspension" | "needed"> {
  readonly path: string
  readonly timezone: string
}

export function draftedJson({ suspension, needed, path }: SuspensionDrafted): object {
  const { number, at, until, closes } = suspension
  return {
    ...{ number, at: instantText(at), until: until === undefined ? null : instantText(until) },
    ...{ closes: instantText(closes), holdsUntil: instantText(holdsUntil(suspension)), signatures: needed, path },
  }
}

/** Says where a signed copy is, and how many signatures are still needed. */
export function suspensionCopied(
  {
    path,
    signed,
    needed,
    members,
  }: Pick<CirculatedSuspension, "signed" | "needed" | "members"> & { readonly path: string },
  screen: Screen,
): string {
  const { notices, urn } = screen.labels
  const more = needed - signed.length
  return [
    urn.urgent.copied(safe(path)),
    notices.signedBy(people(signed, members, screen)),
    ...(more > 0 ? [notices.stillNeeded(more)] : []),
    "",
  ].join("\n")
}

/** Says that the vote is suspended, by whom, and what the authority can decide about it. */
export function suspensionScreen({ suspension, from, signers, timezone }: DecidedSuspension, screen: Screen): string {
  const { urn, command, authority } = screen.labels
  const since = formatInstant(from, timezone, screen.language)
  return [
    screen.style.bold(urn.urgent.done(suspension.number, since)),
    command.titled(authority.signedBy, signers.map(({ name }) => safe(name)).join(", ")),
    hanging("", urn.urgent.next, screen),
    "",
  ].join("\n")
}

/** Says that the authority has not decided about an urgent suspension, which goes on or has ended by itself. */
export function undecidedText(
  { suspension, from }: IssuedSuspension,
  { hour, running }: { readonly hour: (instant: number) => string; readonly running: boolean },
  { labels }: Screen,
): string {
  const { urgent } = labels.urn
  const { number, until, closes } = suspension
  const state = running
    ? until === undefined
      ? urgent.stays
      : until < closes
        ? urgent.resumes(hour(until))
        : urgent.closing
    : urgent.ended(hour(until ?? closes))
  return urgent.undecided(number, hour(from), state)
}

/** Gives an urgent suspension to programs. */
export function suspensionJson({ suspension, from, entry, signers }: IssuedSuspension): object {
  const { number, until, closes } = suspension
  return {
    ...{ number, entry, from: instantText(from), until: until === undefined ? null : instantText(until) },
    ...{ closes: instantText(closes), signed: signers.map(({ id }) => id) },
  }
}
