import { finding, type Finding } from "../core/finding.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import { statementOf } from "../authority/act.ts"
import { type Event, type UrnAccepted, type UrnFrozen } from "../journal/event.ts"
import { type History } from "./history.ts"

/** What the journal says of the urn and of the archive, whose events it counts. */
export function* readUrnEvent(history: History, event: Event, at: string): Generator<Finding, void, undefined> {
  if ("at" in event && history.instant < (history.closes ?? Infinity)) history.timely.before = history.ballots
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
      history.batches.push({ at, event })
      if (history.instant >= graceEnd(history)) history.announced += event.accepted
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
  if (history.instant >= (history.closes ?? Infinity)) history.timely.after += event.count
  if (history.instant >= graceEnd(history)) history.timely.late += event.count
}

/** An entry tells no instant of a ballot, but the dated ones around it bound it. */
function* readFreeze(history: History, event: UrnFrozen, at: string): Generator<Finding, void, undefined> {
  history.frozen = event
  yield* grow(history, event, 1, at)
  const { ballots, timely, announced } = history
  if (event.ballots !== ballots) yield count(event.ballots, ballots, at)
  const end = Math.max(history.closes ?? 0, history.grace === undefined ? 0 : graceEnd(history))
  if (history.instant < end) yield finding("URN_FROZEN_EARLY", at, { closes: instantText(end), frozen: event.at })
  const [least, most] = [timely.after, ballots - timely.before]
  if (event.grace < least || event.grace > most) yield finding("URN_GRACE", at, { stated: event.grace, least, most })
  if (timely.late > announced) yield finding("URN_LATE", at, { late: timely.late, announced, limit: instantText(end) })
}

/** The first instant at which no voter is voting any more; batches that were announced may still come. */
function graceEnd({ closes, grace }: History): number {
  return closes === undefined || grace === undefined ? Infinity : closes + grace
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
