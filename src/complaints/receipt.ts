import { sha256Hex } from "../core/hash.ts"
import type { NamedElection } from "../definition/named-election.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { formatInstant } from "../language/language.ts"
import type { ShownEntry } from "../register/list-queries.ts"
import { safe, safeLines } from "../terminal/output.ts"
import type { WholeComplaint } from "./whole.ts"

/** The SHA-256 of the line that the published register has of an entry, without its line feed. */
export function lineHash({ body }: Pick<ShownEntry, "body">): string {
  return sha256Hex(body)
}

/**
 * Writes what whoever complained takes home: number, hour, deadline, the text, and what is needed to find the complaint
 * in the published record and to prove what it said. It is in the language of the election. What the entry commits to
 * stands there byte for byte, so that a screen has to spell out characters that could act on a terminal.
 *
 * @param signers - the names of those who entered it
 */
export function complaintReceipt(
  election: NamedElection,
  complaint: WholeComplaint,
  shown: ShownEntry,
  signers: readonly string[],
): string {
  const { complaints, register, tally } = catalogueOf(election.locale).labels
  const { receipt } = complaints
  const hour = (instant: number) => formatInstant(instant, election.timezone, election.locale)
  const lines = (text: string) =>
    safeLines(text)
      .trimEnd()
      .split("\n")
      .map((line) => (line === "" ? "" : `  ${line}`))
  const { number, role, name, contact, incident, due, entry, at, text } = complaint
  const { opening, checkpoint } = shown
  return [
    election.rehearsal ? `${receipt.title} — ${tally.rehearsal}` : receipt.title,
    "",
    safe(election.name),
    safe(election.authority),
    election.uuid,
    "",
    receipt.number(number),
    receipt.entered(hour(at), entry),
    receipt.by(safe(name), register.roles[role]),
    ...(contact === undefined ? [] : [receipt.contact(safe(contact))]),
    ...(incident === undefined ? [] : [complaints.aboutIncident(incident)]),
    receipt.due(hour(due)),
    receipt.signed(signers.map(safe).join(", ")),
    "",
    receipt.text,
    ...lines(text),
    "",
    receipt.keep,
    receipt.line(entry),
    `  ${lineHash(shown)}`,
    ...(opening === null ? [] : [receipt.hidden, `  ${opening.content}`, `  ${opening.key}`]),
    "",
    ...(checkpoint === null ? [receipt.unsigned] : [receipt.checkpoint, ...lines(checkpoint)]),
    "",
  ].join("\n")
}
