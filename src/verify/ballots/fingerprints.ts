/**
 * Finds what occurs twice among millions, in 8 bytes each. Fingerprints are made under a key drawn for this
 * verification, so nobody can prepare two different things with the same one.
 */
export interface Fingerprints {
  readonly add: (fingerprints: BigUint64Array) => void
  /** Yields the index of each repeated thing, and the index of the first like it, both from 0. */
  readonly repeated: () => Iterable<{ readonly index: number; readonly first: number }>
}

export function fingerprints(): Fingerprints {
  let values = new BigUint64Array(1024)
  let count = 0
  return {
    add(more) {
      if (count + more.length > values.length) {
        const larger = new BigUint64Array(Math.max(2 * values.length, count + more.length))
        larger.set(values)
        values = larger
      }
      values.set(more, count)
      count += more.length
    },
    *repeated() {
      const sorted = values.slice(0, count).sort()
      const twice = new Set(sorted.filter((value, index) => index > 0 && sorted[index - 1] === value))
      if (twice.size === 0) return
      const first = new Map<bigint, number>()
      for (let index = 0; index < count; index++) {
        const value = values[index] ?? 0n
        const before = first.get(value)
        if (before !== undefined) yield { index, first: before }
        else if (twice.has(value)) first.set(value, index)
      }
    },
  }
}
