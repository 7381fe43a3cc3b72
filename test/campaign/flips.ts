import { manifestName, manifestText } from "../../src/bundle/manifest.ts"
import { utf8 } from "../../src/core/bytes.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { type CheckId, checkOf } from "../../src/verify/checks.ts"
import { openReport } from "../../src/verify/open-report.ts"
import { memorySource, type Source } from "../../src/verify/source/source.ts"
import { runStages } from "../../src/verify/stages.ts"
import { noticed } from "../support/noticed.ts"
import { registered } from "../support/registered.ts"
import { stamped } from "../support/stamped.ts"
import { type Story, tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

/** Says how many bytes were changed, which check noticed first, and where nothing noticed. */
export interface Flips {
  readonly bytes: number
  readonly by: ReadonlyMap<CheckId, number>
  readonly missed: readonly string[]
}

const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

/** Tells a story of six ballots: a record small enough to change each of its bytes. */
export function smallStory(): Story {
  return tell(registered(), { short: true, small: true })
}

/** Tells a story with notices, up to the opening of the urn. */
export function noticedStory(): Story {
  return tell(noticed(), { short: true, small: true, until: "open" })
}

/** Tells a story with a time-stamp, up to the constitution. */
export function stampedStory(): Story {
  return tell(stamped([{ subject: "act", number: 1 }]), { short: true, small: true, until: "constituted" })
}

/** Returns the check that made the first finding, if one did. */
async function firstCheck(source: Source): Promise<CheckId | undefined> {
  const report = openReport(1)
  await runStages(source, nothing, tools, report)
  const [first] = [...report.outcomes.findings, ...report.outcomes.beside]
  return first === undefined ? undefined : checkOf(first)
}

/**
 * Changes one bit of every byte, or all eight, one at a time, and asks which check notices.
 *
 * @param openWith - what to verify, given the changed bytes
 */
export async function flipAll(
  name: string,
  bytes: Uint8Array,
  openWith: (changed: Uint8Array) => Source | Promise<Source>,
  bits = bitsPerByte(),
): Promise<Flips> {
  const by = new Map<CheckId, number>()
  const missed: string[] = []
  const changed = bytes.slice()
  for (const [at, byte] of bytes.entries()) {
    for (let turn = 0; turn < bits; turn++) {
      const bit = (at + turn) % 8
      changed[at] = byte ^ (1 << bit)
      const check = await firstCheck(await openWith(changed))
      if (check === undefined) missed.push(`${name}@${at} bit ${bit}`)
      else by.set(check, (by.get(check) ?? 0) + 1)
    }
    changed[at] = byte
  }
  return { bytes: bytes.length * bits, by, missed }
}

/** `URNE_FLIPS=all` changes each of the eight bits of every byte. */
function bitsPerByte(): number {
  return process.env["URNE_FLIPS"] === "all" ? 8 : 1
}

/** Changes one file of the bundle and makes the manifest anew, so that no hash gives the change away. */
export function rebuilt(files: ReadonlyMap<string, Uint8Array>, name: string): (changed: Uint8Array) => Source {
  const hashes = [...files]
    .filter(([each]) => each !== manifestName)
    .map(([each, bytes]) => ({ name: each, sha256: sha256Hex(bytes) }))
  return (changed) => {
    const listed = hashes.map((each) => (each.name === name ? { name, sha256: sha256Hex(changed) } : each))
    return memorySource(new Map([...files, [name, changed], [manifestName, utf8(manifestText(listed))]]))
  }
}

export function reportFlips(name: string, { bytes, by, missed }: Flips): string {
  const checks = [...by].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
  const caught = checks.map(([check, count]) => `${check} ${count}`).join(", ")
  return `${name}: ${bytes - missed.length} of ${bytes} changes noticed (${caught})${missed.map((place) => `\n  MISSED ${place}`).join("")}`
}
