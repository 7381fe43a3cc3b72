/** Reads when ballots arrived, as the bins of the election file tell it and the urn signed them. */
import type { DecidedFile } from "../authority/proven-acts.ts"
import { urnKeyTerms } from "../authority/urn-key-queries.ts"
import { equalBytes, hex } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { hasFeature } from "../core/format.ts"
import { sha256 } from "../core/hash.ts"
import { parseInstant } from "../core/instant.ts"
import { ballotsApart } from "../journal/dating.ts"
import { provedEntry } from "../journal/entry-index-queries.ts"
import { countInstantsAfter, instantsAfter } from "../journal/instant-queries.ts"
import { electionFormat, lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { isFact } from "../notes/facts.ts"
import { signedByOne } from "../notes/note.ts"
import { arrivalsText, binsUpTo, noBins, type StoredBin } from "./arrival-bin.ts"
import type { StoredBinSignature } from "./arrival-table.ts"
import { boothChannel } from "./channel-queries.ts"
import { type LedgerFile, urnLedger } from "./ledger-queries.ts"

/** A time (milliseconds) in which so many ballots arrived: none, or ten at least. */
export interface ArrivalBin {
  readonly from: number
  readonly to: number
  readonly ballots: number
}

export interface Arrivals {
  /** In order and without a gap, from the opening on. A bin that is still being filled ends now. */
  readonly bins: readonly ArrivalBin[]
  /** The ballots that wait for their bin, fewer than ten where no act was decided meanwhile: they came since then. */
  readonly waiting: { readonly from: number; readonly ballots: number } | undefined
  /** Ballots that channels handed over in files, by channel. When their voters voted is not decidable from here. */
  readonly handedOver: readonly { readonly channel: string; readonly ballots: number }[]
}

/** The tables from which arrivals are proved. */
export type ArrivalFile = LedgerFile & DecidedFile

/**
 * Returns the arrivals at the booth; `undefined` before the urn was opened. The number of ballots follows from the
 * archive. The instants are those of this machine's clock, and the urn signed them.
 *
 * @param now - in milliseconds
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
export function arrivalsOf(file: ArrivalFile, now: number): Arrivals | undefined {
  return file.store.read(() => {
    const opened = parseInstant(lastEntry(file.journal, "urn.opened")?.event.at ?? "")
    if (opened === undefined) return undefined
    const { channels, height } = urnLedger(file)
    const booth = channels.get(boothChannel) ?? 0
    const stored = file.urn.arrivals.all()
    requireBins(stored, opened, booth, height)
    const last = stored.at(-1)
    requireSigned(file, last)
    const bins = stored.map((bin) => ({
      from: bin.began,
      // The clock may have been set back since.
      to: Math.max(bin.began + 1, Math.min(bin === last ? endOf(file, bin) : bin.ended, now)),
      ballots: bin.ballots,
    }))
    const from = bins.at(-1)?.to ?? opened
    const ballots = booth - stored.reduce((sum, bin) => sum + bin.ballots, 0)
    if (ballots >= ballotsApart && ballots > mostWaiting(file, last))
      throw new UrneError("election-file-altered", { part: "arrivals", at: undefined })
    const isEmpty = ballots === 0 && now > from
    return {
      bins: isEmpty ? [...bins, { from, to: now, ballots: 0 }] : bins,
      waiting: ballots === 0 ? undefined : { from, ballots },
      handedOver: [...channels].flatMap(([channel, count]) =>
        channel === boothChannel ? [] : [{ channel, ballots: count }],
      ),
    }
  })
}

/**
 * Returns when a bin ended (milliseconds): at the first instant that was given since its last ballot, if that is before
 * its own end.
 */
export function endOf({ journal }: { readonly journal: JournalTable }, { began, ended, height }: StoredBin): number {
  const given = instantsAfter(journal, height).filter((at) => at > began && at < ended)
  return Math.min(ended, ...given)
}

/**
 * Returns how many ballots may wait for their bin: fewer than ten came between any two instants that were given since
 * the last one. A vote that began with an older program has no bins of its first hours.
 */
function mostWaiting({ journal }: ArrivalFile, last: StoredBin | undefined): number {
  if (last === undefined && !hasFeature(electionFormat(journal), "counted")) return Infinity
  return (ballotsApart - 1) * (countInstantsAfter(journal, last?.height ?? 0) + 1)
}

/**
 * Requires that a key of the urn signed the last bin, and with it all before, when that key counted.
 *
 * @param last - the last bin, or `undefined` if there is none
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
export function requireSigned(file: ArrivalFile, last: StoredBin | undefined): void {
  const signature = file.urn.arrivals.signature()
  if (last === undefined && signature === undefined) return
  const isSigned = last !== undefined && signature !== undefined && isSignedBy(file, last, signature)
  if (!isSigned) throw new UrneError("election-file-altered", { part: "arrivals", at: last?.number.toString() })
}

function isSignedBy(file: ArrivalFile, last: StoredBin, { entry, line }: StoredBinSignature): boolean {
  const { journal, election } = file
  if (entry > journal.size()) return false
  const { event } = provedEntry(journal, entry)
  if (event.type !== "urn.accepted" || last.height > event.height) return false
  const keys = urnKeyTerms(file).flatMap(({ key, from, to }) => (from <= entry && entry <= to ? [key] : []))
  const source = `${arrivalsText(election.get(), last, entry)}\n${line}\n`
  const names = keys.map(({ id, publicKey }) => id + hex(publicKey)).join(" ")
  return isFact(`arrivals ${hex(sha256(source))} ${names}`, () => "signer" in signedByOne(source, keys))
}

/** @throws UrneError `election-file-altered` unless bins follow each other and hold ballots that the urn has */
function requireBins(stored: readonly StoredBin[], opened: number, booth: number, height: number): void {
  let before = { number: 0, ended: opened, height: 0 }
  let after = noBins
  let sum = 0
  for (const bin of stored) {
    const { number, began, ended, ballots } = bin
    sum += ballots
    const isNext = number === before.number + 1 && began <= before.ended && ended > began
    const isFilled = ballots === 0 || ballots >= ballotsApart
    const hasRoom = bin.height >= before.height && bin.height <= height && sum <= Math.min(booth, bin.height)
    if (!isNext || !isFilled || !hasRoom || !equalBytes(bin.after, after)) {
      throw new UrneError("election-file-altered", { part: "arrivals", at: `${number}` })
    }
    before = bin
    after = binsUpTo(bin)
  }
}
