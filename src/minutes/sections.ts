/** Says what minutes tell, section by section, in the language of the election. Every figure in them comes from the facts. */
import { majorityBase, outcomeLines } from "../bundle/outcome-lines.ts"
import { outcomeOf } from "../bundle/outcome.ts"
import { base64 } from "../core/bytes.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { Correction, Incident, Intervention } from "../incidents/incident.ts"
import { suspendedSpans, type VoteChange } from "../journal/suspended.ts"
import type { Catalogue } from "../language/catalogue.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { formatCount, formatInstant, formatLocalTime, formatShare } from "../language/language.ts"
import { figureLines } from "../notices/figure-lines.ts"
import type {
  MinutedAct,
  MinutedComplaint,
  MinutedObservation,
  MinutedQuestion,
  MinutedSuspension,
  MinutesFacts,
} from "./facts.ts"

export interface Section {
  readonly heading: string
  readonly lines: readonly Line[]
}

/** A sentence, with what belongs to it below. */
export interface Line {
  readonly text: string
  readonly under: readonly string[]
}

/** How figures, hours and words are written in these minutes. */
interface Words {
  readonly facts: MinutesFacts
  readonly labels: Catalogue["labels"]
  readonly count: (figure: bigint | number) => string
  readonly share: (part: bigint | number, whole: bigint | number) => string
  readonly hour: (instant: number) => string
  readonly hourOf: (text: string) => string
}

/** What stands above the first section: title, election, authority, when they were drawn up, and in which zone hours are. */
export function minutesHead(facts: MinutesFacts, full: boolean): readonly string[] {
  const { labels } = catalogueOf(facts.locale)
  const { minutes, tally } = labels
  return [
    ...(facts.rehearsal ? [tally.rehearsal] : []),
    full ? minutes.fullTitle : minutes.title,
    facts.name,
    facts.authority,
    minutes.drawn(formatInstant(facts.drawn, facts.timezone, facts.locale)),
    minutes.zone(facts.timezone),
  ]
}

/** The four headings of R211-577 of the French general code of the public service stand in its order, with “none” where they are empty. */
export function minutesSections(facts: MinutesFacts): readonly Section[] {
  const words = wordsOf(facts)
  const { headings } = words.labels.minutes
  return [
    section(words, headings.hours, hoursLines(words)),
    section(words, headings.authority, membersLines(words)),
    section(words, headings.attendance, attendanceLines(words)),
    section(
      words,
      headings.acts,
      [...facts.acts, ...facts.urgent]
        .sort((a, b) => a.entry - b.entry)
        .map((one) => ("kind" in one ? actLine(one, words) : urgentLine(one, words))),
    ),
    section(words, headings.seal, sealLines(words)),
    section(words, headings.turnout, turnoutLines(words)),
    section(
      words,
      headings.notices,
      facts.notices.map(({ number, at }) => line(words.labels.minutes.notice(number, words.hour(at)))),
    ),
    section(words, headings.observations, [
      ...facts.observations.map((one) => observationLine(one, words)),
      ...remarkLines(words, "observations"),
    ]),
    section(words, headings.findings, remarkLines(words, "findings")),
    section(words, headings.events, [
      ...facts.incidents.incidents.map((incident) => incidentLine(incident, words)),
      ...facts.complaints.map((one) => complaintLine(one, words)),
      ...remarkLines(words, "events"),
    ]),
    section(
      words,
      headings.interventions,
      facts.incidents.interventions.map((one) => interventionLine(one, words)),
    ),
    section(words, headings.count, countLines(words)),
    section(
      words,
      headings.result,
      facts.questions.map((question, index) => questionLine(question, index + 1, words)),
    ),
    section(
      words,
      headings.reservations,
      facts.reservations.map(({ act, member, kind, text }) =>
        line(words.labels.minutes.answered(act, member, kind, text)),
      ),
    ),
    section(words, headings.proof, proofLines(words)),
  ]
}

function wordsOf(facts: MinutesFacts): Words {
  const { locale, timezone } = facts
  const hour = (instant: number) => formatLocalTime(instant, timezone, locale)
  return {
    facts,
    labels: catalogueOf(locale).labels,
    count: (figure) => formatCount(figure, locale),
    share: (part, whole) => formatShare(BigInt(part), BigInt(whole), locale),
    hour,
    hourOf: (text) => hour(must(parseInstant(text), "instant in minutes")),
  }
}

