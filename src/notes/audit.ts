/**
 * The text that an auditor signs. It states either that an archive was checked up to an event, so that a later audit
 * can continue there, or that a part of its ballots and credentials was checked, so that another machine can put the
 * parts together.
 */
import { base64, fromBase64 } from "../core/bytes.ts"
import { instantText, parseInstant } from "../core/instant.ts"

/** An archive at the time somebody saw it. Its last event then names all events before it. */
export interface AuditedArchive {
  readonly uuid: string
  readonly height: number
  /** SHA-256 of the event, in hexadecimal. */
  readonly hash: string
}

/** States that nothing was found wrong with an election up to a point of its archive. */
export interface Audit {
  /** The program that checked, and its version. */
  readonly software: string
  readonly archive: AuditedArchive
  /** The journal at that time. An archive without a record has none. */
  readonly journal: { readonly size: number; readonly root: Uint8Array } | undefined
  /** When the audit was made, by the auditor's clock, in milliseconds. The text keeps whole seconds. */
  readonly at: number
}

/** A range that includes both ends, numbered from 1. It is empty where `to` is `from - 1`. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** One part of several into which an audit was divided. */
export interface AuditPart {
  readonly software: string
  readonly archive: AuditedArchive
  /** Which part it is, of how many, as the auditor asked for it. */
  readonly shard: { readonly index: number; readonly count: number }
  readonly ballots: Range
  readonly credentials: Range
  /** SHA-256 of the findings, in hexadecimal. */
  readonly sha256: string
}

export function auditText({ software, archive, journal, at }: Audit): string {
  return [
    "urne audit v1",
    `software ${software}`,
    ...archiveLines(archive),
    `journal ${journal === undefined ? "none" : `${journal.size} ${base64(journal.root)}`}`,
    `at ${instantText(at)}`,
    "",
  ].join("\n")
}

const auditForm =
  /^urne audit v1\nsoftware ([^\n]+)\nelection (\w+)\narchive (\d+) ([0-9a-f]{64})\njournal (?:none|(\d+) (\S+))\nat (\S+)\n$/

/** Reads an audit, and returns `undefined` unless writing it again gives the same text. */
export function parseAudit(text: string): Audit | undefined {
  const [, software = "", uuid = "", height, hash = "", size, root, at = ""] = auditForm.exec(text) ?? []
  const rootBytes = fromBase64(root ?? "")
  const instant = parseInstant(at)
  if (instant === undefined || (size !== undefined && rootBytes?.length !== 32)) return undefined
  const journal = size === undefined || rootBytes === undefined ? undefined : { size: Number(size), root: rootBytes }
  const audit = { software, archive: { uuid, height: Number(height), hash }, journal, at: instant }
  return auditText(audit) === text ? audit : undefined
}

export function partText({ software, archive, shard, ballots, credentials, sha256 }: AuditPart): string {
  return [
    "urne audit part v1",
    `software ${software}`,
    ...archiveLines(archive),
    `part ${shard.index} of ${shard.count}`,
    `ballots ${ballots.from} to ${ballots.to}`,
    `credentials ${credentials.from} to ${credentials.to}`,
    `sha256 ${sha256}`,
    "",
  ].join("\n")
}

const partForm =
  /^urne audit part v1\nsoftware ([^\n]+)\nelection (\w+)\narchive (\d+) ([0-9a-f]{64})\npart (\d+) of (\d+)\nballots (\d+) to (\d+)\ncredentials (\d+) to (\d+)\nsha256 ([0-9a-f]{64})\n$/

/** Reads a part, and returns `undefined` unless writing it again gives the same text. */
export function parsePart(text: string): AuditPart | undefined {
  const [, software = "", uuid = "", height, hash = "", index, count, ...rest] = partForm.exec(text) ?? []
  const [firstBallot, lastBallot, firstCredential, lastCredential, sha256 = ""] = rest
  const part: AuditPart = {
    software,
    archive: { uuid, height: Number(height), hash },
    shard: { index: Number(index), count: Number(count) },
    ballots: { from: Number(firstBallot), to: Number(lastBallot) },
    credentials: { from: Number(firstCredential), to: Number(lastCredential) },
    sha256,
  }
  const isRange = ({ from, to }: Range) => from >= 1 && to >= from - 1
  return isRange(part.ballots) && isRange(part.credentials) && partText(part) === text ? part : undefined
}

function archiveLines({ uuid, height, hash }: AuditedArchive): readonly string[] {
  return [`election ${uuid}`, `archive ${height} ${hash}`]
}
