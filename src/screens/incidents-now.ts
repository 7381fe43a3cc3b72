import type { Deadline } from "../incidents/deadline.ts"
import type { OpenIncidents } from "../incidents/queries.ts"
import { formatLocalTime } from "../language/language.ts"
import { safe, type Screen } from "../terminal/output.ts"

/** What is open of incidents, at the hour at which somebody looks. */
export interface ShownIncidents extends OpenIncidents {
  readonly now: number
}

/** The hour at which somebody looks, and the zone in which they read it. */
interface Now {
  readonly now: number
  readonly timezone: string
}

/** What `status` says of incidents: those that are open, and whom somebody still has to tell. */
export function incidentsText(
  { open, deadlines, now }: ShownIncidents,
  timezone: string,
  screen: Screen,
): readonly string[] {
  const { incidents } = screen.labels
  const heading = open.length === 0 ? [] : [screen.style.yellow(incidents.openNow(open.length))]
  return [
    ...heading,
    ...open.map(({ number, title }) => `  ${incidents.openOne(number, safe(title))}`),
    ...deadlines.map((one) => incidents.deadlineOf(one.incident, deadlineText(one, { now, timezone }, screen))),
  ]
}

/** Says by when somebody has to be told, that it is too late, or that it was done. */
export function deadlineText(
  { whom, due, met }: Deadline,
  { now, timezone }: Now,
  { labels: { incidents }, language, style }: Screen,
): string {
  const hour = (instant: number) => formatLocalTime(instant, timezone, language)
  if (met !== undefined) return incidents.metAt(incidents.informed[whom], hour(met))
  const { overdue, due: ahead } = incidents
  return now > due
    ? style.red(overdue(incidents.informed[whom], hour(due)))
    : ahead(incidents.informed[whom], hour(due))
}
