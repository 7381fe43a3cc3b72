import type { AttachedPaper, AttendanceRole, WriterRole } from "../core/vocabulary.ts"
import type { Sha256 } from "../journal/event.ts"
import type { ComplaintEvent } from "./complaint-event.ts"
import type { ComponentEvent } from "./component-event.ts"
import type { CustodyEvent } from "./custody-event.ts"
import type { FigureEvent } from "./figure-event.ts"
import type { IncidentEvent } from "./incident-event.ts"
import type { OutsideEvent } from "./outside-event.ts"
import type { PreflightEvent } from "./preflight-event.ts"
import type { ProbeEvent } from "./probe-event.ts"

/**
 * Everything that the register can hold. It is the log of what is dated and signed by one person: what was seen, said
 * and done around the vote. Whatever changes the election itself is an event of the journal (`journal/event.ts`). No
 * ballot can be placed between entries of the register, because it never says how long the journal is.
 *
 * Fields are published, except those in `private`, to which the published entry holds only a commitment. Names of
 * voters and delegates, contacts, and texts that may contain such belong there.
 */
export type RegisterEvent =
  | WriterEvent
  | LogNoted
  | AttendanceEvent
  | ComponentEvent
  | FigureEvent
  | IncidentEvent
  | ComplaintEvent
  | CustodyEvent
  | NoticeIssued
  | OutsideEvent
  | PaperAttached
  | PreflightEvent
  | ProbeEvent
export type RegisterEventType = RegisterEvent["type"]

/**
 * Members certify somebody who may write and decides nothing. The name is private; identifier and key are published.
 */
export interface WriterCertified {
  readonly type: "writer.certified"
  readonly writer: string
  readonly role: WriterRole
  /** A C2SP verifier key. */
  readonly key: string
  readonly private: { readonly name: string }
}
export interface WriterRemoved {
  readonly type: "writer.removed"
  readonly writer: string
  readonly private: { readonly reason: string }
}
export type WriterEvent = WriterCertified | WriterRemoved

/** A line of the log book. Its text is published only if its writer says so. */
export interface LogNoted {
  readonly type: "log.noted"
  readonly text?: string
  readonly private?: { readonly text: string }
}

/** Somebody who has a part in the vote arrived. */
export interface AttendanceEntered {
  readonly type: "attendance.entered"
  readonly role: AttendanceRole
  readonly private: { readonly name: string }
}
export interface AttendanceLeft {
  readonly type: "attendance.left"
  /** The number of the entry that says that the same person came. */
  readonly entered: number
}
export type AttendanceEvent = AttendanceEntered | AttendanceLeft

/** A scan of a paper is kept beside the election file, under its hash. */
export interface PaperAttached {
  readonly type: "paper.attached"
  readonly paper: AttachedPaper
  readonly sha256: Sha256
  /** Bytes. */
  readonly size: number
  /** The name of the file that was scanned, and what it shows: both may name people. */
  readonly private: { readonly name: string; readonly what: string }
}

/** A notice was issued: its number, and the hash of the signed note. */
export interface NoticeIssued {
  readonly type: "notice.issued"
  readonly number: number
  readonly note: Sha256
}

/** The fields of every entry besides those of its event. */
export interface Stamp {
  /** RFC 3339, UTC. */
  readonly at: string
  /** Signature lines, as C2SP signed notes have them. */
  readonly signed: readonly string[]
}

/** An event in its published form, with a commitment (64 hexadecimal digits) in place of the private fields. */
type Published<E> = E extends { readonly private: unknown }
  ? Omit<E, "private"> & { readonly private: string }
  : E extends { readonly private?: unknown }
    ? Omit<E, "private"> & { readonly private?: string }
    : E
export type PublishedEvent = Published<RegisterEvent>
export type PublishedEntry = PublishedEvent & Stamp

/** Who has to sign an entry of each type: so many members, or anybody who may write. */
export const signersNeeded = {
  "writer.certified": { members: 2 },
  // One member is enough to stop a key that fell into the wrong hands.
  "writer.removed": { members: 1 },
  "log.noted": "writer",
  "attendance.entered": "writer",
  "attendance.left": "writer",
  "component.added": "writer",
  "component.changed": "writer",
  "silence.found": "writer",
  "turnout.table": "writer",
  "incident.opened": "writer",
  "incident.observed": "writer",
  "incident.claimed": "writer",
  "incident.judged": "writer",
  "incident.evidenced": "writer",
  "incident.concluded": { members: 1 },
  "incident.decided": { members: 1 },
  "incident.authorised": { members: 1 },
  "incident.told": "writer",
  "incident.closed": "writer",
  "incident.reopened": "writer",
  "incident.corrected": "writer",
  "intervention.added": "writer",
  "intervention.corrected": "writer",
  "observation.entered": "writer",
  "complaint.entered": "writer",
  "complaint.answered": { members: 1 },
  "paper.attached": "writer",
  "lookalikes.checked": "writer",
  "drill.held": "writer",
  "exposure.authorised": "writer",
  "exposure.examined": "writer",
  "custody.recorded": "writer",
  // Both sides sign, which the rules of custody demand besides.
  "custody.transferred": "writer",
  "custody.ended": "writer",
  "medium.proven": "writer",
  // The note beside it has as many signatures of members as the definition demands.
  "notice.issued": { members: 1 },
  "preflight.run": "writer",
  "preflight.attested": "writer",
  "page.referenced": "writer",
  "probe.turned": "writer",
  "probe.seen": "writer",
  "certificate.ending": "writer",
} as const satisfies Readonly<Record<RegisterEventType, SignersNeeded>>

/**
 * `writer`: one member or certified writer. `urn`: also a key of the urn, for what the program computes by itself and
 * nobody attests. `members`: so many different members, or all of them if there are fewer.
 */
export type SignersNeeded = "writer" | "urn" | { readonly members: number }
