import type { ActKind, Phase } from "../core/vocabulary.ts"

/** `sha256:` and 64 hexadecimal digits. */
export type Sha256 = `sha256:${string}`

/**
 * Everything that can happen to an election, in the usual order. Each event is one entry of the journal: canonical JSON
 * (RFC 8785), and one leaf of its Merkle tree. No entry holds personal data, or both a member and a credential.
 *
 * `at` is an RFC 3339 instant in UTC; `dating.ts` says which entries have none. An entry that changes the phase carries
 * `phase`. The last one that does tells the phase of the election, together with the clock where it carries `closes`
 * (see `phase.ts`).
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
  "urn.suspended": true,
  "urn.accepted": true,
  "urn.batch-announced": true,
  "urn.batch-received": true,
  "urn.counted": true,
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
/** The instant, which is absent where it would reveal when a few ballots came (`dating.ts`). */
interface AtMost {
  readonly at?: string
}

export interface ElectionCreated extends At {
  readonly type: "election.created"
  readonly phase: "draft"
  readonly uuid: string
  readonly rehearsal: boolean
  readonly definition: Sha256
  /** Present from format 2 on (`core/format.ts`): an election whose first entry states none is of format 1. */
  readonly format?: number
}
/**
 * A copy was made and read back. Journals written earlier hold it. It is no longer written, because a copy would always
 * be older than the entry about it.
 */
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
/**
 * A member's reservation about an act, refusal to sign it, or absence that another member noted. Each is a signed note
 * of its own.
 */
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
  /** The hour after which no vote may begin. Present with phase `open` or `suspended`. */
  readonly closes?: string
  /** Present with an act `extend` during an urgent suspension, which goes on: when that ends by itself. */
  readonly until?: string
  /**
   * Present with an act `recover`: the instant of the last entry, which a wrong clock wrote. This entry may be dated
   * before it.
   */
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
/** A ceremony held apart begins again. Earlier replies no longer count. */
export interface TrusteesRestarted extends At {
  readonly type: "trustees.restarted"
}
export interface TrusteesEstablished extends At {
  readonly type: "trustees.established"
  readonly trustees: Sha256
  readonly key: string
}
/** A holder proved again that its share can be used. */
export interface TrusteesChecked extends AtMost {
  readonly type: "trustees.checked"
  readonly owner: number
  readonly checkpoint: number
  /**
   * The hash of the signed note by which the holder vouches for the structure of the trustees. Present where the
   * holder's key is certified.
   */
  readonly note?: Sha256
}
export type TrusteeEvent = TrusteesAnswered | TrusteesRestarted | TrusteesEstablished | TrusteesChecked

export interface CredentialsGenerated extends At {
  readonly type: "credentials.generated"
  readonly issued: number
  readonly reserve: number
  readonly credentials: Sha256
  readonly reserveKeys: Sha256
  /** The hash of what the officer's file holds, not of its encrypted bytes, which differ each time. */
  readonly officerFile: Sha256
}
/** Somebody opened the officer's file; the entry says who and why. */
export interface CredentialsOpened extends AtMost {
  readonly type: "credentials.opened"
  readonly purpose: "print" | "markoff"
  readonly by: string
  readonly reason: string
  readonly letters: number
}
export type CredentialEvent = CredentialsGenerated | CredentialsOpened

/** The zero report. It is written at or after the hour fixed by the act `open`, before any ballot. */
export interface UrnOpened extends At {
  readonly type: "urn.opened"
  readonly phase: "open"
  readonly closes: string
  readonly ballots: 0
}
/** Members suspended the vote at once, without an act (`notes/urgent-suspension.ts`). */
export interface UrnSuspended extends At {
  readonly type: "urn.suspended"
  readonly phase: "suspended"
  readonly closes: string
  /** When the vote goes on by itself; absent where it stays suspended until the authority decides. */
  readonly until?: string
  readonly number: number
  readonly note: Sha256
}
/** One transaction accepted ballots. It has no instant, so that no entry tells when one voter voted. */
export interface UrnAccepted {
  readonly type: "urn.accepted"
  readonly count: number
  readonly height: number
  readonly head: string
}
/** A channel announced a batch with its signed note. The freeze waits for the lines of this batch. */
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
  /** Lines whose ballots were added to the urn. In format 1 this includes those of `present`. */
  readonly accepted: number
  /** Lines whose ballots were already in the urn. Present from format 2 on. */
  readonly present?: number
  readonly refused: number
  readonly sha256: Sha256
}
/**
 * The turnout that is published during the vote. It waits until enough voters came since the last one, and enough have
 * not voted (`urn/count-operations.ts`). From format 3 on.
 */
export interface UrnCounted extends At {
  readonly type: "urn.counted"
  readonly ballots: number
  /** How many credentials cast them. */
  readonly voters: number
}
export interface UrnFrozen extends At {
  readonly type: "urn.frozen"
  readonly phase: "frozen"
  readonly ballots: number
  /** How many of these ballots were accepted in the grace after the hour of closing. */
  readonly grace: number
  readonly height: number
  readonly head: string
}
export type UrnEvent =
  UrnOpened | UrnSuspended | UrnAccepted | UrnBatchAnnounced | UrnBatchReceived | UrnCounted | UrnFrozen

export interface TallyComputed extends At {
  readonly type: "tally.computed"
  readonly ballots: number
  readonly counted: number
  /** In decimal, because it may pass 2^53. */
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
 * A share was refused because its proof is wrong or no combination can use it. Neither the share nor this entry is
 * signed, so it is only a claim by whoever keeps the election file. A verification repeats it, and gives it no weight.
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
/** The event that an operation hands to `append`, which adds the instant itself. */
export type NewEvent = WithoutInstant<Event>
