/** Reads files of ballots: JSON lines, each the exact bytes of one Belenios ballot. */
import { createHash } from "node:crypto"
import { maxBallotBytes } from "../../belenios/ballot.ts"
import { concat } from "../../core/bytes.ts"
import type { World } from "../../core/world.ts"
import { inChunks } from "../../workers/chunks.ts"
import { type OnLine, submitted, type SubmittedBallot } from "./ballot.ts"

interface BallotLine {
  /** Counted from 1. */
  readonly line: number
  /** A copy of the bytes without the line end. Of a line too long for a ballot it has only the beginning. */
  readonly body: Uint8Array
}

const lineFeed = 10
const carriageReturn = 13

/** Removes the CR that mail and Windows put before a line end, with which no ballot ends. */
function withoutReturn(body: Uint8Array): Uint8Array {
  return body.at(-1) === carriageReturn ? body.slice(0, -1) : body
}

/**
 * Yields the lines of a file that arrives in blocks of any size. The last one may lack its line feed. However long a
 * line is, memory holds no more of it than what shows that it is too long.
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

/** Counts the lines of a file of ballots and computes its SHA-256 in hexadecimal, which its channel signs. */
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

/** A file of ballots that can be read more than once. */
export interface BallotSource {
  /** The path, for messages. */
  readonly path: string
  readonly blocks: () => AsyncIterable<Uint8Array>
}

/** In bytes. Standard input gives its ballots only once, so a batch from there is held in memory. */
const standardInputLimit = 256 * 1024 * 1024

/** Opens the ballots of a path (`-` is standard input). @param twice - whether they will be read more than once */
export async function ballotSource(path: string, twice: boolean, world: World): Promise<BallotSource> {
  if (path !== "-" || !twice) return { path, blocks: () => world.files.stream(path) }
  const bytes = await world.files.read(path, standardInputLimit)
  return { path, blocks: () => only(bytes) }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(bytes)
}

/**
 * Passes the same blocks on, and notes whether they hold anything but blanks and encoding marks: a file of blank lines
 * holds no ballot.
 */
export function watched({ path, blocks }: BallotSource): {
  readonly source: BallotSource
  readonly isFilled: () => boolean
} {
  let isFilled = false
  async function* through(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const block of blocks()) {
      isFilled ||= block.some((byte) => byte > 0x20 && byte < 0x7f)
      yield block
    }
  }
  return { source: { path, blocks: through }, isFilled: () => isFilled }
}

/** Yields the ballots of a file, some at a time, each with its place in the file. */
export async function* submittedLines(
  { path, blocks }: BallotSource,
  most: number,
): AsyncGenerator<readonly OnLine<SubmittedBallot>[], void, undefined> {
  for await (const lines of inChunks(ballotLines(blocks()), ({ body }) => body.length, { most })) {
    yield lines.map(({ line, body }) => ({ line, ballot: submitted({ at: `${path}:${line}`, body }) }))
  }
}
