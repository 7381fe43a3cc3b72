import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import { claimStatuses } from "../core/vocabulary.ts"
import { verisCause, verisEffect, verisFinding } from "../incidents/cause.ts"
import type { Deadline } from "../incidents/deadline.ts"
import type { PieceState } from "../incidents/evidence-file.ts"
import type {
  Claim,
  Conclusion,
  Decision,
  Entered,
  Incident,
  Intervention,
  Observation,
} from "../incidents/incident.ts"
import { formatLocalTime } from "../language/language.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"
import { table } from "../terminal/table.ts"
import { type Names, personText } from "./act-summary.ts"
import { deadlineText } from "./incidents-now.ts"
import { localTime } from "./local-time.ts"

/** An incident with facts from outside the register: deadlines as of now, and whether evidence can still be shown. */
export interface ShownIncident {
  readonly incident: Incident
  readonly deadlines: readonly Deadline[]
  /** By the number of the piece. */
  readonly pieces: readonly PieceState[]
  readonly now: number
  readonly timezone: string
  readonly names: Names
}

/** Shows everything that was ever said about an incident, with who said it and when. */
export function incidentScreen(shown: ShownIncident, screen: Screen): string {
  const { incident, pieces, names, timezone } = shown
  const { incidents: labels } = screen.labels
  const { style } = screen
  const write = writer(timezone, names, screen)
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [labels.sections.observations, incident.observations.flatMap((one) => observationLines(one, write, screen))],
    [labels.sections.claims, incident.claims.flatMap((one) => claimLines(one, write, screen))],
    [
      labels.sections.evidence,
      incident.evidence.flatMap((one, i) => [
        write.item(one.evidence, safe(one.what)),
        write.under(safe(one.sha256)),
        write.under(labels.both(labels.size(screen.count(one.size)), labels.pieces[pieces[i] ?? "absent"])),
        ...write.entered(one),
      ]),
    ],
    [labels.sections.conclusions, incident.conclusions.flatMap((one) => conclusionLines(one, write, screen))],
    [labels.sections.decisions, incident.decisions.flatMap((one) => decisionLines(one, write, screen))],
    [
      labels.sections.told,
      incident.told.flatMap((one, i) => [
        write.item(i + 1, screen.labels.command.titled(labels.informed[one.whom], safe(one.what))),
        ...write.entered(one),
      ]),
    ],
    [
      labels.sections.turns,
      incident.turns.flatMap((one, i) => [
        write.item(i + 1, screen.labels.command.titled(labels.states[one.state], safe(one.reason))),
        ...write.entered(one),
      ]),
    ],
    [labels.sections.deadlines, deadlineLines(shown, screen)],
  ]
  const title = labels.title(incident.number, safe(incident.title), labels.states[incident.state])
  const text = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => `${style.bold(heading)}\n${lines.join("\n")}\n`)
  return [`${style.bold(title)}\n${write.entered(incident).join("\n")}\n`, ...text].join("\n")
}

/** Writes the lines of one kind of text, in the zone of the election. */
interface Writer {
  readonly hour: (instant: number | string) => string
  readonly person: (id: string) => string
  readonly item: (number: number, text: string) => string
  readonly under: (text: string) => string
  readonly entered: (of: Entered) => readonly string[]
}

function writer(zone: string, names: Names, screen: Screen): Writer {
  const { incidents: labels } = screen.labels
  const hour = (instant: number | string) =>
    formatLocalTime(
      typeof instant === "number" ? instant : must(parseInstant(instant), "an instant of the register"),
      zone,
      screen.language,
    )
  const under = (text: string) => hanging("      ", text, screen)
  const person = (id: string) => personText(id, names, screen)
  return {
    hour,
    person,
    under,
    item: (number, text) => hanging(`  ${String(number).padStart(2)}  `, text, screen),
    entered: ({ at, writer: by, entry, corrections }) => [
      under(screen.style.dim(labels.entered(hour(at), person(by), entry))),
      ...corrections.map((one) =>
        under(screen.style.yellow(labels.corrected(hour(one.at), person(one.writer), safe(one.what)))),
      ),
    ],
  }
}

function observationLines(one: Observation, write: Writer, { labels: { incidents } }: Screen): readonly string[] {
  const from = write.hour(one.from)
  const veris = verisEffect(one.effect)
  return [
    write.item(one.observation, safe(one.what)),
    write.under(one.until === undefined ? incidents.since(from) : incidents.fromTo(from, write.hour(one.until))),
    write.under(
      incidents.effectOf(`${incidents.effects[one.effect]}${veris === undefined ? "" : ` (VERIS ${veris})`}`),
    ),
    ...(one.component === undefined ? [] : [write.under(incidents.onComponent(safe(one.component)))]),
    ...(one.silence === undefined ? [] : [write.under(incidents.onSilence(one.silence))]),
    ...(one.private === undefined ? [] : [write.under(incidents.seenBy(safe(one.private.seenBy)))]),
    ...write.entered(one),
  ]
}

