import { utf8, utf8Text } from "../../../src/core/bytes.ts"
import type { FindingCode } from "../../../src/core/finding.ts"
import { fail } from "../../support/recorder.ts"
import type { StoryOptions, StoryTampering } from "../../support/story.ts"
import { type Mutant, mutant } from "./mutant.ts"

/**
 * In the first question Ada and Bo have two votes each, Cy has one, and one ballot is blank. Six of seven members
 * voted.
 */
type Outcome = Record<string, unknown>

/** Gives the first question of the definition a majority rule, in the words of the file. */
export function ruled(rule: string): StoryTampering {
  return { definition: (text) => text.replace("max: 1\n", `max: 1\n    ${rule.replaceAll("; ", "\n    ")}\n`) }
}

/** Changes the document of the result, which is written as urne writes it. */
function rewritten(change: (questions: Record<string, unknown>[], document: Record<string, unknown>) => void) {
  return (files: Map<string, Uint8Array>) => {
    const document = JSON.parse(utf8Text(files.get("result.json") ?? fail("no document")) ?? "") as {
      readonly questions: Record<string, unknown>[]
    }
    change(document.questions, document)
    files.set("result.json", utf8(`${JSON.stringify(document, null, 2)}\n`))
  }
}

/** Makes a record whose document names other people as elected than the rule does. */
function saying(
  name: string,
  rule: string,
  change: (outcome: Outcome) => void,
  codes: FindingCode | readonly FindingCode[] = "RESULT_OUTCOME",
  options?: StoryOptions,
): Mutant {
  const files = rewritten(([first]) => {
    const outcome = first?.["outcome"] ?? fail("no outcome")
    const before = JSON.stringify(outcome)
    change(outcome as Outcome)
    if (JSON.stringify(outcome) === before) fail("nothing was changed")
  })
  return mutant(name, codes, { ...ruled(rule), files }, options)
}

const secondRound = "majority: absolute; second-round: 2"

/** These mutants change who is elected. */
export const majorityMutants: readonly Mutant[] = [
  saying("somebody elected who has no absolute majority", "majority: absolute", (outcome) => {
    Object.assign(outcome, { elected: ["Ada Example"], vacant: 0 })
  }),
  saying("an absolute majority taken of another total than the rule says", "majority: absolute", (outcome) => {
    outcome["needed"] = "4"
  }),
  saying("a tie that was broken", "majority: relative", (outcome) => {
    Object.assign(outcome, { elected: ["Ada Example"], tie: null })
  }),
  saying("a tie with one more in it", "majority: relative", (outcome) => {
    outcome["tie"] = { places: 1, answers: ["Ada Example", "Bo Sample", "Cy Specimen"] }
  }),
  saying("a seat given to whoever has fewer votes", "majority: relative; seats: 2", (outcome) => {
    outcome["elected"] = ["Ada Example", "Cy Specimen"]
  }),
  saying("a second round with another in it", secondRound, (outcome) => {
    outcome["secondRound"] = { answers: ["Ada Example", "Cy Specimen"], tie: null }
  }),
  saying("a second round that is not told", secondRound, (outcome) => {
    outcome["secondRound"] = null
  }),
  saying("a quorum that was not reached, told as reached", "majority: relative; turnout-quorum: 6/6", (outcome) => {
    outcome["quorum"] = { registered: 7, needed: 7, voted: 6, reached: true }
  }),
  saying("a quorum of fewer members than there are", "majority: relative; turnout-quorum: 1/2", (outcome) => {
    outcome["quorum"] = { registered: 6, needed: 3, voted: 6, reached: true }
  }),
  saying("a field more about who is elected", "majority: absolute", (outcome) => {
    outcome["note"] = "Ada Example was elected by acclamation"
  }),
  mutant("a document that is silent about who is elected", "RESULT_OUTCOME", {
    ...ruled("majority: absolute"),
    files: rewritten(([first]) => {
      if (first !== undefined) delete first["outcome"]
    }),
  }),
  mutant("somebody elected where the definition states no majority", "RESULT_OUTCOME", {
    files: rewritten(([first]) => {
      if (first !== undefined) first["outcome"] = { elected: ["Ada Example"] }
    }),
  }),
  mutant("a wrong election beside wrong votes", ["RESULT_OUTCOME", "RESULT_DOCUMENT"], {
    ...ruled("majority: absolute"),
    files: rewritten(([first], document) => {
      Object.assign(first?.["outcome"] as Outcome, { elected: ["Ada Example"] })
      document["weight"] = "7"
    }),
  }),
  mutant("who is elected, in a document whose questions are gone", "RESULT_DOCUMENT", {
    ...ruled("majority: absolute"),
    files: rewritten((questions) => void questions.pop()),
  }),
  mutant("a majority in an election of a format without it", "DEFINITION_FAULTY", ruled("majority: absolute"), {
    short: true,
    format: 2,
  }),
]
