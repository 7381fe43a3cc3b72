import { streamArchive } from "../../belenios/archive-items.ts"
import type { Election } from "../../belenios/election.ts"
import { UrneError } from "../../core/error.ts"
import { finding, type Finding, type FindingCode } from "../../core/finding.ts"
import type { AuditedBallots, PublishedBallot } from "../../workers/audit-ballots.ts"
import { ballotChunks, inChunks } from "../../workers/chunks.ts"
import type { Pool, Running } from "../../workers/pool.ts"
import { type PartialSum, sumMaker } from "../../workers/sum-ballots.ts"
import { ballotsPerBlock } from "../archive/blocks.ts"
import { eventPlace } from "../archive/chain.ts"
import type { CredentialList } from "../archive/credential-list.ts"
import type { OpenReport } from "../open-report.ts"
import { type BallotsAgain, copyFinder } from "./copies.ts"

export interface BallotContext {
  readonly election: Election
  readonly credentials: CredentialList
  /** Whether a credential may vote again. An archive by itself does not forbid it. */
  readonly mayRevote: boolean
  /** The heights of ballots that were asked for; the ranks of their credentials are filled in. */
  readonly watched: Map<number, number | undefined>
  /** How many ballots the chain has. */
  readonly present: number
  /** How many of them somebody else checked, whose word is taken for it. */
  readonly relied: number
  readonly again: BallotsAgain
  readonly progress: (checked: number) => void
}

/** A ballot with these findings can still be counted, so one wrong proof does not hide what else is wrong. */
const countable: readonly FindingCode[] = [
  "BALLOT_INDIVIDUAL_PROOF",
  "BALLOT_OVERALL_PROOF",
  "BALLOT_BLANK_PROOF",
  "BALLOT_SIGNATURE",
  "BALLOT_RESERVE",
  "BALLOT_REVOTE",
]

/** The ballots that are sent to the threads. */
export interface BallotsSent {
  /** The election; `undefined` where it cannot be read, and then nothing is sent. */
  readonly election: Election | undefined
  /** Returns the weight with which the ballot at a height counts, if it does. */
  readonly weights: (height: number) => bigint | undefined
  /** How many ballots there were when the chain was followed, and the hash of its last event. */
  readonly present: number
  readonly head: string
  /** The ballots themselves, where they were kept when the chain was followed. */
  readonly kept?: readonly Uint8Array[] | undefined
  /** 32 bytes, under which all ballots that are compared get their fingerprints. */
  readonly key: Uint8Array
  /** Ballots up to this height passed their checks earlier and are only read. 0 by default. */
  readonly trusted?: number
  /** The heights of ballots that are also checked with the slow arithmetic. */
  readonly compared?: ReadonlySet<number>
}

/**
 * Sends the ballots of an archive to the threads, which check each by itself and add up those that count.
 *
 * @throws UrneError `file-unreadable` later, if the archive is not the one whose chain was followed
 */
export function beginBallots(
  archive: AsyncIterable<Uint8Array>,
  sent: BallotsSent,
  pool: Pool,
): Promise<Running<AuditedBallots>> {
  const { election, present, key } = sent
  async function* inputs() {
    if (election === undefined) return
    for await (const chunk of ballotChunks(election.body, published(archive, sent), present)) yield { ...chunk, key }
  }
  return pool.begin("auditBallots", inputs())
}

/**
 * Sends some blocks of the ballots, each of which stays one block. `wanted` selects them by the heights of their
 * ballots.
 */
export function beginBlocks(
  archive: AsyncIterable<Uint8Array>,
  sent: BallotsSent,
  wanted: (height: number) => boolean,
  pool: Pool,
): Promise<Running<AuditedBallots>> {
  const { election, key } = sent
  async function* inputs() {
    if (election === undefined) return
    const chunks = inChunks(published(archive, sent, wanted), () => 0, { most: ballotsPerBlock })
    for await (const ballots of chunks) yield { election: election.body, ballots, key }
  }
  return pool.begin("auditBallots", inputs())
}

