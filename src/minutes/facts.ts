import type { EnteredSilence } from "../availability/entered.ts"
import type { MajorityRule } from "../core/majority.ts"
import type {
  ActKind,
  AttendanceRole,
  Complainant,
  ComplaintOutcome,
  Language,
  Observer,
  Role,
  WriterRole,
} from "../core/vocabulary.ts"
import type { Incidents } from "../incidents/fold.ts"
import type { StatedRegister } from "../register/stated.ts"

/**
 * Everything that minutes tell, read off a record that passed every check: journal, acts, register and archive as they
 * were when the result was there. Instants are milliseconds since 1970-01-01T00:00Z.
 */
export interface MinutesFacts {
  readonly uuid: string
  readonly name: string
  readonly authority: string
  readonly rehearsal: boolean
  readonly locale: Language
  readonly timezone: string
  /** When the minutes were drawn up. */
  readonly drawn: number
  /** The members as they were when the result was there. */
  readonly members: readonly MinutedMember[]
  readonly registered: number
  /** The acts in effect up to the result, in order. */
  readonly acts: readonly MinutedAct[]
  /** Urgent suspensions of the vote, in order. */
  readonly urgent: readonly MinutedSuspension[]
  readonly reservations: readonly Reservation[]
  readonly opened: number
  readonly closes: number
  readonly frozen: number
  readonly counts: readonly { readonly at: number; readonly voters: number }[]
  readonly ballots: { readonly accepted: number; readonly counted: number; readonly grace: number }
  readonly weight: bigint
  /** Whether ballots count several times, so that votes are no part of the number of members. */
  readonly weighted: boolean
  readonly questions: readonly MinutedQuestion[]
  readonly attendance: readonly Attendance[]
  readonly remarks: readonly Remark[]
  readonly observations: readonly MinutedObservation[]
  readonly complaints: readonly MinutedComplaint[]
  /** The notices that were issued, by their numbers. */
  readonly notices: readonly { readonly number: number; readonly at: number }[]
  readonly incidents: Incidents
  /** The apparent interruptions of the register, by their numbers. */
  readonly silences: ReadonlyMap<number, EnteredSilence>
  /** The last event of the archive: height, and hash in hexadecimal. */
  readonly result: { readonly height: number; readonly hash: string }
  readonly register: StatedRegister
}

export interface MinutedMember {
  readonly id: string
  readonly name: string
  readonly role: Role
}

export interface MinutedAct {
  readonly number: number
  readonly kind: ActKind
  /** When it took effect, and the number of the entry by which it did. */
  readonly at: number
  readonly entry: number
  /** Names of those who signed, in the order of their signatures. */
  readonly signers: readonly string[]
  readonly reason: string | undefined
  /** The hour of closing that an act `extend` set. */
  readonly closes: number | undefined
  /** How many entries of the journal an act `recover` keeps. What the urn signed after them may be lost. */
  readonly kept: number | undefined
  /** Batches without which an act `close` let the urn be frozen, as `CHANNEL NUMBER`. */
  readonly missing: readonly string[]
}

/** Members suspended the vote without an act. */
export interface MinutedSuspension {
  readonly number: number
  readonly at: number
  /** The number of its entry in the journal. */
  readonly entry: number
  /** When it was to end by itself; `undefined` where the authority had to decide. */
  readonly until: number | undefined
  readonly signers: readonly string[]
  readonly reason: string
}

/** A member signed with a reservation, refused to sign, or was absent. */
export interface Reservation {
  readonly act: number
  readonly member: string
  readonly kind: "reserved" | "declined" | "absent"
  readonly text: string
}

export interface MinutedQuestion {
  readonly question: string
  readonly answers: readonly { readonly answer: string; readonly votes: bigint }[]
  /** Blank votes; `null` where the question allows none. */
  readonly blank: bigint | null
  readonly rule: MajorityRule | undefined
}

export interface Attendance {
  readonly role: AttendanceRole
  readonly from: number
  readonly until: number | undefined
  /** In the full version only. */
  readonly name?: string
}

/** What somebody observed and wants to stand here. The text is absent where it is not published; the name is in the full version only. */
export interface MinutedObservation {
  readonly number: number
  readonly at: number
  readonly role: Observer
  readonly name: string | undefined
  readonly text: string | undefined
}

export interface MinutedComplaint {
  readonly number: number
  readonly at: number
  readonly role: Complainant
  readonly name: string | undefined
  readonly text: string | undefined
  /** By when it had to be answered. */
  readonly due: number
  readonly answers: readonly {
    readonly at: number
    readonly outcome: ComplaintOutcome
    readonly act: number | undefined
    readonly text: string | undefined
  }[]
}

/** A line of the log book: of a member, or of somebody who may write, by their part. */
export interface Remark {
  readonly at: number
  /** The name of a member, or the identifier of anybody else. */
  readonly writer: string
  readonly of: "member" | WriterRole
  readonly text: string
}
