import { fileName } from "../../bundle/layout.ts"
import { utf8Text } from "../../core/bytes.ts"
import type { Finding } from "../../core/finding.ts"
import { linesOf } from "../../core/lines.ts"
import type { Event } from "../../journal/event.ts"
import { isTold, type ToldEntry, toldOfAct } from "../../notices/told.ts"
import type { OpenReport } from "../open-report.ts"
import type { ReadActs } from "../source/act-papers.ts"
import type { Source } from "../source/source.ts"
import { readActEvent } from "./act-entries.ts"
import { readEvent } from "./entry-shape.ts"
import { journalPlace } from "./head-claims.ts"
import { emptyHistory, type GrowingHistory, type History } from "./history.ts"
import { readPhase } from "./phase-entries.ts"
import { type RootClaim, rootComparison } from "./root-claims.ts"
import { readUrnEvent } from "./urn-entries.ts"

/** What the journal is compared with while it is read. */
export interface JournalContext {
  readonly acts: ReadActs
  readonly claims: readonly RootClaim[]
  /** The sizes at which the root is needed by proofs that rest on it. */
  readonly kept: ReadonlySet<number>
  /** The sizes at which the instant of the last dated entry is needed. */
  readonly dated: ReadonlySet<number>
}

/** The journal after it was read to its end. */
export interface ReadJournal {
  readonly history: History
  /** Base64 of the Merkle root. */
  readonly root: string
  /** How the journal contradicts the reader's checkpoints and receipts, whoever signed them. */
  readonly against: readonly Finding[]
  /** Base64 of the root at each of the sizes that were asked for. */
  readonly rootsAt: ReadonlyMap<number, string>
  /** The instant of the last dated entry at each of the sizes that were asked for, in milliseconds. */
  readonly instantsAt: ReadonlyMap<number, number>
}

/**
 * Reads the journal entry by entry, in constant memory. Returns `undefined` if an entry cannot be read, because nothing
 * follows from the rest then.
 */
export async function readJournal(
  source: Source,
  { acts, claims, kept, dated }: JournalContext,
  report: OpenReport,
): Promise<ReadJournal | undefined> {
  const history = emptyHistory()
  const roots = rootComparison(claims, kept, report)
  const instantsAt = new Map<number, number>()
  for await (const line of linesOf(source.stream(fileName({ kind: "journal" })), longestLine)) {
    const body = line.end === "line-feed" ? utf8Text(line.body) : undefined
    const event = body === undefined ? undefined : readEvent(body)
    history.entries++
    const at = journalPlace(history.entries)
    if (body === undefined || event === undefined) {
      report.fail("JOURNAL_FORM", at, {})
      return undefined
    }
    roots.add(body)
    readEntry(history, event, at, acts, report)
    if (dated.has(history.entries)) instantsAt.set(history.entries, history.instant)
  }
  if (history.entries === 0) {
    report.fail("JOURNAL_FORM", journalPlace(1), {})
    return undefined
  }
  roots.end()
  report.done("I2", history.entries)
  report.done("K1", history.entries)
  report.done("K16", history.entries)
  report.done("K2", history.acts.size)
  report.done("K3", history.inEffect.length)
  report.done("C4", history.ballots)
  return { history, root: roots.root(), against: roots.against(), rootsAt: roots.rootsAt, instantsAt }
}

function readEntry(history: GrowingHistory, event: Event, at: string, acts: ReadActs, report: OpenReport): void {
  history.places.set(event.type, at)
  switch (event.type) {
    case "act.proposed":
    case "act.signed":
    case "act.reserved":
    case "act.declined":
    case "act.absent":
    case "act.dropped":
    case "act.effective":
      // This comes first, because what an act states is compared with the state before it took effect.
      readActEvent(history, event, at, acts, report)
      break
    default:
  }
  readPhase(history, event, at, report)
  readUrnEvent(history, event, at, report)
  if (isTold(event)) history.told.push({ number: history.entries, event, ...statedBy(history, event) })
}

/** Reads what the act of this entry states, as far as notices tell it. */
function statedBy({ acts }: GrowingHistory, event: Event): Omit<ToldEntry, "number" | "event"> {
  return event.type === "act.effective" ? toldOfAct(acts.get(event.act)?.paper?.act) : {}
}

/** How many bytes an entry may have without its line feed. */
export const longestLine = 65_536
