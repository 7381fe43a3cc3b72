/** Checks ballots, each by itself, on several threads. */
import type { BallotCheck } from "../../workers/check-ballots.ts"
import { besideSources, type Pool } from "../../workers/pool.ts"
import { setupBody, type UrnFile } from "../archive-queries.ts"
import {
  type CheckedBallot,
  contentOf,
  type OnLine,
  type Outcome,
  refused,
  type RefusedBallot,
  resultOf,
  type ScreenedBallot,
  type SubmittedBallot,
} from "./ballot.ts"
import { refusedUnproven } from "./screen-queries.ts"

/** Turns a ballot and the outcome of its check into a checked or a refused ballot. */
export function checkedOrRefused(
  ballot: SubmittedBallot | ScreenedBallot,
  check: BallotCheck,
): CheckedBallot | RefusedBallot {
  const { at, body, tracker } = ballot
  return "findings" in check
    ? refused(at, check.findings)
    : { state: "checked", at, body, tracker, ...contentOf(check) }
}

/** Yields the same lines in the same order, once the proofs of their ballots were checked. */
export async function* checkedLines(
  pool: Pool,
  file: UrnFile,
  channel: string,
  chunks: AsyncIterable<readonly OnLine<ScreenedBallot | Outcome>[]>,
): AsyncGenerator<readonly OnLine<CheckedBallot | Outcome>[], void, undefined> {
  const election = setupBody(file, "election")
  const toCheck = (lines: readonly OnLine<ScreenedBallot | Outcome>[]) => ({
    election,
    ballots: screenedOf(lines).map(({ at, body }) => ({ at, body })),
  })
  for await (const { source: lines, output } of besideSources(pool, "checkBallots", chunks, toCheck)) {
    const checkOf = resultOf(screenedOf(lines), output)
    yield lines.map(({ line, ballot }) => {
      if (ballot.state !== "screened") return { line, ballot }
      const found = checkedOrRefused(ballot, checkOf(ballot))
      return { line, ballot: found.state === "refused" ? refusedUnproven(file, ballot, channel, found) : found }
    })
  }
}

function screenedOf(lines: readonly OnLine<ScreenedBallot | Outcome>[]): readonly ScreenedBallot[] {
  return lines.flatMap(({ ballot }) => (ballot.state === "screened" ? [ballot] : []))
}
