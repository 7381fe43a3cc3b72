import { equalBytes, utf8 } from "../core/bytes.ts"
import { finding } from "../core/finding.ts"
import { fileName } from "../bundle/layout.ts"
import { resultCsv, resultJson } from "../bundle/result-document.ts"
import { type ArchiveFacts } from "./archive.ts"
import { type Asked, askedTrackers } from "./asked.ts"
import { ballotsAgain, checkAllBallots } from "./ballots.ts"
import { done, type Remark } from "./checks.ts"
import { type BallotsAgain } from "./copies.ts"
import { beginExamination, type Examination } from "./examination.ts"
import { type Examined, type Tools } from "./examined.ts"
import { type History } from "./history.ts"
import { type Papers, papersOf } from "./papers.ts"
import { checkResult } from "./result.ts"
import { openSetup, type OpenedSetup, type Setup } from "./setup.ts"
import { checkTally } from "./tally.ts"

/** An archive whose chain was followed, and whose ballots are being examined. */
export interface BegunVotes {
  readonly archive: ArchiveFacts
  readonly opened: OpenedSetup
  readonly examination: Examination
  readonly again: BallotsAgain
}

/**
 * Sets the threads to work on the ballots, which take most of a verification's time, before the signatures and proofs of
 * everything else are looked at.
 */
export async function* beginVotes(
  stream: () => AsyncIterable<Uint8Array>,
  archive: ArchiveFacts,
  tools: Tools,
  examined: Examined,
): AsyncGenerator<Remark, BegunVotes, undefined> {
  const opened = openSetup(archive)
  const examination = yield* beginExamination(stream, archive, opened, tools, examined)
  const again = ballotsAgain(stream, { head: archive.head.hash, kept: archive.kept.all() })
  return { archive, opened, examination, again }
}

/** Ballots, encrypted tally, shares and result. */
export async function* examineVotes(
  { archive, examination, again }: BegunVotes,
  setup: Setup,
  asked: Asked,
  { progress }: Tools,
  examined: Examined,
): AsyncGenerator<Remark, void, undefined> {
  const { definition, papers } = examined
  const watched = new Map<number, number | undefined>([...archive.found.values()].map((height) => [height, undefined]))
  const sum = yield* checkAllBallots(examination.ballots, {
    election: setup.election,
    credentials: setup.credentials,
    mayRevote: definition?.revote !== "refused",
    watched,
    present: archive.ballots,
    relied: examination.relied.ballots,
    again,
    progress: (checked) => {
      progress(checked, archive.ballots)
    },
  })
  if (papers !== undefined) yield done("K10", archive.ballots)
  for (const tracker of askedTrackers(asked)) {
    const height = archive.found.get(tracker)
    const rank = height === undefined ? undefined : watched.get(height)
    if (height === undefined || rank === undefined) continue
    examined.asked.push({
      tracker,
      height,
      state: setup.credentials.lastBallot(rank) === height ? "counts" : "replaced",
    })
  }
  const tally = yield* checkTally(archive, setup.election, sum)
  const { election, trustees } = setup
  if (tally === undefined || trustees === undefined) {
    if (archive.tally !== undefined) return
    yield done("E8", 0)
    if (papers !== undefined) yield done("E9", 0)
    yield done("E10", 0)
    yield done("K12", 0)
    return
  }
  const votes = yield* checkResult(archive, { election, trustees, tally }, papers)
  if (votes !== undefined) examined.votes = votes
}

/** The documents about the result say what the archive says. */
export function* checkDocuments(
  papers: Papers,
  { inEffect, created }: History,
  { archive, setup, votes }: Examined,
): Generator<Remark, void, undefined> {
  const facts =
    archive?.tally === undefined || setup === undefined || votes === undefined
      ? undefined
      : {
          election: setup.election,
          votes,
          accepted: archive.ballots,
          counted: archive.tally.numTallied,
          weight: archive.tally.totalWeight,
          rehearsal: created?.rehearsal === true,
          proclaimed: inEffect.some(({ kind }) => kind === "proclaim"),
        }
  // A result that could not be read was found wrong already.
  if (facts === undefined && archive?.result !== undefined) return
  for (const [kind, write] of [
    ["result-json", resultJson],
    ["result-csv", resultCsv],
  ] as const) {
    const [paper] = papersOf(papers, kind)
    const path = fileName({ kind })
    // One that is too early is no file of the phase, and was told as that.
    if (facts === undefined) continue
    if (paper === undefined) {
      if (!papers.paths.has(path)) yield finding("FILE_MISSING", path, {})
    } else if (!equalBytes(paper.bytes, utf8(write(facts)))) yield finding("RESULT_DOCUMENT", path, {})
  }
  yield done("K13", facts === undefined ? 0 : 2)
}
