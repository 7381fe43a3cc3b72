import { memberOfKey } from "../authority/member-key.ts"
import type { KeyAccess } from "../authority/member-operations.ts"
import { isGivenUp } from "../authority/recover-queries.ts"
import { decodePoint } from "../belenios/group.ts"
import { isPossessed, provePossession } from "../belenios/possession.ts"
import { type Proof, proofJson } from "../belenios/schnorr.ts"
import { UrneError } from "../core/error.ts"
import { finding } from "../core/finding.ts"
import { sha256Hex } from "../core/hash.ts"
import { canonicalJson } from "../core/json.ts"
import type { Phase } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import type { Sha256 } from "../journal/event.ts"
import { append, lastEntry, requirePhase } from "../journal/operations.ts"
import { noteTextOf } from "../notes/holder-reply.ts"
import type { SigningKey } from "../notes/key.ts"
import { type ReceivedReply, writeRequests, type WrittenRequest } from "./exchange-operations.ts"
import { trusteesFacts } from "./facts-queries.ts"
import type { HolderFile } from "./holder-file.ts"
import { openHolderFile, trusteeWith, writeHolderFile } from "./holder-operations.ts"
import { type JournalPoint, journalPointText } from "./journal-point.ts"
import type { Request } from "./message.ts"
import { journalPoint, requestTo, requireAuthority, requireTrustees, type TrusteesFile } from "./operations.ts"
import { isAnswerSigned, outgoing, requireAnswers, signedRequestOf } from "./outgoing-operations.ts"
import { provenHolders } from "./proven-queries.ts"
import { parseSignedReply } from "./signed-reply.ts"
import { takeSignedTurn } from "./signing.ts"
import type { Trustee } from "./table.ts"

/** The phases in which a share may still be needed. */
const phases: readonly Phase[] = ["constituted", "sealed", "open", "suspended", "closed", "frozen"]

/** Which holders proved possession, and which have not since the ceremony. */
export interface CheckedPossession {
  readonly checked: readonly { readonly holder: string; readonly size: number }[]
  readonly unchecked: readonly string[]
}

/**
 * Opens the files of these holders on this machine and proves that the key in each is the one that was published. The
 * proof is bound to the journal as it stands; where the authority certified the holder's key, it is signed with that.
 * Nothing is decrypted.
 *
 * @param signers - the holders' signing keys, where their files do not keep them
 * @throws UrneError `wrong-phase`, `trustees-absent`, `wrong-passphrase`, `another-holder-file`, `holder-key-unknown`,
 * `signing-key-needed`, `signing-key-unknown`, `faulty-artefact` …
 */
export async function checkPossession(
  file: TrusteesFile,
  accesses: readonly KeyAccess[],
  world: World,
  signers: readonly SigningKey[] = [],
): Promise<CheckedPossession> {
  requirePhase(file.journal, world.now(), ...phases)
  requireTrustees(file)
  const { uuid, rehearsal } = file.election.get()
  const authority = requireAuthority(file)
  const point = journalPoint(file.journal)
  const proven: Proven[] = []
  const holders: { readonly access: KeyAccess; readonly opened: HolderFile }[] = []
  for (const access of accesses) {
    const opened = await openHolderFile(access, world)
    const trustee = trusteeWith(opened, access.path, { uuid, rehearsal, authority }, provenHolders(file))
    requireContinued(file, opened, access.path)
    holders.push({ access, opened })
    const request = checkRequest(file, trustee, point)
    if (isAnswerSigned(file, trustee.holder, "check")) {
      const given = signers.find(({ name }) => memberOfKey(name) === trustee.holder)
      const { note } = takeSignedTurn(
        opened,
        signedRequestOf(file, request),
        { path: access.path, given },
        world.random,
      )
      proven.push(provenBy(trustee, note, access.path))
      continue
    }
    const { pair } = opened.key
    if (pair === undefined) throw new UrneError("step-not-due", { holder: opened.holder, step: "check" })
    const proof = provePossession(world.random, uuid, journalPointText(point), pair)
    proven.push({ trustee, size: point.size, proof, path: access.path, note: undefined })
  }
  const checked = recordPossession(file, proven, world.now())
  for (const { access, opened } of holders) await rememberPoint(opened, point, access, world)
  return checked
}

/**
 * Saves in the holder's file which journal it has seen. The proof stands even if that fails. @throws UrneError
 * `state-unwritten`
 */
async function rememberPoint(opened: HolderFile, point: JournalPoint, access: KeyAccess, world: World): Promise<void> {
  try {
    await writeHolderFile({ ...opened, journal: point }, access, world, { opened: true })
  } catch (error) {
    if (!(error instanceof UrneError)) throw error
    const { params } = error as UrneError
    const cause = "cause" in params ? params.cause : "EIO"
    throw new UrneError("state-unwritten", { path: access.path, cause }, { cause: error })
  }
}

