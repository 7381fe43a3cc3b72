import { finding, type Finding } from "../core/finding.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import { type ActKind } from "../core/vocabulary.ts"
import { type Act, statementOf, statementsOf } from "../authority/act.ts"
import { type ActEffective, type ActEvent, type ActProposed } from "../journal/event.ts"
import { type ActPaper, actPlace, type ReadActs } from "./act-papers.ts"
import { type ActHistory, type History } from "./history.ts"

/** A clock may step back by this much (milliseconds) between the text of an act and its entry, which then keeps the later instant. */
const clockTolerance = 2000

/**
 * What the journal says of acts, in the order in which it may: one is proposed, signed by members, and takes effect or is
 * dropped before the next. What its text states of the journal and of the act before it is compared here.
 */
export function* readActEvent(
  history: History,
  event: ActEvent,
  at: string,
  papers: ReadActs,
): Generator<Finding, void, undefined> {
  if (event.type === "act.proposed") {
    yield* readProposal(history, event, at, papers)
    return
  }
  const known = history.acts.get(event.act)
  const wrong = finding("JOURNAL_ACT", at, { act: event.act })
  // A reservation may also be made about an act that is in effect.
  if (event.type === "act.reserved" || event.type === "act.declined" || event.type === "act.absent") {
    const key = `${event.type.slice("act.".length)} ${event.member}`
    if (known === undefined || known.answers.has(key)) yield wrong
    known?.answers.set(key, event.note)
    return
  }
  if (known === undefined || history.pending !== known) {
    yield wrong
    return
  }
  switch (event.type) {
    case "act.signed":
      if (known.signed.has(event.member)) yield wrong
      known.signed.add(event.member)
      return
    case "act.dropped":
      history.pending = undefined
      return
    case "act.effective":
      if (event.kind !== known.kind || event.text !== known.text || event.clock !== clockOf(known.paper)) yield wrong
      yield* readEffect(history, known, event)
  }
}

function* readProposal(
  history: History,
  event: ActProposed,
  at: string,
  { acts, unread }: ReadActs,
): Generator<Finding, void, undefined> {
  const { act: number, kind, text } = event
  const paper = acts.get(number)
  const known: ActHistory = { number, paper, text, kind, signed: new Set(), answers: new Map() }
  if (history.pending !== undefined || number !== history.acts.size + 1)
    yield finding("JOURNAL_ACT", at, { act: number })
  history.acts.set(number, known)
  history.pending = known
  const place = actPlace(number)
  if (paper === undefined) {
    if (!unread.has(number)) yield finding("ACT_UNRECORDED", place, {})
    return
  }
  if (paper.hash !== text) yield finding("ACT_TEXT", place, { recorded: text, computed: paper.hash })
  else if (paper.act.kind !== kind) yield finding("JOURNAL_ACT", at, { act: number })
  yield* compareHead(history, event, paper, place)
}

/** The lines with which every act begins. */
function* compareHead(
  history: History,
  { at: recorded }: ActProposed,
  paper: ActPaper,
  place: string,
): Generator<Finding, void, undefined> {
  const { act } = paper
  const { created, inEffect, entries, height } = history
  const { uuid, rehearsal, previous, journal, archive } = act
  if (uuid !== created?.uuid || rehearsal !== created.rehearsal) {
    yield finding("ACT_ELECTION", place, { uuid, rehearsal })
  }
  const last = inEffect.at(-1)
  const stated = previous === undefined ? "none" : `${previous.number} ${previous.text}`
  const expected = last === undefined ? "none" : `${last.number} ${last.text}`
  if (stated !== expected) yield finding("ACT_PREVIOUS", place, { stated, expected })
  // The entry of the proposal is counted in `entries`; the act was written before it.
  if (journal.size !== entries - 1) yield finding("ACT_JOURNAL", place, { stated: journal.size, expected: entries - 1 })
  if (archive?.height !== height) {
    const text = (of: number | undefined) => (of === undefined ? "none" : `${of}`)
    yield finding("ACT_ARCHIVE", place, { stated: text(archive?.height), expected: text(height) })
  }
  const instant = parseInstant(recorded) ?? NaN
  // Held up by a wrong clock, the entry has the instant that the act gives up, and the act the true one.
  const clock = clockOf(paper)
  if (clock !== undefined) {
    const expected = instantText(history.instant)
    if (clock !== expected) yield finding("ACT_STATEMENT", place, { key: "clock", stated: clock, expected })
  }
  const isLate = clock === undefined ? act.proposed < instant - clockTolerance : recorded !== clock
  if (act.proposed > instant || isLate || act.expires <= act.proposed) {
    yield finding("ACT_TIME", place, { stated: instantText(act.proposed), recorded })
  }
}

/** The instant that an act gives up, as a wrong clock wrote it. Only a recovery gives up any. */
export function clockOf(paper: ActPaper | undefined): string | undefined {
  return paper?.act.kind === "recover" ? statementOf(paper.act, "clock") : undefined
}

function* readEffect(history: History, known: ActHistory, event: ActEffective): Generator<Finding, void, undefined> {
  history.pending = undefined
  yield* compareHours(history, known)
  known.effective = parseInstant(event.at) ?? NaN
  known.entry = history.entries
  known.height = history.height
  history.inEffect.push(known)
  if (known.kind === "recover" && known.paper !== undefined) {
    for (const batch of statementsOf(known.paper.act, "batch")) history.lostBatches.set(batch, actPlace(known.number))
  }
  const expires = known.paper?.act.expires
  if (expires !== undefined && known.effective >= expires) {
    const place = actPlace(known.number)
    yield finding("ACT_EXPIRED", place, { expires: instantText(expires), effective: event.at })
  }
}

/** What an act about the vote states of the hour of closing as it stood, and of the urn. */
function* compareHours(
  { closes, ballots }: History,
  { kind, number, paper }: ActHistory,
): Generator<Finding, void, undefined> {
  if (paper === undefined) return
  const closing = closes === undefined ? "none" : instantText(closes)
  const expected: Partial<Record<ActKind, readonly (readonly [string, string])[]>> = {
    open: [["urn", `${ballots} ballots`]],
    suspend: [["closes", closing]],
    resume: [["closes", closing]],
    extend: [["instead-of", closing]],
    close: [["closes", closing]],
  }
  yield* compareStatements(paper.act, expected[kind] ?? [], actPlace(number))
}

/** Compares statements of an act, each of which must stand there once, with what the record shows. */
export function* compareStatements(
  act: Act,
  expected: readonly (readonly [key: string, value: string])[],
  at: string,
): Generator<Finding, void, undefined> {
  for (const [key, value] of expected) {
    const stated = statementOf(act, key)
    if (stated !== value) yield finding("ACT_STATEMENT", at, { key, stated: stated ?? "", expected: value })
  }
}
