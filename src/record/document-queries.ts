/**
 * States documents that are proclaimed with the result, and compares them with the record's own files of the same name.
 */
import type { Statement } from "../authority/act.ts"
import { fileName, parseFileName } from "../bundle/layout.ts"
import { manifestName } from "../bundle/manifest.ts"
import { concat } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { recordAsProclaimed, type RecordFile, recordFiles } from "./contents-queries.ts"

/** Files that grow until the election is over: one that is stated today would not be the published one. */
const changing = [
  manifestName,
  ...(["journal", "register", "register-checkpoint"] as const).map((kind) => fileName({ kind })),
]

/**
 * Makes the statement that names a document by its hash. If the record has a file of this name, the statement is about
 * that file as it will be published, when the documents about the result say that it is proclaimed. The journal and the
 * manifest hold the act itself, so nobody can state them. A file of the user's own cannot have the name of one of the
 * record's, because the record could then never verify.
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
  if (changing.includes(name)) refuse("changes")
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
