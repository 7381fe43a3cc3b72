import { compareFiles, fileName } from "./layout.ts"

/** The name of a file of a bundle and the SHA-256 of its bytes, in hexadecimal. */
export interface HashedFile {
  readonly name: string
  readonly sha256: string
}

export const manifestName = fileName({ kind: "manifest" })

/** Writes the manifest as `sha256sum -c` reads it: one line a file, in the order of the bundle. */
export function manifestText(files: readonly HashedFile[]): string {
  const lines = files.toSorted((a, b) => compareFiles(a.name, b.name))
  return lines.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("")
}

/** Reads a manifest, and returns `undefined` unless writing it again gives the same text. */
export function parseManifest(text: string): readonly HashedFile[] | undefined {
  const files: HashedFile[] = []
  for (const line of text.split("\n").slice(0, -1)) {
    const [, sha256, name] = /^([0-9a-f]{64}) {2}([\w./-]+)$/.exec(line) ?? []
    if (sha256 === undefined || name === undefined) return undefined
    files.push({ name, sha256 })
  }
  const names = new Set(files.map(({ name }) => name))
  return names.size === files.length && manifestText(files) === text ? files : undefined
}
