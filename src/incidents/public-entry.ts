import type { SignedEntry } from "../register/entry.ts"
import type { IncidentEntry } from "./fold.ts"

/** Reads what an entry tells in public of incidents or interventions; `undefined` where it tells of something else. */
export function publicEntry({ number, at, entry, signers }: SignedEntry): IncidentEntry | undefined {
  if (!/^(?:incident|intervention)\./.test(entry.type)) return undefined
  const fields = Object.entries(entry).filter(([name]) => !["at", "signed", "private"].includes(name))
  const event = Object.fromEntries(fields) as unknown as IncidentEntry["event"]
  return { number, at, writer: signers.map(({ id }) => id).join(", "), event }
}
