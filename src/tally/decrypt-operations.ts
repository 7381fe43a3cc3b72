import type { KeyAccess } from "../authority/member-operations.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import { requirePhase } from "../journal/operations.ts"
import { recordSource } from "../record/source-queries.ts"
import { decryptTally } from "../trustees/decrypting.ts"
import { type ReceivedReply, writeRequests, type WrittenRequest } from "../trustees/exchange-operations.ts"
import type { HolderFile } from "../trustees/holder-file.ts"
import { openHolderFile, trusteeWith, writeHolderFile } from "../trustees/holder-operations.ts"
import { requestTo, requireAuthority } from "../trustees/operations.ts"
import { outgoing, type OutgoingRequest } from "../trustees/outgoing-operations.ts"
import { provenHolders } from "../trustees/proven-queries.ts"
import type { Trustee } from "../trustees/table.ts"
import { decryptableTally, type DecryptableTally } from "../verify/decryptable.ts"
import { openPool } from "../workers/pool.ts"
import { type CombinedShares, combineShares } from "./combine-operations.ts"
import { requireTally, type TallyFile } from "./computed-queries.ts"
import { receiveShare, type ShareOutcome } from "./share-operations.ts"
import { standingShares } from "./standing-queries.ts"

/** The shares that were received, and how far the decryption has come with them. */
export interface DecryptionProgress extends CombinedShares {
  readonly shares: readonly ShareOutcome[]
}

/**
 * Opens the files of these holders on this machine, and decrypts each one's part after the whole record was verified.
 * With the last share that is needed, the result goes into the archive. A holder's file remembers the tally before its
 * share is received.
 *
 * @throws UrneError `wrong-phase`, those of `verifiedTally`, `openHolderFile` and `decryptTally`, `share-given`,
 * `shares-no-result`
 */
export async function decryptHere(
  file: TallyFile,
  accesses: readonly KeyAccess[],
  world: World,
): Promise<DecryptionProgress> {
  const shares: ShareOutcome[] = []
  if (accesses.length > 0) {
    requirePhase(file.journal, world.now(), "unsealed")
    const holders = await openHolders(file, accesses, world)
    const verified = await verifiedTally(file, world)
    for (const [i, { access, opened, trustee }] of holders.entries()) {
      const turn = decryptTally(opened, verified, access.path, world.random)
      if (turn.answer.step !== "decrypt") throw new Error("a holder that decrypts answers with its share")
      if (turn.file !== opened) await writeHolderFile(turn.file, access, world, { opened: true })
      shares.push(receiveShare(file, trustee, turn.answer, world.now()))
      world.progress("tally.decrypt", i + 1, accesses.length)
    }
  }
  return { ...combineShares(file, world.now()), shares }
}

interface OpenedHolder {
  readonly access: KeyAccess
  readonly opened: HolderFile
  readonly trustee: Trustee
}

/** All files are opened first, so that a mistyped passphrase is reported before the long work. */
async function openHolders(
  file: TallyFile,
  accesses: readonly KeyAccess[],
  world: World,
): Promise<readonly OpenedHolder[]> {
  const { uuid, rehearsal } = file.election.get()
  const election = { uuid, rehearsal, authority: requireAuthority(file) }
  const holders: OpenedHolder[] = []
  for (const access of accesses) {
    const opened = await openHolderFile(access, world)
    holders.push({ access, opened, trustee: trusteeWith(opened, access.path, election, provenHolders(file)) })
  }
  return holders
}

/**
 * Verifies all of this file's record as `urne verify` would, with the authority that the holders' files remember, and
 * returns what it says about its tally. It does so once, however many holders decrypt here.
 *
 * @throws UrneError `tally-unlike-ballots` with everything that is wrong, `tally-absent`, `act-needed`, `cancelled`
 */
export async function verifiedTally(file: TallyFile, world: World): Promise<DecryptableTally> {
  const pool = openPool(world)
  const progress = (checked: number, ballots: number) => {
    world.progress("ballots.check", checked, ballots)
  }
  try {
    const tools = { pool, random: world.random, progress }
    const found = await decryptableTally(recordSource(file), requireAuthority(file), tools)
    if ("findings" in found) throw new UrneError("tally-unlike-ballots", found)
    return found
  } finally {
    await pool.close()
  }
}

/**
 * Writes a request to decrypt for each holder whose share is missing. @throws UrneError `wrong-phase`, `file-exists`
 */
export async function requestShares(
  file: TallyFile,
  folder: string,
  world: World,
): Promise<{ readonly requests: readonly WrittenRequest[] }> {
  requirePhase(file.journal, world.now(), "unsealed")
  const { height } = requireTally(file)
  const given = new Set(standingShares(file).map(({ owner }) => owner))
  const waited = provenHolders(file).filter(({ owner }) => !given.has(owner))
  const requests = waited.map((trustee) => shareRequest(file, trustee))
  return { requests: await writeRequests(requests, height, folder, world) }
}

function shareRequest(file: TallyFile, { holder }: Trustee): OutgoingRequest {
  return outgoing(file, requestTo(file, holder, { step: "decrypt", tally: requireTally(file).tally }))
}

/**
 * Receives shares that were made elsewhere, each by itself: a wrong one is refused and recorded, and does not keep out
 * any other.
 *
 * @throws UrneError `wrong-phase`, `message-not-due`, `share-given`, `shares-no-result`
 */
export function receiveShares(file: TallyFile, replies: readonly ReceivedReply[], now: number): DecryptionProgress {
  const shares = replies.map(({ path, reply }) => {
    const { answer, holder, request } = reply
    const trustee = provenHolders(file).find((each) => each.holder === holder)
    const due = trustee !== undefined && request === shareRequest(file, trustee).hash
    if (!due || answer.step !== "decrypt") throw new UrneError("message-not-due", { path, holder, step: answer.step })
    return receiveShare(file, trustee, answer, now)
  })
  return { ...combineShares(file, now), shares }
}
