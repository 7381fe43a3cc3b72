import { statementOf } from "../../authority/act.ts"
import { finding, type Finding, type FindingParams } from "../../core/finding.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import { instantText, parseInstant } from "../../core/instant.ts"
import type { ActKind } from "../../core/vocabulary.ts"
import type {
  Event,
  UrnAccepted,
  UrnBatchAnnounced,
  UrnBatchReceived,
  UrnCounted,
  UrnFrozen,
  UrnSuspended,
} from "../../journal/event.ts"
import { batchName } from "../../notes/batch.ts"
import type { OpenReport } from "../open-report.ts"
import type { AnnouncedBatch, GrowingHistory, History } from "./history.ts"

/** Reads what the journal says about the urn and about the archive, whose events it counts. */
export function readUrnEvent(history: GrowingHistory, event: Event, at: string, report: OpenReport): void {
  if ("at" in event && history.instant < (history.closes ?? Infinity)) history.timely = history.ballots
  switch (event.type) {
    case "act.effective":
      if (event.kind === "seal") history.height = 0
      return
    case "roll.imported":
      history.roll = event
      return
    case "trustees.established":
      history.trustees = event
      return
    case "trustees.checked":
      if (event.note !== undefined) history.vouched.set(`${event.owner} ${event.checkpoint}`, event.note)
      return
    case "credentials.generated":
      history.credentials = event
      return
    case "urn.opened":
      history.opened = history.instant
      readOpening(history, event.at, at, report)
      return
    case "urn.suspended":
      readSuspension(history, event, at)
      return
    case "urn.accepted":
      readAcceptance(history, event, at, report)
      return
    case "urn.batch-announced":
      readAnnouncement(history, event, at, report)
      return
    case "urn.batch-received":
      readReception(history, event, at, report)
      return
    case "urn.counted":
      readCount(history, event, at, report)
      return
    case "urn.frozen":
      readFreeze(history, event, at, report)
      return
    case "tally.computed":
      history.tallied = event
      grow(history, event, 1, at, report)
      if (event.ballots !== history.ballots) report.add([count(event.ballots, history.ballots, at)])
      return
    case "tally.share-refused":
      history.refusedShares++
      return
    case "tally.share-received":
      history.shares.set(event.owner, (history.shares.get(event.owner) ?? new Set()).add(event.share))
      return
    case "tally.result":
      history.result = event
      history.resultEntry = history.entries
      // Between tally and result come the shares that gave it, however many it took.
      grow(history, event, Math.max(2, event.height - (history.height ?? 0)), at, report)
      return
    default:
  }
}

function readOpening(history: GrowingHistory, opened: string, at: string, report: OpenReport): void {
  const open = history.inEffect.findLast(({ kind }) => kind === "open")?.paper
  const opens = open === undefined ? undefined : statementOf(open.act, "opens")
  const hour = parseInstant(opens ?? "")
  if (hour === undefined || history.instant < hour) {
    report.fail("URN_OPENED_EARLY", at, { opens: opens ?? "", opened })
  }
}

function readAcceptance(history: GrowingHistory, event: UrnAccepted, at: string, report: OpenReport): void {
  // The clock may have closed the urn meanwhile. Ballots from then on are in the grace, and are counted apart.
  if (!isOpenAgain(history)) report.fail("URN_ACCEPTED", at, { phase: history.phase ?? "draft" })
  grow(history, event, event.count, at, report)
  history.ballots += event.count
  if (history.instant < (history.closes ?? Infinity)) return
  // Few entries are dated that late, so the count after each is kept.
  const last = history.afterClose.at(-1)
  if (last?.instant === history.instant) history.afterClose.pop()
  const count = event.count + (last?.instant === history.instant ? last.count : 0)
  history.afterClose.push({ instant: history.instant, count })
}

/** Acts by which the authority takes a stand on an urgent suspension. */
const answering: readonly ActKind[] = ["suspend", "resume", "extend"]

function readSuspension(history: GrowingHistory, event: UrnSuspended, at: string): void {
  const { suspensions, inEffect, entries, instant } = history
  const [before, after] = [suspensions.at(-1), inEffect.at(-1)]
  const answered =
    before === undefined || inEffect.some(({ kind, entry = 0 }) => entry > before.entry && answering.includes(kind))
  suspensions.push({ at, entry: entries, instant, event, after, answered })
}

/**
 * Whether the urn takes ballots: it is open, or an urgent suspension has ended by itself before it closed. Of the latter
 * the journal has no entry, but from now on nothing may be dated before that end.
 */
function isOpenAgain(history: GrowingHistory): boolean {
  const { phase, resumes, closes = Infinity } = history
  if (phase === "suspended" && resumes !== undefined && resumes < closes) {
    history.instant = Math.max(history.instant, resumes)
    return true
  }
  return phase === "open"
}

function readAnnouncement(history: GrowingHistory, event: UrnBatchAnnounced, at: string, report: OpenReport): void {
  const { announced, instant } = history
  const name = batchName(event)
  requireOpen(history, name, at, report)
  if (announced.has(name)) report.fail("BATCH_ANNOUNCED", at, { batch: name, rule: "twice" })
  else announced.set(name, { at, instant, ballots: history.ballots, event, again: history.lostBatches.has(name) })
}

