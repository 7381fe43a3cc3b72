import { execFileSync } from "node:child_process"

/** The path of belenios-tool, from BELENIOS_TOOL; test/interop/get-belenios.sh unpacks one. */
export const beleniosTool = process.env["BELENIOS_TOOL"]

/** Runs the tool in a folder and returns what it prints. Throws what the tool complains of if it fails. */
export function runTool(folder: string, args: readonly string[], input = ""): string {
  if (beleniosTool === undefined) throw new Error("BELENIOS_TOOL is not set")
  const env = { ...process.env, BELENIOS_USE_URANDOM: "1" }
  return execFileSync(beleniosTool, args, {
    cwd: folder,
    input,
    env,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
  })
}
