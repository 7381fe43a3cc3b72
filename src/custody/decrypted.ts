import { lastEntry } from "../journal/operations.ts"
import type { DecryptedHere, MachineMemory } from "../journal/machine-memory.ts"
import type { JournalTable } from "../journal/table.ts"
import type { TrusteesTable } from "../trustees/table.ts"
import type { ElectionTable } from "../definition/table.ts"
import { provenHolders } from "../trustees/proven-operations.ts"

interface SharesFile {
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly trustees: TrusteesTable
  readonly tally: { readonly standing: () => readonly { readonly owner: number }[] }
}

/** The holders whose shares a file has, and the tally that they decrypted. */
export function decryptedIn(file: SharesFile): readonly DecryptedHere[] {
  const { journal, tally } = file
  const computed = lastEntry(journal, "tally.computed")?.event.tally ?? ""
  const given = new Set(tally.standing().map(({ owner }) => owner))
  return provenHolders(file).flatMap(({ owner, holder }) => (given.has(owner) ? [{ holder, tally: computed }] : []))
}

/** Those whom this file or this machine knows: a holder's file decrypts no other tally than its first. */
export function decryptedAnywhere(file: SharesFile, { decrypted = [] }: MachineMemory): readonly DecryptedHere[] {
  const here = decryptedIn(file)
  return [...here, ...decrypted.filter(({ holder }) => !here.some((one) => one.holder === holder))]
}
