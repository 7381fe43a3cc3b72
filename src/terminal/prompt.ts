import { styleText } from "node:util"
import { bareText } from "../core/bare-text.ts"
import { UrneError } from "../core/error.ts"
import { GoneBack } from "../core/going-back.ts"
import type { Catalogue } from "../language/catalogue.ts"
import type { Io } from "./io.ts"
import { escapeLeaves, tabToggles, withoutDigits } from "./keys.ts"
import { safe, wrapped, wrappedLine } from "./output.ts"

/**
 * Asks at the terminal. Each question names the option that answers it for scripts; without a terminal the refusal
 * names that option.
 */
export interface Prompt {
  readonly interactive: boolean
  /** Asks the questions of a form, in which the keys Esc and Shift-Tab throw `GoneBack`. */
  readonly form: Pick<Prompt, "text" | "choice" | "yesNo">
  /** Empties the screen. What scrolled off it stays. */
  readonly clear: () => void
  readonly text: (question: string, option: string, settings?: TextSettings) => Promise<string>
  /** Asks without echo. */
  readonly secret: (question: string, option: string, settings?: SecretSettings) => Promise<string>
  /** @param initial - where the arrow is at first */
  readonly choice: <T>(question: string, option: string, choices: readonly Choice<T>[], initial?: T) => Promise<T>
  /** Asks for several. Ticks stay where `check` finds something wrong. */
  readonly choices: <T>(
    question: string,
    option: string,
    choices: readonly Choice<T>[],
    settings?: ChoicesSettings<T>,
  ) => Promise<readonly T[]>
  /** @param initial - what Enter alone answers, if anything */
  readonly yesNo: (question: string, option: string, initial?: boolean) => Promise<boolean>
  /**
   * Asks to type a word and four digits shown on the screen, `OUVRIR 4821`. Case and accents do not matter. `--yes`
   * answers for scripts. Whoever mistypes may try again, three times in all.
   *
   * @param instead - a word to type in order to go back
   * @returns whether it was confirmed; only `instead` answers no
   * @throws UrneError `not-confirmed`
   */
  readonly confirm: (question: string, word: string, instead?: WayBack) => Promise<boolean>
}

export interface TextSettings {
  readonly initial?: string
  /** Whether an answer was refused just before, so that what is typed ahead may be a passphrase. */
  readonly refused?: boolean
  /** Returns `true`, or what is wrong with the answer. */
  readonly check?: (answer: string) => true | string
}

interface ChoicesSettings<T> {
  /** What is ticked at first. */
  readonly initial?: readonly T[]
  readonly check?: (ticked: readonly T[]) => true | string
}

export interface SecretSettings extends Pick<TextSettings, "check"> {
  /**
   * Whether the Tab key shows what is typed until it is answered, for what is copied from paper and seen by nobody
   * else.
   */
  readonly showable?: boolean
}

export interface WayBack {
  readonly word: string
  /** Says what typing the word does. */
  readonly text: string
}

/** How often one may mistype before a command ends. */
export const attempts = 3

export interface Choice<T> {
  readonly name: string
  readonly value: T
}

/** The library's names of its questions. */
type Type = "input" | "password" | "select" | "checkbox"

/** What the keyboard does besides answering. */
type Special = "showable" | "form" | "formList" | "list"

type Asked<T> = (question: object, context: object) => Promise<T>

