import { describe, expect, test } from "vitest"
import { tableWait } from "../../src/turnout/group-table.ts"
import { leastGroup, partitionOf } from "../../src/turnout/partition.ts"
import { tooFewOf } from "../../src/urn/minimum-cell.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { leastValue } from "../support/simplex.ts"

function numbers(seed: string): (bound: number) => number {
  const random = seededRandom(seed)
  let drawn = 0
  let block: DataView = new DataView(new ArrayBuffer(0))
  return (bound) => {
    if (drawn % 256 === 0) block = new DataView(random(1024, "numbers", `${drawn}`).buffer)
    return block.getUint32((4 * drawn++) % 1024) % bound
  }
}

/**
 * A vote: `cells[group][time]` members of a group voted between two moments, the last of which is never. A figure is a
 * set of cells with the number of members that was published for it.
 */
interface Vote {
  readonly cells: readonly (readonly number[])[]
  readonly published: readonly (readonly number[])[]
}

const sum = (some: readonly number[]) => some.reduce((total, one) => total + one, 0)

/** Draws a vote, and publishes what the rule allows. */
function drawVote(below: (bound: number) => number, most: { groups: number; times: number }, cell: number): Vote {
  const groups = 1 + below(most.groups)
  const times = 1 + below(most.times)
  const draw = () => (below(4) === 0 ? below(cell) : cell + below(3 * cell))
  const cells = Array.from({ length: groups }, () => {
    const row = Array.from({ length: times }, draw)
    // A group of the partition has more members than a cell.
    return [...row, Math.max(draw(), 2 * cell - sum(row))]
  })
  const sizes = cells.map(sum)
  const partition = sizes.map((eligible, i) => ({ names: [`${i}`], eligible }))
  const until = (time: number) => cells.map((row) => sum(row.slice(0, time)))
  const isIn = (time: number, group?: number) =>
    cells.flatMap((row, g) => row.map((_, t) => (t < time && (group === undefined || group === g) ? 1 : 0)))
  const published = [isIn(times + 1)]
  let total = 0
  let table: readonly number[] | undefined
  for (let time = 1; time <= times; time++) {
    const voters = until(time)
    if (tooFewOf({ eligible: sum(sizes), voters: sum(voters), before: total }, cell) !== undefined) continue
    total = sum(voters)
    published.push(isIn(time))
    if (below(2) === 0 || tableWait(partition, voters, table, cell) !== undefined) continue
    table = voters
    published.push(...cells.map((_, g) => isIn(time, g)))
  }
  // The first table reveals the sizes of the groups.
  if (table !== undefined) published.push(...cells.map((_, g) => isIn(times + 1, g)))
  return { cells, published }
}

/** Finds a base of all vectors orthogonal to the figures: derivable cells are orthogonal to each of them. */
function orthogonal(figures: readonly (readonly number[])[], length: number): readonly (readonly number[])[] {
  const rows = figures.map((one) => [...one])
  const pivots: number[] = []
  for (let column = 0; column < length; column++) {
    const at = rows.findIndex((row, i) => i >= pivots.length && row[column] !== 0)
    if (at < 0) continue
    const [chosen = []] = rows.splice(at, 1)
    const by = chosen[column] ?? 1
    const unit = chosen.map((value) => value / by)
    for (const [i, row] of rows.entries()) {
      const factor = row[column] ?? 0
      if (factor !== 0) rows[i] = row.map((value, j) => value - factor * (unit[j] ?? 0))
    }
    rows.splice(pivots.length, 0, unit)
    pivots.push(column)
  }
  return Array.from({ length }, (_, free) => free)
    .filter((free) => !pivots.includes(free))
    .map((free) =>
      Array.from({ length }, (_, column) => {
        if (column === free) return 1
        const row = pivots.indexOf(column)
        return row < 0 ? 0 : -(rows[row]?.[free] ?? 0)
      }),
    )
}

/** Finds the smallest set of cells, one at least, whose number can be derived. Returns its members. */
function fewestDerivable({ cells, published }: Vote): number {
  const flat = cells.flat()
  const base = orthogonal(published, flat.length)
  let fewest = Infinity
  for (let set = 1; set < 2 ** flat.length; set++) {
    const isDerivable = base.every((vector) => {
      let product = 0
      for (let i = 0; i < vector.length; i++) if ((set >> i) & 1) product += vector[i] ?? 0
      return Math.abs(product) < 1e-9
    })
    if (!isDerivable) continue
    fewest = Math.min(fewest, sum(flat.filter((_, i) => (set >> i) & 1)))
  }
  return fewest
}

