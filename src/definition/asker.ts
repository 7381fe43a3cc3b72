import type { DefinitionForm } from "../core/finding-codes.ts"
import type { Language } from "../core/vocabulary.ts"
import { catalogueOf } from "../language/catalogues.ts"
import type { Form } from "./form.ts"
import { instantIn } from "./local-time.ts"
import { formOf } from "./mistakes.ts"
import { foldedText, isLine } from "./plain-text.ts"
import { minutesOf, type SectionName, sections } from "./schema.ts"
import { spokenTime } from "./spoken-time.ts"

export type Asker = ReturnType<typeof askerOf>

/** Makes the kinds of questions that the wizard asks. Each checks its answer before the next question. */
export function askerOf(form: Form, screen: Language) {
  const { labels, findings } = catalogueOf(screen)
  const { questions: say } = labels.definition
  const refused = (typed: string, form: DefinitionForm) =>
    typed === "" ? say.missing : labels.definition.refused(typed, form)
  const check = (section: SectionName, value: unknown, typed: string): true | string => {
    const result = sections[section].safeParse(value)
    return result.success || refused(typed, formOf(result.error.issues[0]) ?? "line")
  }
  const checkLine = (typed: string) => isLine(typed) || refused(typed, "line")
  const readTime = (typed: string) => {
    const time = spokenTime(typed, screen)
    return "local" in time ? time.local : undefined
  }
  return {
    form,
    screen,
    say,
    line: (name: string, question: string) =>
      form.text(name, question, { check: (answer) => (answer === "" ? say.missing : checkLine(answer)) }),
    optional: (name: string, question: string) => form.text(name, question, { optional: true, check: checkLine }),
    section: (name: SectionName, question: string, initial: string) =>
      form.text(name, question, { initial, check: (answer) => check(name, answer, answer) }),
    /** Asks for one element of a list, or for nothing. */
    element: (name: string, section: SectionName, question: string, wrap: (text: string) => unknown = (one) => [one]) =>
      form.text(name, question, { optional: true, check: (answer) => check(section, wrap(answer), answer) }),
    list: async (name: string, question: string, least: number, of: "column" | "value" = "column") =>
      listOf(
        await form.text(name, question, {
          optional: least === 0,
          check: (answer) => {
            const parts = listOf(answer)
            if (parts.length < least) return say.needOne[of]
            const wrong = parts.find((part) => !isLine(part))
            return wrong === undefined || refused(wrong, "line")
          },
        }),
      ),
    among: (name: string, question: string, choices: readonly string[]) =>
      form.text(name, question, {
        optional: true,
        check: (answer) => choices.includes(answer) || say.notAmong(answer, choices.join(", ")),
      }),
    number: async (name: string, question: string, least: number, most: number, initial: number) => {
      const inRange = (answer: string) => /^\d{1,4}$/.test(answer) && Number(answer) >= least && Number(answer) <= most
      const typed = await form.text(name, question, {
        initial: String(initial),
        check: (answer) => inRange(answer) || say.number(least, most),
      })
      return Number(typed)
    },
    /** Reads `30`, `30 min` or `1 h`, and returns `30m`. */
    minutes: async (name: string, question: string, initial: string) => {
      const duration = (typed: string) =>
        typed
          .trim()
          .toLowerCase()
          .replace(/^(\d+) *(?:m|min|minutes?)?$/, "$1m")
          .replace(/^(\d+) *(?:h|hours?|heures?)$/, "$1h")
      const typed = await form.text(name, question, {
        initial: initial.replace(/m$/, " min"),
        check: (answer) => minutesOf(duration(answer)) !== undefined || refused(answer, "duration"),
      })
      return duration(typed)
    },
    localTime: async (name: "opens" | "closes", question: string, zone: string, after?: string) => {
      const typed = await form.text(name, question, {
        check: (answer) => {
          if (answer === "") return say.missing
          const time = spokenTime(answer, screen)
          if (!("local" in time)) return say.time(time)
          const instant = instantIn(zone, time.local)
          if (typeof instant === "string") {
            return findings["definition-clock"]({ key: name, value: time.local, clock: instant })
          }
          return after === undefined || instant > Number(instantIn(zone, after)) || say.before
        },
      })
      return readTime(typed) ?? ""
    },
    /** Asks for names until an empty line, and accepts none twice. */
    names: (name: string, question: (number: number) => string, of: "answer" | "member" | "trustee") =>
      form.lines(name, question, {
        least: 1,
        check: (answer, before) => {
          if (answer === "") return say.needOne[of]
          return before.map(foldedText).includes(foldedText(answer)) ? say.twice(answer) : checkLine(answer)
        },
      }),
  }
}

function listOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(",").map((part) => part.trim())
}
