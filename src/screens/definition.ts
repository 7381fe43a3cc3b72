/**
 * Shows what will be sealed, for people: the ballot as voters see it, who decides and who holds the keys, and the hours
 * in the election's zone.
 */
import type { DefinitionRemark } from "../core/definition-remarks.ts"
import type { ActKind, Role } from "../core/vocabulary.ts"
import type { AuthorityRules, Definition, TrusteeRules } from "../definition/definition.ts"
import type { Answered } from "../definition/form.ts"
import type { ReadDefinition } from "../definition/operations.ts"
import { formatInstant } from "../language/language.ts"
import { hanging, safe, type Screen } from "../terminal/output.ts"

/** @param more - lines at the end of the table, about the file from which it was read */
export function definitionScreen(
  definition: Definition,
  screen: Screen,
  more: readonly (readonly [string, string])[] = [],
): string {
  const { fields, revotes, minutes, aRehearsal, languages } = screen.labels.definition
  const { locale, name, timezone, opens, closes, grace, rehearsal, revote, minimumBallots, profile } = definition
  const hour = (instant: number) => formatInstant(instant, timezone, screen.language)
  const rows: readonly (readonly [string, string])[] = [
    [fields.election, `${safe(name)}${rehearsal ? ` (${aRehearsal})` : ""}`],
    [fields.locale, languages[locale]],
    [fields.opens, hour(opens)],
    [fields.closes, hour(closes)],
    [fields.grace, minutes(grace)],
    [fields.votes, revotes[revote]],
    [fields.minimumBallots, screen.count(minimumBallots)],
    ...(profile === undefined ? [] : [[fields.profile, screen.labels.preflight.profiles[profile]] as const]),
    ...more,
  ]
  const width = Math.max(...rows.map(([field]) => field.length))
  const lines = [
    ...rows.map(([field, value]) => hanging(`  ${field.padEnd(width)}  `, value, screen)),
    "",
    ...ballotLines(definition, screen),
    "",
    ...authorityLines(definition.authority, screen),
    "",
    ...trusteeLines(definition.trustees, screen),
  ]
  return `${lines.join("\n")}\n`
}

/**
 * Lists the questions with each answer on a line of its own, so that people notice one that a comma split or joined.
 */
function ballotLines({ questions }: Definition, screen: Screen): readonly string[] {
  const { definition: say, urn } = screen.labels
  return questions.flatMap(({ question, answers, blank, min, max, rule }, index) => [
    ...(index === 0 ? [say.ballot] : []),
    hanging("  ", `${say.question(index + 1, safe(question))} (${say.answersAsked(min, max, blank)})`, screen),
    ...[...answers, ...(blank ? [urn.blank] : [])].map((answer) => hanging("     [ ] ", safe(answer), screen)),
    ...(rule === undefined ? [] : [hanging("     ", say.rule(rule), screen)]),
  ])
}

function authorityLines(
  { name, address = [], quorum, quorums, members, urgentSuspension: urgent }: AuthorityRules,
  screen: Screen,
): readonly string[] {
  const { definition: say, lifecycle } = screen.labels
  const counted = (total: string, roles: Readonly<Partial<Record<Role, number>>>) => {
    const parts = (Object.entries(roles) as [Role, number][])
      .filter(([, count]) => count > 0)
      .map(([role, count]) => say.ofRole(count, lifecycle.roles[role]))
    return parts.length === 0 ? total : `${total}, ${say.among(parts.join(", "))}`
  }
  const special = (Object.entries(quorums) as [ActKind, AuthorityRules["quorum"]][]).map(([kind, rule]) =>
    counted(say.quorumOf(lifecycle.acts[kind], rule.total), { ...quorum.roles, ...rule.roles }),
  )
  const persons = members.map(({ id, name: person, role, substitute }) => {
    const stands = substitute === null ? "" : `, ${say.substitute(`${safe(substitute.name)} (${safe(substitute.id)})`)}`
    return `${safe(person)} (${safe(id)}), ${lifecycle.offices[role]}${stands}`
  })
  // The act that constitutes the authority needs all members, unless the definition says otherwise.
  const first = quorums.constitute === undefined ? [say.byAll(lifecycle.acts.constitute)] : []
  const urgently = urgent === undefined ? [] : [say.urgent(urgent.members, urgent.minutes, urgent.after)]
  return [
    `${say.deciding} ${safe(name)}, ${counted(say.quorum(quorum.total), quorum.roles)}`,
    ...(address.length === 0 ? [] : [hanging("  ", say.returnTo(address.map(safe).join(", ")), screen)]),
    ...[...first, ...special, ...urgently, ...persons].map((line) => hanging("  ", line, screen)),
  ]
}

function trusteeLines({ mandatory, threshold }: TrusteeRules, screen: Screen): readonly string[] {
  const { holding, eachNeeded, someNeeded } = screen.labels.definition
  const named = (holders: readonly string[]) => holders.map(safe).join(", ")
  const lines = [
    ...(mandatory.length === 0 ? [] : [eachNeeded(named(mandatory))]),
    ...(threshold === null ? [] : [someNeeded(threshold.needed, threshold.holders.length, named(threshold.holders))]),
  ]
  return [holding, ...lines.map((line) => hanging("  ", line, screen))]
}

export function remarksText(remarks: readonly DefinitionRemark[], { labels, style }: Screen): string {
  return remarks
    .map((remark) => `${style.yellow.bold(labels.command.warning)} ${safe(remarkText(remark, labels))}\n`)
    .join("")
}

export function remarkText({ code, params }: DefinitionRemark, { definition }: Screen["labels"]): string {
  return (definition.remarks[code] as (given: unknown) => string)(params)
}

/** Writes an answered question as it was on the screen when it was answered. */
export function answeredLine({ question, answer }: Answered, screen: Screen): string {
  const { green, bold, cyan } = screen.style
  const asked = question.replace(/ \([^()]*\)$/, "")
  const told = /[?:]$/.test(asked) ? asked : screen.labels.command.titled(asked, "").trimEnd()
  return `${hanging(`${green("✔")} `, `${bold(told)} ${cyan(safe(answer))}`.trimEnd(), screen)}\n`
}

/** A definition without mistakes, and what somebody may want to look at again. */
export interface CheckedDefinition extends ReadDefinition {
  readonly remarks: readonly DefinitionRemark[]
}

/** Shows a sound definition as it will be read. */
export function checkedScreen({ path, sha256, definition, remarks }: CheckedDefinition, screen: Screen): string {
  const { right, fields } = screen.labels.definition
  const shown = definitionScreen(definition, screen, [[fields.sha256, sha256]])
  return `${right(safe(path))}\n${shown}${remarks.length === 0 ? "" : "\n"}${remarksText(remarks, screen)}`
}
