/** Reads what was looked at before the vote, and makes what *override* and *open* state of it. */
import { type Act, type Statement, statementsOf } from "../authority/act.ts"
import { type DecidedFile, provenActs } from "../authority/proven-acts.ts"
import { reasonStatements } from "../authority/statement-queries.ts"
import { milestonesOf } from "../components/queries.ts"
import { UrneError } from "../core/error.ts"
import { preflightChecks } from "../core/vocabulary.ts"
import { demandedChecks } from "../definition/profiles.ts"
import type { FoundCheck } from "../register/preflight-event.ts"
import { hasRegister, provedRegister, type RegisterFile } from "../register/queries.ts"
import { wanting } from "./found.ts"
import {
  checkKey,
  isOverridden,
  type Override,
  overriddenBy,
  type RecordedRun,
  runKey,
  runNamed,
  type Runs,
  runsOf,
  runText,
  statedRunOf,
} from "./ledger.ts"

/** Lists the runs that were entered. @throws UrneError `entry-altered`, `act-altered` */
export function recordedRuns(file: RegisterFile): Runs {
  return hasRegister(file) ? runsOf(provedRegister(file).entries) : { runs: [], faults: [] }
}

/** Lists the acts *override* in effect, each with the run that it names. */
function overridesInEffect(file: DecidedFile, runs: readonly RecordedRun[]): readonly Override[] {
  return provenActs(file).flatMap(({ stored, act }) => {
    const run = stored.state === "effective" && act.kind === "override" ? runNamed(runs, act) : undefined
    return run === undefined || typeof run === "string" ? [] : [{ act, run }]
  })
}

/** What stands between the last run and an opening. */
export interface Standing {
  /** The last run since the seal; `undefined` where there is none. */
  readonly run: RecordedRun | undefined
  /** The checks that failed, or that the profile demands and that were not run, and no act overrides. */
  readonly open: readonly FoundCheck[]
  /** Those that an act overrides. */
  readonly overridden: readonly FoundCheck[]
}

/**
 * Says what the last run since the seal leaves open.
 *
 * @param entry - of another run, instead of the last one
 */
export function preflightStanding(file: RegisterFile, entry?: number): Standing {
  const { runs } = recordedRuns(file)
  const { sealed } = milestonesOf(file)
  const since = runs.filter(({ at }) => sealed !== undefined && at >= sealed)
  const run = entry === undefined ? since.at(-1) : since.find((one) => one.entry === entry)
  if (run === undefined) return { run, open: [], overridden: [] }
  const found = wanting(run.checks, demandedChecks(file.election.get().definition))
  const overrides = overridesInEffect(file, runs)
  const isDone = ({ check }: FoundCheck) => isOverridden(runs, overrides, check, run)
  return { run, open: found.filter((one) => !isDone(one)), overridden: found.filter(isDone) }
}

/**
 * Makes what the act *override* states: the run, the checks that the members override, and why.
 *
 * @param given - `check` (any number) and `reason`; `preflight` where the act was proposed before
 * @throws UrneError `no-preflight`, `check-sound` where a check is not wanting, `given-missing`
 */
export function overrideStatements(file: RegisterFile, given: readonly Statement[]): readonly Statement[] {
  const { run } = preflightStanding(file, statedRunOf({ statements: given })?.entry)
  if (run === undefined) throw new UrneError("no-preflight", {})
  const wanted = statementsOf({ statements: given }, checkKey)
  const named = overriddenBy({ statements: given })
  if (named.length === 0 || named.length !== new Set(wanted).size) {
    throw new UrneError("given-missing", { kind: "override", option: "CHECK" })
  }
  const found = wanting(run.checks, preflightChecks)
  const sound = named.find((check) => !found.some((one) => one.check === check))
  if (sound !== undefined) throw new UrneError("check-sound", { check: sound })
  return [
    { key: runKey, value: runText(run) },
    ...named.map((check) => ({ key: checkKey, value: check })),
    ...reasonStatements("override", given),
  ]
}

/**
 * Makes what the act *open* states of the last run since the seal. An election that names no profile, and for which nobody
 * ran the checks, states nothing.
 *
 * @param given - `preflight` where the act was proposed before
 * @throws UrneError `no-preflight`, `preflight-failed`
 */
export function preflightStatements(file: RegisterFile, given: readonly Statement[]): readonly Statement[] {
  const { run, open } = preflightStanding(file, statedRunOf({ statements: given })?.entry)
  if (run === undefined) {
    if (file.election.get().definition.profile !== undefined) throw new UrneError("no-preflight", {})
    return []
  }
  if (open.length > 0)
    throw new UrneError("preflight-failed", { checks: open.map(({ check }) => check), entry: run.entry })
  return [{ key: runKey, value: runText(run) }]
}

/** Reads back what was given for an act *override*. */
export function overrideGiven(act: Act): readonly Statement[] {
  return act.statements.filter(({ key }) => [runKey, checkKey, "reason"].includes(key))
}
