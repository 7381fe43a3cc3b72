import { streamArchive } from "../belenios/archive-items.ts"
import { type Election } from "../belenios/election.ts"
import { choiceCount } from "../belenios/question.ts"
import { utf8Text } from "../core/bytes.ts"
import { type FindingCode, finding, type Finding } from "../core/finding.ts"
import { inChunks } from "../workers/chunks.ts"
import { type Pool } from "../workers/pool.ts"
import { eventPlace } from "./archive.ts"
import { type CheckId, done, type Remark } from "./checks.ts"
import { type CredentialList } from "./credential-list.ts"
import { type Fingerprints, fingerprints } from "./fingerprints.ts"

export interface BallotContext {
  readonly election: Election
  readonly credentials: CredentialList
  /** Whether a credential may vote again; an archive by itself does not say otherwise. */
  readonly mayRevote: boolean
  /** Heights of ballots that were asked for; the ranks of their credentials are put beside them. */
  readonly watched: Map<number, number | undefined>
  /** How many ballots the chain has. */
  readonly present: number
  readonly pool: Pool
  /** 32 bytes drawn for this verification. */
  readonly key: Uint8Array
  readonly progress: (checked: number) => void
}

/** These do not keep a ballot from being counted, so that one wrong proof does not hide what else is wrong. */
const countable: readonly FindingCode[] = [
  "BALLOT_INDIVIDUAL_PROOF",
  "BALLOT_OVERALL_PROOF",
  "BALLOT_BLANK_PROOF",
  "BALLOT_SIGNATURE",
  "BALLOT_RESERVE",
  "BALLOT_REVOTE",
]

/**
 * Checks every ballot by itself, on all threads, and against the others: its credential, copies and replays. What each
 * credential cast stands in the list afterwards.
 *
 * @returns whether all of them can be counted
 */
export async function* checkAllBallots(
  archive: AsyncIterable<Uint8Array>,
  context: BallotContext,
): AsyncGenerator<Remark, boolean, undefined> {
  const { election, pool, present, key, progress } = context
  const waiting: (readonly BallotPlace[])[] = []
  async function* inputs() {
    for await (const ballots of inChunks(ballotsOf(archive), ({ body }) => body.length)) {
      waiting.push(ballots)
      yield { election: election.body, ballots: ballots.map(({ height, body }) => ({ at: eventPlace(height), body })) }
    }
  }
  const copies: Copies = {
    ballots: fingerprints(key),
    ciphertexts: fingerprints(key),
    count: ciphertextCount(election),
    read: readBallots(),
  }
  let checked = 0
  let allCount = true
  for await (const results of pool.run("checkBallots", inputs())) {
    for (const [index, { height, body }] of (waiting.shift() ?? []).entries()) {
      const findings = [...(results[index] ?? [])]
      findings.push(...compareBallot(context, height, body, copies))
      allCount &&= findings.every(({ code }) => countable.includes(code))
      yield* findings
      checked++
    }
    progress(checked)
  }
  yield* copiesIn(copies)
  for (const check of ballotChecks) yield done(check, present, checked)
  return allCount && checked === present
}

const ballotChecks: readonly CheckId[] = ["K8", "K9", "K11", "E4", "E5", "E6"]

interface BallotPlace {
  readonly height: number
  readonly body: Uint8Array
}

/** The ballots of an archive whose chain was followed already, each with bytes of its own. */
async function* ballotsOf(archive: AsyncIterable<Uint8Array>): AsyncGenerator<BallotPlace, void, undefined> {
  for await (const item of streamArchive(archive)) {
    if ("code" in item || item.type !== "Ballot") continue
    yield { height: item.height, body: item.ballot.slice() }
  }
}

interface Copies {
  readonly ballots: Fingerprints
  /** `count` of each ballot that could be read: as many as the election has. */
  readonly ciphertexts: Fingerprints
  readonly count: number
  readonly read: ReadBallots
}

/** Which ballots could be read, by their ranks in the urn from 0: almost always all of them. */
interface ReadBallots {
  readonly add: (isRead: boolean) => void
  /** The rank in the urn of the ballot that is the `index`th of those that could be read. */
  readonly rankOf: (index: number) => number
}

function readBallots(): ReadBallots {
  // For each one that could not be read, how many could before it.
  const before: number[] = []
  let read = 0
  return {
    add(isRead) {
      if (isRead) read++
      else before.push(read)
    },
    rankOf(index) {
      let [low, high] = [0, before.length]
      while (low < high) {
        const middle = Math.floor((low + high) / 2)
        if ((before[middle] ?? 0) <= index) low = middle + 1
        else high = middle
      }
      return index + low
    },
  }
}

/** What of a ballot the others are compared with; its form was checked where it can be counted. */
interface BallotText {
  readonly credential: string
  readonly alphas: readonly string[]
}

function compareBallot(
  { credentials, mayRevote, watched }: BallotContext,
  height: number,
  body: Uint8Array,
  copies: Copies,
): readonly Finding[] {
  const ballot = readText(body)
  const alphas = ballot?.alphas ?? []
  copies.ballots.add(body)
  // Every ballot that can be read takes the same number of places: a place then tells the ballot.
  const isRead = alphas.length === copies.count
  copies.read.add(isRead)
  if (isRead) for (const alpha of alphas) copies.ciphertexts.add(alpha)
  if (ballot === undefined) return []
  const at = eventPlace(height)
  const { credential } = ballot
  const rank = credentials.rankOf(credential)
  if (rank === undefined) return [finding("BALLOT_CREDENTIAL", at, { credential })]
  const findings: Finding[] = []
  if (credentials.isInReserve(rank)) findings.push(finding("BALLOT_RESERVE", at, { credential }))
  if (!mayRevote && credentials.lastBallot(rank) > 0) findings.push(finding("BALLOT_REVOTE", at, { credential }))
  credentials.cast(rank, height)
  if (watched.has(height)) watched.set(height, rank)
  return findings
}

/** A ballot that cannot be read has findings of its own. */
function readText(body: Uint8Array): BallotText | undefined {
  try {
    const { credential, answers } = JSON.parse(utf8Text(body) ?? "") as {
      readonly credential: string
      readonly answers: readonly { readonly choices: readonly { readonly alpha: string }[] }[]
    }
    const alphas = answers.flatMap(({ choices }) => choices.map(({ alpha }) => alpha))
    return [credential, ...alphas].every((text) => typeof text === "string") ? { credential, alphas } : undefined
  } catch {
    return undefined
  }
}

/** A ballot that stands there twice is not also said to have copied ciphertexts. */
function* copiesIn({ ballots, ciphertexts, count, read }: Copies): Generator<Finding, void, undefined> {
  const replayed = new Set<number>()
  for (const { index, first } of ballots.repeated()) {
    replayed.add(index)
    yield finding("BALLOT_REPLAYED", eventPlace(index + 1), { height: first + 1 })
  }
  for (const { index } of ciphertexts.repeated()) {
    const ballot = read.rankOf(Math.floor(index / count))
    if (replayed.has(ballot)) continue
    yield finding("BALLOT_COPIED", eventPlace(ballot + 1), { ciphertext: (index % count) + 1 })
  }
}

function ciphertextCount({ questions }: Election): number {
  return questions.reduce((sum, question) => sum + choiceCount(question), 0)
}
