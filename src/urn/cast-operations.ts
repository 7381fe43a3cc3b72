/**
 * Handles one voter's ballot, from the code to the receipt: at the booth of the terminal, or made elsewhere from the
 * archive.
 */
import { requireCertified } from "../authority/urn-key-queries.ts"
import { streamArchive } from "../belenios/archive-items.ts"
import { type Choice, choiceFindings } from "../belenios/choice.ts"
import type { VotingKey } from "../belenios/credential.ts"
import { type Election, parseElection } from "../belenios/election.ts"
import { encryptBallot } from "../belenios/encryption.ts"
import { UrneError } from "../core/error.ts"
import { type Finding, finding } from "../core/finding.ts"
import type { Random, World } from "../core/world.ts"
import { credentialOf } from "../credentials/code.ts"
import { currentPhase } from "../journal/operations.ts"
import type { SigningKey } from "../notes/key.ts"
import { checkBallots } from "../workers/check-ballots.ts"
import { sealedElection, type UrnFile } from "./archive-queries.ts"
import { boothChannel } from "./channel-queries.ts"
import { admitBallots } from "./intake/admit-operations.ts"
import { submitted } from "./intake/ballot.ts"
import { checkedOrRefused } from "./intake/check-queries.ts"
import { credentialObjection, voteObjection } from "./intake/objection-queries.ts"
import { lastBallot, provedUrn } from "./ledger-queries.ts"
import { type BallotReceipt, receiptOf } from "./receipt-queries.ts"

/** A voter at the booth, whose code opens a ballot. */
export interface VotingSession {
  /** In milliseconds. A session that began before the hour of closing may end in the grace. */
  readonly began: number
  readonly credential: VotingKey
  readonly election: Election
}

/** Stands for the place of a ballot that comes from no file. */
const here = "ballot"

/** Requires that voting is possible now, before anybody types a code. @throws UrneError `wrong-phase` */
export function requireOpen({ journal }: Pick<UrnFile, "journal">, now: number): void {
  const phase = currentPhase(journal, now)
  if (phase !== "open") throw new UrneError("wrong-phase", { phase, wanted: ["open"], voting: true })
}

/**
 * Begins a vote at the booth of this terminal. Whoever may not vote is told so before any question is asked.
 *
 * @throws UrneError `wrong-phase`, `not-a-code`, `ballot-refused`, `election-file-altered`, `entry-altered`
 */
export function beginVote(file: UrnFile, typedCode: string, now: number): VotingSession {
  requireOpen(file, now)
  const election = sealedElection(file)
  const credential = credentialOf(election, typedCode)
  const voter = { at: here, credential: credential.publicCredential }
  const objection = file.store.read(
    () => credentialObjection(file, voter) ?? voteObjection(file, provedUrn(file), voter, boothChannel),
  )
  if (objection !== undefined) throw refusedBallot(file, objection, credential)
  return { began: now, credential, election }
}

/** Tells whoever has the code which ballot was cast with it, since after a power cut the voter may not know. */
function refusedBallot(file: UrnFile, finding: Finding, { publicCredential }: VotingKey): UrneError {
  const before = file.store.read(() => lastBallot(file, publicCredential))
  return new UrneError("ballot-refused", { finding, ...(before === undefined ? {} : { tracker: before.tracker }) })
}

/**
 * Encrypts the voter's choices in memory, casts the ballot and signs its receipt.
 *
 * @param urnKey - must be the one that the authority certified: another would sign receipts that nobody can confirm
 * @throws UrneError `faulty-artefact` for choices that the questions do not allow, `ballot-refused`, `vote-over`,
 * `wrong-phase`, `another-urn-key`, `election-file-altered`, `entry-altered`
 */
export function castVote(
  file: UrnFile,
  session: VotingSession,
  choices: readonly Choice[],
  urnKey: SigningKey,
  world: World,
): BallotReceipt {
  const { election, credential, began } = session
  const body = makeBallot(world.random, election, credential, choices)
  const submission = submitted({ at: here, body })
  // Everything that enters the urn is checked, our own ballots too.
  const [check] = checkBallots({ election: election.body, ballots: [submission] })
  const ballot = check === undefined ? undefined : checkedOrRefused(submission, check)
  if (ballot?.state !== "checked") throw new Error("a ballot made here is not valid")
  // The urn takes no ballot that it could not acknowledge with a key that counts.
  const [outcome] = file.store.write(() => {
    requireCertified(file, urnKey)
    return admitBallots(file, [ballot], boothChannel, world.now(), { began, urnKey })
  })
  if (outcome?.state === "refused") throw refusedBallot(file, outcome.findings[0] as Finding, credential)
  const receipt = receiptOf(file, ballot.tracker, urnKey)
  if (receipt === undefined) throw new Error("an accepted ballot is not in the urn")
  return receipt
}

/**
 * Makes the bytes of a ballot for these choices.
 *
 * @throws UrneError `faulty-artefact`
 */
export function makeBallot(
  random: Random,
  election: Election,
  credential: VotingKey,
  choices: readonly Choice[],
): Uint8Array {
  const findings = choiceFindings(election.questions, choices, "--choice")
  if (findings.length > 0) throw new UrneError("faulty-artefact", { path: "--choice", findings })
  return encryptBallot(random, election, credential, choices)
}

/**
 * Reads the election of an archive, and returns it with a function that says whether a credential is in its list.
 *
 * @throws UrneError `not-an-archive`, `faulty-artefact`
 */
export async function readArchivedElection(path: string, world: World): Promise<ArchivedElection> {
  for await (const item of streamArchive(world.files.stream(path))) {
    if ("code" in item) {
      // A file that does not begin like an archive never was one.
      if (item.code === "ARCHIVE_HEADER") throw new UrneError("not-an-archive", { path })
      throw new UrneError("faulty-artefact", { path, findings: [item] })
    }
    if (item.type !== "Setup") continue
    const { value: election, findings } = parseElection(item.election, path)
    if (election === undefined) throw new UrneError("faulty-artefact", { path, findings })
    // Keys have one form in the list, whatever weights stand beside them, so the whole list need not be decoded to find
    // one.
    const list = Buffer.from(item.credentials)
    return { path, election, isListed: (key) => list.includes(`"${key}"`) || list.includes(`"${key},`) }
  }
  throw new UrneError("faulty-artefact", { path, findings: [finding("ARCHIVE_EMPTY", path, {})] })
}

export interface ArchivedElection {
  readonly path: string
  readonly election: Election
  readonly isListed: (key: string) => boolean
}

/**
 * Makes a ballot for an election of which only the archive is known.
 *
 * @throws UrneError `not-a-code`, `code-of-other-archive`, `faulty-artefact`
 */
export function makeArchivedBallot(
  { path, election, isListed }: ArchivedElection,
  typedCode: string,
  choices: readonly Choice[],
  random: Random,
): Uint8Array {
  const credential = credentialOf(election, typedCode)
  if (!isListed(credential.publicCredential)) throw new UrneError("code-of-other-archive", { path })
  return makeBallot(random, election, credential, choices)
}
