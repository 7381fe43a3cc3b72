import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { Event } from "../journal/event.ts"
import type { Catalogue } from "../language/catalogue.ts"

/** How parts of entries are written for a reader. `text` makes foreign text safe for the screen. */
export interface EventWriting {
  readonly labels: Catalogue["labels"]
  readonly count: (count: bigint | number) => string
  /** Writes an instant in the election's zone. */
  readonly instant: (instant: number) => string
  /** Names a member by identifier. */
  readonly person: (id: string) => string
  readonly text: (text: string) => string
}

/** Says what happened, in a sentence. Hashes are only in `--json`, because nobody reads them for their meaning. */
export function eventWords(event: Event, { labels, count, instant, person, text }: EventWriting): string {
  const { events } = labels.journal
  const hour = (written: string) => instant(must(parseInstant(written), "instant of an entry"))
  switch (event.type) {
    case "election.created":
      return events.created(event.rehearsal)
    case "election.backed-up":
      return events.backedUp(count(event.size))
    case "act.proposed":
      return events.proposed(event.act, labels.lifecycle.acts[event.kind])
    case "act.signed":
      return events.signed(event.act, person(event.member))
    case "act.reserved":
      return events.reserved(event.act, person(event.member))
    case "act.declined":
      return events.declined(event.act, person(event.member))
    case "act.absent":
      return events.absent(event.act, person(event.member))
    case "act.dropped":
      return events.dropped(event.act, event.reason)
    case "act.effective": {
      const done = events.effective(event.act, labels.lifecycle.acts[event.kind])
      return event.closes === undefined ? done : events.closing(done, hour(event.closes))
    }
    case "roll.imported":
      return events.roll(count(event.eligible), count(event.ineligible), count(event.refused))
    case "trustees.answered":
      return events.answered(text(event.holder), event.step)
    case "trustees.restarted":
      return events.restarted
    case "trustees.established":
      return events.established
    case "trustees.checked":
      return events.checked(event.owner)
    case "credentials.generated":
      return events.generated(count(event.issued), count(event.reserve))
    case "credentials.opened":
      return events.opened(event.purpose, text(event.by), count(event.letters), text(event.reason))
    case "urn.opened":
      return events.closing(events.urnOpened, hour(event.closes))
    case "urn.suspended": {
      const done = events.suspended(event.number)
      return event.until === undefined ? done : events.resuming(done, hour(event.until))
    }
    case "urn.accepted":
      return events.accepted(event.count, count(event.count))
    case "urn.batch-announced":
      return events.announced(text(event.channel), event.number, count(event.count))
    case "urn.batch-received": {
      const { channel, number, count: lines, accepted, present = 0, refused } = event
      const figures = {
        lines: count(lines),
        accepted: count(accepted),
        present: count(present),
        refused: count(refused),
      }
      return events.received(text(channel), number, figures)
    }
    case "urn.counted":
      return events.counted(count(event.voters), count(event.ballots))
    case "urn.frozen":
      return events.frozen(count(event.ballots), count(event.grace))
    case "tally.computed":
      return events.computed(count(event.counted), count(event.ballots))
    case "tally.share-received":
      return events.share(event.owner)
    case "tally.share-refused":
      return events.shareRefused(event.owner)
    case "tally.result":
      return events.result
  }
}
