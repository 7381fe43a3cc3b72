import type { TimeStampRule } from "../../core/time-stamp-rule.ts"

export interface TimeStampFault {
  readonly rule: TimeStampRule
  /** A name of the standards, an instant, or words of the time-stamping service; the same in every language. */
  readonly detail?: string
}

/** Leads out of the reading of a time-stamp. Only `attempt` sees it. */
class Refused extends Error {
  readonly fault: TimeStampFault

  constructor(fault: TimeStampFault) {
    super(fault.rule)
    this.fault = fault
  }
}

/** Ends the reading of a time-stamp, within `attempt`. */
export function refuse(rule: TimeStampRule, detail?: string): never {
  throw new Refused(detail === undefined ? { rule } : { rule, detail })
}

/** Returns what a reading gives, or the fault for which it was ended. */
export function attempt<T>(reading: () => T): T | { readonly fault: TimeStampFault } {
  try {
    return reading()
  } catch (error) {
    if (error instanceof Refused) return { fault: error.fault }
    throw error
  }
}
