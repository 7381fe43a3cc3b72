/** Makes what an auditor with a key signs about a verification. */
import { UrneError } from "../../core/error.ts"
import type { World } from "../../core/world.ts"
import { auditText } from "../../notes/audit.ts"
import type { SigningKey } from "../../notes/key.ts"
import { signNote } from "../../notes/note.ts"
import type { Report } from "./report.ts"

/**
 * Returns the source of the note from which a later verification can continue, or `undefined` for what does not verify.
 *
 * @throws UrneError `record-without-archive`
 */
export function auditNote(
  { verdict, extent }: Report,
  path: string,
  key: SigningKey,
  { software, now }: Pick<World, "software" | "now">,
): string | undefined {
  if (verdict === "INVALID" || verdict === "PARTIAL") return undefined
  if (extent === null) throw new UrneError("record-without-archive", { path })
  return signNote(auditText({ software, ...extent, at: now() }), key)
}
