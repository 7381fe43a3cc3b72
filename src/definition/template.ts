import { stringify } from "yaml"
import type { Fraction, MajorityRule } from "../core/majority.ts"
import type { Language } from "../core/vocabulary.ts"
import { catalogueOf } from "../language/catalogues.ts"
import type { AuthorityRules, Definition, Question, RollRules, TrusteeRules } from "./definition.ts"

/** What must be asked to write a definition. The rest gets defaults, which can be changed in the file. */
export interface DefinitionAnswers {
  readonly locale: Language
  readonly name: string
  readonly timezone: string
  /** Local times, `2014-11-28T20:00`. */
  readonly opens: string
  readonly closes: string
  /** As `30m`. */
  readonly grace: string
  readonly revote: Definition["revote"]
  readonly rehearsal: boolean
  readonly questions: readonly Question[]
  readonly authority: Omit<AuthorityRules, "quorums">
  readonly trustees: TrusteeRules
  /** The full names of the holders, by their short names. They are kept for readers of the file. */
  readonly holderNames: Readonly<Record<string, string>>
  readonly roll: RollRules
  readonly minimumBallots: number
  readonly addresses: readonly string[]
  readonly help: { readonly phone: string | null; readonly email: string | null }
}

/** How long after the close somebody may finish, unless the definition says otherwise. */
export const usualGrace = "30m"

/**
 * Writes a definition file with a comment for each decision, in the election's language. `parseDefinition` reads the
 * same decisions back if the answers have no mistake.
 */
export function definitionText(answers: DefinitionAnswers): string {
  const comments = catalogueOf(answers.locale).labels.definition.comments
  const { authority, trustees, roll } = answers
  const sections: readonly (readonly [string, string])[] = [
    [comments.head, ""],
    [
      comments.election,
      lines({ name: answers.name, description: "", locale: answers.locale, timezone: answers.timezone }),
    ],
    [comments.hours, lines({ opens: answers.opens, closes: answers.closes, grace: answers.grace })],
    [comments.rehearsal, lines({ rehearsal: answers.rehearsal })],
    [comments.revote, lines({ revote: answers.revote })],
    [comments.questions, `questions:\n${answers.questions.map((question) => item(question)).join("")}`],
    [
      comments.authority,
      `authority:\n${indented(lines({ name: authority.name, address: authority.address ?? [], quorum: authority.quorum }))}`,
    ],
    ["", `  members:\n${authority.members.map((member) => `    - ${flow(withoutNull(member))}\n`).join("")}`],
    [`${comments.trustees}${namedHolders(answers.holderNames)}`, lines({ trustees: withoutNull(trustees) })],
    [comments.roll, `roll:\n${indented(lines(rollLines(roll)))}`],
    [comments.credentials, lines({ credentials: { reserve: "10%" } })],
    [comments.channels, lines({ channels: ["office"] })],
    [
      comments.publish,
      lines({ publish: { turnout: { by: "national", at: [] }, results: { by: "national" }, cell: 30 } }),
    ],
    [comments.minimumBallots, lines({ "minimum-ballots": answers.minimumBallots })],
    [comments.addresses, lines({ addresses: answers.addresses })],
    [comments.help, lines({ help: answers.help })],
  ]
  return sections
    .map(([comment, text]) => commented(comment) + text)
    .join("")
    .trimStart()
}

/** Letters that do not decompose into another letter and an accent. */
const latin: Readonly<Record<string, string>> = {
  ...{ œ: "oe", æ: "ae", ß: "ss", þ: "th" },
  ...{ ø: "o", ł: "l", đ: "d", ð: "d", ı: "i" },
}

/**
 * Makes a short name for a person: `Inès d’Hervé` gives `ines-d-herve`, `Cœur` gives `coeur`. A number is added where
 * the name is taken.
 */
export function idOf(name: string, taken: readonly string[]): string {
  const letters = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[œæßøłđðþı]/g, (letter) => latin[letter] ?? "")
  const id =
    letters
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 60) || "id"
  if (!taken.includes(id)) return id
  for (let n = 2; ; n++) if (!taken.includes(`${id}-${n}`)) return `${id}-${n}`
}

function namedHolders(names: DefinitionAnswers["holderNames"]): string {
  return Object.entries(names)
    .map(([id, name]) => `\n${id} = ${name}`)
    .join("")
}

function rollLines({ asOf, ...columns }: RollRules) {
  return { ...(asOf === null ? {} : { "as-of": asOf }), ...columns }
}

function commented(comment: string): string {
  return comment === "" ? "" : `\n${comment.replace(/^/gm, "# ")}\n`
}

function lines(values: object): string {
  return Object.entries(values)
    .map(([key, value]: [string, unknown]) => {
      const onOne = `${key}: ${flow(value)}\n`
      // A long list is easier to read and to correct with a line for each item.
      if (!Array.isArray(value) || onOne.length <= longestLine) return onOne
      return `${key}:\n${value.map((one) => `  - ${flow(one)}\n`).join("")}`
    })
    .join("")
}

const longestLine = 100

/** Writes one question as an item of a list, a key a line. */
function item(question: Question): string {
  const { rule, ...asked } = question
  return indented(indented(lines({ ...asked, ...(rule === undefined ? {} : ruleLines(rule)) }))).replace(
    /^ {4}/,
    "  - ",
  )
}

/** Writes a majority rule as the file has it, where what is usual is left out. */
function ruleLines({ majority, of, seats, quorum, secondRound }: MajorityRule) {
  return {
    majority,
    ...(of === "valid" ? {} : { "majority-of": of }),
    ...(seats === 1 ? {} : { seats }),
    ...(quorum === null ? {} : { "turnout-quorum": partText(quorum) }),
    ...(secondRound === null ? {} : { "second-round": secondRound }),
  }
}

function partText({ numerator, denominator }: Fraction): string {
  return denominator === 100 ? `${numerator}%` : `${numerator}/${denominator}`
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ")
}

function withoutNull(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null))
}

/** Writes a value on one line, quoted where YAML needs it. */
function flow(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim()
}
