import { skeletonOf } from "../core/look-alike.ts"
import type { RollRules } from "../definition/definition.ts"
import { doubtful } from "./doubts.ts"
import { type LineRanges, lineRanges } from "./line-ranges.ts"
import type { Printing } from "./printing.ts"
import type { CountedSource, Detail, Lines, RollReport } from "./report.ts"
import type { Refusal } from "./row.ts"
import type { Voter } from "./voter.ts"

/** How many entries of a hopeless file are listed. All of them are counted. */
const detailLimit = 10_000
const pairLimit = 1000
const groupLimit = 1000
const reasonLimit = 1000

/**
 * Accounts for every row as it is read, in the order of the files. It keeps in memory the ids, and for each reason the
 * line numbers as runs.
 */
export function accounting(rules: RollRules, cell: number, { flawsOf }: Pick<Printing, "flawsOf">) {
  const counts = { rows: 0, blank: 0, eligible: 0, ineligible: 0, refused: 0 }
  let weight = 0n
  const reasons = new Map<string, LineRanges>()
  const refusals = new Map<string, LineRanges>()
  const details: Detail[] = []
  const likes = lookAlikes()
  const groups = new Map<string, number>()
  const weights = new Map<bigint, number>()
  const withoutAddress = lineRanges()
  const doubted = doubtful(flawsOf)

  function refuse(line: number, why: readonly Refusal[]): void {
    counts.rows++
    counts.refused++
    for (const { code, params } of why) if (details.length < detailLimit) details.push({ line, code, params })
    for (const code of new Set(why.map(({ code }) => code))) rangesIn(refusals, code).add(line)
  }

  return {
    blank(): void {
      counts.blank++
    },
    refuse,
    /** Counts a voter. Returns `false`, and refuses the row, where an earlier row has its id. */
    add(voter: Voter): boolean {
      const { line } = voter
      const earlier = likes.add(voter.key, line)
      if (earlier !== undefined) {
        refuse(line, [{ code: "roll-id-twice", params: { line: earlier } }])
        return false
      }
      counts.rows++
      doubted.add(voter)
      if (voter.ineligible !== undefined) {
        counts.ineligible++
        const { column, value } = voter.ineligible
        const key = JSON.stringify([column, value])
        rangesIn(reasons, reasons.size < reasonLimit || reasons.has(key) ? key : JSON.stringify([column, "…"])).add(
          line,
        )
        return true
      }
      counts.eligible++
      weight += voter.weight
      if (rules.weight !== null) weights.set(voter.weight, (weights.get(voter.weight) ?? 0) + 1)
      if (rules.group !== null) groups.set(voter.group ?? "", (groups.get(voter.group ?? "") ?? 0) + 1)
      if (rules.address.length > 0 && voter.address.length === 0) withoutAddress.add(line)
      return true
    },
    totalWeight: () => weight,
    report(files: readonly CountedSource[]): RollReport {
      const [first, ...others] = files
      if (first === undefined) throw new Error("a report of no file")
      const { sha256, bytes, encoding, delimiter } = first
      const file = { sha256, bytes, encoding, delimiter }
      // The hash of an only file has no `sha256:` before it, as in reports made before several files were possible.
      const named = files.map((one) => ({ ...one, sha256: `sha256:${one.sha256}` }))
      const of = others.length === 0 ? ({ schema: 1, file } as const) : ({ schema: 2, files: named } as const)
      const byName = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))
      const few = ([, voters]: readonly [unknown, number]) => voters < cell
      return {
        ...{ ...of, ...counts, weight: weight.toString() },
        reasons: [...reasons].toSorted(byLines).map(([key, lines]) => {
          const [column = "", value = ""] = JSON.parse(key) as [string?, string?]
          return { column, value, ...linesOf(lines) }
        }),
        refusals: [...refusals].toSorted(byLines).map(([code, lines]) => ({ code, ...linesOf(lines) })),
        details,
        doubts: doubted.found(),
        lookAlikes: likes.found(),
        cell,
        groups: {
          count: byName.length,
          list: byName.slice(0, groupLimit).map(([group, eligible]) => ({ group, eligible })),
        },
        smallGroups: byName
          .filter(few)
          .slice(0, groupLimit)
          .map(([group]) => group),
        rareWeights: [...weights]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .filter(few)
          .slice(0, groupLimit)
          .map(([weight, voters]) => ({ weight: weight.toString(), voters })),
        withoutAddress: linesOf(withoutAddress),
      }
    },
  }
}

/** Records the ids seen, by key and by skeleton. */
function lookAlikes() {
  const keys = new Map<string, number>()
  const skeletons = new Map<string, number>()
  const pairs: { readonly line: number; readonly like: number }[] = []
  let rows = 0
  return {
    /** Returns the line of an earlier row with the same key. */
    add(key: string, line: number): number | undefined {
      const same = keys.get(key)
      if (same !== undefined) return same
      keys.set(key, line)
      const skeleton = skeletonOf(key)
      const like = skeletons.get(skeleton) ?? (skeleton === key ? undefined : keys.get(skeleton))
      if (like === undefined) {
        // Most ids are their own skeleton, and `keys` has those.
        if (skeleton !== key) skeletons.set(skeleton, line)
        return undefined
      }
      rows++
      if (pairs.length < pairLimit) pairs.push({ line, like })
      return undefined
    },
    found: () => ({ rows, pairs }),
  }
}

function rangesIn(map: Map<string, LineRanges>, key: string): LineRanges {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = lineRanges()
  map.set(key, made)
  return made
}

function linesOf(lines: LineRanges): Lines {
  return { rows: lines.count(), lines: lines.text() }
}

/** Sorts by number of rows, most first, then by key. */
function byLines([a, linesA]: readonly [string, LineRanges], [b, linesB]: readonly [string, LineRanges]): number {
  return linesB.count() - linesA.count() || (a < b ? -1 : 1)
}
