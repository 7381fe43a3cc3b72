import type { ActKind, Language, Role } from "../core/vocabulary.ts"

/**
 * What is decided before anything happens: the election's definition file, read and found without a mistake. Plain data
 * (it survives JSON); its frozen hash is that of the file's bytes, never of this.
 */
export interface Definition {
  readonly name: string
  readonly description: string
  /** Language of letters, minutes and notices. */
  readonly locale: Language
  /** IANA name of the zone in which the hours of the file are meant. */
  readonly timezone: string
  /** Milliseconds since 1970-01-01T00:00Z, as are all instants here. */
  readonly opens: number
  readonly closes: number
  /** Minutes in which a voter whose session is open at the close may finish. */
  readonly grace: number
  readonly rehearsal: boolean
  readonly revote: Revote
  readonly questions: readonly Question[]
  readonly authority: AuthorityRules
  readonly trustees: TrusteeRules
  readonly roll: RollRules
  readonly credentials: CredentialRules
  /** Names of the ways by which ballots arrive; each may have a key that signs its batches. */
  readonly channels: readonly string[]
  readonly publish: PublicationRules
  /** With fewer ballots than this nothing is decrypted: the count of a few ballots tells how each of them voted. */
  readonly minimumBallots: number
  /** The only true addresses of the vote, as printed on letters and notices. */
  readonly addresses: readonly string[]
  readonly help: { readonly phone: string | null; readonly email: string | null }
}

export const revotes = ["refused", "last-counts"] as const
type Revote = (typeof revotes)[number]

/** A homomorphic question: each answer gets 0 or 1, between `min` and `max` of them 1, or the ballot is blank. */
export interface Question {
  readonly question: string
  readonly answers: readonly string[]
  readonly blank: boolean
  readonly min: number
  readonly max: number
}

export interface AuthorityRules {
  readonly name: string
  /** Lines of the postal address to which letters come back. */
  readonly address?: readonly string[] | undefined
  readonly quorum: QuorumRule
  /** Quorums of single acts; they keep the role minima of the general one unless they restate them. */
  readonly quorums: Readonly<Partial<Record<ActKind, QuorumRule>>>
  readonly members: readonly MemberRule[]
}

/** How many members must sign, and how many of some roles among them. */
interface QuorumRule {
  readonly total: number
  readonly roles: Readonly<Partial<Record<Role, number>>>
}

export interface MemberRule {
  /** Lower-case letters, digits, `.`, `_` and `-`: it stands in key names and file names. */
  readonly id: string
  readonly name: string
  readonly role: Role
  /** Who may take this member's place by an act `replace`. */
  readonly substitute: { readonly id: string; readonly name: string } | null
}

/** Who holds the keys of the urn: every mandatory trustee, and `needed` of the holders. */
export interface TrusteeRules {
  readonly mandatory: readonly string[]
  readonly threshold: { readonly needed: number; readonly holders: readonly string[] } | null
}

/** Everybody who holds a key of the urn, the mandatory trustees first. */
export function holdersOf({ mandatory, threshold }: TrusteeRules): readonly string[] {
  return [...mandatory, ...(threshold?.holders ?? [])]
}

/** Which columns of the member file say what. */
export interface RollRules {
  /** `2014-06-30`: the day whose state of the membership counts. */
  readonly asOf: string | null
  readonly id: string
  readonly name: readonly string[]
  readonly address: readonly string[]
  /** The column of `address` that holds the postal code: letters are printed in its order. */
  readonly postcode: string | null
  readonly group: string | null
  /** Who may vote: the values that each of these columns must have. */
  readonly eligible: Readonly<Record<string, readonly string[]>>
  readonly weight: string | null
}

interface CredentialRules {
  /** Credentials in reserve, in percent of those issued. */
  readonly reserve: number
  /** The one or two persons who may open the officer's file; none named leaves it to the command. */
  readonly officers: readonly string[]
}

export const breakdowns = ["national", "group"] as const
type Breakdown = (typeof breakdowns)[number]

interface PublicationRules {
  readonly turnout: {
    readonly by: Breakdown
    /** Hours of the day, `22:30`, as the file has them. */
    readonly at: readonly string[]
    /** The instants at which these hours fall during the vote, in order. */
    readonly due: readonly number[]
  }
  readonly results: { readonly by: Breakdown }
  /** No figure is published for fewer voters than this. */
  readonly cell: number
}
