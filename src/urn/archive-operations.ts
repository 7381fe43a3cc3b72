/** Appends to the archive as the election proceeds. */
import { appendEvent, type ArchiveHead, type EventContent } from "../belenios/chain.ts"
import { mayFollow } from "../belenios/event.ts"
import { type ArchiveFile, archiveHead } from "./archive-queries.ts"

/**
 * Appends an event with the data that it needs, inside the caller's transaction.
 *
 * @returns the new head of the archive
 */
export function appendToArchive(file: ArchiveFile, content: EventContent): ArchiveHead {
  return appendAfter(file, archiveHead(file), content)
}

/**
 * Appends as {@link appendToArchive} does, where the caller has the head: the journal names only the last of several
 * events, once all are there.
 */
export function appendAfter(
  { urn }: Pick<ArchiveFile, "urn">,
  before: ArchiveHead | undefined,
  content: EventContent,
): ArchiveHead {
  if (!mayFollow(before?.type, content.type)) throw new Error(`${content.type} after ${before?.type ?? "nothing"}`)
  const { head, records } = appendEvent(before, content)
  for (const { kind, hash, body } of records) {
    urn.insertRecord({ height: kind === "event" ? head.height : undefined, hash, body })
  }
  return head
}
