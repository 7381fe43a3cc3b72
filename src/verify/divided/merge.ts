/**
 * The ballots and credentials of an archive as the parts of a divided audit have them. Some blocks, drawn when the parts
 * are there, are checked again: whoever made a part did not know which.
 */
import { type Election } from "../../belenios/election.ts"
import { UrneError } from "../../core/error.ts"
import { type Finding } from "../../core/finding.ts"
import { type Random } from "../../core/world.ts"
import { bigEndian, concat } from "../../core/bytes.ts"
import { pointBytes } from "../../belenios/group.ts"
import { type Range } from "../../notes/audit.ts"
import { type AuditedBallots } from "../../workers/audit-ballots.ts"
import { electionOf } from "../../workers/check-ballots.ts"
import { type Pool, type Running } from "../../workers/pool.ts"
import { type BallotsSent, beginBlocks } from "../ballots/ballots.ts"
import { type CredentialList } from "../archive/credential-list.ts"
import { ballotLine, credentialLine, parseBallotLine, parseCredentialLine } from "./block-lines.ts"
import { ballotsPerBlock, credentialsPerBlock, rangeSize } from "../archive/blocks.ts"
import { blocksOfParts, type Divided, type PartBlock, type PartFile } from "./parts.ts"
import { credentialBlocks } from "../archive/setup.ts"

export interface Merging {
  readonly parts: readonly PartFile[]
  /** The blocks of each sort that are checked again, by their numbers from 0. */
  readonly again: Readonly<Record<Divided, ReadonlySet<number>>>
  readonly election: Election
  readonly credentials: CredentialList
  readonly pool: Pool
}

/** `wanted` different numbers below `count`, or all of them. */
export function drawnNumbers(count: number, wanted: number, random: Random, of: Divided): ReadonlySet<number> {
  if (wanted >= count) return new Set(Array.from({ length: count }, (_, number) => number))
  const drawn = new Set<number>()
  for (let draw = 0; drawn.size < wanted; draw++) {
    // Of 2^64 numbers, the last few below a multiple of `count` make no difference that anybody could see.
    drawn.add(Number(bigEndian(random(8, "verify.sample", `${of} ${draw}`)) % BigInt(count)))
  }
  return drawn
}

/** How many things these blocks have. */
export function sizeOfBlocks(numbers: ReadonlySet<number>, perBlock: number, total: number): number {
  return [...numbers].reduce((sum, number) => sum + rangeSize(blockRange(number, perBlock, total)), 0)
}

function blockRange(number: number, perBlock: number, total: number): Range {
  return { from: number * perBlock + 1, to: Math.min((number + 1) * perBlock, total) }
}

/**
 * What is wrong with the points of all credentials, a block at a time.
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
 * What was found of all ballots, a block at a time.
 *
 * @throws UrneError `part-wrong`, `not-an-audit`; `file-unreadable` if the archive is another than before
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
    // The rest of the archive is read as well: it is the one whose chain was followed.
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

/** A sum that is none of points cannot be added to others. */
function requirePoints({ sum }: AuditedBallots, { body }: Election, block: PartBlock): void {
  if (sum === undefined) return
  const texts = sum.sum.flatMap((row) => row.flatMap(({ alpha, beta }) => [alpha, beta]))
  const faults = electionOf(body).engine.examinePoints(concat(...texts.flatMap((text) => pointBytes(text) ?? [])))
  // Some ballots may cancel each other out.
  if (faults.some((fault) => fault !== undefined && fault !== "identity")) refuse(block)
}

function refuse({ file: { path } }: PartBlock): never {
  throw new UrneError("not-an-audit", { path, kind: "part", rule: "form" })
}
