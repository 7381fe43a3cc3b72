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
