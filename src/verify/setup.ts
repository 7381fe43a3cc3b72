import { type Election, parseElection } from "../belenios/election.ts"
import { parsePublicCredentials, type PublicCredential } from "../belenios/public-credentials.ts"
import { electionKeyFindings, parseTrustees, type TrusteeItem } from "../belenios/trustees.ts"
import { type Finding } from "../core/finding.ts"
import { type Pool } from "../workers/pool.ts"
import { type ArchiveFacts, eventPlace } from "./archive.ts"
import { done, type Remark } from "./checks.ts"
import { type CredentialList, credentialList } from "./credential-list.ts"

/** The setup of an archive. */
export interface Setup {
  readonly election: Election
  /** `undefined` if something is wrong with them. */
  readonly trustees: readonly TrusteeItem[] | undefined
  readonly credentials: CredentialList
}

/** Points are checked in parts, which may run on several threads. */
const partLength = 250

/**
 * Reads the election, its trustees with everything that they prove, and its credentials with their points. What could be
 * read of it comes back even if proofs are wrong; `undefined` if a part cannot be read.
 */
export async function* readSetup(
  { setup }: ArchiveFacts,
  pool: Pool,
): AsyncGenerator<Remark, Setup | undefined, undefined> {
  const at = eventPlace(0)
  const { value: election, findings: ofElection } = parseElection(setup.election, at)
  yield* ofElection
  yield done("E1", 1)
  if (election === undefined) return undefined
  const { value: trustees, findings: ofTrustees } = parseTrustees(setup.trustees, at)
  yield* ofTrustees
  if (trustees !== undefined) {
    yield* electionKeyFindings(election.publicKey, trustees, at)
    yield done(
      "E2",
      trustees.reduce((sum, item) => sum + (item.kind === "Single" ? 1 : item.keys.length), 0),
    )
  }
  const { value: list, findings: ofList } = parsePublicCredentials(setup.credentials, at)
  yield* ofList
  if (list === undefined) return undefined
  const checked = yield* checkPoints(election, list, at, pool)
  yield done("E3", list.length, checked)
  return { election, trustees, credentials: credentialList(list) }
}

async function* checkPoints(
  { body: election }: Election,
  list: readonly PublicCredential[],
  at: string,
  pool: Pool,
): AsyncGenerator<Finding, number, undefined> {
  let checked = 0
  for await (const findings of pool.run("checkCredentials", parts(list, election, at))) {
    checked = Math.min(checked + partLength, list.length)
    yield* findings
  }
  return checked
}

function* parts(list: readonly PublicCredential[], election: Uint8Array, at: string) {
  for (let from = 0; from < list.length; from += partLength) {
    yield { election, credentials: list.slice(from, from + partLength), first: from + 1, at }
  }
}
