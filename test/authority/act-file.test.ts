import { expect, test } from "vitest"
import { type ActFile, actFileText, judgeActFile, signersAmong } from "../../src/authority/act-file.ts"
import { type Act, actHash, actText } from "../../src/authority/act.ts"
import { constitutionStatements, type Member } from "../../src/authority/constitution.ts"
import { replaceStatements } from "../../src/authority/statement-queries.ts"
import { utf8 } from "../../src/core/bytes.ts"
import { sha256, sha256Hex } from "../../src/core/hash.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { signatureLine } from "../support/recorder.ts"
import { keyNamed, TestElection } from "../urn/test-election.ts"

const keyOf = (name: string): SigningKey => ({ name, seed: sha256("member", name) })
const memberOf = (id: string, role: Member["role"]): Member => {
  return { id, role, name: `Name of ${id}`, key: verifierKeyText(verifierOf(keyOf(`urne.example/${id}`))) }
}
const members = [memberOf("anne", "president"), memberOf("bruno", "delegate"), memberOf("chloe", "delegate")]

const statements = constitutionStatements({
  definition: `sha256:${"0".repeat(64)}`,
  authority: "Board",
  members,
  substitutes: [],
  quorum: { total: 2, roles: {} },
  quorums: { constitute: { total: 2, roles: {} } },
  urnKey: verifierKeyText(verifierOf(keyOf("urne/9xDrMnXn4cUuGk"))),
  channels: [],
  holderKeys: [],
  witnesses: [],
  publish: [],
})
const constitute: Act = {
  rehearsal: false,
  uuid: "9xDrMnXn4cUuGk",
  name: "Board",
  number: 1,
  kind: "constitute",
  previous: undefined,
  proposed: Date.UTC(2026, 0, 1),
  expires: Date.UTC(2026, 0, 2),
  journal: { size: 1, root: Buffer.from(sha256("entry")).toString("base64") },
  archive: undefined,
  statements,
}
const text = actText(constitute)
const lineOf = (id: string, of = text) => signatureLine(of, keyOf(`urne.example/${id}`))

test("a signature line with two signatures counts for nobody, nor does a line that extends the signed text", () => {
  const authority = { members } as unknown as Parameters<typeof signersAmong>[0]
  const signers = (...lines: readonly string[]) => signersAmong(authority, { text, lines }).map(({ member }) => member)
  expect(signers(lineOf("anne"), lineOf("bruno"))).toEqual(["anne", "bruno"])
  expect(signers(`${lineOf("anne")}\n${lineOf("bruno")}`)).toEqual([])
  expect(signers(`${lineOf("anne")}\n${lineOf("stranger")}`)).toEqual([])
  // A line does not extend the text that was signed, either.
  const longer = `${text}\nurn 1 ballots\n`
  expect(signers(`urn 1 ballots\n\n${lineOf("anne", longer)}`)).toEqual([])
})

test("a second act that constitutes an authority does not pass for the first in an act file", () => {
  const again: Act = { ...constitute, number: 2, name: "Invented board" }
  const previous = { number: 2, text: actHash(actText(again)) }
  const next: Act = {
    ...constitute,
    number: 3,
    kind: "annul",
    previous,
    statements: [{ key: "reason", value: "None" }],
  }
  const signed = {
    state: "effective",
    text: actText(again),
    lines: ["anne", "bruno"].map((id) => lineOf(id, actText(again))),
  } as const
  const pending = (waits: Act) => ({ state: "pending", text: actText(waits), lines: [] }) as const
  const file: ActFile = { acts: [pending(constitute), signed, pending(next)], proofs: [[], []] }
  expect(() => judgeActFile(utf8(actFileText(file)), "act.json")).toThrow(
    expect.objectContaining({ params: { path: "act.json", rule: "pending", act: undefined } }),
  )
})

test("an act file holds a definition only with the constitution that names it, and files without one are read as before", () => {
  const constitution = "name: Board\n"
  const named = (definition: string) => ({
    ...constitute,
    statements: statements.map((one) => (one.key === "definition" ? { ...one, value: definition } : one)),
  })
  const waiting = (act: Act) => ({ acts: [{ state: "pending", text: actText(act), lines: [] }] as const, proofs: [] })
  const judged = (file: ActFile) => judgeActFile(utf8(actFileText(file)), "act.json").definitionText
  const own = named(`sha256:${sha256Hex(constitution)}`)
  expect(judged({ ...waiting(own), definition: constitution })).toBe(constitution)
  expect(judged(waiting(own))).toBeUndefined()
  expect(actFileText(waiting(own))).toContain('"urne act file v1"')
  for (const other of [constitute, named("sha256:"), named(`sha256:${sha256Hex("name: Bored\n")}`)]) {
    expect(() => judged({ ...waiting(other), definition: constitution })).toThrow(
      expect.objectContaining({ params: { path: "act.json", rule: "definition", act: undefined } }),
    )
  }
})

test("a person who takes a place brings a new key, in their own name", () => {
  const election = new TestElection()
  const replace = (key: string) =>
    replaceStatements(election.file, [
      { key: "replaces", value: "b" },
      { key: "entering", value: "hugo Hugo Petit" },
      { key: "entering-key", value: key },
    ])
  const refused = (code: string) => expect.objectContaining({ code }) as Error
  const hugo = { name: "urne.example/hugo", seed: sha256("hugo") }
  expect(replace(verifierKeyText(verifierOf(hugo)))).toHaveLength(3)
  const ofAnne = { ...hugo, seed: keyNamed("a").seed }
  expect(() => replace(verifierKeyText(verifierOf(ofAnne)))).toThrow(refused("same-key-twice"))
  expect(() => replace(verifierKeyText(verifierOf(hugo, "cosignature")))).toThrow(refused("not-a-member"))
  expect(() => replace(verifierKeyText(verifierOf({ ...hugo, name: "urne.example/felix" })))).toThrow(
    refused("not-a-member"),
  )
  const rehearsed = verifierKeyText(verifierOf({ ...hugo, name: "rehearsal/hugo" }))
  expect(() => replace(rehearsed)).toThrow(refused("key-of-other-world"))
  election.remove()
})
