/** What a restore and a drill need of the rooms above custody: they open, export and verify what was restored. */
import type { UrneError } from "../core/error.ts"
import type { DrillTools } from "../custody/drill-operations.ts"
import type { OpenRestored } from "../custody/restore-operations.ts"
import type { ElectionSession, Session } from "../election/session.ts"
import type { LogHead } from "../journal/log.ts"
import { messageOf } from "../terminal/refusal.ts"
import type { App } from "./app.ts"

/**
 * Runs work on a restored election file as on any other, but for what this machine remembers: it must neither judge the
 * copy nor learn from it.
 */
async function onRestored<T>(
  { io }: App,
  session: Session,
  path: string,
  work: (session: ElectionSession) => T | Promise<T>,
): Promise<T> {
  const { withElection } = await import("../election/session.ts")
  const { result } = await withElection({ ...io, env: {} }, path, session, work, { restored: true, clockIsRight: true })
  return result
}

export function openRestored(app: App, session: Session): OpenRestored {
  return (path, work) => onRestored(app, session, path, ({ file }) => work(file))
}

/** Returns the highest state of an election that this machine has seen. @throws UrneError `state-damaged` */
export async function seenOf({ io }: App, { world }: Session, uuid: string): Promise<LogHead | undefined> {
  const { readSeen, seenPath } = await import("../journal/seen.ts")
  const path = seenPath(io.env, uuid)
  return path === undefined ? undefined : readSeen(world.files, path)
}

export function drillTools(app: App, session: Session): DrillTools {
  return {
    peek: async (path, work) => {
      const { openElectionFile } = await import("../election/file.ts")
      const file = openElectionFile(path)
      try {
        return work(file)
      } finally {
        file.store.close()
      }
    },
    open: openRestored(app, session),
    requireUrnKey: async (path) => {
      await onRestored(app, session, path, ({ findUrnKey }) => findUrnKey())
    },
    verify: (path, folder) => onRestored(app, session, path, (restored) => verifyRestored(app, restored, folder)),
    explain: (error: UrneError) => messageOf(error, app.catalogue, app.zone),
  }
}

/** Writes the record as `export` would, and verifies it as anybody would who got it. */
async function verifyRestored({ catalogue }: App, session: ElectionSession, folder: string) {
  const { file, world, findUrnKey, signRegister } = session
  const { checkpointDue, checkpointIfDue } = await import("../journal/checkpoint-operations.ts")
  const { isCertified } = await import("../authority/urn-key-queries.ts")
  const { exportRecord } = await import("../record/export-operations.ts")
  const { openSource } = await import("../verify/source/source.ts")
  const { verify } = await import("../verify/verify.ts")
  const { openPool } = await import("../workers/pool.ts")
  const urnKey = checkpointDue(file.journal, world.now()) ? await findUrnKey() : undefined
  if (urnKey !== undefined) checkpointIfDue(file, urnKey.key, world.now(), (key) => isCertified(file, key))
  await signRegister()
  await exportRecord(file, { path: folder, kind: "folder", size: undefined, force: false }, world)
  const pool = openPool(world)
  try {
    const asked = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }
    const progress = (checked: number, ballots: number) => {
      world.progress("record.verify", checked, ballots)
    }
    const report = await verify(await openSource(world, folder), asked, { pool, random: world.random, progress })
    const findings = report.findings.map(({ code, at, params }) => {
      const say = catalogue.findings[code] as (params: unknown) => string
      return { code, reason: `${at}: ${say(params)}` }
    })
    if (findings.length > 0 || report.verdict === "CONSISTENT") return findings
    return [{ code: report.verdict, reason: catalogue.labels.custody.notVerified(report.verdict) }]
  } finally {
    await pool.close()
  }
}
