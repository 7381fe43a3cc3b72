import { execFileSync } from "node:child_process"
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"

const prefix = "urne-tests-"

/**
 * Builds, before the first test, what is missing of the kernel, of `dist/` and, on Node 20, of SQLite (nothing if `npm
 * test` began with it), and makes the one folder in which all tests put temporary files.
 */
export function setup(): (() => void) | undefined {
  // Every project calls this, in the one process that starts the workers.
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

/**
 * Returns a folder in memory, if there is room: tests commit to some thousand elections, and would wait for the disk
 * each time.
 */
function quickFolder(): string | undefined {
  const folder = "/dev/shm"
  if (process.env["TMPDIR"] !== undefined || !existsSync(folder)) return undefined
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= 2 ** 31 ? folder : undefined
}
