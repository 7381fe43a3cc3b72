import { currentAuthority } from "../authority/operations.ts"
import { itemReader, type ArchiveEvent } from "../belenios/archive-items.ts"
import { parseElection, type Election } from "../belenios/election.ts"
import { parsePublicCredentials } from "../belenios/public-credentials.ts"
import { encodePoint } from "../belenios/group.ts"
import { parseEncryptedTally, tallyFindings, type OpenedTally } from "../belenios/tally.ts"
import { electionKeyFindings, parseTrustees, publicKeysOf, type TrusteeItem } from "../belenios/trustees.ts"
import { openBallot } from "../belenios/ballot-scan.ts"
import { UrneError } from "../core/error.ts"
import { finding, type Finding } from "../core/finding.ts"
import { sha256Hex } from "../core/hash.ts"
import type { World } from "../core/world.ts"
import type { VerifiedTally } from "../trustees/decrypting.ts"
import { requireAuthority } from "../trustees/operations.ts"
import { archiveRecords } from "../urn/archive-operations.ts"
import type { PlacedBallot } from "../workers/check-ballots.ts"
import { ballotChunks } from "../workers/chunks.ts"
import { openPool } from "../workers/pool.ts"
import type { CountedBallot } from "../workers/sum-ballots.ts"
import { unsealedTally } from "./act-operations.ts"
import type { TallyFile } from "./operations.ts"
import { sumMaker } from "./sum.ts"

/** An election whose whole archive was checked, up to its encrypted tally. */
interface Recounted {
  readonly election: Election
  readonly items: readonly TrusteeItem[]
  readonly tally: OpenedTally
  /** SHA-256 of the encrypted tally, in hexadecimal. */
  readonly hash: string
  readonly counted: number
  readonly weight: bigint
}

/**
 * Checks everything that a holder must know before it uses its share, from the archive alone: the chain, the keys, every
 * ballot with its proofs, and that the encrypted tally is the sum of the last ballots. The tables beside the archive are
 * not asked.
 *
 * @throws UrneError `tally-absent`, `tally-unlike-ballots` with everything that is wrong, `cancelled`
 */
export async function verifiedTally(file: TallyFile, world: World): Promise<VerifiedTally> {
  const { uuid, rehearsal, definition, definitionText } = file.election.get()
  requireDefinition(file, definitionText)
  const { election, items, tally, hash, counted } = await recount(file, world)
  return {
    uuid,
    rehearsal,
    authority: requireAuthority(file),
    fingerprint: election.fingerprint,
    publicKeys: publicKeysOf(items).map(({ publicKey }) => encodePoint(publicKey)),
    tally,
    hash,
    counted,
    unsealed: unsealedTally(file),
    minimumBallots: definition.minimumBallots,
  }
}

/** The minimum of ballots is read from the definition, so it must be the one that the members constituted. */
function requireDefinition(file: TallyFile, text: string): void {
  const stated = currentAuthority(file)?.constitution.definition ?? ""
  const computed = `sha256:${sha256Hex(text)}`
  if (stated !== computed)
    unlike([finding("ACT_STATEMENT", "act 1", { key: "definition", stated, expected: computed })])
}

/** @throws UrneError `tally-absent`, `tally-unlike-ballots`, `cancelled` */
async function recount(file: TallyFile, world: World): Promise<Recounted> {
  const setup = setupOf(file)
  const last = new Map<string, number>()
  const stated = await checkBallots(file, setup, last, world)
  const sum = sumMaker(setup.election)
  const pool = openPool(world)
  try {
    const chunks = ballotChunks(setup.election.body, countedBallots(file, setup, last))
    for await (const part of pool.run("sumBallots", chunks)) sum.add(part)
  } finally {
    await pool.close()
  }
  const made = sum.result()
  const at = "archive#EncryptedTally"
  const { value: tally, findings } = parseEncryptedTally(setup.election.questions, stated.encryptedTally, at)
  if (tally === undefined) return unlike(findings)
  const { numTallied, totalWeight } = stated
  const differences = [
    ...tallyFindings(made.tally, tally, at),
    ...(made.counted === numTallied ? [] : [finding("TALLY_COUNT", at, { counted: made.counted, stated: numTallied })]),
    ...(made.weight === totalWeight
      ? []
      : [finding("TALLY_WEIGHT", at, { counted: String(made.weight), stated: String(totalWeight) })]),
  ]
  if (differences.length > 0) return unlike(differences)
  const { election, items } = setup
  return { election, items, tally, hash: sha256Hex(stated.encryptedTally), counted: numTallied, weight: totalWeight }
}