function section({ labels }: Words, heading: string, lines: readonly Line[]): Section {
  return { heading, lines: lines.length === 0 ? [line(labels.minutes.none)] : lines }
}

function line(text: string, under: readonly string[] = []): Line {
  return { text: oneLine(text), under: under.map(oneLine) }
}

/** What somebody typed stays on its line, so that it cannot pass for a heading or for another line. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ")
}

function titled({ labels }: Words, label: string, value: string): Line {
  return line(labels.command.titled(label, value))
}

function hoursLines(words: Words): readonly Line[] {
  const { facts, labels, hour } = words
  const { minutes } = labels
  return [
    titled(words, minutes.opened, hour(facts.opened)),
    titled(words, minutes.closed, hour(facts.closes)),
    titled(words, minutes.frozen, hour(facts.frozen)),
    ...openSpans(facts).map(([from, to]) => line(minutes.span(hour(from), hour(to)))),
  ]
}

/** The times in which one could vote: from the opening to the close, without those in which the vote was suspended. */
function openSpans({ opened, closes, acts, urgent }: MinutesFacts): readonly (readonly [from: number, to: number])[] {
  const changes: (VoteChange & { readonly entry: number })[] = [
    ...acts.flatMap(({ entry, kind, at }) => (kind === "suspend" || kind === "resume" ? [{ entry, kind, at }] : [])),
    ...urgent.map(({ entry, at, until }) => ({ entry, kind: "urgent" as const, at, until })),
  ].sort((a, b) => a.entry - b.entry)
  const spans: (readonly [number, number])[] = []
  let since = opened
  for (const { from, to } of suspendedSpans(changes, closes)) {
    if (since < from) spans.push([since, Math.min(from, closes)])
    since = to
  }
  if (since < closes) spans.push([since, closes])
  return spans
}

function membersLines({ facts, labels }: Words): readonly Line[] {
  return facts.members.map(({ name, role }) => line(labels.minutes.member(name, labels.lifecycle.offices[role])))
}

function attendanceLines({ facts, labels, hour }: Words): readonly Line[] {
  const { minutes, register } = labels
  return facts.attendance.map(({ role, from, until, name }) => {
    const who = name === undefined ? register.roles[role] : minutes.named(register.roles[role], name)
    return line(minutes.present(who, hour(from), until === undefined ? undefined : hour(until)))
  })
}

function actLine(act: MinutedAct, { labels, hour, count }: Words): Line {
  const { number, kind, at, signers, reason, closes, kept, missing } = act
  const { minutes } = labels
  return line(minutes.act(number, kind, hour(at), signers), [
    ...(closes === undefined ? [] : [minutes.newClosing(hour(closes))]),
    ...(kept === undefined ? [] : [minutes.lostAfter(count(kept))]),
    ...missing.map((batch) => {
      const [channel = "", rank = ""] = batch.split(" ")
      return minutes.withoutBatch(channel, rank)
    }),
    ...(reason === undefined ? [] : [minutes.reason(reason)]),
  ])
}

function urgentLine({ number, at, until, signers, reason }: MinutedSuspension, { labels, hour }: Words): Line {
  const { minutes } = labels
  return line(minutes.urgent(number, hour(at), signers), [
    ...(until === undefined ? [] : [minutes.urgentUntil(hour(until))]),
    minutes.reason(reason),
  ])
}

function sealLines({ facts, labels, hour }: Words): readonly Line[] {
  const seal = facts.acts.find(({ kind }) => kind === "seal")
  const sealed = seal === undefined ? [] : [line(labels.minutes.sealed(hour(seal.at)))]
  return [...sealed, line(labels.minutes.zero)]
}

function turnoutLines({ facts, labels, hour, count, share }: Words): readonly Line[] {
  const { counts, registered } = facts
  return counts.map(({ at, voters }) =>
    line(labels.minutes.turnoutAt(hour(at), count(voters), share(voters, registered))),
  )
}

