import type { ElectionTable } from "../definition/table.ts"
import type { WantedUrnKey } from "../journal/urn-key.ts"
import { originOf } from "../notes/checkpoint.ts"
import { currentAuthority } from "./operations.ts"
import type { AuthorityTable } from "./table.ts"

/** The urn key that the acts certify as they stand; before the constitution, the one that was made with the election file. */
export function certifiedUrnKey(file: {
  readonly election: ElectionTable
  readonly authority: AuthorityTable
}): WantedUrnKey {
  const { uuid, rehearsal, urnKey } = file.election.get()
  return {
    origin: originOf(uuid, rehearsal),
    publicKey: currentAuthority(file)?.constitution.urnKey ?? urnKey,
  }
}
