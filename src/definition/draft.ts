import { z } from "zod"
import { tryParseJson } from "../core/json.ts"
import type { Draft } from "./form.ts"

const firstLine = "urne draft v1"

const schema = z.strictObject({ answers: z.record(z.string(), z.string()), settled: z.array(z.string()) })

/** Writes what was answered before somebody stopped, under a line that says what the file is. */
export function draftText({ answers, settled }: Draft): string {
  return `${firstLine}\n${JSON.stringify({ answers, settled }, null, 2)}\n`
}

/** Reads a draft, or returns `undefined`. */
export function parseDraft(text: string): Draft | undefined {
  if (!text.startsWith(`${firstLine}\n`)) return undefined
  const read = schema.safeParse(tryParseJson(text.slice(firstLine.length)))
  return read.success ? read.data : undefined
}
