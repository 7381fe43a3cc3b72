/** The list of public credentials as the archive holds it: which keys stand in it, found without decoding it. */

/**
 * Whether a key stands in a list: JSON of `"KEY"` or `"KEY,WEIGHT"`, in the order of the keys' bytes (Belenios specification,
 * section 4.8). A binary search over the text: of a list of 268,341 it looks at some twenty entries.
 *
 * @param key - 32 bytes (RFC 8032)
 */
export function listHolds(list: Uint8Array, key: Uint8Array): boolean {
  // Entries that begin in [low, high) are not excluded yet.
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const start = entryBefore(list, middle, low)
    const order = start < 0 ? -1 : compare(list, start + 1, key)
    if (order === 0) return true
    if (order < 0) low = middle + 1
    else high = start
  }
  return false
}

const [quote, comma, bracket] = [0x22, 0x2c, 0x5b]

/** The quote that begins the last entry at or before `at`, not before `low`; -1 where there is none. */
function entryBefore(list: Uint8Array, at: number, low: number): number {
  for (let i = at; i >= low && i > 0; i--) {
    if (list[i] === quote && (list[i - 1] === comma || list[i - 1] === bracket)) return i
  }
  return -1
}

/** Compares the key whose text begins at `at` with another. The text is the number, so its last two digits are the first byte. */
function compare(list: Uint8Array, at: number, key: Uint8Array): number {
  for (const [i, wanted] of key.entries()) {
    const digits = at + 62 - 2 * i
    const found = 16 * digit(list[digits] ?? 0) + digit(list[digits + 1] ?? 0)
    if (found !== wanted) return found - wanted
  }
  return 0
}

/** The value of a lower-case hexadecimal digit. */
function digit(code: number): number {
  return code < 0x3a ? code - 0x30 : code - 0x57
}