/**
 * Requires that this file continues the journal that the holder saw when it last proved possession. Whoever keeps the
 * election file could put an older one in its place, but cannot change the holder's memory. Entries that the authority
 * gave up in an act no longer count.
 *
 * @throws UrneError `holder-saw-more`
 */
function requireContinued(file: TrusteesFile, { holder, journal: seen }: HolderFile, path: string): void {
  if (seen === undefined || isGivenUp(file, seen.size)) return
  const { journal } = file
  if (seen.size <= journal.size() && journalPoint(journal, seen.size).root === seen.root) return
  throw new UrneError("holder-saw-more", { path, holder, seen: seen.size, found: journal.size() })
}

function provenBy(trustee: Trustee, note: string, path: string): Proven {
  const answer = parseSignedReply(noteTextOf(note))?.answer
  if (answer?.step !== "check") throw new Error("a check is answered with a proof")
  return { trustee, size: answer.size, proof: answer.proof, path, note }
}

/** Writes a request to prove possession for each holder who is elsewhere: for all of them, unless some are named. */
export async function requestChecks(
  file: TrusteesFile,
  folder: string,
  world: World,
): Promise<{ readonly requests: readonly WrittenRequest[] }> {
  requirePhase(file.journal, world.now(), ...phases)
  requireTrustees(file)
  const point = journalPoint(file.journal)
  const requests = provenHolders(file).map((trustee) => outgoing(file, checkRequest(file, trustee, point)))
  return { requests: await writeRequests(requests, point.size, folder, world) }
}

function checkRequest(file: TrusteesFile, { holder }: Trustee, journal: JournalPoint): Request {
  return requestTo(file, holder, { step: "check", journal })
}

/**
 * Receives proofs of possession that were made elsewhere: all of them or none.
 *
 * @throws UrneError `wrong-phase`, `trustees-absent`, `message-not-due`, `faulty-artefact`
 */
export function receiveChecks(file: TrusteesFile, replies: readonly ReceivedReply[], now: number): CheckedPossession {
  const structure: Sha256 = `sha256:${sha256Hex(requireTrustees(file).body)}`
  const proven = replies.map(({ path, reply, source }): Proven => {
    const { answer, holder } = reply
    const trustee = provenHolders(file).find((each) => each.holder === holder)
    const refusal = { path, holder, step: answer.step }
    if (answer.step !== "check" || trustee === undefined) throw new UrneError("message-not-due", refusal)
    const made = lastEntry(file.journal, "trustees.established")?.number ?? 0
    if (answer.size < made || answer.size > file.journal.size()) throw new UrneError("message-not-due", refusal)
    const asked = checkRequest(file, trustee, journalPoint(file.journal, answer.size))
    requireAnswers(path, reply, outgoing(file, asked))
    const signed = isAnswerSigned(file, holder, "check")
    if (signed && answer.trustees !== structure) throw new UrneError("message-not-due", refusal)
    return { trustee, size: answer.size, proof: answer.proof, path, note: signed ? source : undefined }
  })
  return recordPossession(file, proven, now)
}

interface Proven {
  readonly trustee: Trustee
  readonly size: number
  readonly proof: Proof
  /** Where the proof came from, for the findings. */
  readonly path: string
  /** The source of the signed note, where the holder's key is certified. */
  readonly note: string | undefined
}

function recordPossession(file: TrusteesFile, proven: readonly Proven[], now: number): CheckedPossession {
  const { store, journal, trustees, election } = file
  const { uuid } = election.get()
  for (const { trustee, size, proof, path } of proven) {
    const publicKey = decodePoint(trustee.publicKey)
    const point = journalPointText(journalPoint(journal, size))
    if (publicKey !== undefined && isPossessed(uuid, point, publicKey, proof)) continue
    const { holder } = trustee
    throw new UrneError("faulty-artefact", { path, findings: [finding("TRUSTEE_POSSESSION", holder, { holder })] })
  }
  store.write(() => {
    requirePhase(journal, now, ...phases)
    for (const { trustee, size, proof, note } of proven) {
      const { owner } = trustee
      // The same proof again is harmless, and adds no second entry.
      if (!trustees.addPossession({ owner, size, proof: canonicalJson(proofJson(proof)), note: note ?? null })) continue
      const signed = note === undefined ? {} : { note: `sha256:${sha256Hex(note)}` as const }
      append(journal, now, { type: "trustees.checked", owner, checkpoint: size, ...signed })
    }
  })
  return {
    checked: proven.map(({ trustee: { holder }, size }) => ({ holder, size })),
    unchecked: trusteesFacts(file)?.unchecked ?? [],
  }
}
