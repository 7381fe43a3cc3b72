import { type ActKind, type Phase } from "../core/vocabulary.ts"

/** `sha256:` and 64 hexadecimal digits. */
export type Sha256 = `sha256:${string}`

/**
 * Everything that can happen to an election, in the order in which it usually does. Each is one entry of the journal:
 * canonical JSON (RFC 8785), one leaf of its Merkle tree. No entry holds personal data, nor both a member and a credential.
 *
 * `at` is an RFC 3339 instant in UTC; `dating.ts` says what has none. An entry that changes the phase carries `phase`: the last one that does tells where the
 * election stands, together with the clock when it carries `closes` (see `phase.ts`).
 */
export type Event = ElectionEvent | ActEvent | RollEvent | TrusteeEvent | CredentialEvent | UrnEvent | TallyEvent
export type EventType = Event["type"]

/** Every type, in the order of the union. */
const types: Readonly<Record<EventType, true>> = {
  "election.created": true,
  "election.backed-up": true,
  "act.proposed": true,
  "act.signed": true,
  "act.reserved": true,
  "act.declined": true,
  "act.absent": true,
  "act.dropped": true,
  "act.effective": true,
  "roll.imported": true,
  "trustees.answered": true,
  "trustees.restarted": true,
  "trustees.established": true,
  "trustees.checked": true,
  "credentials.generated": true,
  "credentials.opened": true,
  "urn.opened": true,
  "urn.accepted": true,
  "urn.batch-announced": true,
  "urn.batch-received": true,
  "urn.frozen": true,
  "tally.computed": true,
  "tally.share-received": true,
  "tally.share-refused": true,
  "tally.result": true,
}
export const eventTypes = Object.keys(types) as readonly EventType[]

interface At {
  readonly at: string
}
/** Without the instant where it would tell when a few ballots came (`dating.ts`). */
interface AtMost {
  readonly at?: string
}

export interface ElectionCreated extends At {
  readonly type: "election.created"
  readonly phase: "draft"
  readonly uuid: string
  readonly rehearsal: boolean
  readonly definition: Sha256
  /** From 2 on (`core/format.ts`): an election whose first entry states none is of format 1. */
  readonly format?: number
}
/** A copy was made and read back. Nothing writes it any more, since a copy would be older than the entry that speaks of it; it is read. */
export interface ElectionBackedUp extends At {
  readonly type: "election.backed-up"
  readonly size: number
}
export type ElectionEvent = ElectionCreated | ElectionBackedUp

interface AboutAct {
  readonly act: number
}
export interface ActProposed extends AboutAct, At {
  readonly type: "act.proposed"
  readonly kind: ActKind
  readonly text: Sha256
}
export interface ActSigned extends AboutAct, AtMost {
  readonly type: "act.signed"
  readonly member: string
}
/** A reservation, a refusal, or a member's absence as another noted it, each a signed note of its own. */
export interface ActAnswered extends AboutAct, AtMost {
  readonly type: "act.reserved" | "act.declined" | "act.absent"
  readonly member: string
  readonly note: Sha256
}
export interface ActDropped extends AboutAct, AtMost {
  readonly type: "act.dropped"
  readonly reason: "withdrawn" | "expired" | "stale"
}
export interface ActEffective extends AboutAct, At {
  readonly type: "act.effective"
  readonly kind: ActKind
  readonly text: Sha256
  readonly phase?: Phase
  /** With phase `open` or `suspended`: the hour after which no vote may begin. */
  readonly closes?: string
  /** With an act `recover`: the instant of the last entry, written by a wrong clock. This entry may be dated before it. */
  readonly clock?: string
}
export type ActEvent = ActProposed | ActSigned | ActAnswered | ActDropped | ActEffective

export interface RollImported extends At {
  readonly type: "roll.imported"
  readonly rows: number
  readonly eligible: number
  readonly ineligible: number
  readonly refused: number
  /** Salted: HMAC-SHA256 of the roll under a key that stays in the election file. */
  readonly roll: string
  readonly report: Sha256
}
export type RollEvent = RollImported

