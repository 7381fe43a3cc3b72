/** Waits for an hour by the clock of the machine, and shows how long it still is. */
import { cancellationPoint } from "../core/cancellation.ts"
import type { Io } from "./io.ts"
import type { Output } from "./output.ts"

const [second, minute] = [1000, 60_000]

/** In milliseconds. Clocks that are set right by the network move by less. */
const steadiness = 2 * minute

/** What the clock showed before and after it moved more than time passed: the machine slept, or somebody set it. */
export interface ClockJump {
  readonly before: number
  readonly now: number
}

export interface CountdownSettings {
  /** Where the time left is shown: redrawn every second on a terminal, a line every quarter of an hour elsewhere. */
  readonly output: Pick<Output, "write" | "terminal" | "columns">
  /** Shows nothing. */
  readonly silent: boolean
  /** Writes one line of the time left, as `0:12:05`. */
  readonly text: (left: string) => string
}

type Clock = Pick<Io, "now" | "pause" | "signal">

/**
 * Waits until the clock shows the hour, but not longer than `most` milliseconds.
 *
 * @param hour - in milliseconds; `undefined` where something is waited for that has no hour
 * @returns the jump of the clock that ended the wait, if it was one
 * @throws UrneError `cancelled`
 */
export async function countDown(
  clock: Clock,
  hour: number | undefined,
  most: number,
  { output, silent, text }: CountdownSettings,
): Promise<ClockJump | undefined> {
  const end = Math.min(clock.now() + most, hour ?? Infinity)
  const isDrawn = output.terminal && !silent && hour !== undefined
  try {
    for (let before = clock.now(); before < end; before = clock.now()) {
      cancellationPoint(clock.signal)
      if (isDrawn) output.write(`\r\u001b[K${text(timeLeft(hour - before)).slice(0, output.columns - 1)}`)
      const step = Math.min(isDrawn ? second : quarterEnd(before) - before, end - before)
      await clock.pause(step)
      const now = clock.now()
      if (Math.abs(now - before - step) > steadiness) return { before, now }
      const isQuarter = now >= quarterEnd(before)
      if (isQuarter && !silent && !output.terminal && hour !== undefined && now < hour) {
        output.write(`${text(timeLeft(hour - now))}\n`)
      }
    }
    cancellationPoint(clock.signal)
    return undefined
  } finally {
    if (isDrawn) output.write("\r\u001b[K")
  }
}

/** Returns the next quarter of an hour after an instant. */
function quarterEnd(instant: number): number {
  const quarter = 15 * minute
  return (Math.floor(instant / quarter) + 1) * quarter
}

/** Writes hours, minutes and seconds, rounded up: `0:12:05`. */
function timeLeft(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / second)
  const two = (part: number) => String(part).padStart(2, "0")
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
