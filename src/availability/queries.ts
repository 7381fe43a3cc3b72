import { parseInstant } from "../core/instant.ts"
import { eventTypes } from "../journal/event.ts"
import { entriesOfType, lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { SilenceBins } from "../register/figure-event.ts"
import { type ArrivalBin, arrivalsOf } from "../urn/arrival-queries.ts"
import type { ChannelFile } from "../urn/channel-queries.ts"
import type { LedgerFile } from "../urn/ledger-queries.ts"
import type { Availability } from "./availability.ts"
import { channelArrivals } from "./channel-queries.ts"
import { silenceBins } from "./entered.ts"
import { type HoursFile, voteHours } from "./hours-queries.ts"
import { hoursOffered, type Loss, openSpans } from "./hours.ts"
import { flatWeights, plannedTime, unplannedIn, type ZoneOffset } from "./planned-time.ts"
import { findSilences, mostWithin, type Silence, type SilenceReport, silenceRule, slot } from "./silence.ts"
import { intersection, type Span } from "./spans.ts"

export type AvailabilityFile = HoursFile & LedgerFile & ChannelFile

/** Returns by how many minutes the clocks of a zone are ahead of UTC at an instant. */
export type OffsetIn = (instant: number, zone: string) => number

/**
 * Compares the hours that were promised with those that were offered, and adds what arrivals show.
 *
 * @param now - in milliseconds
 * @param declared - the times in which people declared that nobody could vote, or why none are known
 * @param probed - those in which an official address did not answer, or why none are known
 * @throws UrneError `entry-altered`, `act-altered`, `election-file-altered`
 */
export function availabilityOf(
  file: AvailabilityFile,
  now: number,
  offsetIn: OffsetIn,
  declared: Loss,
  probed: Loss = { undecidable: "no-probes" },
): Availability {
  const { definition, rehearsal } = file.election.get()
  const { hours, recorded, time, instants, weights, offset } = arrivalChart(file, now, offsetIn)
  const { expected } = definition.publish.turnout
  const bins = [...(recorded?.bins ?? []), ...waitingBin(recorded?.waiting, now)].filter(
    ({ from }) => from < hours.promised.to,
  )
  const arrivals = recorded === undefined ? undefined : findSilences(bins, time, instants)
  const offered = hoursOffered(
    hours,
    {
      "apparent-interruption": lossOf(arrivals),
      "failed-probe": probed,
      "declared-outage": declared,
    },
    now,
  )
  const sofar = { from: offered.promised.from, to: offered.until }
  const { handedOver = [] } = recorded ?? {}
  return {
    ...{ name: definition.name, rehearsal, timezone: definition.timezone, hours, offered, arrivals, bins },
    channels: channelArrivals(file, handedOver, time),
    handedOver: handedOver.reduce((sum, { ballots }) => sum + ballots, 0),
    planned: expected !== undefined,
    unplanned: intersection([sofar], unplannedIn(sofar, weights, offset)),
  }
}

/** Reads the arrivals, and all with which the rule judges them. */
function arrivalChart(file: AvailabilityFile, now: number, offsetIn: OffsetIn) {
  const { timezone, publish } = file.election.get().definition
  const hours = voteHours(file)
  const offset: ZoneOffset = (instant) => offsetIn(instant, timezone)
  const weights = publish.turnout.expected ?? flatWeights
  const time = plannedTime(hours.defined, openSpans(hours), weights, offset)
  return { hours, recorded: arrivalsOf(file, now), time, instants: instantsOf(file.journal), weights, offset }
}

/** Apparent interruptions as they may be entered in the register, and the bins of which they were computed. */
export interface EnterableSilences {
  readonly silences: readonly Silence[]
  readonly bins: SilenceBins
  /** How many ballots may have come in a time without filling a bin. */
  readonly mostIn: (span: Span) => number
}

/**
 * Finds the apparent interruptions that may be entered. An entry is dated and published, so what is computed for it is
 * coarser than what a screen shows. It ends with the last five minutes that are over, as bins do; a bin that is still being
 * filled is left out; of ballots that wait for theirs it is only said how many there may be at most; and rates are taken
 * from no fewer ballots than the minimum cell.
 *
 * @param now - in milliseconds
 * @throws UrneError `entry-altered`, `act-altered`, `election-file-altered`
 */
export function enterableSilences(file: AvailabilityFile, now: number, offsetIn: OffsetIn): EnterableSilences {
  const { hours, recorded, time, instants } = arrivalChart(file, now, offsetIn)
  const { cell } = file.election.get().definition.publish
  const until = Math.min(now - (now % slot), hours.promised.to)
  const whole = (recorded?.bins ?? []).flatMap((bin) =>
    bin.ballots === 0 ? cutAt(bin, until) : bin.to < now ? [bin] : [],
  )
  const waiting = waitingBin(recorded?.waiting, until).map((bin) => ({ ...bin, ballots: mostWithin(instants, bin) }))
  const bins = [...whole, ...waiting].filter(({ from }) => from < hours.promised.to)
  // Below the least number of ballots nothing is decided, however many may wait.
  const isDecidable = whole.reduce((sum, bin) => sum + bin.ballots, 0) >= silenceRule.ballots
  const report = findSilences(bins, time, instants, Math.max(silenceRule.rate.ballots, cell))
  return {
    silences: isDecidable && report.state === "decided" ? report.silences : [],
    bins: silenceBins(bins, waiting.length > 0),
    mostIn: (span) => mostWithin(instants, span),
  }
}

/** Returns what is left of a bin up to an instant. */
function cutAt(bin: ArrivalBin, until: number): readonly ArrivalBin[] {
  return bin.from >= until ? [] : [{ ...bin, to: Math.min(bin.to, until) }]
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
