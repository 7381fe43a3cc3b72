import { parseInstant } from "../core/instant.ts"
import type { ComplaintRule } from "../core/vocabulary.ts"
import type { PublishedEvent, RegisterEvent } from "../register/event.ts"

/** Follows the entries of a register, so that each is checked against those before it. It keeps numbers and no texts. */
export interface ComplaintLedger {
  /**
   * Takes the next entry. Names the rule that it breaks, and then nothing follows from it; `undefined` if it breaks none
   * or is about something else. Commands refuse such an entry, and a reader of the register reports it.
   *
   * @param at - the instant of the entry, in milliseconds
   */
  readonly take: (entry: PublishedEvent | RegisterEvent, at: number) => ComplaintRule | undefined
}

/** Begins before the first entry. The rules are stated here alone. */
export function complaintLedger(): ComplaintLedger {
  const incidents = new Set<number>()
  /** How many answers each complaint has. */
  const answers: number[] = []
  let observations = 0

  const isUnknown = (incident: number | undefined) => incident !== undefined && !incidents.has(incident)

  function ruleBroken(entry: PublishedEvent | RegisterEvent, at: number): ComplaintRule | undefined {
    switch (entry.type) {
      case "observation.entered":
        return entry.observation === observations + 1 ? undefined : "number"
      case "complaint.entered":
        if (entry.complaint !== answers.length + 1) return "number"
        if (isUnknown(entry.incident)) return "unknown-incident"
        return (parseInstant(entry.due) ?? 0) < at ? "due" : undefined
      case "complaint.answered": {
        const before = answers[entry.complaint - 1]
        if (before === undefined) return "unknown-complaint"
        if (isUnknown(entry.incident)) return "unknown-incident"
        return entry.answer === before + 1 ? undefined : "number"
      }
      default:
        return undefined
    }
  }

  return {
    take: (entry, at) => {
      const rule = ruleBroken(entry, at)
      if (rule !== undefined) return rule
      if (entry.type === "incident.opened") incidents.add(entry.incident)
      if (entry.type === "observation.entered") observations = entry.observation
      if (entry.type === "complaint.entered") answers.push(0)
      if (entry.type === "complaint.answered") answers[entry.complaint - 1] = entry.answer
      return undefined
    },
  }
}
