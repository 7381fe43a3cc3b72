/** The rules by which runs of the checks before the vote follow each other, and by which acts name them. */
import { type Act, statementOf, statementsOf } from "../authority/act.ts"
import { sha256Hex } from "../core/hash.ts"
import { must } from "../core/must.ts"
import { type PreflightCheck, preflightChecks, type PreflightRule } from "../core/vocabulary.ts"
import { bodyOf, type SignedEntry } from "../register/entry.ts"
import type { PreflightRun } from "../register/preflight-event.ts"
import { type Counts, countsOf } from "./found.ts"

/** A run as an entry of the register has it. */
export interface RecordedRun extends Omit<PreflightRun, "type"> {
  /** The number of the entry, and `sha256:` of its bytes. */
  readonly entry: number
  readonly hash: string
  /** When it was entered: milliseconds. */
  readonly at: number
  /** The identifiers of those who signed it. */
  readonly by: readonly string[]
}

export interface Runs {
  readonly runs: readonly RecordedRun[]
  /** Entries that break a rule, and therefore do not count. */
  readonly faults: readonly { readonly entry: number; readonly rule: PreflightRule }[]
}

/** Lists the runs of a register. Their numbers follow each other. */
export function runsOf(entries: Iterable<SignedEntry>): Runs {
  const runs: RecordedRun[] = []
  const faults: { entry: number; rule: PreflightRule }[] = []
  for (const { number, at, entry, signers } of entries) {
    if (entry.type !== "preflight.run") continue
    if (entry.run !== runs.length + 1) {
      faults.push({ entry: number, rule: "number" })
      continue
    }
    const { run, software, profile, checks } = entry
    runs.push({
      ...{ run, software, checks, entry: number, at, by: signers.map(({ id }) => id) },
      hash: `sha256:${sha256Hex(bodyOf(entry))}`,
      ...(profile === undefined ? {} : { profile }),
    })
  }
  return { runs, faults }
}

/** The statement by which *override* and *open* name a run, and the one by which *override* names a check. */
export const runKey = "preflight"
export const checkKey = "check"

/** Writes `12 sha256:… 17 pass, 1 warn, 2 fail, 5 not run`: the entry of a run, its hash, and what it came to. */
export function runText({ entry, hash, checks }: Pick<RecordedRun, "entry" | "hash" | "checks">): string {
  const { pass, warn, fail, "not-run": left } = countsOf(checks)
  return `${entry} ${hash} ${pass} pass, ${warn} warn, ${fail} fail, ${left} not run`
}

/** What an act says of a run. */
export interface StatedRun {
  readonly entry: number
  readonly hash: string
  readonly counts: Counts
}

/** Reads what an act states, and returns `undefined` unless it states this once and in this form. */
export function statedRunOf(act: Pick<Act, "statements">): StatedRun | undefined {
  const [value, ...more] = statementsOf(act, runKey)
  const [, entry, hash, ...counts] =
    /^([1-9]\d{0,8}) (sha256:[0-9a-f]{64}) (\d+) pass, (\d+) warn, (\d+) fail, (\d+) not run$/.exec(value ?? "") ?? []
  if (entry === undefined || hash === undefined || more.length > 0) return undefined
  const [pass, warn, fail, left] = counts.map(Number) as [number, number, number, number]
  return { entry: Number(entry), hash, counts: { pass, warn, fail, "not-run": left } }
}

/** Lists the checks that an act *override* names. */
export function overriddenBy(act: Pick<Act, "statements">): readonly PreflightCheck[] {
  const named = statementsOf(act, checkKey)
  return preflightChecks.filter((check) => named.includes(check))
}

/** Returns the run that an act names, or what is wrong with what it states. */
export function runNamed(runs: readonly RecordedRun[], act: Pick<Act, "statements">): RecordedRun | PreflightRule {
  const stated = statedRunOf(act)
  const run = stated === undefined ? undefined : runs.find(({ entry }) => entry === stated.entry)
  if (stated === undefined || run === undefined) return "unknown"
  return statementOf(act, runKey) === runText(run) ? run : "other"
}

/** An act *override* in effect, and the run that it names. */
export interface Override {
  readonly act: Pick<Act, "number" | "statements">
  readonly run: RecordedRun
}

/**
 * Whether a check of a run is overridden: by an act that names it in this run, or in an earlier one since which it never
 * passed. What was repaired and failed again is decided anew.
 */
export function isOverridden(
  runs: readonly RecordedRun[],
  overrides: readonly Override[],
  check: PreflightCheck,
  run: RecordedRun,
): boolean {
  return overrides.some(({ act, run: named }) => {
    if (named.run > run.run || !overriddenBy(act).includes(check)) return false
    const since = runs.filter((one) => one.run >= named.run && one.run <= run.run)
    return since.every((one) => {
      const { status } = must(
        one.checks.find((found) => found.check === check),
        "a check of a run",
      )
      return status === "fail" || status === "not-run"
    })
  })
}
