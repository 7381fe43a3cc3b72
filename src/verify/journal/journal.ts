import { fileName } from "../../bundle/layout.ts"
import { concat, utf8Text } from "../../core/bytes.ts"
import type { Finding } from "../../core/finding.ts"
import type { Event } from "../../journal/event.ts"
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
}

/** The journal after it was read to its end. */
export interface ReadJournal {
  readonly history: History
  /** Base64 of the Merkle root. */
  readonly root: string
  /** How the journal contradicts the reader's checkpoints and receipts, whoever signed them. */
  readonly against: readonly Finding[]
}

/**
 * Reads the journal entry by entry, in constant memory. Returns `undefined` if an entry cannot be read, because nothing
 * follows from the rest then.
 */
export async function readJournal(
  source: Source,
  { acts, claims }: JournalContext,
  report: OpenReport,
): Promise<ReadJournal | undefined> {
  const history = emptyHistory()
  const roots = rootComparison(claims, report)
  for await (const line of lines(source.stream(fileName({ kind: "journal" })))) {
    const body = line === undefined ? undefined : utf8Text(line)
    const event = body === undefined ? undefined : readEvent(body)
    history.entries++
    const at = journalPlace(history.entries)
    if (body === undefined || event === undefined) {
      report.fail("JOURNAL_FORM", at, {})
      return undefined
    }
    roots.add(body)
    readEntry(history, event, at, acts, report)
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
  return { history, root: roots.root(), against: roots.against() }
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
}

/** Longer lines are not entries. */
export const longestLine = 65_536

/** Yields the lines without their line feeds, and `undefined` for one that is too long or does not end. */
async function* lines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | undefined, void, undefined> {
  let waiting: Uint8Array = new Uint8Array()
  for await (const block of stream) {
    const bytes = waiting.length === 0 ? block : concat(waiting, block)
    let from = 0
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
      yield bytes.subarray(from, end)
      from = end + 1
    }
    waiting = bytes.subarray(from)
    if (waiting.length > longestLine) break
  }
  if (waiting.length > 0) yield undefined
}
