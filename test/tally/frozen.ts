import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Statement } from "../../src/authority/act.ts"
import { signPendingAct } from "../../src/authority/decision-operations.ts"
import { openMemberKey } from "../../src/authority/member-operations.ts"
import { proposeAct } from "../../src/authority/operations.ts"
import type { Choice } from "../../src/belenios/choice.ts"
import { encryptBallot } from "../../src/belenios/encryption.ts"
import { utf8 } from "../../src/core/bytes.ts"
import type { Majority } from "../../src/core/majority.ts"
import type { ActKind } from "../../src/core/vocabulary.ts"
import { credentialOf } from "../../src/credentials/code.ts"
import { readOfficerFile } from "../../src/credentials/queries.ts"
import type { Question, TrusteeRules } from "../../src/definition/definition.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { type ElectionFile, openElectionFile } from "../../src/election/file.ts"
import { lifecycleOf } from "../../src/election/lifecycle.ts"
import { checkpointIfDue } from "../../src/journal/checkpoint-operations.ts"
import { readUrnKey } from "../../src/journal/urn-key.ts"
import { originOf } from "../../src/notes/checkpoint.ts"
import { decide } from "../../src/rehearsal/act-operations.ts"
import { constituteAuthority, drawCodes, prepareRoll } from "../../src/rehearsal/prepare-operations.ts"
import { codesPath, memberKeyPath, minute, officerKeyPath, passphrase, type Stage } from "../../src/rehearsal/stage.ts"
import { beginVoting, closeVoting, holderSigner } from "../../src/rehearsal/vote-operations.ts"
import type { ComputedTally } from "../../src/tally/computed-queries.ts"
import { computeTally } from "../../src/tally/operations.ts"
import { holdCeremony } from "../../src/trustees/ceremony-operations.ts"
import { checkPossession } from "../../src/trustees/check-operations.ts"
import { holdersOf } from "../../src/trustees/holder.ts"
import { sealedElection } from "../../src/urn/archive-queries.ts"
import { admitBallots } from "../../src/urn/intake/admit-operations.ts"
import { readContent, submitted } from "../../src/urn/intake/ballot.ts"
import type { MemoryWorld } from "../trustees/memory-world.ts"

const oneQuestion: Question = { question: "Who?", answers: ["Ada", "Bo"], blank: true, min: 1, max: 1 }

export interface Vote {
  /** Number of the voter, from 0. */
  readonly voter: number
  /** One row per question, with 0 or 1 per answer. */
  readonly choices: readonly Choice[]
  /** Changes the ballot before it enters the urn, which does not look at its proofs here. */
  readonly spoil?: (ballot: Uint8Array) => Uint8Array
}

/** A question as a definition file has it, with the keys of a majority rule. */
interface WrittenQuestion extends Omit<Question, "rule"> {
  readonly majority?: Majority
  readonly "turnout-quorum"?: string
  readonly "second-round"?: number
  readonly seats?: number
}

export interface Story {
  readonly trustees: TrusteeRules
  readonly questions?: readonly WrittenQuestion[]
  /** One weight per voter; all are 1 if none are given. */
  readonly weights?: readonly bigint[]
  readonly votes: readonly Vote[]
  readonly minimumBallots?: number
  /** Everything that the election draws follows from this, as does its number. */
  readonly seed?: string
}

/** The path of the member's key, and the passphrase of everything that the members and the officer have. */
export const member = { path: memberKeyPath({ folder: "." }, "ada-board"), passphrase }

export const keyOf = (holder: string) => ({ path: `${holder}.key`, passphrase: `secret of ${holder}` })

/** Makes the key that the member certified for a holder. The file of a holder who sat in one room does not have it. */
export const signerOf = (holder: string, world: MemoryWorld) => holderSigner({ folder: ".", world }, holder)

/** Holds an election from its constitution to the freeze, with everything that a record of it needs to be verified. */
export async function frozenElection(world: MemoryWorld, story: Story): Promise<ElectionFile> {
  const file = await sealedFile(world, story)
  await voteAndFreeze(file, story.votes, world)
  return file
}

