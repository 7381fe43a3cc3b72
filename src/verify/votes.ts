/**
 * Checks ballots, encrypted tally, shares and result. This is most of a verification's time, so the threads start on
 * the ballots early.
 */
import type { Table } from "../belenios/per-choice.ts"
import { fileName } from "../bundle/layout.ts"
import { resultCsv, resultJson } from "../bundle/result-document.ts"
import { equalBytes, utf8 } from "../core/bytes.ts"
import type { ArchiveFacts } from "./archive/chain.ts"
import { checkResult } from "./archive/result.ts"
import { type OpenedSetup, openSetup, type Setup } from "./archive/setup.ts"
import { checkTally } from "./archive/tally.ts"
import { ballotsAgain, checkAllBallots } from "./ballots/ballots.ts"
import type { BallotsAgain } from "./ballots/copies.ts"
import { startWork, type Work } from "./divided/work.ts"
import type { ExpectedBallot } from "./expectations.ts"
import type { History } from "./journal/history.ts"
import type { OpenReport } from "./open-report.ts"
import { type Papers, papersOf } from "./source/papers.ts"
import type { Tools } from "./tools.ts"

/** The ballots of an archive whose chain was followed, while the threads check each of them. */
export interface BallotAudit {
  readonly archive: ArchiveFacts
  readonly opened: OpenedSetup
  readonly work: Work
  readonly again: BallotsAgain
}

/** Sets the threads to work on the ballots, before the signatures and proofs of everything else are checked. */
export async function startBallotAudit(
  stream: () => AsyncIterable<Uint8Array>,
  archive: ArchiveFacts,
  tools: Tools,
  report: OpenReport,
): Promise<BallotAudit> {
  const opened = openSetup(archive)
  const work = await startWork(stream, archive, opened, tools, report)
  const again = ballotsAgain(stream, { head: archive.head.hash, kept: archive.kept.all() })
  return { archive, opened, work, again }
}

/**
 * The record in which the archive stands. An archive by itself neither says whether one may vote again nor has proofs
 * of ours.
 */
export interface VotesContext {
  readonly mayRevote: boolean
  readonly papers: Papers | undefined
  /** The trackers of the ballots that the reader asked for. */
  readonly trackers: ReadonlySet<string>
}

/** What the archive says about the votes. */
export interface VotesFacts {
  /** What became of the ballots that the reader asked for. */
  readonly expected: readonly ExpectedBallot[]
  readonly votes: Table<bigint> | undefined
}

/** Checks ballots, encrypted tally, shares and result. */
export async function checkVotes(
  { archive, work, again }: BallotAudit,
  { election, credentials, trustees }: Setup,
  { mayRevote, papers, trackers }: VotesContext,
  progress: Tools["progress"],
  report: OpenReport,
): Promise<VotesFacts> {
  const watched = new Map<number, number | undefined>([...archive.found.values()].map((height) => [height, undefined]))
  const context = {
    ...{ election, credentials, mayRevote, watched, again },
    present: archive.ballots,
    relied: work.relied.ballots,
    progress: (checked: number) => {
      progress(checked, archive.ballots)
    },
  }
  const sum = await checkAllBallots(work.ballots, context, report)
  if (papers !== undefined) report.done("K10", archive.ballots)
  const expected = [...trackers].flatMap((tracker): ExpectedBallot[] => {
    const height = archive.found.get(tracker)
    const rank = height === undefined ? undefined : watched.get(height)
    if (height === undefined || rank === undefined) return []
    return [{ tracker, height, state: credentials.lastBallot(rank) === height ? "counts" : "replaced" }]
  })
  const tally = checkTally(archive, election, sum, report)
  if (tally !== undefined && trustees !== undefined) {
    return { expected, votes: checkResult(archive, { election, trustees, tally }, papers, report) }
  }
  if (archive.tally === undefined) report.absent("E8", ...(papers === undefined ? [] : (["E9"] as const)), "E10", "K12")
  return { expected, votes: undefined }
}

/** Checks that the documents about the result say what the archive says. */
export function checkDocuments(
  papers: Papers,
  { inEffect, created }: History,
  { archive, setup, votes }: { readonly archive: ArchiveFacts; readonly setup: Setup } & Pick<VotesFacts, "votes">,
  report: OpenReport,
): void {
  const { tally, result, ballots: accepted } = archive
  if (tally === undefined || votes === undefined) {
    // A result that could not be read already has a finding.
    if (result === undefined) report.absent("K13")
    return
  }
  const facts = {
    ...{ election: setup.election, votes, accepted },
    counted: tally.numTallied,
    weight: tally.totalWeight,
    rehearsal: created?.rehearsal === true,
    proclaimed: inEffect.some(({ kind }) => kind === "proclaim"),
  }
  for (const [kind, write] of [
    ["result-json", resultJson],
    ["result-csv", resultCsv],
  ] as const) {
    const [paper] = papersOf(papers, kind)
    const path = fileName({ kind })
    if (paper === undefined) {
      if (!papers.paths.has(path)) report.fail("FILE_MISSING", path, {})
    } else if (!equalBytes(paper.bytes, utf8(write(facts)))) report.fail("RESULT_DOCUMENT", path, {})
  }
  report.done("K13", 2)
}
