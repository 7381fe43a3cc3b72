/**
 * Makes one part of an audit that is divided among machines: the whole chain, and its share of the ballots and
 * credentials.
 */
import { UrneError } from "../../core/error.ts"
import type { Finding } from "../../core/finding.ts"
import type { Range } from "../../notes/audit.ts"
import type { SigningKey } from "../../notes/key.ts"
import { ballotsPerBlock, blocksOf, credentialsPerBlock, rangeSize, shareOf } from "../archive/blocks.ts"
import { readArchiveFacts } from "../archive/chain.ts"
import { credentialBlocks, openSetup } from "../archive/setup.ts"
import { beginBlocks } from "../ballots/ballots.ts"
import { type CheckId, checkOf } from "../checks.ts"
import { openReport } from "../open-report.ts"
import type { Source } from "../source/source.ts"
import type { Tools } from "../tools.ts"
import { ballotLine, credentialLine } from "./block-lines.ts"
import { fingerprintKey, partSource } from "./parts.ts"
import { ballotsForThreads } from "./work.ts"

export interface Shard {
  /** From 1 to `count`. */
  readonly index: number
  readonly count: number
}

export interface PartReport {
  readonly shard: Shard
  readonly archive: { readonly height: number; readonly hash: string } | null
  readonly ballots: (Range & { readonly of: number }) | null
  readonly credentials: (Range & { readonly of: number }) | null
  /** What is wrong with these ballots and credentials, or with the archive. In the latter case there is no part. */
  readonly findings: readonly (Finding & { readonly check: CheckId })[]
  /** The bytes of the part to write. */
  readonly source: Uint8Array | null
}

/** The key that signs a part, and the program that made it. */
export interface PartSigner {
  readonly key: SigningKey
  readonly software: string
}

/**
 * Checks one share of the ballots and credentials of an archive, or of a record's archive whatever else the record
 * holds. It reads all ballots to know which of them count. The hash of the last event identifies the archive.
 *
 * @throws UrneError `record-without-archive`
 */
export async function auditShare(
  { path, source }: { readonly path: string; readonly source: Source },
  shard: Shard,
  { key, software }: PartSigner,
  { pool, random, progress }: Tools,
): Promise<PartReport> {
  const name = source.names.find((one) => one.endsWith(".bel"))
  if (name === undefined && source.faults === undefined) throw new UrneError("record-without-archive", { path })
  const nothing = { shard, archive: null, ballots: null, credentials: null, source: null }
  const broken = (...findings: readonly Finding[]): PartReport => ({ ...nothing, findings: findings.map(placed) })
  const findings: Finding[] = [...(source.faults ?? [])]
  const stream = () => source.stream(name ?? "")
  const report = openReport()
  const archive =
    findings.length > 0 || name === undefined
      ? undefined
      : await readArchiveFacts(stream(), { claims: [], more: [], trackers: new Set() }, report)
  findings.push(...report.outcomes.findings)
  if (archive === undefined) return broken(...findings)
  const opened = openSetup(archive)
  const [election, list] = [opened.election.value, opened.credentials.value]
  if (election === undefined || list === undefined) {
    return broken(...opened.election.findings, ...opened.credentials.findings)
  }
  const credentials = shareOf(list.size, credentialsPerBlock, shard)
  const ballots = shareOf(archive.ballots, ballotsPerBlock, shard)
  const lines: string[] = []
  const seed = () => random(32, "verify.credentials")
  const blocks = credentialBlocks(election, list, seed, blocksOf(credentials, credentialsPerBlock))
  for await (const found of pool.run("checkCredentials", blocks)) {
    lines.push(credentialLine(found))
    findings.push(...found)
  }
  const sent = { ...ballotsForThreads(archive, election, list), key: fingerprintKey(archive.head) }
  const isOwn = (height: number) => height >= ballots.from && height <= ballots.to
  const { outputs } = await beginBlocks(stream(), sent, isOwn, pool)
  let checked = 0
  for await (const audited of outputs) {
    lines.push(ballotLine(audited, list))
    findings.push(...audited.findings.flat())
    progress((checked += audited.credentials.length), rangeSize(ballots))
  }
  const { height, hash } = archive.head
  const part = { software, archive: { uuid: election.uuid, height, hash }, shard, ballots, credentials }
  return {
    shard,
    archive: { height, hash },
    ballots: { ...ballots, of: archive.ballots },
    credentials: { ...credentials, of: list.size },
    findings: findings.map(placed),
    source: partSource(part, lines, key),
  }
}

function placed(found: Finding): Finding & { readonly check: CheckId } {
  return { check: checkOf(found), ...found }
}
