import type { DefinitionRemark, DefinitionRemarks, WrittenPlace } from "../core/definition-remarks.ts"
import { skeletonOf } from "../core/look-alike.ts"
import { type Definition, holdersOf, type Question } from "./definition.ts"
import { localTime } from "./local-time.ts"
import { foldedText } from "./plain-text.ts"

/** Lists what in a valid definition may not be what its author meant, in the order in which it is shown. */
export function remarksOn(definition: Definition, now: number): readonly DefinitionRemark[] {
  const { questions, help } = definition
  const wordings = questions.map(({ question }) => question)
  return [
    ...hourRemarks(definition, now),
    ...lookAlikes("questions", wordings),
    ...questions.flatMap((question, index) => ballotRemarks(question, index + 1)),
    ...writtenTexts(definition).flatMap(([where, text]) => textRemarks(where, text)),
    ...authorityRemarks(definition),
    ...(help.phone === null && help.email === null ? [remark("no-contact", {})] : []),
  ]
}

function remark<Code extends keyof DefinitionRemarks>(code: Code, params: DefinitionRemarks[Code]): DefinitionRemark {
  return { code, params } as DefinitionRemark
}

function hourRemarks({ opens, closes, timezone }: Definition, now: number): readonly DefinitionRemark[] {
  // If the close has passed, saying so says enough: the opening has passed too.
  const passed = closes < now ? (["closes", closes] as const) : opens < now ? (["opens", opens] as const) : undefined
  return passed === undefined ? [] : [remark("hours-passed", { key: passed[0], value: localTime(passed[1], timezone) })]
}

function ballotRemarks({ answers, blank, min, rule }: Question, question: number): readonly DefinitionRemark[] {
  const singleWords =
    answers.length >= 4 && answers.length % 2 === 0 && answers.every((answer) => /^\p{Lu}\p{L}+$/u.test(answer))
  return [
    ...answers
      .filter((answer) => /[,;]\s/.test(answer))
      .map((answer) => remark("several-in-one", { question, answer })),
    ...answers
      .filter((answer) => /^[“„«‘]/.test(answer) !== /[”“»’]$/.test(answer))
      .map((answer) => remark("half-quoted", { question, answer })),
    ...(singleWords ? [remark("single-words", { question, answers: answers.length })] : []),
    ...(min === 0 && rule?.majority === "absolute" ? [remark("empty-counted", { question })] : []),
    ...lookAlikes(question, answers),
    ...answers
      .filter((answer) => blank && isCalledBlank(answer))
      .map((answer) => remark("called-blank", { question, answer })),
    ...answers.flatMap((answer, index) =>
      /^\d{1,4}$/.test(answer) && Number(answer) !== index + 1
        ? [remark("called-number", { question, answer, place: index + 1 })]
        : [],
    ),
  ]
}

const isCalledBlank = (answer: string) => ["blank", "blanc", "blank vote", "vote blanc"].includes(foldedText(answer))

/** Remarks on each text that looks like an earlier one. */
function lookAlikes(where: WrittenPlace, texts: readonly string[]): readonly DefinitionRemark[] {
  const seen = new Map<string, string>()
  return texts.flatMap((text) => {
    const skeleton = skeletonOf(text.toLowerCase())
    const other = seen.get(skeleton)
    if (other === undefined) seen.set(skeleton, text)
    return other === undefined || skeleton === "" ? [] : [remark("look-alike", { where, text, other })]
  })
}

/** Lists what people read on ballots, letters and minutes, with the kind of each text. */
function writtenTexts({
  name,
  questions,
  authority,
}: Definition): readonly (readonly [where: WrittenPlace, text: string])[] {
  return [
    ["name", name],
    ...questions.flatMap(({ question, answers }, index) => [
      [index + 1, question] as const,
      ...answers.map((answer) => [index + 1, answer] as const),
    ]),
    ["authority", authority.name],
    ...authority.members.flatMap(({ name: member, substitute }) => [
      ["members", member] as const,
      ...(substitute === null ? [] : [["members", substitute.name] as const]),
    ]),
  ]
}

function textRemarks(where: WrittenPlace, text: string): readonly DefinitionRemark[] {
  const mixed = text.split(/[^\p{L}\p{M}]+/u).find((word) => scriptsIn(word) > 1)
  return [
    ...(/\s{2}/.test(text) ? [remark("double-blank", { where, text })] : []),
    ...(mixed === undefined ? [] : [remark("mixed-scripts", { where, text, word: mixed })]),
  ]
}

/** Counts the alphabets in a word whose letters may be mistaken for each other's. */
function scriptsIn(word: string): number {
  return [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u].filter((script) =>
    script.test(word),
  ).length
}

function authorityRemarks({ authority, trustees, minimumBallots }: Definition): readonly DefinitionRemark[] {
  const presidents = authority.members.filter(({ role }) => role === "president").map(({ name }) => name)
  const [holder = "", ...others] = holdersOf(trustees)
  return [
    ...(presidents.length > 1 ? [remark("several-presidents", { names: presidents })] : []),
    ...(others.length === 0 ? [remark("single-trustee", { holder })] : []),
    ...(minimumBallots < leastSecret ? [remark("low-minimum", { minimum: minimumBallots })] : []),
  ]
}

/** With two ballots, each voter knows how the other voted. */
const leastSecret = 3
