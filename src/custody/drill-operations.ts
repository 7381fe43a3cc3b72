import { join } from "node:path"
import type { FileOpener } from "../core/age-file.ts"
import { isCancelled } from "../core/cancellation.ts"
import { type ErrorCode, UrneError } from "../core/error.ts"
import { sha256Stream } from "../core/hash.ts"
import type { CopyPart, DrillLevel } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import { type Inside, partNames } from "./copy-manifest.ts"
import type { Drill, DrillFault } from "./drill.ts"
import type { OpenRestored } from "./restore-operations.ts"
import { readHeads, requireStated, requireWhole, type RestoredFile } from "./restored-queries.ts"
import { kindOfCopy, unpack } from "./unpacking.ts"

export interface DrillRequest {
  readonly path: string
  readonly openers: readonly FileOpener[]
  readonly level: DrillLevel
}

/** What a drill needs of the rooms above. */
export interface DrillTools {
  /** Opens the election file as far as its schema. */
  readonly peek: <T>(path: string, work: (file: RestoredFile) => T) => Promise<T>
  readonly open: OpenRestored
  /** Requires that the urn key beside an election file, if there is one, is its own. */
  readonly requireUrnKey: (path: string) => Promise<void>
  /** Writes the record that follows from the election file into a folder, verifies it, and lists what is wrong. */
  readonly verify: (path: string, folder: string) => Promise<readonly Omit<DrillFault, "level">[]>
  readonly explain: (error: UrneError) => string
}

/**
 * Rebuilds an election from a copy alone, in a private folder that is gone afterwards, and says what failed. The steps of
 * one level are done only if those of the level below it passed.
 *
 * @throws UrneError `file-absent`, `cancelled`, and where this machine cannot write
 */
export async function drillCopy(request: DrillRequest, tools: DrillTools, world: World): Promise<Drill> {
  const { path, level } = request
  const { files } = world
  const held = world.now()
  const sha256 = await sha256Stream(files.stream(path))
  const done = await files.inWorkshop("drill", (folder) => steps(request, folder, tools, world))
  const seconds = Math.max(0, Math.round((world.now() - held) / 1000))
  return { path, sha256, level, seconds, held, ...done }
}

async function steps(
  { path, openers, level }: DrillRequest,
  folder: string,
  tools: DrillTools,
  { files }: World,
): Promise<Pick<Drill, "faults" | "parts" | "inside">> {
  const made = join(folder, "restored")
  const election = join(made, partNames.election)
  let parts: readonly CopyPart[] = []
  let inside: Inside | undefined
  const faults: DrillFault[] = []
  const stage = async (at: DrillLevel, step: () => Promise<readonly Omit<DrillFault, "level">[]>) => {
    faults.push(...(await faultsOf(step, tools)).map((one) => ({ level: at, ...one })))
  }
  await stage("structure", async () => {
    const unpacked = await unpack(path, { kind: await kindOfCopy(path, files), openers }, made, files)
    parts = unpacked.parts
    inside = await tools.peek(election, readHeads)
    requireStated(inside, unpacked.manifest, path)
    return []
  })
  if (level !== "structure" && faults.length === 0) {
    await stage("bytes", async () => {
      await tools.open(election, requireWhole)
      await tools.requireUrnKey(election)
      return []
    })
  }
  if (level === "verified" && faults.length === 0) {
    await stage("verified", () => tools.verify(election, join(folder, "record")))
  }
  return { faults, parts, inside }
}

/** Faults of this machine end a drill; those of the copy are its result. */
const ofThisMachine: readonly ErrorCode[] = ["file-not-written", "file-unwritable", "busy", "sqlite-absent"]

async function faultsOf(
  step: () => Promise<readonly Omit<DrillFault, "level">[]>,
  { explain }: DrillTools,
): Promise<readonly Omit<DrillFault, "level">[]> {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof UrneError) || isCancelled(error)) throw error
    const refusal = error as UrneError
    if (ofThisMachine.includes(refusal.code)) throw refusal
    return [{ code: refusal.code, reason: explain(refusal) }]
  }
}