function unlike(findings: readonly Finding[]): never {
  throw new UrneError("tally-unlike-ballots", { findings })
}

/** Follows the chain of the archive. */
function* eventsOf(file: TallyFile): Generator<ArchiveEvent, void, undefined> {
  const reader = itemReader()
  for (const { number, height, hash, body } of archiveRecords(file)) {
    const computed = sha256Hex(body)
    if (computed !== hash) unlike([finding("ARCHIVE_HASH", `archive@${number}`, { name: hash, computed })])
    const item = reader.accept({ kind: height === undefined ? "data" : "event", hash, body, offset: number })
    if (item === undefined) continue
    if ("code" in item) unlike([item])
    if (item.type !== "Start") yield item
  }
}

interface Setup {
  readonly election: Election
  readonly items: readonly TrusteeItem[]
  readonly weights: ReadonlyMap<string, bigint>
}

function setupOf(file: TallyFile): Setup {
  for (const event of eventsOf(file)) {
    if (event.type !== "Setup") break
    const election = parseElection(event.election, "election")
    const trustees = parseTrustees(event.trustees, "trustees")
    const credentials = parsePublicCredentials(event.credentials, "credentials")
    const findings = [...election.findings, ...trustees.findings, ...credentials.findings]
    const [of, items, list] = [election.value, trustees.value, credentials.value]
    if (of === undefined || items === undefined || list === undefined) return unlike(findings)
    const mismatch = electionKeyFindings(of.publicKey, items, "election")
    if (mismatch.length > 0) return unlike(mismatch)
    return { election: of, items, weights: new Map(list.map(({ key, weight }) => [key, weight])) }
  }
  throw new UrneError("tally-absent", {})
}

/**
 * Checks every ballot, and notes the height of the last of each credential.
 *
 * @returns the event EncryptedTally
 */
async function checkBallots(file: TallyFile, setup: Setup, last: Map<string, number>, world: World) {
  const { election, weights } = setup
  let stated: Extract<ArchiveEvent, { readonly type: "EncryptedTally" }> | undefined
  const total = file.urn.ballots()
  let done = 0

  function* ballots(): Generator<PlacedBallot, void, undefined> {
    for (const event of eventsOf(file)) {
      if (event.type === "EncryptedTally") stated = event
      if (event.type !== "Ballot") continue
      const at = `archive#${event.height}`
      const { value: ballot, findings } = openBallot(election, event.ballot, at)
      if (ballot === undefined) return unlike(findings)
      const { credential } = ballot
      if (!weights.has(credential)) return unlike([finding("BALLOT_CREDENTIAL", at, { credential })])
      last.set(credential, event.height)
      yield { at, body: Uint8Array.from(event.ballot) }
    }
  }

  const pool = openPool(world)
  try {
    for await (const checks of pool.run("checkBallots", ballotChunks(election.body, ballots()))) {
      const wrong = checks.flatMap((check) => ("findings" in check ? check.findings : []))
      if (wrong.length > 0) return unlike(wrong)
      done += checks.length
      world.progress("ballots.check", done, total)
    }
  } finally {
    await pool.close()
  }
  if (stated === undefined) throw new UrneError("tally-absent", {})
  return stated
}

function* countedBallots(
  file: TallyFile,
  { election, weights }: Setup,
  last: ReadonlyMap<string, number>,
): Generator<CountedBallot, void, undefined> {
  for (const event of eventsOf(file)) {
    if (event.type !== "Ballot") continue
    const credential = openBallot(election, event.ballot, "").value?.credential ?? ""
    if (last.get(credential) !== event.height) continue
    yield { body: Uint8Array.from(event.ballot), weight: weights.get(credential) ?? 0n }
  }
}
