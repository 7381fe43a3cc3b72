/**
 * Decides who checks each ballot and each credential by itself, which is most of the work: this machine, or others
 * before it.
 */
import type { Election } from "../../belenios/election.ts"
import { UrneError } from "../../core/error.ts"
import type { Finding } from "../../core/finding.ts"
import { instantText } from "../../core/instant.ts"
import { namesOf } from "../../notes/key.ts"
import type { AuditedBallots } from "../../workers/audit-ballots.ts"
import type { Pool } from "../../workers/pool.ts"
import { ballotsPerBlock, credentialsPerBlock } from "../archive/blocks.ts"
import { type ArchiveFacts, eventPlace } from "../archive/chain.ts"
import type { CredentialList } from "../archive/credential-list.ts"
import { credentialBlocks, type OpenedSetup } from "../archive/setup.ts"
import { type BallotsSent, beginBallots } from "../ballots/ballots.ts"
import type { OpenReport } from "../open-report.ts"
import type { Tools } from "../tools.ts"
import { beginMergedBallots, drawnNumbers, mergedCredentials, type Merging, sizeOfBlocks } from "./merge.ts"
import { fingerprintKey, requireWhole } from "./parts.ts"
import { compareAudit, type Reliance, type Relied } from "./relied.ts"

/** The checks of ballots and credentials that are under way, and how much of them somebody else did. */
export interface Work {
  /** Yields what is wrong with the points of credentials, some at a time. */
  readonly points: AsyncIterable<readonly Finding[]>
  /** Yields the ballots in the order of the archive. */
  readonly ballots: AsyncIterable<AuditedBallots>
  /** How many of each this machine does not check. */
  readonly relied: { readonly credentials: number; readonly ballots: number }
  /** Whose word is taken for the rest. */
  readonly reliance?: Reliance
  /** How many are also checked with the slow arithmetic. */
  readonly selfChecked?: { readonly ballots: number; readonly credentials: number }
  readonly stop: () => Promise<void>
}

/** The archive that is checked, and what was read of it. */
interface Subject {
  readonly archive: ArchiveFacts
  readonly election: Election
  readonly credentials: CredentialList
  /** Reads the bytes of the archive once more. */
  readonly stream: () => AsyncIterable<Uint8Array>
}

/**
 * Sets the threads to work. Without a readable election and list of credentials there is little to do.
 *
 * @throws UrneError if what was checked elsewhere does not belong to this archive
 */
export async function startWork(
  stream: () => AsyncIterable<Uint8Array>,
  archive: ArchiveFacts,
  { election: { value: election }, credentials: { value: credentials } }: OpenedSetup,
  tools: Tools,
  report: OpenReport,
): Promise<Work> {
  const { random, relied } = tools
  if (election === undefined || credentials === undefined) {
    // The ballots of an election have proofs even where the list of credentials cannot be read.
    const sent = { election, weights: () => undefined, ...drawnKey(archive, random) }
    const { outputs, stop } = await beginBallots(stream(), sent, tools.pool)
    return { points: none(), ballots: outputs, relied: { credentials: 0, ballots: 0 }, stop }
  }
  const subject = { archive, election, credentials, stream }
  if (relied?.kind === "parts") return beginMerged(subject, relied, tools)
  const audited = relied && compareAudit(relied.audit, election.uuid, archive, report)
  const work = await beginHere(subject, audited, tools)
  if (relied === undefined || audited === undefined) return work
  const { signer, audit } = relied.audit
  return { ...work, reliance: { kind: "audit", by: signer.name, at: instantText(audit.at), ballots: audited } }
}

