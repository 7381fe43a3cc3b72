/**
 * Says why the urn would refuse a ballot that is valid by itself: its credential, its copies, and the votes that are
 * there.
 */
import { pointBytes } from "../../belenios/point-text.ts"
import { hex } from "../../core/bytes.ts"
import { type Finding, finding } from "../../core/finding.ts"
import { provedKind } from "../../credentials/proof-queries.ts"
import type { UrnFile } from "../archive-queries.ts"
import type { ProvedUrn } from "../ledger-queries.ts"
import type { Vote } from "../ledger.ts"
import type { AdmittedBallot, BallotContent, SubmittedBallot } from "./ballot.ts"

/** The part of a ballot that is looked at, and its place. */
type Placed<Part extends keyof BallotContent> = { readonly at: string } & Pick<BallotContent, Part>

/** Returns the outcome of a ballot that is already in the urn. */
export function presentBallot(
  proved: ProvedUrn,
  { at, tracker }: Pick<SubmittedBallot, "at" | "tracker">,
): AdmittedBallot | undefined {
  const stored = proved.ballot(tracker)
  return stored === undefined ? undefined : { state: "present", at, tracker, height: stored.height }
}

/**
 * Says why this credential opens no ballot, if it does not: it is not in the sealed list, or was sealed in reserve.
 *
 * @throws UrneError `election-file-altered`
 */
export function credentialObjection(file: UrnFile, { at, credential }: Placed<"credential">): Finding | undefined {
  const key = pointBytes(credential)
  switch (key && provedKind(file, key)) {
    case undefined:
      return finding("BALLOT_CREDENTIAL", at, { credential })
    case "reserve":
      return finding("BALLOT_RESERVE", at, { credential })
    case "issued":
      return undefined
  }
}

/** Says why this credential may not vote again, if it voted: votes are final, or it belongs to another channel. */
export function voteObjection(
  { election }: Pick<UrnFile, "election">,
  proved: ProvedUrn,
  ballot: Placed<"credential">,
  channel: string,
): Finding | undefined {
  const mayReplace = election.get().definition.revote === "last-counts"
  return revoteObjection(proved.vote(credentialBytes(ballot)), ballot, channel, mayReplace)
}

export function revoteObjection(
  vote: Vote | undefined,
  { at, credential }: Placed<"credential">,
  channel: string,
  mayReplace: boolean,
): Finding | undefined {
  if (vote === undefined) return undefined
  if (!mayReplace) return finding("BALLOT_REVOTE", at, { credential })
  return vote.channel === channel
    ? undefined
    : finding("BALLOT_CHANNEL", at, { credential, channel, first: vote.channel })
}

/** Says why this ballot is refused as a copy, if one of its ciphertexts is in the urn, or twice in the ballot. */
export function copyObjection(proved: ProvedUrn, { at, fingerprints }: Placed<"fingerprints">): Finding | undefined {
  const texts = fingerprints.map(hex)
  const copied = fingerprints.findIndex(
    (fingerprint, index) => texts.indexOf(texts[index] ?? "") < index || proved.hasCiphertext(fingerprint),
  )
  return copied < 0 ? undefined : finding("BALLOT_COPIED", at, { ciphertext: copied + 1 })
}

export function credentialBytes({ credential }: Pick<BallotContent, "credential">): Uint8Array {
  const bytes = pointBytes(credential)
  if (bytes === undefined) throw new TypeError("a credential's key has 64 hexadecimal digits")
  return bytes
}
