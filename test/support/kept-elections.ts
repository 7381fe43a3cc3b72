import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"

/**
 * Elections that older programs made, one folder per format (`fixtures/formats/N/README.md`), with the files of each
 * phase.
 */
export const keptFormats = [1, 2] as const
export type KeptFormat = (typeof keptFormats)[number]

function rootOf(format: KeptFormat): string {
  return new URL(`../../fixtures/formats/${format}/`, import.meta.url).pathname
}

/** Each phase keeps only what changed since the previous one. */
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

/** A night as a rehearsal and as a real election; and a rehearsal's ceremony apart, under way. */
export type KeptElection = "rehearsal" | "real" | "apart"

/** Lists the phases whose changes together give this one. */
function layersOf(phase: string): readonly string[] {
  if (phase === "ceremony") return ["draft", "ceremony"]
  if (phase === "annulled") return [...layersOf("extended"), "annulled"]
  return keptPhases.slice(0, keptPhases.indexOf(phase as KeptPhase) + 1)
}

/** Lays out a folder as it was on the disk in this phase. */
export function layOut(election: KeptElection, phase: string, folder: string, format: KeptFormat = 1): void {
  for (const layer of layersOf(phase)) {
    const from = join(rootOf(format), election, layer)
    for (const name of readdirSync(from)) {
      if (name === "record.tar.gz") continue
      const bytes = readFileSync(join(from, name))
      if (name.endsWith(".gz")) writeFileSync(join(folder, name.slice(0, -3)), gunzipSync(bytes), { mode: 0o600 })
      else writeFileSync(join(folder, name), bytes, { mode: 0o600 })
    }
  }
}

/** Returns the record that was published in this phase, a tar. */
export function keptRecord(election: KeptElection, phase: string, format: KeptFormat = 1): Uint8Array {
  return Uint8Array.from(gunzipSync(readFileSync(join(rootOf(format), election, phase, "record.tar.gz"))))
}

/** Returns the fingerprint of the authority, as it was read aloud. */
export function keptAuthority(election: KeptElection, format: KeptFormat = 1): string {
  const phase = election === "apart" ? "ceremony" : "constituted"
  return readFileSync(join(rootOf(format), election, phase, "authority.txt"), "utf8").trim()
}

/** The program that made the records reported this about them, and later ones have to report it as well. */
export interface KeptVerdict {
  readonly verdict: string
  readonly final: boolean
  readonly phase: string | null
  readonly checks: Readonly<Record<string, string>>
}

export type KeptVerdicts = Readonly<Record<KeptElection, Readonly<Record<string, KeptVerdict>>>>

export function keptVerdicts(format: KeptFormat = 1): KeptVerdicts {
  return JSON.parse(readFileSync(join(rootOf(format), "verdicts.json"), "utf8")) as KeptVerdicts
}
