import type { Phase } from "../../core/vocabulary.ts"
import type {
  CredentialsGenerated,
  ElectionCreated,
  EventType,
  RollImported,
  TallyComputed,
  TallyResult,
  TrusteesEstablished,
  UrnBatchAnnounced,
  UrnBatchReceived,
  UrnCounted,
  UrnFrozen,
  UrnSuspended,
} from "../../journal/event.ts"
import type { ToldEntry } from "../../notices/told.ts"
import type { ActPaper } from "../source/act-papers.ts"
import { type HeadLog, headLog } from "./head-claims.ts"

/** An act as the journal tells it, while the journal is being read. */
export interface GrowingAct {
  readonly number: number
  readonly paper: ActPaper | undefined
  /** `sha256:` of the text, as the journal records it. */
  readonly text: string
  readonly kind: ActPaper["act"]["kind"]
  /** Members in the order of their signatures. */
  readonly signed: Set<string>
  /**
   * Hashes of the notes of reservations, refusals and absences, by `reserved MEMBER`, `declined MEMBER`, `absent
   * MEMBER`.
   */
  readonly answers: Map<string, string>
  /** When it took effect (milliseconds), by which entry, and at which height of the archive. */
  effective?: number
  entry?: number
  height?: number | undefined
}

/** The announcement of a batch. `again` is set where it had already been announced in what a restored file has lost. */
export interface AnnouncedBatch {
  readonly at: string
  readonly instant: number
  /** How many ballots had been accepted by then. */
  readonly ballots: number
  readonly event: UrnBatchAnnounced
  readonly again: boolean
}

/** An urgent suspension of the vote, as the journal tells it. */
export interface RecordedSuspension {
  readonly at: string
  readonly entry: number
  /** From when on the vote was suspended, in milliseconds. */
  readonly instant: number
  readonly event: UrnSuspended
  /** The last act in effect. */
  readonly after: { readonly number: number; readonly text: string } | undefined
  /** Whether the authority had decided about the suspension before it, if there was one. */
  readonly answered: boolean
}

/** An election as its journal tells it, entry by entry. Instants are milliseconds. */
export interface GrowingHistory {
  entries: number
  created?: ElectionCreated
  /** As the last entry with a phase declares it. It does not take into account that the clock closes the urn. */
  phase: Phase | undefined
  /** The numbers of the last two entries that declare a phase. */
  phases: { readonly last: number; readonly before: number }
  closes: number | undefined
  /** When an urgent suspension ends by itself in which the last entry with a phase leaves the urn. */
  resumes: number | undefined
  /** Whether that entry leaves the urn in an urgent suspension about which the authority has not decided. */
  urgent: boolean
  /** The instant of the last entry that has one, or the end of an urgent suspension after which ballots came. */
  instant: number
  /** How many ballots were accepted before that entry. */
  dated: number
  /** The place of the last entry of each type. */
  readonly places: Map<EventType, string>
  readonly acts: Map<number, GrowingAct>
  pending: GrowingAct | undefined
  readonly inEffect: GrowingAct[]
  /** The height of the archive's last event; `undefined` before the seal. */
  height: number | undefined
  readonly heads: HeadLog
  /** How many ballots were accepted, replaced ones included. */
  ballots: number
  /** How many of these a dated entry proves to have come before the close. */
  timely: number
  /** Dated entries after the close: the instant of each, and how many ballots came after it and before the next. */
  readonly afterClose: { readonly instant: number; readonly count: number }[]
  roll?: RollImported
  trustees?: TrusteesEstablished
  /** Hashes of the notes by which holders vouch for the trustees, by `OWNER SIZE`. */
  readonly vouched: Map<string, string>
  credentials?: CredentialsGenerated
  /** The first announcement of each batch, by `CHANNEL NUMBER`. */
  readonly announced: Map<string, AnnouncedBatch>
  /** Batches that an act `recover` lets a channel send again, by `CHANNEL NUMBER`, and the place of that act. */
  readonly lostBatches: Map<string, string>
  /** The first reception of each batch, by `CHANNEL NUMBER`. */
  readonly received: Map<string, { readonly instant: number; readonly event: UrnBatchReceived }>
  /** How many ballots the batches received say that they brought in all. */
  brought: number
  /** What the journal tells in public about the vote, of which notices are made. */
  readonly told: ToldEntry[]
  /** The urgent suspensions of the vote, in order. */
  readonly suspensions: RecordedSuspension[]
  /** The turnouts that were counted during the vote. */
  readonly counted: { readonly at: string; readonly event: UrnCounted }[]
  /** When the urn was opened. */
  opened?: number
  frozen?: { readonly event: UrnFrozen; readonly instant: number }
  tallied?: TallyComputed
  /** Hashes of the shares that were received, by their owners. */
  readonly shares: Map<number, Set<string>>
  /** How many refused shares the journal claims. A share in the archive does not rest on this. */
  refusedShares: number
  result?: TallyResult
  /** The number of the entry with the result. */
  resultEntry?: number
}

/** The read-only form, once reading is complete. */
type Whole<T> = {
  readonly [K in keyof T]: T[K] extends Map<infer Key, infer Value>
    ? ReadonlyMap<Key, Value>
    : T[K] extends Set<infer Item>
      ? ReadonlySet<Item>
      : T[K] extends readonly (infer Item)[]
        ? readonly Item[]
        : T[K]
}

/** An act as the whole journal tells it. */
export type ActHistory = Whole<GrowingAct>

/** An election as its whole journal tells it, with which the archive and the acts are compared. */
export type History = Omit<Whole<GrowingHistory>, "acts" | "inEffect" | "pending"> & {
  readonly acts: ReadonlyMap<number, ActHistory>
  readonly inEffect: readonly ActHistory[]
  readonly pending: ActHistory | undefined
}

export function emptyHistory(): GrowingHistory {
  return {
    entries: 0,
    phase: undefined,
    phases: { last: 0, before: 0 },
    closes: undefined,
    resumes: undefined,
    urgent: false,
    instant: 0,
    dated: 0,
    places: new Map(),
    acts: new Map(),
    pending: undefined,
    inEffect: [],
    height: undefined,
    heads: headLog(),
    ballots: 0,
    timely: 0,
    afterClose: [],
    vouched: new Map(),
    announced: new Map(),
    lostBatches: new Map(),
    received: new Map(),
    brought: 0,
    told: [],
    suspensions: [],
    counted: [],
    shares: new Map(),
    refusedShares: 0,
  }
}
