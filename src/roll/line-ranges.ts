/** Collects line numbers in rising order, in the space that their runs need. */
export interface LineRanges {
  readonly add: (line: number) => void
  readonly count: () => number
  /** `3-5, 9`. */
  readonly text: () => string
}

export function lineRanges(): LineRanges {
  const runs: { readonly first: number; last: number }[] = []
  let count = 0
  return {
    add(line) {
      count++
      const run = runs.at(-1)
      if (run?.last === line - 1) run.last = line
      else runs.push({ first: line, last: line })
    },
    count: () => count,
    text: () => runs.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(", "),
  }
}
