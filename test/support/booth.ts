import { readFileSync } from "node:fs"
import { isCertified } from "../../src/authority/urn-key-queries.ts"
import { urnKeyPath } from "../../src/core/file-names.ts"
import type { World } from "../../src/core/world.ts"
import { credentialMemory, rememberCredentials } from "../../src/credentials/proof-queries.ts"
import { type ElectionFile, openElectionFile } from "../../src/election/file.ts"
import { checkpointIfDue } from "../../src/journal/checkpoint-operations.ts"
import { parseUrnKey } from "../../src/journal/urn-key.ts"
import type { SigningKey } from "../../src/notes/key.ts"
import { ballotMaker } from "../../src/rehearsal/vote-operations.ts"
import type { SimulatedVote } from "../../src/rehearsal/votes.ts"
import { setupBody } from "../../src/urn/archive-queries.ts"
import { boothChannel } from "../../src/urn/channel-queries.ts"
import { admitBallots } from "../../src/urn/intake/admit-operations.ts"
import { type CheckedBallot, type SubmittedBallot, submitted } from "../../src/urn/intake/ballot.ts"
import { checkedOrRefused } from "../../src/urn/intake/check-queries.ts"
import { rememberUrn, urnMemory } from "../../src/urn/ledger-queries.ts"
import { besideSources, openPool } from "../../src/workers/pool.ts"

/** A voter who comes to the booth at an instant (milliseconds). */
export interface Coming {
  readonly at: number
  readonly vote: SimulatedVote
}

interface Remembered {
  readonly urn: ReturnType<typeof urnMemory>
  readonly credentials: ReturnType<typeof credentialMemory>
}

/** How many ballots one task checks, and how many enter the urn in one transaction at most. */
const chunkLength = 32
const groupLength = 64
/** Ballots of one transaction come in the same five minutes. */
const slot = 5 * 60_000

/**
 * The booth of an evening on which more voters come than one could wait for at a terminal: their ballots are made and
 * checked on several threads, and admitted as `cast` admits them, but some at a time, each group at the hour of its last.
 */
export class Booth {
  private readonly path: string
  private readonly world: World
  private readonly comings: readonly Coming[]
  private received = 0
  /** What the machine remembers of the rows between two commands, without which each of them would read all rows. */
  private remembered: Remembered = { urn: undefined, credentials: undefined }

  /** @param comings - in the order of their instants */
  constructor(path: string, world: World, comings: readonly Coming[]) {
    this.path = path
    this.world = world
    this.comings = comings
  }

  /** Receives the ballots of all who came before an instant, and returns how many they were. */
  async receiveBefore(until: number): Promise<number> {
    const from = this.received
    while ((this.comings[this.received]?.at ?? Infinity) < until) this.received++
    const comings = this.comings.slice(from, this.received)
    if (comings.length === 0) return 0
    const file = openElectionFile(this.path)
    try {
      const { urn, credentials } = this.remembered
      if (urn !== undefined) rememberUrn(file.urn, urn)
      if (credentials !== undefined) rememberCredentials(file.credentials, credentials)
      await this.receive(file, comings)
      this.remembered = { urn: urnMemory(file.urn), credentials: credentialMemory(file.credentials) }
    } finally {
      file.store.close()
    }
    return comings.length
  }

  private async receive(file: ElectionFile, comings: readonly Coming[]): Promise<void> {
    const urnKey = parseUrnKey(readFileSync(urnKeyPath(this.path), "utf8"))
    if (urnKey === undefined) throw new Error("no urn key")
    const pool = openPool(this.world)
    const maker = ballotMaker({ file, world: this.world })
    const election = setupBody(file, "election")
    const toCheck = (ballots: readonly SubmittedBallot[]) => ({ election, ballots })
    let group: CheckedBallot[] = []
    let next = 0
    const flush = () => {
      admit(file, group, comings[next - 1]?.at ?? 0, urnKey)
      group = []
    }
    try {
      const bodies = maker.lines(
        comings.map(({ vote }) => vote),
        () => undefined,
      )
      for await (const { source, output } of besideSources(pool, "checkBallots", inChunks(bodies), toCheck)) {
        for (const [i, ballot] of source.entries()) {
          const before = comings[next - 1]?.at ?? 0
          const now = comings[next]?.at ?? 0
          if (group.length >= groupLength || Math.floor(before / slot) !== Math.floor(now / slot)) flush()
          const found = output[i] === undefined ? undefined : checkedOrRefused(ballot, output[i])
          if (found?.state !== "checked") throw new Error("a ballot made here is not valid")
          group.push(found)
          next++
        }
      }
      flush()
    } finally {
      await maker.close()
      await pool.close()
    }
  }
}

/** Admits ballots as `cast` does, with the checkpoint that is due after it. */
function admit(file: ElectionFile, group: readonly CheckedBallot[], now: number, urnKey: SigningKey): void {
  if (group.length === 0) return
  const outcomes = file.store.write(() => admitBallots(file, group, boothChannel, now, { began: now, urnKey }))
  const refused = outcomes.find(({ state }) => state !== "accepted")
  if (refused !== undefined) throw new Error(JSON.stringify(refused))
  checkpointIfDue(file, urnKey, now, (key) => isCertified(file, key))
}

/** Makes chunks of ballots of lines, every second of which is the end of one. */
async function* inChunks(lines: AsyncIterable<Uint8Array>): AsyncGenerator<readonly SubmittedBallot[]> {
  let chunk: SubmittedBallot[] = []
  for await (const body of lines) {
    if (body.length === 1) continue
    chunk.push(submitted({ at: "booth", body }))
    if (chunk.length < chunkLength) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