/** Does the same up to the seal. */
export async function sealedFile(world: MemoryWorld, story: Story): Promise<ElectionFile> {
  const { trustees, votes, weights = [], seed = "one" } = story
  const voters = Math.max(1, weights.length, ...votes.map(({ voter }) => voter + 1))
  const definitionText = textOf(story)
  const parsed = parseDefinition(definitionText)
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  const script = { definition: parsed.definition, definitionText, folder: ".", name: "board", seed: utf8(seed) }
  const place = join(mkdtempSync(join(tmpdir(), "frozen-")), "board.urne")
  const theatre = { open: openElectionFile, lifecycle: lifecycleOf(world), absolute: () => place }
  const stage = await constituteAuthority(script, theatre, world)
  world.clock = stage.clock
  const file = stage.file as ElectionFile
  const rows = Array.from({ length: voters }, (_, i) => `${String(i + 1)};Voter ${i + 1};${weights[i] ?? 1n}\n`)
  world.disk.set("members.csv", utf8(`id;name;weight\n${rows.join("")}`))
  await prepareRoll(stage, { path: "members.csv" })
  const holders = holdersOf(trustees).map(({ id }) => ({ holder: id, ...keyOf(id) }))
  await holdCeremony(file, holders, world)
  await drawCodes(stage)
  stage.clock.moveTo(parsed.definition.opens - 240 * minute)
  const signers = await Promise.all(holders.map(({ holder }) => signerOf(holder, world)))
  await checkPossession(file, holders, world, signers)
  await decide(stage, "seal")
  checkpointIfDue(file, stage.urnKey, world.now())
  return file
}

function textOf({ trustees, questions = [oneQuestion], weights, minimumBallots = 1 }: Story): string {
  return JSON.stringify({
    name: "Board election",
    locale: "en",
    timezone: "Europe/Paris",
    opens: "2014-11-28T20:00",
    closes: "2014-11-29T20:00",
    grace: "30m",
    rehearsal: true,
    revote: "last-counts",
    questions,
    authority: { name: "Board", quorum: { total: 1 }, members: [{ id: "ada-board", name: "Ada" }] },
    trustees: { mandatory: trustees.mandatory, ...(trustees.threshold && { threshold: trustees.threshold }) },
    roll: { id: "id", name: ["name"], ...(weights && { weight: "weight" }) },
    channels: ["office"],
    "minimum-ballots": minimumBallots,
  })
}

/** Puts the election on its stage again. */
async function stageOf(file: ElectionFile, world: MemoryWorld): Promise<Stage> {
  const { uuid, definition, urnKey: publicKey } = file.election.get()
  const urnKey = await readUrnKey(world.files, "./board.urn-key", { origin: originOf(uuid, true), publicKey })
  const { clock } = world
  const lifecycle = lifecycleOf(world)
  return { file, world, clock, lifecycle, definition, folder: ".", electionPath: "./board.urne", urnKey }
}

/** Puts an act into effect with the signature of the only member. */
export async function act(
  file: ElectionFile,
  kind: ActKind,
  world: MemoryWorld,
  given: readonly Statement[] = [],
): Promise<void> {
  const lifecycle = lifecycleOf(world)
  const proposed = proposeAct(file, lifecycle, { kind, given }, world.now())
  const progress = await signPendingAct(file, lifecycle, await openMemberKey(member, world), proposed, world)
  if (progress.state !== "effective") throw new Error(`${kind} lacks signatures`)
  checkpointIfDue(file, (await stageOf(file, world)).urnKey, world.now())
}

export async function tallied(file: ElectionFile, world: MemoryWorld): Promise<ComputedTally> {
  const computed = await computeTally(file, world)
  await act(file, "unseal", world)
  return computed
}

export async function voteAndFreeze(file: ElectionFile, votes: readonly Vote[], world: MemoryWorld): Promise<void> {
  const stage = await stageOf(file, world)
  await beginVoting(stage)
  checkpointIfDue(file, stage.urnKey, world.now())
  const codes = new Map<string, string>()
  const access = { file: codesPath(stage), keyPath: officerKeyPath(stage, "officer"), passphrase }
  for await (const { member: id, code } of (await readOfficerFile(file, access, world)).entries) {
    if (id !== undefined) codes.set(id, code)
  }
  for (const { voter, choices, spoil } of votes) {
    const election = sealedElection(file)
    const key = credentialOf(election, codes.get(String(voter + 1)) ?? "")
    const made = encryptBallot(world.random, election, key, choices)
    const sent = submitted({ at: "here", body: spoil?.(made) ?? made })
    const read = readContent(election, sent)
    if ("findings" in read) throw new Error(JSON.stringify(read.findings))
    const ballots = [{ ...sent, ...read, state: "checked" as const }]
    const now = world.now()
    const [outcome] = file.store.write(() => admitBallots(file, ballots, "office", now, { began: now }))
    if (outcome?.state !== "accepted") throw new Error(JSON.stringify(outcome))
  }
  await freeze(file, world)
}

/** Closes the vote by the authority and, after the grace, freezes the urn. */
export async function freeze(file: ElectionFile, world: MemoryWorld): Promise<void> {
  const stage = await stageOf(file, world)
  await closeVoting(stage, { late: undefined })
  checkpointIfDue(file, stage.urnKey, world.now())
}
