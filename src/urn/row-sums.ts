/**
 * What a machine remembers about the rows of a table without keeping them: for each part (`store/buckets.ts`) the sum
 * of marks, one a row, in any order. Whoever does not know the key under which rows are marked cannot find other rows
 * with the same sum.
 */
import { hex } from "../core/bytes.ts"
import { sha256Hex } from "../core/hash.ts"
import { bucketCount } from "../store/buckets.ts"

/** Four words of 32 bits for each part. */
export type RowSums = Uint32Array

const words = 4

export function noRows(): RowSums {
  return new Uint32Array(words * bucketCount)
}

/** Marks rows under a key that this machine drew. */
export type Marker = (row: string) => Uint32Array

/** @param key - 32 bytes, known to this machine alone */
export function markerOf(key: Uint8Array): Marker {
  const prefix = hex(key)
  return (row) => {
    // It goes through the text, which the binding makes three times as fast as the bytes.
    const digest = sha256Hex(prefix + row)
    const mark = new Uint32Array(words)
    for (let i = 0; i < words; i++) mark[i] = Number.parseInt(digest.slice(8 * i, 8 * i + 8), 16)
    return mark
  }
}

/** Adds a row to the sum of its part. */
export function addRow(sums: RowSums, bucket: number, mark: Uint32Array): void {
  for (let i = 0; i < words; i++) sums[words * bucket + i] = (sums[words * bucket + i] ?? 0) + (mark[i] ?? 0)
}

/** Subtracts a row from the sum of its part. */
export function removeRow(sums: RowSums, bucket: number, mark: Uint32Array): void {
  for (let i = 0; i < words; i++) sums[words * bucket + i] = (sums[words * bucket + i] ?? 0) - (mark[i] ?? 0)
}

/** Whether these are exactly the rows of a part. */
export function isSumOf(sums: RowSums, bucket: number, marks: readonly Uint32Array[]): boolean {
  const sum = new Uint32Array(words)
  for (const mark of marks) addRow(sum, 0, mark)
  return sum.every((word, i) => word === sums[words * bucket + i])
}

/** Finds the first part in which two tables differ. */
export function differingBucket(one: RowSums, other: RowSums): number | undefined {
  const at = one.findIndex((word, i) => word !== other[i])
  return at < 0 ? undefined : Math.floor(at / words)
}
