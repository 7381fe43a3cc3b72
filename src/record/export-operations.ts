import { provenCheckpoints } from "../authority/checkpoint-queries.ts"
import { UrneError } from "../core/error.ts"
import { hasFeature } from "../core/format.ts"
import type { World } from "../core/world.ts"
import { electionFormat } from "../journal/operations.ts"
import { type NoticeFile, publishedNotices } from "../notices/queries.ts"
import { publishedRegister } from "../register/checkpoint-queries.ts"
import { publishedStamps, type StampedFile } from "../stamps/queries.ts"
import { type BundleFile, folderOf, tarOf } from "./bundle-file.ts"
import { bundleFiles, publishedMinutes, type RecordFile, stateAt } from "./contents-queries.ts"

export interface ExportedRecord {
  readonly path: string
  readonly kind: "folder" | "tar"
  /** The size of the journal from which the record follows. */
  readonly size: number
  readonly files: number
  /** How many entries the register has, and how many of them are in the record. */
  readonly register: { readonly size: number; readonly signed: number }
}

export interface ExportRequest {
  readonly path: string
  readonly kind: "folder" | "tar"
  /** An earlier size of the journal. By default it is the present one. */
  readonly size: number | undefined
  readonly force: boolean
  /** Leaves the register out: one that was altered would keep ballots and result from being published. */
  readonly withoutRegister?: boolean
  /** Leaves the time-stamps out, for the same reason. */
  readonly withoutStamps?: boolean
}

/**
 * Writes the record that anybody can verify. What ballots and result rest on follows from the journal's size alone: its
 * bytes are the same every time, whatever has come since. The register and the time-stamps beside them may have grown.
 *
 * @throws UrneError `no-such-entry` for a size that the journal does not reach, `file-exists`, `checkpoints-missing`
 * where the record would not verify, `entry-altered` and `election-file-altered` for a register or a time-stamp that was
 * altered
 */
export async function exportRecord(
  file: RecordFile & NoticeFile & StampedFile,
  request: ExportRequest,
  world: World,
): Promise<ExportedRecord> {
  const size = request.size ?? file.journal.size()
  if (size < 1 || size > file.journal.size())
    throw new UrneError("no-such-entry", { number: size, size: file.journal.size() })
  const state = stateAt(file, size)
  // No entry of the journal says how long the register was then: a record of an earlier state is without it.
  const isLeftOut = request.withoutRegister === true || size < file.journal.size()
  const register = isLeftOut ? undefined : publishedRegister(file)
  const notices = register === undefined ? [] : publishedNotices(file, register.size)
  const minutes = publishedMinutes(file, state)
  // Nor does an entry say which stamps had come by then.
  const hasStamps = request.withoutStamps !== true && size === file.journal.size()
  const stamps =
    hasStamps && hasFeature(electionFormat(file.journal), "stamps") ? publishedStamps(file, { notices, minutes }) : []
  const { path, kind, force } = request
  const signed = Math.max(0, ...provenCheckpoints(file, size).map((checkpoint) => checkpoint.size))
  // A verification requires it too: only the last change of phase may still be without a checkpoint.
  if (signed < state.phases.before) {
    throw new UrneError("checkpoints-missing", { entry: state.phases.before, signed })
  }
  let files = 1
  const counted = function* (): Generator<BundleFile, void, undefined> {
    for (const one of bundleFiles(file, state, { register, notices, minutes, stamps })) {
      files += 1
      world.progress("record.export", files, files)
      yield one
    }
  }
  if (kind === "folder") await world.files.writeFolder(path, folderOf(counted()), { force: force && "record" })
  else
    await world.files.writeWhole(path, tarOf(counted(), Math.floor(state.created / 1000)), {
      force: force && "record-tar",
    })
  return { path, kind, size, files, register: { size: file.register.size(), signed: register?.size ?? 0 } }
}