/** @param audited - ballots that an audit answers for, and the credentials with them */
async function beginHere(
  { archive, election, credentials, stream }: Subject,
  audited: number | undefined,
  { pool, random, selfCheck }: Tools,
): Promise<Work> {
  const compared =
    selfCheck === undefined
      ? undefined
      : {
          ballots: drawnNumbers(archive.ballots, selfCheck, random, "ballots"),
          credentials: drawnNumbers(credentials.size, selfCheck, random, "credentials"),
        }
  const sent = {
    ...ballotsForThreads(archive, election, credentials),
    ...drawnKey(archive, random),
    trusted: audited ?? 0,
    ...(compared && { compared: new Set([...compared.ballots].map((number) => number + 1)) }),
  }
  const { outputs, stop } = await beginBallots(stream(), sent, pool)
  async function* points(): AsyncGenerator<readonly Finding[], void, undefined> {
    if (compared !== undefined) await compareSome([...compared.credentials], credentials, election, pool)
    if (audited !== undefined) return
    const seed = () => random(32, "verify.credentials")
    yield* pool.run("checkCredentials", credentialBlocks(election, credentials, seed))
  }
  const relied = { credentials: audited === undefined ? 0 : credentials.size, ballots: audited ?? 0 }
  const work = { points: points(), ballots: outputs, relied, stop }
  if (compared === undefined) return work
  return { ...work, selfChecked: { ballots: compared.ballots.size, credentials: compared.credentials.size } }
}

/** @throws UrneError `engines-disagree` */
async function compareSome(
  ranks: readonly number[],
  { points }: CredentialList,
  { body: election }: Election,
  pool: Pool,
): Promise<void> {
  const inputs = ranks.map((rank) => ({ election, points: points(rank, rank + 1) }))
  let index = 0
  for await (const agreed of pool.run("compareCredentials", inputs)) {
    const entry = (ranks[index++] ?? 0) + 1
    if (!agreed) throw new UrneError("engines-disagree", { at: `${eventPlace(0)} credentials[${entry - 1}]` })
  }
}

async function beginMerged(
  { archive, election, credentials, stream }: Subject,
  { parts, sample, software }: Extract<Relied, { kind: "parts" }>,
  { pool, random }: Tools,
): Promise<Work> {
  const { head } = archive
  const sizes = { ballots: archive.ballots, credentials: credentials.size }
  requireWhole(parts, { software, archive: { uuid: election.uuid, height: head.height, hash: head.hash }, ...sizes })
  const again = {
    ballots: drawnNumbers(Math.ceil(sizes.ballots / ballotsPerBlock), sample, random, "ballots"),
    credentials: drawnNumbers(Math.ceil(sizes.credentials / credentialsPerBlock), sample, random, "credentials"),
  }
  const merging: Merging = { parts, again, election, credentials, pool }
  const sent = { ...ballotsForThreads(archive, election, credentials), key: fingerprintKey(head) }
  const { outputs, stop } = await beginMergedBallots(stream(), sent, merging)
  const [ballotsAgain, credentialsAgain] = [
    sizeOfBlocks(again.ballots, ballotsPerBlock, sizes.ballots),
    sizeOfBlocks(again.credentials, credentialsPerBlock, sizes.credentials),
  ]
  const by = namesOf(parts.map(({ signer }) => signer))
  const reliance = { kind: "parts", by, parts: parts.length, ballotsAgain, credentialsAgain } as const
  const relied = { credentials: sizes.credentials - credentialsAgain, ballots: sizes.ballots - ballotsAgain }
  const points = mergedCredentials(merging, () => random(32, "verify.credentials"))
  return { points, ballots: outputs, relied, reliance, stop }
}

/**
 * Tells the threads what they need to know about the ballots of an archive. Where there is no tally, no sum is needed.
 */
export function ballotsForThreads(
  { voters, tally, ballots, head, kept }: ArchiveFacts,
  election: Election,
  credentials: CredentialList,
): Omit<BallotsSent, "key"> {
  const weights = tally === undefined ? () => undefined : voters.weights(credentials)
  return { election, weights, present: ballots, head: head.hash, kept: kept.all() }
}

function drawnKey({ ballots, head }: ArchiveFacts, random: Tools["random"]) {
  return { present: ballots, head: head.hash, key: random(32, "verify.fingerprint") }
}

async function* none(): AsyncGenerator<never, void, undefined> {
  // There is nothing to give.
}
