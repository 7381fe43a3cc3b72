import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import type { Sha256 } from "../journal/event.ts"
import type { VerifiedTally } from "../trustees/decrypting.ts"

/**
 * Verifies a whole published record on the holder's own machine, as `urne verify` would (its authority, its acts, every
 * ballot and their sum), and returns what it says about its tally.
 *
 * @param record - the bundle: a folder or a tar
 * @param authority - the trust anchor that the holder's file has kept since its key was made
 * @throws UrneError `faulty-artefact` with everything that is wrong, `tally-unlike-ballots` if a check could not be
 * made, `tally-absent`, `act-needed`
 */
export async function verifiedRecord(record: string, authority: Sha256, world: World): Promise<VerifiedTally> {
  const { openSource } = await import("../verify/source/source.ts")
  const { decryptableTally } = await import("../verify/decryptable.ts")
  const { openPool } = await import("../workers/pool.ts")
  const source = await openSource(world, record)
  const pool = openPool(world)
  const progress = (checked: number, ballots: number) => {
    world.progress("record.verify", checked, ballots)
  }
  try {
    const found = await decryptableTally(source, authority, { pool, random: world.random, progress })
    if (!("findings" in found)) return found
    const { findings } = found
    if (findings.length > 0) throw new UrneError("faulty-artefact", { path: record, findings })
    throw new UrneError("tally-unlike-ballots", found)
  } finally {
    await pool.close()
  }
}
