import { expect, test } from "vitest"
import type { EnteredSilence } from "../../src/availability/entered.ts"
import { incidentsOf } from "../../src/incidents/fold.ts"
import type { MinutesFacts } from "../../src/minutes/facts.ts"
import { minutesSections } from "../../src/minutes/sections.ts"
import { minutesText } from "../../src/minutes/text.ts"
import type { IncidentObserved } from "../../src/register/incident-event.ts"

const hour = (h: number, m = 0) => Date.UTC(2014, 10, 28, h - 1, m)
const instant = (h: number, m = 0) => new Date(hour(h, m)).toISOString().replace(".000Z", "Z")
const nothing = incidentsOf([])
const writer = "anne"

const facts: MinutesFacts = {
  silences: new Map(),
  ...{ uuid: "4nPVWowQtAwLwB", name: "Assembly", authority: "High Authority", rehearsal: false },
  ...{ locale: "en", timezone: "Europe/Paris", drawn: hour(40) },
  members: [
    { id: "anne", name: "Anne Invented", role: "president" },
    { id: "bruno", name: "Bruno Made-up", role: "secretary" },
  ],
  registered: 1000,
  acts: [
    {
      number: 2,
      kind: "seal",
      at: hour(16),
      entry: 12,
      signers: ["Anne Invented"],
      reason: undefined,
      closes: undefined,
      kept: undefined,
      missing: [],
    },
    {
      number: 4,
      kind: "suspend",
      at: hour(21),
      entry: 40,
      signers: ["Anne Invented"],
      reason: "No vote arrives",
      closes: undefined,
      kept: undefined,
      missing: [],
    },
    {
      number: 5,
      kind: "resume",
      at: hour(22),
      entry: 44,
      signers: ["Anne Invented"],
      reason: "It works again",
      closes: undefined,
      kept: undefined,
      missing: [],
    },
    {
      number: 8,
      kind: "recover",
      at: hour(22),
      entry: 46,
      signers: ["Anne Invented"],
      reason: "The machine died",
      closes: undefined,
      kept: 1041,
      missing: [],
    },
    {
      number: 6,
      kind: "extend",
      at: hour(23),
      entry: 48,
      signers: ["Anne Invented"],
      reason: "An hour was lost",
      closes: hour(45),
      kept: undefined,
      missing: [],
    },
    {
      number: 7,
      kind: "close",
      at: hour(45),
      entry: 90,
      signers: ["Anne Invented"],
      reason: undefined,
      closes: undefined,
      kept: undefined,
      missing: ["site 3"],
    },
  ],
  urgent: [],
  reservations: [{ act: 6, member: "Bruno Made-up", kind: "reserved", text: "The hall was told too late" }],
  ...{ opened: hour(20), closes: hour(45), frozen: hour(45, 30) },
  counts: [{ at: hour(36), voters: 300 }],
  ballots: { accepted: 620, counted: 600, grace: 3 },
  ...{ weight: 600n, weighted: false },
  questions: [
    {
      question: "Who presides?",
      answers: [
        { answer: "Ada", votes: 301n },
        { answer: "Bo", votes: 280n },
      ],
      blank: 19n,
      rule: { majority: "absolute", of: "valid", seats: 1, quorum: null, secondRound: 2 },
    },
  ],
  attendance: [{ role: "bailiff", from: hour(20), until: hour(46) }],
  remarks: [
    { at: hour(20), writer: "anne", of: "member", text: "The hall is open" },
    { at: hour(21), writer: "desk-1", of: "desk", text: "The lamp failed" },
    { at: hour(22), writer: "op", of: "operator", text: "Restarted" },
  ],
  observations: [{ number: 1, at: hour(20, 5), role: "candidate", name: undefined, text: "The booth is dark" }],
  complaints: [
    {
      ...{ number: 1, at: hour(20, 6), role: "voter", name: undefined, text: undefined, due: hour(44) },
      answers: [{ at: hour(22), outcome: "rejected", act: 5, text: "The code was typed wrongly" }],
    },
    { number: 2, at: hour(23), role: "delegate", name: undefined, text: "No seat", due: hour(47), answers: [] },
  ],
  notices: [{ number: 1, at: hour(36) }],
  incidents: nothing,
  result: { height: 630, hash: "ab".repeat(32) },
  register: { size: 12, root: new Uint8Array(32) },
}

