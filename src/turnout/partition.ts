/** The groups by which turnout may be published: those of the roll, with small ones merged. */

/** A group of the partition: one of the roll's, or several merged. */
export interface Group {
  /** In the order of the roll's groups; `null` stands for the members without one. */
  readonly names: readonly (string | null)[]
  readonly eligible: number
}

/** A group of the partition has at least so many minimum cells. */
const leastCells = 4

/**
 * The least size of a group. With two cells a table could be published only if half of each group had voted; with four
 * it can be if the turnout of the smallest group is between a quarter and three quarters.
 */
export function leastGroup(cell: number): number {
  return leastCells * cell
}

/**
 * Divides the roll into groups of at least `least` members. The division follows from the roll and the definition
 * alone, which the seal freezes, so nobody can choose it once votes are known. The groups are gone through in the order
 * of their names (UTF-16 units, members without a group last). Large ones are kept; small ones are merged in this
 * order, and a merged group is complete once it is large enough. What remains joins the last merged group, or else the
 * smallest large one.
 */
export function partitionOf(
  groups: readonly { readonly group: string | undefined; readonly eligible: number }[],
  least: number,
): readonly Group[] {
  const ordered = groups
    .filter(({ eligible }) => eligible > 0)
    .map(({ group, eligible }): Group => ({ names: [group ?? null], eligible }))
    .toSorted((a, b) => compareNames(a.names[0] ?? null, b.names[0] ?? null))
  const large = ordered.filter(({ eligible }) => eligible >= least)
  const merged: Group[] = []
  let open: Group | undefined
  for (const small of ordered.filter(({ eligible }) => eligible < least)) {
    open = open === undefined ? small : together(open, small)
    if (open.eligible < least) continue
    merged.push(open)
    open = undefined
  }
  if (open === undefined) return inOrder([...large, ...merged])
  const last = merged.pop()
  if (last !== undefined) return inOrder([...large, ...merged, together(last, open)])
  const smallest = large.toSorted((a, b) => a.eligible - b.eligible)[0]
  if (smallest === undefined) return [open]
  return inOrder(large.map((one) => (one === smallest ? together(one, open) : one)))
}

function together(a: Group, b: Group): Group {
  return { names: [...a.names, ...b.names].toSorted(compareNames), eligible: a.eligible + b.eligible }
}

function inOrder(groups: readonly Group[]): readonly Group[] {
  return groups.toSorted((a, b) => compareNames(a.names[0] ?? null, b.names[0] ?? null))
}

function compareNames(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}
