import { createMemberKey, openMemberKey, signPendingAct } from "../../src/authority/member-operations.ts"
import { proposeAct } from "../../src/authority/operations.ts"
import { ballotTracker } from "../../src/belenios/ballot.ts"
import type { Choice } from "../../src/belenios/choice.ts"
import { votingKey } from "../../src/belenios/credential.ts"
import { encryptBallot } from "../../src/belenios/encryption.ts"
import { pointBytes } from "../../src/belenios/group.ts"
import { utf8 } from "../../src/core/bytes.ts"
import type { ActKind } from "../../src/core/vocabulary.ts"
import type { Question, TrusteeRules } from "../../src/definition/definition.ts"
import type { ElectionFile } from "../../src/election-file.ts"
import { append } from "../../src/journal/operations.ts"
import { lifecycleOf } from "../../src/lifecycle.ts"
import { computeTally, type ComputedTally } from "../../src/tally/operations.ts"
import { holdCeremony } from "../../src/trustees/ceremony-operations.ts"
import { holdersOf } from "../../src/trustees/holder.ts"
import { appendToArchive, sealedElection } from "../../src/urn/archive-operations.ts"
import { credentialListBlocks, electionOf } from "../../src/urn/setup.ts"
import { decodePoint, type Point } from "../../src/belenios/group.ts"
import { newElection } from "../trustees/constituted.ts"
import type { MemoryWorld } from "../trustees/memory-world.ts"

const oneQuestion: Question = { question: "Who?", answers: ["Ada", "Bo"], blank: true, min: 1, max: 1 }

export interface Vote {
  /** Number of the voter, from 0. */
  readonly voter: number
  /** One row a question: 0 or 1 an answer. */
  readonly choices: readonly Choice[]
  /** Changes the ballot before it enters the urn, which does not look at it here. */
  readonly spoil?: (ballot: Uint8Array) => Uint8Array
}

export interface Story {
  readonly trustees: TrusteeRules
  readonly questions?: readonly Question[]
  /** One a voter; of 1 where they are not said. */
  readonly weights?: readonly bigint[]
  readonly votes: readonly Vote[]
  readonly minimumBallots?: number
  readonly uuid?: string
}

const member = { path: "member.key", passphrase: "secret of the member" }

export const keyOf = (holder: string) => ({ path: `${holder}.key`, passphrase: `secret of ${holder}` })

/** An election from its constitution to the freeze: its acts are signed, its ballots encrypted. */
export async function frozenElection(world: MemoryWorld, story: Story): Promise<ElectionFile> {
  const file = await sealedFile(world, story)
  voteAndFreeze(file, story.votes, world)
  return file
}

/** The same, as far as the seal. */
export async function sealedFile(world: MemoryWorld, story: Story): Promise<ElectionFile> {
  const { publicKey } = await createMemberKey({ name: "ada-board", rehearsal: true, ...member }, world)
  const file = newElection(world, story.trustees, { ...story, questions: story.questions ?? [oneQuestion] })
  file.authority.addMemberKey("ada-board", publicKey)
  await act(file, "constitute", world)
  const seats = holdersOf(story.trustees).map(({ id }) => ({ holder: id, ...keyOf(id) }))
  await holdCeremony(file, seats, world)
  seal(file, story)
  return file
}

/** Puts an act into effect with the signature of the only member. */
export async function act(file: ElectionFile, kind: ActKind, world: MemoryWorld): Promise<void> {
  const lifecycle = lifecycleOf(world)
  proposeAct(file, lifecycle, { kind, given: [] }, world.now())
  const progress = await signPendingAct(file, lifecycle, await openMemberKey(member, world), world)
  if (progress.state !== "effective") throw new Error(`${kind} lacks signatures`)
}

export async function tallied(file: ElectionFile, world: MemoryWorld): Promise<ComputedTally> {
  const computed = await computeTally(file, world)
  await act(file, "unseal", world)
  return computed
}

const keyOfVoter = (uuid: string, voter: number) => votingKey(uuid, `code of voter ${voter}`)

function seal(file: ElectionFile, { votes, weights = [] }: Story): void {
  const { uuid, definition } = file.election.get()
  const voters = Math.max(1, weights.length, ...votes.map(({ voter }) => voter + 1))
  const keys = Array.from({ length: voters }, (_, voter) => keyOfVoter(uuid, voter))
  const key = decodePoint(file.trustees.get()?.publicKey ?? "") as Point
  file.store.write(() => {
    for (const [i, { publicCredential }] of keys.entries()) {
      const weight = weights[i] ?? 1n
      const credential = { key: publicCredential, weight, group: undefined }
      file.credentials.insert({ ...credential, kind: "issued", state: "usable" })
    }
    file.urn.begin(1_417_000_000)
    appendToArchive(file, {
      type: "Setup",
      election: electionOf(definition, uuid, key).body,
      trustees: utf8(file.trustees.get()?.body ?? ""),
      credentials: Buffer.concat([...credentialListBlocks(file.credentials.all(), weights.length > 0)]),
    })
  })
}

export function voteAndFreeze(file: ElectionFile, votes: readonly Vote[], world: MemoryWorld): void {
  const election = sealedElection(file)
  for (const { voter, choices, spoil } of votes) {
    const key = keyOfVoter(election.uuid, voter)
    const made = encryptBallot(world.random, election, key, choices)
    const ballot = spoil?.(made) ?? made
    file.store.write(() => {
      castBallot(file, pointBytes(key.publicCredential) ?? new Uint8Array(), ballot, world)
    })
  }
  file.store.write(() => {
    const { height, hash } = appendToArchive(file, { type: "EndBallots" })
    append(file.journal, world.now(), {
      type: "urn.frozen",
      phase: "frozen",
      ballots: votes.length,
      grace: 0,
      height,
      head: hash,
    })
  })
}

/** What casting leaves in the tables. Inside a transaction. */
function castBallot(file: ElectionFile, credential: Uint8Array, ballot: Uint8Array, world: MemoryWorld): void {
  const { height, hash } = appendToArchive(file, { type: "Ballot", ballot })
  const entry = append(file.journal, world.now(), { type: "urn.accepted", count: 1, height, head: hash })
  file.urn.insertBallot({ height, tracker: ballotTracker(ballot), credential, channel: "office", grace: false, entry })
  if (!file.urn.castVote(credential, { channel: "office", ballot: height }, true)) throw new Error("a vote is refused")
}
