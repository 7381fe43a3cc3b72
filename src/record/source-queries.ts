/** Reads the record of an open election as if it were a folder, without writing it. */
import { manifestName } from "../bundle/manifest.ts"
import { type NoticeFile, publishedNotices } from "../notices/queries.ts"
import { publishedRegister } from "../register/checkpoint-queries.ts"
import type { Source } from "../verify/source/source.ts"
import { type BundleFile, folderOf, inBlocks } from "./bundle-file.ts"
import { bundleFiles, type RecordFile, recordFiles, stateAt } from "./contents-queries.ts"

/**
 * Returns what `export` would write now, for `verify` to read. It does not change while the journal grows, because a
 * record follows from a size of the journal.
 */
export function recordSource(file: RecordFile): Source {
  return sourceOf(recordFiles(file, file.journal.size()))
}

/**
 * Returns the same with what is published of the register and of notices.
 *
 * @throws UrneError `entry-altered`, `election-file-altered`
 */
export function recordWithRegister(file: RecordFile & NoticeFile): Source {
  const state = stateAt(file, file.journal.size())
  const register = publishedRegister(file)
  const notices = register === undefined ? [] : publishedNotices(file, register.size)
  return sourceOf(() => bundleFiles(file, state, { register, notices }))
}

function sourceOf(files: () => Iterable<BundleFile>): Source {
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
