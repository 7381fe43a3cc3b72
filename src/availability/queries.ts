import { parseInstant } from "../core/instant.ts"
import { eventTypes } from "../journal/event.ts"
import { entriesOfType, lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { type ArrivalBin, arrivalsOf } from "../urn/arrival-queries.ts"
import type { LedgerFile } from "../urn/ledger-queries.ts"
import type { Availability } from "./availability.ts"
import { type HoursFile, voteHours } from "./hours-queries.ts"
import { hoursOffered, type Loss, openSpans } from "./hours.ts"
import { flatWeights, plannedTime, unplannedIn, type ZoneOffset } from "./planned-time.ts"
import { findSilences, type SilenceReport } from "./silence.ts"
import { intersection } from "./spans.ts"

export type AvailabilityFile = HoursFile & LedgerFile

/**
 * Compares the hours that were promised with those that were offered, and adds what arrivals show.
 *
 * @param now - in milliseconds
 * @param offsetIn - the minutes by which the clocks of a zone are ahead of UTC at an instant
 * @param declared - the times in which people declared that nobody could vote, or why none are known
 * @throws UrneError `entry-altered`, `act-altered`, `election-file-altered`
 */
export function availabilityOf(
  file: AvailabilityFile,
  now: number,
  offsetIn: (instant: number, zone: string) => number,
  declared: Loss,
): Availability {
  const { definition, rehearsal } = file.election.get()
  const hours = voteHours(file)
  const offset: ZoneOffset = (instant) => offsetIn(instant, definition.timezone)
  const { expected } = definition.publish.turnout
  const weights = expected ?? flatWeights
  const recorded = arrivalsOf(file, now)
  const bins = [...(recorded?.bins ?? []), ...waitingBin(recorded?.waiting, now)].filter(
    ({ from }) => from < hours.promised.to,
  )
  const time = plannedTime(hours.defined, openSpans(hours), weights, offset)
  const arrivals = recorded === undefined ? undefined : findSilences(bins, time, instantsOf(file.journal))
  const offered = hoursOffered(
    hours,
    {
      "apparent-interruption": lossOf(arrivals),
      "failed-probe": { undecidable: "no-probes" },
      "declared-outage": declared,
    },
    now,
  )
  const sofar = { from: offered.promised.from, to: offered.until }
  return {
    ...{ name: definition.name, rehearsal, timezone: definition.timezone, hours, offered, arrivals, bins },
    handedOver: (recorded?.handedOver ?? []).reduce((sum, { ballots }) => sum + ballots, 0),
    planned: expected !== undefined,
    unplanned: intersection([sofar], unplannedIn(sofar, weights, offset)),
  }
}

/** Ballots that wait for their bin came at some time since it began. */
function waitingBin(
  waiting: { readonly from: number; readonly ballots: number } | undefined,
  now: number,
): readonly ArrivalBin[] {
  return waiting === undefined || waiting.from >= now ? [] : [{ ...waiting, to: now }]
}

function lossOf(arrivals: SilenceReport | undefined): Loss {
  if (arrivals === undefined) return { undecidable: "no-arrivals" }
  return arrivals.state === "decided" ? { spans: arrivals.silences } : { undecidable: "too-few-ballots" }
}

/**
 * Lists the instants that the file gives during the vote; each makes a bin wait for ten more ballots. Of entries and
 * checkpoints with no ballot between them, the first is enough.
 */
function instantsOf(journal: JournalTable): readonly number[] {
  const opened = lastEntry(journal, "urn.opened")?.number ?? Infinity
  const found: { readonly place: number; readonly at: number }[] = []
  for (const type of eventTypes) {
    if (type === "urn.accepted") continue
    for (const { number, event } of entriesOfType(journal, type)) {
      const at = number > opened && "at" in event ? parseInstant(event.at) : undefined
      if (at !== undefined) found.push({ place: number, at })
    }
  }
  for (const { size, at } of journal.checkpoints(journal.size())) {
    const instant = size > opened ? parseInstant(at) : undefined
    if (instant !== undefined) found.push({ place: size, at: instant })
  }
  const ordered = found.toSorted((a, b) => a.place - b.place)
  return ordered.flatMap(({ place, at }, i) => (place - (ordered[i - 1]?.place ?? -Infinity) <= 1 ? [] : [at]))
}
