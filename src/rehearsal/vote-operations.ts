import { openMemberKey } from "../authority/member-operations.ts"
import type { Choice } from "../belenios/choice.ts"
import { encryptBallot } from "../belenios/encryption.ts"
import { utf8 } from "../core/bytes.ts"
import type { World } from "../core/world.ts"
import { credentialOf } from "../credentials/code.ts"
import { readOfficerFile } from "../credentials/queries.ts"
import type { SigningKey } from "../notes/key.ts"
import { holderFileName } from "../trustees/ceremony-operations.ts"
import { checkPossession } from "../trustees/check-operations.ts"
import { provenHolders } from "../trustees/proven-queries.ts"
import { makeBatchNote } from "../urn/announce-operations.ts"
import { sealedElection } from "../urn/archive-queries.ts"
import { beginVote, castVote, type VotingSession } from "../urn/cast-operations.ts"
import { type ClosingReport, freezeUrn } from "../urn/freeze-operations.ts"
import { type ImportReport, importWith } from "../urn/intake/import-operations.ts"
import { openUrn, type ZeroReport } from "../urn/open-operations.ts"
import type { BallotReceipt } from "../urn/receipt-queries.ts"
import type { VoteChunk } from "../workers/encrypt-ballots.ts"
import { openPool } from "../workers/pool.ts"
import { decide } from "./act-operations.ts"
import {
  channelKeyPath,
  codesPath,
  holderKeyPath,
  hour,
  minute,
  officerKeyPath,
  officersOf,
  passphrase,
  type Stage,
} from "./stage.ts"
import type { Elector, SimulatedVote } from "./votes.ts"
import type { VotingPlan } from "./voting-plan.ts"

/** Lets every holder prove that its key works. */
export async function checkKeys(stage: Stage): Promise<void> {
  const { file, world, clock, definition } = stage
  clock.moveTo(definition.opens - 4 * hour)
  const holders = provenHolders(file).map(({ holder }) => holder)
  const signers = await Promise.all(holders.map((holder) => holderSigner(stage, holder)))
  const accesses = holders.map((holder) => holderAccess(stage, holder))
  await checkPossession(file, accesses, world, signers)
}

/** Opens the key with which a holder signs its proof. */
export async function holderSigner(
  { folder, world }: Pick<Stage, "folder" | "world">,
  holder: string,
): Promise<SigningKey> {
  const { key } = await openMemberKey({ path: holderKeyPath({ folder }, holder), passphrase }, world)
  return { name: key.name, seed: key.seed }
}

export function holderAccess({ file, folder }: Pick<Stage, "file" | "folder">, holder: string) {
  return { path: `${folder}/keys/${holderFileName(file.election.get(), holder)}`, passphrase }
}

/** Lets the authority decide the hours, and at the first of them shows that the urn is empty. */
export async function beginVoting(stage: Stage): Promise<ZeroReport> {
  const { file, clock, definition } = stage
  clock.moveTo(definition.opens - 2 * hour)
  await decide(stage, "open")
  clock.moveTo(definition.opens)
  return openUrn(file, clock.now())
}

/** Reads the members' codes, as if each had opened the letter. */
export async function readLetters(stage: Stage): Promise<readonly Elector[]> {
  const { file, world, definition } = stage
  const [officer] = officersOf(definition)
  const access = { file: codesPath(stage), keyPath: officerKeyPath(stage, officer), passphrase }
  const opened = await readOfficerFile(file, access, world)
  const electors: Elector[] = []
  for await (const { member, code, weight } of opened.entries) if (member !== undefined) electors.push({ code, weight })
  return electors
}

export interface WrittenBatch {
  readonly channel: string
  readonly path: string
  readonly note: string
  readonly ballots: number
}

/** Lets the voters of every batch encrypt their ballots, and each channel sign its batches. */
export async function encryptBatches(stage: Stage, { batches }: VotingPlan): Promise<readonly WrittenBatch[]> {
  const { file, world, folder } = stage
  const { uuid } = file.election.get()
  const ballots = ballotMaker(stage)
  const total = batches.reduce((sum, { votes }) => sum + votes.length, 0)
  const written: WrittenBatch[] = []
  const notes = new Map<string, { readonly path: string; readonly note: string }>()
  let done = 0
  try {
    for (const { channel, number, votes } of batches) {
      const path = `${folder}/ballots/${channel}-${String(number).padStart(6, "0")}.jsonl`
      const progress = (lines: number) => {
        world.progress("ballots.encrypt", done + lines, total)
      }
      await world.files.writeWhole(path, ballots.lines(votes, progress))
      done += votes.length
      const { key } = await openMemberKey({ path: channelKeyPath(stage, channel), passphrase }, world)
      const source = { path, blocks: () => world.files.stream(path) }
      const previous = notes.get(channel)
      const request = previous === undefined ? { uuid, channel } : { previous }
      const { note } = await makeBatchNote(request, source, key)
      const notePath = path.replace(/\.jsonl$/, ".note.txt")
      await world.files.writeWhole(notePath, note)
      notes.set(channel, { path: notePath, note })
      written.push({ channel, path, note: notePath, ballots: votes.length })
    }
  } finally {
    await ballots.close()
  }
  return written
}

