import { utf8 } from "../../core/bytes.ts"
import { noteSource, parseNote } from "../note.ts"

/**
 * What can be stamped, each by its number: acts and notices by theirs, checkpoints by the size of the journal, minutes
 * in the order in which they were signed. What is stamped are the bytes of its note.
 */
export const stampSubjects = ["act", "checkpoint", "notice", "minutes"] as const
export type StampSubject = (typeof stampSubjects)[number]

/** One thing that can be stamped. */
export interface StampedThing {
  readonly subject: StampSubject
  readonly number: number
}

/**
 * The bytes of a note that a stamp is made of, with all of its signatures; but a checkpoint as the urn key signed it, since
 * witnesses may cosign it later.
 */
export function stampedBytes(subject: StampSubject, note: string): Uint8Array {
  const parsed = subject === "checkpoint" ? parseNote(note) : undefined
  return utf8(parsed === undefined ? note : noteSource({ ...parsed, signatures: parsed.signatures.slice(0, 1) }))
}
