/** The hours of the vote on a screen: a row per source, what the arrivals show, and a time line. */
import type { Availability, ChannelArrivals } from "../availability/availability.ts"
import type { HoursOffered, SourceRow } from "../availability/hours.ts"
import type { Silence } from "../availability/silence.ts"
import { intersection, type Span, totalOf } from "../availability/spans.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { localTime } from "./local-time.ts"

const minute = 60_000

/** Writes `1 h 45 min`, or seconds for less than a minute. */
function lengthText(length: number, { labels }: Screen): string {
  const { availability } = labels
  if (length > 0 && length < minute) return availability.seconds(Math.round(length / 1000))
  const minutes = Math.round(length / minute)
  return minutes < 60 ? availability.minutes(minutes) : availability.hours(Math.floor(minutes / 60), minutes % 60)
}

export function availabilityScreen(found: Availability, screen: Screen): string {
  const { labels, style } = screen
  const { availability } = labels
  const { hours, offered, timezone, rehearsal } = found
  const mark = rehearsal ? ` — ${style.yellow(labels.guide.rehearsal)}` : ""
  const isOther = hours.defined.from !== hours.promised.from || hours.defined.to !== hours.promised.to
  const lines = [
    `${style.bold(availability.title(safe(found.name)))}${mark}`,
    "",
    hanging(`${availability.promised} `, spanText(hours.promised, timezone, screen), screen),
    hanging("  ", availability.acts(hours.acts.open, hours.acts.extend), screen),
    ...(isOther ? [hanging(`${availability.defined} `, spanText(hours.defined, timezone, screen), screen)] : []),
    availability.soFar(lengthText(offered.promisedSoFar, screen), localTime(offered.until, timezone, screen)),
    "",
    table(screen, Object.values(availability.columns), [
      ...offered.rows.map((row) => rowOf(row, found, screen)),
      ...found.channels.map((channel) => channelRow(channel, found, screen)),
    ]).trimEnd(),
    "",
    ...offeredLines(offered, screen),
    "",
    ...timeline(offered, timezone, screen),
    "",
    ...interruptionLines(found, screen),
  ]
  return `${lines.join("\n").trimEnd()}\n`
}

/** Says which apparent interruptions were entered in the register. */
export function enteredSilencesLine(
  entered: readonly { readonly silence: number; readonly entry: number }[],
  { labels }: Screen,
): string {
  const { availability } = labels
  return entered.length === 0 ? availability.nothingEntered : entered.map(availability.entered).join("\n")
}

function spanText({ from, to }: Span, zone: string, screen: Screen): string {
  return screen.labels.availability.from(
    localTime(from, zone, screen),
    localTime(to, zone, screen),
    lengthText(to - from, screen),
  )
}

function rowOf(
  { source, lost, undecidable }: SourceRow,
  { hours, arrivals }: Availability,
  screen: Screen,
): readonly string[] {
  const { availability } = screen.labels
  const name = availability.sources[source]
  if (lost === null || undecidable !== null) {
    const why =
      arrivals?.state === "not-decidable" && undecidable === "too-few-ballots"
        ? availability.tooFewBallots(screen.count(arrivals.ballots), screen.count(arrivals.needed))
        : availability.undecidable[undecidable ?? "no-arrivals"]
    return [name, availability.notDecidable, why]
  }
  const acts =
    source === "suspension" && hours.acts.suspend.length > 0 ? ` ${availability.actNumbers(hours.acts.suspend)}` : ""
  return [name, lengthText(lost, screen), `${availability.bases[source]}${acts}`]
}

/** What one channel lost is told in a row of its own, and not taken off the hours offered: the others went on. */
function channelRow(
  { channel, until, arrivals }: ChannelArrivals,
  { offered, timezone }: Availability,
  screen: Screen,
): readonly string[] {
  const { availability } = screen.labels
  const name = availability.channel(safe(channel))
  if (arrivals === undefined || until === undefined) return [name, availability.notDecidable, availability.unsigned]
  if (arrivals.state === "not-decidable") {
    const why = availability.tooFewBallots(screen.count(arrivals.ballots), screen.count(arrivals.needed))
    return [name, availability.notDecidable, why]
  }
  const sofar = [{ from: offered.promised.from, to: offered.until }]
  const lost = totalOf(intersection(sofar, arrivals.silences))
  return [name, lengthText(lost, screen), availability.signed(localTime(until, timezone, screen))]
}

