import type { Files } from "../core/world.ts"

/** Wraps the files so that every path is noted before it is written. */
export function notingFiles(files: Files, note: (path: string) => void): Files {
  return {
    ...files,
    requireWritable: (path, options) => {
      note(path)
      return files.requireWritable(path, options)
    },
    writeWhole: (path, content, options) => {
      note(path)
      return files.writeWhole(path, content, options)
    },
    writeFolder: (path, entries, options) => {
      note(path)
      return files.writeFolder(path, entries, options)
    },
  }
}
