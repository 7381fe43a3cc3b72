import { statementOf } from "../../authority/act.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import { instantText, parseInstant } from "../../core/instant.ts"
import type { ActKind, Phase } from "../../core/vocabulary.ts"
import { isApart, mustBeDated } from "../../journal/dating.ts"
import type { Event } from "../../journal/event.ts"
import { isUrgent, resumingOf } from "../../journal/phase.ts"
import type { OpenReport } from "../open-report.ts"
import { clockOf } from "./act-entries.ts"
import type { GrowingHistory, History } from "./history.ts"

/** The phases in which something may happen, and the phase to which it leads, if that is another. */
interface Step {
  readonly from: readonly Phase[]
  readonly to?: Phase
}

const beforeTheResult: readonly Phase[] = [
  "constituted",
  "sealed",
  "open",
  "suspended",
  "closed",
  "frozen",
  "unsealed",
  "tallied",
]
/** Before the constitution nobody could judge an act, and whoever made the file can make another. */
const whileItStands: readonly Phase[] = [...beforeTheResult, "proclaimed"]

const stepOfAct: Readonly<Record<ActKind, Step>> = {
  constitute: { from: ["draft"], to: "constituted" },
  replace: { from: beforeTheResult },
  appoint: { from: beforeTheResult },
  seal: { from: ["constituted"], to: "sealed" },
  override: { from: ["sealed"] },
  open: { from: ["sealed"] },
  // Also where the vote is suspended urgently, which is checked apart.
  suspend: { from: ["open", "suspended"], to: "suspended" },
  resume: { from: ["suspended"], to: "open" },
  extend: { from: ["open", "suspended"] },
  close: { from: ["closed"] },
  unseal: { from: ["frozen"], to: "unsealed" },
  // The result may be proclaimed again. The documents that the last act names are those that are published.
  proclaim: { from: ["tallied", "proclaimed"], to: "proclaimed" },
  recover: { from: whileItStands },
  annul: { from: whileItStands, to: "annulled" },
}

/** Nothing that is looked at before the vote can be overridden where an election has no register for it. */
function actStep(kind: ActKind, { created }: GrowingHistory): Step {
  const exists = kind !== "override" || hasFeature(statedFormat(created ?? {}), "register")
  return exists ? stepOfAct[kind] : { from: [] }
}

/** Other events that belong to a phase. Those that are not listed may happen at any time. */
const stepOfEvent: Partial<Readonly<Record<Event["type"], Step>>> = {
  "roll.imported": { from: ["draft", "constituted"] },
  "trustees.established": { from: ["constituted"] },
  "credentials.generated": { from: ["constituted"] },
  "urn.opened": { from: ["sealed"], to: "open" },
  "urn.suspended": { from: ["open"], to: "suspended" },
  "urn.counted": { from: ["open", "suspended", "closed"] },
  // That it is not before its hour is checked with the urn.
  "urn.frozen": { from: ["open", "suspended", "closed"], to: "frozen" },
  "tally.computed": { from: ["frozen"] },
  "tally.share-received": { from: ["unsealed"] },
  "tally.share-refused": { from: ["unsealed"] },
  "tally.result": { from: ["unsealed"], to: "tallied" },
}

/** Checks the beginning of the election, the order of instants, and the phases that entries declare. */
export function readPhase(history: GrowingHistory, event: Event, at: string, report: OpenReport): void {
  const isFirst = history.entries === 1
  if (isFirst !== (event.type === "election.created")) report.fail("JOURNAL_START", at, {})
  if (event.type === "election.created" && history.created === undefined) {
    history.created = event
    history.phase = "draft"
    history.phases = { last: history.entries, before: 0 }
  }
  readInstant(history, event, at, report)
  const step = event.type === "act.effective" ? actStep(event.kind, history) : stepOfEvent[event.type]
  if (step === undefined) return
  const before = phaseNow(history)
  const stated = "phase" in event ? event.phase : undefined
  const expected = step.to ?? (leavesOpen(event) ? before : undefined)
  const undecided = event.type === "urn.frozen" && !history.inEffect.some(({ kind }) => kind === "close")
  const again = isSuspendAct(event) && before === "suspended" && !history.urgent
  if (before === undefined || !step.from.includes(before) || stated !== expected || undecided || again) {
    report.fail("JOURNAL_PHASE", at, { phase: stated, after: before })
  }
  readClosing(history, event, at, report)
  readResuming(history, event, before, at, report)
  if (stated === undefined) return
  history.phase = stated
  history.resumes = resumingOf(event)
  history.urgent = isUrgent(event)
  history.phases = { last: history.entries, before: history.phases.last }
}

