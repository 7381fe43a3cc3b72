/**
 * A hash as it is read aloud and compared by people: its first 128 bits, eight groups of four hexadecimal digits.
 *
 * @param hash `sha256:` and 64 hexadecimal digits
 */
export function fingerprintGroups(hash: string): readonly string[] {
  return (
    hash
      .replace(/^sha256:/, "")
      .slice(0, 32)
      .match(/.{4}/g) ?? []
  )
}
