import { readRecords } from "../../src/belenios/archive-reader.ts"
import type { Election } from "../../src/belenios/election.ts"
import { parseEvent } from "../../src/belenios/event.ts"
import { sha256, sha256Hex } from "../../src/core/hash.ts"
import type { Files } from "../../src/core/world.ts"
import { verifierOf } from "../../src/notes/key.ts"
import { credentialList } from "../../src/verify/archive/credential-list.ts"
import type { BallotContext } from "../../src/verify/ballots/ballots.ts"
import { type PartFile, readPart } from "../../src/verify/divided/parts.ts"
import type { EarlierAudit } from "../../src/verify/divided/relied.ts"
import { auditShare } from "../../src/verify/divided/shard.ts"
import { type Source, streamSource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { tools } from "./tools.ts"

/** Makes audits in memory of which somebody else did a part. */

export const auditor = { name: "auditor", seed: sha256("auditor") }
export const auditorKey = verifierOf(auditor)
export const software = "urne 0.0.0-test"

/** Makes the context for this many ballots of an election, with no credential on its list. */
export function nobodyListed(election: Election, present: number): BallotContext {
  return {
    election,
    credentials: credentialList([]),
    mayRevote: true,
    watched: new Map(),
    relied: 0,
    present,
    again: async function* () {
      // Nothing is asked for twice.
    },
    progress: () => undefined,
  }
}

/** Makes files that all have these bytes, whatever is asked for. */
export function filesHolding(bytes: Uint8Array): Files {
  return { read: () => Promise.resolve(bytes) } as unknown as Files
}

async function bytesOf(blocks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const block of blocks) parts.push(block)
  return Uint8Array.from(Buffer.concat(parts))
}

/** Lists where each event of an archive ends, as far as it can be read. */
function endsOf(archive: Uint8Array): readonly number[] {
  const ends: number[] = []
  let isEvent = false
  for (const entry of readRecords(archive)) {
    if ("code" in entry) return ends
    if (entry.kind !== "header" && isEvent) ends.push(entry.offset)
    isEvent = entry.kind === "event" && parseEvent(entry.body) !== undefined
  }
  return isEvent ? [...ends, archive.length] : ends
}

/** Makes what an honest auditor would have signed when the archive had come to each of its heights. */
export async function honestAudits(source: Source): Promise<readonly EarlierAudit[]> {
  const name = source.names.find((one) => one.endsWith(".bel"))
  if (name === undefined) return []
  const archive = await bytesOf(source.stream(name))
  const audits: EarlierAudit[] = []
  for (const end of endsOf(archive)) {
    const audit = await auditOf(archive.slice(0, end))
    if (audit === undefined) break
    audits.push(audit)
  }
  return audits
}

/** Audits are kept by what they cover, since many variants begin alike. */
const audited = new Map<string, EarlierAudit | undefined>()

async function auditOf(archive: Uint8Array): Promise<EarlierAudit | undefined> {
  const hash = sha256Hex(archive)
  if (audited.has(hash)) return audited.get(hash)
  const { verdict, extent } = await verify(await streamSource(() => blocks(archive)), nothing, tools)
  const isRight = verdict === "ARCHIVE VERIFIED" && extent !== null
  const audit = isRight ? { path: "audit.note", signer: auditorKey, audit: { software, ...extent, at: 0 } } : undefined
  audited.set(hash, audit)
  return audit
}

export const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

/** Makes the parts that honest machines would make of it, or `undefined` if its archive cannot be divided. */
export async function honestParts(source: Source, count: number): Promise<readonly PartFile[] | undefined> {
  const parts: PartFile[] = []
  for (let index = 1; index <= count; index++) {
    const made = await auditShare({ path: "record", source }, { index, count }, { key: auditor, software }, tools)
    if (made.source === null) return undefined
    parts.push(await readPart(`part-${index}`, [auditorKey], filesHolding(made.source)))
  }
  return parts
}

async function* blocks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}
