import { type Constitution } from "../authority/constitution.ts"
import { type Election } from "../belenios/election.ts"
import { finding, type Finding } from "../core/finding.ts"
import { canonicalJson, type Json } from "../core/json.ts"
import { type Definition } from "../definition/definition.ts"
import { electionName } from "../definition/election-name.ts"
import { parseDefinition } from "../definition/parse.ts"
import { fileName } from "../record/layout.ts"
import { done, type Remark } from "./checks.ts"
import { type History } from "./history.ts"
import { type Papers, papersOf } from "./papers.ts"

const path = fileName({ kind: "definition" })

/** Reads the definition; `undefined` if it has mistakes. */
export function* readDefinition(papers: Papers): Generator<Remark, Definition | undefined, undefined> {
  const [paper] = papersOf(papers, "definition")
  if (paper === undefined) return undefined
  const parsed = parseDefinition(paper.bytes)
  if ("definition" in parsed) return parsed.definition
  yield finding("DEFINITION_FAULTY", path, { mistakes: parsed.findings.length })
  return undefined
}

/** The definition is the one whose hash stands in the first entry and in the first act, and its authority is that of the act. */
export function* checkDefinition(
  papers: Papers,
  definition: Definition,
  history: History,
  constitution: Constitution | undefined,
): Generator<Remark, void, undefined> {
  const computed = `sha256:${papers.hashes.get(path) ?? ""}`
  for (const stated of [history.created?.definition, constitution?.definition]) {
    if (stated !== undefined && stated !== computed) yield finding("DEFINITION_HASH", path, { stated, computed })
  }
  if (history.created?.rehearsal !== definition.rehearsal)
    yield finding("DEFINITION_AUTHORITY", path, { key: "rehearsal" })
  if (constitution !== undefined) yield* compareAuthority(definition, constitution)
  yield done("K5", 1)
}

function* compareAuthority(
  { authority, channels, publish }: Definition,
  constitution: Constitution,
): Generator<Finding, void, undefined> {
  const { members } = authority
  const expected: Readonly<Record<string, unknown>> = {
    authority: authority.name,
    members: members.map(({ id, role, name }) => ({ id, role, name })),
    substitutes: members.flatMap(({ id, substitute }) => (substitute === null ? [] : [{ member: id, ...substitute }])),
    quorum: authority.quorum,
    quorums: authority.quorums,
    channels,
    publish: [
      ["turnout", publish.turnout.by, ...publish.turnout.at].join(" "),
      `results ${publish.results.by}`,
      `cell ${publish.cell}`,
    ],
  }
  const stated: Readonly<Record<string, unknown>> = {
    ...constitution,
    members: constitution.members.map(({ id, role, name }) => ({ id, role, name })),
    channels: constitution.channels.map(({ name }) => name),
  }
  for (const [key, value] of Object.entries(expected)) {
    if (!sameJson(value, stated[key])) yield finding("DEFINITION_AUTHORITY", path, { key })
  }
}

/** What voters receive is what was defined. */
export function* checkElection(
  definition: Definition,
  uuid: string,
  election: Election,
  at: string,
): Generator<Finding, void, undefined> {
  const expected = {
    uuid,
    name: electionName(definition),
    description: definition.description,
    questions: definition.questions.map(({ question, answers, blank, min, max }) => ({
      question,
      answers,
      blank,
      min,
      max,
    })),
  }
  for (const field of ["uuid", "name", "description", "questions"] as const) {
    if (!sameJson(expected[field], election[field])) yield finding("ELECTION_DEFINITION", at, { field })
  }
}

function sameJson(a: unknown, b: unknown): boolean {
  return a !== undefined && b !== undefined && canonicalJson(a as Json) === canonicalJson(b as Json)
}
