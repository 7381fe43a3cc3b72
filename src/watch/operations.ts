/** Enters what was seen of the official addresses. */
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { World } from "../core/world.ts"
import { requireEnterable } from "../incidents/operations.ts"
import { recordedIncidents } from "../incidents/queries.ts"
import type { Sha256 } from "../journal/event.ts"
import { catalogueOf } from "../language/catalogues.ts"
import type { SigningKey } from "../notes/key.ts"
import type { IncidentEvent } from "../register/incident-event.ts"
import { appendEntry } from "../register/operations.ts"
import type { ProbeEvent, ProbeTurned } from "../register/probe-event.ts"
import type { ProvedEntry, RegisterFile } from "../register/queries.ts"
import type { Store } from "../store/store.ts"
import { wasServed } from "./fold.ts"
import { titleOf, watchRule } from "./probe.ts"
import { isOfficial, recordedPages } from "./queries.ts"

interface WrittenFile extends RegisterFile {
  readonly store: Store
}

/** A page as it is served now, before anybody says that it should be so. */
export interface ServedPage {
  readonly url: string
  readonly status: number
  readonly size: number
  readonly sha256: Sha256
  readonly title: string | undefined
  /** Whether its certificate is trusted for this host, and until when (milliseconds). */
  readonly certificate: { readonly authorised: boolean; readonly until: number | undefined }
}

/**
 * Asks an official host for a page.
 *
 * @throws UrneError `page-elsewhere`, `page-unserved`
 */
export async function servedPage(file: RegisterFile, given: string, { network }: World): Promise<ServedPage> {
  const { addresses } = file.election.get().definition
  if (!isOfficial(given, addresses)) throw new UrneError("page-elsewhere", { url: given, addresses })
  const url = new URL(given).href
  const answer = await network.request(url, { timeout: watchRule.timeout, mostBytes: watchRule.mostBytes })
  if (answer.kind === "failure") throw new UrneError("page-unserved", { url, failure: answer.failure, to: undefined })
  const { status, body, tls, location, cut } = answer
  if (status !== 200 || cut) {
    throw new UrneError("page-unserved", { url, failure: cut ? "too-long" : String(status), to: location })
  }
  const certificate = { authorised: tls?.authorised === true, until: tls?.chain[0]?.until }
  return { url, status, size: body.length, sha256: `sha256:${sha256Hex(body)}`, title: titleOf(body), certificate }
}

/** Enters that these pages should be served so. One that is entered already is not entered again. */
export function enterReferences(
  file: WrittenFile,
  pages: readonly ServedPage[],
  key: SigningKey,
  world: Pick<World, "now" | "random">,
): readonly (ServedPage & { readonly entry: number | undefined })[] {
  return file.store.write(() =>
    pages.map((page) => {
      const { url, sha256, size } = page
      const known =
        recordedPages(file)
          .get(url)
          ?.references.some((one) => one.sha256 === sha256) ?? false
      if (known) return { ...page, entry: undefined }
      return { ...page, entry: appendEntry(file, [key], { type: "page.referenced", url, sha256, size }, world).number }
    }),
  )
}

/** What watching entered: the entries, and the incidents that it opened. */
export interface EnteredProbes {
  readonly entries: readonly ProvedEntry[]
  readonly incidents: readonly number[]
}

/**
 * Enters what was seen, all of it or nothing, and opens an incident for each page that is another than it should be: once for each
 * page that is served instead, however often that comes and goes.
 *
 * @throws UrneError what `appendEntry` throws
 */
export function enterProbes(
  file: WrittenFile,
  events: readonly ProbeEvent[],
  key: SigningKey,
  world: Pick<World, "now" | "random">,
): EnteredProbes {
  return file.store.write(() => {
    const incidents: number[] = []
    const entries = events.flatMap((event) => {
      const isNew =
        event.type === "probe.turned" &&
        event.state === "changed" &&
        !wasServed(recordedPages(file).get(event.url), event.sha256)
      const entry = appendEntry(file, [key], event, world)
      if (!isNew) return [entry]
      const number = recordedIncidents(file).incidents.length + 1
      incidents.push(number)
      const opened = incidentOf(file, event, number).map((one) => {
        requireEnterable(file, one)
        return appendEntry(file, [key], one, world)
      })
      return [entry, ...opened]
    })
    return { entries, incidents }
  })
}

/** Words what was seen in the election's language, since it is kept. */
function incidentOf(file: RegisterFile, { url, sha256 = "sha256:", from }: ProbeTurned, incident: number) {
  const { changed } = catalogueOf(file.election.get().definition.locale).labels.watch
  const what = changed.what(url, sha256.slice(7))
  return [
    { type: "incident.opened", incident, title: changed.title(new URL(url).host) },
    { type: "incident.observed", incident, observation: 1, what, from, effect: "alteration" },
  ] as const satisfies readonly IncidentEvent[]
}
