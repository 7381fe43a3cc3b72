import type { PreflightCheck, ProfileName } from "../core/vocabulary.ts"
import type { RegisterFile } from "../register/queries.ts"
import type { StampedFile } from "../stamps/queries.ts"
import type { SealFile } from "../urn/seal-queries.ts"
import type { CosignedFile } from "../witnesses/cosigned-operations.ts"
import type { Found } from "./found.ts"
import type { Machine } from "./machine.ts"

/** The tables at which is looked. */
export type PreflightFile = SealFile & StampedFile & CosignedFile & RegisterFile

/** What a run of the checks is given besides the election file. */
export interface Setting {
  /** Milliseconds. */
  readonly now: number
  /** The program that runs, and its version. */
  readonly software: string
  readonly profile: ProfileName | undefined
  /** The identifiers of the members whose keys were opened for this run. */
  readonly opened: readonly string[]
  readonly machine: Machine
}

/** One check: it looks, and changes nothing. */
export type Look = (file: PreflightFile, setting: Setting) => Found
export type Looks = Readonly<Partial<Record<PreflightCheck, Look>>>

/** A day and a week, in milliseconds. */
export const day = 24 * 60 * 60 * 1000
export const week = 7 * day
