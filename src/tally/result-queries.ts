import type { Election } from "../belenios/election.ts"
import type { Table } from "../belenios/per-choice.ts"
import { parseEncryptedTally } from "../belenios/tally.ts"
import { UrneError } from "../core/error.ts"
import type { Finding } from "../core/finding.ts"
import type { MajorityRule } from "../core/majority.ts"
import { must } from "../core/must.ts"
import { rulesOf } from "../definition/definition.ts"
import { currentPhase, electionFormat, lastEntry } from "../journal/operations.ts"
import { type ArchiveFacts, eventPlace } from "../verify/archive/chain.ts"
import { checkResult } from "../verify/archive/result.ts"
import { openReport } from "../verify/open-report.ts"
import type { TallyFile } from "./computed-queries.ts"
import { countArchive, type CountedArchive } from "./count-queries.ts"
import { balanceOf, type ElectionResult, questionResults } from "./result.ts"

/** What the archive says about the result, from which the documents about it are made. */
export interface ResultFacts {
  readonly election: Election
  /** Votes with weights counted; blank votes come first where they are allowed. */
  readonly votes: Table<bigint>
  /** `accepted` includes ballots that were replaced later; `counted` does not. */
  readonly accepted: number
  readonly counted: number
  readonly weight: bigint
  /** How many members of the roll may vote. */
  readonly registered: number
  /** The majority rule of each question that has one. */
  readonly rules: readonly (MajorityRule | undefined)[]
  readonly rehearsal: boolean
  readonly proclaimed: boolean
  /** How many credentials voted and the sum of their weights, counted from the ballots. */
  readonly voters: { readonly count: number; readonly weight: bigint }
}

/**
 * Reads the result from the archive. Its chain is followed up to the event that the journal names, and the result is
 * what the shares in it make of its encrypted tally. `requireResult` ensures that the shares were combined.
 *
 * @param now - in milliseconds
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
export async function resultFacts(file: TallyFile, now: number): Promise<ResultFacts> {
  const { journal, election } = file
  const entry = lastEntry(journal, "tally.result")?.event
  if (entry === undefined) throw new Error("a result is read before the shares gave one")
  const archive = await countArchive(file, { height: entry.height, head: entry.head })
  const { facts, election: sealed, voters, weight } = archive
  const { votes, tally } = openedVotes(archive)
  return {
    election: sealed,
    votes,
    accepted: facts.ballots,
    counted: tally.numTallied,
    weight: tally.totalWeight,
    registered: must(lastEntry(journal, "roll.imported"), "import of the roll").event.eligible,
    rules: rulesOf(election.get().definition, electionFormat(journal)),
    rehearsal: election.get().rehearsal,
    proclaimed: currentPhase(journal, now) === "proclaimed",
    voters: { count: voters, weight },
  }
}

/** Returns the votes that the archive states, after checking that its shares are right and give them. */
function openedVotes({ facts, election, trustees }: CountedArchive): {
  readonly votes: Table<bigint>
  readonly tally: NonNullable<ArchiveFacts["tally"]>
} {
  const { tally: stated, head } = facts
  const parsed = stated && parseEncryptedTally(election.questions, stated.encryptedTally, eventPlace(stated.height))
  const findings: Finding[] = [...(parsed?.findings ?? [])]
  let votes: Table<bigint> | undefined
  if (parsed?.value !== undefined) {
    const report = openReport()
    votes = checkResult(facts, { election, trustees, tally: parsed.value }, undefined, report)
    findings.push(...report.outcomes.findings)
  }
  const [first] = findings
  if (first !== undefined || votes === undefined || stated === undefined) {
    const at = first === undefined ? eventPlace(head.height) : `${first.at} ${first.code}`
    throw new UrneError("election-file-altered", { part: "archive", at })
  }
  return { votes, tally: stated }
}

/**
 * Makes the result for readers, with the balance that shows that nothing is missing in it. It is provisional until it
 * is proclaimed.
 *
 * @throws UrneError those of `resultFacts`
 */
export async function electionResult(file: TallyFile, now: number): Promise<ElectionResult> {
  const facts = await resultFacts(file, now)
  const { election, votes, accepted, counted, weight, rehearsal, proclaimed, voters, registered, rules } = facts
  const { questions } = election
  const results = questionResults(questions, votes, weight, { rules, registered, voted: counted })
  const replaced = accepted - voters.count
  const figures = { voters: voters.count, accepted, replaced, weightOfVoters: voters.weight, counted, weight }
  return {
    uuid: election.uuid,
    name: file.election.get().definition.name,
    rehearsal,
    provisional: !proclaimed,
    members: registered,
    voters: voters.count,
    ballots: { accepted, replaced, counted },
    weight,
    questions: results,
    balance: balanceOf(figures, questions, results),
  }
}
