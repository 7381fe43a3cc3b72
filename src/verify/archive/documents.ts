import type { Table } from "../../belenios/per-choice.ts"
import { fileName } from "../../bundle/layout.ts"
import { type ResultFacts, resultCsv, resultJson } from "../../bundle/result-document.ts"
import { equalBytes, utf8, utf8Text } from "../../core/bytes.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import { canonicalJson, type Json, tryParseJson } from "../../core/json.ts"
import { type Definition, rulesOf } from "../../definition/definition.ts"
import type { History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import { type Papers, papersOf } from "../source/papers.ts"
import type { ArchiveFacts } from "./chain.ts"
import type { Setup } from "./setup.ts"

/** What the documents about the result are made from again. */
interface Counted {
  readonly definition: Definition | undefined
  readonly archive: ArchiveFacts
  readonly setup: Setup
  readonly votes: Table<bigint> | undefined
}

const jsonPath = fileName({ kind: "result-json" })

/**
 * Checks that the documents about the result say what the archive says, and that whoever they call elected is elected by
 * the rules of the definition.
 */
export function checkDocuments(
  papers: Papers,
  { inEffect, created, roll }: History,
  { definition, archive, setup, votes }: Counted,
  report: OpenReport,
): void {
  const { tally, result, ballots: accepted } = archive
  if (tally === undefined || votes === undefined) {
    // A result that could not be read already has a finding.
    if (result === undefined) report.absent("K13", "K18")
    return
  }
  const format = statedFormat(created ?? {})
  const rules = definition === undefined ? [] : rulesOf(definition, format)
  const facts: ResultFacts = {
    ...{ election: setup.election, votes, accepted, rules },
    counted: tally.numTallied,
    weight: tally.totalWeight,
    registered: roll?.eligible ?? 0,
    rehearsal: created?.rehearsal === true,
    proclaimed: inEffect.some(({ kind }) => kind === "proclaim"),
  }
  // Without the rules nobody can say what the first document holds. That they cannot be read already has a finding.
  const isKnown = definition !== undefined || !hasFeature(format, "majority")
  if (isKnown) checkJson(papers, resultJson(facts), report)
  const csv = documentOf(papers, "result-csv", report)
  if (csv !== undefined && !equalBytes(csv, utf8(resultCsv(facts)))) {
    report.fail("RESULT_DOCUMENT", fileName({ kind: "result-csv" }), {})
  }
  report.done("K13", 2, isKnown ? 2 : 1)
  const ruled = rules.filter((rule) => rule !== undefined).length
  if (!isKnown) return
  if (ruled === 0) report.absent("K18")
  else report.done("K18", ruled)
}

function documentOf(papers: Papers, kind: "result-json" | "result-csv", report: OpenReport): Uint8Array | undefined {
  const [paper] = papersOf(papers, kind)
  const path = fileName({ kind })
  if (paper === undefined && !papers.paths.has(path)) report.fail("FILE_MISSING", path, {})
  return paper?.bytes
}

/** Tells apart whether the document is wrong about who is elected, or about anything else. */
function checkJson(papers: Papers, expected: string, report: OpenReport): void {
  const bytes = documentOf(papers, "result-json", report)
  if (bytes === undefined || equalBytes(bytes, utf8(expected))) return
  const wanted = JSON.parse(expected) as ReadResult
  const document = readResult(tryParseJson(utf8Text(bytes) ?? ""), wanted.questions.length)
  const questions = document?.questions ?? []
  const wrong = wanted.questions.flatMap(({ outcome }, index) =>
    document !== undefined && textOf(questions[index]?.outcome) !== textOf(outcome) ? [index] : [],
  )
  for (const index of wrong) {
    const found = firstDifference(questions[index]?.outcome, wanted.questions[index]?.outcome)
    report.fail("RESULT_OUTCOME", jsonPath, { question: index + 1, ...found })
  }
  const mended = questions.map((question, index) => ({ ...question, outcome: wanted.questions[index]?.outcome }))
  const isElsewhere = `${JSON.stringify({ ...document, questions: mended }, null, 2)}\n` !== expected
  if (isElsewhere) report.fail("RESULT_DOCUMENT", jsonPath, {})
}

interface ReadResult {
  readonly questions: readonly { readonly outcome?: Json }[]
}

/** A document of another shape says nothing about anybody's election, and is told as a whole. */
function readResult(document: Json | undefined, questions: number): ReadResult | undefined {
  const list = isObject(document) ? document["questions"] : undefined
  const isRead = Array.isArray(list) && list.length === questions && list.every(isObject)
  return isRead ? (document as unknown as ReadResult) : undefined
}

/** Names the first field of an outcome that is not as it should be, or the whole of it where it is no object. */
function firstDifference(
  stated: Json | undefined,
  expected: Json | undefined,
): { readonly key: string; readonly stated: string; readonly expected: string } {
  if (!isObject(stated) || !isObject(expected)) {
    return { key: "outcome", stated: shown(stated), expected: shown(expected) }
  }
  const keys = [...Object.keys(expected), ...Object.keys(stated)]
  const key = keys.find((one) => textOf(stated[one]) !== textOf(expected[one])) ?? ""
  return { key, stated: shown(stated[key]), expected: shown(expected[key]) }
}

/** Far more than the names of those elected, and not so much that a hostile record fills the screen. */
const mostShown = 200

function shown(value: Json | undefined): string {
  return textOf(value).slice(0, mostShown)
}

/** Writes a value in one way only. What is not there is a dash, which no value is written as. */
function textOf(value: Json | undefined): string {
  return value === undefined ? "—" : canonicalJson(value)
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
