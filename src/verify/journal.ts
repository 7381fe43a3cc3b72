import { concat, utf8Text } from "../core/bytes.ts"
import { finding, type Finding } from "../core/finding.ts"
import { type Event } from "../journal/event.ts"
import { fileName } from "../bundle/layout.ts"
import { type ReadActs } from "./act-papers.ts"
import { readActEvent } from "./act-history.ts"
import { done, type Remark } from "./checks.ts"
import { type RootClaim, rootComparison } from "./claims.ts"
import { journalPlace } from "./head-log.ts"
import { emptyHistory, type History } from "./history.ts"
import { readEvent } from "./journal-shape.ts"
import { readPhase } from "./phase-history.ts"
import { type Source } from "./source.ts"
import { readUrnEvent } from "./urn-history.ts"

/** What the journal is compared with while it is read. */
export interface JournalContext {
  readonly acts: ReadActs
  readonly claims: readonly RootClaim[]
}

/** The journal, read to its end. */
export interface ReadJournal {
  readonly history: History
  /** Base64 of the Merkle root. */
  readonly root: string
  /** How the journal contradicts the checkpoints and receipts of the reader, whoever signed them. */
  readonly against: readonly Finding[]
}

/** Reads the journal entry by entry, in constant memory. `undefined` if an entry cannot be read: nothing follows from it then. */
export async function* readJournal(
  source: Source,
  { acts, claims }: JournalContext,
): AsyncGenerator<Remark, ReadJournal | undefined, undefined> {
  const history = emptyHistory()
  const roots = rootComparison(claims)
  for await (const line of lines(source.stream(fileName({ kind: "journal" })))) {
    const body = line === undefined ? undefined : utf8Text(line)
    const event = body === undefined ? undefined : readEvent(body)
    history.entries++
    const at = journalPlace(history.entries)
    if (body === undefined || event === undefined) {
      yield finding("JOURNAL_FORM", at, {})
      return undefined
    }
    yield* roots.add(body)
    yield* readEntry(history, event, at, acts)
  }
  if (history.entries === 0) {
    yield finding("JOURNAL_FORM", journalPlace(1), {})
    return undefined
  }
  yield* roots.end()
  yield done("I2", history.entries)
  yield done("K1", history.entries)
  yield done("K16", history.entries)
  yield done("C4", history.ballots)
  return { history, root: roots.root(), against: roots.against() }
}

function* readEntry(history: History, event: Event, at: string, acts: ReadActs): Generator<Remark, void, undefined> {
  history.places.set(event.type, at)
  switch (event.type) {
    case "act.proposed":
    case "act.signed":
    case "act.reserved":
    case "act.declined":
    case "act.absent":
    case "act.dropped":
    case "act.effective":
      // First, since what an act states is compared with how things stood before it took effect.
      yield* readActEvent(history, event, at, acts)
      break
    default:
  }
  yield* readPhase(history, event, at)
  yield* readUrnEvent(history, event, at)
}

/** Longer lines are not entries. */
export const longestLine = 65_536

/** The lines without their line feeds; `undefined` for one that is too long or is not ended. */
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
