import { utf8Text } from "../core/bytes.ts"
import { type Finding, finding } from "../core/finding.ts"
import { checkDefinition } from "./checks.ts"
import type { AuthorityRules, Definition, Question } from "./definition.ts"
import { keysAt } from "./known-keys.ts"
import { knownParts } from "./known-parts.ts"
import { instantIn, occurrences } from "./local-time.ts"
import { findingsOf, unknownKey } from "./mistakes.ts"
import { fractionOf, minutesOf, percentOf, sectionNames, type Sections, sections } from "./schema.ts"
import { readYaml } from "./yaml.ts"

export type Parsed = { readonly definition: Definition } | { readonly findings: readonly Finding[] }

/**
 * The largest definition, in bytes or UTF-16 units. The time to read YAML grows with the square of its size, and
 * definitions may come from strangers.
 */
const mostDefinition = 128 * 1024

/**
 * Reads a definition file. It never throws: it returns every mistake, each at `line:column` (columns count UTF-16 units
 * from 1), in the order of the file, or the definition where there is none.
 */
export function parseDefinition(source: Uint8Array | string): Parsed {
  if (source.length > mostDefinition) return { findings: [finding("definition-syntax", "1:1", { rule: "size" })] }
  const text = typeof source === "string" ? source : utf8Text(source)
  if (text === undefined) return { findings: [finding("definition-syntax", "1:1", { rule: "encoding" })] }
  const file = readYaml(text)
  if ("findings" in file) return file
  if (!isMapping(file.value)) return { findings: [finding("definition-kind", "1:1", { key: "", kind: "mapping" })] }
  const findings: Finding[] = Object.keys(file.value)
    .filter((key) => !Object.hasOwn(sections, key))
    .map((key) => unknownKey(file, [key], sectionNames))
  const known: Record<string, unknown> = {}
  for (const name of sectionNames) {
    const result = sections[name].safeParse(file.value[name])
    known[name] = result.success ? result.data : knownParts(sections[name], file.value[name])
    if (result.success) continue
    findings.push(...findingsOf(result.error.issues, name, file, (path) => keysAt(sections[name], path)))
  }
  findings.push(...checkDefinition(known, file))
  if (findings.length > 0) return { findings: findings.toSorted(byPlace) }
  return { definition: definitionOf(known as unknown as Sections) }
}

function definitionOf(all: Sections): Definition {
  const {
    timezone,
    publish,
    roll,
    credentials,
    "minimum-ballots": minimumBallots,
    "time-stamps": timeStamps,
    profile,
    ...rest
  } = all
  const [opens, closes] = [all.opens, all.closes].map((local) => Number(instantIn(timezone, local))) as [number, number]
  const due = publish.turnout.at.flatMap((hour) => occurrences(hour, timezone, opens, closes))
  const { "as-of": asOf, ...columns } = roll
  return {
    ...rest,
    questions: all.questions.map(questionOf),
    authority: authorityOf(all.authority),
    timezone,
    opens,
    closes,
    grace: minutesOf(all.grace) ?? 0,
    roll: { asOf, ...columns },
    credentials: { reserve: percentOf(credentials.reserve) ?? 0, officers: credentials.officers ?? [] },
    publish: { ...publish, turnout: { ...publish.turnout, due: due.toSorted((a, b) => a - b) } },
    minimumBallots,
    ...(timeStamps === undefined ? {} : { timeStamps }),
    ...(profile === undefined ? {} : { profile }),
  }
}

function authorityOf({ "urgent-suspension": urgent, ...rules }: Sections["authority"]): AuthorityRules {
  return urgent === undefined ? rules : { ...rules, urgentSuspension: urgent }
}

function questionOf({
  majority,
  "majority-of": of = "valid",
  seats = 1,
  "turnout-quorum": quorum,
  "second-round": secondRound,
  ...asked
}: Sections["questions"][number]): Question {
  if (majority === undefined) return asked
  const part = quorum === undefined ? null : (fractionOf(quorum) ?? null)
  return { ...asked, rule: { majority, of, seats, quorum: part, secondRound: secondRound ?? null } }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function byPlace(a: Finding, b: Finding): number {
  const [lineA = 0, columnA = 0] = a.at.split(":").map(Number)
  const [lineB = 0, columnB = 0] = b.at.split(":").map(Number)
  return lineA - lineB || columnA - columnB
}