describe("no published figures reveal the number of fewer members than the minimum cell,", () => {
  test("whatever was published of ten thousand random votes, and however figures are added and subtracted", () => {
    const below = numbers("cells")
    let tables = 0
    for (let i = 0; i < 10_000; i++) {
      const cell = 1 + below(5)
      const vote = drawVote(below, { groups: 3, times: 2 }, cell)
      if (vote.published.length > 4) tables++
      const fewest = fewestDerivable(vote)
      if (fewest < cell) expect.unreachable(JSON.stringify({ cell, fewest, vote }))
    }
    expect(tables).toBeGreaterThan(1000)
  })

  test("and the test would fail if the rule forgot those who have not voted, or if a table were incomplete", () => {
    // The rows are two totals of two groups, and the first row of a table.
    const cells = [
      [5, 1, 9],
      [5, 9, 9],
    ]
    const totals = [
      [1, 0, 0, 1, 0, 0],
      [1, 1, 0, 1, 1, 0],
      [1, 1, 1, 1, 1, 1],
    ]
    expect(fewestDerivable({ cells, published: totals })).toBe(10)
    expect(fewestDerivable({ cells, published: [...totals, [1, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0]] })).toBe(1)
    expect(
      fewestDerivable({
        cells: [[50, 1]],
        published: [
          [1, 1],
          [1, 0],
        ],
      }),
    ).toBe(1)
  })

  test("with six groups at six times, for every 0/1 combination of the published rows", () => {
    const cell = 7
    // Any cell may be empty as long as its row and its column have enough: here only a diagonal is filled.
    const cells = Array.from({ length: 6 }, (_, g) => Array.from({ length: 6 }, (_, t) => (g === t ? cell : 0)))
    let combinations = 0
    let fewest = Infinity
    const walk = (alphas: readonly number[]): void => {
      if (alphas.length < 6) {
        for (const alpha of [-1, 0, 1]) walk([...alphas, alpha])
        return
      }
      // For each group alone, these are the values of β that leave only 0 and 1 in its row.
      const betas = [-1, 0, 1].filter((beta) => alphas.every((alpha) => alpha + beta === 0 || alpha + beta === 1))
      for (let choice = 0; choice < betas.length ** 6; choice++) {
        const chosen = Array.from(
          { length: 6 },
          (_, g) => betas[Math.floor(choice / betas.length ** g) % betas.length] ?? 0,
        )
        const inside = cells.map((row, g) => row.map((count, t) => count * ((alphas[t] ?? 0) + (chosen[g] ?? 0))))
        const isEmpty = alphas.every((alpha) => alpha + (chosen[0] ?? 0) === 0) && new Set(chosen).size === 1
        combinations++
        if (!isEmpty) fewest = Math.min(fewest, sum(inside.flat()))
      }
    }
    walk([])
    expect(combinations).toBeGreaterThan(150)
    expect(fewest).toBe(cell)
  })
})

test("linear bounds on an unpublished cell are never tighter than the minimum cell", () => {
  const below = numbers("bounds")
  let bounded = 0
  for (let i = 0; i < 150; i++) {
    const cell = 2 + below(5)
    const { cells, published } = drawVote(below, { groups: 3, times: 3 }, cell)
    const flat = cells.flat()
    const values = published.map((set) => sum(flat.filter((_, at) => set[at] === 1)))
    const base = orthogonal(published, flat.length)
    for (const [at] of flat.entries()) {
      // An exact value is a published figure, or a difference of such, which has a test of its own.
      if (base.every((vector) => Math.abs(vector[at] ?? 0) < 1e-9)) continue
      const cost = flat.map((_, other) => (other === at ? 1 : 0))
      const least = leastValue(published, values, cost)
      const most = -leastValue(
        published,
        values,
        cost.map((one) => -one),
      )
      expect(least <= (flat[at] ?? 0) && (flat[at] ?? 0) <= most).toBe(true)
      if (most - least < cell) expect.unreachable(JSON.stringify({ cell, least, most, at, cells, published }))
      bounded++
    }
  }
  expect(bounded).toBeGreaterThan(300)
})

test("the linear programme finds what can be worked out by hand", () => {
  // x + y = 10, x + z = 4, all at least 0.
  const a = [
    [1, 1, 0],
    [1, 0, 1],
  ]
  expect(leastValue(a, [10, 4], [0, 1, 0])).toBe(6)
  expect(-leastValue(a, [10, 4], [0, -1, 0])).toBe(10)
  expect(leastValue([[2, 1]], [3], [-1, 0])).toBe(-1.5)
  expect(() =>
    leastValue(
      [
        [1, 1],
        [1, 1],
      ],
      [3, 4],
      [1, 0],
    ),
  ).toThrow("infeasible")
})

describe("the partition of the roll", () => {
  const group = (name: string | undefined, eligible: number) => ({ group: name, eligible })

  test("keeps large groups, merges small ones in the order of their names, and leaves no small one", () => {
    expect(
      partitionOf(
        [group("d", 3), group("a", 12), group("c", 4), group("b", 5), group(undefined, 2), group("e", 6)],
        10,
      ),
    ).toEqual(
      [
        { names: ["a"], eligible: 12 },
        { names: ["b", "c", "d"], eligible: 12 },
        // The remainder is smaller than a group may be: it joins those that were merged last.
      ].map((one, i) => (i === 1 ? { names: ["b", "c", "d", "e", null], eligible: 20 } : one)),
    )
    expect(partitionOf([group("a", 12), group("b", 11), group("c", 2)], 10)).toEqual([
      { names: ["a"], eligible: 12 },
      { names: ["b", "c"], eligible: 13 },
    ])
    expect(partitionOf([group("b", 2), group("a", 3)], 10)).toEqual([{ names: ["a", "b"], eligible: 5 }])
    expect(partitionOf([], 10)).toEqual([])
  })

  test("has every member once, in groups that are large enough, in whatever order the roll is", () => {
    const below = numbers("partition")
    for (let i = 0; i < 2000; i++) {
      const least = leastGroup(1 + below(8))
      const groups = Array.from({ length: 1 + below(12) }, (_, at) =>
        group(at === 11 ? undefined : `g${at}`, below(60)),
      )
      const partition = partitionOf(groups, least)
      const all = sum(groups.map(({ eligible }) => eligible))
      expect(sum(partition.map(({ eligible }) => eligible))).toBe(all)
      expect(new Set(partition.flatMap(({ names }) => names)).size).toBe(partition.flatMap(({ names }) => names).length)
      expect(partition.every(({ eligible }) => eligible >= least) || partition.length <= 1).toBe(true)
      expect(partitionOf(groups.toReversed(), least)).toEqual(partition)
    }
  })
})
