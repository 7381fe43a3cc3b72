/** Reads what was entered about the official addresses, and which they are. */
import type { Loss } from "../availability/hours.ts"
import { UrneError } from "../core/error.ts"
import type { ElectionTable } from "../definition/table.ts"
import type { Sha256 } from "../journal/event.ts"
import type { ProbeEvent } from "../register/probe-event.ts"
import { hasRegister, type RegisterFile, registerEntries } from "../register/queries.ts"
import { downSpans, type ProbeEntry, type WatchedPage, watchedPages } from "./fold.ts"

const probeTypes = [
  "page.referenced",
  "probe.turned",
  "probe.seen",
  "certificate.ending",
] as const satisfies readonly ProbeEvent["type"][]

/**
 * Reads the addresses that the register tells of.
 *
 * @throws UrneError `entry-altered`, `act-altered`
 */
export function recordedPages(file: RegisterFile): ReadonlyMap<string, WatchedPage> {
  if (!hasRegister(file)) return new Map()
  const entries = registerEntries(file, ...probeTypes).map(({ entry, at }): ProbeEntry => ({ event: entry, at }))
  return watchedPages(entries)
}

/**
 * Lists the addresses to watch: the official ones, and the pages of the same hosts that somebody referenced.
 *
 * @throws UrneError `nothing-to-watch`, `entry-altered`, `act-altered`
 */
export function watchedUrls(file: RegisterFile & { readonly election: ElectionTable }): readonly string[] {
  const { addresses } = file.election.get().definition
  if (addresses.length === 0) throw new UrneError("nothing-to-watch", {})
  const referenced = [...recordedPages(file).values()].flatMap(({ url, references }) =>
    references.length > 0 && isOfficial(url, addresses) ? [url] : [],
  )
  return [...new Set([...addresses.map((address) => new URL(address).href), ...referenced])]
}

/** Whether a page is on a host of the official addresses. Nobody else's host is asked. */
export function isOfficial(url: string, addresses: readonly string[]): boolean {
  return URL.canParse(url) && addresses.some((address) => new URL(address).origin === new URL(url).origin)
}

/** Returns the hashes of the pages that an address should serve. */
export function referencesOf(page: WatchedPage | undefined): readonly Sha256[] {
  return page?.references.map(({ sha256 }) => sha256) ?? []
}

/**
 * Lists the times in which an official address did not answer, as it was seen from the machine that watched.
 *
 * @throws UrneError `entry-altered`, `act-altered`
 */
export function failedProbes(file: RegisterFile): Loss {
  const asked = [...recordedPages(file).values()].filter(({ seen }) => seen !== undefined)
  return asked.length === 0 ? { undecidable: "no-probes" } : { spans: asked.flatMap(downSpans) }
}
