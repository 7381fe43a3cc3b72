/** Questions to a voter, at the booth of this terminal, when a ballot is made, or when a receipt is given again. */
import type { Choice } from "../belenios/choice.ts"
import type { Question } from "../belenios/question.ts"
import { UrneError } from "../core/error.ts"
import type { Session } from "../election/session.ts"
import { safe } from "../terminal/output.ts"
import { readSecret } from "./passphrases.ts"

/** Reads the voting code from a file, or as it is typed from the letter. It can be shown while it is typed. */
export async function readCode(session: Session, file: string | undefined): Promise<string> {
  return readSecret(session, session.screen.labels.urn.code, "--code-file", file, { showable: true })
}

/**
 * Returns the choices that options give, or those that the voter makes at the terminal, question by question.
 *
 * @param before - what the voter chose before, which is proposed again
 */
export async function chosenAnswers(
  session: Session,
  questions: readonly Question[],
  given: readonly string[] | undefined,
  before: readonly Choice[] = [],
): Promise<readonly Choice[]> {
  const { parseChoices } = await import("../urn/choices.ts")
  const { choiceFindings } = await import("../belenios/choice.ts")
  const choices: Choice[] = given === undefined ? [] : [...parseChoices(questions, given)]
  if (given === undefined) {
    for (const [rank, question] of questions.entries()) choices.push(await ask(session, question, before[rank]))
  }
  const findings = choiceFindings(questions, choices, "--choice")
  if (findings.length > 0) throw new UrneError("faulty-artefact", { path: "--choice", findings })
  return choices
}

async function ask(session: Session, question: Question, before: Choice | undefined): Promise<Choice> {
  const chosen = before === "blank" ? [before] : (before ?? []).flatMap((mark, index) => (mark === 1 ? [index] : []))
  return question.max === 1 ? askOne(session, question, chosen) : askSome(session, question, chosen)
}

type Chosen = readonly (number | "blank")[]

async function askOne(
  { prompt, screen }: Session,
  { question, answers, blank, min }: Question,
  before: Chosen,
): Promise<Choice> {
  const { urn } = screen.labels
  const chosen = await prompt.choice<number | "blank" | undefined>(
    urn.chooseOne(safe(question), answers.length),
    "--choice",
    [
      ...answers.map((answer, index) => ({ name: safe(answer), value: index })),
      ...(min === 0 ? [{ name: urn.noAnswer, value: undefined }] : []),
      ...(blank ? [{ name: urn.blank, value: "blank" as const }] : []),
    ],
    before[0],
  )
  return chosen === "blank" ? chosen : marked(answers, chosen === undefined ? [] : [chosen])
}

async function askSome(
  { prompt, screen }: Session,
  { question, answers, blank, min, max }: Question,
  before: Chosen,
): Promise<Choice> {
  const { urn } = screen.labels
  const ticked = await prompt.choices<number | "blank">(
    urn.chooseSome(safe(question), answers.length, min, max),
    "--choice",
    [
      ...answers.map((answer, index) => ({ name: safe(answer), value: index })),
      ...(blank ? [{ name: urn.blank, value: "blank" as const }] : []),
    ],
    {
      initial: before,
      check: (chosen) => {
        if (chosen.includes("blank")) return chosen.length === 1 || urn.blankAlone
        if (chosen.length > max) return urn.tooMany(chosen.length, max)
        return chosen.length >= min || urn.tooFew(chosen.length, min)
      },
    },
  )
  return ticked.includes("blank") ? "blank" : marked(answers, ticked)
}

function marked(answers: readonly string[], chosen: Chosen): readonly number[] {
  return answers.map((_, index) => (chosen.includes(index) ? 1 : 0))
}
