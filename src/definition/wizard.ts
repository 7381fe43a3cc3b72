import { type Language, languages, type Role, roles } from "../core/vocabulary.ts"
import { catalogueOf } from "../language/catalogues.ts"
import type { AuthorityRules, MemberRule, Question, RollRules, TrusteeRules } from "./definition.ts"
import { instantIn } from "./local-time.ts"
import { formOf } from "./mistakes.ts"
import { foldedText, isLine } from "./plain-text.ts"
import { type SectionName, sections, usualMinimum } from "./schema.ts"
import { type DefinitionAnswers, idOf } from "./template.ts"

/** What the terminal must be able to ask; `option` names the flag by which a script does without. */
export interface Ask {
  readonly text: (
    question: string,
    option: string,
    settings?: { readonly initial?: string; readonly check?: (answer: string) => true | string },
  ) => Promise<string>
  readonly choice: <T>(
    question: string,
    option: string,
    choices: readonly { readonly name: string; readonly value: T }[],
  ) => Promise<T>
  readonly yesNo: (question: string, option: string) => Promise<boolean>
}

/** Without a terminal, an example is what a script can have. */
const option = "--example"

/** Asks, in the language of the screen, for what a definition needs. Each answer is checked before the next question. */
export async function askDefinition(ask: Ask, screen: Language): Promise<DefinitionAnswers> {
  const { questions: say, example } = catalogueOf(screen).labels.definition
  const asker = askerOf(ask, screen)
  const locale = await ask.choice(
    say.locale,
    option,
    inOrder(screen).map((value) => ({ name: value, value })),
  )
  const name = await asker.line(say.name)
  const timezone = await asker.section("timezone", say.timezone, example.zone)
  const opens = await asker.localTime("opens", say.opens, timezone)
  const closes = await asker.localTime("closes", say.closes, timezone, opens)
  const rehearsal = await ask.yesNo(say.rehearsal, option)
  const questions = [await askQuestion(asker)]
  while (await ask.yesNo(say.anotherQuestion, option)) questions.push(await askQuestion(asker))
  const authority = await askAuthority(asker)
  const trustees = await askTrustees(asker)
  const roll = await askRoll(asker)
  const minimumBallots = await asker.number(say.minimumBallots, 1, 9999, usualMinimum)
  const address = await asker.element("addresses", say.address)
  const phone = orNull(await asker.optional(say.phone))
  const email = orNull(await asker.element("help", say.email, (text) => ({ email: text })))
  return {
    ...{ locale, name, timezone, opens, closes, rehearsal, questions, authority, trustees, roll, minimumBallots },
    addresses: address === "" ? [] : [address],
    help: { phone, email },
  }
}

type Asker = ReturnType<typeof askerOf>

function askerOf(ask: Ask, screen: Language) {
  const { labels, findings } = catalogueOf(screen)
  const { questions: say, forms } = labels.definition
  const check = (name: SectionName, value: unknown): true | string => {
    const result = sections[name].safeParse(value)
    return result.success || forms[formOf(result.error.issues[0]) ?? "line"]
  }
  const text = (question: string, checks: (answer: string) => true | string, initial?: string) =>
    ask.text(question, option, { check: checks, ...(initial === undefined ? {} : { initial }) })
  return {
    ask,
    screen,
    say,
    line: (question: string) =>
      text(question, (answer) => (answer === "" ? say.missing : isLine(answer) || forms.line)),
    optional: (question: string) => text(question, (answer) => answer === "" || isLine(answer) || forms.line),
    section: (name: SectionName, question: string, initial?: string) =>
      text(question, (answer) => check(name, answer), initial),
    /** One element of a list, or nothing. */
    element: (name: SectionName, question: string, wrap: (text: string) => unknown = (one) => [one]) =>
      text(question, (answer) => answer === "" || check(name, wrap(answer))),
    list: (question: string, least: number) =>
      text(question, (answer) => {
        const parts = listOf(answer)
        return parts.length < least ? say.needOne : parts.every(isLine) || forms.line
      }).then(listOf),
    among: (question: string, choices: readonly string[]) =>
      text(question, (answer) => answer === "" || choices.includes(answer) || say.notAmong(choices.join(", "))),
    number: async (question: string, least: number, most: number, initial: number) => {
      const inRange = (answer: string) => /^\d{1,4}$/.test(answer) && Number(answer) >= least && Number(answer) <= most
      return Number(await text(question, (answer) => inRange(answer) || say.number(least, most), String(initial)))
    },
    localTime: (name: "opens" | "closes", question: string, zone: string, after?: string) =>
      text(question, (typed) => {
        if (typed === "") return say.missing
        const answer = localTimeOf(typed)
        const shape = check(name, answer)
        if (shape !== true) return shape
        const instant = instantIn(zone, answer)
        if (typeof instant === "string")
          return findings["definition-clock"]({ key: name, value: answer, clock: instant })
        return after === undefined || instant > Number(instantIn(zone, after)) || say.before
      }).then(localTimeOf),
    /** Lines until an empty one, none twice. */
    lines: async (question: (number: number) => string, least: number): Promise<readonly string[]> => {
      const found: string[] = []
      for (;;) {
        const known = found.map(foldedText)
        const fits = (answer: string) => isLine(answer) && !known.includes(foldedText(answer))
        const next = await text(
          question(found.length + 1),
          (answer) => (answer === "" ? found.length >= least : fits(answer)) || say.needAnother,
        )
        if (next === "") return found
        found.push(next)
      }
    },
  }
}

