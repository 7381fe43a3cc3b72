import { basename } from "node:path"

/** `X.urn-key` beside `X.urne`. */
export function urnKeyPath(path: string): string {
  return `${path.replace(/\.urne$/, "")}.urn-key`
}

/** The name by which files about an election begin: `congress` of `…/congress.urne`. */
export function stemOf(path: string): string {
  return basename(path).replace(/\.urne$/, "")
}
