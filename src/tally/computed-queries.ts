/** Reads the encrypted tally as the journal records it. */
import type { AuthorityTable } from "../authority/table.ts"
import { UrneError } from "../core/error.ts"
import type { CredentialTable } from "../credentials/table.ts"
import type { ElectionTable } from "../definition/table.ts"
import { lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { MinutesTable } from "../minutes/table.ts"
import type { RegisterTable } from "../register/table.ts"
import type { Store } from "../store/store.ts"
import type { TrusteesTable } from "../trustees/table.ts"
import type { ArchiveFile } from "../urn/archive-queries.ts"
import type { WitnessTable } from "../witnesses/table.ts"
import type { TallyTable } from "./table.ts"

/** The tables that counting needs. */
export interface TallyFile extends ArchiveFile {
  readonly store: Store
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
  readonly trustees: TrusteesTable
  readonly witnesses: WitnessTable
  readonly register: RegisterTable
  readonly minutes: MinutesTable
  readonly credentials: CredentialTable
  readonly tally: TallyTable
}

/** The encrypted tally as the journal records it. No figure of the result follows from it. */
export interface ComputedTally {
  readonly uuid: string
  readonly rehearsal: boolean
  /** How many ballots were accepted, replaced ones included. */
  readonly ballots: number
  readonly replaced: number
  readonly counted: number
  /** How many ballots the definition requires before anything is decrypted. */
  readonly minimumBallots: number
  readonly weight: bigint
  /** SHA-256 of the encrypted tally, in hexadecimal. */
  readonly tally: string
  /** The height of the event EncryptedTally. */
  readonly height: number
  readonly head: string
}

/** Returns what was computed, or `undefined` before that. */
export function computedTally({
  journal,
  election,
}: Pick<TallyFile, "journal" | "election">): ComputedTally | undefined {
  const computed = lastEntry(journal, "tally.computed")?.event
  if (computed === undefined) return undefined
  const { ballots, counted, weight, tally, height, head } = computed
  const { uuid, rehearsal, definition } = election.get()
  const { minimumBallots } = definition
  const figures = { ballots, replaced: ballots - counted, counted, minimumBallots, weight: BigInt(weight) }
  return { uuid, rehearsal, ...figures, tally, height, head }
}

/** @throws UrneError `tally-absent` */
export function requireTally(file: Pick<TallyFile, "journal" | "election">): ComputedTally {
  const computed = computedTally(file)
  if (computed === undefined) throw new UrneError("tally-absent", {})
  return computed
}
