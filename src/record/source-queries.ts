/** Reads the record of an open election as if it were a folder, without writing it. */
import { manifestName } from "../bundle/manifest.ts"
import type { Source } from "../verify/source/source.ts"
import { folderOf, inBlocks } from "./bundle-file.ts"
import { type RecordFile, recordFiles } from "./contents-queries.ts"

/**
 * Returns what `export` would write now, for `verify` to read. It does not change while the journal grows, because a
 * record follows from a size of the journal.
 */
export function recordSource(file: RecordFile): Source {
  const files = recordFiles(file, file.journal.size())
  return {
    kind: "record",
    names: [...Array.from(files(), ({ name }) => name), manifestName],
    async *files() {
      for (const { name, content } of folderOf(files())) {
        yield await Promise.resolve({ name, blocks: inBlocks(content) })
      }
    },
    stream(name) {
      for (const each of files()) if (each.name === name) return inBlocks(each.blocks())
      throw new Error(`no file ${name} is in the record`)
    },
  }
}
