import { UrneError } from "../core/error.ts"
import type { Catalogue } from "../language/catalogue.ts"
import type { Io } from "./io.ts"
import { wrapped } from "./output.ts"

/** Asks at the terminal. Each question names the option that answers it for scripts: without a terminal that is the refusal. */
export interface Prompt {
  readonly interactive: boolean
  readonly text: (question: string, option: string, settings?: TextSettings) => Promise<string>
  /** Nothing is echoed. */
  readonly secret: (question: string, option: string, settings?: Pick<TextSettings, "check">) => Promise<string>
  readonly choice: <T>(question: string, option: string, choices: readonly Choice<T>[]) => Promise<T>
  readonly choices: <T>(question: string, option: string, choices: readonly Choice<T>[]) => Promise<readonly T[]>
  readonly yesNo: (question: string, option: string) => Promise<boolean>
  /**
   * Asks to type a word and four digits shown on the screen, `OUVRIR 4821`; `--yes` answers for scripts. Whoever
   * mistypes may try again, three times in all.
   *
   * @param instead a word by which one goes back instead
   * @returns whether it was confirmed; only `instead` answers no
   * @throws UrneError `not-confirmed`
   */
  readonly confirm: (question: string, word: string, instead?: WayBack) => Promise<boolean>
}

export interface TextSettings {
  readonly initial?: string
  /** `true`, or what is wrong with the answer. */
  readonly check?: (answer: string) => true | string
}

export interface WayBack {
  readonly word: string
  /** What typing it does. */
  readonly text: string
}

/** How often one may mistype before a command ends. */
export const attempts = 3

export interface Choice<T> {
  readonly name: string
  readonly value: T
}

export function promptOf(
  io: Io,
  labels: Catalogue["labels"]["command"],
  settings: { readonly input: boolean; readonly yes: boolean },
): Prompt {
  const interactive = io.interactive && settings.input

  async function ask<T>(option: string, question: Record<string, unknown>): Promise<T> {
    if (!interactive) throw new UrneError("no-terminal", { option })
    // Loaded only where a question is asked: it costs start-up time.
    const { createPromptModule } = await import("inquirer")
    const input = await io.terminal.listen()
    const prompt = createPromptModule({ input, output: io.err.stream, signal: io.signal })
    try {
      const answers = (await prompt([{ ...question, name: "answer" }] as never)) as unknown as { answer: T }
      return answers.answer
    } catch (error) {
      if (error instanceof Error && cancellations.includes(error.name)) {
        throw new UrneError("cancelled", {}, { cause: error })
      }
      throw error
    } finally {
      io.terminal.ignore()
    }
  }

  /** Beside the mark of a question, and what stands after it; inquirer itself cuts lines within words. */
  function question(message: string, after = 0): string {
    const lines = wrapped(message, io.err.columns - 3)
    const last = lines.slice(lines.lastIndexOf("\n") + 1).length
    return after > 0 && last + 4 + after > io.err.columns ? `${lines}\n` : lines
  }
  const verdict = (said: true | string) => (said === true ? said : wrapped(said, io.err.columns - 3))

  const listTheme = (keys: string) => ({ style: { keysHelpTip: () => keys } })
  const prompt: Prompt = {
    interactive,
    text: (message, option, { initial, check } = {}) =>
      ask(option, {
        type: "input",
        message: question(message),
        ...(initial === undefined ? {} : { default: initial }),
        ...(check === undefined ? {} : { validate: (answer: string) => verdict(check(answer)) }),
        // A refused answer is typed anew, not added to.
        theme: { validationFailureMode: "clear" },
      }),
    async secret(message, option, { check = () => true as const } = {}) {
      // A secret that is refused is typed anew: nobody could see what it would be added to.
      for (;;) {
        const answer = await ask<string>(option, {
          type: "password",
          message: question(message, labels.hidden.length),
          mask: false,
          // Otherwise Ctrl-T would show what was typed.
          toggleMask: false,
          theme: { style: { maskedText: labels.hidden } },
        })
        const said = verdict(check(answer))
        if (said === true) return answer
        io.err.write(`> ${said}\n`)
      }
    },
    choice: (message, option, choices) =>
      ask(option, {
        type: "select",
        message: question(message),
        choices,
        theme: listTheme(labels.listKeys),
        loop: false,
      }),
    choices: (message, option, choices) =>
      ask(option, {
        type: "checkbox",
        message: question(message),
        choices,
        theme: listTheme(labels.tickKeys),
        loop: false,
      }),
    async yesNo(message, option) {
      const answer = await prompt.text(`${message} (${labels.yes}/${labels.no})`, option, {
        check: (typed) => saysYes(typed) || saysNo(typed) || labels.yesOrNo,
      })
      return saysYes(answer)
    },
    async confirm(question, word, instead) {
      if (settings.yes) return true
      const digits = String(1000 + (new DataView(io.random(4, "confirmation").buffer).getUint32(0) % 9000))
      const wanted = `${word} ${digits}`
      const goesBack = (typed: string) => instead !== undefined && typed.trim().toUpperCase() === instead.word
      let left = attempts
      const typed = await prompt.text(`${question}\n${labels.typeToConfirm(wanted, instead?.text)}`, "--yes", {
        check: (answer) => answer.trim() === wanted || goesBack(answer) || --left === 0 || labels.notTyped(wanted),
      })
      if (goesBack(typed)) return false
      if (typed.trim() !== wanted) throw new UrneError("not-confirmed", { word: wanted })
      return true
    },
  }
  return prompt
}

/** In both languages, whatever that of the screen is: neither's yes is the other's no. */
const saysYes = (typed: string) => ["y", "yes", "o", "oui"].includes(typed.trim().toLowerCase())
const saysNo = (typed: string) => ["n", "no", "non"].includes(typed.trim().toLowerCase())

const cancellations = ["ExitPromptError", "AbortPromptError"]
