import { instantText } from "../core/instant.ts"
import type { ProvedEntry } from "../register/queries.ts"

/** An entry that a command made, for programs: its number, its instant, and who signed it. */
export function entryJson({ number, at, signers }: Pick<ProvedEntry, "number" | "at" | "signers">) {
  return { entry: number, at: instantText(at), by: signers.map(({ id }) => id) }
}
