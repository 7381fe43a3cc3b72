import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { readDocument } from "../../src/paper/reading.ts"

/** Plays the members who open their letters, and returns the code of each member number in the order of the letters. */
export function lettersIn(folder: string): ReadonlyMap<string, string> {
  const codes = new Map<string, string>()
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".pdf"))) {
    for (const { texts } of readDocument(readFileSync(join(folder, name)))) {
      const at = texts.findIndex(({ text }) => /^\w{5}-\w{6}-\w{5}-\w{6}$/.test(text))
      codes.set(texts[at - 1]?.text ?? "", texts[at]?.text ?? "")
    }
  }
  return codes
}