export function promptOf(
  io: Io,
  labels: Catalogue["labels"]["command"],
  settings: {
    readonly input: boolean
    readonly yes: boolean
    /** Removes the line that shows progress. */
    readonly clear: () => void
  },
): Prompt {
  const interactive = io.interactive && settings.input

  async function ask<T>(
    option: string,
    type: Type,
    question: object,
    { special, refused = false }: { readonly special?: Special | undefined; readonly refused?: boolean } = {},
  ): Promise<T> {
    if (!interactive) throw new UrneError("no-terminal", { option })
    // It costs start-up time, so it is loaded only where a question is asked.
    const { createPromptModule } = await import("inquirer")
    const back = new AbortController()
    settings.clear()
    const keyboard = await io.terminal.listen({ refused })
    const keys = {
      showable: (typed: NodeJS.ReadableStream) => typed.pipe(tabToggles()),
      form: (typed: NodeJS.ReadableStream) => typed.pipe(escapeLeaves(back)),
      formList: (typed: NodeJS.ReadableStream) => typed.pipe(escapeLeaves(back)).pipe(withoutDigits()),
      list: (typed: NodeJS.ReadableStream) => typed.pipe(withoutDigits()),
    }
    const leaves = special === "form" || special === "formList"
    const context = {
      input: special === undefined ? keyboard : keys[special](keyboard),
      output: io.err.stream,
      signal: leaves ? AbortSignal.any([io.signal, back.signal]) : io.signal,
      // A secret that may have been shown is erased, even after Ctrl-C, and so is a question from which somebody went
      // back.
      get clearPromptOnDone() {
        return special === "showable" || back.signal.aborted
      },
    }
    try {
      const prompts = createPromptModule().prompts as unknown as Record<Type, Asked<T>>
      return await prompts[type](question, context)
    } catch (error) {
      if (back.signal.aborted && !io.signal.aborted) throw new GoneBack()
      if (error instanceof Error && cancellations.includes(error.name)) {
        throw new UrneError("cancelled", {}, { cause: error })
      }
      throw error
    } finally {
      io.terminal.ignore()
    }
  }

  /**
   * Breaks a question to fit beside its mark, with room for the colon of an answered one and for `after` columns. inquirer itself breaks lines inside words.
   */
  function question(message: string, after = 0): string {
    // Long file names stay whole all the same, because nobody copies a question.
    const lines = message
      .split("\n")
      .map((line) => wrappedLine(line, io.err.columns - 5))
      .join("\n")
    const last = lines.slice(lines.lastIndexOf("\n") + 1).length
    return after > 0 && last + 4 + after > io.err.columns ? `${lines}\n` : lines
  }

  /**
   * Styles an answered question: without the hints for answering it, and with an answer that is broken between words.
   */
  function answeredStyle(message: string, special?: Special) {
    const asked = (special === "form" ? message.replace(/\s\([^()]*\)$/, "") : message).trimEnd()
    // Without colours, something else must stand between the words of a question and those of its answer.
    const shown = /[?:]$/.test(asked) ? asked : labels.titled(asked, "").trimEnd()
    const before = "x".repeat(shown.slice(shown.lastIndexOf("\n") + 1).length + 2)
    let isAnswered = false
    return {
      message(text: string, status: string) {
        isAnswered = status === "done"
        return styleText("bold", isAnswered ? shown : text)
      },
      // inquirer draws the question before what is wrong with an answer, which it keeps where Enter alone follows.
      error: (said: string) => (isAnswered ? "" : styleText("red", `> ${said}`)),
      answer(text: string) {
        const lines = wrappedLine(`${before} ${text}`, io.err.columns - 3).slice(before.length)
        return styleText("cyan", lines.replace(/^ /, "").replaceAll("\n", "\n  "))
      },
    }
  }
  /** Shows that nothing was typed where that is an answer too. */
  const orNothing = (style: ReturnType<typeof answeredStyle>) => ({
    ...style,
    answer: (text: string) => (text === "" ? styleText("cyan", "—") : style.answer(text)),
  })
  const verdict = (said: true | string) => (said === true ? said : wrapped(safe(said), io.err.columns - 3))
  /** Judges an answer. After one that is refused, what was typed ahead is dropped before the question is asked again. */
  async function judged(said: true | string): Promise<true | string> {
    if (said !== true) await io.terminal.again()
    return verdict(said)
  }

  /**
   * Lays out a list of which the screen shows as much as it has lines for, and says so where that is not all. Names
   * longer than a line continue below where they began.
   *
   * @param mark - how many columns stand before each name
   */
  function list<T>(message: string, choices: readonly Choice<T>[], mark: number, keys: string) {
    const listed = choices.map(({ name, value }) => ({
      name: wrapped(name, io.err.columns - mark - 1).replaceAll("\n", `\n${" ".repeat(mark)}`),
      short: name,
      value,
    }))
    const lines = listed.reduce((sum, { name }) => sum + name.split("\n").length, 0)
    const shown = wrapped(message, io.err.columns - 3)
    const help = (scrolls: boolean) =>
      wrapped(scrolls ? `${labels.scrolls(choices.length)}\n${keys}` : keys, io.err.columns - 1)
    // The question, the list and its help leave room for a blank line, and for two lines about what is wrong with an
    // answer.
    const room = (scrolls: boolean) => io.err.rows - `${shown}\n${help(scrolls)}`.split("\n").length - 3
    const scrolls = lines > room(false)
    return {
      message: shown,
      choices: listed,
      pageSize: Math.max(scrolls ? room(true) : lines, leastShown),
      theme: { style: { ...answeredStyle(shown), keysHelpTip: () => help(scrolls) } },
      loop: false,
    }
  }

  function questions(special?: "form"): Prompt["form"] {
    const text: Prompt["text"] = (asked, option, { initial, refused = false, check } = {}) => {
      const message = question(asked)
      return ask(
        option,
        "input",
        {
          message,
          ...(initial === undefined ? {} : { default: initial }),
          ...(check === undefined ? {} : { validate: (answer: string) => judged(check(answer)) }),
          // A refused answer is typed again, not added to.
          theme: { validationFailureMode: "clear", style: orNothing(answeredStyle(message, special)) },
        },
        { special, refused },
      )
    }
    return {
      text,
      choice: (message, option, choices, initial) => {
        const keys = special === "form" ? labels.formKeys : labels.listKeys
        const start = initial === undefined ? {} : { default: initial }
        const keyboard = special === "form" ? "formList" : "list"
        return ask(option, "select", { ...list(message, choices, 2, keys), ...start }, { special: keyboard })
      },
      async yesNo(message, option, initial) {
        const proposed = initial === undefined ? {} : { initial: initial ? labels.yes : labels.no }
        const answer = await text(`${message} (${labels.yes}/${labels.no})`, option, {
          ...proposed,
          check: (typed) => saysYes(typed) || saysNo(typed) || labels.yesOrNo,
        })
        return saysYes(answer)
      },
    }
  }

  const prompt: Prompt = {
    interactive,
    clear: () => {
      io.err.write(emptyScreen)
    },
    ...questions(),
    form: questions("form"),
    async secret(message, option, { check = () => true as const, showable = false } = {}) {
      // Where Tab shows what is typed, nobody may be told that nothing does.
      const hiding = showable ? labels.hiddenForNow : labels.hidden
      const shown = question(message, hiding.length)
      const hidden = {
        message: shown,
        mask: false,
        // Where a secret may not be shown, Ctrl-T must do nothing either.
        toggleMask: showable,
        theme: { style: { ...answeredStyle(shown), maskedText: hiding, keysHelpTip: () => labels.tabShows } },
      }
      // A refused secret is typed again, since nobody could see what would be added to it.
      for (;;) {
        const answer = await ask<string>(option, "password", hidden, showable ? { special: "showable" } : {})
        const said = verdict(check(answer))
        if (said === true) return answer
        io.err.write(`> ${said}\n`)
      }
    },
    choices: <T>(
      message: string,
      option: string,
      choices: readonly Choice<T>[],
      { initial = [], check = () => true }: ChoicesSettings<T> = {},
    ) => {
      const shown = list(message, choices, 3, labels.tickKeys)
      const settings = {
        ...shown,
        choices: shown.choices.map((one) => ({ ...one, checked: initial.includes(one.value) })),
        // No letter may tick all of them.
        shortcuts: { all: null, invert: null },
        validate: (ticked: readonly Choice<T>[]) => judged(check(ticked.map(({ value }) => value))),
      }
      return ask<readonly T[]>(option, "checkbox", settings, { special: "list" })
    },
    async confirm(question, word, instead) {
      if (settings.yes) return true
      const digits = String(1000 + (new DataView(io.random(4, "confirmation").buffer).getUint32(0) % 9000))
      const wanted = `${word} ${digits}`
      const confirms = (typed: string) => spoken(typed) === spoken(wanted)
      const goesBack = (typed: string) => instead !== undefined && spoken(typed) === spoken(instead.word)
      let left = attempts
      const typed = await prompt.text(`${question}\n${labels.typeToConfirm(wanted, instead?.text)}`, "--yes", {
        check: (answer) => confirms(answer) || goesBack(answer) || --left === 0 || labels.notTyped(wanted),
      })
      if (goesBack(typed)) return false
      if (!confirms(typed)) throw new UrneError("not-confirmed", { word: wanted })
      return true
    },
  }
  return prompt
}

/** Accepts both languages, whatever the screen's is, because neither's yes is the other's no. */
const saysYes = (typed: string) => ["y", "yes", "o", "oui"].includes(typed.trim().toLowerCase())
const saysNo = (typed: string) => ["n", "no", "non"].includes(typed.trim().toLowerCase())

/** Reduces a typed word to what is read aloud: no case, no accents, single blanks between its parts. */
function spoken(typed: string): string {
  return bareText(typed).toUpperCase()
}

/** How many lines of a list the smallest screen shows. */
const leastShown = 3

/** Moves to the top and erases the screen (ECMA-48 CUP and ED). */
const emptyScreen = "\u001b[H\u001b[2J"

const cancellations = ["ExitPromptError", "AbortPromptError"]
