import { UrneError } from "../core/error.ts"

/** The keys that the authority certified for each holder (C2SP verifier keys), those of earlier terms included. */
export type CertifiedKeys = ReadonlyMap<string, readonly string[]>

/** Groups keys by holder, in the order in which they were certified. */
export function keysByHolder(terms: readonly { readonly holder: string; readonly key: string }[]): CertifiedKeys {
  const keys = new Map<string, readonly string[]>()
  for (const { holder, key } of terms) keys.set(holder, [...(keys.get(holder) ?? []), key])
  return keys
}

/** Requires that each of these holders can sign. @throws UrneError `holder-keys-absent` */
export function requireCertified(holders: readonly string[], keys: CertifiedKeys): void {
  const absent = holders.filter((holder) => !keys.has(holder))
  if (absent.length > 0) throw new UrneError("holder-keys-absent", { holders: absent })
}

/** Returns the key with which a holder signs now. */
export function currentKeyOf(keys: CertifiedKeys, holder: string): string | undefined {
  return keys.get(holder)?.at(-1)
}
