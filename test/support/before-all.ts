import { execFileSync } from "node:child_process"
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"

const prefix = "urne-tests-"

/**
 * Before the first test: builds what is missing of the kernel, of `dist/` and, on Node 20, of SQLite (nothing after
 * `npm test` has begun with it), and makes the one folder in which all tests put what they need for a while.
 */
export function setup(): (() => void) | undefined {
  // Every project asks for it, in the one process that starts the workers.
  if (basename(tmpdir()).startsWith(prefix)) return undefined
  execFileSync(process.execPath, ["build/ready.mjs"], { stdio: "inherit" })
  const folder = mkdtempSync(join(quickFolder() ?? tmpdir(), prefix))
  // Some tests run the program as another user.
  chmodSync(folder, 0o755)
  process.env["TMPDIR"] = folder
  return () => {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Where files lie in memory, if there is room: tests commit to some thousand elections, and the disk would be waited for each time. */
function quickFolder(): string | undefined {
  const folder = "/dev/shm"
  if (process.env["TMPDIR"] !== undefined || !existsSync(folder)) return undefined
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= 2 ** 31 ? folder : undefined
}
