import { UrneError } from "../core/error.ts"
import { urnKeyPath } from "../core/file-names.ts"
import { must } from "../core/must.ts"
import type { ElectionTable } from "../definition/table.ts"
import type { WantedUrnKey } from "../journal/urn-key.ts"
import { originOf } from "../notes/checkpoint.ts"
import { parseVerifierKey, type SigningKey, verifierKeyText, verifierOf } from "../notes/key.ts"
import type { UrnKeyTerm } from "../notes/urn-key-term.ts"
import { certifiedUrnKeys } from "./act-queries.ts"
import type { DecidedFile } from "./proven-acts.ts"

/** The acts of an election file, and its first urn key. */
export type CertifyingFile = DecidedFile & { readonly election: ElectionTable }

/**
 * Returns the key with which the urn signs now, as the acts certify it. Before the constitution, it is the one made
 * with the election file.
 */
export function certifiedUrnKey(file: CertifyingFile): WantedUrnKey {
  const { uuid, rehearsal } = file.election.get()
  return { origin: originOf(uuid, rehearsal), publicKey: must(certifiedUrnKeys(file).at(-1), "urn key").key }
}

/** Returns where the file of the key with which the urn signs now usually is, for an election file at this path. */
export function usualUrnKeyPath(file: CertifyingFile, path: string): string {
  return urnKeyPath(path, certifiedUrnKeys(file).length)
}

/**
 * Lists every key of the urn that the authority certified, oldest first, with the sizes of the journal at which it
 * signs.
 */
export function urnKeyTerms(file: CertifyingFile): readonly UrnKeyTerm[] {
  const keys = certifiedUrnKeys(file)
  return keys.flatMap(({ key: text, from }, i) => {
    const key = parseVerifierKey(text)
    return key === undefined ? [] : [{ key, from, to: keys[i + 1]?.from ?? Infinity, height: Infinity }]
  })
}

/**
 * Whether the urn signs with this key now. Another may have been appointed since the file was read. @throws UrneError
 * `act-altered`
 */
export function isCertified(file: CertifyingFile, key: SigningKey): boolean {
  return verifierKeyText(verifierOf(key)) === certifiedUrnKey(file).publicKey
}

/** Requires that the urn signs with this key now. @throws UrneError `another-urn-key`, `act-altered` */
export function requireCertified(file: CertifyingFile, key: SigningKey): void {
  if (isCertified(file, key)) return
  const { publicKey: wanted } = certifiedUrnKey(file)
  throw new UrneError("another-urn-key", { path: key.name, name: verifierKeyText(verifierOf(key)), wanted })
}