const linesUnder = (heading: string, of: MinutesFacts = facts): readonly string[] =>
  minutesSections(of)
    .filter((one) => one.heading.includes(heading))
    .flatMap(({ lines }) => lines.flatMap(({ text, under }) => [text, ...under]))

test("minutes have the four headings in order, each with none where it is empty", () => {
  const headings = minutesSections(facts).map(({ heading }) => heading)
  expect(headings.filter((one) => /^[IV]+\. /.test(one))).toEqual([
    "I. Observations of members",
    "II. Findings of attached boards",
    "III. Events of the vote",
    "IV. Interventions on the system",
  ])
  expect(linesUnder("IV.")).toEqual(["None."])
  expect(linesUnder("Attendance", { ...facts, attendance: [] })).toEqual(["None."])
})

test("observations stand among those of members, and complaints with their answers among the events", () => {
  expect(linesUnder("I. Obs")[0]).toBe("Friday, 28 November 2014 at 20:05, candidate: The booth is dark")
  expect(linesUnder("III.").slice(0, 4)).toEqual([
    "Complaint 1, Friday, 28 November 2014 at 20:06, voter: text not published",
    "Answered on Friday, 28 November 2014 at 22:00, by act 5 (rejected): The code was typed wrongly",
    "Complaint 2, Friday, 28 November 2014 at 23:00, delegate: No seat",
    "Not answered so far; an answer is due by Saturday, 29 November 2014 at 23:00",
  ])
})

test("notices are listed with their numbers and hours", () => {
  expect(linesUnder("Notices")).toEqual(["Notice 1, Saturday, 29 November 2014 at 12:00"])
})

test("a line of the log book stands under the heading of whoever wrote it", () => {
  const texts = ["I. ", "II. ", "III. "].map((heading) => linesUnder(heading).join())
  expect(texts).toEqual([
    expect.stringContaining("The hall is open"),
    expect.stringContaining("The lamp failed"),
    expect.stringContaining("Restarted"),
  ])
})

test("the hours in which one could vote leave out the suspension and follow the extension", () => {
  expect(linesUnder("Hours of the vote").slice(3)).toEqual([
    "Voting was open from Friday, 28 November 2014 at 20:00 to Friday, 28 November 2014 at 21:00",
    "Voting was open from Friday, 28 November 2014 at 22:00 to Saturday, 29 November 2014 at 21:00",
  ])
  expect(linesUnder("Acts")).toEqual(
    expect.arrayContaining([
      "Reason: No vote arrives",
      "New hour of closing: Saturday, 29 November 2014 at 21:00",
      "Without batch 3 of site",
    ]),
  )
})

test("the count balances, and the result has shares of valid votes and of members", () => {
  expect(linesUnder("Count")).toEqual(
    expect.arrayContaining([
      "Accepted 620 − replaced 20 = counted 600",
      "Counted 600 + did not vote 400 = members who may vote 1,000",
      "Question 1: not blank 581 + blank 19 = counted 600",
    ]),
  )
  expect(linesUnder("Result")).toEqual([
    "Question 1: Who presides?",
    "Ada: 301 (51.81% of valid votes, 30.10% of members who may vote)",
    "Bo: 280 (48.19% of valid votes, 28.00% of members who may vote)",
    "Valid votes: 581",
    "Blank: 19",
    "Absolute majority: 291 of 581 valid votes.",
    "Elected: Ada.",
  ])
})

test("votes with weights are no part of the number of members, and a tie is called one", () => {
  const tied = facts.questions.map((one) => ({
    ...one,
    rule: undefined,
    answers: one.answers.map((a) => ({ ...a, votes: 5n })),
  }))
  const said = linesUnder("Result", { ...facts, weighted: true, weight: 29n, questions: tied })
  expect(said[1]).toBe("Ada: 5 (50.00% of valid votes)")
  expect(said.at(-1)).toContain("Ada, Bo")
})

