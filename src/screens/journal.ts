/** The entries of the journal, one per line. */
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import { ballotsApart } from "../journal/dating.ts"
import type { ListedJournal, ShownCheckpoint } from "../journal/list-operations.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { type Names, personText } from "./act-summary.ts"
import { eventWords, type EventWriting } from "./event-words.ts"
import { rootText } from "./fingerprint.ts"
import { localTime } from "./local-time.ts"

/** Shows what happened, one entry per line, in the election's time. */
export function journalScreen({ size, root, entries }: ListedJournal, names: Names, screen: Screen): string {
  const { labels, count } = screen
  const { columns, fingerprint } = labels.journal
  const zone = screen.zone ?? "UTC"
  const writing: EventWriting = {
    labels,
    count,
    instant: (instant) => localTime(instant, zone, screen),
    person: (id) => personText(id, names, screen),
    text: safe,
  }
  const rows = entries.map(({ number, event }) => [
    number,
    "at" in event ? localTime(must(parseInstant(event.at), "instant of an entry"), zone, screen) : "",
    eventWords(event, writing),
  ])
  const head = [columns.number, columns.at(zone), columns.event]
  return `${table(screen, head, rows)}\n${fingerprint(count(size))} ${rootText(root)}\n`
}

/** Says why a checkpoint covers less than the journal has. */
export function uncovered({ size, entries }: ShownCheckpoint, { labels, count }: Screen): string {
  return labels.journal.uncovered(count(size), count(entries), count(ballotsApart))
}