/** Members' lines of the log book, those of boards that were attached, and all others. */
function remarkLines({ facts, labels, hour }: Words, under: "observations" | "findings" | "events"): readonly Line[] {
  const headingOf = (of: MinutesFacts["remarks"][number]["of"]) =>
    of === "member" || of === "delegate" ? "observations" : of === "desk" ? "findings" : "events"
  return facts.remarks
    .filter(({ of }) => headingOf(of) === under)
    .map(({ at, writer, text }) => line(labels.minutes.remark(hour(at), writer, text)))
}

function observationLine({ at, role, name, text }: MinutedObservation, { labels, hour }: Words): Line {
  const { minutes, register } = labels
  const who = name === undefined ? register.roles[role] : minutes.named(register.roles[role], name)
  return line(minutes.remark(hour(at), who, text ?? minutes.unpublished))
}

function complaintLine({ number, at, role, name, text, due, answers }: MinutedComplaint, words: Words): Line {
  const { labels, hour } = words
  const { minutes, register, complaints } = labels
  const who = name === undefined ? register.roles[role] : minutes.named(register.roles[role], name)
  return line(minutes.complaint(number, hour(at), who, text ?? minutes.unpublished), [
    ...answers.map((answer) =>
      minutes.answer(
        hour(answer.at),
        complaints.outcomes[answer.outcome],
        answer.text ?? minutes.unpublished,
        answer.act,
      ),
    ),
    ...(answers.length === 0 ? [minutes.unanswered(hour(due))] : []),
  ])
}

function incidentLine(incident: Incident, words: Words): Line {
  const { labels, hour, count, hourOf } = words
  const { minutes, incidents } = labels
  const corrected = (corrections: readonly Correction[]) =>
    corrections.map(({ at, what }) => minutes.correctedBy(hour(at), what))
  return line(minutes.incident(incident.number, incident.title, incident.state), [
    ...corrected(incident.corrections),
    ...incident.observations.flatMap((one) => [
      minutes.observed(hoursOf(one, words, labels.notices.text.incidents), incidents.effects[one.effect], one.what),
      ...figureLines(one, words.facts.silences, words),
      ...(one.private === undefined ? [] : [minutes.seenBy(one.private.seenBy)]),
      ...corrected(one.corrections),
    ]),
    // A cause stands nowhere without its status and without whoever asserts it.
    ...incident.claims.flatMap((one) => {
      const name = one.by ?? one.private?.by
      const claimant = incidents.claimants[one.claimant]
      const who = name === undefined ? claimant : incidents.namedClaimant(claimant, name)
      return [
        minutes.claimed(who, hourOf(one.said), one.where, one.what),
        minutes.standing(incidents.standing[one.status], one.judgements.at(-1)?.reason),
        ...corrected(one.corrections),
      ]
    }),
    ...incident.conclusions.flatMap((one) => [
      minutes.concluded(incidents.findings[one.finding], one.what),
      ...corrected(one.corrections),
    ]),
    ...incident.decisions.flatMap((one) => [
      minutes.decidedOn(one.what, one.authorised?.act),
      ...(one.hours ?? []).map((added) => incidents.addedTime(added.minutes, added.channel)),
      ...(one.ballots === undefined ? [] : [minutes.concerned(count(one.ballots), marginTexts(words))]),
      ...corrected(one.corrections),
    ]),
  ])
}

/** @param said - how it is said: inside a sentence, or at its beginning */
function hoursOf(
  { from, until }: { readonly from: string; readonly until?: string | undefined },
  { hourOf }: Words,
  { since, fromTo }: Pick<Catalogue["labels"]["incidents"], "since" | "fromTo">,
): string {
  return until === undefined ? since(hourOf(from)) : fromTo(hourOf(from), hourOf(until))
}

/** What stands beside ballots that are concerned: by how many votes each question was decided. */
function marginTexts({ facts, labels, count }: Words): readonly string[] {
  return facts.questions.map(({ answers, rule }, index) =>
    labels.minutes.margin(
      index + 1,
      count(
        marginOf(
          answers.map(({ votes }) => votes),
          rule?.seats ?? 1,
        ),
      ),
    ),
  )
}

