import type { ActKind } from "../core/vocabulary.ts"
import { type Act, statementOf } from "./act.ts"
import { type Appointment, appointmentOf, type HolderKey } from "./appointment.ts"
import { type Constitution, constitutionOf, type Member, membersOf, quorumOf } from "./constitution.ts"
import { shortfall, type Shortfall } from "./quorum.ts"

/** The authority as the acts in effect have made it: a pure fold over them. */
export interface Authority {
  readonly constitution: Constitution
  /** The members whose signatures count for the next act. */
  readonly members: readonly Member[]
  /**
   * The first key is that of the constitution. Each signs the journal from its own size on, up to where the next one
   * takes over.
   */
  readonly urnKeys: readonly UrnKeyTerm[]
  /** The keys in the order in which they were appointed. Of one holder's keys the last one counts. */
  readonly holderKeys: readonly HolderKeyTerm[]
}

/** A key of the urn (a C2SP verifier key), and the size of the journal from which it signs. */
export interface UrnKeyTerm {
  readonly key: string
  readonly from: number
}

/** A holder's key, and the size of the journal from which it counts. */
export interface HolderKeyTerm extends HolderKey {
  readonly from: number
}

/**
 * Returns the authority after an act took effect, or `undefined` where the act cannot follow.
 *
 * @param size - of the journal with the entry by which it took effect: the keys that it appoints count from there
 */
export function authorityAfter(authority: Authority | undefined, act: Act, size: number): Authority | undefined {
  if (act.kind === "constitute") {
    const constitution = authority === undefined ? constitutionOf(act) : undefined
    return constitution === undefined ? undefined : constituted(constitution)
  }
  if (authority === undefined) return undefined
  if (act.kind === "appoint") return appointed(authority, appointmentOf(act), size)
  if (act.kind !== "replace") return authority
  const leaving = statementOf(act, "replaces")
  const [entering, ...others] = membersOf(act) ?? []
  const place = authority.members.findIndex(({ id }) => id === leaving)
  if (entering === undefined || others.length > 0 || place < 0) return undefined
  if (authority.members.some(({ id, key }) => id === entering.id || key === entering.key)) return undefined
  return { ...authority, members: authority.members.with(place, entering) }
}

function constituted(constitution: Constitution): Authority {
  const { members, urnKey, holderKeys } = constitution
  return {
    constitution,
    members,
    urnKeys: [{ key: urnKey, from: 0 }],
    holderKeys: holderKeys.map((one) => ({ ...one, from: 0 })),
  }
}

/**
 * Applies an appointment. A key that has already served serves nobody else, since the term of each is one stretch of
 * the journal.
 */
function appointed(authority: Authority, appointment: Appointment | undefined, from: number): Authority | undefined {
  if (appointment === undefined) return undefined
  const { urnKey, holderKeys } = appointment
  const given = [...(urnKey === undefined ? [] : [urnKey]), ...holderKeys.map(({ key }) => key)]
  const known = new Set(keysOf(authority))
  if (new Set(given).size !== given.length || given.some((key) => known.has(key))) return undefined
  if (new Set(holderKeys.map(({ holder }) => holder)).size !== holderKeys.length) return undefined
  return {
    ...authority,
    urnKeys: urnKey === undefined ? authority.urnKeys : [...authority.urnKeys, { key: urnKey, from }],
    holderKeys: [...authority.holderKeys, ...holderKeys.map((one) => ({ ...one, from }))],
  }
}

/**
 * Lists every key of the authority as it stands: its members' (not those of members who left), the urn's and the holders' of
 * all terms, its channels' and its witnesses'.
 */
export function keysOf({ constitution, members, urnKeys, holderKeys }: Authority): readonly string[] {
  return [
    ...members.map(({ key }) => key),
    ...urnKeys.map(({ key }) => key),
    ...holderKeys.map(({ key }) => key),
    ...constitution.channels.flatMap(({ key }) => key ?? []),
    ...constitution.witnesses,
  ]
}

/** Returns who judges an act: the authority before it or, for the constitution, the members that it names itself. */
export function judgeOf(authority: Authority | undefined, act: Act): Authority | undefined {
  return act.kind === "constitute" ? authorityAfter(undefined, act, 0) : authority
}

/** Says what an act of this kind lacks once these members have signed; returns `undefined` when its quorum is met. */
export function missingSignatures(
  authority: Authority,
  kind: ActKind,
  signed: ReadonlySet<string>,
): Shortfall | undefined {
  const signers = authority.members.filter(({ id }) => signed.has(id)).map(({ id, role }) => ({ member: id, role }))
  return shortfall(quorumOf(authority.constitution, kind), signers)
}
