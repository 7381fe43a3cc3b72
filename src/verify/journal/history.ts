import { type Phase } from "../../core/vocabulary.ts"
import {
  type CredentialsGenerated,
  type ElectionCreated,
  type EventType,
  type RollImported,
  type TallyComputed,
  type TallyResult,
  type TrusteesEstablished,
  type UrnBatchAnnounced,
  type UrnBatchReceived,
  type UrnFrozen,
} from "../../journal/event.ts"
import { type ActPaper } from "../source/act-papers.ts"
import { type HeadLog, headLog } from "./head-claims.ts"

/** What the journal tells of an act, while it is read. */
export interface GrowingAct {
  readonly number: number
  readonly paper: ActPaper | undefined
  /** `sha256:` of the text, as the journal records it. */
  readonly text: string
  readonly kind: ActPaper["act"]["kind"]
  /** Members, in the order of their signatures. */
  readonly signed: Set<string>
  /** Hashes of the notes of reservations, refusals and absences, by `reserved MEMBER`, `declined MEMBER`, `absent MEMBER`. */
  readonly answers: Map<string, string>
  /** When it took effect, in milliseconds, by which entry, and where the archive then ended. */
  effective?: number
  entry?: number
  height?: number | undefined
}

/** The announcement of a batch; `again` where it had been announced in what a restored file has lost. */
export interface AnnouncedBatch {
  readonly at: string
  readonly instant: number
  /** Ballots accepted by then. */
  readonly ballots: number
  readonly event: UrnBatchAnnounced
  readonly again: boolean
}

/** An election as its journal tells it, entry by entry. Instants are milliseconds. */
export interface GrowingHistory {
  entries: number
  created?: ElectionCreated
  /** As the last entry with a phase declares it; the close by the clock is not in it. */
  phase: Phase | undefined
  /** The last two entries that declare a phase, by their numbers: the last, and the one before it. */
  phases: { readonly last: number; readonly before: number }
  closes: number | undefined
  /** Of the last entry that has one. */
  instant: number
  /** Ballots accepted before it. */
  dated: number
  /** Where the last entry of each type stands. */
  readonly places: Map<EventType, string>
  readonly acts: Map<number, GrowingAct>
  pending: GrowingAct | undefined
  readonly inEffect: GrowingAct[]
  /** Of the archive's last event; none before the seal. */
  height: number | undefined
  readonly heads: HeadLog
  /** Accepted, replaced ones included. */
  ballots: number
  /** Of these, those that a dated entry shows to have come before the close. */
  timely: number
  /** Those that came after a dated entry which is after the close, and the instant of the last such entry. */
  readonly afterClose: { readonly instant: number; readonly count: number }[]
  roll?: RollImported
  trustees?: TrusteesEstablished
  /** Hashes of the notes by which holders vouch for the trustees, by `OWNER SIZE`. */
  readonly vouched: Map<string, string>
  credentials?: CredentialsGenerated
  /** By `CHANNEL NUMBER`: the first announcement of each batch. */
  readonly announced: Map<string, AnnouncedBatch>
  /** By `CHANNEL NUMBER`: batches that an act `recover` lets a channel send again, and where that act stands. */
  readonly lostBatches: Map<string, string>
  /** By `CHANNEL NUMBER`: the first reception of each batch. */
  readonly received: Map<string, { readonly instant: number; readonly event: UrnBatchReceived }>
  /** What the batches received say that they brought, together. */
  brought: number
  frozen?: { readonly event: UrnFrozen; readonly instant: number }
  tallied?: TallyComputed
  /** Hashes of the shares that were taken in, by their owners. */
  readonly shares: Map<number, Set<string>>
  /** Refusals that the journal claims: a share in the archive does not rest on them. */
  refusedShares: number
  result?: TallyResult
}

/** What nobody adds to any more. */
type Whole<T> = {
  readonly [K in keyof T]: T[K] extends Map<infer Key, infer Value>
    ? ReadonlyMap<Key, Value>
    : T[K] extends Set<infer Item>
      ? ReadonlySet<Item>
      : T[K] extends readonly (infer Item)[]
        ? readonly Item[]
        : T[K]
}

/** What the journal tells of an act. */
export type ActHistory = Whole<GrowingAct>

/** The election as its whole journal tells it: what the archive and the acts are compared with. */
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
    shares: new Map(),
    refusedShares: 0,
  }
}
