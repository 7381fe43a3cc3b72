import { type Election, parseElection } from "../belenios/election.ts"
import { checked, faulty, type Checked } from "../belenios/message.ts"
import { parsePublicCredentials } from "../belenios/public-credentials.ts"
import { electionKeyFindings, parseTrustees, type TrusteeItem } from "../belenios/trustees.ts"
import { type Finding } from "../core/finding.ts"
import { type ArchiveFacts, eventPlace } from "./archive.ts"
import { done, type Remark } from "./checks.ts"
import { type CredentialList, credentialList } from "./credential-list.ts"
import { type Tools } from "./examined.ts"

/** The setup of an archive. */
export interface Setup {
  readonly election: Election
  /** `undefined` if something is wrong with them. */
  readonly trustees: readonly TrusteeItem[] | undefined
  readonly credentials: CredentialList
}

/** Points are checked in parts, which may run on several threads; many at once take less time each. */
const partLength = 4096

/** The election and the credentials of an archive: what its ballots need. No proof was looked at. */
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

/**
 * Checks the election, its trustees with everything that they prove, and its credentials with their points. What could be
 * read of it comes back even if proofs are wrong; `undefined` if a part cannot be read.
 */
export async function* readSetup(
  { setup }: ArchiveFacts,
  opened: OpenedSetup,
  tools: Tools,
): AsyncGenerator<Remark, Setup | undefined, undefined> {
  const at = eventPlace(0)
  const { value: election, findings: ofElection } = opened.election
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
  const { value: credentials, findings: ofList } = opened.credentials
  yield* ofList
  if (credentials === undefined) return undefined
  const seen = yield* checkPoints(election, credentials, at, tools)
  yield done("E3", credentials.size, seen)
  return { election, trustees, credentials }
}

async function* checkPoints(
  { body: election }: Election,
  credentials: CredentialList,
  at: string,
  { pool, random }: Tools,
): AsyncGenerator<Finding, number, undefined> {
  let seen = 0
  for await (const findings of pool.run("checkCredentials", parts(credentials, election, at, random))) {
    seen = Math.min(seen + partLength, credentials.size)
    yield* findings
  }
  return seen
}

function* parts({ size, points }: CredentialList, election: Uint8Array, at: string, random: Tools["random"]) {
  for (let from = 0; from < size; from += partLength) {
    const seed = random(32, "verify.credentials")
    yield { election, points: points(from, Math.min(from + partLength, size)), first: from + 1, at, seed }
  }
}
