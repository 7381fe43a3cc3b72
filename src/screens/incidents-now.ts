import type { Deadline } from "../incidents/deadline.ts"
import type { OpenIncidents } from "../incidents/queries.ts"
import { formatLocalTime } from "../language/language.ts"
import { safe, type Screen } from "../terminal/output.ts"

/** What is unfinished about incidents, at the time of reading. */
export interface ShownIncidents extends OpenIncidents {
  readonly now: number
}

/** The time of reading, and the zone in which hours are shown. */
interface Now {
  readonly now: number
  readonly timezone: string
}

/** Says in `status` which incidents are open, and whom somebody still has to tell. */
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
