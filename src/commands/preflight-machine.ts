/** Gathers what only the machine knows on which the checks before the vote are run. */
import { dirname, join } from "node:path"
import { UrneError } from "../core/error.ts"
import type { Files } from "../core/world.ts"
import type { ElectionSession } from "../election/session.ts"
import type { Machine } from "../preflight/machine.ts"
import { memoryOf } from "./next-step.ts"

/** @param clock - the hour that another clock shows, as somebody typed it */
export async function machineOf(session: ElectionSession, clock: string | undefined): Promise<Machine> {
  const { world, path } = session
  const memory = await memoryOf(session)
  return {
    clock: clock === undefined ? undefined : await comparedClock(session, clock),
    free: (await world.files.condition(path)).free,
    secrets: await secretFiles(path, world.files),
    urnKey: await urnKeyHere(session),
    backup: memory?.backup,
  }
}

async function comparedClock(session: ElectionSession, typed: string): Promise<Machine["clock"]> {
  const { hourText } = await import("../urn/hour-text.ts")
  const { parseInstant } = await import("../core/instant.ts")
  const { must } = await import("../core/must.ts")
  const here = session.world.now()
  const { timezone } = session.file.election.get().definition
  const text = hourText(typed, timezone, session.screen.language, "--clock")
  return { shown: must(parseInstant(text), "an hour that was read"), here }
}

async function urnKeyHere({ findUrnKey }: ElectionSession): Promise<Machine["urnKey"]> {
  try {
    return (await findUrnKey()) === undefined ? "absent" : "there"
  } catch (error) {
    if (error instanceof UrneError && error.code === "cancelled") throw error
    if (error instanceof UrneError) return "other"
    throw error
  }
}

/** How many files of one folder are looked at: it is meant to be the folder of one election. */
const mostLookedAt = 200

/** The election itself, its backups and the urn key are secret by their names, age files by how they begin. */
const secretName = /\.urne(?:-backup)?$|urn-key(?:\.copy)?$/i
const ageBeginnings = ["age-encryption.org/", "-----BEGIN AGE ENCRYPTED FILE"]

/** Counts the secret files beside the election file, and those that others may read. */
async function secretFiles(path: string, files: Files): Promise<Machine["secrets"]> {
  const folder = dirname(path)
  let [found, readable, known] = [0, 0, false]
  for (const name of (await files.list(folder)).slice(0, mostLookedAt)) {
    const each = join(folder, name)
    if ((await files.kind(each)) !== "file" || !(secretName.test(name) || (await isAge(each, files)))) continue
    const { readable: open } = await files.condition(each)
    known ||= open !== undefined
    found++
    if (open === true) readable++
  }
  return known ? { files: found, readable } : undefined
}

async function isAge(path: string, files: Files): Promise<boolean> {
  try {
    for await (const block of files.stream(path)) {
      const text = Buffer.from(block.subarray(0, 64)).toString("latin1")
      return ageBeginnings.some((one) => text.startsWith(one))
    }
    return false
  } catch (error) {
    // A file that this user cannot read is not open to everybody.
    if (error instanceof UrneError && error.code !== "cancelled") return false
    throw error
  }
}
