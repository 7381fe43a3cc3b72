import type { Authority } from "../../authority/authority.ts"
import type { Constitution } from "../../authority/constitution.ts"
import { memberOfKey } from "../../authority/member-key.ts"
import { type Election, makeElection } from "../../belenios/election.ts"
import { fileName } from "../../bundle/layout.ts"
import { readme } from "../../bundle/readme.ts"
import { equalBytes, utf8 } from "../../core/bytes.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import { canonicalJson, type Json } from "../../core/json.ts"
import { type Definition, holdersOf } from "../../definition/definition.ts"
import { electionName } from "../../definition/election-name.ts"
import { originOf } from "../../notes/checkpoint.ts"
import { parseVerifierKey } from "../../notes/key.ts"
import type { ActHistory, History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import { actPlace } from "../source/act-papers.ts"
import { type Papers, papersOf } from "../source/papers.ts"

const path = fileName({ kind: "definition" })

/** Reads the definition, or returns `undefined` if it has mistakes. */
export async function readDefinition(papers: Papers, report: OpenReport): Promise<Definition | undefined> {
  const [paper] = papersOf(papers, "definition")
  if (paper === undefined) return undefined
  // The YAML reader takes as long to load as all other checks, and the threads are at work by now.
  const { parseDefinition } = await import("../../definition/parse.ts")
  const parsed = parseDefinition(paper.bytes)
  if ("definition" in parsed) return parsed.definition
  report.fail("DEFINITION_FAULTY", path, { mistakes: parsed.findings.length })
  return undefined
}

/**
 * Checks that the definition is the one whose hash is in the first entry and in the first act, and that its authority
 * is the one of the act.
 */
export function checkDefinition(
  papers: Papers,
  definition: Definition,
  history: History,
  constitution: Constitution | undefined,
  report: OpenReport,
): void {
  const computed = `sha256:${papers.hashes.get(path) ?? ""}`
  for (const stated of [history.created?.definition, constitution?.definition]) {
    if (stated !== undefined && stated !== computed) report.fail("DEFINITION_HASH", path, { stated, computed })
  }
  if (history.created?.rehearsal !== definition.rehearsal)
    report.fail("DEFINITION_AUTHORITY", path, { key: "rehearsal" })
  // No program that wrote an older format knew majority rules: one of them would have found a mistake here.
  const unknown = hasFeature(statedFormat(history.created ?? {}), "majority")
    ? 0
    : definition.questions.filter(({ rule }) => rule !== undefined).length
  const notices = hasFeature(statedFormat(history.created ?? {}), "notices") ? undefined : definition.publish.notices
  if (unknown > 0 || notices !== undefined)
    report.fail("DEFINITION_FAULTY", path, { mistakes: unknown + (notices === undefined ? 0 : 1) })
  if (constitution !== undefined) compareAuthority(definition, constitution, report)
  report.done("K5", 1)
}

function compareAuthority(
  { authority, channels, publish }: Definition,
  constitution: Constitution,
  report: OpenReport,
): void {
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
    if (!sameJson(value, stated[key])) report.fail("DEFINITION_AUTHORITY", path, { key })
  }
}

/**
 * Checks that every act names the election as it was defined, that the keys of the urn are named after the election and
 * those of holders after the holders of the definition, so that no name misleads a reader.
 */
export function checkNames(
  { created, acts, inEffect }: History,
  { name, trustees }: Definition,
  authority: Authority | undefined,
  report: OpenReport,
): void {
  for (const { number, paper } of acts.values()) {
    if (paper === undefined) continue
    const { act } = paper
    if (act.name !== name) {
      const [stated, expected] = [`${act.uuid} ${act.name}`, `${act.uuid} ${name}`]
      report.fail("ACT_STATEMENT", actPlace(number), { key: "election", stated, expected })
    }
  }
  const actOf = (from: number) =>
    actPlace((from === 0 ? inEffect.find(({ kind }) => kind === "constitute") : actBy(inEffect, from))?.number ?? 1)
  const expected = originOf(created?.uuid ?? "", created?.rehearsal === true)
  for (const { key: text, from } of authority?.urnKeys ?? []) {
    const key = parseVerifierKey(text)
    if (key === undefined || key.name === expected) continue
    report.fail("ACT_STATEMENT", actOf(from), { key: "urn-key", stated: key.name, expected })
  }
  const holders = holdersOf(trustees)
  for (const { holder, key: text, from } of authority?.holderKeys ?? []) {
    const stated = parseVerifierKey(text)?.name ?? ""
    const isNamed = holders.includes(holder) && memberOfKey(stated) === holder
    if (!isNamed) report.fail("ACT_STATEMENT", actOf(from), { key: "holder-key", stated, expected: holders.join(", ") })
  }
}

function actBy(inEffect: History["inEffect"], entry: number): ActHistory | undefined {
  return inEffect.find((act) => act.entry === entry)
}

/** Checks that the README is the one that every record of this election has. */
export function checkReadme(
  papers: Papers,
  definition: Definition,
  { created, height }: History,
  report: OpenReport,
): void {
  const [paper] = papersOf(papers, "readme")
  if (paper === undefined) return
  const expected = readme({
    definition,
    uuid: created?.uuid ?? "",
    sealed: height !== undefined,
    format: statedFormat(created ?? {}),
  })
  if (!equalBytes(paper.bytes, utf8(expected))) report.fail("README_TEXT", paper.path, {})
  report.done("K14", 1)
}

/** Checks that voters receive what was defined. */
export function checkElection(
  definition: Definition,
  uuid: string,
  election: Election,
  at: string,
  report: OpenReport,
): void {
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
  const fields = ["uuid", "name", "description", "questions"] as const
  const other = fields.filter((field) => !sameJson(expected[field], election[field]))
  for (const field of other) report.fail("ELECTION_DEFINITION", at, { field })
  // Voters would read other members too, and nobody decided on those.
  const made = makeElection({ ...expected, publicKey: election.publicKey })
  if (other.length === 0 && made.fingerprint !== election.fingerprint) {
    report.fail("ELECTION_DEFINITION", at, { field: "form" })
  }
}

function sameJson(a: unknown, b: unknown): boolean {
  return a !== undefined && b !== undefined && canonicalJson(a as Json) === canonicalJson(b as Json)
}
