import { execFileSync } from "node:child_process"

/** Builds what is missing of the kernel, of `dist/` and, on Node 20, of SQLite: nothing after `npm test` has begun with it. */
export function setup(): void {
  execFileSync(process.execPath, ["build/ready.mjs"], { stdio: "inherit" })
}
