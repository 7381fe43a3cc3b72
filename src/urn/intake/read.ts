/** Reads files of ballots: JSON lines, each the exact bytes of one Belenios ballot. */
import { createHash } from "node:crypto"
import { maxBallotBytes } from "../../belenios/ballot.ts"
import { linesOf } from "../../core/lines.ts"
import type { World } from "../../core/world.ts"
import { inChunks } from "../../workers/chunks.ts"
import { type OnLine, submitted, type SubmittedBallot } from "./ballot.ts"

interface BallotLine {
  /** Counted from 1. */
  readonly line: number
  /** The bytes without the line end. Of a line too long for a ballot it has only the beginning. */
  readonly body: Uint8Array
}

const lineFeed = 10
const carriageReturn = 13

/**
 * Yields the lines of a file of ballots. Mail and Windows put a CR before a line end, with which no ballot ends, so it is
 * removed.
 */
export async function* ballotLines(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<BallotLine, void, undefined> {
  let line = 0
  for await (const { body, end } of linesOf(blocks, maxBallotBytes + 1)) {
    line++
    // One byte more than a ballot may have is enough to refuse a line.
    if (end === "cut") yield { line, body: body.slice(0, maxBallotBytes + 1) }
    else yield { line, body: body.at(-1) === carriageReturn ? body.slice(0, -1) : body }
  }
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
