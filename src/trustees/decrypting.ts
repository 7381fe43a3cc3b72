import { bindingBody, bindShare, decryptPartially, partialDecryptionBody } from "../belenios/decryption.ts"
import { encodePoint } from "../belenios/group.ts"
import type { OpenedTally } from "../belenios/tally.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { Random } from "../core/world.ts"
import type { Sha256 } from "../journal/event.ts"
import { type HolderTurn, requireSameHolder } from "./answering.ts"
import type { HolderFile } from "./holder-file.ts"

/**
 * What must be true of a tally before a holder uses its share. Whoever makes this has verified the archive from its
 * first byte, and has computed the tally from the ballots itself.
 */
export interface VerifiedTally {
  readonly uuid: string
  readonly rehearsal: boolean
  /** SHA-256 of the act that constituted the authority whose act unsealed the tally. */
  readonly authority: Sha256
  /** φ of the election. */
  readonly fingerprint: string
  /** The keys of all holders, as texts of points, in the order of their numbers. */
  readonly publicKeys: readonly string[]
  readonly tally: OpenedTally
  /** SHA-256 of the encrypted tally's bytes, in hexadecimal. */
  readonly hash: string
  /** How many ballots were counted. */
  readonly counted: number
  /** The tally that an act `unseal` in effect names, as in `hash`; `undefined` without such an act. */
  readonly unsealed: string | undefined
  /** With fewer ballots than this nothing is ever decrypted. */
  readonly minimumBallots: number
}

/**
 * Makes a holder's share of the decryption, and its file, which remembers the tally and is written before the share
 * leaves.
 *
 * @param path - of the holder's file, for the refusals
 * @throws UrneError `another-holder-file`, `another-authority`, `act-needed`, `holder-key-unknown`, `too-few-ballots`,
 * `another-tally-decrypted`, `step-not-due`
 */
export function decryptTally(file: HolderFile, verified: VerifiedTally, path: string, random: Random): HolderTurn {
  const { uuid, rehearsal, authority, fingerprint, hash, tally, counted, minimumBallots } = verified
  const { holder } = file
  requireSameHolder(file, { uuid, rehearsal, authority, holder })
  const { pair } = file.key
  if (pair === undefined) throw new UrneError("step-not-due", { holder, step: "decrypt" })
  if (!verified.publicKeys.includes(encodePoint(pair.publicKey))) {
    throw new UrneError("holder-key-unknown", { path, holder })
  }
  if (verified.unsealed !== hash) throw new UrneError("act-needed", { kind: "unseal" })
  if (counted < minimumBallots) throw new UrneError("too-few-ballots", { counted, minimum: minimumBallots })
  const before = file.decrypted.find((each) => each.uuid === uuid)
  // Two tallies that differ by one ballot reveal that ballot, so the second is refused whatever its acts say.
  if (before !== undefined && before.tally !== hash) {
    throw new UrneError("another-tally-decrypted", { holder, tally: `sha256:${before.tally}` })
  }
  const share = decryptPartially(random, fingerprint, pair, tally)
  const proof = bindShare(random, fingerprint, pair, tally, share)
  return {
    file: before === undefined ? { ...file, decrypted: [...file.decrypted, { uuid, tally: hash }] } : file,
    answer: { step: "decrypt", share: textOf(partialDecryptionBody(share)), proof: textOf(bindingBody(proof)) },
  }
}

function textOf(body: Uint8Array): string {
  return utf8Text(body) ?? ""
}
