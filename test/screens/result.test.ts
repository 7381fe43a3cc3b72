import { expect, test } from "vitest"
import type { Outcome } from "../../src/bundle/outcome.ts"
import { type Language, languages } from "../../src/core/vocabulary.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { resultScreen } from "../../src/screens/result.ts"
import type { ElectionResult } from "../../src/tally/result.ts"
import { screenOf } from "../../src/terminal/output.ts"

const result: ElectionResult = {
  uuid: "4nPVWowQtAwLwB",
  name: "Élection du président de l’Union des fédérations départementales et d’outre-mer, scrutin de novembre",
  ...{ rehearsal: true, provisional: true, members: 268_341, voters: 155_901, weight: 155_901n },
  ballots: { accepted: 155_901, replaced: 0, counted: 155_901 },
  questions: [
    {
      question: "Qui doit présider le mouvement pour les trois années qui viennent, après le congrès de novembre ?",
      answers: [
        { answer: "Françoise Poincaré-Delacroix, de la fédération des Hauts-de-Seine", votes: 155_901n, share: 10_000 },
        { answer: "Ada", votes: 0n, share: 0 },
      ],
      ...{ blank: 0n, valid: 155_901n, tie: [], outcome: null },
    },
  ],
  balance: [
    { name: "voters", question: null, least: 155_901n, value: 155_901n, most: 155_901n, holds: true },
    { name: "ballots", question: null, least: 155_901n, value: 155_900n, most: 155_901n, holds: false },
    { name: "answers", question: 1, least: 0n, value: 155_901n, most: 155_901n * 3n, holds: true },
  ],
}

/** Makes a terminal of so many columns, with figures in the language's form. */
const screenWide = (columns: number, language: Language) =>
  screenOf(
    { ...{ write: () => undefined, stream: process.stdout, terminal: true, rows: 24, colour: 0 }, columns },
    catalogueOf(language),
  )

test.each(languages)("a provisional result in %s stays within 80 columns, including its marks", (language) => {
  const lines = resultScreen(result, screenWide(80, language)).split("\n")
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(lines.join("\n")).toMatch(/#{6}/)
  const figures = lines.join(" ").replace(/\s+/g, " ")
  expect(figures).toContain(language === "fr" ? "467 703" : "467,703")
})

const ruled: Outcome = {
  ...{ majority: "absolute", of: "cast", seats: 1, needed: 77_951n, vacant: 1, elected: [], tie: null },
  quorum: { registered: 268_341, needed: 67_086, voted: 155_901, reached: true },
  secondRound: { answers: ["Françoise Poincaré-Delacroix, de la fédération des Hauts-de-Seine"], tie: null },
}

test.each([
  ["en", "Absolute majority: 77,951 of 155,901 votes cast, blank ones included.", "In the second round: Françoise"],
  ["fr", "Majorité absolue : 77 951 voix sur 155 901, blancs compris.", "Ballottage. Au second tour : Françoise"],
] as const)("the people elected are named in %s below the votes, within 80 columns", (language, majority, second) => {
  const output = { write: () => undefined, stream: process.stdout, terminal: true, columns: 80, rows: 24, colour: 0 }
  const questions = result.questions.map((question) => ({ ...question, tie: ["Ada", "Bo"], outcome: ruled }))
  const text = resultScreen({ ...result, questions }, screenOf(output as never, catalogueOf(language)))
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([])
  const said = text.replace(/(?:REHEARSAL PROVISIONAL|SCRUTIN À BLANC PROVISOIRE)/g, "").replace(/\s+/g, " ")
  expect(said).toContain(majority)
  expect(said).toContain(second)
  // With a rule, equal votes are mentioned by its outcome alone.
  expect(said).not.toMatch(/TIE|ÉGALITÉ/)
})

test.each(languages)("rows of short names stay whole in %s, beside the words of the last rows", (language) => {
  const answers = [
    { answer: "Oui", votes: 6n, share: 8571 },
    { answer: "Non", votes: 1n, share: 1429 },
  ]
  const questions = [
    { question: "Faut-il adopter le rapport ?", answers, ...{ blank: 10n, valid: 7n, tie: [], outcome: null } },
  ]
  const lines = resultScreen({ ...result, questions, balance: [] }, screenWide(80, language)).split("\n")
  const share = language === "fr" ? /Oui +6 +85,71 % +#/ : /Oui +6 +85\.71 ?% +#/
  expect(lines.filter((line) => share.test(line))).toHaveLength(1)
})

test.each(languages)("no balance in %s is broken at a sign, at any width", (language) => {
  for (let columns = 80; columns <= 140; columns++) {
    const lines = resultScreen(result, screenWide(columns, language)).split("\n")
    const broken = lines.filter((line) => /[=≤−]$|^[=≤−]/.test(unmarked(line)))
    expect(broken, String(columns)).toEqual([])
  }
})

/** Removes the mark with which every line of this result begins. */
const unmarked = (line: string) => line.replace(/^.*?(?:PROVISOIRE|PROVISIONAL) */, "")
