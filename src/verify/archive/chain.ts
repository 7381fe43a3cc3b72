import { streamArchive } from "../../belenios/archive-items.ts"
import { ballotTracker } from "../../belenios/ballot.ts"
import type { EventContent } from "../../belenios/chain.ts"
import type { EventType } from "../../belenios/event.ts"
import type { HeadClaim } from "../journal/head-claims.ts"
import type { OpenReport } from "../open-report.ts"
import { keptBallots, type KeptBallots } from "./kept-ballots.ts"
import { type StatedVoters, statedVoters } from "./stated-voters.ts"

/**
 * What an archive holds apart from its ballots. Unless they are few, these are read again as a stream when their proofs
 * are checked.
 */
export interface ArchiveFacts {
  /** Seconds since 1970-01-01T00:00Z. */
  readonly timestamp: number
  readonly setup: { readonly election: Uint8Array; readonly trustees: Uint8Array; readonly credentials: Uint8Array }
  /** How many ballots were accepted, replaced ones included. Their events have the heights from 1 to this number. */
  readonly ballots: number
  /** The last event of the archive. */
  readonly head: { readonly type: EventType; readonly height: number; readonly hash: string }
  readonly end: { readonly height: number; readonly hash: string } | undefined
  readonly tally: (Extract<EventContent, { readonly type: "EncryptedTally" }> & { readonly height: number }) | undefined
  readonly shares: readonly { readonly owner: number; readonly body: Uint8Array; readonly height: number }[]
  readonly result: { readonly body: Uint8Array; readonly height: number; readonly hash: string } | undefined
  readonly kept: KeptBallots
  readonly voters: StatedVoters
  /** The heights of the trackers that were asked for. */
  readonly found: ReadonlyMap<string, number>
  /** The hash of the event at the height that was asked for. */
  readonly audited: string | undefined
}

/** Names the place of an event of the archive, for findings. */
export function eventPlace(height: number): string {
  return `archive#${height}`
}

/** What the chain of an archive is compared with. */
export interface ArchiveContext {
  /** Claims in the order of their heights. */
  readonly claims: Iterable<HeadClaim>
  /** Other claims in any order, at heights from 0. */
  readonly more: readonly HeadClaim[]
  readonly trackers: ReadonlySet<string>
  /** The event up to which an earlier audit went. */
  readonly audited?: number | undefined
}

/**
 * The most bytes of all partial decryptions together, which are kept. A short one counts for a minimum, because no
 * election has 1024 trustees.
 */
const mostShareBytes = 64 * 1024 * 1024
const leastShareBytes = 64 * 1024

/**
 * Follows the chain of an archive from its first byte to its last, without a group operation. It checks entries,
 * hashes, grammar, and every event that the journal or an act names. Returns `undefined` if the chain breaks, because
 * what follows then means nothing.
 */
export async function readArchiveFacts(
  stream: AsyncIterable<Uint8Array>,
  { claims, more, trackers, audited }: ArchiveContext,
  report: OpenReport,
): Promise<ArchiveFacts | undefined> {
  const facts = emptyFacts()
  const compare = headComparison(claims, more, report)
  let room = mostShareBytes
  for await (const item of streamArchive(stream)) {
    if ("code" in item) {
      report.add([item])
      return undefined
    }
    if (item.type === "Start") {
      facts.timestamp = item.timestamp
      continue
    }
    facts.head = { type: item.type, height: item.height, hash: item.hash }
    if (item.height === audited) facts.audited = item.hash
    compare.event(item.height, item.hash)
    switch (item.type) {
      case "Setup":
        facts.setup = {
          election: item.election.slice(),
          trustees: item.trustees.slice(),
          credentials: item.credentials.slice(),
        }
        break
      case "Ballot": {
        facts.ballots++
        facts.kept.add(item.ballot)
        facts.voters.add(item.ballot)
        const tracker = trackers.size > 0 ? ballotTracker(item.ballot) : ""
        if (trackers.has(tracker)) facts.found.set(tracker, item.height)
        break
      }
      case "EndBallots":
        facts.end = { height: item.height, hash: item.hash }
        break
      case "EncryptedTally":
        facts.tally = { ...item, encryptedTally: item.encryptedTally.slice() }
        break
      case "PartialDecryption": {
        const { length } = item.partialDecryption
        if (length > room) {
          report.fail("ARCHIVE_SIZE", eventPlace(item.height), { size: length, limit: room })
          return undefined
        }
        room -= Math.max(length, leastShareBytes)
        facts.shares.push({ owner: item.owner, body: item.partialDecryption.slice(), height: item.height })
        break
      }
      case "Result":
        facts.result = { body: item.result.slice(), height: item.height, hash: item.hash }
    }
  }
  // Claims beyond the end are noticed by the height at which the journal leaves the archive.
  report.done("C3", compare.count())
  report.done("I4", facts.head.height + 1)
  report.done("I5", facts.head.height + 1)
  return facts
}

/**
 * Compares the hash of each event with every claim about it, while the chain is followed. Each event and each claim is
 * read once, however many there are of both.
 */
function headComparison(claims: Iterable<HeadClaim>, more: readonly HeadClaim[], report: OpenReport) {
  const others = more.toSorted((a, b) => a.height - b.height)
  let nextOther = 0
  const ordered = claims[Symbol.iterator]()
  let next = ordered.next()
  let count = 0
  function event(height: number, hash: string): void {
    for (; next.done !== true && next.value.height <= height; next = ordered.next()) {
      compare(next.value, next.value.height === height ? hash : undefined)
    }
    for (let claim = others[nextOther]; claim !== undefined && claim.height <= height; claim = others[++nextOther]) {
      if (claim.height === height) compare(claim, hash)
    }
  }
  function compare({ at, height, head }: HeadClaim, found: string | undefined): void {
    count++
    if (found !== head) report.fail("ARCHIVE_HEAD", at, { height, stated: head, found })
  }
  return { event, count: () => count }
}

type Growing<T> = { -readonly [K in keyof T]: T[K] }

function emptyFacts(): Growing<ArchiveFacts> & {
  readonly shares: { readonly owner: number; readonly body: Uint8Array; readonly height: number }[]
  readonly found: Map<string, number>
} {
  const none = new Uint8Array()
  return {
    timestamp: 0,
    setup: { election: none, trustees: none, credentials: none },
    ballots: 0,
    head: { type: "Setup", height: -1, hash: "" },
    end: undefined,
    tally: undefined,
    shares: [],
    result: undefined,
    kept: keptBallots(),
    voters: statedVoters(),
    found: new Map(),
    audited: undefined,
  }
}
