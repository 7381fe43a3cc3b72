/**
 * Checks ballots, encrypted tally, shares and result. This is most of a verification's time, so the threads start on
 * the ballots early.
 */
import type { Table } from "../belenios/per-choice.ts"
import type { ArchiveFacts } from "./archive/chain.ts"
import { checkResult } from "./archive/result.ts"
import { type OpenedSetup, openSetup, type Setup } from "./archive/setup.ts"
import { checkTally } from "./archive/tally.ts"
import { ballotsAgain, checkAllBallots } from "./ballots/ballots.ts"
import type { BallotsAgain } from "./ballots/copies.ts"
import { startWork, type Work } from "./divided/work.ts"
import type { ExpectedBallot } from "./expectations.ts"
import type { OpenReport } from "./open-report.ts"
import type { Papers } from "./source/papers.ts"
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
