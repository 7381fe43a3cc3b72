/**
 * Divides the rows of a large table by their keys, which are as good as random, so that each part can be read and
 * proved alone.
 */

/** One for each value of twelve bits: of 268,341 rows some 65 fall into each part. */
export const bucketCount = 4096

/** The part of a key given as bytes: its first twelve bits. */
export function bucketOf(key: Uint8Array): number {
  return ((key[0] ?? 0) << 4) | ((key[1] ?? 0) >> 4)
}

/** The least key of a part, and the least key beyond it. */
export function bucketRange(bucket: number): readonly [low: Uint8Array, beyond: Uint8Array] {
  const least = (of: number) => Uint8Array.of(of >> 4, (of & 15) << 4)
  return [least(bucket), bucket + 1 < bucketCount ? least(bucket + 1) : lastOfAll]
}

/** Longer than any key, and sorted after all of them. */
const lastOfAll = new Uint8Array(64).fill(255)

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

/** The part of a key in base64: its first two digits, or -1 where it has fewer. */
export function textBucketOf(key: string): number {
  const [high, low] = [digits.indexOf(key[0] ?? " "), digits.indexOf(key[1] ?? " ")]
  return high < 0 || low < 0 ? -1 : (high << 6) | low
}

/** The range of a part as {@link bucketRange} gives it, for keys in base64 in the order of their bytes. */
export function textBucketRange(bucket: number): readonly [low: string, beyond: string] {
  const prefix = `${digits.charAt(bucket >> 6)}${digits.charAt(bucket & 63)}`
  // `{` is the byte after the last digit of base64.
  return [prefix, `${prefix}{`]
}
