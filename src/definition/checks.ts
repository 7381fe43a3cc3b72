import { type Finding, finding } from "../core/finding.ts"
import { type ActKind, roles } from "../core/vocabulary.ts"
import type { Known } from "./known-parts.ts"
import { instantIn, occurrences } from "./local-time.ts"
import { keyOf } from "./mistakes.ts"
import { foldedText } from "./plain-text.ts"
import { mostHours, type Sections } from "./schema.ts"
import type { Path, YamlFile } from "./yaml.ts"

/** The values whose shape is right, whatever the others are. A check whose values are not all there is skipped. */
export type KnownSections = Known<Sections>

/** The longest vote from opening to close, in days: the hours of each day are gone through. */
const longestVote = 366

/** Checks values of a definition against each other. */
export function checkDefinition(known: KnownSections, file: YamlFile): readonly Finding[] {
  return [checkHours, checkQuestions, checkAuthority, checkTrustees, checkRoll, checkLists].flatMap((check) =>
    check(known, file),
  )
}

function checkHours({ timezone, opens, closes, publish }: KnownSections, file: YamlFile): readonly Finding[] {
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
  if (to - from > longestVote * 24 * 3_600_000) {
    return [...findings, finding("definition-period", file.placeOf(["closes"]), { days: longestVote })]
  }
  for (const [i, hour] of (publish?.turnout?.at ?? []).slice(0, mostHours).entries()) {
    if (hour === undefined || occurrences(hour, timezone, from, to).length > 0) continue
    findings.push(finding("definition-hour", file.placeOf(["publish", "turnout", "at", i]), { hour }))
  }
  const expected = publish?.turnout?.expected
  if (expected !== undefined && expected.length > 0 && expected.every((ballots) => ballots === 0)) {
    findings.push(
      finding("definition-range", file.placeOf(["publish", "turnout", "expected"]), {
        key: "expected",
        least: 1,
        most: undefined,
      }),
    )
  }
  return findings
}

function checkQuestions({ questions = [] }: KnownSections, file: YamlFile): readonly Finding[] {
  const wordings = questions.map((one) => one?.question)
  return [
    ...duplicates(wordings, file, (i) => ["questions", i, "question"]),
    ...questions.flatMap((one, i) => [
      ...duplicates(one?.answers ?? [], file, (j) => ["questions", i, "answers", j]),
      ...checkBounds(one ?? {}, file.placeOf(["questions", i])),
      ...checkMajority(one ?? {}, statesMajority(file, i), (key) => file.placeOf(["questions", i, key])),
    ]),
  ]
}

function checkBounds({ answers, min, max }: Known<Sections["questions"][number]>, at: string): readonly Finding[] {
  if (answers === undefined || min === undefined || max === undefined) return []
  if (min <= max && max <= answers.length) return []
  return [finding("definition-bounds", at, { min, max, answers: answers.length })]
}

const majorityKeys = ["majority-of", "seats", "turnout-quorum", "second-round"] as const
/** What a relative majority, which somebody always has, leaves without a meaning. */
const absoluteKeys: readonly string[] = ["majority-of", "second-round"]

/**
 * @param isStated - whether the question has a majority that can be read, none, or one that has a mistake of its own
 */
function checkMajority(
  question: Known<Sections["questions"][number]>,
  isStated: boolean,
  placeOf: (key: string) => string,
): readonly Finding[] {
  const { answers, majority, seats, "second-round": places } = question
  const keys = majorityKeys.filter((key) => question[key] !== undefined)
  const needs = (of: readonly string[], needs: "majority" | "absolute") =>
    of.map((key) => finding("definition-majority", placeOf(key), { key, needs }))
  if (majority === undefined) return isStated ? [] : needs(keys, "majority")
  const findings: Finding[] = []
  if (majority === "relative")
    findings.push(
      ...needs(
        keys.filter((key) => absoluteKeys.includes(key)),
        "absolute",
      ),
    )
  if (answers === undefined) return findings
  if (seats !== undefined && seats > answers.length) {
    findings.push(finding("definition-seats", placeOf("seats"), { seats, answers: answers.length }))
  }
  if (places !== undefined && (places <= (seats ?? 1) || places > answers.length)) {
    const params = { places, seats: seats ?? 1, answers: answers.length }
    findings.push(finding("definition-second-round", placeOf("second-round"), params))
  }
  return findings
}

/** Whether the file gives the question a majority, be it one that cannot be read. */
function statesMajority({ value }: YamlFile, question: number): boolean {
  const { questions } = value as { readonly questions?: readonly ({ readonly majority?: unknown } | null)[] }
  return questions?.[question]?.majority !== undefined
}

