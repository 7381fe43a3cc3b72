import { type Election, parseElection } from "../../belenios/election.ts"
import { checked, type Checked, faulty } from "../../belenios/message.ts"
import { parsePublicCredentials } from "../../belenios/public-credentials.ts"
import { electionKeyFindings, parseTrustees, type TrusteeItem } from "../../belenios/trustees.ts"
import type { Finding } from "../../core/finding.ts"
import type { Range } from "../../notes/audit.ts"
import type { CredentialChunk } from "../../workers/check-credentials.ts"
import type { OpenReport } from "../open-report.ts"
import { blocksOf, credentialsPerBlock } from "./blocks.ts"
import { type ArchiveFacts, eventPlace } from "./chain.ts"
import { type CredentialList, credentialList } from "./credential-list.ts"

/** The setup of an archive. */
export interface Setup {
  readonly election: Election
  /** `undefined` if something is wrong with them. */
  readonly trustees: readonly TrusteeItem[] | undefined
  readonly credentials: CredentialList
}

/** The election and the credentials of an archive, which its ballots need. No proof has been checked. */
export interface OpenedSetup {
  readonly election: Checked<Election>
  readonly credentials: Checked<CredentialList>
}

export function openSetup({ setup }: ArchiveFacts): OpenedSetup {
  const at = eventPlace(0)
  const { value: list, findings } = parsePublicCredentials(setup.credentials, at)
  return {
    election: parseElection(setup.election, at),
    credentials: list === undefined ? faulty(...findings) : checked(credentialList(list), []),
  }
}

/** The check of the points of all credentials, which is under way. */
export interface PointWork {
  /** Yields what is wrong with them, a block at a time. */
  readonly points: AsyncIterable<readonly Finding[]>
  /** How many credentials somebody else checked. */
  readonly relied: { readonly credentials: number }
}

/**
 * Yields the points of credentials for the threads, all of them if no ranges are given. In large blocks each takes less
 * time.
 */
export function* credentialBlocks(
  { body: election }: Election,
  { size, points }: CredentialList,
  seed: () => Uint8Array,
  ranges: Iterable<Range> = blocksOf({ from: 1, to: size }, credentialsPerBlock),
): Generator<CredentialChunk, void, undefined> {
  for (const { from, to } of ranges) {
    yield { election, points: points(from - 1, to), first: from, at: eventPlace(0), seed: seed() }
  }
}

/**
 * Checks the election, its trustees with everything that they prove, and its credentials with their points. It returns
 * what could be read even if proofs are wrong, and `undefined` if a part cannot be read.
 */
export async function readSetup(
  { setup }: ArchiveFacts,
  opened: OpenedSetup,
  { points, relied }: PointWork,
  report: OpenReport,
): Promise<Setup | undefined> {
  const at = eventPlace(0)
  const { value: election, findings: ofElection } = opened.election
  report.add(ofElection)
  report.done("E1", 1)
  if (election === undefined) return undefined
  const { value: trustees, findings: ofTrustees } = parseTrustees(setup.trustees, at)
  report.add(ofTrustees)
  if (trustees !== undefined) {
    report.add(electionKeyFindings(election.publicKey, trustees, at))
    report.done(
      "E2",
      trustees.reduce((sum, item) => sum + (item.kind === "Single" ? 1 : item.keys.length), 0),
    )
  }
  const { value: credentials, findings: ofList } = opened.credentials
  report.add(ofList)
  if (credentials === undefined) return undefined
  let seen = 0
  for await (const findings of points) {
    seen = Math.min(seen + credentialsPerBlock, credentials.size)
    report.add(findings)
  }
  report.done("E3", credentials.size, Math.max(0, seen - relied.credentials), relied.credentials)
  return { election, trustees, credentials }
}
