import type { Share } from "../belenios/combination.ts"
import { bindingFindings, decryptionFindings, parseBinding, parsePartialDecryption } from "../belenios/decryption.ts"
import type { Election } from "../belenios/election.ts"
import { type OpenedTally, parseEncryptedTally } from "../belenios/tally.ts"
import { parseTrustees, publicKeysOf, type TrusteeItem } from "../belenios/trustees.ts"
import { utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { Finding } from "../core/finding.ts"
import { sha256Hex } from "../core/hash.ts"
import { append, lastEntry, requirePhase } from "../journal/operations.ts"
import type { Trustee } from "../trustees/table.ts"
import { sealedElection, setupBody } from "../urn/archive-queries.ts"
import { requireTally, type TallyFile } from "./computed-queries.ts"
import { standingShares } from "./standing-queries.ts"
import type { StoredShare } from "./table.ts"

/** What became of a holder's share. */
export interface ShareOutcome {
  readonly holder: string
  /** `present` means that a share with the same factors was already there. */
  readonly state: "received" | "present" | "refused"
  readonly findings: readonly Finding[]
}

/** The tally as the archive holds it, with what opens it. */
export interface TallyToOpen {
  readonly election: Election
  readonly items: readonly TrusteeItem[]
  readonly tally: OpenedTally
  readonly weight: bigint
}

/** @throws UrneError `tally-absent`, `election-file-altered` unless the archive holds what the journal records of it */
export function tallyToOpen(file: TallyFile): TallyToOpen {
  const { height, weight, tally: hash } = requireTally(file)
  const election = sealedElection(file)
  // The event is the last of its three records, after the encrypted tally and its size.
  const event = file.urn.eventAt(height)?.number ?? 0
  const body = file.urn.record(event - 2)?.body ?? new Uint8Array()
  const setup = setupBody(file, "trustees")
  const { value: tally } = parseEncryptedTally(election.questions, body, "tally")
  const { value: items } = parseTrustees(setup, "trustees")
  const established = lastEntry(file.journal, "trustees.established")?.event.trustees
  const isIntact = sha256Hex(body) === hash && `sha256:${sha256Hex(setup)}` === established
  if (!isIntact || tally === undefined || items === undefined) {
    throw new UrneError("election-file-altered", { part: "archive", at: `archive#${height}` })
  }
  return { election, items, tally, weight }
}

/**
 * Refuses by name the shares whose proofs do not hold. They were checked when they were received, but whoever can write
 * to the file could have put one there, and a factor that is off by one vote gives a result like any other.
 *
 * @returns the shares that are left
 */
export function soundShares(file: TallyFile, now: number): readonly StoredShare[] {
  const { store, journal, tally } = file
  const opened = tallyToOpen(file)
  const standing = standingShares(file)
  const wrong = standing.filter((share) => shareFindings(opened, share.owner, share).length > 0)
  if (wrong.length === 0) return standing
  store.write(() => {
    requirePhase(journal, now, "unsealed")
    for (const { owner, sha256 } of wrong) {
      if (!tally.refuse(owner, "SHARE_WRONG")) throw new UrneError("busy", { path: store.path })
      append(journal, now, { type: "tally.share-refused", owner, share: `sha256:${sha256}` })
    }
  })
  return standing.filter((share) => !wrong.includes(share))
}

/**
 * Receives one share, outside the archive, and checks both proofs: that of the specification and ours. A share that
 * fails is kept as refused, and the journal records it with the sender's number.
 *
 * @throws UrneError `wrong-phase`, `share-given` where a share with other factors was received earlier
 */
export function receiveShare(
  file: TallyFile,
  { owner, holder }: Trustee,
  { share, proof }: { readonly share: string; readonly proof: string },
  now: number,
): ShareOutcome {
  const { store, journal, tally } = file
  const opened = tallyToOpen(file)
  const findings = shareFindings(opened, owner, { body: share, proof })
  const sha256 = sha256Hex(share)
  soundShares(file, now)
  return store.write(() => {
    const standing = standingShares(file).find((each) => each.owner === owner)
    if (findings.length === 0 && standing !== undefined) {
      if (factorsOf(opened, standing) === factorsOf(opened, { body: share }))
        return { holder, state: "present", findings }
      throw new UrneError("share-given", { holder })
    }
    requirePhase(journal, now, "unsealed")
    const [fault] = findings
    const known = fault !== undefined && tally.shares().some((each) => each.owner === owner && each.sha256 === sha256)
    if (!known) {
      const state = fault === undefined ? "received" : "refused"
      tally.insert({ owner, sha256, body: share, proof, state, fault: fault?.code ?? null })
      append(journal, now, { type: `tally.share-${state}`, owner, share: `sha256:${sha256}` })
    }
    return { holder, state: fault === undefined ? "received" : "refused", findings }
  })
}

function shareFindings(
  { election, items, tally }: TallyToOpen,
  owner: number,
  { body, proof }: Pick<StoredShare, "body" | "proof">,
): readonly Finding[] {
  const { questions, fingerprint } = election
  const at = `share:${owner}`
  const key = publicKeysOf(items)[owner - 1]?.publicKey
  const share = parsePartialDecryption(questions, utf8(body), at)
  const binding = parseBinding(questions, utf8(proof), at)
  if (key === undefined || share.value === undefined || binding.value === undefined) {
    return [...share.findings, ...binding.findings]
  }
  return [
    ...decryptionFindings(fingerprint, owner, key, tally, share.value, at),
    ...bindingFindings(fingerprint, owner, key, tally, share.value, binding.value, at),
  ]
}

/** Writes the factors of a checked share as one text. Proofs differ each time; factors do not. */
function factorsOf({ election }: TallyToOpen, { body }: Pick<StoredShare, "body">): string {
  return JSON.stringify(readShare(election, 0, body).factors.map((row) => row.map((factor) => factor.toHex())))
}

/** Reads a share that was checked when it was received. */
export function readShare({ questions }: Election, owner: number, body: string): Share {
  const { value } = parsePartialDecryption(questions, utf8(body), `share:${owner}`)
  if (value === undefined) throw new Error("a share that was checked cannot be read")
  return { owner, factors: value.factors }
}
