import { accessSync, constants, readFileSync, statSync } from "node:fs"
import { dirname } from "node:path"
import { UrneError } from "../core/error.ts"
import { errno } from "./failure.ts"

/** The largest file, in bytes, that is read into memory. */
const largest = 2 ** 30

/**
 * Whether an election file can be worked on, or only read. SQLite writes to the file, and to a log beside it.
 *
 * @throws {@link UrneError} `file-absent`, `not-an-election-file` (a folder, a device), `election-file-unopenable`
 */
export function accessTo(path: string): "write" | "read" {
  try {
    if (!statSync(path).isFile()) throw new UrneError("not-an-election-file", { path })
    accessSync(path, constants.R_OK)
  } catch (error) {
    throw unopenable(path, error)
  }
  try {
    accessSync(path, constants.W_OK)
    accessSync(dirname(path), constants.W_OK)
    return "write"
  } catch {
    return "read"
  }
}

/**
 * Reads an election file that is not writable. SQLite itself would need a log beside it, which it cannot make, or which
 * it would leave there under another user's name.
 *
 * @throws {@link UrneError} `election-file-read-only` where the log holds what the file lacks, where the file changes
 * while it is read, or is too large; `not-an-election-file`, `election-file-unopenable`
 */
export function readOnlyImage(path: string): Buffer {
  try {
    const before = stateOf(path)
    if (before.log > 0n || before.size > largest) throw new UrneError("election-file-read-only", { path })
    const bytes = readFileSync(path)
    const after = stateOf(path)
    if (after.log > 0n || after.changed !== before.changed || BigInt(bytes.length) !== before.size) {
      throw new UrneError("election-file-read-only", { path })
    }
    if (bytes.length < 100) throw new UrneError("not-an-election-file", { path })
    // Bytes 18 and 19 of the header (SQLite, Database File Format, 1.3) say that there is a log, which an image does
    // not have.
    return bytes.fill(1, 18, 20)
  } catch (error) {
    throw unopenable(path, error)
  }
}

function stateOf(path: string) {
  const { size, mtimeNs } = statSync(path, { bigint: true })
  return { size, changed: mtimeNs, log: statSync(`${path}-wal`, { bigint: true, throwIfNoEntry: false })?.size ?? 0n }
}

function unopenable(path: string, error: unknown): unknown {
  if (error instanceof UrneError || !(error instanceof Error) || !("syscall" in error)) return error
  if (errno(error) === "ENOENT") return new UrneError("file-absent", { path })
  return new UrneError("election-file-unopenable", { path, cause: errno(error) }, { cause: error })
}
