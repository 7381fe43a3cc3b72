import { resolve } from "node:path"
import { UrneError } from "../core/error.ts"
import { type ElectionFile, openElectionFile } from "../election-file.ts"
import { journalRoot, lastEntry } from "../journal/operations.ts"
import { checkSeen, recordSeen, seenPath } from "../journal/seen.ts"
import type { SigningKey } from "../notes/key.ts"
import type { ElectionSession, Session } from "./app.ts"
import { urnKeyPath } from "./file-names.ts"
import type { Io } from "./io.ts"

export interface ElectionOptions {
  /** The file may be older than what this machine has seen: only `recover` works on such a file. */
  readonly restored?: boolean
  /** Called when another command has held the file for a second. */
  readonly onWait?: () => void
}

/** What an operation returned, and what went wrong after it had done its work. */
export interface Outcome<Result> {
  readonly result: Result
  readonly afterwards: UrneError | undefined
}

/**
 * Runs `operation` on an election file between two looks at its journal: before, that the file continues what this machine
 * has seen of this election; after, to remember the new state and to sign a checkpoint when one is due.
 */
export async function withElection<Result>(
  io: Io,
  path: string,
  session: Session,
  operation: (session: ElectionSession) => Result | Promise<Result>,
  options: ElectionOptions = {},
): Promise<Outcome<Result>> {
  const { onWait } = options
  const election = openElectionFile(resolve(io.cwd, path), onWait === undefined ? {} : { onWait })
  try {
    const { uuid, rehearsal } = election.election.get()
    const world = session.worldOf({ rehearsal, uuid, size: () => election.journal.size() })
    const seen = seenPath(io.env, uuid)
    if (seen !== undefined && options.restored !== true) await checkSeen(io.files, seen, found(election))
    const urnKey = async () => {
      const { readUrnKey } = await import("../journal/urn-key.ts")
      const { originOf } = await import("../notes/checkpoint.ts")
      return readUrnKey(io.files, urnKeyPath(path), originOf(uuid, rehearsal))
    }
    const before = election.journal.size()
    const follow = async () => {
      if (election.journal.size() > before) await signCheckpoint(election, urnKey, world.now())
      if (seen !== undefined && (options.restored !== true || recovered(election, before))) {
        const { size, rootAt } = found(election)
        await recordSeen(io.files, seen, { size, root: rootAt(size) }, options)
      }
    }
    try {
      const result = await operation({ ...session, world, election, path, urnKey })
      return { result, afterwards: await failureOf(follow, path) }
    } catch (error) {
      // What it had done before it failed stands. Its own failure is the one to tell.
      if (election.journal.size() > before) await failureOf(follow, path).catch(() => undefined)
      throw error
    }
  } catch (error) {
    throw election.store.judge(error)
  } finally {
    election.store.close()
  }
}

/**
 * How what follows on the work of a command failed, if it did. That work is done and is shown all the same: to be told only
 * of the failure, as if nothing had been kept, would have a voter vote again.
 */
async function failureOf(follow: () => Promise<void>, path: string): Promise<UrneError | undefined> {
  try {
    await follow()
    return undefined
  } catch (error) {
    if (!(error instanceof UrneError)) throw error
    const failure = error as UrneError
    // The next command makes the checkpoint.
    if (failure.code === "busy") return undefined
    if (!("cause" in failure.params)) return failure
    const { cause } = failure.params
    const place = "path" in failure.params ? failure.params.path : path
    return new UrneError("state-unwritten", { path: place, cause }, { cause: error })
  }
}

/** Whether a decision to go on from a restored file took effect since the journal had `before` entries. */
function recovered({ journal }: ElectionFile, before: number): boolean {
  const last = lastEntry(journal, "act.effective")
  return last !== undefined && last.number > before && last.event.kind === "recover"
}

function found({ journal }: ElectionFile) {
  return { size: journal.size(), rootAt: (size: number) => journalRoot(journal, size) }
}

/** Machines that only sign acts or watch have no urn key: the one that receives ballots makes the checkpoints. */
async function signCheckpoint(file: ElectionFile, urnKey: () => Promise<SigningKey>, now: number): Promise<void> {
  try {
    const { checkpointIfDue } = await import("../journal/checkpoint-operations.ts")
    checkpointIfDue(file, await urnKey(), now)
  } catch (error) {
    if (!(error instanceof UrneError && error.code === "file-absent")) throw error
  }
}
