import { execFileSync } from "node:child_process"

/** Compiles the kernel if its sources changed: tests that run from `src/` need it. */
export function setup(): void {
  execFileSync(process.execPath, ["build/kernel.mjs"], { stdio: "inherit" })
}
