import { fileName, parseFileName } from "../../src/bundle/layout.ts"
import { concat, utf8Text } from "../../src/core/bytes.ts"
import { sha256 } from "../../src/core/hash.ts"
import { stampedBytes, type StampedThing } from "../../src/notes/time-stamp/subject.ts"
import type { Recorder } from "./recorder.ts"
import type { StoryTampering } from "./story.ts"
import { at, authority } from "./tampered-stamps.ts"
import { type Authority, makeReply, makeToken, pem, type TokenParts } from "./time-stamp-authority.ts"

/** What is stamped: an act, a notice or the minutes by number, or the last checkpoint where it has none. */
export type Wanted = Omit<StampedThing, "number"> & { readonly number?: number }

/** A time-stamp of a record, and where it differs from an honest one. */
export interface MadeStamp extends Wanted {
  readonly copy?: number
  readonly by?: Authority
  /** Milliseconds. */
  readonly at?: number
  readonly parts?: Partial<TokenParts>
  /** The name under which it is published, if that is of something else. */
  readonly as?: StampedThing
  /** Changes the bytes that are stamped. */
  readonly bytes?: (bytes: Uint8Array) => Uint8Array
  /** Makes the file of the hash of what is stamped. */
  readonly reply?: (imprint: Uint8Array) => Uint8Array
  readonly file?: (reply: Uint8Array) => Uint8Array
}

/** Makes a story whose definition names these roots. */
export function rooted(roots: readonly Uint8Array[], story: StoryTampering = {}): StoryTampering {
  const lines = roots.map((root) => `    - |\n${pem(root).replace(/^(?=.)/gm, "      ")}`).join("")
  return {
    ...story,
    definition: (text) => {
      const told = story.definition?.(text) ?? text
      return roots.length === 0 ? told : `${told}time-stamps:\n  roots:\n${lines}`
    },
  }
}

/** Makes a story whose record has these time-stamps. */
export function stamped(
  stamps: readonly MadeStamp[],
  {
    roots = [authority.root],
    story = {},
  }: { readonly roots?: readonly Uint8Array[]; readonly story?: StoryTampering } = {},
): StoryTampering {
  return {
    ...rooted(roots, story),
    files: (files, recorder) => {
      story.files?.(files, recorder)
      putStamps(stamps)(files, recorder)
    },
  }
}

/** Puts time-stamps among the files of a story. */
export function putStamps(
  stamps: readonly MadeStamp[],
): (files: Map<string, Uint8Array>, recorder: Pick<Recorder, "uuid">) => void {
  return (files) => {
    for (const { copy = 1, by = authority, at: when = at, parts = {}, as, bytes, reply, file, ...wanted } of stamps) {
      const { thing, source } = findThing(files, wanted)
      const imprint = sha256(bytes?.(source) ?? source)
      const made = reply?.(imprint) ?? makeReply(makeToken(by, { imprint, nonce: 7n, at: when }, parts))
      files.set(fileName({ kind: "stamp", ...(as ?? thing), copy }), file?.(made) ?? made)
    }
  }
}

/** Finds what is stamped among the files, and its bytes. */
function findThing(
  files: ReadonlyMap<string, Uint8Array>,
  { subject, number }: Wanted,
): { readonly thing: StampedThing; readonly source: Uint8Array } {
  const named = [...files].flatMap(([path, bytes]) => {
    const file = parseFileName(path)
    const own =
      file?.kind === "act" && subject === "act"
        ? file.act
        : file?.kind === "checkpoint" && subject === "checkpoint"
          ? file.size
          : file?.kind === "notice" && subject === "notice"
            ? file.number
            : file?.kind === "minutes-note" && subject === "minutes"
              ? 1
              : undefined
    return own === undefined ? [] : [{ number: own, bytes }]
  })
  const found =
    number === undefined
      ? named.toSorted((a, b) => a.number - b.number).at(-1)
      : named.find((one) => one.number === number)
  if (found === undefined) throw new Error(`the story has no ${subject} ${String(number)}`)
  const source = concat(stampedBytes(subject, utf8Text(found.bytes) ?? ""))
  return { thing: { subject, number: found.number }, source }
}
