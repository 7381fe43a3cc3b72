import type { AuthorityTable } from "../authority/table.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { ElectionTable } from "../definition/table.ts"
import { entriesOfType, lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { closingHour, hourOf, openingAct } from "../urn/closing-hour.ts"
import type { VoteHours } from "./hours.ts"
import type { Span } from "./spans.ts"

export interface HoursFile {
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
}

/**
 * Reads the hours of the vote from the definition, from acts and from the journal's entries, all of them proved. An
 * annulment ends what was promised.
 */
export function voteHours(file: HoursFile): VoteHours {
  const { opens: from, closes: to } = file.election.get().definition
  const opening = openingAct(file)
  const opened = lastEntry(file.journal, "urn.opened")
  const entries = [...entriesOfType(file.journal, "act.effective")]
  const since = entries.filter(({ number }) => opened !== undefined && number > opened.number)
  const at = (event: { readonly at: string }) => must(parseInstant(event.at), "the instant of an entry")
  const annulled = entries.find(({ event }) => event.kind === "annul")?.event
  const closes = Math.min(closingHour(file), annulled === undefined ? Infinity : at(annulled))
  const opens = hourOf(opening, "opens", from)
  const suspended: Span[] = []
  let began: number | undefined
  for (const { event } of since) {
    if (event.kind === "suspend") began = at(event)
    else if (event.kind === "resume" && began !== undefined) {
      suspended.push({ from: began, to: at(event) })
      began = undefined
    }
  }
  if (began !== undefined) suspended.push({ from: began, to: Math.max(began, closes) })
  const numbers = (kind: "extend" | "suspend") => since.flatMap(({ event }) => (event.kind === kind ? [event.act] : []))
  return {
    defined: { from, to },
    promised: { from: opens, to: Math.max(opens, closes) },
    opened: opened === undefined ? undefined : at(opened.event),
    suspended,
    acts: { open: opening?.number, extend: numbers("extend"), suspend: numbers("suspend") },
  }
}
