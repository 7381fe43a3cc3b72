/**
 * Formats a hash for people who read it aloud and compare it: its first 128 bits, in eight groups of four hexadecimal
 * digits.
 *
 * @param hash - `sha256:` and 64 hexadecimal digits
 */
export function fingerprintGroups(hash: string): readonly string[] {
  return (
    hash
      .replace(/^sha256:/, "")
      .slice(0, 32)
      .match(/.{4}/g) ?? []
  )
}
