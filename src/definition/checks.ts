import { type Finding, finding } from "../core/finding.ts"
import { type ActKind, type Role, roles } from "../core/vocabulary.ts"
import { instantIn, occurrences } from "./local-time.ts"
import { keyOf } from "./mistakes.ts"
import { foldedText } from "./plain-text.ts"
import type { Sections } from "./schema.ts"
import type { Path, YamlFile } from "./yaml.ts"

/** The sections whose shape is right. What needs a section that is not there is left unchecked. */
export type Known = Partial<Sections>

/** What several values of a definition must be together. */
export function checkDefinition(known: Known, file: YamlFile): readonly Finding[] {
  return [checkHours, checkQuestions, checkAuthority, checkTrustees, checkRoll, checkLists].flatMap((check) =>
    check(known, file),
  )
}

function checkHours({ timezone, opens, closes, publish }: Known, file: YamlFile): readonly Finding[] {
  if (timezone === undefined) return []
  const findings: Finding[] = []
  const instantOf = (key: "opens" | "closes", local: string | undefined) => {
    const instant = local === undefined ? undefined : instantIn(timezone, local)
    if (typeof instant !== "string") return instant
    findings.push(finding("definition-clock", file.placeOf([key]), { key, value: local ?? "", clock: instant }))
    return undefined
  }
  const from = instantOf("opens", opens)
  const to = instantOf("closes", closes)
  if (from === undefined || to === undefined) return findings
  if (to <= from) {
    findings.push(finding("definition-closes", file.placeOf(["closes"]), { opens: opens ?? "", closes: closes ?? "" }))
    return findings
  }
  for (const [i, hour] of (publish?.turnout.at ?? []).entries()) {
    if (occurrences(hour, timezone, from, to).length > 0) continue
    findings.push(finding("definition-hour", file.placeOf(["publish", "turnout", "at", i]), { hour }))
  }
  return findings
}

function checkQuestions({ questions = [] }: Known, file: YamlFile): readonly Finding[] {
  const wordings = questions.map(({ question }) => question)
  return [
    ...duplicates(wordings, file, (i) => ["questions", i, "question"]),
    ...questions.flatMap(({ answers, min, max }, i) => [
      ...duplicates(answers, file, (j) => ["questions", i, "answers", j]),
      ...(min <= max && max <= answers.length
        ? []
        : [finding("definition-bounds", file.placeOf(["questions", i]), { min, max, answers: answers.length })]),
    ]),
  ]
}

function checkAuthority({ authority }: Known, file: YamlFile): readonly Finding[] {
  if (authority === undefined) return []
  const { members, quorum, quorums } = authority
  const own = members.map(({ id }, i) => ({ id, path: ["authority", "members", i, "id"] }))
  const substitutes = members.flatMap(({ substitute }, i) =>
    substitute === null ? [] : [{ id: substitute.id, path: ["authority", "members", i, "substitute", "id"] }],
  )
  const persons = [...own, ...substitutes]
  const names = persons.map(({ id }) => id)
  return [
    ...duplicates(names, file, (i) => persons[i]?.path ?? []),
    ...checkQuorum(quorum, members, ["authority", "quorum"], file),
    ...(Object.keys(quorums) as ActKind[]).flatMap((kind) => {
      const ruled = quorums[kind] ?? quorum
      // As the authority will apply it: the general minima stay where an act does not restate them.
      const merged = { total: ruled.total, roles: { ...quorum.roles, ...ruled.roles } }
      return checkQuorum(merged, members, ["authority", "quorums", kind], file)
    }),
  ]
}

type Quorum = Sections["authority"]["quorum"]

function checkQuorum(
  { total, roles: minima }: Quorum,
  members: readonly { readonly role: Role }[],
  path: Path,
  file: YamlFile,
): readonly Finding[] {
  const findings: Finding[] = []
  const at = file.placeOf([...path, "total"])
  if (2 * total <= members.length) findings.push(finding("definition-minority", at, { total, members: members.length }))
  if (total > members.length) {
    findings.push(finding("definition-quorum-total", at, { total, members: members.length }))
  }
  for (const role of roles) {
    const wanted = minima[role] ?? 0
    const there = members.filter((member) => member.role === role).length
    if (wanted <= there) continue
    const place = file.placeOf([...path, "roles", role])
    findings.push(finding("definition-quorum-role", place, { role, wanted, members: there }))
  }
  const sum = Object.values(minima).reduce((a, b) => a + b, 0)
  if (sum > total) findings.push(finding("definition-quorum-sum", file.placeOf(path), { total, sum }))
  return findings
}

function checkTrustees({ trustees }: Known, file: YamlFile): readonly Finding[] {
  if (trustees === undefined) return []
  const { mandatory, threshold } = trustees
  if (mandatory.length === 0 && threshold === null) {
    return [finding("definition-no-trustee", file.placeOf(["trustees"]), {})]
  }
  const holders = threshold?.holders ?? []
  const place = (i: number): Path =>
    i < mandatory.length ? ["trustees", "mandatory", i] : ["trustees", "threshold", "holders", i - mandatory.length]
  const findings = duplicates([...mandatory, ...holders], file, place)
  if (threshold === null || threshold.needed < holders.length) return findings
  const { needed } = threshold
  const at = file.placeOf(["trustees", "threshold", "needed"])
  return [...findings, finding("definition-threshold", at, { needed, holders: holders.length })]
}

function checkRoll({ roll, publish }: Known, file: YamlFile): readonly Finding[] {
  const findings: Finding[] = []
  if (roll !== undefined && roll.postcode !== null && !roll.address.includes(roll.postcode)) {
    findings.push(finding("definition-postcode", file.placeOf(["roll", "postcode"]), { column: roll.postcode }))
  }
  if (roll?.group === null && publish?.turnout.by === "group") {
    findings.push(finding("definition-no-group", file.placeOf(["publish", "turnout", "by"]), { key: "turnout" }))
  }
  if (publish?.results.by === "group") {
    // One election file counts one urn; counting groups apart takes an election for each.
    const place = file.placeOf(["publish", "results", "by"])
    findings.push(finding("definition-unsupported", place, { key: "results", value: "by: group" }))
  }
  return findings
}

function checkLists(
  { channels = [], addresses = [], credentials, publish }: Known,
  file: YamlFile,
): readonly Finding[] {
  return [
    ...duplicates(channels, file, (i) => ["channels", i]),
    ...duplicates(addresses, file, (i) => ["addresses", i]),
    ...duplicates(credentials?.officers ?? [], file, (i) => ["credentials", "officers", i]),
    ...duplicates(publish?.turnout.at ?? [], file, (i) => ["publish", "turnout", "at", i]),
  ]
}

/** One finding for each value that a person would take for an earlier one. */
function duplicates(values: readonly string[], file: YamlFile, pathOf: (index: number) => Path): readonly Finding[] {
  const seen = new Set<string>()
  return values.flatMap((value, i) => {
    if (seen.size !== seen.add(foldedText(value)).size) return []
    const path = pathOf(i)
    return [finding("definition-duplicate", file.placeOf(path), { key: keyOf(path), value })]
  })
}
