import { setTimeout as pause } from "node:timers/promises"
import type { Output } from "./output.ts"

/** Goes to a screen of its own without a cursor, and back to what was there (xterm's private modes 1049 and 25). */
const enter = "\u001b[?1049h\u001b[?25l"
const leave = "\u001b[?25h\u001b[?1049l"
/** Moves to the top and erases the screen (ECMA-48 CUP and ED). */
const clear = "\u001b[H\u001b[2J"

const second = 1000

/**
 * Fills a terminal with a text that is made anew each second, until somebody cancels. It is drawn only where it
 * differs, so that a projector does not flicker.
 *
 * @throws what making the text throws
 */
export async function followed(out: Output, signal: AbortSignal, text: () => string): Promise<void> {
  out.write(enter)
  try {
    for (let before = ""; !signal.aborted;) {
      const now = text()
      if (now !== before) out.write(`${clear}${now}`)
      before = now
      await pause(second, undefined, { signal }).catch(() => undefined)
    }
  } finally {
    out.write(leave)
  }
}
