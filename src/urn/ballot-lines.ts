/** Files of ballots: JSON lines, each the exact bytes of one Belenios ballot. */
import { createHash } from "node:crypto"
import { concat } from "../core/bytes.ts"
import { maxBallotBytes } from "../belenios/ballot.ts"

export interface BallotLine {
  /** From 1. */
  readonly line: number
  /** The bytes without the line end, in memory of their own; of a line too long for a ballot, only its beginning. */
  readonly body: Uint8Array
}

const lineFeed = 10
const carriageReturn = 13

/** The bytes that stand before its line end: mail and Windows put a CR there, with which no ballot ends. */
function withoutReturn(body: Uint8Array): Uint8Array {
  return body.at(-1) === carriageReturn ? body.slice(0, -1) : body
}

/**
 * The lines of a file that arrives in blocks of any size. The last one may lack its line feed. However long a line is,
 * memory holds no more of it than what shows that it is too long.
 */
export async function* ballotLines(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<BallotLine, void, undefined> {
  let line = 1
  let begun: Uint8Array[] = []
  let length = 0
  const keep = (part: Uint8Array) => {
    const room = maxBallotBytes + 1 - length
    if (room > 0) begun.push(part.slice(0, room))
    length += part.length
  }
  for await (const block of blocks) {
    let from = 0
    for (let end = block.indexOf(lineFeed); end >= 0; end = block.indexOf(lineFeed, from)) {
      keep(block.subarray(from, end))
      yield { line, body: withoutReturn(whole(begun)) }
      ;[line, begun, length, from] = [line + 1, [], 0, end + 1]
    }
    if (from < block.length) keep(block.subarray(from))
  }
  if (length > 0) yield { line, body: withoutReturn(whole(begun)) }
}

function whole(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? (parts[0] as Uint8Array) : concat(...parts)
}

/** How many lines a file of ballots has, and its SHA-256 in hexadecimal: what its channel signs. */
export async function measureBallots(
  blocks: AsyncIterable<Uint8Array>,
): Promise<{ readonly count: number; readonly sha256: string }> {
  const hash = createHash("sha256")
  let count = 0
  let last = lineFeed
  for await (const block of blocks) {
    hash.update(block)
    for (let at = block.indexOf(lineFeed); at >= 0; at = block.indexOf(lineFeed, at + 1)) count++
    last = block.at(-1) ?? last
  }
  return { count: last === lineFeed ? count : count + 1, sha256: hash.digest("hex") }
}
