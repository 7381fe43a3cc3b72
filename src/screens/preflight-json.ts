/** What was looked at before the vote, for programs. */
import { instantText } from "../core/instant.ts"
import { countsOf } from "../preflight/found.ts"
import type { RecordedRun } from "../preflight/ledger.ts"
import type { FoundCheck } from "../register/preflight-event.ts"
import type { ShownRun, ShownRuns } from "./preflight.ts"

export function runJson({ checks, profile, before, entered }: ShownRun): object {
  return {
    profile: profile ?? null,
    counts: countsOf(checks),
    checks: checks.map((one) => checkJson(one, before)),
    entered: entered ?? null,
  }
}

export function runsJson({ runs, faults, run: last, open, overridden }: ShownRuns): object {
  return {
    runs: runs.map(({ run, entry, hash, at, by, software, profile, checks }) => ({
      ...{ run, entry, hash, at: instantText(at), by, software, profile: profile ?? null },
      ...{ counts: countsOf(checks), checks: checks.map((one) => checkJson(one)) },
    })),
    last: last?.run ?? null,
    ...{ open: open.map(({ check }) => check), overridden: overridden.map(({ check }) => check), faults },
  }
}

/** @param before - the run before it, if there is one with which it is compared */
function checkJson({ check, status, facts = {} }: FoundCheck, before?: RecordedRun): object {
  const last = before?.checks.find((one) => one.check === check)?.status
  return { check, status, facts, ...(before === undefined ? {} : { before: last ?? null }) }
}
