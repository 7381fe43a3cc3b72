import { type ActKind, actKinds, type Role, roles } from "../core/vocabulary.ts"
import { type Act, type Statement, statementOf, statementsOf } from "./act.ts"
import { type HolderKey, holderKeysOf, holderKeyStatements } from "./appointment.ts"
import { parseQuorum, type Quorum, quorumText } from "./quorum.ts"

/** A member of the authority, with the key that counts for them (a C2SP verifier key). */
export interface Member {
  readonly id: string
  readonly role: Role
  readonly name: string
  readonly key: string
}

/** Returns the names of members by the identifiers with which acts and commands name them. */
export function memberNames(members: readonly Pick<Member, "id" | "name">[]): Readonly<Record<string, string>> {
  return Object.fromEntries(members.map(({ id, name }) => [id, name]))
}

/** A person who may take a member's place by an act `replace`. If this act does not fix the key, that one does. */
export interface Substitute {
  readonly member: string
  readonly id: string
  readonly name: string
}

export interface Channel {
  readonly name: string
  readonly key: string | undefined
}

/** What the first act fixes for good. Members change only by later acts `replace`. */
export interface Constitution {
  readonly definition: string
  readonly authority: string
  readonly members: readonly Member[]
  readonly substitutes: readonly Substitute[]
  readonly quorum: Quorum
  /** Quorums of single kinds of acts. The role minima of the general quorum hold unless restated. */
  readonly quorums: Readonly<Partial<Record<ActKind, Quorum>>>
  readonly urnKey: string
  /** The channels by which ballots arrive. The key of a channel, if it has one, signs its batches. */
  readonly channels: readonly Channel[]
  /** Keys with which holders of the urn's shares sign. Later ones are appointed. */
  readonly holderKeys: readonly HolderKey[]
  readonly witnesses: readonly string[]
  /**
   * What will be published, decided before any vote: `turnout national 22:30 12:00`, `results national`, `cell 100`.
   */
  readonly publish: readonly string[]
}

/** Makes the statements of the act `constitute`. */
export function constitutionStatements(constitution: Constitution): readonly Statement[] {
  const { members, substitutes, quorums } = constitution
  return [
    { key: "definition", value: constitution.definition },
    { key: "authority", value: constitution.authority },
    ...members.flatMap(memberStatements),
    ...substitutes.map(({ member, id, name }) => ({ key: "substitute", value: `${member} ${id} ${name}` })),
    { key: "quorum", value: `default ${quorumText(constitution.quorum)}` },
    ...actKinds.flatMap((kind) =>
      quorums[kind] === undefined ? [] : [{ key: "quorum", value: `${kind} ${quorumText(quorums[kind])}` }],
    ),
    { key: "urn-key", value: constitution.urnKey },
    ...constitution.channels.map(({ name, key }) => ({
      key: "channel",
      value: key === undefined ? name : `${name} ${key}`,
    })),
    ...holderKeyStatements(constitution.holderKeys),
    ...constitution.witnesses.map((value) => ({ key: "witness", value })),
    ...constitution.publish.map((value) => ({ key: "publish", value })),
  ]
}

export function memberStatements(member: Member): readonly Statement[] {
  return [
    { key: "member", value: `${member.id} ${member.role} ${member.name}` },
    { key: "key", value: `${member.id} ${member.key}` },
  ]
}

/**
 * Reads the constitution of an act `constitute`, and returns `undefined` unless its statements are exactly those of
 * one.
 */
export function constitutionOf(act: Act): Constitution | undefined {
  if (act.kind !== "constitute") return undefined
  const members = membersOf(act)
  const substitutes = statementsOf(act, "substitute").map((value) => {
    const [member = "", id = "", ...name] = value.split(" ")
    return { member, id, name: name.join(" ") }
  })
  const quorums = statementsOf(act, "quorum").map((value) => {
    const space = value.indexOf(" ")
    return [value.slice(0, space), parseQuorum(value.slice(space + 1))] as const
  })
  const general = quorums.find(([kind]) => kind === "default")?.[1]
  const urnKey = statementOf(act, "urn-key")
  const definition = statementOf(act, "definition")
  const authority = statementOf(act, "authority")
  if (members === undefined || general === undefined || urnKey === undefined) return undefined
  if (definition === undefined || authority === undefined) return undefined
  const constitution: Constitution = {
    definition,
    authority,
    members,
    substitutes,
    quorum: general,
    quorums: Object.fromEntries(quorums.filter(([kind]) => kind !== "default")),
    urnKey,
    channels: statementsOf(act, "channel").map((value) => {
      const [name = "", key] = value.split(" ")
      return { name, key }
    }),
    holderKeys: holderKeysOf(act),
    witnesses: statementsOf(act, "witness"),
    publish: statementsOf(act, "publish"),
  }
  return sameStatements(constitutionStatements(constitution), act.statements) ? constitution : undefined
}

/** Lists the members that an act names, each by a `member` line followed by a `key` line. */
export function membersOf(act: Act): readonly Member[] | undefined {
  const keys = new Map(statementsOf(act, "key").map((value) => splitAtSpace(value)))
  const members = statementsOf(act, "member").map((value) => {
    const [id = "", role, ...name] = value.split(" ")
    const known = roles.find((one) => one === role)
    const key = keys.get(id)
    return known === undefined || key === undefined ? undefined : { id, role: known, name: name.join(" "), key }
  })
  return members.every((member) => member !== undefined) ? members : undefined
}

/** Whether two acts state the same lines, in the same order. */
export function sameStatements(a: readonly Statement[], b: readonly Statement[]): boolean {
  return a.length === b.length && a.every(({ key, value }, i) => key === b[i]?.key && value === b[i].value)
}

function splitAtSpace(text: string): readonly [string, string] {
  const space = text.indexOf(" ")
  return [text.slice(0, space), text.slice(space + 1)]
}

/** Returns the quorum of a kind of act. The constitution itself needs every member unless it says otherwise. */
export function quorumOf(constitution: Constitution, kind: ActKind): Quorum {
  const own = constitution.quorums[kind]
  if (own !== undefined) return { total: own.total, roles: { ...constitution.quorum.roles, ...own.roles } }
  return kind === "constitute" ? { total: constitution.members.length, roles: {} } : constitution.quorum
}
