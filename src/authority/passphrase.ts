import { wordlist as english } from "@scure/bip39/wordlists/english.js"
import { wordlist as french } from "@scure/bip39/wordlists/french.js"
import type { Language } from "../core/vocabulary.ts"
import type { Random } from "../core/world.ts"

const lists: Record<Language, readonly string[]> = { en: english, fr: french }
const words = 6

/** Whoever holds the file could guess fewer characters. Twelve random lower-case letters are 56 bits. */
export const leastPassphrase = 12

/**
 * Whether a passphrase is long enough for a new key, counted as it will be used. Keys of a rehearsal protect nothing.
 */
export function isLongEnough(passphrase: string, { rehearsal }: { readonly rehearsal: boolean }): boolean {
  const used = passphrase.normalize("NFC").trim().replace(/\s+/g, " ")
  return rehearsal || Array.from(used).length >= leastPassphrase
}

/**
 * Draws six words of the 2,048 of BIP 39 in the election's language: 66 bits, each word equally likely since 2,048
 * divides 2^16.
 */
export function drawPassphrase(language: Language, random: Random): string {
  const draws = new DataView(random(2 * words, "authority.passphrase").buffer)
  return Array.from({ length: words }, (_, i) =>
    (lists[language][draws.getUint16(2 * i) % 2048] ?? "").normalize("NFC"),
  ).join(" ")
}