function offeredLines({ offered, promisedSoFar, undecided }: HoursOffered, screen: Screen): readonly string[] {
  const { availability } = screen.labels
  const figures = [lengthText(offered, screen), lengthText(promisedSoFar, screen)] as const
  if (undecided.length === 0) return [availability.offeredWhole(...figures)]
  const names = undecided.map((source) => availability.sources[source]).join(", ")
  return [availability.offered(...figures), availability.lessOffered(names)]
}

/** Draws a line per row, in which `#` is what its name says and `.` the rest of the promised time so far. */
function timeline(offered: HoursOffered, zone: string, screen: Screen): readonly string[] {
  const { availability } = screen.labels
  const { promised, until, offeredSpans, rows } = offered
  const names = [availability.timeline.offered, ...rows.map(({ source }) => availability.sources[source])]
  const indent = Math.max(...names.map((name) => name.length)) + 2
  const cells = Math.max(20, Math.min(screen.columns, 100) - indent - 1)
  const cell = (promised.to - promised.from) / cells
  const line = (name: string, spans: readonly Span[], isKnown = true) => {
    const drawn = Array.from({ length: cells }, (_, i) => {
      const [from, to] = [promised.from + i * cell, promised.from + (i + 1) * cell]
      if (from >= until) return " "
      if (!isKnown) return "?"
      return spans.some((span) => span.from < to && span.to > from) ? "#" : "."
    })
    return `${name.padEnd(indent)}${drawn.join("")}`.trimEnd()
  }
  const ends = [localTime(promised.from, zone, screen), localTime(promised.to, zone, screen)] as const
  return [
    `${" ".repeat(indent)}${ends[0]}${ends[1].padStart(cells - ends[0].length)}`,
    line(availability.timeline.offered, offeredSpans),
    ...rows.map(({ source, spans, undecidable }) => line(availability.sources[source], spans, undecidable === null)),
  ]
}

function interruptionLines(found: Availability, screen: Screen): readonly string[] {
  const { labels, count, style } = screen
  const { availability } = labels
  const { arrivals, channels, timezone } = found
  const undecided = channels.filter((one) => one.arrivals === undefined)
  const unknown = undecided.reduce((sum, one) => sum + one.ballots, 0)
  const others = [
    ...channels.flatMap((one) => channelLines(one, timezone, screen)),
    ...(unknown === 0 ? [] : [availability.handedOver(count(unknown))]),
  ]
  if (arrivals?.state !== "decided") return others
  const { silences } = arrivals
  const [first] = silences
  const plan = planLines(found, screen)
  if (first === undefined) return [availability.none, ...plan, ...others]
  return [
    style.bold(availability.interruptions),
    ...silenceLines(silences, timezone, screen),
    availability.rule(first.K, count(first.n)),
    availability.cause,
    ...plan,
    ...others,
  ]
}

/** Lists the apparent interruptions of a channel. */
function channelLines({ channel, arrivals }: ChannelArrivals, zone: string, screen: Screen): readonly string[] {
  const { availability } = screen.labels
  if (arrivals?.state !== "decided" || arrivals.silences.length === 0) return []
  return [
    screen.style.bold(availability.channelInterruptions(safe(channel))),
    ...silenceLines(arrivals.silences, zone, screen),
    availability.othersWentOn,
  ]
}

function silenceLines(silences: readonly Silence[], zone: string, screen: Screen): readonly string[] {
  const { labels, style, count } = screen
  const { availability } = labels
  const rows = silences.map(({ from, to, expected, ballots, S, g, p }) => [
    ...[localTime(from, zone, screen), lengthText(to - from, screen), count(expected), count(ballots)],
    ...[lengthText(S * 1000, screen), lengthText(g * 1000, screen), p],
  ])
  return [
    table(screen, Object.values(availability.silence), rows).trimEnd(),
    ...(silences.some(({ provisional }) => provisional) ? [style.yellow(availability.provisional)] : []),
  ]
}

function planLines({ planned, unplanned, timezone }: Availability, screen: Screen): readonly string[] {
  const { availability } = screen.labels
  if (unplanned.length === 0) return planned ? [] : [availability.unplannedDay]
  const spans = unplanned.map(
    ({ from, to }) => `${localTime(from, timezone, screen)} → ${localTime(to, timezone, screen)}`,
  )
  return [availability.unplanned(spans.join(", "), planned)]
}
