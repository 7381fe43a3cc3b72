import { instantText, parseInstant } from "../core/instant.ts"
import { parseStatedRegister, type StatedRegister, statedRegisterText } from "../register/stated.ts"

/**
 * The version of the texts. From 2 on, an observation that rests on an apparent interruption of the register is followed by
 * its figures. Minutes of version 1 were signed without them, and keep their text.
 */
export type MinutesVersion = 1 | 2
/** The version in which minutes are drawn up. */
export const minutesVersion: MinutesVersion = 2

/**
 * What members sign: which election and result the minutes are of, how far the register had come, and the hashes of the
 * two versions of their text. The public one is in the record; the full one stays with the authority.
 */
export interface MinutesNote {
  readonly version: MinutesVersion
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
    firstLine(note),
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
  const version: MinutesVersion = first?.endsWith(" v1") === true ? 1 : minutesVersion
  const note = {
    version,
    rehearsal: first?.startsWith("urne rehearsal ") === true,
    uuid,
    result: { height: Number(height), hash },
    register,
    drawn: instant,
    public: open,
    full,
  }
  return minutesNoteText(note) === text ? note : undefined
}

function firstLine({ rehearsal, version }: Pick<MinutesNote, "rehearsal" | "version">): string {
  if (rehearsal) return version === 1 ? "urne rehearsal minutes v1" : "urne rehearsal minutes v2"
  return version === 1 ? "urne minutes v1" : "urne minutes v2"
}
