import type { ElectionTable } from "../definition/table.ts"
import type { WantedUrnKey } from "../journal/urn-key.ts"
import { originOf } from "../notes/checkpoint.ts"
import { parseVerifierKey } from "../notes/key.ts"
import type { UrnKeyTerm } from "../notes/urn-key-term.ts"
import { certifiedUrnKeys } from "./operations.ts"
import type { DecidedFile } from "./proven-acts.ts"

/** The key by which the urn signs now, as the acts certify it; before the constitution, the one made with the election file. */
export function certifiedUrnKey(file: DecidedFile & { readonly election: ElectionTable }): WantedUrnKey {
  const { uuid, rehearsal } = file.election.get()
  return { origin: originOf(uuid, rehearsal), publicKey: certifiedUrnKeys(file).at(-1)?.key ?? "" }
}

/** Every key of the urn that the authority certified, the oldest first, with the sizes of the journal at which it signs. */
export function urnKeyTerms(file: DecidedFile & { readonly election: ElectionTable }): readonly UrnKeyTerm[] {
  const keys = certifiedUrnKeys(file)
  return keys.flatMap(({ key: text, from }, i) => {
    const key = parseVerifierKey(text)
    return key === undefined ? [] : [{ key, from, to: keys[i + 1]?.from ?? Infinity, height: Infinity }]
  })
}
