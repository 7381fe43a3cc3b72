/**
 * The ballots and credentials of an archive, taken from the parts of a divided audit. Some blocks, which are drawn once
 * the parts are there, are checked again: whoever made a part could not know which.
 */
import type { Election } from "../../belenios/election.ts"
import { pointBytes } from "../../belenios/group.ts"
import { bigEndian, concat } from "../../core/bytes.ts"
import { UrneError } from "../../core/error.ts"
import type { Finding } from "../../core/finding.ts"
import type { Random } from "../../core/world.ts"
import type { Range } from "../../notes/audit.ts"
import type { AuditedBallots } from "../../workers/audit-ballots.ts"
import { electionOf } from "../../workers/check-ballots.ts"
import type { Pool, Running } from "../../workers/pool.ts"
import { ballotsPerBlock, credentialsPerBlock, rangeSize } from "../archive/blocks.ts"
import type { CredentialList } from "../archive/credential-list.ts"
import { credentialBlocks } from "../archive/setup.ts"
import { type BallotsSent, beginBlocks } from "../ballots/ballots.ts"
import { ballotLine, credentialLine, parseBallotLine, parseCredentialLine } from "./block-lines.ts"
import { blocksOfParts, type Divided, type PartBlock, type PartFile } from "./parts.ts"

export interface Merging {
  readonly parts: readonly PartFile[]
  /** The blocks of each kind that are checked again, by their numbers from 0. */
  readonly again: Readonly<Record<Divided, ReadonlySet<number>>>
  readonly election: Election
  readonly credentials: CredentialList
  readonly pool: Pool
}

/** Draws `wanted` different numbers below `count`, or all of them. */
export function drawnNumbers(count: number, wanted: number, random: Random, of: Divided): ReadonlySet<number> {
  if (wanted >= count) return new Set(Array.from({ length: count }, (_, number) => number))
  const drawn = new Set<number>()
  for (let draw = 0; drawn.size < wanted; draw++) {
    // Among 2^64 numbers, the bias of the remainder is too small to notice.
    drawn.add(Number(bigEndian(random(8, "verify.sample", `${of} ${draw}`)) % BigInt(count)))
  }
  return drawn
}

/** Counts the items in these blocks. */
export function sizeOfBlocks(numbers: ReadonlySet<number>, perBlock: number, total: number): number {
  return [...numbers].reduce((sum, number) => sum + rangeSize(blockRange(number, perBlock, total)), 0)
}

function blockRange(number: number, perBlock: number, total: number): Range {
  return { from: number * perBlock + 1, to: Math.min((number + 1) * perBlock, total) }
}

/**
 * Yields what is wrong with the points of all credentials, a block at a time.
 *
 * @throws UrneError `part-wrong`, `not-an-audit`
 */
export async function* mergedCredentials(
  { parts, again, election, credentials, pool }: Merging,
  seed: () => Uint8Array,
): AsyncGenerator<readonly Finding[], void, undefined> {
  const ranges = [...again.credentials]
    .sort((a, b) => a - b)
    .map((number) => blockRange(number, credentialsPerBlock, credentials.size))
  const inputs = credentialBlocks(election, credentials, seed, ranges)
  const made = pool.run("checkCredentials", inputs)[Symbol.asyncIterator]()
  for await (const block of blocksOfParts(parts, "credentials")) {
    const findings = parseCredentialLine(block.line) ?? refuse(block)
    if (again.credentials.has((block.range.from - 1) / credentialsPerBlock)) {
      await compare(block, "credentials", made, credentialLine)
    }
    yield findings
  }
}

/**
 * Starts the checks whose outputs are what was found about all ballots, a block at a time.
 *
 * @throws UrneError `part-wrong`, `not-an-audit`; `file-unreadable` if the archive is not the one whose chain was
 * followed
 */
export async function beginMergedBallots(
  archive: AsyncIterable<Uint8Array>,
  sent: BallotsSent,
  { parts, again, election, credentials, pool }: Merging,
): Promise<Running<AuditedBallots>> {
  const isAgain = (height: number) => again.ballots.has(Math.floor((height - 1) / ballotsPerBlock))
  const running = await beginBlocks(archive, sent, isAgain, pool)
  async function* outputs(): AsyncGenerator<AuditedBallots, void, undefined> {
    const made = running.outputs[Symbol.asyncIterator]()
    for await (const block of blocksOfParts(parts, "ballots")) {
      const { line, range } = block
      const audited = parseBallotLine(line, rangeSize(range), election, credentials) ?? refuse(block)
      requirePoints(audited, election, block)
      if (isAgain(range.from)) await compare(block, "ballots", made, (found) => ballotLine(found, credentials))
      yield audited
    }
    // The rest of the archive is read as well, to prove that it is the one whose chain was followed.
    for (let next = await made.next(); next.done !== true; next = await made.next()) continue
  }
  return { outputs: outputs(), stop: running.stop }
}

async function compare<Found>(
  { file, range, line }: PartBlock,
  of: Divided,
  made: AsyncIterator<Found>,
  lineOf: (found: Found) => string,
): Promise<void> {
  const next = await made.next()
  if (next.done === true || lineOf(next.value) !== line) {
    throw new UrneError("part-wrong", { path: file.path, signer: file.signer.name, of, ...range })
  }
}

/** Refuses a sum that does not consist of points, because it cannot be added to others. */
function requirePoints({ sum }: AuditedBallots, { body }: Election, block: PartBlock): void {
  if (sum === undefined) return
  const texts = sum.sum.flatMap((row) => row.flatMap(({ alpha, beta }) => [alpha, beta]))
  const faults = electionOf(body).engine.examinePoints(concat(...texts.flatMap((text) => pointBytes(text) ?? [])))
  // The identity is no fault here, since ballots may cancel each other out.
  if (faults.some((fault) => fault !== undefined && fault !== "identity")) refuse(block)
}

function refuse({ file: { path } }: PartBlock): never {
  throw new UrneError("not-an-audit", { path, kind: "part", rule: "form" })
}
