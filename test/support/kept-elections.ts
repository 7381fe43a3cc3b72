import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"

/** Elections that an older program made (`fixtures/formats/1/README.md`): what lay on its disk, phase after phase. */
const root = new URL("../../fixtures/formats/1/", import.meta.url).pathname

/** Each phase keeps only what changed since the one before it. */
export const keptPhases = [
  "draft",
  "constituted",
  "prepared",
  "sealing",
  "sealed",
  "open",
  "suspended",
  "extended",
  "closed",
  "frozen",
  "counted",
  "unsealed",
  "tallied",
  "proclaimed",
] as const
export type KeptPhase = (typeof keptPhases)[number]

/** A night as a rehearsal and as a real election; and a ceremony apart under way, of a rehearsal. */
export type KeptElection = "rehearsal" | "real" | "apart"

/** The phases that lie one upon the other where this one does. */
function layersOf(phase: string): readonly string[] {
  if (phase === "ceremony") return ["draft", "ceremony"]
  if (phase === "annulled") return [...layersOf("extended"), "annulled"]
  return keptPhases.slice(0, keptPhases.indexOf(phase as KeptPhase) + 1)
}

/** Lays everything as it was on the disk in this phase into a folder. */
export function layOut(election: KeptElection, phase: string, folder: string): void {
  for (const layer of layersOf(phase)) {
    const from = join(root, election, layer)
    for (const name of readdirSync(from)) {
      if (name === "record.tar.gz") continue
      const bytes = readFileSync(join(from, name))
      if (name.endsWith(".gz")) writeFileSync(join(folder, name.slice(0, -3)), gunzipSync(bytes), { mode: 0o600 })
      else writeFileSync(join(folder, name), bytes, { mode: 0o600 })
    }
  }
}

/** The record that was published in this phase: a tar. */
export function keptRecord(election: KeptElection, phase: string): Uint8Array {
  return Uint8Array.from(gunzipSync(readFileSync(join(root, election, phase, "record.tar.gz"))))
}

/** The fingerprint of the authority, as it was read aloud. */
export function keptAuthority(election: KeptElection): string {
  const phase = election === "apart" ? "ceremony" : "constituted"
  return readFileSync(join(root, election, phase, "authority.txt"), "utf8").trim()
}

/** What the program that made the records said of them. */
export interface KeptVerdict {
  readonly verdict: string
  readonly final: boolean
  readonly phase: string | null
  readonly checks: Readonly<Record<string, string>>
}

export type KeptVerdicts = Readonly<Record<KeptElection, Readonly<Record<string, KeptVerdict>>>>

export function keptVerdicts(): KeptVerdicts {
  return JSON.parse(readFileSync(join(root, "verdicts.json"), "utf8")) as KeptVerdicts
}
