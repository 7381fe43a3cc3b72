import type { ActKind } from "../core/vocabulary.ts"
import { type Act, statementOf } from "./act.ts"
import { type Constitution, constitutionOf, type Member, membersOf, quorumOf } from "./constitution.ts"
import { shortfall, type Shortfall } from "./quorum.ts"

/** The authority as the acts in effect have made it: a pure fold over them. */
export interface Authority {
  readonly constitution: Constitution
  /** Those whose signature counts for the next act. */
  readonly members: readonly Member[]
}

/** The authority after an act took effect, or `undefined` where the act cannot follow. */
export function authorityAfter(authority: Authority | undefined, act: Act): Authority | undefined {
  if (act.kind === "constitute") {
    const constitution = authority === undefined ? constitutionOf(act) : undefined
    return constitution === undefined ? undefined : { constitution, members: constitution.members }
  }
  if (authority === undefined) return undefined
  if (act.kind !== "replace") return authority
  const leaving = statementOf(act, "replaces")
  const [entering, ...others] = membersOf(act) ?? []
  const place = authority.members.findIndex(({ id }) => id === leaving)
  if (entering === undefined || others.length > 0 || place < 0) return undefined
  if (authority.members.some(({ id, key }) => id === entering.id || key === entering.key)) return undefined
  return { ...authority, members: authority.members.with(place, entering) }
}

/** Who judges an act: the authority before it, or for the constitution the members that it names itself. */
export function judgeOf(authority: Authority | undefined, act: Act): Authority | undefined {
  return act.kind === "constitute" ? authorityAfter(undefined, act) : authority
}

/** What an act of this kind lacks once these members have signed; `undefined` when its quorum is met. */
export function missingSignatures(
  authority: Authority,
  kind: ActKind,
  signed: ReadonlySet<string>,
): Shortfall | undefined {
  const signers = authority.members.filter(({ id }) => signed.has(id)).map(({ id, role }) => ({ member: id, role }))
  return shortfall(quorumOf(authority.constitution, kind), signers)
}
