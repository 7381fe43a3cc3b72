import { must } from "../core/must.ts"
import type { ElectionTable } from "../definition/table.ts"
import type { DecryptedHere, MachineMemory } from "../journal/machine-memory.ts"
import { lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { holdersOf } from "../trustees/holder.ts"

interface SharesFile {
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly tally: { readonly standing: () => readonly { readonly owner: number }[] }
}

/** Lists the holders whose shares a file has, and the tally that they decrypted. */
export function decryptedIn(file: SharesFile): readonly DecryptedHere[] {
  const { journal, election, tally } = file
  const given = new Set(tally.standing().map(({ owner }) => owner))
  if (given.size === 0) return []
  const computed = must(lastEntry(journal, "tally.computed"), "tally of the shares").event.tally
  const holders = holdersOf(election.get().definition.trustees)
  return holders.flatMap(({ owner, id }) => (given.has(owner) ? [{ holder: id, tally: computed }] : []))
}

/**
 * Lists the holders whom this file or this machine knows to have decrypted. A holder's file decrypts no other tally
 * than its first.
 */
export function decryptedAnywhere(file: SharesFile, { decrypted = [] }: MachineMemory): readonly DecryptedHere[] {
  const here = decryptedIn(file)
  return [...here, ...decrypted.filter(({ holder }) => !here.some((one) => one.holder === holder))]
}
