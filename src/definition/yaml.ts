import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from "yaml"
import type { YamlRule } from "../core/finding-codes.ts"
import { type Finding, finding } from "../core/finding.ts"

/** The steps from the top of a document to one of its values. */
export type Path = readonly (string | number)[]

/** A YAML document as plain data, with the places of its values in the file. */
export interface YamlFile {
  readonly value: unknown
  /** Returns `line:column` of the value at a path, or of the nearest existing value around it. */
  readonly placeOf: (path: Path) => string
  /** Returns `line:column` of a key. */
  readonly placeOfKey: (path: Path) => string
}

/**
 * Reads the part of YAML 1.2 (core schema) that means the same to every reader: mappings with distinct text keys, lists
 * and plain values. Anchors, aliases, tags, merge keys, directives and several documents are findings.
 */
export function readYaml(text: string): YamlFile | { readonly findings: readonly Finding[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    version: "1.2",
    schema: "core",
    merge: false,
    logLevel: "error",
  })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${line}:${col}`
  }
  const errors = [...document.errors, ...document.warnings].map((error) => ({
    offset: error.pos[0],
    rule: ruleOf(error),
  }))
  const mistakes = [...errors, ...(document.errors.length > 0 ? [] : forbiddenFeatures(document))]
  if (hasDirective(document)) mistakes.push({ offset: 0, rule: "directive" })
  if (mistakes.length > 0) return { findings: distinct(mistakes, at) }
  return {
    value: document.toJS() as unknown,
    placeOf: (path) => at(offsetOf(document, path)),
    placeOfKey: (path) => at(offsetOf(document, path, true)),
  }
}

interface Mistake {
  readonly offset: number
  readonly rule: YamlRule
}

/** Orders the mistakes as in the file. Where two of yaml's checks report one place, it is reported once. */
function distinct(mistakes: readonly Mistake[], at: (offset: number) => string): readonly Finding[] {
  const known = new Map(mistakes.map((mistake) => [`${mistake.offset} ${mistake.rule}`, mistake]))
  const ordered = [...known.values()].toSorted((a, b) => a.offset - b.offset)
  return ordered.map(({ offset, rule }) => finding("definition-syntax", at(offset), { rule }))
}

function forbiddenFeatures(document: Document): readonly Mistake[] {
  const mistakes: Mistake[] = []
  visit(document, (_key, node) => {
    if (isPair(node)) {
      const { key } = node
      const offset = rangeStart(key)
      if (!isScalar(key) || typeof key.value !== "string") mistakes.push({ offset, rule: "key" })
      else if (key.value === "<<" && key.type === "PLAIN") mistakes.push({ offset, rule: "merge" })
      // As a key of an object it is special, and its value, perhaps a condition to vote, would be lost.
      else if (key.value === "__proto__") mistakes.push({ offset, rule: "prototype" })
    } else if (isAlias(node)) {
      mistakes.push({ offset: rangeStart(node), rule: "alias" })
    } else if (isMap(node) || isSeq(node) || isScalar(node)) {
      if (node.anchor !== undefined) mistakes.push({ offset: rangeStart(node), rule: "alias" })
      if (node.tag !== undefined) mistakes.push({ offset: rangeStart(node), rule: "tag" })
    }
  })
  return mistakes
}

function hasDirective({ directives }: Document): boolean {
  return directives !== undefined && (directives.yaml.explicit === true || Object.keys(directives.tags).length > 1)
}

type Pair = YAMLMap["items"][number]

/** Built once for each mapping, because thousands of keys may each have a mistake. */
const pairsByMap = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>()

function pairsOf(map: YAMLMap): ReadonlyMap<unknown, Pair> {
  const known = pairsByMap.get(map)
  if (known !== undefined) return known
  const pairs = new Map(map.items.map((pair) => [isScalar(pair.key) ? pair.key.value : pair.key, pair]))
  pairsByMap.set(map, pairs)
  return pairs
}

function offsetOf(document: Document, path: Path, ofKey = false): number {
  let node: unknown = document.contents
  let offset = rangeStart(node)
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = pairsOf(node).get(step)
      if (pair === undefined) return offset
      const wantsKey = (ofKey && depth === path.length - 1) || isAbsent(pair.value)
      offset = rangeStart(wantsKey ? pair.key : pair.value)
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      if (node === undefined) return offset
      offset = rangeStart(node)
    } else return offset
  }
  return offset
}

/** `key:` with nothing after it has a value without a place of its own. */
function isAbsent(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null && node.source === "")
}

function rangeStart(node: unknown): number {
  const { range } = (node ?? {}) as { readonly range?: readonly [number, number, number] | null }
  return range?.[0] ?? 0
}

/** Groups yaml's error codes by what the author has to correct; its messages are English. */
function ruleOf({ code }: YAMLError): YamlRule {
  switch (code) {
    case "DUPLICATE_KEY":
      return "duplicate-key"
    case "TAB_AS_INDENT":
      return "tab"
    case "BLOCK_AS_IMPLICIT_KEY":
      return "colon"
    case "BAD_INDENT":
    case "BLOCK_IN_FLOW":
    case "MULTILINE_IMPLICIT_KEY":
      return "indentation"
    case "MISSING_CHAR":
      return "unfinished"
    case "BAD_DQ_ESCAPE":
    case "BAD_SCALAR_START":
      return "quotes"
    case "ALIAS_PROPS":
    case "BAD_ALIAS":
    case "MULTIPLE_ANCHORS":
      return "alias"
    case "MULTIPLE_TAGS":
    case "TAG_RESOLVE_FAILED":
      return "tag"
    case "BAD_DIRECTIVE":
      return "directive"
    case "MULTIPLE_DOCS":
      return "several-documents"
    case "NON_STRING_KEY":
    case "KEY_OVER_1024_CHARS":
      return "key"
    case "RESOURCE_EXHAUSTION":
      return "nesting"
    case "BAD_COLLECTION_TYPE":
    case "BAD_PROP_ORDER":
    case "IMPOSSIBLE":
    case "UNEXPECTED_TOKEN":
      return "structure"
  }
}
