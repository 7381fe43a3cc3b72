import * as fc from "fast-check"
import { expect, test } from "vitest"
import { type Act, actText, parseAct, statementOf } from "../../src/authority/act.ts"
import { authorityAfter } from "../../src/authority/authority.ts"
import { constitutionOf, constitutionStatements, quorumOf } from "../../src/authority/constitution.ts"

const act: Act = {
  rehearsal: false,
  uuid: "9xDrMnXn4cUuGk",
  name: "Élection du président 2014",
  number: 2,
  kind: "seal",
  previous: { number: 1, text: `sha256:${"3b".repeat(32)}` },
  proposed: Date.UTC(2014, 10, 28, 17, 5),
  expires: Date.UTC(2014, 10, 29, 5, 5),
  journal: { size: 214, root: "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=" },
  archive: undefined,
  statements: [{ key: "urn", value: "0 ballots" }],
}

test("an act reads as the protocol shows it", () => {
  expect(actText(act)).toBe(`urne act v1
election 9xDrMnXn4cUuGk Élection du président 2014
act 2 seal
previous 1 sha256:${"3b".repeat(32)}
proposed 2014-11-28T17:05:00Z
expires 2014-11-29T05:05:00Z
journal 214 n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=
archive none
urn 0 ballots
`)
  expect(parseAct(actText(act))).toEqual(act)
  expect(statementOf(act, "urn")).toBe("0 ballots")
  expect(parseAct(actText({ ...act, rehearsal: true }))?.rehearsal).toBe(true)
})

test("law: an act that parses is written back byte for byte, whatever character was changed", () => {
  const text = actText(act)
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
      const changed = text.slice(0, at) + character + text.slice(at + 1)
      const parsed = parseAct(changed)
      if (parsed !== undefined) expect(actText(parsed)).toBe(changed)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ["no last line feed", (text: string) => text.trimEnd()],
  ["a carriage return", (text: string) => text.replace("\n", "\r\n")],
  ["an unknown kind", (text: string) => text.replace("2 seal", "2 stuff")],
  ["a number with a leading zero", (text: string) => text.replace("act 2", "act 02")],
  ["an impossible instant", (text: string) => text.replace("11-28", "11-31")],
  ["head lines in another order", (text: string) => text.replace(/(proposed.*\n)(expires.*\n)/, "$2$1")],
  ["a missing head line", (text: string) => text.replace(/archive none\n/, "")],
])("%s is not an act", (_, change) => {
  expect(parseAct(change(actText(act)))).toBeUndefined()
})

const member = (id: string, role: "president" | "delegate") => ({
  id,
  role,
  name: `Name of ${id}`,
  key: `${id}+01234567+key`,
})
const constitution = {
  definition: "sha256:00",
  authority: "Haute Autorité",
  members: [member("anne", "president"), member("bruno", "delegate"), member("chloe", "delegate")],
  substitutes: [{ member: "bruno", id: "hugo", name: "Hugo Petit" }],
  quorum: { total: 2, roles: { president: 1 } },
  quorums: { proclaim: { total: 3, roles: {} }, suspend: { total: 2, roles: { president: 1, delegate: 1 } } },
  urnKey: "urne/x+01234567+key",
  channels: [
    { name: "site", key: "site+01234567+key" },
    { name: "office", key: undefined },
  ],
  holderKeys: [],
  witnesses: [],
  publish: ["turnout national 12:00", "results national", "cell 100"],
} as const

test("a constitution is read back from its act, and nothing may be added to it", () => {
  const first: Act = {
    ...act,
    number: 1,
    kind: "constitute",
    previous: undefined,
    statements: constitutionStatements(constitution),
  }
  expect(constitutionOf(first)).toEqual(constitution)
  expect(
    constitutionOf({ ...first, statements: [...first.statements, { key: "note", value: "more" }] }),
  ).toBeUndefined()
  expect(constitutionOf({ ...first, statements: first.statements.slice(1) })).toBeUndefined()
})

test("the quorum of one kind of act keeps the role minima of the general one unless it restates them", () => {
  expect(quorumOf(constitution, "proclaim")).toEqual({ total: 3, roles: { president: 1 } })
  expect(quorumOf(constitution, "suspend")).toEqual({ total: 2, roles: { president: 1, delegate: 1 } })
  expect(quorumOf(constitution, "seal")).toEqual({ total: 2, roles: { president: 1 } })
  expect(quorumOf(constitution, "constitute")).toEqual({ total: 3, roles: {} })
})

test("the key of a replaced member no longer counts, and the substitute's does", () => {
  const before = { constitution, members: constitution.members, urnKeys: [], holderKeys: [] }
  const hugo = member("hugo", "delegate")
  const replace: Act = {
    ...act,
    kind: "replace",
    statements: [
      { key: "replaces", value: "bruno" },
      { key: "member", value: "hugo delegate Name of hugo" },
      { key: "key", value: `hugo ${hugo.key}` },
    ],
  }
  expect(authorityAfter(before, replace, 9)?.members).toEqual([constitution.members[0], hugo, constitution.members[2]])
  expect(authorityAfter(before, { ...replace, statements: replace.statements.slice(1) }, 9)).toBeUndefined()
})
