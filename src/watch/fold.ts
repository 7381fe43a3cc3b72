/** What the register tells of watched addresses, folded from its entries. */
import type { Span } from "../availability/spans.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { ProbeState } from "../core/vocabulary.ts"
import type { Sha256 } from "../journal/event.ts"
import type { PageReferenced, ProbeEvent, ProbeTurned } from "../register/probe-event.ts"

/** An entry about an address, with its instant in milliseconds. */
export interface ProbeEntry {
  readonly event: ProbeEvent
  readonly at: number
}

/** An address as it was seen. Instants are milliseconds. */
export interface WatchedPage {
  readonly url: string
  readonly references: readonly PageReferenced[]
  /** The states that began, in order. */
  readonly turns: readonly { readonly event: ProbeTurned; readonly from: number; readonly at: number }[]
  /** The certificates of which it was entered that they end. */
  readonly endings: readonly Sha256[]
  /** Until when it was surely asked; `undefined` where it never was. */
  readonly seen: number | undefined
}

/** Folds the entries, oldest first, into the addresses that they name. */
export function watchedPages(entries: readonly ProbeEntry[]): ReadonlyMap<string, WatchedPage> {
  const pages = new Map<string, WatchedPage>()
  for (const entry of entries) {
    const { url } = entry.event
    pages.set(url, withEntry(pages.get(url) ?? { url, references: [], turns: [], endings: [], seen: undefined }, entry))
  }
  return pages
}

function withEntry(page: WatchedPage, { event, at }: ProbeEntry): WatchedPage {
  switch (event.type) {
    case "page.referenced":
      return { ...page, references: [...page.references, event] }
    case "certificate.ending":
      return { ...page, endings: [...page.endings, event.sha256] }
    case "probe.seen":
      return { ...page, seen: instantOf(event.to) }
    case "probe.turned": {
      const from = instantOf(event.from)
      // Of a state that nobody saw, the entry says only until when somebody asked.
      const seen = event.state === "unwatched" ? from : at
      return { ...page, turns: [...page.turns, { event, from, at }], seen }
    }
  }
}

/** Returns the state that holds now, as far as the register tells. */
export function stateOf(page: WatchedPage | undefined): ProbeState {
  return page?.turns.at(-1)?.event.state ?? "unwatched"
}

/** Lists the times in which an address did not answer. One that is not over lasts until it was last asked, and no longer. */
export function downSpans({ turns, seen }: WatchedPage): readonly Span[] {
  return turns.flatMap(({ event, from }, i) => {
    const to = turns[i + 1]?.from ?? seen ?? from
    return event.state === "down" && to > from ? [{ from, to }] : []
  })
}

/** Whether an incident was opened for this: the same was served before, and was no reference. */
export function wasServed(page: WatchedPage | undefined, sha256: Sha256 | undefined): boolean {
  return page?.turns.some(({ event }) => event.state === "changed" && event.sha256 === sha256) ?? false
}

function instantOf(text: string): number {
  return must(parseInstant(text), "an instant of an entry")
}
