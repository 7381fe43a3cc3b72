/** Reads when ballots arrived, as the bins of the election file tell it. */
import { UrneError } from "../core/error.ts"
import { parseInstant } from "../core/instant.ts"
import { ballotsApart } from "../journal/dating.ts"
import { lastEntry } from "../journal/operations.ts"
import type { StoredBin } from "./arrival-table.ts"
import { boothChannel } from "./channel-queries.ts"
import { type RegisteredFile, urnRegister } from "./register-queries.ts"

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

/**
 * Returns the arrivals at the booth; `undefined` before the urn was opened. The number of ballots follows from the
 * archive; the instants are those that this file has, and nothing proves them.
 *
 * @param now - in milliseconds
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
export function arrivalsOf(file: RegisteredFile, now: number): Arrivals | undefined {
  return file.store.read(() => {
    const opened = parseInstant(lastEntry(file.journal, "urn.opened")?.event.at ?? "")
    if (opened === undefined) return undefined
    const { channels, height } = urnRegister(file)
    const booth = channels.get(boothChannel) ?? 0
    const stored = file.urn.arrivals.all()
    requireBins(stored, opened, booth, height)
    const bins = stored.map(({ began, ended, ballots }) => ({
      from: began,
      // The clock may have been set back since.
      to: Math.max(began + 1, Math.min(ended, now)),
      ballots,
    }))
    const from = bins.at(-1)?.to ?? opened
    const ballots = booth - stored.reduce((sum, bin) => sum + bin.ballots, 0)
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

/** @throws UrneError `election-file-altered` unless bins follow each other and hold ballots that the urn has */
function requireBins(stored: readonly StoredBin[], opened: number, booth: number, height: number): void {
  let before = { number: 0, ended: opened, height: 0 }
  let sum = 0
  for (const bin of stored) {
    const { number, began, ended, ballots } = bin
    sum += ballots
    const isNext = number === before.number + 1 && began <= before.ended && ended > began
    const isFilled = ballots === 0 || ballots >= ballotsApart
    const hasRoom = bin.height >= before.height && bin.height <= height && sum <= Math.min(booth, bin.height)
    if (!isNext || !isFilled || !hasRoom) {
      throw new UrneError("election-file-altered", { part: "arrivals", at: `${number}` })
    }
    before = bin
  }
}
