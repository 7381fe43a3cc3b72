import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { Definition } from "../definition/definition.ts"
import type { ProcessIdentity } from "../terminal/processes.ts"
import type { ExpectedVotes } from "./expected-result.ts"
import { day } from "./stage.ts"
import type { Shares } from "./voting-plan.ts"

/** What a rehearsal begins with. */
export interface Script {
  readonly definition: Definition
  readonly definitionText: string
  /** `PATH:LINE:COLUMN` of the minimum of ballots; absent where the definition leaves it to the default. */
  readonly minimumPlace?: string | undefined
  /** The folder into which everything is written, and the stem of the election's files in it. */
  readonly folder: string
  readonly name: string
  readonly seed: Uint8Array
  /** When preparations begin (milliseconds), usually two weeks before the vote. */
  readonly begins?: number
}

/** The least time between preparations and the vote: drawing, printing and the signatures of many people take days. */
const shortestLead = 5 * day

/** Requires that preparations which begin then end before the vote. @throws UrneError `rehearsal-late` */
export function requireTime({ opens }: Definition, at: number): void {
  const latest = opens - shortestLead
  if (at <= latest) return
  throw new UrneError("rehearsal-late", { at: instantText(at), latest: instantText(latest), opens: instantText(opens) })
}

export interface RehearsalRequest extends Script {
  readonly roll: RollSource
  readonly shares: Shares
  /** Whether the archive of every phase is kept. */
  readonly keepPhases: boolean
  /** The result that must come out. */
  readonly expect: ExpectedVotes | undefined
  /** The process that holds the rehearsal. The folder names it until the end. */
  readonly by: ProcessIdentity
}

/** Where the roll comes from: a member file, or a number of invented members. */
export type RollSource =
  /** `skipRefused` rows may be left out. Exactly this many must be refused. */
  { readonly path: string; readonly skipRefused?: number | undefined } | { readonly members: number }