export interface TrusteesAnswered extends At {
  readonly type: "trustees.answered"
  readonly holder: string
  readonly step: "join" | "commit" | "deal" | "finish"
  readonly message: Sha256
}
/** A ceremony apart begins anew: what was answered before counts no more. */
export interface TrusteesRestarted extends At {
  readonly type: "trustees.restarted"
}
export interface TrusteesEstablished extends At {
  readonly type: "trustees.established"
  readonly trustees: Sha256
  readonly key: string
}
/** A holder proved again that the share can be used. */
export interface TrusteesChecked extends AtMost {
  readonly type: "trustees.checked"
  readonly owner: number
  readonly checkpoint: number
  /** Of the signed note by which the holder vouches for the structure of the trustees, where its key is certified. */
  readonly note?: Sha256
}
export type TrusteeEvent = TrusteesAnswered | TrusteesRestarted | TrusteesEstablished | TrusteesChecked

export interface CredentialsGenerated extends At {
  readonly type: "credentials.generated"
  readonly issued: number
  readonly reserve: number
  readonly credentials: Sha256
  readonly reserveKeys: Sha256
  /** Of what the officer's file holds, not of its encrypted bytes, which never repeat. */
  readonly officerFile: Sha256
}
/** The officer's file was opened, by whom and why. */
export interface CredentialsOpened extends AtMost {
  readonly type: "credentials.opened"
  readonly purpose: "print" | "markoff"
  readonly by: string
  readonly reason: string
  readonly letters: number
}
export type CredentialEvent = CredentialsGenerated | CredentialsOpened

/** The zero report: written at or after the hour fixed by the act `open`, before any ballot. */
export interface UrnOpened extends At {
  readonly type: "urn.opened"
  readonly phase: "open"
  readonly closes: string
  readonly ballots: 0
}
/** One transaction that accepted ballots. Without an instant: no entry tells when one voter voted. */
export interface UrnAccepted {
  readonly type: "urn.accepted"
  readonly count: number
  readonly height: number
  readonly head: string
}
/** A channel announced a batch with its signed note: the freeze waits for these lines, and for no others. */
export interface UrnBatchAnnounced extends AtMost {
  readonly type: "urn.batch-announced"
  readonly channel: string
  readonly number: number
  readonly count: number
  readonly sha256: Sha256
}
export interface UrnBatchReceived extends AtMost {
  readonly type: "urn.batch-received"
  readonly channel: string
  readonly number: number
  readonly count: number
  /** Lines whose ballots the urn took in; in format 1, those of `present` as well. */
  readonly accepted: number
  /** Lines whose ballots it had before. From format 2 on. */
  readonly present?: number
  readonly refused: number
  readonly sha256: Sha256
}
export interface UrnFrozen extends At {
  readonly type: "urn.frozen"
  readonly phase: "frozen"
  readonly ballots: number
  /** Of these, the ballots accepted after the hour of closing, within the grace. */
  readonly grace: number
  readonly height: number
  readonly head: string
}
export type UrnEvent = UrnOpened | UrnAccepted | UrnBatchAnnounced | UrnBatchReceived | UrnFrozen

export interface TallyComputed extends At {
  readonly type: "tally.computed"
  readonly ballots: number
  readonly counted: number
  /** Decimal: it may pass 2^53. */
  readonly weight: string
  readonly tally: string
  readonly height: number
  readonly head: string
}
export interface TallyShareReceived extends At {
  readonly type: "tally.share-received"
  readonly owner: number
  readonly share: Sha256
}
/**
 * A share whose proof is wrong or that no combination can use. Nobody signed it, the holder no more than the share that came,
 * so it is a claim of who keeps the election file: it counts for nothing in a verification, which only repeats it.
 */
export interface TallyShareRefused extends At {
  readonly type: "tally.share-refused"
  readonly owner: number
  readonly share: Sha256
}
export interface TallyResult extends At {
  readonly type: "tally.result"
  readonly phase: "tallied"
  readonly result: string
  readonly height: number
  readonly head: string
}
export type TallyEvent = TallyComputed | TallyShareReceived | TallyShareRefused | TallyResult

/** Distributes over the union, so that each member keeps its own fields. */
type WithoutInstant<E> = E extends AtMost ? Omit<E, "at"> : E
/** What an operation hands to `append`, which stamps the instant itself. */
export type NewEvent = WithoutInstant<Event>