function checkAuthority({ authority }: KnownSections, file: YamlFile): readonly Finding[] {
  const { members, quorum, quorums = {}, "urgent-suspension": urgent } = authority ?? {}
  if (members === undefined) return []
  const own = members.map((member, i) => ({ id: member?.id, path: ["authority", "members", i, "id"] }))
  const substitutes = members.map((member, i) => ({
    id: member?.substitute?.id,
    path: ["authority", "members", i, "substitute", "id"],
  }))
  const persons = [...own, ...substitutes]
  const names = persons.map(({ id }) => id)
  return [
    ...duplicates(names, file, (i) => persons[i]?.path ?? []),
    ...checkQuorum(quorum ?? {}, members, ["authority", "quorum"], file),
    ...(Object.keys(quorums) as ActKind[]).flatMap((kind) => {
      const ruled = quorums[kind] ?? {}
      // The authority will apply it merged: the general minima stay where an act does not restate them.
      const merged = { total: ruled.total, roles: { ...quorum?.roles, ...ruled.roles } }
      return checkQuorum(merged, members, ["authority", "quorums", kind], file)
    }),
    ...checkUrgent(urgent?.members, members.length, file),
  ]
}

/** Urgent suspensions may be signed by fewer than half of the members, but not by more than there are. */
function checkUrgent(total: number | undefined, members: number, file: YamlFile): readonly Finding[] {
  if (total === undefined || total <= members) return []
  const at = file.placeOf(["authority", "urgent-suspension", "members"])
  return [finding("definition-quorum-total", at, { total, members })]
}

type Authority = Known<Sections["authority"]>

function checkQuorum(
  { total, roles: minima = {} }: NonNullable<Authority["quorum"]>,
  members: NonNullable<Authority["members"]>,
  path: Path,
  file: YamlFile,
): readonly Finding[] {
  const findings: Finding[] = []
  const at = file.placeOf([...path, "total"])
  if (total !== undefined && 2 * total <= members.length) {
    findings.push(finding("definition-minority", at, { total, members: members.length }))
  }
  if (total !== undefined && total > members.length) {
    findings.push(finding("definition-quorum-total", at, { total, members: members.length }))
  }
  for (const role of roles) {
    const wanted = minima[role] ?? 0
    const there = members.filter((member) => member?.role === role).length
    // A member whose role cannot be read may have this one.
    const unknown = members.filter((member) => member?.role === undefined).length
    if (wanted <= there + unknown) continue
    const place = file.placeOf([...path, "roles", role])
    findings.push(finding("definition-quorum-role", place, { role, wanted, members: there }))
  }
  const sum = Object.values(minima).reduce<number>((so, wanted) => so + (wanted ?? 0), 0)
  if (total !== undefined && sum > total) {
    findings.push(finding("definition-quorum-sum", file.placeOf(path), { total, sum }))
  }
  return findings
}

function checkTrustees({ trustees }: KnownSections, file: YamlFile): readonly Finding[] {
  const { mandatory, threshold } = trustees ?? {}
  if (mandatory?.length === 0 && threshold === null) {
    return [finding("definition-no-trustee", file.placeOf(["trustees"]), {})]
  }
  const first = mandatory ?? []
  const holders = threshold?.holders ?? []
  const place = (i: number): Path =>
    i < first.length ? ["trustees", "mandatory", i] : ["trustees", "threshold", "holders", i - first.length]
  const findings = duplicates([...first, ...holders], file, place)
  const needed = threshold?.needed
  if (needed === undefined || threshold?.holders === undefined || needed < holders.length) return findings
  const at = file.placeOf(["trustees", "threshold", "needed"])
  return [...findings, finding("definition-threshold", at, { needed, holders: holders.length })]
}

function checkRoll({ roll, publish }: KnownSections, file: YamlFile): readonly Finding[] {
  const findings: Finding[] = []
  const { address, postcode, group } = roll ?? {}
  if (address !== undefined && typeof postcode === "string" && !address.includes(postcode)) {
    findings.push(finding("definition-postcode", file.placeOf(["roll", "postcode"]), { column: postcode }))
  }
  if (group === null && publish?.turnout?.by === "group") {
    findings.push(finding("definition-no-group", file.placeOf(["publish", "turnout", "by"]), { key: "turnout" }))
  }
  if (publish?.results?.by === "group") {
    // One election file counts one urn, so groups are counted apart only with an election for each.
    const place = file.placeOf(["publish", "results", "by"])
    findings.push(finding("definition-unsupported", place, { key: "results", value: "by: group" }))
  }
  return findings
}

function checkLists(
  { channels = [], addresses = [], credentials, publish }: KnownSections,
  file: YamlFile,
): readonly Finding[] {
  return [
    ...duplicates(channels, file, (i) => ["channels", i]),
    ...duplicates(addresses, file, (i) => ["addresses", i]),
    ...duplicates(credentials?.officers ?? [], file, (i) => ["credentials", "officers", i]),
    ...duplicates(publish?.turnout?.at ?? [], file, (i) => ["publish", "turnout", "at", i]),
  ]
}

/** Reports each value that a person would take for an earlier one. */
function duplicates(
  values: readonly (string | undefined)[],
  file: YamlFile,
  pathOf: (index: number) => Path,
): readonly Finding[] {
  const seen = new Set<string>()
  return values.flatMap((value, i) => {
    if (value === undefined) return []
    if (seen.size !== seen.add(foldedText(value)).size) return []
    const path = pathOf(i)
    return [finding("definition-duplicate", file.placeOf(path), { key: keyOf(path), value })]
  })
}
