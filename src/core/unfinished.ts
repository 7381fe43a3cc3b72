import { UrneError } from "./error.ts"

/** Names of files and folders that a command is still writing. A killed command leaves them behind. */

/** `mkdtemp` adds six characters. */
export const workshopPrefix = ".urne-"

/** A command reads and writes in such a folder by itself, so paths that lead into it are no mistake. */
export const scratchPrefix = ".urne-work-"

const part = /^(?<name>.+)\.[0-9a-f]{12}\.part(?<aside>\.old)?$/s
const scratch = /^\.urne-work-\w{6}$/
const workshop = /^\.urne-(?:work-)?\w{6}$/

/** What the name of an unfinished file or folder tells. */
export type Unfinished =
  /** `name` is the name that the finished file will get. */
  | { readonly stage: "written"; readonly name: string }
  /** It had `name`, and was put aside for what replaces it. */
  | { readonly stage: "aside"; readonly name: string }
  /** It is a folder in which an election file is made or copied. */
  | { readonly stage: "workshop" }

/** @param draw - six random bytes in hexadecimal */
export function unfinishedName(path: string, draw: string): string {
  return `${path}.${draw}.part`
}

/** The name of a replaced file while its successor, which still has this unfinished name, takes its place. */
export function asideName(unfinished: string): string {
  return `${unfinished}.old`
}

/** Reads the name of a file or folder, given without its path; returns `undefined` for any other name. */
export function readUnfinished(name: string): Unfinished | undefined {
  if (workshop.test(name)) return { stage: "workshop" }
  const found = part.exec(name)?.groups
  if (found === undefined) return undefined
  return { stage: found["aside"] === undefined ? "written" : "aside", name: found["name"] ?? "" }
}

/** Refuses a path that leads to something unfinished or into it. @throws UrneError `file-unfinished` */
export function requireFinished(path: string): void {
  if (path.split(/[/\\]/).some((name) => !scratch.test(name) && readUnfinished(name) !== undefined)) {
    throw new UrneError("file-unfinished", { path })
  }
}
