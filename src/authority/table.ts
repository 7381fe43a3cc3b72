import type { Database } from "better-sqlite3"
import type { ActKind } from "../core/vocabulary.ts"
import type { ActState, StoredAct } from "./act.ts"

export type { ActState, StoredAct }

export interface StoredSignature {
  readonly member: string
  /** The whole signature line of the signed note, without its line feed. */
  readonly line: string
}

/** A reservation, or a refusal or absence with its reason: a note of its own about an act, signed by one member. */
export interface StoredAnswer {
  readonly act: number
  readonly member: string
  readonly kind: "reserved" | "declined" | "absent"
  readonly note: string
}

export function authorityTable(db: Database) {
  const addMemberKey = db.prepare<[string, string]>("INSERT INTO member_key (member, key) VALUES (?, ?)")
  const memberKeys = db.prepare<[], { member: string; key: string }>("SELECT member, key FROM member_key")
  const addChannelKey = db.prepare<[string, string]>("INSERT INTO channel_key (channel, key) VALUES (?, ?)")
  const channelKeys = db.prepare<[], { channel: string; key: string }>("SELECT channel, key FROM channel_key")
  const addHolderKey = db.prepare<[string, string]>("INSERT INTO holder_key (holder, key) VALUES (?, ?)")
  const holderKeys = db.prepare<[], { holder: string; key: string }>("SELECT holder, key FROM holder_key")
  const addWitness = db.prepare<[string]>("INSERT INTO witness_key (key) VALUES (?)")
  const witnesses = db.prepare<[], { key: string }>("SELECT key FROM witness_key ORDER BY key")
  const propose = db.prepare<[number, ActKind, string]>(
    "INSERT INTO act (number, kind, text, state) VALUES (?, ?, ?, 'pending')",
  )
  const end = db.prepare<[ActState, number]>("UPDATE act SET state = ? WHERE number = ? AND state = 'pending'")
  const all = db.prepare<[], StoredAct>("SELECT number, kind, text, state FROM act ORDER BY number")
  const pending = db.prepare<[], StoredAct>("SELECT number, kind, text, state FROM act WHERE state = 'pending'")
  const sign = db.prepare<[number, string, string]>(
    "INSERT INTO act_signature (act, member, line) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  )
  const signatures = db.prepare<[number], StoredSignature>(
    "SELECT member, line FROM act_signature WHERE act = ? ORDER BY rowid",
  )
  const signedBeforehand = db
    .prepare<[], number>("SELECT act FROM act_signature WHERE act NOT IN (SELECT number FROM act) ORDER BY act")
    .pluck()
  const answer = db.prepare<[number, string, string, string]>(
    "INSERT INTO act_answer (act, member, kind, note) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  )
  const answers = db.prepare<[], StoredAnswer>("SELECT act, member, kind, note FROM act_answer ORDER BY rowid")
  return {
    addMemberKey: (member: string, key: string): void => void addMemberKey.run(member, key),
    memberKeys: (): ReadonlyMap<string, string> => new Map(memberKeys.all().map(({ member, key }) => [member, key])),
    addChannelKey: (channel: string, key: string): void => void addChannelKey.run(channel, key),
    channelKeys: (): ReadonlyMap<string, string> =>
      new Map(channelKeys.all().map(({ channel, key }) => [channel, key])),
    addHolderKey: (holder: string, key: string): void => void addHolderKey.run(holder, key),
    holderKeys: (): ReadonlyMap<string, string> => new Map(holderKeys.all().map(({ holder, key }) => [holder, key])),
    addWitness: (key: string): void => void addWitness.run(key),
    witnesses: (): readonly string[] => witnesses.all().map(({ key }) => key),
    propose: (number: number, kind: ActKind, text: string): void => void propose.run(number, kind, text),
    /** Ends a pending act. Returns `false` when it had already ended. */
    end: (number: number, state: "effective" | "dropped"): boolean => end.run(state, number).changes === 1,
    acts: (): readonly StoredAct[] => all.all(),
    pending: (): StoredAct | undefined => pending.get(),
    /** Returns `false` when the member had already signed. */
    sign: (act: number, member: string, line: string): boolean => sign.run(act, member, line).changes === 1,
    signatures: (act: number): readonly StoredSignature[] => signatures.all(act),
    /** Lists numbers under which there are signatures, but no act. */
    signedBeforehand: (): readonly number[] => signedBeforehand.all(),
    /** Returns `false` when the member had already given this kind of answer. */
    answer: ({ act, member, kind, note }: StoredAnswer): boolean => answer.run(act, member, kind, note).changes === 1,
    answers: (): readonly StoredAnswer[] => answers.all(),
  }
}
export type AuthorityTable = ReturnType<typeof authorityTable>
