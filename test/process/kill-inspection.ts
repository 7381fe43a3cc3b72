import { join } from "node:path"
import { readArchive } from "../../src/belenios/archive-items.ts"
import { ballotTracker } from "../../src/belenios/ballot.ts"
import { base64, concat } from "../../src/core/bytes.ts"
import type { Phase } from "../../src/core/vocabulary.ts"
import { type ElectionFile, openElectionFile } from "../../src/election/file.ts"
import { currentPhase, entries, eventOf, journalRoot } from "../../src/journal/operations.ts"
import { completedNodes, leafHash, rootAt } from "../../src/notes/merkle.ts"
import { provedMinutes } from "../../src/minutes/queries.ts"
import { issuedNotices } from "../../src/notices/queries.ts"
import { archiveBytes } from "../../src/urn/archive-queries.ts"
import { electionName } from "./kill-scenes.ts"

/** The content of an election file that was found whole. */
export interface Inspection {
  /** Entries of the journal and of the register, and minutes, which no entry tells of before a proclamation does. */
  readonly entries: number
  /** The phase once every hour has passed. */
  readonly phase: Phase
  readonly ballots: number
  /** How many notices were issued, each of which the register names. */
  readonly notices: number
  /** How many times minutes were signed, each by enough members and with both of its texts. */
  readonly minutes: number
  readonly trackers: ReadonlySet<string>
}

/** Reads an election from its tables, its journal and its archive. @throws Error where any two of them differ */
export function inspect(folder: string): Inspection {
  const file = openElectionFile(join(folder, electionName))
  try {
    const journal = readJournal(file)
    const archive = readArchiveOf(file)
    const acts = file.authority.acts()
    const signatures = acts.flatMap(({ number }) => file.authority.signatures(number))
    requireSame("root of the journal", base64(journal.root), base64(journalRoot(file.journal)))
    requireSame("ballots", archive.trackers.size, journal.accepted, file.urn.ballots(), [...file.urn.allVotes()].length)
    requireSame("seal", journal.effective.includes("seal"), archive.events > 0)
    requireSame("freeze", journal.frozen, archive.frozen)
    requireSame("signatures", journal.signed, signatures.length)
    requireSame("acts", journal.effective.length, acts.filter(({ state }) => state === "effective").length)
    for (const batch of file.urn.batches.all()) requireSame("batch", batch.accepted, archive.trackers.size)
    const phase = currentPhase(file.journal, Number.MAX_SAFE_INTEGER)
    const notices = issuedNotices(file).length
    const minutes = [...file.minutes.all()].map((stored) => provedMinutes(file, stored)).length
    const written = journal.entries + file.register.size() + minutes
    return { entries: written, phase, ballots: archive.trackers.size, notices, minutes, trackers: archive.trackers }
  } finally {
    file.store.close()
  }
}

function requireSame(what: string, ...values: readonly (string | number | boolean)[]): void {
  if (new Set(values).size > 1) throw new Error(`${what}: ${values.join(", ")}`)
}

function readJournal({ journal }: ElectionFile) {
  const nodes = new Map<string, Uint8Array>()
  const nodeAt = (level: number, number: number) => nodes.get(`${level} ${number}`) ?? new Uint8Array()
  const effective: string[] = []
  let [count, accepted, signed, frozen] = [0, 0, 0, false]
  for (const entry of entries(journal)) {
    const event = eventOf(entry)
    for (const { level, number, hash } of completedNodes(count++, leafHash(entry.body), nodeAt)) {
      nodes.set(`${level} ${number}`, hash)
    }
    if (event.type === "urn.accepted") accepted += event.count
    if (event.type === "act.signed") signed++
    if (event.type === "act.effective") effective.push(event.kind)
    if (event.type === "urn.frozen") frozen = true
  }
  return { entries: count, root: rootAt(count, nodeAt), accepted, signed, effective, frozen }
}

/** Reads the archive as anybody would: every hash, every link and the order of events are checked. */
function readArchiveOf(file: ElectionFile) {
  const bytes = concat(...archiveBytes(file))
  const trackers = new Set<string>()
  let [events, frozen] = [0, false]
  for (const item of bytes.length === 0 ? [] : readArchive(bytes)) {
    if ("code" in item) throw new Error(`archive: ${item.code}`)
    if (item.type === "Start") continue
    events++
    if (item.type === "EndBallots") frozen = true
    if (item.type !== "Ballot") continue
    if (frozen) throw new Error("archive: a ballot after its end")
    trackers.add(ballotTracker(item.ballot))
  }
  return { events, frozen, trackers }
}
