/** Signed states of the register. They are dated by nothing, and made as often as anything was written. */
import { type CertifyingFile, certifiedUrnKey } from "../authority/urn-key-queries.ts"
import { checkpointText } from "../notes/checkpoint.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../notes/key.ts"
import { signNote } from "../notes/note.ts"
import type { Store } from "../store/store.ts"
import { registerOrigin } from "./entry.ts"
import { provedRegister, type RegisterFile } from "./queries.ts"

type CheckpointedFile = CertifyingFile & RegisterFile & { readonly store: Store }

/** Whether the key with which the urn signs now has not signed the register as it stands. */
export function registerCheckpointDue(file: CheckpointedFile): boolean {
  const size = file.register.size()
  if (size === 0) return false
  const [last] = file.register.checkpoints(1)
  return last?.size !== size || last.key !== certifiedUrnKey(file).publicKey
}

/**
 * Signs the register as it stands, every entry of it proved, unless the urn signs with another key now or nothing is due.
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
