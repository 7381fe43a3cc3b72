/**
 * Finds the known word that `typed` was probably meant to be, at most a third of its letters away. Returns `undefined`
 * where there is none.
 */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  let best: string | undefined
  let bound = Math.max(1, Math.floor(typed.length / 3))
  for (const word of known) {
    if (Math.abs(word.length - typed.length) > bound) continue
    const distance = editDistance(typed.toLowerCase(), word.toLowerCase())
    if (distance <= bound && (best === undefined || distance < bound)) {
      best = word
      bound = distance
    }
  }
  return best
}

/** Counts the letters to insert, remove, replace or swap with the next (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforePrevious: readonly number[] = []
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(beforePrevious, j - 2) + 1 : Infinity
      current.push(Math.min(replaced, at(previous, j) + 1, at(current, j - 1) + 1, swapped))
    }
    beforePrevious = previous
    previous = current
  }
  return at(previous, b.length)
}

/** A cell outside the table counts as out of reach. */
function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}
