/**
 * Proves checkpoints that the file keeps: each is signed with the key that the acts certify for its size, and is of
 * this journal.
 */
import { equalBytes } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { journalRoot } from "../journal/operations.ts"
import type { StoredCheckpoint } from "../journal/stored-checkpoint.ts"
import { openUrnCheckpoint, type UrnKeyTerm } from "../notes/urn-key-term.ts"
import { type CertifyingFile, urnKeyTerms } from "./urn-key-queries.ts"

/**
 * Lists every checkpoint of a journal of at most `size` entries, smallest first.
 *
 * @throws UrneError `election-file-altered`, `act-altered`
 */
export function provenCheckpoints(file: CertifyingFile, size: number): readonly StoredCheckpoint[] {
  const checkpoints = file.journal.checkpoints(size)
  if (checkpoints.length === 0) return checkpoints
  const terms = urnKeyTerms(file)
  for (const checkpoint of checkpoints) requireOurs(file, terms, checkpoint)
  return checkpoints
}

export function requireOurs(
  { journal }: CertifyingFile,
  terms: readonly UrnKeyTerm[],
  { size, note }: StoredCheckpoint,
): void {
  const opened = openUrnCheckpoint(note, terms)
  if ("fault" in opened || opened.checkpoint.size !== size || size > journal.size()) throw altered(size)
  if (!equalBytes(opened.checkpoint.root, journalRoot(journal, size))) throw altered(size)
}

export function altered(size: number): UrneError {
  return new UrneError("election-file-altered", { part: "checkpoints", at: String(size) })
}
