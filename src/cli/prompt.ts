import { UrneError } from "../core/error.ts"
import type { Catalogue } from "../language/catalogue.ts"
import type { Io } from "./io.ts"

/** Asks at the terminal. Each question names the option that answers it for scripts: without a terminal that is the refusal. */
export interface Prompt {
  readonly interactive: boolean
  readonly text: (question: string, option: string, settings?: TextSettings) => Promise<string>
  /** Nothing is echoed. */
  readonly secret: (question: string, option: string) => Promise<string>
  readonly choice: <T>(question: string, option: string, choices: readonly Choice<T>[]) => Promise<T>
  readonly choices: <T>(question: string, option: string, choices: readonly Choice<T>[]) => Promise<readonly T[]>
  readonly yesNo: (question: string, option: string) => Promise<boolean>
  /**
   * Asks to type a word and four digits shown on the screen, `OUVRIR 4821`; `--yes` answers for scripts.
   * @throws UrneError `not-confirmed`
   */
  readonly confirm: (question: string, word: string) => Promise<void>
}

export interface TextSettings {
  readonly initial?: string
  /** `true`, or what is wrong with the answer. */
  readonly check?: (answer: string) => true | string
}

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
    const prompt = createPromptModule({
      input: io.input,
      output: io.err.stream,
      signal: io.signal,
    })
    try {
      const answers = (await prompt([{ ...question, name: "answer" }] as never)) as unknown as { answer: T }
      return answers.answer
    } catch (error) {
      if (error instanceof Error && cancellations.includes(error.name)) {
        throw new UrneError("cancelled", {}, { cause: error })
      }
      throw error
    }
  }

  const listTheme = { style: { keysHelpTip: () => labels.listKeys } }
  const prompt: Prompt = {
    interactive,
    text: (message, option, { initial, check } = {}) =>
      ask(option, {
        type: "input",
        message,
        ...(initial === undefined ? {} : { default: initial }),
        ...(check === undefined ? {} : { validate: check }),
      }),
    secret: (message, option) =>
      ask(option, {
        type: "password",
        message,
        mask: false,
        // Otherwise Ctrl-T would show what was typed.
        toggleMask: false,
        theme: { style: { maskedText: labels.hidden } },
      }),
    choice: (message, option, choices) =>
      ask(option, { type: "select", message, choices, theme: listTheme, loop: false }),
    choices: (message, option, choices) =>
      ask(option, { type: "checkbox", message, choices, theme: listTheme, loop: false }),
    async yesNo(message, option) {
      const answer = await prompt.text(`${message} (${labels.yes}/${labels.no})`, option, {
        check: (typed) => saysYes(typed) || saysNo(typed) || labels.yesOrNo,
      })
      return saysYes(answer)
    },
    async confirm(question, word) {
      if (settings.yes) return
      const digits = String(1000 + (new DataView(io.random(4, "confirmation").buffer).getUint32(0) % 9000))
      const wanted = `${word} ${digits}`
      const typed = await prompt.text(`${question}\n${labels.typeToConfirm(wanted)}`, "--yes")
      if (typed.trim() !== wanted) throw new UrneError("not-confirmed", { word: wanted })
    },
  }
  const saysYes = (typed: string) => typed.trim().toLowerCase() === labels.yes
  const saysNo = (typed: string) => typed.trim().toLowerCase() === labels.no
  return prompt
}

const cancellations = ["ExitPromptError", "AbortPromptError"]
