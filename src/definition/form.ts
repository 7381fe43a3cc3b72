import { GoneBack } from "../core/going-back.ts"

/** What the terminal must be able to ask; `option` names the flag by which a script does without. Each may throw `GoneBack`. */
export interface Ask {
  readonly text: (
    question: string,
    option: string,
    settings?: { readonly initial?: string; readonly check?: (answer: string) => true | string },
  ) => Promise<string>
  readonly choice: <T>(question: string, option: string, choices: readonly Choice<T>[], initial?: T) => Promise<T>
  readonly yesNo: (question: string, option: string, initial?: boolean) => Promise<boolean>
  readonly show: (text: string) => void
}

interface Choice<T> {
  readonly name: string
  readonly value: T
}

/** What was answered so far, by the names of the questions. */
export interface Draft {
  readonly answers: Readonly<Record<string, string>>
  /** The questions that need not be asked again. Others have an answer that is proposed. */
  readonly settled: readonly string[]
}

interface TextQuestion {
  readonly initial?: string
  /** Nothing may be answered; a hyphen takes away what is proposed. */
  readonly optional?: boolean
  readonly check: (answer: string) => true | string
}

/** The questions of a form, as whoever fills it in meets them. Each has a name of its own. */
export interface Form {
  /** The title of the questions that follow. */
  readonly part: (title: string) => void
  readonly text: (name: string, question: string, how: TextQuestion) => Promise<string>
  readonly choice: <T extends string>(
    name: string,
    question: string,
    choices: readonly Choice<T>[],
    initial: T,
  ) => Promise<T>
  readonly yesNo: (name: string, question: string, initial: boolean) => Promise<boolean>
  /** Lines until an empty one. One that is taken away is followed by those after it. */
  readonly lines: (name: string, question: (number: number) => string, how: ListQuestion) => Promise<readonly string[]>
}

interface ListQuestion {
  readonly least: number
  readonly check: (answer: string, before: readonly string[]) => true | string
}

/** A question that was answered, as it is shown for a last look. */
export interface Answered {
  readonly name: string
  readonly question: string
  readonly answer: string
}

interface Filling<Filled> {
  readonly ask: Ask
  /** The option by which a script does without the form. */
  readonly option: string
  /** What a yes and a no are called for a last look. */
  readonly words: { readonly yes: string; readonly no: string }
  readonly draft: Draft
  /** Called with each new answer. */
  readonly keep: (draft: Draft) => Promise<void>
  readonly questions: (form: Form) => Promise<Filled>
  /** A last look at all of it: the name of the question that is to be asked again, or nothing. */
  readonly review: (filled: Filled, answered: readonly Answered[]) => Promise<string | undefined>
}

/**
 * Has a form filled in. Which questions there are depends on the answers, so the form is gone through from its beginning whenever
 * somebody goes back or changes an answer: what is settled and still right is taken as it is, and the rest is asked.
 */
export async function fillForm<Filled>({
  ask,
  option,
  words,
  draft,
  keep,
  questions,
  review,
}: Filling<Filled>): Promise<Filled> {
  const answers = new Map(Object.entries(draft.answers))
  const settled = new Set(draft.settled)
  let answered: Answered[] = []
  let [title, shown] = ["", ""]

  async function settle(name: string, question: string, answer: string, shownAs = answer): Promise<string> {
    answered.push({ name, question, answer: shownAs })
    if (settled.has(name) && answers.get(name) === answer) return answer
    answers.set(name, answer)
    settled.add(name)
    await keep({ answers: Object.fromEntries(answers), settled: [...settled] })
    return answer
  }

  function showPart(): void {
    if (title !== shown) ask.show(`\n${title}\n`)
    shown = title
  }

  const given = (name: string, check: (answer: string) => true | string) => {
    const answer = answers.get(name)
    return answer !== undefined && settled.has(name) && check(answer) === true ? answer : undefined
  }

  const form: Form = {
    part(next) {
      title = next
    },
    async text(name, question, { initial, optional = false, check }) {
      // A hyphen takes an answer away, and is none where one is needed.
      const meant = (typed: string) => (typed === "-" ? "" : typed)
      const checked = (typed: string) => (optional && meant(typed) === "") || check(meant(typed))
      const before = given(name, checked)
      if (before !== undefined) return settle(name, question, before)
      showPart()
      const proposed = answers.get(name) ?? initial
      const settings = { check: checked, ...(proposed === undefined || proposed === "" ? {} : { initial: proposed }) }
      return settle(name, question, meant(await ask.text(question, option, settings)))
    },
    async choice<T extends string>(name: string, question: string, choices: readonly Choice<T>[], initial: T) {
      const nameOf = (value: string) => choices.find((one) => one.value === value)?.name
      const before = given(name, (answer) => nameOf(answer) !== undefined || "")
      if (before === undefined) showPart()
      const proposed = choices.find(({ value }) => value === answers.get(name))?.value ?? initial
      const answer = (before as T | undefined) ?? (await ask.choice(question, option, choices, proposed))
      await settle(name, question, answer, nameOf(answer))
      return answer
    },
    async yesNo(name, question, initial) {
      const before = given(name, (answer) => answer === "yes" || answer === "no" || "")
      if (before === undefined) showPart()
      const proposed = answers.has(name) ? answers.get(name) === "yes" : initial
      const answer = before === undefined ? await ask.yesNo(question, option, proposed) : before === "yes"
      await settle(name, question, answer ? "yes" : "no", answer ? words.yes : words.no)
      return answer
    },
    async lines(name, question, { least, check }) {
      const found: string[] = []
      for (;;) {
        const number = found.length + 1
        const next = await form.text(`${name}.${number}`, question(number), {
          // The first may be taken away as well where another moves up.
          optional: found.length >= least || (answers.get(`${name}.${number + 1}`) ?? "") !== "",
          check: (answer) => check(answer, found),
        })
        if (next !== "") found.push(next)
        else if (!moveUp(name, number)) return found
        else answered.pop()
      }
    },
  }

  /** Puts the lines after this one, which was taken away, in its place. */
  function moveUp(name: string, from: number): boolean {
    if ((answers.get(`${name}.${from + 1}`) ?? "") === "") return false
    for (let number = from; ; number++) {
      const next = answers.get(`${name}.${number + 1}`)
      if (next === undefined) {
        answers.delete(`${name}.${number}`)
        return true
      }
      answers.set(`${name}.${number}`, next)
    }
  }

  for (;;) {
    answered = []
    try {
      const filled = await questions(form)
      // Whatever is asked after all of it was shown stands under its title again.
      shown = ""
      const changed = await review(filled, answered)
      if (changed === undefined) return filled
      settled.delete(changed)
    } catch (thrown) {
      if (!(thrown instanceof GoneBack)) throw thrown
      settled.delete(answered.at(-1)?.name ?? "")
    }
  }
}
