import { GoneBack } from "../core/going-back.ts"

/**
 * What the terminal must be able to ask. `option` names the flag by which a script does without. Each question may
 * throw `GoneBack`.
 */
export interface Ask {
  readonly text: (
    question: string,
    option: string,
    settings?: { readonly initial?: string; readonly check?: (answer: string) => true | string },
  ) => Promise<string>
  readonly choice: <T>(question: string, option: string, choices: readonly Choice<T>[], initial?: T) => Promise<T>
  readonly yesNo: (question: string, option: string, initial?: boolean) => Promise<boolean>
  readonly show: (text: string) => void
  /**
   * Empties the screen and shows the answers that still stand above the next question. What was answered before somebody
   * went back would stand there as if it were so.
   */
  readonly redraw: (title: string, answered: readonly Answered[]) => void
}

interface Choice<T> {
  readonly name: string
  readonly value: T
}

/** The answers so far, by the names of the questions. */
export interface Draft {
  readonly answers: Readonly<Record<string, string>>
  /** The questions that need not be asked again. The answers to the others are only proposed. */
  readonly settled: readonly string[]
}

interface TextQuestion {
  readonly initial?: string
  /** The answer may be empty; a hyphen removes the one that is proposed. */
  readonly optional?: boolean
  readonly check: (answer: string) => true | string
}

/** The questions of a form, as its user meets them. Each has a name of its own. */
export interface Form {
  /** Prints a title above the questions that follow. */
  readonly part: (title: string) => void
  readonly text: (name: string, question: string, how: TextQuestion) => Promise<string>
  readonly choice: <T extends string>(
    name: string,
    question: string,
    choices: readonly Choice<T>[],
    initial: T,
  ) => Promise<T>
  readonly yesNo: (name: string, question: string, initial: boolean) => Promise<boolean>
  /** Asks for lines until an empty one. When a line is removed, those after it move up. */
  readonly lines: (name: string, question: (number: number) => string, how: ListQuestion) => Promise<readonly string[]>
}

interface ListQuestion {
  readonly least: number
  readonly check: (answer: string, before: readonly string[]) => true | string
}

/** An answered question, as the last review shows it. */
export interface Answered {
  readonly name: string
  readonly question: string
  readonly answer: string
}

interface Filling<Filled> {
  readonly ask: Ask
  /** The option by which a script does without the form. */
  readonly option: string
  /** What a yes and a no are called in the last review. */
  readonly words: { readonly yes: string; readonly no: string }
  readonly draft: Draft
  /** Called with each new answer. */
  readonly keep: (draft: Draft) => Promise<void>
  readonly questions: (form: Form) => Promise<Filled>
  /** Shows all answers for a last review. Returns the name of a question to be asked again, or nothing. */
  readonly review: (filled: Filled, answered: readonly Answered[]) => Promise<string | undefined>
}

/**
 * Fills in a form. Which questions there are depends on the answers, so the form runs from its beginning whenever
 * somebody goes back or changes an answer: settled answers that are still valid are taken over, and the rest is asked.
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
  /** How many answers came before this part, and whether the screen shows answers that do not stand any more. */
  let [before, stale] = [0, false]

  async function settle(name: string, question: string, answer: string, shownAs = answer): Promise<string> {
    answered.push({ name, question, answer: shownAs })
    if (settled.has(name) && answers.get(name) === answer) return answer
    answers.set(name, answer)
    settled.add(name)
    await keep({ answers: Object.fromEntries(answers), settled: [...settled] })
    return answer
  }

  function showPart(): void {
    if (stale) ask.redraw(title, answered.slice(before))
    else if (title !== shown) ask.show(`\n${title}\n`)
    ;[shown, stale] = [title, false]
  }

  const given = (name: string, check: (answer: string) => true | string) => {
    const answer = answers.get(name)
    return answer !== undefined && settled.has(name) && check(answer) === true ? answer : undefined
  }

  const form: Form = {
    part(next) {
      ;[title, before] = [next, answered.length]
    },
    async text(name, question, { initial, optional = false, check }) {
      // A hyphen removes an answer, so it is not an answer itself where one is needed.
      const meant = (typed: string) => (typed === "-" ? "" : typed)
      const checked = (typed: string) => (optional && meant(typed) === "") || check(meant(typed))
      const settledBefore = given(name, checked)
      if (settledBefore !== undefined) return settle(name, question, settledBefore)
      showPart()
      const proposed = answers.get(name) ?? initial
      const settings = { check: checked, ...(proposed === undefined || proposed === "" ? {} : { initial: proposed }) }
      return settle(name, question, meant(await ask.text(question, option, settings)))
    },
    async choice<T extends string>(name: string, question: string, choices: readonly Choice<T>[], initial: T) {
      const nameOf = (value: string) => choices.find((one) => one.value === value)?.name
      const settledBefore = given(name, (answer) => nameOf(answer) !== undefined || "")
      if (settledBefore === undefined) showPart()
      const proposed = choices.find(({ value }) => value === answers.get(name))?.value ?? initial
      const answer = (settledBefore as T | undefined) ?? (await ask.choice(question, option, choices, proposed))
      await settle(name, question, answer, nameOf(answer))
      return answer
    },
    async yesNo(name, question, initial) {
      const settledBefore = given(name, (answer) => answer === "yes" || answer === "no" || "")
      if (settledBefore === undefined) showPart()
      const proposed = answers.has(name) ? answers.get(name) === "yes" : initial
      const answer = settledBefore === undefined ? await ask.yesNo(question, option, proposed) : settledBefore === "yes"
      await settle(name, question, answer ? "yes" : "no", answer ? words.yes : words.no)
      return answer
    },
    async lines(name, question, { least, check }) {
      const found: string[] = []
      for (;;) {
        const number = found.length + 1
        const next = await form.text(`${name}.${number}`, question(number), {
          // The first line may be removed as well, if another moves up.
          optional: found.length >= least || (answers.get(`${name}.${number + 1}`) ?? "") !== "",
          check: (answer) => check(answer, found),
        })
        if (next !== "") found.push(next)
        else if (!moveUp(name, number)) return found
        else answered.pop()
      }
    },
  }

  /** Moves the lines after a removed one up by one place. */
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
      // Questions that are asked after the last review get their title again.
      shown = ""
      const changed = await review(filled, answered)
      if (changed === undefined) return filled
      settled.delete(changed)
      stale = true
    } catch (thrown) {
      if (!(thrown instanceof GoneBack)) throw thrown
      settled.delete(answered.at(-1)?.name ?? "")
      stale = true
    }
  }
}
