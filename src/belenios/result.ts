/** The result of an election (Belenios specification, section 4.21). */
import { equalBytes, utf8 } from "../core/bytes.ts"
import { finding } from "../core/finding.ts"
import { checked, type Checked, faulty, type Field, members, MessageFault, readMessage, table } from "./message.ts"
import { weightJson } from "./payload.ts"
import type { Table } from "./per-choice.ts"
import { choiceCount, type Question } from "./question.ts"

/** Votes, weights counted: one row a question, one number a choice, blank votes first where they are allowed. */
export function resultBody(result: Table<bigint>): Uint8Array {
  return utf8(`{"result":[${result.map((row) => `[${row.map(weightJson).join(",")}]`).join(",")}]}`)
}

/** Reads a result: canonical, of the shape of the questions. */
export function parseResult(questions: readonly Question[], body: Uint8Array, at: string): Checked<Table<bigint>> {
  const read = readMessage(body, (message) => {
    return table(members(message, ["result"]).result, questions.map(choiceCount), readVotes)
  })
  if (read instanceof MessageFault) return faulty(finding("RESULT_FORM", at, read.form))
  if (!equalBytes(resultBody(read), body)) return faulty(finding("RESULT_FORM", at, { path: "", rule: "canonical" }))
  return checked(read, [])
}

function readVotes({ value, path }: Field): bigint {
  // The comparison with the canonical form decides which of the two forms is right for a number.
  if (typeof value === "number" && value >= 0) return BigInt(value)
  if (typeof value === "string" && /^[1-9][0-9]{0,11}$/.test(value)) return BigInt(value)
  throw new MessageFault(path, "integer")
}
