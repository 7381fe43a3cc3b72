import { finding, type Finding, type FindingCode, type FindingParams } from "../core/finding.ts"
import { besideOf, type BesidePart, type CheckId } from "./checks.ts"

/** How much of a check there was to do, and how much was done: signatures, entries, ballots. */
export interface Done {
  readonly present: number
  readonly checked: number
  /** How much more somebody else checked, whose word the reader takes for it. */
  readonly relied: number
}

/** A report while its checks are made. Each check tells it what is wrong, and how much it checked. */
export interface OpenReport {
  /** Adds a finding. @throws EnoughFound - after so many findings that the rest tells nobody anything */
  readonly fail: <Code extends FindingCode>(code: Code, at: string, params: FindingParams[Code]) => void
  /** Adds findings that were made elsewhere. @throws EnoughFound */
  readonly add: (findings: Iterable<Finding>) => void
  /** @param checked - how much of it was done here; all of it by default */
  readonly done: (check: CheckId, present: number, checked?: number, relied?: number) => void
  /** Says that a record of this phase has nothing that these checks are about. */
  readonly absent: (...checks: readonly CheckId[]) => void
}

/**
 * After this many findings verification stops. A record with more is beyond repair, and a hostile one must not fill the
 * memory.
 */
const mostFindings = 1000

/**
 * So many findings of each part beside ballots and result are kept. They stop nothing: whoever spoils what stands beside must not keep
 * ballots and result from being checked.
 */
const mostBeside = 200

/** Thrown to stop the checks of a record that is beyond repair. */
export class EnoughFound extends Error {}

/** What was found by the checks so far, and how much they checked. */
export interface CheckOutcomes {
  readonly findings: readonly Finding[]
  /** What was found in the parts that stand beside ballots and result. */
  readonly beside: readonly Finding[]
  /** The parts of which there were more than are kept. */
  readonly besideStopped: ReadonlySet<BesidePart>
  readonly done: ReadonlyMap<CheckId, Done>
  /** Whether the checks stopped because there were enough findings. */
  readonly stopped: boolean
}

export function openReport(most = mostFindings): OpenReport & { readonly outcomes: CheckOutcomes } {
  const findings: Finding[] = []
  const beside: Finding[] = []
  const besideStopped = new Set<BesidePart>()
  const counts = new Map<CheckId, Done>()
  const missing = new Set<string>()
  const add = (found: Finding) => {
    const part = besideOf(found)
    if (part !== undefined) {
      if (beside.filter((one) => besideOf(one) === part).length < mostBeside) beside.push(found)
      else besideStopped.add(part)
      return
    }
    if (found.code === "FILE_MISSING") {
      // The manifest names a missing file, and so does whatever else needs it.
      if (missing.has(found.at)) return
      missing.add(found.at)
    }
    findings.push(found)
    if (findings.length === most) throw new EnoughFound()
  }
  return {
    fail: (code, at, params) => {
      add(finding(code, at, params))
    },
    add: (found) => {
      for (const one of found) add(one)
    },
    done: (check, present, checked = present, relied = 0) => {
      counts.set(check, { present, checked, relied })
    },
    absent: (...checks) => {
      for (const check of checks) counts.set(check, { present: 0, checked: 0, relied: 0 })
    },
    get outcomes() {
      return { findings, beside, besideStopped, done: counts, stopped: findings.length === most }
    },
  }
}
