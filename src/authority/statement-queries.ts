import { equalBytes } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { Missing } from "../core/refusals.ts"
import { holdersOf } from "../definition/definition.ts"
import type { ElectionTable } from "../definition/table.ts"
import { journalRoot } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { parseVerifierKey, type VerifierKey } from "../notes/key.ts"
import { currentAuthority } from "./act-queries.ts"
import { type Act, type Statement, statementOf } from "./act.ts"
import {
  type Channel,
  type Constitution,
  constitutionStatements,
  type Member,
  memberStatements,
} from "./constitution.ts"
import type { LostState } from "./lost-state.ts"
import { isRehearsalKey, memberOfKey } from "./member-key.ts"
import type { DecidedFile } from "./proven-acts.ts"
import type { AuthorityTable } from "./table.ts"

interface ConstitutionFile {
  readonly election: ElectionTable
  readonly authority: AuthorityTable
}

/** Makes what the act `constitute` states: the definition's authority with the keys given at `init`. */
export function constituteStatements({ election, authority }: ConstitutionFile): readonly Statement[] {
  const { definition, definitionText, urnKey } = election.get()
  const keys = authority.memberKeys()
  const channelKeys = authority.channelKeys()
  const holderKeys = authority.holderKeys()
  const missing: Missing[] = []
  const members: Member[] = []
  for (const { id, role, name } of definition.authority.members) {
    const key = keys.get(id)
    if (key === undefined) missing.push({ thing: "member-key", member: id })
    else members.push({ id, role, name, key })
  }
  if (missing.length > 0) throw new UrneError("not-ready", { kind: "constitute", missing })
  const { turnout, results, cell } = definition.publish
  const constitution: Constitution = {
    definition: `sha256:${sha256Hex(definitionText)}`,
    authority: definition.authority.name,
    members,
    substitutes: definition.authority.members.flatMap(({ id, substitute }) =>
      substitute === null ? [] : [{ member: id, ...substitute }],
    ),
    quorum: definition.authority.quorum,
    quorums: definition.authority.quorums,
    urnKey,
    channels: definition.channels.map((name): Channel => ({ name, key: channelKeys.get(name) })),
    holderKeys: holdersOf(definition.trustees).flatMap((holder) => {
      const key = holderKeys.get(holder)
      return key === undefined ? [] : [{ holder, key }]
    }),
    witnesses: authority.witnesses(),
    publish: [["turnout", turnout.by, ...turnout.at].join(" "), `results ${results.by}`, `cell ${cell}`],
  }
  return constitutionStatements(constitution)
}

/**
 * Makes what the act `replace` states: who leaves, and the substitute who enters with a key.
 *
 * @param given - `replaces ID`, then `member ID ROLE NAME` and `key ID KEY`
 * @throws UrneError `member-unknown`, `not-a-member`, `key-of-other-world`, `same-key-twice`
 */
export function replaceStatements(
  file: ConstitutionFile & DecidedFile,
  given: readonly Statement[],
): readonly Statement[] {
  const authority = currentAuthority(file)
  const value = (key: string) => given.find((statement) => statement.key === key)?.value ?? ""
  const leaving = authority?.members.find(({ id }) => id === value("replaces"))
  const substitute = authority?.constitution.substitutes.find(({ member }) => member === leaving?.id)
  const [id = "", ...rest] = value("entering").split(" ")
  if (authority === undefined || leaving === undefined) {
    const members = (authority?.members ?? []).map((member) => member.id)
    throw new UrneError("member-unknown", { name: value("replaces"), members })
  }
  // If the constitution named a substitute, nobody else takes the place.
  if (substitute !== undefined && substitute.id !== id) throw new UrneError("not-a-member", { name: id })
  const key = value("entering-key")
  const entering = parseVerifierKey(key)
  if (entering?.kind !== "note" || memberOfKey(entering.name) !== id) throw new UrneError("not-a-member", { name: id })
  if (isRehearsalKey(entering.name) !== file.election.get().rehearsal) {
    throw new UrneError("key-of-other-world", { name: entering.name, rehearsal: isRehearsalKey(entering.name) })
  }
  // Under another name it would still be one person who counts for two.
  if (authority.members.some((member) => member.id === id || samePublicKey(member.key, entering))) {
    throw new UrneError("same-key-twice", { name: id })
  }
  const name = substitute?.name ?? rest.join(" ")
  return [{ key: "replaces", value: leaving.id }, ...memberStatements({ id, role: leaving.role, name, key })]
}

function samePublicKey(text: string, { publicKey }: VerifierKey): boolean {
  const key = parseVerifierKey(text)
  return key !== undefined && equalBytes(key.publicKey, publicKey)
}

/** Reads back from its text the statements that were given when an act `replace` was proposed. */
export function replaceGiven(act: Act): readonly Statement[] {
  const [id = "", , ...name] = (statementOf(act, "member") ?? "").split(" ")
  const key = (statementOf(act, "key") ?? "").split(" ")[1] ?? ""
  return [
    { key: "replaces", value: statementOf(act, "replaces") ?? "" },
    { key: "entering", value: [id, ...name].join(" ") },
    { key: "entering-key", value: key },
  ]
}

/** Makes the statement of a reason, which is one sentence. @throws UrneError `given-missing` */
export function reasonStatements(kind: Act["kind"], given: readonly Statement[]): readonly Statement[] {
  const reasons = given.filter(({ key }) => key === "reason")
  if (reasons.length !== 1) throw new UrneError("given-missing", { kind, option: "--reason" })
  return reasons
}

/** Whether the journal of a file begins with the entries of this state. */
export function hasState(journal: JournalTable, { size, root }: LostState): boolean {
  return size <= journal.size() && equalBytes(journalRoot(journal, size), root)
}