test("an alleged cause stands with its status, and ballots that are concerned beside the margin", () => {
  const at = hour(21)
  const incidents = incidentsOf([
    { number: 1, at, writer, event: { type: "incident.opened", incident: 1, title: "No vote arrives" } },
    {
      number: 2,
      at,
      writer,
      event: {
        type: "incident.observed",
        incident: 1,
        observation: 1,
        what: "The site answers nobody",
        from: instant(20, 15),
        until: instant(22),
        effect: "interruption",
      },
    },
    {
      number: 3,
      at,
      writer,
      event: {
        type: "incident.claimed",
        incident: 1,
        claim: 1,
        cause: "intrusion",
        what: "An outside attack",
        claimant: "authority",
        said: instant(22, 30),
        where: "in the hall",
      },
    },
    {
      number: 4,
      at,
      writer,
      event: { type: "incident.decided", incident: 1, decision: 1, what: "Ballots are marked", ballots: 12 },
    },
  ])
  expect(linesUnder("III.", { ...facts, incidents, remarks: [], complaints: [] })).toEqual([
    "Incident 1: No vote arrives (still open)",
    "Seen, Friday, 28 November 2014 at 20:15 to Friday, 28 November 2014 at 22:00 (voting was impossible): The site answers nobody",
    "Alleged by the authority on Friday, 28 November 2014 at 22:30, in the hall: “An outside attack”",
    "Only asserted: nothing proves it.",
    "Proposed, and ordered by no act: Ballots are marked",
    "Ballots concerned: 12; they stayed in the urn. The margin of question 1 is 21 votes.",
  ])
})

test("an observation that rests on an apparent interruption is followed by its figures", () => {
  const [from, until] = [instant(20, 15), instant(22)]
  const silence: EnteredSilence = {
    ...{ silence: 2, state: "ended", from, until, ballots: 9, expected: 1240 },
    ...{ K: 20, S: 300, g: 18465, p: "1.2e-36", n: 288, rate: "after" },
  }
  const observed: IncidentObserved = {
    ...{ type: "incident.observed", incident: 1, observation: 1, what: "No vote arrives", from, until },
    ...{ effect: "interruption", silence: 2 },
  }
  const at = hour(22)
  const incidents = incidentsOf([
    { number: 2, at, writer, event: { type: "incident.opened", incident: 1, title: "No vote arrives" } },
    { number: 3, at, writer, event: observed },
  ])
  const under = (changes: Partial<MinutesFacts>) =>
    linesUnder("III.", { ...facts, incidents, remarks: [], complaints: [], ...changes })
      .slice(2)
      .map((line) => line.replaceAll(/[\u00a0\u202f]/g, " "))
  expect(under({ silences: new Map([[2, silence]]) })).toEqual([
    "Apparent interruption 2 of the register, Friday, 28 November 2014 at 20:15 to Friday, 28 November 2014 at 22:00, attested and not proven: 1,240 ballots were expected. Chance leaves such a gap with a probability of at most p = 1.2e-36 (K = 20; S = 300 s and g = 18,465 s of planned time).",
  ])
  expect(under({ silences: new Map([[2, silence]]), locale: "fr" })).toEqual([
    "Interruption apparente n° 2 du registre, du vendredi 28 novembre 2014 à 20 h 15 au vendredi 28 novembre 2014 à 22 h 00, attestée et non prouvée : 1 240 bulletins attendus. La probabilité que le hasard laisse un tel vide est d’au plus p = 1.2e-36 (K = 20 ; S = 300 s et g = 18 465 s de l’affluence prévue).",
  ])
  expect(under({ silences: new Map([[1, silence]]) })).toEqual([])
})

test("what somebody typed cannot pass for a heading or for another line", () => {
  const text = minutesText({
    ...facts,
    remarks: [{ at: hour(20), writer, of: "member", text: "Fine\n\nResult\n- Bo: 900\u202e" }],
  })
  expect(text).toContain("anne: Fine Result - Bo: 900 \n")
})

test("a register in which another program wrote is named so", () => {
  expect(linesUnder("rest on", { ...facts, register: "altered" })).toContain(
    "Another program wrote to the register, so that nothing of it is told here.",
  )
  expect(linesUnder("rest on", { ...facts, register: { size: 0, root: new Uint8Array() } })).toContain(
    "The register has no entry.",
  )
})

test("French minutes have no English word, and French typography", () => {
  const acts = facts.acts.map((act) => ({ ...act, reason: undefined }))
  const typed = {
    name: "Assemblée",
    authority: "Haute Autorité",
    acts,
    remarks: [],
    reservations: [],
    observations: [],
    complaints: [],
  }
  const text = minutesText({ ...facts, locale: "fr", ...typed })
  expect(text).toMatch(/^PROCÈS-VERBAL DE L’ÉLECTION\n/)
  expect(text).toContain("\n\nIV. Interventions sur le système de vote\n- Néant.\n")
  expect(text).not.toMatch(/\b(?:the|of|ballots?|members?|none|signed|hours?|act|closed)\b/i)
})
