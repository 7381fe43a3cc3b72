import { fileName } from "../../bundle/layout.ts"
import { utf8Text } from "../../core/bytes.ts"
import { type Format, statedFormat } from "../../core/format.ts"
import { tryParseJson } from "../../core/json.ts"
import { linesOf } from "../../core/lines.ts"
import { longestLine } from "../journal/journal.ts"
import type { Source } from "./source.ts"

const journalName = fileName({ kind: "journal" })

/**
 * Reads the format that a record states. In every future format the first entry of its journal will state it. This is
 * read before anything else, and only requires that the entry is JSON, because its other fields may differ by then.
 * Returns `null` for an archive by itself, whose format is the Belenios specification's, and for what has no readable
 * journal.
 */
export async function recordFormat({ kind, names, faults, stream }: Source): Promise<Format | null> {
  if (kind === "archive" || faults !== undefined || !names.includes(journalName)) return null
  const first = tryParseJson((await firstLine(stream(journalName))) ?? "")
  if (typeof first !== "object" || first === null || Array.isArray(first)) return null
  const { type, format } = first as { readonly type?: unknown; readonly format?: unknown }
  return type === "election.created" ? statedFormat({ format }) : null
}

async function firstLine(stream: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  for await (const { body, end } of linesOf(stream, longestLine)) return end === "cut" ? undefined : utf8Text(body)
  return undefined
}
