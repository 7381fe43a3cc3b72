import { encryptedTallyBody } from "../belenios/tally.ts"
import { pointText } from "../belenios/group.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { World } from "../core/world.ts"
import type { AuthorityTable } from "../authority/table.ts"
import type { CredentialTable } from "../credentials/table.ts"
import type { ElectionTable } from "../definition/table.ts"
import { append, lastEntry, requirePhase } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { Store } from "../store/store.ts"
import type { TrusteesTable } from "../trustees/table.ts"
import {
  appendToArchive,
  countedBallots,
  sealedElection,
  setupBody,
  type ArchiveFile,
} from "../urn/archive-operations.ts"
import { ballotChunks } from "../workers/chunks.ts"
import { openPool } from "../workers/pool.ts"
import type { CountedBallot } from "../workers/sum-ballots.ts"
import { sumMaker, type CountedSum } from "./sum.ts"
import type { TallyTable } from "./table.ts"

/** What counting touches. */
export interface TallyFile extends ArchiveFile {
  readonly store: Store
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
  readonly trustees: TrusteesTable
  readonly credentials: CredentialTable
  readonly tally: TallyTable
}

/** The encrypted tally, as the journal records it. No figure of the result follows from it. */
export interface ComputedTally {
  readonly uuid: string
  readonly rehearsal: boolean
  /** Ballots accepted, replaced ones included. */
  readonly ballots: number
  readonly replaced: number
  readonly counted: number
  /** Ballots that the definition wants before anything is decrypted. */
  readonly minimumBallots: number
  readonly weight: bigint
  /** SHA-256 of the encrypted tally, in hexadecimal. */
  readonly tally: string
  /** Of the event EncryptedTally. */
  readonly height: number
  readonly head: string
}

/**
 * Adds up the ballots that count, each as often as its credential weighs, and appends the encrypted tally to the archive.
 * Again, it says what was computed.
 *
 * @throws UrneError `wrong-phase` before the freeze, `cancelled`
 */
export async function computeTally(file: TallyFile, world: World): Promise<ComputedTally> {
  const { store, journal, urn } = file
  const before = computedTally(file)
  if (before !== undefined) return before
  requirePhase(journal, world.now(), "frozen")
  const { tally, counted, weight } = await sumOfCounted(file, world)
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
      ballots: urn.ballots(),
      counted,
      weight: weight.toString(),
      tally: sha256Hex(encryptedTally),
      height: head.height,
      head: head.hash,
    })
    return requireTally(file)
  })
}

/** What was computed; nothing before. */
export function computedTally({
  journal,
  election,
}: Pick<TallyFile, "journal" | "election">): ComputedTally | undefined {
  const computed = lastEntry(journal, "tally.computed")?.event
  if (computed === undefined) return undefined
  const { ballots, counted, weight, tally, height, head } = computed
  const { uuid, rehearsal, definition } = election.get()
  const { minimumBallots } = definition
  const figures = { ballots, replaced: ballots - counted, counted, minimumBallots, weight: BigInt(weight) }
  return { uuid, rehearsal, ...figures, tally, height, head }
}

/** @throws UrneError `tally-absent` */
export function requireTally(file: Pick<TallyFile, "journal" | "election">): ComputedTally {
  const computed = computedTally(file)
  if (computed === undefined) throw new UrneError("tally-absent", {})
  return computed
}

async function sumOfCounted(file: TallyFile, world: World): Promise<CountedSum> {
  const sum = sumMaker(sealedElection(file))
  const pool = openPool(world)
  const total = file.urn.votes()
  let counted = 0
  try {
    const chunks = ballotChunks(setupBody(file, "election"), weightedBallots(file))
    for await (const part of pool.run("sumBallots", chunks)) {
      sum.add(part)
      counted += part.ballots
      world.progress("tally.compute", counted, total)
    }
  } finally {
    await pool.close()
  }
  return sum.result()
}

function* weightedBallots(file: TallyFile): Generator<CountedBallot, void, undefined> {
  for (const { credential, body } of countedBallots(file)) {
    const listed = file.credentials.find(pointText(credential))
    if (listed === undefined) throw new Error("a ballot of an unknown credential is in the urn")
    // A copy of its own: the bytes may travel to another thread.
    yield { body: Uint8Array.from(body), weight: listed.weight }
  }
}
