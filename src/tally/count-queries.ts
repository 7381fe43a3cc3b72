/** Finds who voted from the archive alone: its chain is followed from the first byte, and no table is asked. */
import type { Election } from "../belenios/election.ts"
import { parseTrustees, type TrusteeItem } from "../belenios/trustees.ts"
import { UrneError } from "../core/error.ts"
import { finding, type Finding } from "../core/finding.ts"
import { inBlocks } from "../record/bundle-file.ts"
import { archiveBytes, type ArchiveEnd, type ArchiveFile } from "../urn/archive-queries.ts"
import { type ArchiveFacts, eventPlace, readArchiveFacts } from "../verify/archive/chain.ts"
import { openSetup } from "../verify/archive/setup.ts"
import { openReport } from "../verify/open-report.ts"

/** An archive whose ballots were counted. Their content was not checked. */
export interface CountedArchive {
  readonly facts: ArchiveFacts
  readonly election: Election
  readonly trustees: readonly TrusteeItem[]
  /**
   * Returns the weight with which the ballot at a height counts, or `undefined` where a later one of the same
   * credential replaced it.
   */
  readonly weightAt: (height: number) => bigint | undefined
  /** How many credentials voted, and the sum of their weights. */
  readonly voters: number
  readonly weight: bigint
}

/** Reads the bytes of the archive up to an event, in blocks. */
export function archiveStream(file: ArchiveFile, end: ArchiveEnd): AsyncIterable<Uint8Array> {
  return inBlocks(archiveBytes(file, end))
}

/**
 * Follows the archive up to an event that the journal names, which stands for everything before it, and counts the last
 * ballot of each credential, as `verify` does.
 *
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
export async function countArchive(
  file: ArchiveFile,
  end: { readonly height: number; readonly head: string },
): Promise<CountedArchive> {
  const report = openReport()
  const context = { claims: [], more: [{ at: eventPlace(end.height), ...end }], trackers: new Set<string>() }
  const facts = await readArchiveFacts(archiveStream(file, end), context, report)
  const findings = [...report.outcomes.findings]
  if (facts === undefined) throw altered(findings)
  if (facts.head.height !== end.height) {
    findings.push(
      finding("ARCHIVE_HEIGHT", eventPlace(facts.head.height), { height: facts.head.height, expected: end.height }),
    )
  }
  const { election, credentials } = openSetup(facts)
  const trustees = parseTrustees(facts.setup.trustees, eventPlace(0))
  findings.push(...election.findings, ...credentials.findings, ...trustees.findings)
  const [of, list, items] = [election.value, credentials.value, trustees.value]
  if (findings.length > 0 || of === undefined || list === undefined || items === undefined) throw altered(findings)
  const [stranger] = facts.voters.strangers(list)
  if (stranger !== undefined) {
    throw altered([finding("BALLOT_CREDENTIAL", eventPlace(stranger.height), { credential: stranger.credential })])
  }
  return { facts, election: of, trustees: items, ...lastBallots(facts, facts.voters.weights(list)) }
}

function lastBallots(
  { ballots }: ArchiveFacts,
  weightAt: CountedArchive["weightAt"],
): Pick<CountedArchive, "weightAt" | "voters" | "weight"> {
  let [voters, weight] = [0, 0n]
  for (let height = 1; height <= ballots; height++) {
    const counted = weightAt(height)
    if (counted === undefined) continue
    voters++
    weight += counted
  }
  return { weightAt, voters, weight }
}

/** Turns a finding into a refusal: this program wrote the archive, and makes none of these mistakes. */
function altered([first]: readonly Finding[]): UrneError {
  return new UrneError("election-file-altered", { part: "archive", at: first && `${first.at} ${first.code}` })
}
