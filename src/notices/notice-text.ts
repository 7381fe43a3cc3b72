/** Writes a notice: its head, and the text that a person reads aloud. It is a function of the facts alone. */
import { parseInstant } from "../core/instant.ts"
import type { Language } from "../core/vocabulary.ts"
import type { Incident, Observation } from "../incidents/incident.ts"
import { ballotsApart } from "../journal/dating.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { formatCount, formatInstant, formatLocalTime, formatShare } from "../language/language.ts"
import type { DueNotice, NoticeFacts } from "./facts.ts"
import { figureLines } from "./figure-lines.ts"
import { headLines, plainLine, statementLines } from "./notice.ts"

/** How a text is written: words of the election's language, hours of its zone. */
interface Writing {
  readonly labels: ReturnType<typeof catalogueOf>["labels"]
  readonly language: Language
  readonly hour: (instant: number) => string
  readonly count: (count: number) => string
}

/** Returns the text that is signed. Sections stand in one order, and none is left out. */
export function noticeText(facts: NoticeFacts): string {
  const { notice, definition } = facts
  const { locale: language, timezone } = definition
  const { labels } = catalogueOf(language)
  const writing: Writing = {
    labels,
    language,
    hour: (instant) => formatLocalTime(instant, timezone, language),
    count: (count) => formatCount(count, language),
  }
  const { text } = labels.notices
  const sections = [
    titleLines(facts, writing),
    hourLines(facts, writing),
    turnoutLines(facts, writing),
    incidentsLines(facts, writing),
    [
      text.addresses.title,
      ...(definition.addresses.length === 0
        ? [text.addresses.none]
        : [text.addresses.only(definition.addresses.length), ...definition.addresses]),
    ],
    dueLines(facts, writing),
    correctionLines(facts, writing),
    statementSection(facts, writing),
    [
      text.proof.title,
      text.proof.made(writing.count(notice.journal.size), writing.count(notice.register.size)),
      text.proof.again,
    ],
  ]
  return `${[headLines(notice), ...sections].map((lines) => lines.join("\n")).join("\n\n")}\n`
}

function titleLines({ notice, definition }: NoticeFacts, { labels, language }: Writing): readonly string[] {
  const { text } = labels.notices
  const { name, authority, timezone } = definition
  return [
    ...(notice.rehearsal ? [text.rehearsal] : []),
    text.title(notice.number),
    text.authority(plainLine(authority.name)),
    text.election(plainLine(name)),
    text.at(formatInstant(notice.at, timezone, language)),
    text.zone(timezone),
  ]
}

function hourLines({ told, hours, outages, notice }: NoticeFacts, { labels, hour }: Writing): readonly string[] {
  const { text } = labels.notices
  const words = text.hours
  const { promised, opened, suspended, urgent } = told.hours
  const { minutes, hours: hoursAndMinutes } = labels.availability
  const length = (milliseconds: number) => {
    const all = Math.floor(milliseconds / 60_000)
    return all < 60 ? minutes(all) : hoursAndMinutes(Math.floor(all / 60), all % 60)
  }
  const begun = notice.at >= promised.from
  const late =
    opened === undefined
      ? begun && told.phase !== "annulled"
        ? [words.notOpened(hour(promised.from))]
        : []
      : openedLate(opened - promised.from, words, { opened: hour(opened), promised: hour(promised.from) })
  const stops = [
    ...late,
    ...suspended.map(({ from, to }) => {
      if (told.phase !== "suspended" || to < notice.at) return words.suspended(hour(from), hour(to))
      // An act that takes an urgent suspension over ends what it says of its end.
      const until = urgent.findLast(({ at }) => at >= from)?.until
      return until === undefined || until !== to
        ? words.suspendedSince(hour(from))
        : words.suspendedUntil(hour(from), hour(until))
    }),
    ...outages.map(({ incident, from, to, lasts }) =>
      lasts ? words.declaredSince(incident, hour(from)) : words.declared(incident, hour(from), hour(to)),
    ),
  ]
  return [
    words.title,
    words.phases[told.phase],
    words.promised(hour(promised.from), hour(promised.to)),
    ...told.extensions.map(({ act, from, to }) => words.extended(act, hour(to), hour(from))),
    ...(stops.length === 0 ? [words.none] : stops),
    ...told.losses.map(({ act, at }) => words.lost(act, hour(at))),
    ...(begun ? [words.offered(length(hours.offered), length(hours.promisedSoFar)), words.limits] : []),
  ]
}

/**
 * Says that the urn was not open from the promised hour on. Seconds are told too: they are not among the hours offered,
 * and no more is said of them than that where hours are written in minutes.
 */
