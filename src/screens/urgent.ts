import { instantText } from "../core/instant.ts"
import { formatInstant } from "../language/language.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import type { DraftSuspension, IssuedSuspension } from "../urn/urgent-queries.ts"
import { exactText } from "./act.ts"

/** An urgent suspension that took effect, with the zone of its hours. */
export type DecidedSuspension = IssuedSuspension & { readonly timezone: string }

/** Shows an urgent suspension as it is read before it is signed: what it does, and the exact text. */
export function suspensionDraft(
  { suspension, text, needed }: DraftSuspension,
  timezone: string,
  screen: Screen,
): string {
  const { labels, style } = screen
  const { urgent } = labels.urn
  const { number, until, closes, reason } = suspension
  const hour = (instant: number) => formatInstant(instant, timezone, screen.language)
  const effect =
    until === undefined ? urgent.untilDecided : until < closes ? urgent.until(hour(until)) : urgent.untilClose
  return [
    style.bold(urgent.title(number)),
    "",
    ...[effect, urgent.closes(hour(closes)), labels.minutes.reason(safe(reason)), urgent.signers(needed)].map((line) =>
      hanging("  ", line, screen),
    ),
    "",
    exactText(text, screen),
    "",
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
