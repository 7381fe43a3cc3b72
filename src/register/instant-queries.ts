import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { clockTolerance, timeAfterLast } from "../journal/clock-queries.ts"
import { mayFollow } from "./order.ts"
import { provedRegister, type RegisterFile } from "./queries.ts"

/**
 * Returns the instant that an entry would have now, in milliseconds.
 *
 * @throws UrneError `clock-went-back`, `clock-far-ahead`, and what `provedRegister` throws
 */
export function nextInstant(file: RegisterFile, now: number): number {
  const { entries, givenUp } = provedRegister(file)
  return instantAfter(entries.at(-1)?.at ?? 0, timeAfterLast(file.journal, now), givenUp)
}

function instantAfter(last: number, now: number, givenUp: Parameters<typeof mayFollow>[2]): number {
  const at = Math.floor(now / 1000) * 1000
  if (mayFollow(last, at, givenUp)) return at
  if (last - now <= clockTolerance) return last
  throw new UrneError("clock-went-back", { last: instantText(last), now: instantText(now) })
}
