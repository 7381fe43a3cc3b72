import { type Field, members, MessageFault, readText } from "../../belenios/field.ts"
import { isPossessed } from "../../belenios/possession.ts"
import { type Proof, proof } from "../../belenios/proof.ts"
import { publicKeysOf, type TrusteeItem } from "../../belenios/trustees.ts"
import { sha256Hex } from "../../core/hash.ts"
import type { Vouching } from "../acts/holder-notes.ts"
import type { ReadJournal } from "../journal/journal.ts"
import type { OpenReport } from "../open-report.ts"
import type { ArchiveFacts } from "./chain.ts"

/** Reads the proof out of an answer, whose other members were read with the note. */
function proofIn(answer: Field): Proof {
  return proof(members(answer, ["proof", "size", "step", "trustees"]).proof)
}

/**
 * Checks that each holder who vouches for the trustees proves knowledge of the secret of its public key, over this election
 * and the journal of the size that the note names. The public keys are those of the archive, so there is nothing to hold a
 * proof against before the seal.
 *
 * @param trustees - those of the setup; `undefined` where they have findings of their own
 */
export function checkPossession(
  vouchings: readonly Vouching[],
  { history, rootsAt }: Pick<ReadJournal, "history" | "rootsAt">,
  { setup }: ArchiveFacts,
  trustees: readonly TrusteeItem[] | undefined,
  report: OpenReport,
): void {
  // Other trustees than those of the journal have a finding of their own, and nobody vouched for them.
  const isTheirs = history.trustees?.trustees === `sha256:${sha256Hex(setup.trustees)}`
  if (trustees === undefined || !isTheirs) return
  const keys = publicKeysOf(trustees)
  for (const { path, owner, holder, size, answer } of vouchings) {
    const key = keys[owner - 1]
    const root = rootsAt.get(size)
    const proven = readText(answer, proofIn)
    const isProven =
      key !== undefined &&
      root !== undefined &&
      !(proven instanceof MessageFault) &&
      isPossessed(history.created?.uuid ?? "", `${size} ${root}`, key.publicKey, proven)
    if (!isProven) report.fail("HOLDER_POSSESSION", path, { holder })
  }
  report.done("E11", vouchings.length)
}
