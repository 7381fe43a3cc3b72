import { type BundleFileName, parseFileName } from "../../bundle/layout.ts"
import { type Papers, papersOf } from "../source/papers.ts"

/** The file of a time-stamp; without bytes where it is longer than any. */
export type StampFile = Extract<BundleFileName, { readonly kind: "stamp" }> & {
  readonly path: string
  readonly bytes: Uint8Array | undefined
}

/** More than any election has. Others are told of and not read, so that a hostile record does not take hours. */
const mostStamps = 999

/** Lists the files of time-stamps by their names, and says how many there are, read or not. */
export function stampFiles(papers: Papers): { readonly files: readonly StampFile[]; readonly present: number } {
  const kept = new Map(papersOf(papers, "stamp").map(({ path, bytes }) => [path, bytes]))
  const named = [...papers.paths].flatMap((path): readonly StampFile[] => {
    const file = parseFileName(path)
    return file?.kind === "stamp" ? [{ ...file, path, bytes: kept.get(path) }] : []
  })
  const files = named.toSorted((a, b) => (a.path < b.path ? -1 : 1)).slice(0, mostStamps)
  return { files, present: named.length }
}

/** The sizes of the journal whose checkpoints have a stamp. */
export function stampedSizes(papers: Papers): ReadonlySet<number> {
  return new Set(stampFiles(papers).files.flatMap(({ subject, number }) => (subject === "checkpoint" ? [number] : [])))
}
