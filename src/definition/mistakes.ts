import type { core } from "zod"
import type { DefinitionForm, DefinitionKind } from "../core/finding-codes.ts"
import { type Finding, finding } from "../core/finding.ts"
import { nearest } from "../core/nearest.ts"
import type { Path, YamlFile } from "./yaml.ts"

type Issue = core.$ZodIssue

/**
 * Translates what a schema says about one section into our findings. zod's own messages are English and are never
 * shown.
 */
export function findingsOf(
  issues: readonly Issue[],
  section: string,
  file: YamlFile,
  known: (path: Path) => readonly string[],
): readonly Finding[] {
  return issues.flatMap((issue) => {
    const path = [section, ...issue.path.map(stepOf)]
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownKey(file, [...path, key], known(path)))
    }
    return [findingOf(issue, path, file)]
  })
}

export function unknownKey(file: YamlFile, path: Path, known: readonly string[]): Finding {
  const key = keyOf(path)
  return finding("definition-unknown", file.placeOfKey(path), { key, suggestion: nearest(key, known) })
}

function findingOf(issue: Issue, path: Path, file: YamlFile): Finding {
  const key = keyOf(path)
  const at = file.placeOf(path)
  const value = valueAt(file.value, path)
  switch (issue.code) {
    case "invalid_type":
      if (value === undefined || value === null) return finding("definition-missing", at, { key })
      return finding("definition-kind", at, { key, kind: kindOf(issue.expected) })
    case "invalid_value": {
      if (value === undefined || value === null) return finding("definition-missing", at, { key })
      const choices = issue.values.map(String)
      const suggestion = nearest(shown(value), choices)
      return finding("definition-choice", at, { key, value: shown(value), choices: choices.join(", "), suggestion })
    }
    case "too_small":
      if (issue.origin !== "number") return finding("definition-too-few", at, { key, least: Number(issue.minimum) })
      return finding("definition-range", at, { key, least: Number(issue.minimum), most: undefined })
    case "too_big":
      if (issue.origin !== "number") return finding("definition-too-many", at, { key, most: Number(issue.maximum) })
      return finding("definition-range", at, { key, least: undefined, most: Number(issue.maximum) })
    case "invalid_key": {
      const form = formOf(issue.issues[0]) ?? "line"
      return finding("definition-form", file.placeOfKey(path), { key, value: key, form })
    }
    default:
      return finding("definition-form", at, { key, value: shown(value), form: formOf(issue) ?? "line" })
  }
}

/** Names a value for a reader who also has its line: by the last key on the way to it, without list positions. */
export function keyOf(path: Path): string {
  return path.findLast((step) => typeof step === "string") ?? ""
}

function valueAt(value: unknown, path: Path): unknown {
  let found = value
  for (const step of path) found = (found as Record<string | number, unknown> | null | undefined)?.[step]
  return found
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** Returns the form that a text of a definition should have had. */
export function formOf(issue: Issue | undefined): DefinitionForm | undefined {
  return issue?.code === "custom" ? (issue.params?.["form"] as DefinitionForm | undefined) : undefined
}

function kindOf(expected: string): DefinitionKind {
  switch (expected) {
    case "string":
      return "text"
    case "number":
    case "int":
      return "whole-number"
    case "boolean":
      return "yes-no"
    case "array":
      return "list"
    default:
      return "mapping"
  }
}

function stepOf(step: PropertyKey): string | number {
  return typeof step === "symbol" ? String(step) : step
}
