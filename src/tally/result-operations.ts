import type { Election } from "../belenios/election.ts"
import type { Table } from "../belenios/per-choice.ts"
import { parseResult } from "../belenios/result.ts"
import { utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { currentPhase, lastEntry } from "../journal/operations.ts"
import { sealedElection } from "../urn/archive-operations.ts"
import { combineShares } from "./combine-operations.ts"
import { requireTally, type TallyFile } from "./operations.ts"
import { balanceOf, questionResults, type ElectionResult } from "./result.ts"

/** What the archive says of the result: what the documents about it are made from. */
export interface ResultFacts {
  readonly election: Election
  /** Votes, weights counted; blank votes first where they are allowed. */
  readonly votes: Table<bigint>
  /** Ballots accepted, replaced ones included, and ballots counted. */
  readonly accepted: number
  readonly counted: number
  readonly weight: bigint
  readonly rehearsal: boolean
  readonly proclaimed: boolean
}

/**
 * The result as the archive has it. Where the shares are there and were not put together yet, they are now.
 *
 * @param now milliseconds
 * @throws UrneError `tally-absent`, `wrong-phase`, `shares-missing`, `shares-no-result`
 */
export function resultFacts(file: TallyFile, now: number): ResultFacts {
  const { journal, election, urn, tally } = file
  const { counted, weight } = requireTally(file)
  const { missing } = combineShares(file, now)
  if (missing.length > 0) throw new UrneError("shares-missing", { groups: missing })
  const sealed = sealedElection(file)
  const { value: votes } = parseResult(sealed.questions, utf8(tally.result() ?? ""), "result")
  if (votes === undefined) throw new Error("the result that is stored cannot be read")
  const { rehearsal } = election.get()
  const proclaimed = currentPhase(journal, now) === "proclaimed"
  return { election: sealed, votes, accepted: urn.ballots(), counted, weight, rehearsal, proclaimed }
}

/**
 * The result for its readers, with the balance that shows that nothing is missing in it. It is provisional until it is
 * proclaimed.
 *
 * @throws UrneError those of `resultFacts`
 */
export function electionResult(file: TallyFile, now: number): ElectionResult {
  const { journal, urn, tally } = file
  const { election, votes, accepted, counted, weight, rehearsal, proclaimed } = resultFacts(file, now)
  const { questions } = election
  const results = questionResults(questions, votes, weight)
  const voters = urn.votes()
  const replaced = tally.replacedBallots()
  const figures = { voters, accepted, replaced, weightOfVoters: tally.weightOfVoters(), counted, weight }
  return {
    uuid: election.uuid,
    name: file.election.get().definition.name,
    rehearsal,
    provisional: !proclaimed,
    members: lastEntry(journal, "roll.imported")?.event.eligible ?? 0,
    voters,
    ballots: { accepted, replaced, counted },
    weight,
    questions: results,
    balance: balanceOf(figures, questions, results),
  }
}
