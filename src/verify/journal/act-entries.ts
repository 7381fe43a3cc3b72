import { type Act, statementOf, statementsOf } from "../../authority/act.ts"
import { lossOf } from "../../authority/lost-state.ts"
import { finding } from "../../core/finding.ts"
import { instantText, parseInstant } from "../../core/instant.ts"
import type { ActKind } from "../../core/vocabulary.ts"
import type { ActEffective, ActEvent, ActProposed } from "../../journal/event.ts"
import type { OpenReport } from "../open-report.ts"
import { type ActPaper, actPlace, type ReadActs } from "../source/act-papers.ts"
import type { ActHistory, GrowingAct, GrowingHistory, History } from "./history.ts"

/**
 * A clock may step back by this much (milliseconds) between the text of an act and its entry, which then keeps the
 * later instant.
 */
const clockTolerance = 2000

/**
 * Reads what the journal says about acts, in the order that it must have: an act is proposed, signed by members, and
 * takes effect or is dropped before the next is proposed. It also compares what the act's text states about the journal
 * and about the act before it.
 */
export function readActEvent(
  history: GrowingHistory,
  event: ActEvent,
  at: string,
  papers: ReadActs,
  report: OpenReport,
): void {
  if (event.type === "act.proposed") {
    readProposal(history, event, at, papers, report)
    return
  }
  const known = history.acts.get(event.act)
  const wrong = finding("JOURNAL_ACT", at, { act: event.act })
  // A reservation may also be made about an act in effect.
  if (event.type === "act.reserved" || event.type === "act.declined" || event.type === "act.absent") {
    const key = `${event.type.slice("act.".length)} ${event.member}`
    if (known === undefined || known.answers.has(key)) report.add([wrong])
    known?.answers.set(key, event.note)
    return
  }
  if (known === undefined || history.pending !== known) {
    report.add([wrong])
    return
  }
  switch (event.type) {
    case "act.signed":
      if (known.signed.has(event.member)) report.add([wrong])
      known.signed.add(event.member)
      return
    case "act.dropped":
      history.pending = undefined
      return
    case "act.effective":
      if (event.kind !== known.kind || event.text !== known.text || event.clock !== clockOf(known.paper))
        report.add([wrong])
      readEffect(history, known, event, report)
  }
}

function readProposal(
  history: GrowingHistory,
  event: ActProposed,
  at: string,
  { acts, unread }: ReadActs,
  report: OpenReport,
): void {
  const { act: number, kind, text } = event
  const paper = acts.get(number)
  const known: GrowingAct = { number, paper, text, kind, signed: new Set(), answers: new Map() }
  if (history.pending !== undefined || number !== history.acts.size + 1) report.fail("JOURNAL_ACT", at, { act: number })
  history.acts.set(number, known)
  history.pending = known
  const place = actPlace(number)
  if (paper === undefined) {
    if (!unread.has(number)) report.fail("ACT_UNRECORDED", place, {})
    return
  }
  if (paper.hash !== text) report.fail("ACT_TEXT", place, { recorded: text, computed: paper.hash })
  else if (paper.act.kind !== kind) report.fail("JOURNAL_ACT", at, { act: number })
  compareHead(history, event, paper, place, report)
}

/** Compares the lines with which every act begins. */
function compareHead(
  history: GrowingHistory,
  { at: recorded }: ActProposed,
  paper: ActPaper,
  place: string,
  report: OpenReport,
): void {
  const { act } = paper
  const { created, inEffect, entries, height } = history
  const { uuid, rehearsal, previous, journal, archive } = act
  if (uuid !== created?.uuid || rehearsal !== created.rehearsal) {
    report.fail("ACT_ELECTION", place, { uuid, rehearsal })
  }
  const last = inEffect.at(-1)
  const stated = previous === undefined ? "none" : `${previous.number} ${previous.text}`
  const expected = last === undefined ? "none" : `${last.number} ${last.text}`
  if (stated !== expected) report.fail("ACT_PREVIOUS", place, { stated, expected })
  // `entries` counts the entry of the proposal, but the act was written before it.
  if (journal.size !== entries - 1) report.fail("ACT_JOURNAL", place, { stated: journal.size, expected: entries - 1 })
  if (archive?.height !== height) {
    const text = (of: number | undefined) => (of === undefined ? "none" : `${of}`)
    report.fail("ACT_ARCHIVE", place, { stated: text(archive?.height), expected: text(height) })
  }
  const instant = parseInstant(recorded) ?? NaN
  // Where a wrong clock held it up, the entry has the instant that the act gives up, and the act the true one.
  const clock = clockOf(paper)
  if (clock !== undefined) {
    const expected = instantText(history.instant)
    if (clock !== expected) report.fail("ACT_STATEMENT", place, { key: "clock", stated: clock, expected })
  }
  const isLate = clock === undefined ? act.proposed < instant - clockTolerance : recorded !== clock
  if (act.kind === "recover") compareLoss(act, place, report)
  if (act.proposed > instant || isLate || act.expires <= act.proposed) {
    report.fail("ACT_TIME", place, { stated: instantText(act.proposed), recorded })
  }
}

/**
 * Checks the state after which an act says that everything may be lost: it is one that the journal had when the act was
 * proposed, and what was seen of the lost journal is longer. Whether the root is right is checked with every root that
 * is signed.
 */
function compareLoss(act: Act, place: string, report: OpenReport): void {
  const values = statementsOf(act, "lost-after")
  if (values.length === 0) return
  const { seen, kept } = lossOf(act)
  if (kept !== undefined && kept.size <= act.journal.size && (seen === undefined || seen.size > kept.size)) return
  const expected = `${act.journal.size} ${act.journal.root}`
  report.fail("ACT_STATEMENT", place, { key: "lost-after", stated: values.join(", "), expected })
}

/** Returns the instant that an act gives up because a wrong clock wrote it. Only an act `recover` gives one up. */
export function clockOf(paper: ActPaper | undefined): string | undefined {
  return paper?.act.kind === "recover" ? statementOf(paper.act, "clock") : undefined
}

function readEffect(history: GrowingHistory, known: GrowingAct, event: ActEffective, report: OpenReport): void {
  history.pending = undefined
  compareHours(history, known, report)
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
    report.fail("ACT_EXPIRED", place, { expires: instantText(expires), effective: event.at })
  }
}

/** Compares what an act about the vote states about the hour of closing at that time, and about the urn. */
function compareHours({ closes, ballots }: History, { kind, number, paper }: ActHistory, report: OpenReport): void {
  if (paper === undefined) return
  const closing = closes === undefined ? "none" : instantText(closes)
  const expected: Partial<Record<ActKind, readonly (readonly [string, string])[]>> = {
    open: [["urn", `${ballots} ballots`]],
    suspend: [["closes", closing]],
    resume: [["closes", closing]],
    extend: [["instead-of", closing]],
    close: [["closes", closing]],
  }
  compareStatements(paper.act, expected[kind] ?? [], actPlace(number), report)
}

/** Compares statements of an act, each of which must occur once, with what the record shows. */
export function compareStatements(
  act: Act,
  expected: readonly (readonly [key: string, value: string])[],
  at: string,
  report: OpenReport,
): void {
  for (const [key, value] of expected) {
    const stated = statementOf(act, key)
    if (stated !== value) report.fail("ACT_STATEMENT", at, { key, stated: stated ?? "", expected: value })
  }
}
