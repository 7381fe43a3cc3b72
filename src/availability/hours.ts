/**
 * The hours that were promised to the voters, and those that were offered: the promised ones without the time that some
 * source says was lost. Each source has a row of its own, since none of them knows what the others know.
 */
import { difference, intersection, type Span, totalOf, union } from "./spans.ts"

/** What acts and the journal say about the hours of the vote. All instants are milliseconds. */
export interface VoteHours {
  /** The hours of the definition, which the authority may have replaced by its act `open`. */
  readonly defined: Span
  /** The hours as they are decided now: by the act `open` or else the definition, with each extension. */
  readonly promised: Span
  /** The zero report, after which ballots could come in. */
  readonly opened: number | undefined
  readonly suspended: readonly Span[]
  /** Urgent suspensions: from when on, and when each ends by itself if nothing else is decided. Milliseconds. */
  readonly urgent: readonly { readonly at: number; readonly until: number | undefined }[]
  /** The acts that decided the promised hours and the suspensions. */
  readonly acts: {
    readonly open: number | undefined
    readonly extend: readonly number[]
    readonly suspend: readonly number[]
  }
}

/** Sources in the order in which they are shown. The first two are the journal's. */
export const sources = ["not-open", "suspension", "apparent-interruption", "failed-probe", "declared-outage"] as const
export type Source = (typeof sources)[number]

/**
 * Why a source cannot judge: there were too few ballots, no arrivals or probes were recorded, there is no register in
 * which to declare outages, or another program wrote to it.
 */
export type Undecidable = "too-few-ballots" | "no-arrivals" | "no-probes" | "no-register" | "register-altered"

/** The time that a source says was lost. */
export type Loss = { readonly spans: readonly Span[] } | { readonly undecidable: Undecidable }

export interface SourceRow {
  readonly source: Source
  /** The lost time within the promised hours so far, in milliseconds; `null` if the source cannot judge. */
  readonly lost: number | null
  readonly spans: readonly Span[]
  readonly undecidable: Undecidable | null
}

export interface HoursOffered {
  readonly promised: Span
  /** The end of the hours that are counted: now, or the hour of closing once it has passed. */
  readonly until: number
  /**
   * Milliseconds promised so far, and how many of them no row counts as lost. Where rows overlap, time is lost once.
   */
  readonly promisedSoFar: number
  readonly offered: number
  readonly offeredSpans: readonly Span[]
  readonly rows: readonly SourceRow[]
  /** The sources that cannot judge. If there are any, less may have been offered. */
  readonly undecided: readonly Source[]
}

/** Returns when the urn was open: from the zero report to the hour of closing, without suspensions. */
export function openSpans({ promised, opened, suspended }: VoteHours): readonly Span[] {
  return opened === undefined ? [] : difference([{ from: opened, to: promised.to }], suspended)
}

/**
 * Compares what was promised with what each source says was lost.
 *
 * @param now - in milliseconds
 */
export function hoursOffered(
  hours: VoteHours,
  found: Readonly<Record<Exclude<Source, "not-open" | "suspension">, Loss>>,
  now: number,
): HoursOffered {
  const { promised, opened, suspended } = hours
  const until = Math.max(promised.from, Math.min(promised.to, now))
  const sofar = [{ from: promised.from, to: until }]
  const losses: Readonly<Record<Source, Loss>> = {
    "not-open": { spans: [{ from: promised.from, to: Math.max(promised.from, opened ?? promised.to) }] },
    suspension: { spans: suspended },
    ...found,
  }
  const rows = sources.map((source): SourceRow => {
    const loss = losses[source]
    if ("undecidable" in loss) return { source, lost: null, spans: [], undecidable: loss.undecidable }
    const spans = intersection(sofar, loss.spans)
    return { source, lost: totalOf(spans), spans, undecidable: null }
  })
  const offeredSpans = difference(sofar, union(rows.flatMap(({ spans }) => spans)))
  return {
    ...{ promised, until, promisedSoFar: totalOf(sofar), offered: totalOf(offeredSpans), offeredSpans, rows },
    undecided: rows.flatMap(({ source, lost }) => (lost === null ? [source] : [])),
  }
}
