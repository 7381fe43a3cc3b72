/** The record of an open election, read as a folder of it would be, without being written. */
import { manifestName } from "../bundle/manifest.ts"
import { type Source } from "../verify/source/source.ts"
import { folderOf, inBlocks } from "./bundle-file.ts"
import { type RecordFile, recordFiles } from "./contents-queries.ts"

/**
 * What `export` would write now, for `verify` to read. It stays what it is while the journal grows: a record is a function
 * of the journal's size.
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
