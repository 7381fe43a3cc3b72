import { isAgeIdentity, isAgeRecipient } from "../core/age-file.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { Files } from "../core/world.ts"

/**
 * Collects the public keys of those who can open a copy, each once: those that were given, and those of a file as `age`
 * reads it, one a line, with lines of comment that begin with `#`.
 *
 * @throws UrneError `not-a-recipient`, `no-recipient`, `file-absent`
 */
export async function recipientsOf(
  given: readonly string[],
  path: string | undefined,
  files: Files,
): Promise<readonly string[]> {
  for (const one of given) requireRecipient(one, undefined)
  if (path === undefined) return [...new Set(given)]
  const lines = (utf8Text(await files.read(path, 1 << 20)) ?? "").split("\n").map((line) => line.trim())
  const named = lines.flatMap((text, i) => (text === "" || text.startsWith("#") ? [] : [{ text, line: i + 1 }]))
  for (const { text, line } of named) requireRecipient(text, { path, line })
  const all = [...new Set([...given, ...named.map(({ text }) => text)])]
  if (all.length === 0) throw new UrneError("no-recipient", { path })
  return all
}

/** A secret key that somebody gave by mistake is never shown again. */
function requireRecipient(text: string, from: { readonly path: string; readonly line: number } | undefined): void {
  if (isAgeRecipient(text)) return
  const given = isAgeIdentity(text) || /^AGE-SECRET-KEY/i.test(text) ? undefined : text
  throw new UrneError("not-a-recipient", { given, from })
}
