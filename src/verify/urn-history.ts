import { finding, type Finding } from "../core/finding.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import { statementOf } from "../authority/act.ts"
import { type Event, type UrnAccepted, type UrnFrozen } from "../journal/event.ts"
import { type History } from "./history.ts"

/** What the journal says of the urn and of the archive, whose events it counts. */
export function* readUrnEvent(history: History, event: Event, at: string): Generator<Finding, void, undefined> {
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
    case "credentials.generated":
      history.credentials = event
      return
    case "credentials.blocked":
      history.blocked.add(event.credential)
      return
    case "urn.opened":
      yield* readOpening(history, event.at, at)
      return
    case "urn.accepted":
      yield* readAcceptance(history, event, at)
      return
    case "urn.batch-received":
      history.batches.push({ at, instant: history.instant, event })
      return
    case "urn.frozen":
      yield* readFreeze(history, event, at)
      return
    case "tally.computed":
      history.tallied = event
      yield* grow(history, event, 1, at)
      if (event.ballots !== history.ballots) yield count(event.ballots, history.ballots, at)
      return
    case "tally.share-received":
    case "tally.share-refused":
      history.shares.set(event.owner, (history.shares.get(event.owner) ?? new Set()).add(event.share))
      return
    case "tally.result":
      history.result = event
      // Between tally and result stand the shares that gave it, as many as it took.
      yield* grow(history, event, Math.max(2, event.height - (history.height ?? 0)), at)
      return
    default:
  }
}

function* readOpening(history: History, opened: string, at: string): Generator<Finding, void, undefined> {
  const open = history.inEffect.findLast(({ kind }) => kind === "open")?.paper
  const opens = open === undefined ? undefined : statementOf(open.act, "opens")
  const hour = parseInstant(opens ?? "")
  if (hour === undefined || history.instant < hour) {
    yield finding("URN_OPENED_EARLY", at, { opens: opens ?? "", opened })
  }
}

function* readAcceptance(history: History, event: UrnAccepted, at: string): Generator<Finding, void, undefined> {
  // The clock may have closed the urn meanwhile: what comes then is the grace, which is counted apart.
  if (history.phase !== "open") yield finding("URN_ACCEPTED", at, { phase: history.phase ?? "draft" })
  yield* grow(history, event, event.count, at)
  history.ballots += event.count
  if (history.instant < (history.closes ?? Infinity)) return
  // Few entries are dated that late, so what came after each is kept.
  const last = history.afterClose.at(-1)
  if (last?.instant === history.instant) history.afterClose.pop()
  const count = event.count + (last?.instant === history.instant ? last.count : 0)
  history.afterClose.push({ instant: history.instant, count })
}

function* readFreeze(history: History, event: UrnFrozen, at: string): Generator<Finding, void, undefined> {
  history.frozen = { event, instant: history.instant }
  yield* grow(history, event, 1, at)
  if (event.ballots !== history.ballots) yield count(event.ballots, history.ballots, at)
}

/**
 * What the definition's grace says of the freeze: no entry tells the instant of a ballot, but the dated ones around it bound
 * it. After the grace only batches may still come, which had been announced.
 *
 * @param grace - milliseconds
 */
export function* checkFreeze(history: History, grace: number): Generator<Finding, void, undefined> {
  const { frozen, ballots, timely, afterClose, batches, closes = 0, places } = history
  if (frozen === undefined) return
  const at = places.get("urn.frozen") ?? ""
  const end = closes + grace
  if (frozen.instant < end) {
    yield finding("URN_FROZEN_EARLY", at, { closes: instantText(end), frozen: instantText(frozen.instant) })
  }
  const [least, most] = [sum(afterClose.map((each) => each.count)), ballots - timely]
  const stated = frozen.event.grace
  if (stated < least || stated > most) yield finding("URN_GRACE", at, { stated, least, most })
  const late = sum(afterClose.filter(({ instant }) => instant >= end).map((each) => each.count))
  const announced = sum(batches.filter(({ instant }) => instant >= end).map(({ event }) => event.accepted))
  if (late > announced) yield finding("URN_LATE", at, { late, announced, limit: instantText(end) })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** The archive has `events` more events, the last of which the entry names. */
function* grow(
  history: History,
  { height, head }: { readonly height: number; readonly head: string },
  events: number,
  at: string,
): Generator<Finding, void, undefined> {
  const expected = (history.height ?? NaN) + events
  if (height !== expected) yield count(height, expected, at)
  history.height = height
  history.heads.add(history.entries, height, head)
}

function count(stated: number, expected: number, at: string): Finding {
  return finding("URN_COUNT", at, { stated, expected })
}
