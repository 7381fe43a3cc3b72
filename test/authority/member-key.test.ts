import { expect, test } from "vitest"
import { type Act, actHash, actText } from "../../src/authority/act.ts"
import { lostStateText, parseLostState } from "../../src/authority/lost-state.ts"
import {
  memberKeyBytes,
  newMemberKey,
  parseMemberKey,
  rememberAct as remember,
} from "../../src/authority/member-key.ts"
import { base64 } from "../../src/core/bytes.ts"
import { sha256 } from "../../src/core/hash.ts"
import type { ActKind } from "../../src/core/vocabulary.ts"

const anchor = `sha256:${"0a".repeat(32)}` as const
const rememberAct = (...[key, decided, isExtension, authority = anchor]: RememberArguments) =>
  remember(key, decided, isExtension, authority)
type RememberArguments = [
  ...(Parameters<typeof remember> extends [infer K, infer A, infer E, infer H] ? [K, A, E, H?] : never),
]

const fresh = newMemberKey("anne", false, (length) => new Uint8Array(length))

/** Makes an act on the journal of one branch, at a size of it. */
function act(number: number, kind: ActKind, size: number, more: Partial<Act> & { branch?: string } = {}): Act {
  const { branch = "main", ...changes } = more
  return {
    rehearsal: false,
    uuid: "9xDrMnXn4cUuGk",
    name: "Board",
    number,
    kind,
    previous: undefined,
    proposed: Date.UTC(2026, 0, 1),
    expires: Date.UTC(2026, 0, 2),
    journal: { size, root: rootOf(branch, size) },
    archive: undefined,
    statements: [{ key: "reason", value: `${kind} on ${branch}` }],
    ...changes,
  }
}
const rootOf = (branch: string, size: number) => base64(sha256(branch, `${size}`))
const after = (previous: Act) => ({ previous: { number: previous.number, text: actHash(actText(previous)) } })

/** Gives the entries of the main branch up to `common`, then this branch's own. */
const history = (branch: string, common: number) => (earlier: { size: number; root: string }) =>
  [rootOf(branch, earlier.size), ...(earlier.size <= common ? [rootOf("main", earlier.size)] : [])].includes(
    earlier.root,
  )
const main = history("main", Infinity)

const recover = (number: number, size: number, more: Parameters<typeof act>[3] = {}) =>
  act(number, "recover", size, {
    statements: [
      { key: "lost", value: lostStateText({ size: 200, root: sha256("lost") }) },
      { key: "reason", value: "The disk failed." },
    ],
    ...more,
  })

/** This key signed an opening as act 3 and a suspension as act 4, at 100 and 120 entries. */
const [opening, suspension] = [act(3, "open", 100), act(4, "suspend", 120)]
const signed = rememberAct(rememberAct(fresh, opening, main), suspension, main)
const refused = (code: string) => expect.objectContaining({ code }) as Error

test("a key signs one text per number, and only if the journal extends the one that it signed", () => {
  expect(rememberAct(signed, opening, main)).toBe(signed)
  expect(() => rememberAct(signed, act(3, "annul", 130), main)).toThrow(refused("act-contradicts-memory"))
  expect(() => rememberAct(signed, act(5, "resume", 130, { branch: "fork" }), history("fork", 110))).toThrow(
    refused("journal-not-extended"),
  )
  const other = rememberAct(signed, act(3, "annul", 130, { uuid: "AnotherElection1" }), () => false)
  expect(other.memory.map(({ uuid }) => uuid)).toEqual(["9xDrMnXn4cUuGk", "AnotherElection1"])
})

test("a key accepts an act only if the act before it is the one that it knows", () => {
  expect(() => rememberAct(signed, act(5, "resume", 130, after(act(4, "annul", 120))), main)).toThrow(
    refused("act-contradicts-memory"),
  )
  expect(rememberAct(signed, act(5, "resume", 130, after(suspension)), main).memory[0]?.acts).toHaveLength(3)
  expect(rememberAct(signed, act(7, "resume", 130, after(act(6, "extend", 125))), main).memory[0]?.acts).toHaveLength(3)
})

test("a recovery that goes back is signed, and the key remembers what it loses as lost", () => {
  const recovery = recover(4, 105)
  const key = rememberAct(signed, recovery, history("main", 105))
  expect(key.memory).toEqual([
    {
      uuid: "9xDrMnXn4cUuGk",
      authority: anchor,
      acts: [
        { number: 3, text: actHash(actText(opening)) },
        { number: 4, text: actHash(actText(suspension)), lost: true },
        { number: 4, text: actHash(actText(recovery)) },
      ],
      journal: recovery.journal,
    },
  ])
  expect(parseMemberKey(memberKeyBytes(key), "anne.key").memory).toEqual(key.memory)
  // It continues from there: lost numbers are used anew, earlier ones are not.
  const next = act(5, "extend", 110, { branch: "new", ...after(recovery) })
  expect(rememberAct(key, next, history("new", 105)).memory[0]?.acts).toHaveLength(4)
  expect(() => rememberAct(key, act(3, "annul", 110, { branch: "new" }), history("new", 105))).toThrow(
    refused("act-contradicts-memory"),
  )
  expect(() => rememberAct(key, act(4, "annul", 110, { branch: "new" }), history("new", 105))).toThrow(
    refused("act-contradicts-memory"),
  )
})

