import fc from "fast-check"
import { expect, test } from "vitest"
import { randomScalar } from "../../src/belenios/group.ts"
import { keyPair } from "../../src/belenios/schnorr.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { UrneError } from "../../src/core/error.ts"
import { type HolderFile, holderFileBytes, parseHolderFile } from "../../src/trustees/holder-file.ts"
import { parseReply, parseRequest, replyText, requestText } from "../../src/trustees/message.ts"
import type { Task, TaskAnswer } from "../../src/trustees/task.ts"
import { memoryWorld } from "./memory-world.ts"

const authority = `sha256:${"ab".repeat(32)}` as const
const holder = { uuid: "9xDrMnXn4cUuGk", rehearsal: true, authority, holder: "greffe" }
const subject = { ...holder, election: "Élection “2014”" }
const journal = { size: 7, root: "3q2+7w==" }
const place = { size: 3, threshold: 2, index: 1 }
const scalar = (n: number) => randomScalar(memoryWorld().random, "test", `${n}`)
const proof = { challenge: scalar(1), response: scalar(2) }

const tasks: readonly Task[] = [
  { step: "join", journal, place: undefined },
  { step: "join", journal, place },
  { step: "commit", certificates: ["{}", "[]"] },
  { step: "deal", commitments: ["ab", "cd"] },
  { step: "finish", journal, polynomials: ['{"a":1}'] },
  { step: "check", journal },
  { step: "decrypt", tally: "ab" },
]
const answers: readonly TaskAnswer[] = [
  { step: "join", publicKey: "{}", proof },
  { step: "join", certificate: "{}", proof },
  { step: "commit", commitment: "ab" },
  { step: "deal", polynomial: "{}" },
  { step: "finish", output: "{}", proof },
  { step: "check", size: 7, proof },
  { step: "decrypt", share: "{}", proof: "{}" },
]
const pair = keyPair(scalar(3))
const files: readonly HolderFile[] = [
  {
    ...holder,
    key: { kind: "mandatory", pair },
    answered: [],
    signing: undefined,
    decrypted: [{ uuid: "a", tally: "b" }],
  },
  {
    ...holder,
    key: {
      kind: "threshold",
      place,
      seed: "sy4EGRRcRjHgx3CSQeFHTs",
      dealt: { certificates: ["a"], polynomial: "b" },
      commitments: ["c"],
      pair,
    },
    answered: [{ step: "commit", request: "ab", answer: { step: "commit", commitment: "cd" } }],
    signing: { name: "urne.example/ada", seed: new Uint8Array(32).fill(7) },
    decrypted: [],
  },
]

test("messages are read back as they were written", () => {
  for (const task of tasks) {
    const request = { ...subject, task }
    expect(parseRequest(utf8(requestText(request)), "")).toEqual(request)
    expect(() => parseReply(utf8(requestText(request)), "")).toThrow(UrneError)
  }
  for (const answer of answers) {
    const reply = { ...subject, request: "ab", answer }
    expect(parseReply(utf8(replyText(reply)), "")).toEqual(reply)
    expect(() => parseRequest(utf8(replyText(reply)), "")).toThrow(UrneError)
  }
  for (const file of files) expect(parseHolderFile(holderFileBytes(file), "")).toEqual(file)
})

test("a reader either refuses a text or reads what its writer would write", () => {
  const texts = [
    ...tasks.map((task) => requestText({ ...subject, task })),
    ...answers.map((answer) => replyText({ ...subject, request: "ab", answer })),
    ...files.map((file) => utf8Text(holderFileBytes(file)) ?? ""),
  ]
  const edit = fc.tuple(
    fc.constantFrom(...texts),
    fc.nat(),
    fc.nat(3),
    fc.constantFrom("", "0", '"', "{", "null", "\u0000"),
  )
  fc.assert(
    fc.property(edit, ([text, at, cut, put]) => {
      const place = at % (text.length + 1)
      const changed = utf8(text.slice(0, place) + put + text.slice(place + cut))
      const readers = [
        () => utf8(requestText(parseRequest(changed, ""))),
        () => utf8(replyText(parseReply(changed, ""))),
        () => (parseHolderFile(changed, ""), undefined),
      ]
      for (const read of readers) {
        try {
          const again = read()
          if (again !== undefined) expect(again).toEqual(changed)
        } catch (error) {
          if (!(error instanceof UrneError)) throw error
        }
      }
    }),
    { numRuns: 2000 },
  )
})

test("a damaged secret in a holder's file is noticed", () => {
  const text = utf8Text(holderFileBytes(files[0] as HolderFile)) ?? ""
  const damaged = text.replace(/"secret":"(\d)/, (_, digit: string) => `"secret":"${digit === "1" ? 2 : 1}`)
  expect(damaged).not.toBe(text)
  expect(() => parseHolderFile(utf8(damaged), "a.key")).toThrow(
    expect.objectContaining({ code: "not-a-holder-file", params: { path: "a.key" } }),
  )
})
