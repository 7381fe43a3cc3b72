import { UrneError } from "../core/error.ts"
import type { Finding } from "../core/finding.ts"
import type { World } from "../core/world.ts"
import type { Sha256 } from "../journal/event.ts"
import type { Examined } from "../verify/examined.ts"
import type { VerifiedTally } from "./decrypting.ts"

/**
 * What a published record says of its tally, once all of it was verified on the holder's own machine, as `urne verify`
 * would: its authority, its acts, every ballot and the sum of them.
 *
 * @param record the bundle: a folder or a tar
 * @param authority the trust anchor that the holder's file keeps since its key was made
 * @throws UrneError `faulty-artefact` with everything that is wrong, `tally-absent`, `act-needed`
 */
export async function verifiedRecord(record: string, authority: Sha256, world: World): Promise<VerifiedTally> {
  const { openSource } = await import("../verify/source.ts")
  const { examine } = await import("../verify/examine.ts")
  const { checks } = await import("../verify/checks.ts")
  const { openPool } = await import("../workers/pool.ts")
  const source = await openSource(world, record)
  const pool = openPool(world)
  const findings: Finding[] = []
  const finished = new Set<string>()
  const examined: Examined = { asked: [] }
  try {
    const asked = { authority: authority.replace(/^sha256:/, ""), checkpoints: [], receipts: [], trackers: [] }
    const progress = (checked: number, ballots: number) => {
      world.progress("record.verify", checked, ballots)
    }
    for await (const remark of examine(source, asked, { pool, random: world.random, progress }, examined)) {
      if (!("check" in remark)) findings.push(remark)
      else if (remark.checked === remark.present) finished.add(remark.check)
    }
  } finally {
    await pool.close()
  }
  const wanted = checks.filter(({ id, scope }) => scope !== "asked" || id === "A1")
  // A check that was not made is never a check that passed.
  if (findings.length > 0 || !wanted.every(({ id }) => finished.has(id))) {
    throw new UrneError("faulty-artefact", { path: record, findings })
  }
  return tallyOf(examined, authority)
}

async function tallyOf({ definition, journal, archive, setup }: Examined, authority: Sha256): Promise<VerifiedTally> {
  const { parseEncryptedTally } = await import("../belenios/tally.ts")
  const { publicKeysOf } = await import("../belenios/trustees.ts")
  const { encodePoint } = await import("../belenios/group.ts")
  const { sha256Hex } = await import("../core/hash.ts")
  const { statementOf } = await import("../authority/act.ts")
  const stated = archive?.tally
  if (stated === undefined || setup?.trustees === undefined) throw new UrneError("tally-absent", {})
  const created = journal?.history.created
  const unseal = journal?.history.inEffect.findLast(({ kind }) => kind === "unseal")?.paper?.act
  const { value: tally } = parseEncryptedTally(setup.election.questions, stated.encryptedTally, "tally")
  if (definition === undefined || created === undefined || unseal === undefined || tally === undefined) {
    throw new UrneError("act-needed", { kind: "unseal" })
  }
  return {
    uuid: setup.election.uuid,
    rehearsal: created.rehearsal,
    authority,
    fingerprint: setup.election.fingerprint,
    publicKeys: publicKeysOf(setup.trustees).map(({ publicKey }) => encodePoint(publicKey)),
    tally,
    hash: sha256Hex(stated.encryptedTally),
    counted: stated.numTallied,
    unsealed: statementOf(unseal, "encrypted-tally")?.replace(/^sha256:/, ""),
    minimumBallots: definition.minimumBallots,
  }
}
