/** What watching the official addresses tells people. */
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { ProbeEvent } from "../register/probe-event.ts"
import { safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import type { Watched } from "../watch/course.ts"
import type { ServedPage } from "../watch/operations.ts"
import type { Probe } from "../watch/probe.ts"
import { localTime } from "./local-time.ts"

/** Says what an address serves, before anybody says that it should. */
export function servedText(page: ServedPage, screen: Screen): string {
  const { watch: labels } = screen.labels
  const { url, status, size, sha256, title, certificate } = page
  const { authorised, until } = certificate
  const tls =
    until === undefined
      ? labels.noCertificate
      : authorised
        ? labels.trusted(hour(until, screen))
        : screen.style.yellow(labels.untrusted(hour(until, screen)))
  const named = title === undefined ? [] : [labels.title(safe(title))]
  const lines = [labels.serves(status, screen.count(size)), ...named, sha256, tls]
  return `${safe(url)}\n${lines.map((line) => `  ${line}\n`).join("")}\n`
}

export interface ReferencedPages {
  readonly pages: readonly (ServedPage & { readonly entry: number | undefined })[]
}

export function referencedScreen({ pages }: ReferencedPages, { labels: { watch: labels } }: Screen): string {
  return pages
    .map(({ url, entry }) => `${entry === undefined ? labels.known(safe(url)) : labels.referenced(safe(url), entry)}\n`)
    .join("")
}

/** Says how an address answered the first time. */
export function probeText(
  url: string,
  { state, milliseconds, answered, failure }: Probe,
  references: number,
  screen: Screen,
): string {
  const { watch: labels } = screen.labels
  const why =
    (failure === undefined ? undefined : (labels.failures[failure] ?? failure)) ??
    (answered === undefined || state === "up" ? undefined : labels.status(answered))
  const said = labels.first(safe(url), labels.states[state], why === undefined ? "" : safe(why), String(milliseconds))
  const plain = references === 0 ? `${said} ${labels.noReference}` : said
  return state === "up" ? plain : screen.style.yellow(plain)
}

export function certificateText(url: string, until: number, screen: Screen): string {
  return screen.style.yellow(screen.labels.watch.ending(safe(url), hour(until, screen)))
}

/** Says that an address turned; of other entries nothing is said. */
export function turnText(event: ProbeEvent, screen: Screen): string | undefined {
  if (event.type !== "probe.turned") return undefined
  const { watch: labels } = screen.labels
  const at = hour(must(parseInstant(event.from), "an instant of an entry"), screen)
  const said = labels.turned(safe(event.url), labels.states[event.state], at)
  return event.state === "up" || event.state === "unwatched" ? said : screen.style.yellow(said)
}

export function watchedScreen({ ended, courses, entries, incidents }: Watched, screen: Screen): string {
  const { watch: labels } = screen.labels
  const { url, state, polls, failed, slowest } = labels.columns
  const rows = courses.map((course) => [
    safe(course.url),
    labels.states[course.state],
    String(course.totals.polls),
    String(course.totals.failed),
    labels.milliseconds(String(course.totals.slowest)),
  ])
  const opened = incidents.map((number) => `${labels.incident(number)}\n`).join("")
  return `${table(screen, [url, state, polls, failed, slowest], rows)}${labels.ended[ended]} ${labels.entered(entries)}\n${opened}`
}

function hour(instant: number, screen: Screen): string {
  return localTime(instant, screen.zone ?? "UTC", screen)
}