/**
 * Checks that a batch is received once, after it was announced, and holds what was announced. Each of its lines was
 * handled, and the ballots that it brought are among those of the urn.
 */
function readReception(history: GrowingHistory, event: UrnBatchReceived, at: string, report: OpenReport): void {
  const { announced, received, instant } = history
  const name = batchName(event)
  requireOpen(history, name, at, report)
  const rule = receptionFault(history, event, announced.get(name))
  if (rule !== undefined) report.fail("BATCH_ANNOUNCED", at, { batch: name, rule })
  if (received.has(name)) return
  received.set(name, { instant, event })
  history.brought += event.accepted
}

function receptionFault(
  { announced, received, created, ballots, brought }: History,
  event: UrnBatchReceived,
  promised: AnnouncedBatch | undefined,
): FindingParams["BATCH_ANNOUNCED"]["rule"] | undefined {
  if (promised === undefined) return "never"
  if (received.has(batchName(event))) return "received-twice"
  if (event.count !== promised.event.count || event.sha256 !== promised.event.sha256) return "unlike"
  const { accepted, present, refused, count } = event
  const isApart = hasFeature(statedFormat(created ?? {}), "present-apart")
  if (isApart !== (present !== undefined) || accepted + (present ?? 0) + refused !== count) return "lines"
  // They came after the announcement, and no other batch brought any of them too.
  const first = announced.values().next().value?.ballots ?? 0
  const isTied = accepted <= ballots - promised.ballots && brought + accepted <= ballots - first
  return isApart && !isTied ? "ballots" : undefined
}

/** As for ballots, the hour of closing does not matter yet: batches may come until the freeze. */
function requireOpen(history: GrowingHistory, batch: string, at: string, report: OpenReport): void {
  if (!isOpenAgain(history)) report.fail("BATCH_PHASE", at, { batch, phase: history.phase ?? "draft" })
}

function readCount(history: GrowingHistory, event: UrnCounted, at: string, report: OpenReport): void {
  // Elections of older formats have no such entries.
  if (!hasFeature(statedFormat(history.created ?? {}), "counted")) report.fail("JOURNAL_FORM", at, {})
  const { ballots: expected } = history
  if (event.ballots !== expected) report.fail("URN_COUNTED", at, { rule: "ballots", stated: event.ballots, expected })
  history.counted.push({ at, event })
}

function readFreeze(history: GrowingHistory, event: UrnFrozen, at: string, report: OpenReport): void {
  history.frozen = { event, instant: history.instant }
  grow(history, event, 1, at, report)
  if (event.ballots !== history.ballots) report.add([count(event.ballots, history.ballots, at)])
}

/**
 * Checks announcements and the freeze against the definition's grace. No entry tells the instant of a ballot, but the
 * dated entries around it bound it. After the grace only batches may still come, and only those announced before it
 * ended.
 *
 * @param graceLength - in milliseconds
 */
export function checkFreeze(history: History, graceLength: number, report: OpenReport): void {
  const { frozen, ballots, timely, afterClose, announced, closes, places } = history
  report.done("K7", ballots)
  if (closes === undefined) return
  const end = closes + graceLength
  for (const [batch, { at, instant, again }] of announced) {
    if (instant >= end && !again) {
      report.fail("BATCH_LATE", at, { batch, announced: instantText(instant), limit: instantText(end) })
    }
  }
  if (frozen === undefined) return
  const at = places.get("urn.frozen") ?? ""
  if (frozen.instant < end) {
    report.fail("URN_FROZEN_EARLY", at, { closes: instantText(end), frozen: instantText(frozen.instant) })
  }
  const [least, most] = [sum(afterClose.map((each) => each.count)), ballots - timely]
  const stated = frozen.event.grace
  if (stated < least || stated > most) report.fail("URN_GRACE", at, { stated, least, most })
  const late = sum(afterClose.filter(({ instant }) => instant >= end).map((each) => each.count))
  const brought = broughtAfter(history, end)
  if (late > brought) report.fail("URN_LATE", at, { late, announced: brought, limit: instantText(end) })
}

/**
 * Bounds the ballots that can have come after an instant: in batches announced before it, or announced again after it.
 */
function broughtAfter({ announced, received }: History, end: number): number {
  const counts = [...announced].map(([batch, { instant, event, again }]) => {
    const whole = received.get(batch)
    if ((instant >= end && !again) || (whole !== undefined && whole.instant < end)) return 0
    // A batch that the authority gave up may have brought some of its ballots.
    return whole === undefined ? event.count : whole.event.accepted
  })
  return sum(counts)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Adds `events` events to the archive, the last of which the entry names. */
function grow(
  history: GrowingHistory,
  { height, head }: { readonly height: number; readonly head: string },
  events: number,
  at: string,
  report: OpenReport,
): void {
  const expected = (history.height ?? NaN) + events
  if (height !== expected) report.add([count(height, expected, at)])
  history.height = height
  history.heads.add(history.entries, height, head)
}

function count(stated: number, expected: number, at: string): Finding {
  return finding("URN_COUNT", at, { stated, expected })
}
