import { instantText, parseInstant } from "../core/instant.ts"
import { parseStatedRegister, type StatedRegister, statedRegisterText } from "../register/stated.ts"

/**
 * What members sign: which election and result the minutes are of, how far the register had come, and the hashes of the
 * two versions of their text. The public one is in the record; the full one stays with the authority.
 */
export interface MinutesNote {
  readonly rehearsal: boolean
  readonly uuid: string
  readonly result: { readonly height: number; readonly hash: string }
  readonly register: StatedRegister
  /** Milliseconds. */
  readonly drawn: number
  /** `sha256:` and 64 hexadecimal digits, of the UTF-8 text. */
  readonly public: string
  readonly full: string
}

export function minutesNoteText(note: MinutesNote): string {
  return [
    firstLine(note.rehearsal),
    `election ${note.uuid}`,
    `result ${note.result.height} ${note.result.hash}`,
    `register ${statedRegisterText(note.register)}`,
    `drawn ${instantText(note.drawn)}`,
    `public ${note.public}`,
    `full ${note.full}`,
    "",
  ].join("\n")
}

/** Reads the text of a note, and returns `undefined` unless writing it again gives the same text. */
export function parseMinutesNote(text: string): MinutesNote | undefined {
  const match =
    /^(.+)\nelection (\S+)\nresult (\d+) ([0-9a-f]{64})\nregister (.+)\ndrawn (\S+)\npublic (sha256:[0-9a-f]{64})\nfull (sha256:[0-9a-f]{64})\n$/.exec(
      text,
    )
  if (match === null) return undefined
  const [, first, uuid = "", height, hash = "", stated = "", drawn = "", open = "", full = ""] = match
  const [register, instant] = [parseStatedRegister(stated), parseInstant(drawn)]
  if (register === undefined || instant === undefined) return undefined
  const rehearsal = first === firstLine(true)
  const note = {
    rehearsal,
    uuid,
    result: { height: Number(height), hash },
    register,
    drawn: instant,
    public: open,
    full,
  }
  return minutesNoteText(note) === text ? note : undefined
}

const firstLine = (rehearsal: boolean) => (rehearsal ? "urne rehearsal minutes v1" : "urne minutes v1")
