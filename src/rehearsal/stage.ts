import type { Lifecycle } from "../authority/deed.ts"
import type { AuthorityTable } from "../authority/table.ts"
import type { World } from "../core/world.ts"
import type { CredentialTable } from "../credentials/table.ts"
import type { Definition } from "../definition/definition.ts"
import type { ElectionTable } from "../definition/table.ts"
import type { JournalTable } from "../journal/table.ts"
import type { MinutesTable } from "../minutes/table.ts"
import type { SigningKey } from "../notes/key.ts"
import type { NoticeTable } from "../notices/table.ts"
import type { RegisterTable } from "../register/table.ts"
import type { RollTable } from "../roll/table.ts"
import type { StampTable } from "../stamps/table.ts"
import type { Store } from "../store/store.ts"
import type { TallyTable } from "../tally/table.ts"
import type { TrusteesTable } from "../trustees/table.ts"
import type { UrnTable } from "../urn/table.ts"
import type { WitnessTable } from "../witnesses/table.ts"

/** An open election file with all its tables, since a rehearsal plays every part. */
export interface RehearsalFile {
  readonly store: Store
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
  readonly witnesses: WitnessTable
  readonly roll: RollTable
  readonly trustees: TrusteesTable
  readonly credentials: CredentialTable
  readonly urn: UrnTable
  readonly register: RegisterTable
  readonly notices: NoticeTable
  readonly minutes: MinutesTable
  readonly tally: TallyTable
  readonly stamps: StampTable
}

/** What is defined above every room, and is therefore passed to this one. */
export interface Theatre {
  /** Opens an election file by its absolute path. */
  readonly open: (path: string) => RehearsalFile
  readonly lifecycle: Lifecycle<RehearsalFile>
  /** Makes a path absolute, because SQLite opens its files itself. */
  readonly absolute: (path: string) => string
}

/** A clock that only a rehearsal moves. */
export interface Clock {
  readonly now: () => number
  /** Moves forward to an instant (milliseconds), or does nothing where it has passed. */
  readonly moveTo: (instant: number) => void
  readonly pass: (milliseconds: number) => void
}

export function clockAt(start: number): Clock {
  let time = start
  return {
    now: () => time,
    moveTo: (instant) => {
      time = Math.max(time, instant)
    },
    pass: (milliseconds) => {
      time += milliseconds
    },
  }
}

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** A rehearsal under way: the election file, its simulated world, and who plays in it. */
export interface Stage {
  readonly file: RehearsalFile
  /** Its clock is `clock`; its randomness follows from the seed. */
  readonly world: World
  readonly clock: Clock
  readonly lifecycle: Lifecycle<RehearsalFile>
  readonly definition: Definition
  /** The folder into which everything is written. */
  readonly folder: string
  readonly electionPath: string
  readonly urnKey: SigningKey
}

/** Opens every key that a rehearsal makes. These keys protect nothing, and their age files are cheap to open. */
export const passphrase = "rehearsal"

export function memberKeyPath({ folder }: Pick<Stage, "folder">, member: string): string {
  return `${folder}/keys/${member}.key`
}

export function channelKeyPath({ folder }: Pick<Stage, "folder">, channel: string): string {
  return `${folder}/keys/channel-${channel}.key`
}

/** Where the key is with which a holder signs, which is not its part of the urn's. */
export function holderKeyPath({ folder }: Pick<Stage, "folder">, holder: string): string {
  return `${folder}/keys/holder-${holder}.key`
}

export function officerKeyPath({ folder }: Pick<Stage, "folder">, officer: string): string {
  return `${folder}/keys/${officer}.officer.key`
}

export function codesPath({ folder }: Pick<Stage, "folder">): string {
  return `${folder}/codes.age`
}

/** The officers who open the file of codes: those of the definition, or one invented person. */
export function officersOf({ credentials }: Definition): readonly [string, ...string[]] {
  const [first = "officer", ...others] = credentials.officers
  return [first, ...others]
}
