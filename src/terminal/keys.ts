import { Transform } from "node:stream"

/** Key codes that the library's questions do not treat as we need. */

const [tab, controlT] = [9, 20]

/** Makes Tab show a secret and hide it again. In the library Ctrl-T does, which nobody knows. */
export function tabToggles(): Transform {
  return new Transform({
    transform(typed: Buffer, _encoding, done) {
      done(null, Buffer.from(typed.map((byte) => (byte === tab ? controlT : byte))))
    },
  })
}

/** Esc alone, with which other keys only begin, and Shift-Tab. */
const leaving = ["\u001b", "\u001b[Z"]

/** Ends the question at these keys. */
export function escapeLeaves(question: AbortController): Transform {
  return new Transform({
    transform(typed: Buffer, _encoding, done) {
      if (!leaving.includes(typed.toString("latin1"))) {
        done(null, typed)
        return
      }
      question.abort()
      done()
    },
  })
}

/**
 * Drops digits: at a digit the library would tick or choose one of the first nine answers, but the screen does not number
 * them.
 */
export function withoutDigits(): Transform {
  return new Transform({
    transform(typed: Buffer, _encoding, done) {
      const text = typed.toString("latin1")
      // Some keys are sent as an escape sequence that contains digits.
      done(null, text.startsWith("\u001b") ? typed : Buffer.from(text.replace(/\d/g, ""), "latin1"))
    },
  })
}
