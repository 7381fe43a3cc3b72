import type { Election } from "../belenios/election.ts"
import type { Table } from "../belenios/per-choice.ts"
import { csvLine } from "../core/csv.ts"
import type { Json } from "../core/json.ts"
import type { MajorityRule } from "../core/majority.ts"
import { outcomeJson, outcomeOf } from "./outcome.ts"

/**
 * What the documents about a result are made from. It comes from the archive alone, so that anybody can make them
 * again.
 */
export interface ResultFacts {
  readonly election: Pick<Election, "uuid" | "name" | "questions" | "fingerprint">
  /** Votes by question and answer, with weights counted. Blank votes come first where they are allowed. */
  readonly votes: Table<bigint>
  /** `accepted` includes ballots that were replaced later; `counted` does not. */
  readonly accepted: number
  readonly counted: number
  readonly weight: bigint
  /** How many members may vote. */
  readonly registered: number
  /** The majority rule of each question that has one. */
  readonly rules: readonly (MajorityRule | undefined)[]
  readonly rehearsal: boolean
  /** Whether the authority has proclaimed the result. Until then every line of it says that it is provisional. */
  readonly proclaimed: boolean
}

/** Writes the result for programs. Votes are decimal strings, since weights may make them larger than 2^53. */
export function resultJson(facts: ResultFacts): string {
  const { election, votes, accepted, counted, weight, registered, rules } = facts
  const document: Json = {
    schema: 1,
    status: statusOf(facts),
    election: { uuid: election.uuid, name: election.name, fingerprint: election.fingerprint },
    ballots: { accepted, replaced: accepted - counted, counted },
    weight: String(weight),
    questions: election.questions.map(({ question, answers, blank }, index) => {
      const row = votes[index] ?? []
      const [blanks, chosen] = blank ? [row[0] ?? 0n, row.slice(1)] : [0n, row]
      const rule = rules[index]
      const turnout = { registered, voted: counted }
      return {
        question,
        ...(blank ? { blank: String(blanks) } : {}),
        answers: answers.map((answer, place) => ({ answer, votes: String(chosen[place] ?? 0n) })),
        ...(rule === undefined
          ? {}
          : {
              outcome: outcomeJson(outcomeOf(rule, { answers, votes: chosen, cast: weight, blank: blanks }, turnout)),
            }),
      }
    }),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/**
 * Writes the result for spreadsheets: RFC 4180, UTF-8, one line an answer. The kind is `answer` or `blank`, so that no
 * answer can be mistaken for the blank vote.
 */
export function resultCsv(facts: ResultFacts): string {
  return [["number", "question", "kind", "answer", "votes", "status"], ...resultRows(facts)]
    .map((cells) => csvLine(cells))
    .join("")
}

/** Lists one row an answer: number and text of the question, kind, answer, votes and status. */
export function resultRows(facts: ResultFacts): readonly (readonly string[])[] {
  const { election, votes } = facts
  const lines = election.questions.flatMap(({ question, answers, blank }, index) => {
    const row = votes[index] ?? []
    const rank = String(index + 1)
    const blanks = blank ? [[rank, question, "blank", "", String(row[0] ?? 0n)]] : []
    const others = answers.map((answer, place) => [
      rank,
      question,
      "answer",
      answer,
      String(row[place + (blank ? 1 : 0)] ?? 0n),
    ])
    return [...blanks, ...others]
  })
  const status = statusOf(facts)
  return lines.map((cells) => [...cells, status])
}

function statusOf({ proclaimed, rehearsal }: ResultFacts): string {
  const status = proclaimed ? "proclaimed" : "PROVISIONAL"
  return rehearsal ? `REHEARSAL ${status}` : status
}
