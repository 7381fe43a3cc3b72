import { expect, test } from "vitest"
import { resultCsv, type ResultFacts, resultJson } from "../../src/bundle/result-document.ts"

const facts: ResultFacts = {
  election: {
    uuid: "4nPVWowQtAwLwB",
    name: "Vote",
    fingerprint: "φ",
    questions: [
      { question: 'Who, "really"?', answers: ["=Ada", "Bo, of here"], blank: true, min: 1, max: 1 },
      { question: "Approve?", answers: ["Yes"], blank: false, min: 0, max: 1 },
    ],
  },
  votes: [[2n, 9_007_199_254_740_993n, 0n], [7n]],
  accepted: 12,
  counted: 11,
  weight: 9_007_199_254_740_995n,
  registered: 20,
  rules: [],
  rehearsal: false,
  proclaimed: false,
}

test("every line of a table says that it is provisional until the result is proclaimed", () => {
  expect(resultCsv(facts)).toBe(
    [
      "number,question,kind,answer,votes,status",
      '1,"Who, ""really""?",blank,,2,PROVISIONAL',
      `1,"Who, ""really""?",answer,'=Ada,9007199254740993,PROVISIONAL`,
      '1,"Who, ""really""?",answer,"Bo, of here",0,PROVISIONAL',
      "2,Approve?,answer,Yes,7,PROVISIONAL",
      "",
    ].join("\r\n"),
  )
  expect(resultCsv({ ...facts, proclaimed: true, rehearsal: true })).toContain(",7,REHEARSAL proclaimed\r\n")
})

test("votes beyond 2^53 are not rounded", () => {
  const document = JSON.parse(resultJson(facts)) as Record<string, unknown>
  expect(document).toMatchObject({
    status: "PROVISIONAL",
    weight: "9007199254740995",
    ballots: { accepted: 12, replaced: 1, counted: 11 },
    questions: [
      { blank: "2", answers: [{ answer: "=Ada", votes: "9007199254740993" }, { votes: "0" }] },
      { question: "Approve?", answers: [{ answer: "Yes", votes: "7" }] },
    ],
  })
})