async function* published(
  archive: AsyncIterable<Uint8Array>,
  { weights, head, kept, trusted = 0, compared }: BallotsSent,
  wanted: (height: number) => boolean = () => true,
): AsyncGenerator<PublishedBallot, void, undefined> {
  for await (const { height, ballot } of ballotsIn(archive, { head, kept })) {
    if (!wanted(height)) continue
    // The bytes are copied, because a view would take the whole block with it to another thread.
    const body = Uint8Array.from(ballot)
    const isCompared = compared?.has(height) ?? false
    yield { at: eventPlace(height), body, weight: weights(height), isTrusted: height <= trusted, isCompared }
  }
}

/**
 * Reports what the threads found, and compares every ballot with the others: its credential, copies and replays. It
 * records in the list what each credential cast.
 *
 * @returns the sum of the ballots that count; `undefined` where one cannot be counted, so that no sum would mean
 * anything
 */
export async function checkAllBallots(
  ballots: AsyncIterable<AuditedBallots>,
  context: BallotContext,
  report: OpenReport,
): Promise<(() => PartialSum) | undefined> {
  const { election, present, relied, progress } = context
  const copies = copyFinder(election, context.again)
  let sum: ReturnType<typeof sumMaker> | undefined
  let checked = 0
  let allCount = true
  for await (const audited of ballots) {
    if (audited.disagreed !== undefined) {
      throw new UrneError("engines-disagree", { at: eventPlace(checked + audited.disagreed + 1) })
    }
    copies.add(audited)
    if (audited.sum !== undefined) (sum ??= sumMaker(election)).add(audited.sum)
    for (const [index, credential] of audited.credentials.entries()) {
      const height = ++checked
      const findings = [...(audited.findings[index] ?? [])]
      if (credential !== undefined) findings.push(...compareBallot(context, height, credential))
      allCount &&= findings.every(({ code }) => countable.includes(code))
      report.add(findings)
    }
    progress(checked)
  }
  for await (const found of copies.findings()) report.add([found])
  for (const check of ["K8", "K9", "K11"] as const) report.done(check, present, checked)
  for (const check of ["E4", "E5", "E6"] as const) {
    report.done(check, present, Math.max(0, checked - relied), Math.min(relied, checked))
  }
  return allCount && checked === present ? () => (sum ?? sumMaker(election)).result() : undefined
}

/** Reads an archive again, whose chain was already followed, for some of its ballots. */
export function ballotsAgain(
  stream: () => AsyncIterable<Uint8Array>,
  followed: Pick<BallotsSent, "head" | "kept">,
): BallotsAgain {
  return async function* (wanted) {
    for await (const item of ballotsIn(stream(), followed)) {
      if (wanted.has(item.height)) yield item
    }
  }
}

function ballotsIn(archive: AsyncIterable<Uint8Array>, { head, kept }: Pick<BallotsSent, "head" | "kept">) {
  return kept === undefined ? ballotsOf(archive, head) : inOrder(kept)
}

/** Yields the ballots of an archive whose chain was already followed up to this hash. Their heights count from 1. */
async function* ballotsOf(archive: AsyncIterable<Uint8Array>, head: string) {
  let last: string | undefined
  for await (const item of streamArchive(archive)) {
    if ("code" in item) break
    if (item.type === "Start") continue
    last = item.hash
    if (item.type === "Ballot") yield item
  }
  // Which ballots count was found in the first reading, and would mean nothing for another archive.
  if (last !== head) throw new UrneError("file-unreadable", { path: "archive", cause: "ESTALE" })
}

function* inOrder(ballots: readonly Uint8Array[]) {
  for (const [index, ballot] of ballots.entries()) yield { height: index + 1, ballot }
}

function compareBallot(
  { credentials, mayRevote, watched }: BallotContext,
  height: number,
  credential: string,
): readonly Finding[] {
  const at = eventPlace(height)
  const rank = credentials.rankOf(credential)
  if (rank === undefined) return [finding("BALLOT_CREDENTIAL", at, { credential })]
  const findings: Finding[] = []
  if (credentials.isInReserve(rank)) findings.push(finding("BALLOT_RESERVE", at, { credential }))
  if (!mayRevote && credentials.lastBallot(rank) > 0) findings.push(finding("BALLOT_REVOTE", at, { credential }))
  credentials.cast(rank, height)
  if (watched.has(height)) watched.set(height, rank)
  return findings
}
