import { streamArchive } from "../belenios/archive-items.ts"
import { type Election } from "../belenios/election.ts"
import { type OpenedTally, parseEncryptedTally, tallyFindings } from "../belenios/tally.ts"
import { utf8Text } from "../core/bytes.ts"
import { finding } from "../core/finding.ts"
import { ballotChunks } from "../workers/chunks.ts"
import { type Pool } from "../workers/pool.ts"
import { type CountedBallot, type PartialSum, sumMaker } from "../workers/sum-ballots.ts"
import { type ArchiveFacts, eventPlace } from "./archive.ts"
import { done, type Remark } from "./checks.ts"
import { type CredentialList } from "./credential-list.ts"

/**
 * Adds up the last ballot of each credential once more, and compares the sum with the encrypted tally. What the tally
 * holds is returned for the shares to be checked against; `undefined` if it cannot be read.
 *
 * @param canSum - false where some ballot cannot be counted, so that no sum says anything
 */
export async function* checkTally(
  archive: () => AsyncIterable<Uint8Array>,
  { tally }: ArchiveFacts,
  { election, credentials }: { readonly election: Election; readonly credentials: CredentialList },
  pool: Pool,
  canSum: boolean,
): AsyncGenerator<Remark, OpenedTally | undefined, undefined> {
  if (tally === undefined) {
    yield done("E7", 0)
    return undefined
  }
  const at = eventPlace(tally.height)
  const { value: stated, findings } = parseEncryptedTally(election.questions, tally.encryptedTally, at)
  yield* findings
  if (!canSum || stated === undefined) {
    yield done("E7", 1, 0)
    return stated
  }
  const made = await sumOf(archive(), election, credentials, pool)
  yield* tallyFindings(made.sum, stated, at)
  if (tally.numTallied !== made.ballots) {
    yield finding("TALLY_COUNT", at, { counted: made.ballots, stated: tally.numTallied })
  }
  if (tally.totalWeight !== made.weight) {
    yield finding("TALLY_WEIGHT", at, { counted: String(made.weight), stated: String(tally.totalWeight) })
  }
  yield done("E7", 1)
  return stated
}

async function sumOf(
  archive: AsyncIterable<Uint8Array>,
  election: Election,
  credentials: CredentialList,
  pool: Pool,
): Promise<PartialSum> {
  const sum = sumMaker(election)
  const chunks = ballotChunks(election.body, countedBallots(archive, credentials))
  for await (const part of pool.run("sumBallots", chunks)) sum.add(part)
  return sum.result()
}

async function* countedBallots(
  archive: AsyncIterable<Uint8Array>,
  credentials: CredentialList,
): AsyncGenerator<CountedBallot, void, undefined> {
  for await (const item of streamArchive(archive)) {
    if ("code" in item || item.type !== "Ballot") continue
    const rank = credentials.rankOf(credentialOf(item.ballot))
    if (rank === undefined || credentials.lastBallot(rank) !== item.height) continue
    yield { body: item.ballot.slice(), weight: credentials.weightOf(rank) }
  }
}

/** Of a ballot whose form was checked: its fields stand in their order, the credential third. */
function credentialOf(body: Uint8Array): string {
  return /"credential":"([0-9a-f]{64})"/.exec(utf8Text(body) ?? "")?.[1] ?? ""
}