function openedLate(
  delay: number,
  { late, moment }: Pick<Writing["labels"]["notices"]["text"]["hours"], "late" | "moment">,
  { opened, promised }: { readonly opened: string; readonly promised: string },
): readonly string[] {
  if (delay >= 60_000) return [late(opened, promised)]
  const seconds = Math.floor(delay / 1000)
  return seconds > 0 ? [moment(seconds, promised)] : []
}

function turnoutLines({ turnout, told, definition }: NoticeFacts, { labels, language, hour, count }: Writing) {
  const { text } = labels.notices
  const words = text.turnout
  const { registered, voters, at, isFinal, sameAs } = turnout
  // A count waits for the cell of the definition, and for as many ballots as keep its hour from dating single ones.
  const cell = count(Math.max(definition.publish.cell, ballotsApart))
  const lines = [words.title, ...(registered === undefined ? [] : [words.registered(count(registered))])]
  if (voters === undefined || at === undefined) {
    return [...lines, told.hours.opened === undefined ? words.before : words.none(cell)]
  }
  return [
    ...lines,
    words.voters(count(voters)),
    words.percent(formatShare(BigInt(voters), BigInt(registered ?? 0), language)),
    isFinal ? words.final(hour(at)) : words.counted(hour(at)),
    ...(isFinal || sameAs === undefined ? [] : [words.same(sameAs, cell)]),
  ]
}

function incidentsLines({ incidents, silences }: NoticeFacts, writing: Writing): readonly string[] {
  const words = writing.labels.notices.text.incidents
  if (incidents.length === 0) return [words.title, words.none]
  return [words.title, ...incidents.flatMap((incident) => incidentLines(incident, silences, writing))]
}

/** What an incident is, with each alleged cause and what became of it: no cause stands by itself. */
function incidentLines(
  { number, title, state, observations, claims, conclusions }: Incident,
  silences: NoticeFacts["silences"],
  writing: Writing,
) {
  const { labels, hour } = writing
  const { notices, incidents } = labels
  const words = notices.text.incidents
  const instant = (text: string) => hour(parseInstant(text) ?? 0)
  const when = ({ from, until }: Observation) =>
    until === undefined ? words.since(instant(from)) : words.fromTo(instant(from), instant(until))
  const corrected = (corrections: readonly { readonly what: string }[]) =>
    corrections.map(({ what }) => words.corrected(plainLine(what)))
  return [
    words.incident(number, plainLine(title), incidents.states[state]),
    ...observations.flatMap((one) => [
      words.observed(plainLine(one.what), when(one), incidents.effects[one.effect]),
      ...figureLines(one, silences, writing),
      ...corrected(one.corrections),
    ]),
    ...claims.flatMap((claim) => {
      const { claim: rank, cause, status, what, claimant, by, said, where, judgements, corrections } = claim
      const group = incidents.claimants[claimant]
      const who = by === undefined ? group : incidents.namedClaimant(group, plainLine(by))
      const reason = judgements.at(-1)?.reason
      return [
        words.claim(rank, incidents.causes[cause], incidents.standing[status]),
        words.said(plainLine(what), who, instant(said), plainLine(where)),
        ...(reason === undefined ? [] : [words.reason(plainLine(reason))]),
        ...corrected(corrections),
      ]
    }),
    ...conclusions.flatMap(({ finding, what, corrections }) => [
      words.concluded(incidents.findings[finding], plainLine(what)),
      ...corrected(corrections),
    ]),
  ]
}

function dueLines({ due: { answered, missing, next }, definition }: NoticeFacts, { labels, hour }: Writing) {
  const words = labels.notices.text.due
  const all = definition.publish.turnout.due.length
  const say = (one: (number: number, all: number, at: string) => string, { number, at }: DueNotice) =>
    one(number, all, hour(at))
  return [
    words.title,
    answered === undefined ? words.notDue : say(words.answered, answered),
    ...(missing.length === 0 ? [words.noneMissing] : missing.map((one) => say(words.missing, one))),
    next === undefined ? words.noNext : say(words.next, next),
  ]
}

function correctionLines({ corrected }: NoticeFacts, { labels }: Writing): readonly string[] {
  const words = labels.notices.text.corrections
  if (corrected.length === 0) return [words.title, words.none]
  return [words.title, ...corrected.map(({ notice, line, said }) => words.line(notice, line, said)), words.holds]
}

function statementSection(
  { notice: { statement }, cited, silences }: NoticeFacts,
  writing: Writing,
): readonly string[] {
  const words = writing.labels.notices.text.statement
  if (statement.length === 0) return [words.title, words.none]
  return [
    words.title,
    ...statementLines(statement),
    ...cited.flatMap((incident) => [words.cites(incident.number), ...incidentLines(incident, silences, writing)]),
  ]
}
