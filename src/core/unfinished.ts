import { UrneError } from "./error.ts"

/** Names of what a command is writing and has not finished: where one was killed they stay behind. */

/** Six characters are added to it. */
export const workshopPrefix = ".urne-"

const part = /^(?<name>.+)\.[0-9a-f]{12}\.part(?<aside>\.old)?$/s
const workshop = /^\.urne-\w{6}$/

/** What a name says of an unfinished thing. */
export type Unfinished =
  /** `name` is what it was to be called. */
  | { readonly stage: "written"; readonly name: string }
  /** What had that name, stepped aside for what replaces it. */
  | { readonly stage: "aside"; readonly name: string }
  /** A folder in which an election file is made or copied. */
  | { readonly stage: "workshop" }

/** @param draw six random bytes in hexadecimal */
export function unfinishedName(path: string, draw: string): string {
  return `${path}.${draw}.part`
}

/** The name of what is replaced while its successor, of this unfinished name, takes its place. */
export function asideName(unfinished: string): string {
  return `${unfinished}.old`
}

/** What the name of a file or folder says, without its folder; `undefined` for any other name. */
export function readUnfinished(name: string): Unfinished | undefined {
  if (workshop.test(name)) return { stage: "workshop" }
  const found = part.exec(name)?.groups
  if (found === undefined) return undefined
  return { stage: found["aside"] === undefined ? "written" : "aside", name: found["name"] ?? "" }
}

/** That a path leads neither to something unfinished nor into it. @throws UrneError `file-unfinished` */
export function requireFinished(path: string): void {
  if (path.split(/[/\\]/).some((name) => readUnfinished(name) !== undefined)) {
    throw new UrneError("file-unfinished", { path })
  }
}