function readInstant(history: GrowingHistory, event: Event, at: string, report: OpenReport): void {
  checkDate(history, event, at, report)
  if (!("at" in event)) return
  const instant = parseInstant(event.at) ?? NaN
  if (!(instant >= history.instant) && !(instant >= earliest(history, event))) {
    report.fail("JOURNAL_TIME", at, { at: event.at, last: instantText(history.instant) })
  }
  history.instant = instant
  history.dated = history.ballots
}

/**
 * Checks that an instant that is not needed does not reveal when a few ballots came, and that a needed one is there.
 * The instant of an announcement is needed once a dated entry shows that no vote could begin any more, because it
 * proves that the announcement was in time.
 */
function checkDate(history: GrowingHistory, event: Event, at: string, report: OpenReport): void {
  const { type } = event
  const ballots = history.ballots - history.dated
  // It is written for its hour, but waits until that tells nothing of a few ballots.
  if (type === "urn.counted" && !isApart(ballots)) report.fail("JOURNAL_DATE", at, { of: type, ballots, dated: true })
  if (type === "urn.accepted" || mustBeDated(type)) return
  const apart = hasFeature(statedFormat(history.created ?? {}), "dates-apart")
  const isAnnouncement = type === "urn.batch-announced"
  const closes = history.closes ?? Infinity
  const instant = event.at === undefined ? undefined : (parseInstant(event.at) ?? NaN)
  if (instant === undefined) {
    if (!apart || (isAnnouncement && history.instant >= closes))
      report.fail("JOURNAL_DATE", at, { of: type, ballots, dated: false })
  } else if (apart && !isApart(ballots) && !(isAnnouncement && instant >= closes)) {
    report.fail("JOURNAL_DATE", at, { of: type, ballots, dated: true })
  }
}

/**
 * Returns the earliest instant that an entry may have if it goes back in time. Only an entry may by which an act takes
 * effect that gives up the instant of the last entry, and not to before the act was shown to the members.
 */
function earliest({ inEffect }: History, event: Event): number {
  const last = inEffect.at(-1)
  const paper = event.type === "act.effective" && last?.number === event.act ? last.paper : undefined
  return paper === undefined || clockOf(paper) === undefined ? Infinity : paper.act.proposed
}

/**
 * An urn that is open or suspended is closed from its hour of closing, and one that was suspended urgently is open from
 * the instant on that its entry names. No entry marks these moments.
 */
function phaseNow({ phase, closes, resumes, instant }: History): Phase | undefined {
  const canClose = phase === "open" || phase === "suspended"
  if (canClose && closes !== undefined && closes <= instant) return "closed"
  return resumes !== undefined && resumes <= instant ? "open" : phase
}

function isSuspendAct(event: Event): boolean {
  return event.type === "act.effective" && event.kind === "suspend"
}

/**
 * Checks that an act `extend` during an urgent suspension leaves its end as it is, and that no other act states one. What
 * the suspension itself states is compared with what its members signed (`acts/suspensions.ts`).
 */
function readResuming(
  { resumes }: History,
  event: Event,
  before: Phase | undefined,
  at: string,
  report: OpenReport,
): void {
  if (event.type !== "act.effective") return
  const expected = event.kind === "extend" && before === "suspended" ? resumes : undefined
  const text = expected === undefined ? undefined : instantText(expected)
  if (event.until !== text) report.fail("JOURNAL_RESUMES", at, { until: event.until, expected: text })
}

/** Whether an entry states the phase again with a new hour, as an act `extend` does. */
function leavesOpen(event: Event): boolean {
  return event.type === "act.effective" && event.kind === "extend"
}

/** Checks that the hour of closing is the one that an act decided, and only ever moves later. */
function readClosing(history: GrowingHistory, event: Event, at: string, report: OpenReport): void {
  const stated = "closes" in event ? event.closes : undefined
  const decided = decidedClosing(history, event)
  const closes = stated === undefined ? undefined : parseInstant(stated)
  const earlier = closes !== undefined && closes < (history.closes ?? 0)
  if (stated !== decided || earlier) report.fail("JOURNAL_CLOSES", at, { closes: stated, expected: decided })
  if (closes !== undefined) history.closes = closes
}

function decidedClosing({ inEffect, acts, closes }: History, event: Event): string | undefined {
  if (event.type === "urn.opened") {
    const open = inEffect.findLast(({ kind }) => kind === "open")?.paper
    return open === undefined ? undefined : statementOf(open.act, "closes")
  }
  if (event.type === "urn.suspended") return closes === undefined ? undefined : instantText(closes)
  if (event.type !== "act.effective") return undefined
  if (event.kind === "suspend" || event.kind === "resume") return closes === undefined ? undefined : instantText(closes)
  const extended = event.kind === "extend" ? acts.get(event.act)?.paper : undefined
  return extended === undefined ? undefined : statementOf(extended.act, "closes")
}