/** How many ballots one task makes. */
const chunkLength = 16

/**
 * Returns a function that makes ballots on several threads. Each ballot draws from a tape cut for it here, so the
 * number of threads changes no byte.
 */
export function ballotMaker({ file, world }: Pick<Stage, "file" | "world">) {
  const election = sealedElection(file)
  const pool = openPool(world)
  let tapeLength: number | undefined
  function* chunks(votes: readonly SimulatedVote[]): Generator<VoteChunk, void, undefined> {
    for (let from = 0; from < votes.length; from += chunkLength) {
      const part = votes.slice(from, from + chunkLength).map(({ code, choices }) => {
        tapeLength ??= bytesDrawn(world, file, code, choices)
        const tape = world.random(tapeLength, "rehearsal.ballot", `${code}|${JSON.stringify(choices)}`)
        return { code, choices, tape }
      })
      yield { election: election.body, votes: part }
    }
  }
  return {
    async *lines(
      votes: readonly SimulatedVote[],
      progress: (lines: number) => void,
    ): AsyncGenerator<Uint8Array, void, undefined> {
      let lines = 0
      for await (const bodies of pool.run("encryptBallots", chunks(votes))) {
        for (const body of bodies) {
          yield body
          yield lineEnd
        }
        progress((lines += bodies.length))
      }
    },
    close: () => pool.close(),
  }
}

const lineEnd = utf8("\n")

/** Measures how many random bytes a ballot draws. Only the questions determine it, and nothing that a voter chooses. */
function bytesDrawn({ random }: World, file: Stage["file"], code: string, choices: readonly Choice[]): number {
  const election = sealedElection(file)
  let bytes = 0
  encryptBallot(
    (length, purpose) => {
      bytes += length
      return random(length, "rehearsal.measure", purpose)
    },
    election,
    credentialOf(election, code),
    choices,
  )
  return bytes
}

/** Lets voters come to the booth one after another, each with a transaction and a receipt. */
export async function voteAtBooth(stage: Stage, { booth }: VotingPlan): Promise<readonly BallotReceipt[]> {
  const receipts: BallotReceipt[] = []
  const { opens, closes } = stage.definition
  // However short the vote is, they take at most its first half.
  const pause = Math.min(minute, Math.floor((closes - opens) / (2 * booth.length + 2)))
  for (const vote of booth) {
    stage.clock.pass(pause)
    receipts.push(await voteOnce(stage, beginVote(stage.file, vote.code, stage.clock.now()), vote))
  }
  return receipts
}

async function voteOnce(stage: Stage, session: VotingSession, { choices }: SimulatedVote): Promise<BallotReceipt> {
  const { file, world, urnKey, folder } = stage
  const receipt = castVote(file, session, choices, urnKey, world)
  await world.files.writeWhole(
    `${folder}/receipts/ballot-${String(receipt.height).padStart(6, "0")}.txt`,
    receipt.receipt,
  )
  return receipt
}

/** Lets the batches arrive one after another while the urn is open. */
export async function receiveBatches(
  { file, world, clock, definition }: Stage,
  batches: readonly WrittenBatch[],
  arrived: () => void,
): Promise<readonly ImportReport[]> {
  const begin = clock.now()
  const total = batches.reduce((sum, { ballots }) => sum + ballots, 0)
  const pool = openPool(world)
  const reports: ImportReport[] = []
  let before = 0
  const progress: World["progress"] = (work, done) => {
    world.progress(work, before + done, total)
  }
  try {
    for (const [i, { channel, path, note, ballots }] of batches.entries()) {
      clock.moveTo(begin + Math.floor(((definition.closes - begin) * (i + 1)) / (batches.length + 1)))
      reports.push(await importWith(pool, file, { channel, path, note }, { ...world, progress }))
      before += ballots
      arrived()
    }
  } finally {
    await pool.close()
  }
  return reports
}

/**
 * Lets the hour of closing come: the last voter in the booth finishes, the authority closes, and after the grace the
 * urn is frozen.
 */
export async function closeVoting(stage: Stage, { late }: Pick<VotingPlan, "late">): Promise<ClosingReport> {
  const { file, clock, definition } = stage
  const { closes, grace } = definition
  clock.moveTo(closes - minute)
  const session = late === undefined ? undefined : beginVote(file, late.code, clock.now())
  clock.moveTo(closes)
  if (late !== undefined && session !== undefined) {
    clock.pass(Math.floor((grace * minute) / 3))
    await voteOnce(stage, session, late)
  }
  await decide(stage, "close")
  clock.moveTo(closes + grace * minute)
  return freezeUrn(file, clock.now())
}
