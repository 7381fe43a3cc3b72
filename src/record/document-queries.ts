/** Documents that are proclaimed with the result, and what the record itself makes of files of their names. */
import type { Statement } from "../authority/act.ts"
import { parseFileName } from "../bundle/layout.ts"
import { manifestName } from "../bundle/manifest.ts"
import { concat } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { recordAsProclaimed, type RecordFile, recordFiles } from "./contents-queries.ts"

/**
 * The statement that names a document by its hash. A file that the record has under this name is stated as it will be
 * published: the documents about the result say then that it is proclaimed. The journal and the manifest hold the act
 * itself, so nobody can state them; and a file of one's own cannot have such a name, since the record could never verify.
 *
 * @throws UrneError `document-of-record`
 */
export function documentStatement(
  file: RecordFile,
  { name, path, bytes }: { readonly name: string; readonly path: string; readonly bytes: Uint8Array },
): Statement {
  const given = sha256Hex(bytes)
  if (parseFileName(name) === undefined) return { key: "document", value: `${name} sha256:${given}` }
  const size = file.journal.size()
  const published = hashOf(recordAsProclaimed(file, size)(), name)
  if (name === manifestName || name === "journal.jsonl") refuse("changes")
  if (published === undefined || (given !== published && given !== hashOf(recordFiles(file, size)(), name))) {
    refuse("unlike")
  }
  return { key: "document", value: `${name} sha256:${published}` }

  function refuse(rule: "changes" | "unlike"): never {
    throw new UrneError("document-of-record", { path, name, rule })
  }
}

function hashOf(files: ReturnType<ReturnType<typeof recordFiles>>, name: string): string | undefined {
  for (const each of files) if (each.name === name) return sha256Hex(concat(...each.blocks()))
  return undefined
}
