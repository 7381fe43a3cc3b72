/**
 * Solves small linear programmes exactly, in fractions of big integers: two phases, with Bland's rule, by which it ends
 * (Bland, Mathematics of Operations Research 2, 1977). It is far too slow for large ones.
 */
interface Fraction {
  readonly num: bigint
  /** A positive number. */
  readonly den: bigint
}

const zero: Fraction = { num: 0n, den: 1n }
const of = (value: number): Fraction => ({ num: BigInt(value), den: 1n })
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b))
function fraction(num: bigint, den: bigint): Fraction {
  const by = gcd(num, den) * (den < 0n ? -1n : 1n)
  return { num: num / by, den: den / by }
}
const times = (a: Fraction, b: Fraction) => fraction(a.num * b.num, a.den * b.den)
const over = (a: Fraction, b: Fraction) => fraction(a.num * b.den, a.den * b.num)
const minus = (a: Fraction, b: Fraction) => fraction(a.num * b.den - b.num * a.den, a.den * b.den)
const isLess = (a: Fraction, b: Fraction) => a.num * b.den < b.num * a.den

/** Rows of a tableau, each with its right side last; the row of the objective is kept reduced with them. */
interface Tableau {
  readonly rows: Fraction[][]
  readonly basis: number[]
  objective: Fraction[]
}

function pivot(tableau: Tableau, row: number, column: number): void {
  const { rows, basis } = tableau
  const by = rows[row]?.[column] ?? zero
  const chosen = (rows[row] ?? []).map((value) => over(value, by))
  const reduced = (line: readonly Fraction[]) => {
    const factor = line[column] ?? zero
    return factor.num === 0n ? [...line] : line.map((value, i) => minus(value, times(factor, chosen[i] ?? zero)))
  }
  for (const [i, line] of rows.entries()) rows[i] = i === row ? chosen : reduced(line)
  tableau.objective = reduced(tableau.objective)
  basis[row] = column
}

/** Minimizes. @throws if there is no least value */
function minimize(tableau: Tableau, columns: number): void {
  for (;;) {
    const column = tableau.objective.findIndex((value, i) => i < columns && value.num < 0n)
    if (column < 0) return
    let row = -1
    let least: Fraction | undefined
    for (const [i, line] of tableau.rows.entries()) {
      const value = line[column] ?? zero
      if (value.num <= 0n) continue
      const ratio = over(line.at(-1) ?? zero, value)
      const isTie = least !== undefined && !isLess(ratio, least) && !isLess(least, ratio)
      const isFirst = isTie && (tableau.basis[i] ?? 0) < (tableau.basis[row] ?? 0)
      if (least !== undefined && !isLess(ratio, least) && !isFirst) continue
      ;[row, least] = [i, ratio]
    }
    if (row < 0) throw new Error("unbounded")
    pivot(tableau, row, column)
  }
}

/**
 * Returns the least value of `cost · x` over all x ≥ 0 with `a x = b`, as a fraction in text.
 *
 * @param b - not negative
 * @throws if there is no such x
 */
export function leastValue(a: readonly (readonly number[])[], b: readonly number[], cost: readonly number[]): number {
  const columns = cost.length
  const rows = a.map((line, i) => [...line.map(of), ...a.map((_, j) => of(i === j ? 1 : 0)), of(b[i] ?? 0)])
  const sums = Array.from({ length: columns + a.length + 1 }, (_, j) =>
    j >= columns && j < columns + a.length ? zero : rows.reduce((sum, line) => minus(sum, line[j] ?? zero), zero),
  )
  const tableau: Tableau = { rows, basis: a.map((_, i) => columns + i), objective: sums }
  minimize(tableau, columns)
  if ((tableau.objective.at(-1) ?? zero).num !== 0n) throw new Error("infeasible")
  for (const [row, column] of [...tableau.basis.entries()].toReversed()) {
    if (column < columns) continue
    const instead = (tableau.rows[row] ?? []).findIndex((value, i) => i < columns && value.num !== 0n)
    // A row without one only repeats what the others say.
    if (instead >= 0) pivot(tableau, row, instead)
    else {
      tableau.rows.splice(row, 1)
      tableau.basis.splice(row, 1)
    }
  }
  let objective: Fraction[] = [...cost.map(of), ...a.map(() => zero), zero]
  for (const [i, column] of tableau.basis.entries()) {
    const factor = objective[column] ?? zero
    objective = objective.map((value, j) => minus(value, times(factor, tableau.rows[i]?.[j] ?? zero)))
  }
  tableau.objective = objective
  minimize(tableau, columns)
  const value = tableau.objective.at(-1) ?? zero
  return -Number(value.num) / Number(value.den)
}
