/** What one check before the vote found, and what a run of them comes to. */
import type { PreflightCheck, PreflightStatus } from "../core/vocabulary.ts"
import type { Facts, FoundCheck } from "../register/preflight-event.ts"

/** What a check found, without its name. */
export interface Found {
  readonly status: PreflightStatus
  readonly facts?: Facts
}

export const passed = (facts?: Facts): Found => found("pass", facts)
export const warned = (facts?: Facts): Found => found("warn", facts)
export const failed = (facts?: Facts): Found => found("fail", facts)
export const notRun = (facts?: Facts): Found => found("not-run", facts)

function found(status: PreflightStatus, facts: Facts | undefined): Found {
  return facts === undefined ? { status } : { status, facts }
}

/** How many checks passed, warned, failed and were not run. */
export type Counts = Readonly<Record<PreflightStatus, number>>

export function countsOf(checks: readonly FoundCheck[]): Counts {
  const of = (status: PreflightStatus) => checks.filter((one) => one.status === status).length
  return { pass: of("pass"), warn: of("warn"), fail: of("fail"), "not-run": of("not-run") }
}

/**
 * Lists the checks that stand in the way of an opening: those that failed, and those that a profile demands and that were
 * not run.
 */
export function wanting(checks: readonly FoundCheck[], demanded: readonly PreflightCheck[]): readonly FoundCheck[] {
  return checks.filter(({ check, status }) => status === "fail" || (status === "not-run" && demanded.includes(check)))
}
