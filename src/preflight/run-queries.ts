/** Runs every check before the vote. */
import { UrneError } from "../core/error.ts"
import { type PreflightCheck, preflightChecks } from "../core/vocabulary.ts"
import type { FoundCheck } from "../register/preflight-event.ts"
import { electionLooks } from "./election-queries.ts"
import { failed, notRun } from "./found.ts"
import { outsideLooks } from "./outside-queries.ts"
import { peopleLooks } from "./people-queries.ts"
import type { Looks, PreflightFile, Setting } from "./setting.ts"

const looks: Looks = { ...electionLooks, ...peopleLooks, ...outsideLooks }

/** What was found, and why checks could not go on that failed for it. */
export interface RunFound {
  readonly checks: readonly FoundCheck[]
  readonly stopped: ReadonlyMap<PreflightCheck, UrneError>
}

/**
 * Runs every check, in their order. One that is refused, because what it reads was altered, has failed; the others go on.
 * It changes nothing.
 */
export function runChecks(file: PreflightFile, setting: Setting): RunFound {
  const stopped = new Map<PreflightCheck, UrneError>()
  const checks = preflightChecks.map((check): FoundCheck => {
    try {
      return { check, ...(looks[check]?.(file, setting) ?? notRun()) }
    } catch (error) {
      if (!(error instanceof UrneError) || error.code === "cancelled") throw error
      stopped.set(check, error as UrneError)
      return { check, ...failed() }
    }
  })
  return { checks, stopped }
}
