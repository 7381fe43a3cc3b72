import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { Complainant, ComplaintOutcome, ComplaintRule, Observer } from "../core/vocabulary.ts"
import type { SignedEntry } from "../register/entry.ts"
import { complaintLedger } from "./ledger.ts"

/** The entry that something comes from. */
interface Entered {
  /** The number of the entry. */
  readonly entry: number
  /** Milliseconds. */
  readonly at: number
  /** The identifiers of those who signed it. */
  readonly by: readonly string[]
}

export interface Observation extends Entered {
  readonly number: number
  readonly role: Observer
  /** The text, if it is public. */
  readonly text: string | undefined
}

export interface Answer extends Entered {
  readonly number: number
  readonly outcome: ComplaintOutcome
  readonly act: number | undefined
  readonly incident: number | undefined
  readonly text: string | undefined
}

export interface Complaint extends Entered {
  readonly number: number
  readonly role: Complainant
  /** By when it has to be answered, in milliseconds. */
  readonly due: number
  readonly incident: number | undefined
  readonly text: string | undefined
  /** In order: the last one holds, and puts right those before it. */
  readonly answers: readonly Answer[]
}

export interface Complaints {
  readonly observations: readonly Observation[]
  readonly complaints: readonly Complaint[]
  /** Entries that break a rule, and therefore have no effect. */
  readonly faults: readonly { readonly entry: number; readonly rule: ComplaintRule }[]
}

/** Folds the entries of a register, in their order, into observations and complaints. It needs nothing private. */
export function complaintsOf(entries: Iterable<SignedEntry>): Complaints {
  const ledger = complaintLedger()
  const observations: Observation[] = []
  const complaints: Complaint[] = []
  const faults: { entry: number; rule: ComplaintRule }[] = []
  for (const { number: place, at, entry, signers } of entries) {
    const rule = ledger.take(entry, at)
    if (rule !== undefined) {
      faults.push({ entry: place, rule })
      continue
    }
    const entered: Entered = { entry: place, at, by: signers.map(({ id }) => id) }
    if (entry.type === "observation.entered") {
      observations.push({ ...entered, number: entry.observation, role: entry.role, text: entry.text })
    } else if (entry.type === "complaint.entered") {
      const { complaint: number, role, incident, text } = entry
      const due = must(parseInstant(entry.due), "an instant of an entry that was read")
      complaints.push({ ...entered, number, role, due, incident, text, answers: [] })
    } else if (entry.type === "complaint.answered") {
      const { complaint, answer: number, outcome, act, incident, text } = entry
      const before = must(complaints[complaint - 1], "a complaint that is answered")
      const answers = [...before.answers, { ...entered, number, outcome, act, incident, text }]
      complaints[complaint - 1] = { ...before, answers }
    }
  }
  return { observations, complaints, faults }
}