/** The votes between the last answer that has a seat by its rank and the first that has none. */
function marginOf(votes: readonly bigint[], seats: number): bigint {
  const ranked = votes.toSorted((a, b) => (a === b ? 0 : a < b ? 1 : -1))
  return (ranked[seats - 1] ?? 0n) - (ranked[seats] ?? 0n)
}

function interventionLine(one: Intervention, words: Words): Line {
  const { minutes, incidents } = words.labels
  return line(minutes.intervention(hoursOf(one, words, incidents), one.what, one.why), [
    ...(one.component === undefined ? [] : [incidents.onComponent(one.component)]),
    ...(one.private === undefined ? [] : [minutes.madeBy(one.private.who)]),
    ...one.corrections.map(({ at, what }) => minutes.correctedBy(words.hour(at), what)),
  ])
}

function countLines(words: Words): readonly Line[] {
  const { facts, labels, count, share, hour } = words
  const { minutes, tally } = labels
  const { acts, ballots, opened, registered, weight, weighted, questions } = facts
  const { accepted, counted, grace } = ballots
  const ofMembers = (figure: number) => `${count(figure)} (${share(figure, registered)})`
  return [
    titled(words, tally.members, count(registered)),
    titled(words, tally.voters, ofMembers(counted)),
    titled(words, minutes.abstentions, ofMembers(registered - counted)),
    titled(words, tally.accepted, count(accepted)),
    titled(words, minutes.grace, count(grace)),
    titled(words, tally.replaced, count(accepted - counted)),
    titled(words, tally.counted, count(counted)),
    ...(weighted ? [titled(words, tally.weight, count(weight))] : []),
    line(minutes.balance(count(accepted), count(accepted - counted), count(counted))),
    line(minutes.voters(count(counted), count(registered - counted), count(registered))),
    ...questions.flatMap(({ blank }, index) =>
      blank === null
        ? []
        : [line(minutes.sum(index + 1, count(weight - blank), count(blank), count(weight), weighted))],
    ),
    // Nobody can tell of what was lost how many ballots it had.
    ...acts
      .filter(({ kept, at }) => kept !== undefined && at >= opened)
      .map(({ number, at }) => line(minutes.lostBallots(number, hour(at)))),
  ]
}

function questionLine({ question, answers, blank, rule }: MinutedQuestion, rank: number, words: Words): Line {
  const { facts, labels, count, share } = words
  const { minutes, tally } = labels
  const valid = facts.weight - (blank ?? 0n)
  const ofMembers = (votes: bigint) => (facts.weighted ? undefined : share(votes, facts.registered))
  const figures = {
    answers: answers.map(({ answer }) => answer),
    votes: answers.map(({ votes }) => votes),
    ...{ cast: facts.weight, blank: blank ?? 0n },
  }
  const turnout = { registered: facts.registered, voted: facts.ballots.counted }
  const outcome = rule === undefined ? undefined : outcomeOf(rule, figures, turnout)
  const written = { count, name: (answer: string) => answer }
  return line(tally.question(rank, question), [
    ...answers.map(({ answer, votes }) => minutes.votes(answer, count(votes), share(votes, valid), ofMembers(votes))),
    minutes.valid(count(valid)),
    ...(blank === null ? [] : [minutes.blank(count(blank))]),
    ...(outcome === undefined
      ? tieText(figures, words)
      : outcomeLines(outcome, majorityBase(outcome, { valid, blank }), tally, written)),
  ])
}

/** Where no rule says who is elected, a tie of those with most votes is called one. */
function tieText(
  { answers, votes }: { readonly answers: readonly string[]; readonly votes: readonly bigint[] },
  { labels }: Words,
): readonly string[] {
  const most = votes.reduce((a, b) => (a > b ? a : b), 0n)
  const first = answers.filter((_, index) => most > 0n && votes[index] === most)
  return first.length > 1 ? [labels.tally.tie(first.join(", "))] : []
}

function proofLines({ facts, labels, count }: Words): readonly Line[] {
  const { minutes } = labels
  const { result, register } = facts
  const said =
    register === "altered"
      ? minutes.alteredRegister
      : register.size === 0
        ? minutes.emptyRegister
        : minutes.register(count(register.size), base64(register.root))
  return [line(minutes.archive(count(result.height), result.hash)), line(said)]
}
