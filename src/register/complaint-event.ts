import type { Complainant, ComplaintOutcome, Observer } from "../core/vocabulary.ts"

/**
 * What people have the authority put on record: observations, and complaints with their answers. Each is one entry of
 * the register. Observations and complaints are numbered from 1, and so are the answers to each complaint. Names and
 * contacts are never published, and texts only if their writer says so.
 */
export type ComplaintEvent = ObservationEntered | ComplaintEntered | ComplaintAnswered

/** Somebody observed something and wants it to stand in the minutes. Nobody has to answer it. */
export interface ObservationEntered {
  readonly type: "observation.entered"
  readonly observation: number
  readonly role: Observer
  readonly text?: string
  readonly private?: { readonly name?: string; readonly text?: string }
}

export interface ComplaintEntered {
  readonly type: "complaint.entered"
  readonly complaint: number
  readonly role: Complainant
  /** By when it has to be answered: RFC 3339, UTC. */
  readonly due: string
  /** The incident that it is about. */
  readonly incident?: number
  readonly text?: string
  readonly private: { readonly name: string; readonly contact?: string; readonly text?: string }
}

/** What the authority decided about a complaint. A later answer puts right the ones before it, which stay. */
export interface ComplaintAnswered {
  readonly type: "complaint.answered"
  readonly complaint: number
  readonly answer: number
  readonly outcome: ComplaintOutcome
  /** The act by which the authority did what the answer says. */
  readonly act?: number
  readonly incident?: number
  readonly text?: string
  readonly private?: { readonly text: string }
}
