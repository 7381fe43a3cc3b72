/** Signed states of the register. They have no date, and are made whenever something was written. */
import { type CertifyingFile, certifiedUrnKey } from "../authority/urn-key-queries.ts"
import { checkpointText } from "../notes/checkpoint.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../notes/key.ts"
import { signNote } from "../notes/note.ts"
import type { Store } from "../store/store.ts"
import { registerOrigin } from "./entry.ts"
import { provedRegister, type RegisterFile } from "./queries.ts"

type CheckpointedFile = CertifyingFile & RegisterFile & { readonly store: Store }

/** Whether the current key of the urn has not yet signed the current register. */
export function registerCheckpointDue(file: CheckpointedFile): boolean {
  const size = file.register.size()
  if (size === 0) return false
  const [last] = file.register.checkpoints(1)
  return last?.size !== size || last.key !== certifiedUrnKey(file).publicKey
}

/**
 * Proves every entry of the register and signs it, unless the urn signs with another key now or nothing is due.
 *
 * @throws UrneError `entry-altered`, `election-file-altered`
 */
export function checkpointRegister(file: CheckpointedFile, urnKey: SigningKey): void {
  file.store.write(() => {
    const key = verifierKeyText(verifierOf(urnKey))
    if (key !== certifiedUrnKey(file).publicKey || !registerCheckpointDue(file)) return
    const { head } = provedRegister(file)
    const note = signNote(checkpointText({ origin: registerOrigin(urnKey.name), ...head }), urnKey)
    file.register.insertCheckpoint({ size: head.size, key, note })
  })
}