async function askQuestion({ ask, say, line, lines, number }: Asker): Promise<Question> {
  const question = await line(say.question)
  const answers = await lines(say.answer, 1)
  const max = answers.length === 1 ? 1 : await number(say.max, 1, answers.length, 1)
  const blank = await ask.yesNo(say.blank, option)
  return { question, answers, blank, min: 1, max }
}

async function askAuthority({
  ask,
  screen,
  say,
  line,
  lines,
  number,
}: Asker): Promise<Omit<AuthorityRules, "quorums">> {
  const words = catalogueOf(screen).labels.lifecycle.roles
  const choices = roles.map((value) => ({ name: words[value], value }))
  const name = await line(say.authority)
  const members: MemberRule[] = []
  for (const person of await lines(say.member, 1)) {
    const role = await ask.choice<Role>(say.role(person), option, choices)
    const taken = members.map(({ id }) => id)
    members.push({ id: idOf(person, taken), name: person, role, substitute: null })
  }
  const majority = Math.floor(members.length / 2) + 1
  const total = await number(say.quorum(members.length), majority, members.length, majority)
  const presided = members.some(({ role }) => role === "president") && (await ask.yesNo(say.president, option))
  return { name, members, quorum: { total, roles: presided ? { president: 1 } : {} } }
}

async function askTrustees({ say, lines, number }: Asker): Promise<TrusteeRules> {
  const holders: string[] = []
  for (const name of await lines(say.trustee, 1)) holders.push(idOf(name, holders))
  if (holders.length < 3) return { mandatory: holders, threshold: null }
  const needed = await number(say.needed(holders.length), 2, holders.length, Math.floor(holders.length / 2) + 1)
  return needed === holders.length
    ? { mandatory: holders, threshold: null }
    : { mandatory: [], threshold: { needed, holders } }
}

async function askRoll({ say, line, optional, list, among }: Asker): Promise<RollRules> {
  const id = await line(say.rollId)
  const name = await list(say.rollName, 1)
  const address = await list(say.rollAddress, 0)
  const postcode = address.length === 0 ? "" : await among(say.postcode, address)
  const group = await optional(say.group)
  const column = await optional(say.eligible)
  const eligible = column === "" ? {} : { [column]: await list(say.accepted(column), 1) }
  const weight = await optional(say.weight)
  const columns = { postcode: orNull(postcode), group: orNull(group), weight: orNull(weight) }
  return { asOf: null, id, name, address, eligible, ...columns }
}

/** The screen's own language first. */
function inOrder(first: Language): readonly Language[] {
  return [first, ...languages.filter((language) => language !== first)]
}

/** `2014-11-28 20:00` is meant as `2014-11-28T20:00`. */
function localTimeOf(text: string): string {
  return text.replace(/^(\S+) +(\S+)$/, "$1T$2")
}

function listOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(",").map((part) => part.trim())
}

function orNull(text: string): string | null {
  return text === "" ? null : text
}
