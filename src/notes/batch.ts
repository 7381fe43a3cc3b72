/**
 * The text that a channel signs for a batch of ballots: which of its batches it is, exactly which lines it holds, and in
 * version 2 when they arrived at the channel.
 */
import { sha256Hex } from "../core/hash.ts"
import { type BatchBin, binText, parseBin } from "./batch-arrivals.ts"
import { originOf } from "./checkpoint.ts"
import type { SigningKey, VerifierKey } from "./key.ts"
import { type NoteFault, signedText, signNote } from "./note.ts"

export interface Batch {
  readonly rehearsal: boolean
  readonly uuid: string
  readonly channel: string
  /** Counted from 1. A gap in the numbers shows that a batch is missing. */
  readonly number: number
  /** `batchHash` of the batch before it. The first batch has none. */
  readonly previous: `sha256:${string}` | undefined
  /** The number of lines, each of which is a ballot. */
  readonly count: number
  /** SHA-256 of the file of ballots, in hexadecimal. */
  readonly sha256: string
  /** When they arrived at the channel: bins as `binFault` wants them. A note of version 1 does not say it. */
  readonly arrivals?: readonly BatchBin[]
}

export function batchText({ rehearsal, uuid, channel, number, previous, count, sha256, arrivals }: Batch): string {
  return [
    titleOf(rehearsal, arrivals),
    `election ${uuid}`,
    `channel ${channel}`,
    `batch ${number}`,
    `previous ${previous ?? "none"}`,
    `count ${count}`,
    `sha256 ${sha256}`,
    ...(arrivals ?? []).map((bin) => `arrivals ${binText(bin)}`),
    "",
  ].join("\n")
}

/** Version 2 is for notes that say when the ballots arrived. */
function titleOf(rehearsal: boolean, arrivals: Batch["arrivals"]): string {
  if (arrivals === undefined) return rehearsal ? "urne rehearsal batch v1" : "urne batch v1"
  return rehearsal ? "urne rehearsal batch v2" : "urne batch v2"
}

const form =
  /^urne (rehearsal )?batch v([12])\nelection (\w+)\nchannel (\S+)\nbatch ([1-9]\d*)\nprevious (none|sha256:[0-9a-f]{64})\ncount (0|[1-9]\d*)\nsha256 ([0-9a-f]{64})\n((?:arrivals .*\n)*)$/

/** The place of the first bin in a note, counted in lines from 1. */
export const firstBinLine = 8

/**
 * The most batches that a channel can send. Whoever holds its key must not be able to make the others wait for more.
 */
const mostBatches = 9999

/** Reads a batch, and returns `undefined` unless writing it again gives the same text. */
export function parseBatch(text: string): Batch | undefined {
  const [, rehearsal, version, uuid = "", channel = "", number, previous, count, sha256 = "", lines = ""] =
    form.exec(text) ?? []
  const bins = lines.split("\n").flatMap((line) => (line === "" ? [] : [parseBin(line.slice("arrivals ".length))]))
  const arrivals = bins.flatMap((bin) => bin ?? [])
  // Version 2 is for notes that have bins, so that nothing is written in two ways.
  if (arrivals.length < bins.length || (version === "2") !== bins.length > 0) return undefined
  const batch: Batch = {
    rehearsal: rehearsal !== undefined,
    uuid,
    channel,
    number: Number(number),
    previous: previous === "none" ? undefined : (previous as `sha256:${string}`),
    count: Number(count),
    sha256,
    ...(version === "2" ? { arrivals } : {}),
  }
  if (batch.number > mostBatches || !Number.isSafeInteger(batch.count)) return undefined
  return batchText(batch) === text ? batch : undefined
}

/** The hash by which the next batch of the channel names this one. It covers the text, not the signatures. */
export function batchHash(batch: Batch): `sha256:${string}` {
  return `sha256:${sha256Hex(batchText(batch))}`
}

/** `CHANNEL NUMBER`, as the act `close` names a batch. */
export function batchName({ channel, number }: Pick<Batch, "channel" | "number">): string {
  return `${channel} ${number}`
}

/** Reads what `batchName` writes. */
export function parseBatchName(text: string): Pick<Batch, "channel" | "number"> | undefined {
  const [, channel, number] = /^([a-z0-9][a-z0-9._-]{0,63}) ([1-9]\d{0,3})$/.exec(text) ?? []
  return channel === undefined ? undefined : { channel, number: Number(number) }
}

/** Returns the source of the note by which a channel announces a batch. */
export function signBatch(batch: Batch, channelKey: SigningKey): string {
  return signNote(batchText(batch), channelKey)
}

/** Returns the batch of this election that a channel's key signed, or says what is wrong with the note. */
export function openBatch(
  source: string,
  election: Pick<Batch, "uuid" | "rehearsal" | "channel">,
  channelKey: VerifierKey,
): { readonly batch: Batch } | { readonly fault: NoteFault | "channel" } {
  const opened = signedText(source, channelKey)
  if ("fault" in opened) return opened
  const batch = parseBatch(opened.text)
  if (batch === undefined) return { fault: "form" }
  if (originOf(batch.uuid, batch.rehearsal) !== originOf(election.uuid, election.rehearsal)) return { fault: "origin" }
  return batch.channel === election.channel ? { batch } : { fault: "channel" }
}
