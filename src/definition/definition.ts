import { type Format, hasFeature } from "../core/format.ts"
import type { MajorityRule } from "../core/majority.ts"
import type { ActKind, Language, ProfileName, Role } from "../core/vocabulary.ts"

/**
 * The election's definition file, read and found without a mistake: what is decided before anything happens. It is
 * plain data that survives JSON. The hash that is frozen is that of the file's bytes, never of this object.
 */
export interface Definition {
  readonly name: string
  readonly description: string
  /** Language of letters, minutes and notices. */
  readonly locale: Language
  /** The IANA name of the zone in which the file gives its hours. */
  readonly timezone: string
  /** Milliseconds since 1970-01-01T00:00Z, as are all instants here. */
  readonly opens: number
  readonly closes: number
  /** How many minutes a voter whose session is open at the close has to finish. */
  readonly grace: number
  readonly rehearsal: boolean
  readonly revote: Revote
  readonly questions: readonly Question[]
  readonly authority: AuthorityRules
  readonly trustees: TrusteeRules
  readonly roll: RollRules
  readonly credentials: CredentialRules
  /** The names of the ways by which ballots arrive. Each may have a key that signs its batches. */
  readonly channels: readonly string[]
  readonly publish: PublicationRules
  /** With fewer ballots than this nothing is decrypted, since the count of a few ballots tells how each voter voted. */
  readonly minimumBallots: number
  /** The only true addresses of the vote, as printed on letters and notices. */
  readonly addresses: readonly string[]
  /**
   * The roots, in PEM, under which time-stamps are believed. They are absent where the file names none, so that what was
   * decoded of older files stays the same.
   */
  readonly timeStamps?: { readonly roots: readonly string[] } | undefined
  /** The rules that this election is held to, besides those of the program. Absent where the file names none. */
  readonly profile?: ProfileName | undefined
  readonly help: { readonly phone: string | null; readonly email: string | null }
}

export const revotes = ["refused", "last-counts"] as const
export type Revote = (typeof revotes)[number]

/**
 * A homomorphic question. Each answer gets 0 or 1, and between `min` and `max` of them get 1, unless the ballot is
 * blank.
 */
export interface Question {
  readonly question: string
  readonly answers: readonly string[]
  readonly blank: boolean
  readonly min: number
  readonly max: number
  /** Who is elected. Absent where the file states no majority, so that what was decoded of older files stays the same. */
  readonly rule?: MajorityRule | undefined
}

/** Lists the majority rule of each question that has one. Elections of older formats have none. */
export function rulesOf(
  { questions }: Pick<Definition, "questions">,
  format: Format,
): readonly (MajorityRule | undefined)[] {
  return hasFeature(format, "majority") ? questions.map(({ rule }) => rule) : []
}

export interface AuthorityRules {
  readonly name: string
  /** Lines of the postal address to which undelivered letters come back. */
  readonly address?: readonly string[] | undefined
  readonly quorum: QuorumRule
  /** Quorums of single acts. They keep the role minima of the general quorum unless they restate them. */
  readonly quorums: Readonly<Partial<Record<ActKind, QuorumRule>>>
  readonly members: readonly MemberRule[]
  /**
   * Who may suspend the vote at once. It is absent where the file allows it to nobody, so that what was decoded of older
   * files stays the same.
   */
  readonly urgentSuspension?: UrgentRule | undefined
}

/** What becomes of the vote when an urgent suspension is over and the authority has decided nothing. */
export const urgentEnds = ["resumes", "stays"] as const

export interface UrgentRule {
  /** How many members must sign. It may be fewer than half. */
  readonly members: number
  readonly minutes: number
  readonly after: (typeof urgentEnds)[number]
}

/** How many members must sign, and how many of them in certain roles. */
interface QuorumRule {
  readonly total: number
  readonly roles: Readonly<Partial<Record<Role, number>>>
}

export interface MemberRule {
  /** Lower-case letters, digits, `.`, `_` and `-`, since it is part of key names and file names. */
  readonly id: string
  readonly name: string
  readonly role: Role
  /** The person who may take this member's place by an act `replace`. */
  readonly substitute: { readonly id: string; readonly name: string } | null
}

/** Who holds the keys of the urn. Opening it takes every mandatory trustee, and `needed` of the holders. */
export interface TrusteeRules {
  readonly mandatory: readonly string[]
  readonly threshold: { readonly needed: number; readonly holders: readonly string[] } | null
}

/** Lists everybody who holds a key of the urn, mandatory trustees first. */
export function holdersOf({ mandatory, threshold }: TrusteeRules): readonly string[] {
  return [...mandatory, ...(threshold?.holders ?? [])]
}

/** Which columns of the member file are used for what. */
export interface RollRules {
  /** `2014-06-30`: the day whose state of the membership counts. */
  readonly asOf: string | null
  readonly id: string
  readonly name: readonly string[]
  readonly address: readonly string[]
  /** The column of `address` that holds the postal code, by which letters are printed in order. */
  readonly postcode: string | null
  readonly group: string | null
  /** Who may vote: the values that each of these columns must have. */
  readonly eligible: Readonly<Record<string, readonly string[]>>
  readonly weight: string | null
}

interface CredentialRules {
  /** How many credentials are kept in reserve, in percent of those issued. */
  readonly reserve: number
  /** The one or two persons who may open the officer's file. If none is named, the command asks for them. */
  readonly officers: readonly string[]
}

export const breakdowns = ["national", "group"] as const
type Breakdown = (typeof breakdowns)[number]

interface PublicationRules {
  readonly turnout: {
    readonly by: Breakdown
    /** Hours of the day (`22:30`), as the file gives them. */
    readonly at: readonly string[]
    /** The instants of these hours during the vote, in order. */
    readonly due: readonly number[]
    /**
     * How many ballots are expected in each hour of the day, from midnight on, in relation to the others. What a silence
     * means is judged by it.
     */
    readonly expected?: readonly number[] | undefined
  }
  readonly results: { readonly by: Breakdown }
  /** How many members sign a notice, where the definition says so. */
  readonly notices?: { readonly signatures: number } | undefined
  /** Whether it is published who runs the components of the system. Without it, nobody is named. */
  readonly operators?: boolean | undefined
  /** No figure is published about fewer voters than this. */
  readonly cell: number
}