/** A cause is never shown without its status and without who asserts it. */
function claimLines(one: Claim, write: Writer, screen: Screen): readonly string[] {
  const { incidents } = screen.labels
  const name = one.by ?? one.private?.by
  const claimant = incidents.claimants[one.claimant]
  const who = name === undefined ? claimant : incidents.namedClaimant(claimant, safe(name))
  const standing = screen.style.bold(incidents.standing[one.status])
  return [
    write.item(one.claim, incidents.quoted(safe(one.what))),
    write.under(standing),
    write.under(incidents.causeOf(`${incidents.causes[one.cause]} (VERIS ${verisCause(one.cause)})`)),
    write.under(incidents.asserts(who, write.hour(one.said), safe(one.where))),
    ...write.entered(one),
    ...one.judgements.flatMap((judgement) => {
      const { evidence, reason, status, at, writer: by, corrections } = judgement
      const said = incidents.judged(write.hour(at), incidents.statuses[status], safe(reason), write.person(by))
      const cited = evidence.length === 0 ? said : incidents.both(said, incidents.withEvidence(evidence.join(", ")))
      return [
        write.under(cited),
        ...corrections.map((each) =>
          write.under(
            screen.style.yellow(incidents.corrected(write.hour(each.at), write.person(each.writer), safe(each.what))),
          ),
        ),
      ]
    }),
  ]
}

function conclusionLines(one: Conclusion, write: Writer, { labels: { incidents } }: Screen): readonly string[] {
  return [
    write.item(one.conclusion, safe(one.what)),
    write.under(incidents.findingOf(`${incidents.findings[one.finding]} (VERIS ${verisFinding(one.finding)})`)),
    write.under(one.claims.length === 0 ? incidents.restsOnNothing : incidents.adopts(one.claims.join(", "))),
    ...write.entered(one),
  ]
}

function decisionLines(one: Decision, write: Writer, { labels: { incidents }, count }: Screen): readonly string[] {
  const { authorised } = one
  return [
    write.item(one.decision, safe(one.what)),
    ...(one.hours ?? []).map(({ minutes, channel }) =>
      write.under(incidents.addedTime(minutes, channel === undefined ? undefined : safe(channel))),
    ),
    ...(one.ballots === undefined ? [] : [write.under(incidents.concerned(count(one.ballots)))]),
    write.under(
      authorised === undefined
        ? incidents.proposed
        : incidents.orderedBy(authorised.act, write.hour(authorised.at), write.person(authorised.writer)),
    ),
    ...write.entered(one),
  ]
}

function deadlineLines({ deadlines, now, timezone }: ShownIncident, screen: Screen): readonly string[] {
  return deadlines.map((one) => `  ${deadlineText(one, { now, timezone }, screen)}`)
}

/** Lists incidents, one per row. */
export function incidentTable(incidents: readonly Incident[], timezone: string, screen: Screen): string {
  const { incidents: labels } = screen.labels
  const { number, title, state, opened, claims } = labels.columns
  const rows = incidents.map((one) => [
    one.number,
    safe(one.title),
    labels.states[one.state],
    localTime(one.at, timezone, screen),
    claimStatuses
      .map((status) => ({ status, count: one.claims.filter((claim) => claim.status === status).length }))
      .filter(({ count }) => count > 0)
      .map(({ status, count }) => labels.claimCounts(count, labels.statuses[status]))
      .join(", "),
  ])
  return rows.length === 0 ? `${labels.none}\n` : table(screen, [number, title, state, opened, claims], rows)
}

export function interventionTable(interventions: readonly Intervention[], timezone: string, screen: Screen): string {
  const { incidents: labels } = screen.labels
  const { number, what, when, why, incident } = labels.columns
  const hour = (text: string) => localTime(must(parseInstant(text), "an instant of the register"), timezone, screen)
  const rows = interventions.map((one) => [
    one.intervention,
    [
      safe(one.what),
      ...(one.component === undefined ? [] : [labels.onComponent(safe(one.component))]),
      ...one.corrections.map((each) => safe(each.what)),
    ].join("\n"),
    one.until === undefined ? labels.since(hour(one.from)) : labels.fromTo(hour(one.from), hour(one.until)),
    safe(one.why),
    one.incident === undefined ? "" : String(one.incident),
  ])
  return rows.length === 0 ? `${labels.noInterventions}\n` : table(screen, [number, what, when, why, incident], rows)
}
