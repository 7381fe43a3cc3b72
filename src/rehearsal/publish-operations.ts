import { authorityFingerprint } from "../authority/queries.ts"
import { must } from "../core/must.ts"
import { type ExportedRecord, exportRecord } from "../record/export-operations.ts"
import { readFingerprint } from "../verify/expectations.ts"
import type { Report } from "../verify/report/report.ts"
import { openSource } from "../verify/source/source.ts"
import { verify } from "../verify/verify.ts"
import { openPool } from "../workers/pool.ts"
import type { Stage } from "./stage.ts"

export function bundlePath({ folder }: Pick<Stage, "folder">): string {
  return `${folder}/bundle`
}

/** Writes the record of the election. */
export async function publish(stage: Stage): Promise<ExportedRecord> {
  const { file, world } = stage
  return exportRecord(file, { path: bundlePath(stage), kind: "folder", size: undefined, force: false }, world)
}

/** Verifies the record from its files alone, as somebody would who heard only the authority's fingerprint. */
export async function verifyRecord(stage: Stage): Promise<Report> {
  const { file, world } = stage
  const source = await openSource(world, bundlePath(stage))
  const pool = openPool(world)
  const authority = readFingerprint(must(authorityFingerprint(file), "fingerprint of the authority"))
  const progress = (checked: number, ballots: number) => {
    world.progress("record.verify", checked, ballots)
  }
  try {
    const asked = { authority, checkpoints: [], receipts: [], trackers: [] }
    return await verify(source, asked, { pool, random: world.random, progress })
  } finally {
    await pool.close()
  }
}
