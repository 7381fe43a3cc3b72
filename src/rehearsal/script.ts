import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { type Definition } from "../definition/definition.ts"
import { type ExpectedVotes } from "./expected-result.ts"
import { day } from "./stage.ts"
import { type Holding } from "./unfinished.ts"
import { type Shares } from "./voting-plan.ts"

/** What a rehearsal begins with. */
export interface Script {
  readonly definition: Definition
  readonly definitionText: string
  /** `PATH:LINE:COLUMN` of the minimum of ballots; none where the definition leaves it to the default. */
  readonly minimumPlace?: string | undefined
  /** The folder that everything is written to, and the name of the election's files in it. */
  readonly folder: string
  readonly name: string
  readonly seed: Uint8Array
  /** When preparations begin (milliseconds); usually two weeks before the vote. */
  readonly begins?: number
}

/** Preparations begin at least so long before the vote: drawing, printing and the signatures of many take days. */
const shortestLead = 5 * day

/** That preparations which begin then come to their end before the vote. @throws UrneError `rehearsal-late` */
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
  /** Who holds it: the folder says so until the end. */
  readonly by: Holding
}

/** Where the roll comes from: a member file, or so many invented members. */
export type RollSource =
  /** So many of its rows are left out: exactly as many as are refused. */
  { readonly path: string; readonly skipRefused?: number | undefined } | { readonly members: number }
