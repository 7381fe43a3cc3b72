/** Reads the end of the archive, and proves it against what the journal records. The tables beside it are not asked. */
import { bindingFindings, parseBinding, parsePartialDecryption } from "../belenios/decryption.ts"
import { ownedBody } from "../belenios/payload.ts"
import { parseEncryptedTally } from "../belenios/tally.ts"
import { parseTrustees, publicKeysOf } from "../belenios/trustees.ts"
import { equalBytes, utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { TallyComputed, TallyResult } from "../journal/event.ts"
import { type ArchiveFile, sealedElection, setupBody } from "../urn/archive-queries.ts"

/** A holder's share as it was kept when it arrived. */
export interface KeptShare {
  readonly owner: number
  /** The partial decryption. */
  readonly body: string
  /** Our proof, which is published beside the archive. */
  readonly proof: string
}

/**
 * Returns the bytes of the archive's result. @throws UrneError `election-file-altered` unless they match the journal's
 * entry
 */
export function archivedResult(file: ArchiveFile, { height, head, result }: TallyResult): Uint8Array {
  const event = file.urn.eventAt(height)
  const body = file.urn.record((event?.number ?? 0) - 1)?.body
  if (event === undefined || body === undefined || sha256Hex(event.body) !== head || sha256Hex(body) !== result) {
    throw altered("archive", `archive#${height}`)
  }
  return body
}

/**
 * Lists the shares in the archive between tally and result, each with the proof that is published beside it.
 *
 * @param kept - those that went into the archive
 * @throws UrneError `election-file-altered` unless they are exactly these, and the proofs of each hold
 */
export function archivedShares<Share extends KeptShare>(
  file: ArchiveFile,
  kept: readonly Share[],
  { tallied, result }: { readonly tallied: TallyComputed; readonly result: TallyResult },
): readonly Share[] {
  const election = sealedElection(file)
  const tallyRecord = (file.urn.eventAt(tallied.height)?.number ?? 0) - 2
  const { value: tally } = parseEncryptedTally(
    election.questions,
    file.urn.record(tallyRecord)?.body ?? new Uint8Array(),
    "tally",
  )
  const { value: items } = parseTrustees(setupBody(file, "trustees"), "trustees")
  if (tally === undefined || items === undefined) throw altered("archive", `archive#${tallied.height}`)
  const keys = publicKeysOf(items)
  const shares: Share[] = []
  for (let height = tallied.height + 1; height < result.height; height++) {
    const { number = 0 } = file.urn.eventAt(height) ?? {}
    const owned = file.urn.record(number - 1)?.body ?? new Uint8Array()
    const share = kept.find(({ owner, body }) => {
      return equalBytes(owned, ownedBody({ owner, payload: sha256Hex(body) }))
    })
    const at = `archive#${height}`
    const key = keys[(share?.owner ?? 0) - 1]?.publicKey
    if (share === undefined || key === undefined) throw altered("shares", at)
    const { value: decryption } = parsePartialDecryption(election.questions, utf8(share.body), at)
    const { value: binding } = parseBinding(election.questions, utf8(share.proof), at)
    const proves =
      decryption !== undefined &&
      binding !== undefined &&
      bindingFindings(election.fingerprint, share.owner, key, tally, decryption, binding, at).length === 0
    if (!proves) throw altered("shares", at)
    shares.push(share)
  }
  if (shares.length !== kept.length) throw altered("shares", `archive#${result.height}`)
  return shares
}

function altered(part: "archive" | "shares", at: string): UrneError {
  return new UrneError("election-file-altered", { part, at })
}
