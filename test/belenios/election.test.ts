import { describe, expect, test } from "vitest"
import { readArchive } from "../../src/belenios/archive-items.ts"
import { makeElection, parseElection } from "../../src/belenios/election.ts"
import { decodePoint, encodePoint, generator, multiplyPublic, scalar } from "../../src/belenios/group.ts"
import { isUuid } from "../../src/belenios/uuid.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { sha256Compact } from "../../src/core/hash.ts"
import { fixtureElection } from "../support/fixture-election.ts"
import { fixtureArchive } from "../support/interop-fixtures.ts"
import { questions } from "../support/small-election.ts"

// It is decoded, as a parsed one would be: equal points may differ in their internal form.
const publicKey = decodePoint(encodePoint(multiplyPublic(generator, scalar(5n)))) ?? generator
const election = makeElection({
  description: "d",
  name: "n",
  publicKey,
  questions: [questions.chair, questions.council],
  uuid: "9xDrMnXn4cUuGk",
  administrator: "A",
  credentialAuthority: "C",
})
const text = utf8Text(election.body) ?? ""

describe("an election", () => {
  test("is written in the order of the specification", () => {
    expect(text).toBe(
      `{"version":1,"description":"d","name":"n","group":"Ed25519","public_key":"${encodePoint(publicKey)}",` +
        `"questions":[{"answers":["Ada","Bo"],"blank":true,"min":1,"max":1,"question":"Who chairs?"},` +
        `{"answers":["Di","Ed","Fay"],"min":0,"max":2,"question":"Who sits?"}],` +
        `"uuid":"9xDrMnXn4cUuGk","administrator":"A","credential_authority":"C"}`,
    )
    expect(election.fingerprint).toBe(sha256Compact(text))
  })

  test("is read as it was written", () => {
    expect(parseElection(election.body, "election").value).toEqual(election)
    const { administrator, credentialAuthority, body, fingerprint, ...rest } = election
    expect([administrator, credentialAuthority, body.length > 0, fingerprint.length]).toEqual(["A", "C", true, 43])
    const bare = makeElection(rest)
    expect(utf8Text(bare.body)).toBe(text.replace(/,"administrator".*\}/, "}"))
    expect(parseElection(bare.body, "election").value).toEqual(bare)
  })

  test("keeps the bytes that it was received with, whatever their form", () => {
    const received = utf8(text.replace("{", '{ "language":["fr","ltr"],').replace('"min":0', '"blank":false,"min":0'))
    const { value } = parseElection(received, "election")
    expect(value?.fingerprint).toBe(sha256Compact(received))
    expect(value?.questions).toEqual(election.questions)
  })

  test("may have questions in the form that carries a hint", () => {
    const wrapped = text.replace(
      /\{"answers":\["Di".*?\}/,
      (question) => `{"type":"Homomorphic","value":${question},"extra":1}`,
    )
    expect(wrapped).not.toBe(text)
    expect(parseElection(utf8(wrapped), "election").value?.questions).toEqual(election.questions)
  })

  const question = '{"answers":["Di","Ed","Fay"],"min":0,"max":2,"question":"Who sits?"}'
  test.each([
    ["version", text.replace('"version":1', '"version":2'), { code: "ELECTION_VERSION", params: { version: 2 } }],
    [
      "group",
      text.replace("Ed25519", "BELENIOS-2048").replace(encodePoint(publicKey), "123"),
      { code: "ELECTION_GROUP", params: { group: "BELENIOS-2048" } },
    ],
    [
      "key",
      text.replace(encodePoint(publicKey), `${"0".repeat(63)}1`),
      { params: { path: "public_key", rule: "point" } },
    ],
    ["identifier", text.replace("9xDrMnXn4cUuGk", "9xDrMnXn4cUuG"), { params: { path: "uuid", rule: "uuid" } }],
    ["members", text.replace("{", '{"note":1,'), { code: "ELECTION_FORM", params: { path: "note", rule: "unknown" } }],
    ["name", text.replace('"name":"n",', ""), { params: { path: "name", rule: "missing" } }],
    ["name twice", text.replace("{", '{"name":"m",'), { params: { path: "", rule: "json" } }],
    ["questions", text.replace(/"questions":\[.*\],"uuid"/, '"questions":[],"uuid"'), { code: "ELECTION_QUESTIONS" }],
    ["answers", text.replace('["Ada","Bo"]', "[]"), { code: "QUESTION_BOUNDS", params: { question: 1 } }],
    ["minimum", text.replace(question, question.replace('"min":0', '"min":3')), { params: { question: 2, min: 3 } }],
    ["maximum", text.replace(question, question.replace('"max":2', '"max":4')), { params: { question: 2, max: 4 } }],
    ["half", text.replace(question, question.replace('"max":2', '"max":1.5')), { params: { rule: "json" } }],
    ["sign", text.replace(question, question.replace('"min":0', '"min":-1')), { params: { path: "questions[1].min" } }],
  ])("of another %s is refused", (_, altered, expected) => {
    expect(altered).not.toBe(text)
    expect(parseElection(utf8(altered), "election").findings).toMatchObject([expected])
  })

  test.each([
    ["ranked", "NonHomomorphic"],
    ["lists", "Lists"],
  ])("with %s questions is recognised and refused", (name, type) => {
    const [, setup] = [...readArchive(fixtureArchive(name))]
    if (setup === undefined || "code" in setup || setup.type !== "Setup") throw new Error("no setup")
    const { findings } = parseElection(setup.election, name)
    expect(findings).toMatchObject([{ code: "QUESTION_TYPE", params: { type } }])
  })

  test("has an identifier of base58 characters", () => {
    expect(["9xDrMnXn4cUuGk", "9xDrMnXn4cUuGkk"].map(isUuid)).toEqual([true, true])
    expect(["9xDrMnXn4cUuG", "9xDrMnXn4cUuG0", "9xDrMnXn4cUuGk\n", ""].map(isUuid)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

test("an election of belenios-tool has the fingerprint that its ballots carry", () => {
  const { election: read, ballots } = fixtureElection("blank")
  expect(utf8Text(ballots[0] ?? new Uint8Array())).toContain(`"election_hash":"${read.fingerprint}"`)
})
