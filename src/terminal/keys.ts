import { Transform } from "node:stream"

/** What the library's questions do not know of the keyboard. */

const [tab, controlT] = [9, 20]

/** The library shows a secret, and hides it again, at Ctrl-T, of which nobody knows; here it is Tab. */
export function tabToggles(): Transform {
  return new Transform({
    transform(typed: Buffer, _encoding, done) {
      done(null, Buffer.from(typed.map((byte) => (byte === tab ? controlT : byte))))
    },
  })
}

/** Esc alone, which other keys only begin with, and Shift-Tab. */
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

/** No answer of a list is numbered on the screen, and the library ticks the first nine of them at a digit. */
export function withoutDigits(): Transform {
  return new Transform({
    transform(typed: Buffer, _encoding, done) {
      const text = typed.toString("latin1")
      // Some keys are sent as an escape with numbers in it.
      done(null, text.startsWith("\u001b") ? typed : Buffer.from(text.replace(/\d/g, ""), "latin1"))
    },
  })
}
