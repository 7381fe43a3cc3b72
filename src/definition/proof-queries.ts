/**
 * Proves that the row about the election says what its journal committed to, and derives the definition from its text.
 */
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import type { AlteredPart } from "../core/refusals.ts"
import { entriesOfType } from "../journal/operations.ts"
import type { ElectionReading } from "../journal/reading.ts"
import type { JournalTable } from "../journal/table.ts"
import type { Definition } from "./definition.ts"
import type { ElectionTable } from "./table.ts"

/**
 * Derives the definition from its text, whose hash is in the journal's first entry. From then on `election.get()` gives
 * this definition. The decoded form in the file saves reading YAML only where this machine remembers that it derived
 * that very form itself: whoever can write to the file could have put another address of the vote there, for every
 * letter to print.
 *
 * @returns what the machine should remember
 * @throws UrneError `election-file-altered`; `faulty-artefact` where this version finds a mistake in the text
 */
export async function proveElection(
  { journal, election }: { readonly journal: JournalTable; readonly election: ElectionTable },
  remembered: ElectionReading["definition"],
): Promise<ElectionReading["definition"]> {
  const { uuid, rehearsal, definitionText, decoded } = election.claimed()
  const [created, ...others] = entriesOfType(journal, "election.created")
  if (created?.number !== 1 || others.length > 0) throw altered("journal")
  const text = sha256Hex(definitionText)
  if (created.event.uuid !== uuid || created.event.rehearsal !== rehearsal) throw altered("election")
  if (created.event.definition !== `sha256:${text}`) throw altered("definition")
  if (remembered?.text === text && remembered.decoded === sha256Hex(decoded)) {
    election.derive(JSON.parse(decoded) as Definition)
    return remembered
  }
  const { parseDefinition } = await import("./parse.ts")
  const parsed = parseDefinition(definitionText)
  if ("findings" in parsed) throw new UrneError("faulty-artefact", { path: "definition", findings: parsed.findings })
  const own = JSON.stringify(parsed.definition)
  // As when it is read from a file, undefined fields of an object are absent.
  election.derive(JSON.parse(own) as Definition)
  return own === decoded ? { text, decoded: sha256Hex(decoded) } : undefined
}

function altered(part: AlteredPart): UrneError {
  return new UrneError("election-file-altered", { part, at: undefined })
}
