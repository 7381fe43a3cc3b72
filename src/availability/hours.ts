/**
 * The hours that were promised to the voters, and those that were offered: what is left of them without the time that some
 * source says was lost. Each source stands in a row of its own, since none of them knows what the others know.
 */
import { difference, intersection, type Span, totalOf, union } from "./spans.ts"

/** What acts and the journal say of the hours of the vote. All instants are milliseconds. */
export interface VoteHours {
  /** As the definition has them, which the authority may have replaced by its act `open`. */
  readonly defined: Span
  /** As they are decided now: the act `open`, or else the definition, with each extension. */
  readonly promised: Span
  /** The zero report, from which on ballots could come in. */
  readonly opened: number | undefined
  readonly suspended: readonly Span[]
  /** The acts to which the promised hours and the suspensions go back. */
  readonly acts: {
    readonly open: number | undefined
    readonly extend: readonly number[]
    readonly suspend: readonly number[]
  }
}

/** Sources, in the order in which they are told. The first two are the journal's. */
export const sources = ["not-open", "suspension", "apparent-interruption", "failed-probe", "declared-outage"] as const
export type Source = (typeof sources)[number]

/**
 * Why a source says nothing: too few ballots, no arrivals or no probes that were recorded, no register to declare in, or
 * one that another program wrote to.
 */
export type Undecidable = "too-few-ballots" | "no-arrivals" | "no-probes" | "no-register" | "register-altered"

/** What a source says was lost. */
export type Loss = { readonly spans: readonly Span[] } | { readonly undecidable: Undecidable }

export interface SourceRow {
  readonly source: Source
  /** The lost time within the promised hours so far, in milliseconds; `null` where it is not decidable. */
  readonly lost: number | null
  readonly spans: readonly Span[]
  readonly undecidable: Undecidable | null
}

export interface HoursOffered {
  readonly promised: Span
  /** Up to where hours are counted: now, or the hour of closing once it has passed. */
  readonly until: number
  /** Milliseconds promised so far, and what is left of them without all that the rows tell, counted once where they overlap. */
  readonly promisedSoFar: number
  readonly offered: number
  readonly offeredSpans: readonly Span[]
  readonly rows: readonly SourceRow[]
  /** The sources that say nothing. While there are any, less may have been offered. */
  readonly undecided: readonly Source[]
}

/** Returns when the urn was open: from the zero report to the hour of closing, without suspensions. */
export function openSpans({ promised, opened, suspended }: VoteHours): readonly Span[] {
  return opened === undefined ? [] : difference([{ from: opened, to: promised.to }], suspended)
}

/** Sets what was promised against what each source says was lost. @param now - in milliseconds */
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
