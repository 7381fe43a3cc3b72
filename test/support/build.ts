import { execFileSync } from "node:child_process"

/** Builds `dist/` once before the tests that run the program as a process. */
export function setup(): void {
  execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit" })
}
