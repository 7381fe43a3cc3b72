/** The list of names that the authority holds, one a line. */
import { asciiName } from "./host.ts"

export interface HeldNames {
  readonly names: ReadonlySet<string>
  /** The lines that are no name, by their numbers from 1. */
  readonly faults: readonly { readonly line: number; readonly text: string }[]
}

/** Reads the list. Empty lines, and those that begin with `#`, say nothing. */
export function heldNames(bytes: Uint8Array): HeldNames {
  const names = new Set<string>()
  const faults: { line: number; text: string }[] = []
  // What is no UTF-8 becomes a character that no name has.
  for (const [i, raw] of new TextDecoder()
    .decode(bytes)
    .split(/\r\n|\r|\n/)
    .entries()) {
    const text = raw.trim()
    if (text === "" || text.startsWith("#")) continue
    const name = asciiName(text.replace(/\.$/, ""))
    if (name?.includes(".") === true) names.add(name)
    else faults.push({ line: i + 1, text: text.slice(0, longestText) })
  }
  return { names, faults }
}

const longestText = 100

/** Whether a name is held: it is on the list, or below one that is. */
export function isHeld(name: string, held: ReadonlySet<string>): boolean {
  const labels = name.split(".")
  return labels.some((_, i) => held.has(labels.slice(i).join(".")))
}
