/** What a notice says, for programs. The names of the figures are those that the Estonian election service publishes. */
import { instantText } from "../core/instant.ts"
import type { Sha256 } from "../journal/event.ts"
import type { DueNotice, NoticeFacts } from "./facts.ts"

/** @returns JSON with two spaces of indentation and a line feed at its end */
export function noticeData(facts: NoticeFacts, hash: Sha256): string {
  const { notice, definition, told, hours, outages, turnout, incidents, due } = facts
  const { registered, voters, at, isFinal } = turnout
  const span = ({ from, to }: { readonly from: number; readonly to: number }) => ({
    from: instantText(from),
    to: instantText(to),
  })
  const data = {
    schema: 1,
    election: { uuid: notice.uuid, name: definition.name, rehearsal: notice.rehearsal },
    ...{ notice: notice.number, sha256: hash, time: instantText(notice.at), phase: told.phase },
    "eligible-voters": registered ?? null,
    "total-voters": voters ?? null,
    turnout: voters === undefined ? null : percent(voters, registered ?? 0),
    counted: at === undefined ? null : instantText(at),
    final: isFinal,
    hours: {
      promised: span(hours.promised),
      ...{ promisedSeconds: seconds(hours.promisedSoFar), offeredSeconds: seconds(hours.offered) },
      interruptions: [
        ...hours.rows
          .filter(({ source }) => source === "not-open" || source === "suspension")
          .flatMap(({ source, spans }) => spans.map((one) => ({ source, ...span(one) }))),
        ...outages.map((one) => ({ source: "declared-outage", incident: one.incident, ...span(one) })),
      ],
    },
    recoveries: told.losses.map(({ act, at: since }) => ({ act, since: instantText(since) })),
    incidents: incidents.map(({ number, state, title, claims }) => ({
      ...{ incident: number, state, title },
      claims: claims.map(({ claim, cause, claimant, status }) => ({ claim, cause, claimant, status })),
    })),
    addresses: definition.addresses,
    due: {
      answers: due.answered === undefined ? null : dueData(due.answered),
      missing: due.missing.map(dueData),
      next: due.next === undefined ? null : dueData(due.next),
    },
    corrects: notice.corrects,
    statement: notice.statement,
  }
  return `${JSON.stringify(data, null, 2)}\n`
}

function dueData({ number, at }: DueNotice): object {
  return { number, at: instantText(at) }
}

/** Percent with two decimals, rounded half up, as a number. */
function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part * 20_000 + whole) / (whole * 2)) / 100
}

function seconds(length: number): number {
  return Math.floor(length / 1000)
}
