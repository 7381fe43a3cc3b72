import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { ElectionResult } from "../tally/result.ts"

/** Votes by which a run's result differs from the expected one. */
export interface ResultDifference {
  readonly question: string
  /** `null` for the blank votes. */
  readonly answer: string | null
  /** `null` where the other result has no such answer. */
  readonly expected: bigint | null
  readonly found: bigint | null
}

/** Votes by question and answer, as a file states them. */
export type ExpectedVotes = ReadonlyMap<string, bigint>

/**
 * Reads the votes of a record's `result.json`, or of the output of `urne result --json` or `urne rehearse --json`.
 *
 * @param path - for the refusal
 * @throws UrneError `not-a-result`
 */
export function readExpected(bytes: Uint8Array, path: string): ExpectedVotes {
  const expected = expectedVotes(bytes)
  if (expected === undefined) throw new UrneError("not-a-result", { path })
  return expected
}

/** Lists how a result differs from the one that was expected. */
export function differencesFrom(expected: ExpectedVotes, result: ElectionResult): readonly ResultDifference[] {
  const found = votesOf(result.questions)
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((key) => {
    const [wanted, have] = [expected.get(key) ?? null, found.get(key) ?? null]
    if (wanted === have) return []
    const [question = "", answer = null] = JSON.parse(key) as [string?, (string | null)?]
    return [{ question, answer, expected: wanted, found: have }]
  })
}

interface Counted {
  readonly question: string
  readonly blank?: string | bigint | null
  readonly answers: readonly { readonly answer: string; readonly votes: string | bigint }[]
}

function votesOf(questions: readonly Counted[]): ExpectedVotes {
  const votes = new Map<string, bigint>()
  for (const { question, answers, blank } of questions) {
    for (const { answer, votes: count } of answers) votes.set(JSON.stringify([question, answer]), BigInt(count))
    if (blank !== undefined && blank !== null) votes.set(JSON.stringify([question, null]), BigInt(blank))
  }
  return votes
}

/** Decodes the file: a Windows shell writes UTF-16 with its mark (`>`). */
function textOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  const text = first === 0xff && second === 0xfe ? new TextDecoder("utf-16le").decode(bytes) : utf8Text(bytes)
  return text?.replace(/^\ufeff/, "")
}

function expectedVotes(bytes: Uint8Array): ExpectedVotes | undefined {
  try {
    const document = JSON.parse(textOf(bytes) ?? "") as { readonly result?: unknown; readonly questions?: unknown }
    const { questions } = (document.result ?? document) as { readonly questions?: unknown }
    return Array.isArray(questions) ? votesOf(questions as readonly Counted[]) : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) return undefined
    throw error
  }
}