test("a recovery that names no lost state goes back only to what it keeps", () => {
  const goesOn = (size: number, kept: number) =>
    recover(4, size, {
      statements: [
        { key: "lost-after", value: lostStateText({ size: kept, root: sha256("kept") }) },
        { key: "reason", value: "The machine died." },
      ],
    })
  // The key signed act 4 at 120 entries, and this journal parted from that one after 105.
  for (const kept of [105, 119]) {
    expect(rememberAct(signed, goesOn(105, kept), history("main", 105)).memory[0]?.acts).toHaveLength(3)
  }
  expect(() => rememberAct(signed, goesOn(140, 121), history("other", 110))).toThrow(refused("act-contradicts-memory"))
  expect(() => rememberAct(signed, { ...goesOn(140, 120), number: 6 }, history("other", 110))).toThrow(
    refused("journal-not-extended"),
  )
  // Where the journal has all 120 entries, what was signed over them came next.
  expect(rememberAct(signed, goesOn(120, 120), main).memory[0]?.acts).toHaveLength(3)
  expect(() => rememberAct(signed, goesOn(121, 121), main)).toThrow(refused("act-contradicts-memory"))
})

test("the election that a recovery gave up cannot go on with the same key", () => {
  const key = rememberAct(signed, recover(4, 105), main)
  // Its journal begins with the entries to which the recovery went back, so only the acts tell.
  expect(() => rememberAct(key, act(5, "resume", 130, after(suspension)), main)).toThrow(
    refused("act-contradicts-memory"),
  )
  expect(() => rememberAct(key, suspension, main)).toThrow(refused("act-contradicts-memory"))
  // It does so if the authority recovers that one in turn.
  const returned = recover(5, 130, after(suspension))
  expect(rememberAct(rememberAct(key, returned, main), act(6, "resume", 140, after(returned)), main)).toBeDefined()
})

test("a copy made just before an act was proposed has the whole journal, and can still recover", () => {
  const key = rememberAct(signed, recover(4, 120), main)
  expect(key.memory[0]?.acts.map(({ number, lost }) => [number, lost])).toEqual([
    [3, undefined],
    [4, true],
    [4, undefined],
  ])
})

test("a recovery that goes back over nothing that this key signed makes it forget nothing", () => {
  const key = rememberAct(signed, recover(5, 130), main)
  expect(key.memory[0]?.acts.map(({ number, lost }) => [number, lost])).toEqual([
    [3, undefined],
    [4, undefined],
    [5, undefined],
  ])
  expect(() => rememberAct(key, act(4, "annul", 140), main)).toThrow(refused("act-contradicts-memory"))
})

test.each([
  ["nothing", []],
  ["no state", [{ key: "lost", value: "the evening" }]],
  ["two states", ["200", "201"].map((size) => ({ key: "lost", value: `${size} ${base64(sha256("lost"))}` }))],
])("a recovery that states as lost %s does not go back", (_, statements) => {
  expect(() => rememberAct(signed, recover(4, 105, { statements }), main)).toThrow(refused("act-contradicts-memory"))
  expect(() => rememberAct(signed, recover(6, 105, { statements }), () => false)).toThrow(
    refused("journal-not-extended"),
  )
})

test.each([
  "0 x",
  "12",
  `012 ${base64(sha256("a"))}`,
  `12 ${base64(sha256("a"))} `,
  `12 ${base64(new Uint8Array(31))}`,
])("%s is not a lost state", (text) => {
  expect(parseLostState(text)).toBeUndefined()
})

test("a lost act is not signed again, whatever its number", () => {
  const resumption = act(5, "resume", 130, after(suspension))
  const key = rememberAct(rememberAct(signed, resumption, main), recover(4, 105), main)
  expect(() => rememberAct(key, { ...resumption }, main)).toThrow(refused("act-contradicts-memory"))
})

test("a key signs for one authority per election, even after a recovery, and for other elections too", () => {
  const foreign = `sha256:${"0b".repeat(32)}` as const
  const next = act(5, "resume", 130, after(suspension))
  const kept = { kept: anchor, found: foreign, name: "anne" }
  const other = expect.objectContaining({ code: "key-of-other-authority", params: kept }) as Error
  expect(() => rememberAct(signed, next, main, foreign)).toThrow(other)
  expect(() => rememberAct(signed, suspension, main, foreign)).toThrow(other)
  expect(() => rememberAct(signed, act(1, "constitute", 10, { branch: "fork" }), () => true, foreign)).toThrow(other)
  expect(() => rememberAct(signed, recover(4, 105), history("fork", 0), foreign)).toThrow(other)
  const recovered = rememberAct(signed, recover(4, 105), main)
  expect(() => rememberAct(recovered, recover(2, 50, { branch: "fork" }), () => false, foreign)).toThrow(other)
  const elsewhere = rememberAct(signed, act(2, "seal", 9, { uuid: "AnotherElection1" }), () => false, foreign)
  expect(elsewhere.memory.map(({ authority }) => authority)).toEqual([anchor, foreign])
})

test("a key file of an earlier version learns the authority with its next signature, even of the same act", () => {
  const old = { ...signed, memory: signed.memory.map(({ uuid, acts, journal }) => ({ uuid, acts, journal })) }
  expect(parseMemberKey(memberKeyBytes(old), "anne.key").memory[0]?.authority).toBeUndefined()
  for (const decided of [suspension, act(5, "resume", 130, after(suspension))]) {
    const learnt = parseMemberKey(memberKeyBytes(rememberAct(old, decided, main)), "anne.key")
    expect(learnt.memory[0]?.authority).toBe(anchor)
    expect(() => rememberAct(learnt, decided, main, `sha256:${"0b".repeat(32)}`)).toThrow(
      refused("key-of-other-authority"),
    )
  }
})
