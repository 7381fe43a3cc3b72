import { streamArchive } from "../belenios/archive-items.ts"
import { encryptedTallyBody } from "../belenios/tally.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { World } from "../core/world.ts"
import { append, lastEntry, requirePhase } from "../journal/operations.ts"
import { appendToArchive } from "../urn/archive-operations.ts"
import { ballotChunks } from "../workers/chunks.ts"
import { openPool } from "../workers/pool.ts"
import { type CountedBallot, type PartialSum, sumMaker } from "../workers/sum-ballots.ts"
import { type ComputedTally, computedTally, requireTally, type TallyFile } from "./computed-queries.ts"
import { archiveStream, countArchive, type CountedArchive } from "./count-queries.ts"

/**
 * Adds up the ballots that count, each as often as its credential weighs, and appends the encrypted tally to the
 * archive. Which ballots count is read from the archive, whose last event the journal names, and the table of votes
 * must agree. When called again, it returns what was computed.
 *
 * @throws UrneError `wrong-phase` before the freeze, `election-file-altered`, `entry-altered`, `cancelled`
 */
export async function computeTally(file: TallyFile, world: World): Promise<ComputedTally> {
  const { store, journal } = file
  const before = computedTally(file)
  if (before !== undefined) return before
  requirePhase(journal, world.now(), "frozen")
  const archive = await countArchive(file, requireFrozen(file))
  requireSameVotes(file, archive)
  const { sum: tally, ballots: counted, weight } = await sumOfCounted(file, archive, world)
  const encryptedTally = encryptedTallyBody(tally)
  return store.write(() => {
    const faster = computedTally(file)
    if (faster !== undefined) return faster
    requirePhase(journal, world.now(), "frozen")
    const head = appendToArchive(file, {
      type: "EncryptedTally",
      numTallied: counted,
      totalWeight: weight,
      encryptedTally,
    })
    append(journal, world.now(), {
      type: "tally.computed",
      ballots: archive.facts.ballots,
      counted,
      weight: weight.toString(),
      tally: sha256Hex(encryptedTally),
      height: head.height,
      head: head.hash,
    })
    return requireTally(file)
  })
}

/** Returns the last event of the archive whose ballots are counted. */
function requireFrozen({ journal }: Pick<TallyFile, "journal">): { readonly height: number; readonly head: string } {
  const frozen = lastEntry(journal, "urn.frozen")?.event
  if (frozen === undefined) throw new Error("the urn is frozen without an entry that says so")
  return { height: frozen.height, head: frozen.head }
}

/**
 * Requires that the table by which the urn knew who voted names exactly the ballots that count by the archive. Where
 * they differ, somebody changed one of the two, and the urn may have accepted what it should have refused.
 *
 * @throws UrneError `election-file-altered`
 */
function requireSameVotes({ urn }: TallyFile, { weightAt, voters }: CountedArchive): void {
  let votes = 0
  let strange = 0
  for (const height of urn.votedHeights()) {
    votes++
    if (weightAt(height) === undefined) strange++
  }
  if (strange > 0 || votes !== voters) {
    throw new UrneError("election-file-altered", { part: "votes", at: `${votes - strange} of ${voters}` })
  }
}

async function sumOfCounted(file: TallyFile, archive: CountedArchive, world: World): Promise<PartialSum> {
  const sum = sumMaker(archive.election)
  const pool = openPool(world)
  let counted = 0
  try {
    const chunks = ballotChunks(archive.election.body, weightedBallots(file, archive))
    for await (const part of pool.run("sumBallots", chunks)) {
      sum.add(part)
      counted += part.ballots
      world.progress("tally.compute", counted, archive.voters)
    }
  } finally {
    await pool.close()
  }
  return sum.result()
}

async function* weightedBallots(
  file: TallyFile,
  { facts, weightAt }: CountedArchive,
): AsyncGenerator<CountedBallot, void, undefined> {
  for await (const item of streamArchive(archiveStream(file, { height: facts.head.height, head: facts.head.hash }))) {
    if (!("type" in item) || item.type !== "Ballot") continue
    const weight = weightAt(item.height)
    // The bytes are copied, since they may travel to another thread.
    if (weight !== undefined) yield { body: Uint8Array.from(item.ballot), weight }
  }
}
