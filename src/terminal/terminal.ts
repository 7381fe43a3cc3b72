import { PassThrough } from "node:stream"
import { setTimeout as pause } from "node:timers/promises"

/**
 * The keyboard and the screen of the person who is asked. From the first question to the end of the command, the system
 * echoes nothing that is typed, and what is typed while no question is open, or after the Enter of an answer, is dropped.
 * A passphrase typed ahead of its question is therefore neither shown nor taken for another answer.
 */
export interface Terminal {
  /**
   * Returns what is typed from now on, for one question.
   *
   * @param settings.refused - whether the answer before was refused: whoever did not see that may be typing a passphrase,
   *   which is dropped until the keyboard is still
   */
  readonly listen: (settings?: { readonly refused?: boolean }) => Promise<NodeJS.ReadableStream>
  /** Lets an open question be answered again, once the keyboard is still. */
  readonly again: () => Promise<void>
  /** Ends a question. Of what is typed now only Ctrl-C counts. */
  readonly ignore: () => void
  /** Runs work that shows what the next person must not read, then erases the screen and what scrolled off it. */
  readonly erasing: <T>(work: () => Promise<T>) => Promise<T>
  /** Gives the keyboard back as it was. */
  readonly release: () => Promise<void>
}

/**
 * Moves to the top, then erases the screen and the lines that scrolled off it (ECMA-48 CUP and ED; ED 3 is xterm's).
 */
const erase = "\u001b[H\u001b[2J\u001b[3J"
const showCursor = "\u001b[?25h"

/** Long enough for what was typed before to arrive, in milliseconds. */
const settling = 10

/** How long no key is pressed when somebody has stopped typing, in milliseconds. */
const stillness = 600

const [endOfText, endOfTransmission, lineFeed, carriageReturn, substitute] = [3, 4, 10, 13, 26]

/** What the keyboard does to the command besides answering questions. */
interface Keyboard {
  /** Called at Ctrl-C while no question is open. */
  readonly interrupt: () => void
  /** Called when the terminal went away, which a signal may already have told. */
  readonly hangUp: () => void
}

export function terminalOf(
  stdin: NodeJS.ReadStream,
  stderr: NodeJS.WriteStream,
  { interrupt, hangUp }: Keyboard,
): Terminal {
  let [isRaw, concealing] = [false, 0]
  let question: PassThrough | undefined
  // Of an answered question only what is wrong with the answer may still be shown.
  let isAnswered = false
  let lastKey = 0

  function take(typed: Buffer): void {
    lastKey = performance.now()
    if (question === undefined) {
      if (typed.includes(endOfText)) interrupt()
      return
    }
    if (isAnswered) {
      if (typed.includes(endOfText)) question.write(Buffer.of(endOfText))
      return
    }
    const enter = typed.findIndex((byte) => byte === carriageReturn || byte === lineFeed)
    if (enter < 0) {
      give(question, typed)
      return
    }
    isAnswered = true
    give(question, typed.subarray(0, enter + 1))
    if (enter + 1 < typed.length) take(typed.subarray(enter + 1))
  }

  function give(to: PassThrough, typed: Buffer): void {
    // The end of the input cancels. Ctrl-Z is dropped: a suspended program would leave on the screen what it shows.
    const bytes = [...typed].filter((byte) => byte !== substitute)
    to.write(Buffer.from(bytes.map((byte) => (byte === endOfTransmission ? endOfText : byte))))
  }

  async function untilStill(): Promise<void> {
    lastKey = performance.now()
    for (;;) {
      const left = lastKey + stillness - performance.now()
      if (left <= 0) return
      await pause(left)
    }
  }

  function enterRawMode(): void {
    if (isRaw) return
    isRaw = true
    stdin.setRawMode(true)
    stdin.on("data", take).on("end", hangUp).resume()
  }

  function leaveRawMode(): void {
    if (!isRaw) return
    isRaw = false
    stdin.off("data", take).off("end", hangUp).pause()
    stdin.setRawMode(false)
  }

  /** Leaves the terminal as it was found however the process ends, with nothing on it that was to be erased. */
  function leave(): void {
    if (concealing > 0 && stderr.isTTY) stderr.write(`${showCursor}${erase}`)
    else if (isRaw) stderr.write(showCursor)
    leaveRawMode()
  }

  let watched = false
  function watchEnd(): void {
    if (watched) return
    watched = true
    process.on("exit", leave)
    // Even ending raw mode fails on a terminal that went away.
    stdin.on("error", hangUp)
  }

  return {
    async listen({ refused = false } = {}) {
      watchEnd()
      enterRawMode()
      await (refused ? untilStill() : pause(settling))
      isAnswered = false
      question = new PassThrough()
      return question
    },
    async again() {
      const open = question
      await untilStill()
      if (question === open) isAnswered = false
    },
    ignore() {
      question = undefined
    },
    async erasing(work) {
      if (!stderr.isTTY) return work()
      watchEnd()
      concealing++
      try {
        return await work()
      } finally {
        concealing--
        stderr.write(erase)
      }
    },
    async release() {
      if (!isRaw) return
      await pause(settling)
      leaveRawMode()
    },
  }
}
