import type { MajorityRule } from "../core/majority.ts"
import { type Language, languages, type Role, roles } from "../core/vocabulary.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { type Asker, askerOf } from "./asker.ts"
import {
  type AuthorityRules,
  type MemberRule,
  type Question,
  revotes,
  type RollRules,
  type TrusteeRules,
} from "./definition.ts"
import type { Form } from "./form.ts"
import { usualMinimum } from "./schema.ts"
import { type DefinitionAnswers, idOf, usualGrace } from "./template.ts"

/** Asks for what a definition needs, in the language of the screen. Each answer is checked before the next question. */
export async function askDefinition(form: Form, screen: Language): Promise<DefinitionAnswers> {
  const asker = askerOf(form, screen)
  const { say } = asker
  const { definition: labels } = catalogueOf(screen).labels
  const { example } = labels
  form.part(say.parts.election)
  const locale = await form.choice<Language>(
    "locale",
    say.locale,
    languages.map((value) => ({ name: labels.languages[value], value })),
    screen,
  )
  const name = await asker.line("name", say.name)
  const timezone = await asker.section("timezone", say.timezone, example.zone)
  const opens = await asker.localTime("opens", say.opens, timezone)
  const closes = await asker.localTime("closes", say.closes, timezone, opens)
  const grace = await asker.minutes("grace", say.grace, usualGrace)
  const revote = await form.choice(
    "revote",
    say.revote,
    revotes.map((value) => ({ name: say.revotes[value], value })),
    "refused",
  )
  const rehearsal = await form.yesNo("rehearsal", say.rehearsal, false)
  form.part(say.parts.ballot)
  const questions = [await askQuestion(asker, 1)]
  while (await form.yesNo(`another.${questions.length}`, say.anotherQuestion, false)) {
    questions.push(await askQuestion(asker, questions.length + 1))
  }
  form.part(say.parts.authority)
  const authority = await askAuthority(asker)
  form.part(say.parts.trustees)
  const { trustees, holderNames } = await askTrustees(asker)
  form.part(say.parts.roll)
  const roll = await askRoll(asker)
  form.part(say.parts.result)
  const minimumBallots = await asker.number("minimum-ballots", say.minimumBallots, 1, 9999, usualMinimum)
  const address = await asker.element("address", "addresses", say.address)
  const phone = orNull(await asker.optional("phone", say.phone))
  const email = orNull(await asker.element("email", "help", say.email, (text) => ({ email: text })))
  return {
    ...{ locale, name, timezone, opens, closes, grace, revote, rehearsal, questions, authority, trustees, holderNames },
    ...{ roll, minimumBallots },
    addresses: address === "" ? [] : [address],
    help: { phone, email },
  }
}

async function askQuestion({ form, say, line, names, number }: Asker, rank: number): Promise<Question> {
  const question = await line(`question.${rank}`, say.question)
  const answers = await names(`answer.${rank}`, say.answer, "answer")
  const max = answers.length === 1 ? 1 : await number(`max.${rank}`, say.max, 1, answers.length, 1)
  const min = await number(`min.${rank}`, say.min, 0, max, 1)
  const blank = await form.yesNo(`blank.${rank}`, say.blank, true)
  const rule = await askMajority(form, say, rank, { answers: answers.length, seats: max })
  return { question, answers, blank, min, max, ...(rule === undefined ? {} : { rule }) }
}

/** Asks for the usual rules only: what else a rule may say is for the file. There are as many seats as answers to choose. */
async function askMajority(
  form: Form,
  say: Asker["say"],
  rank: number,
  { answers, seats }: { readonly answers: number; readonly seats: number },
): Promise<MajorityRule | undefined> {
  const places = 2
  const usual = ["none", "relative", "absolute"] as const
  const choices = seats < places && places <= answers ? ([...usual, "second-round"] as const) : usual
  const chosen = await form.choice(
    `majority.${rank}`,
    say.majority(seats),
    choices.map((value) => ({ name: say.majorities[value], value })),
    "none",
  )
  if (chosen === "none") return undefined
  const isTwice = chosen === "second-round"
  const majority = isTwice ? "absolute" : chosen
  return { majority, of: "valid", seats, quorum: null, secondRound: isTwice ? places : null }
}

async function askAuthority({
  form,
  screen,
  say,
  line,
  optional,
  names,
  number,
}: Asker): Promise<Omit<AuthorityRules, "quorums">> {
  const words = catalogueOf(screen).labels.lifecycle.roles
  const choices = roles.map((value) => ({ name: words[value], value }))
  const name = await line("authority", say.authority)
  const asked: { readonly person: string; readonly role: Role; readonly substitute: string }[] = []
  for (const person of await names("member", say.member, "member")) {
    const usual = asked.some(({ role }) => role === "president") ? "delegate" : "president"
    const role = await form.choice<Role>(`role.${person}`, say.role(person), choices, usual)
    asked.push({ person, role, substitute: await optional(`substitute.${person}`, say.substitute(person)) })
  }
  const members = membersOf(asked)
  const majority = Math.floor(members.length / 2) + 1
  const total = await number("quorum", say.quorum(members.length), majority, members.length, majority)
  const presided =
    members.some(({ role }) => role === "president") && (await form.yesNo("president", say.president, true))
  return { name, members, quorum: { total, roles: presided ? { president: 1 } : {} } }
}

/** Gives all of them short names of their own. */
function membersOf(
  asked: readonly { readonly person: string; readonly role: Role; readonly substitute: string }[],
): readonly MemberRule[] {
  const taken: string[] = []
  const named = (name: string) => {
    const id = idOf(name, taken)
    taken.push(id)
    return { id, name }
  }
  const members = asked.map(({ person, role, substitute }) => ({ ...named(person), role, substitute }))
  return members.map(({ substitute, ...member }) => ({
    ...member,
    substitute: substitute === "" ? null : named(substitute),
  }))
}

async function askTrustees({
  say,
  names,
  number,
}: Asker): Promise<{ readonly trustees: TrusteeRules; readonly holderNames: Readonly<Record<string, string>> }> {
  const holders: string[] = []
  const asked = await names("trustee", say.trustee, "trustee")
  for (const name of asked) holders.push(idOf(name, holders))
  const holderNames = Object.fromEntries(holders.map((id, rank) => [id, asked[rank] ?? ""]))
  const all = { trustees: { mandatory: holders, threshold: null }, holderNames }
  if (holders.length < 3) return all
  const usual = Math.floor(holders.length / 2) + 1
  const needed = await number("needed", say.needed(holders.length), 2, holders.length, usual)
  return needed === holders.length ? all : { trustees: { mandatory: [], threshold: { needed, holders } }, holderNames }
}

async function askRoll({ say, line, optional, list, among }: Asker): Promise<RollRules> {
  const id = await line("roll.id", say.rollId)
  const name = await list("roll.name", say.rollName, 1)
  const address = await list("roll.address", say.rollAddress, 0)
  const postcode = address.length === 0 ? "" : await among("roll.postcode", say.postcode, address)
  const group = await optional("roll.group", say.group)
  const column = await optional("roll.eligible", say.eligible)
  const eligible =
    column === "" ? {} : { [column]: await list(`roll.accepted.${column}`, say.accepted(column), 1, "value") }
  const weight = await optional("roll.weight", say.weight)
  const columns = { postcode: orNull(postcode), group: orNull(group), weight: orNull(weight) }
  return { asOf: null, id, name, address, eligible, ...columns }
}

function orNull(text: string): string | null {
  return text === "" ? null : text
}
