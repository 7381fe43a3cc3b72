import { fileName } from "../bundle/layout.ts"
import { hex, utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { canonicalJson } from "../core/json.ts"
import type { FolderEntry, World } from "../core/world.ts"
import { publishedRegister } from "./checkpoint-queries.ts"
import { privateContent, provedRegister, type RegisterFile } from "./queries.ts"

export interface ExportedRegister {
  readonly path: string
  /** How many entries were written, out of how many. */
  readonly entries: number
  readonly size: number
  /** How many entries were written with their private fields. */
  readonly private: number
}

/**
 * Writes the register to a folder: `register.jsonl` and its checkpoint `register.txt`, as a record holds them; with
 * `full`, `register-private.jsonl` too, whose lines open the commitments of the entries.
 *
 * @throws UrneError `no-register`, `register-unsigned`, `file-exists`, `entry-altered`, `election-file-altered`
 */
export async function exportRegister(
  file: RegisterFile,
  { path, full }: { readonly path: string; readonly full: boolean },
  { files }: Pick<World, "files">,
): Promise<ExportedRegister> {
  const { head, entries } = provedRegister(file)
  const published = publishedRegister(file)
  if (published === undefined) throw new UrneError("register-unsigned", { entries: head.size })
  const opened: string[] = []
  for (const found of full ? entries.slice(0, published.size) : []) {
    const part = privateContent(file, found) === undefined ? undefined : file.register.privateOf(found.number)
    if (part === undefined) continue
    opened.push(`${canonicalJson({ content: part.content, key: hex(part.salt), number: found.number })}\n`)
  }
  const folder: FolderEntry[] = [
    { name: fileName({ kind: "register-checkpoint" }), content: [utf8(published.note)] },
    { name: fileName({ kind: "register" }), content: published.blocks() },
    ...(full ? [{ name: "register-private.jsonl", content: [utf8(opened.join(""))] }] : []),
  ]
  await files.writeFolder(path, folder)
  return { path, entries: published.size, size: head.size, private: opened.length }
}
