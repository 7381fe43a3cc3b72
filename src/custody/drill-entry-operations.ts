import { base64, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { instantText } from "../core/instant.ts"
import type { World } from "../core/world.ts"
import type { Sha256 } from "../journal/event.ts"
import { journalRoot } from "../journal/operations.ts"
import type { SigningKey } from "../notes/key.ts"
import { restoredNote, signedByOne } from "../notes/note.ts"
import { appendEntry } from "../register/operations.ts"
import { type ProvedEntry, provedRegister, registerEntries, type RegisterFile } from "../register/queries.ts"
import { termsAt } from "../register/writer.ts"
import type { Store } from "../store/store.ts"
import type { CopiedLog } from "./copy-manifest.ts"
import { type DrillNote, parseDrillNote } from "./drill-note.ts"

interface WrittenFile extends RegisterFile {
  readonly store: Store
}

/** A drill that was entered. */
export interface EnteredDrill extends ProvedEntry {
  readonly drill: number
}

/**
 * Enters a drill. The copy must be of this election, and have a state of its journal, or the drill is entered as failed.
 *
 * @param note - the hash of the signed note by which it is known, if it was held elsewhere
 * @throws UrneError `drill-of-other`, `drill-note-refused`, and what `appendEntry` throws
 */
export function enterDrill(
  file: WrittenFile,
  told: DrillNote,
  { note, path }: { readonly note?: Sha256; readonly path: string },
  key: SigningKey,
  world: Pick<World, "now" | "random">,
): EnteredDrill {
  const { uuid } = file.election.get()
  if (told.uuid !== uuid) throw new UrneError("drill-of-other", { copy: path, found: told.uuid, wanted: uuid })
  const { sha256, level, seconds, held, parts, journal, place, faults } = told
  return file.store.write(() => {
    const before = registerEntries(file, "drill.held")
    if (note !== undefined && before.some(({ entry }) => entry.note === note)) {
      throw new UrneError("drill-note-refused", { path, rule: "again" })
    }
    if (faults.length === 0 && (journal === undefined || !hasPrefix(file, journal))) {
      throw new UrneError("drill-note-refused", { path, rule: "history" })
    }
    const drill = before.length + 1
    const entry = appendEntry(
      file,
      [key],
      {
        ...{ type: "drill.held", drill, level, passed: faults.length === 0, seconds, copy: `sha256:${sha256}` },
        ...{ parts, heldAt: instantText(held), ...(note === undefined ? {} : { note }) },
        private: { where: place, ...journal, ...(faults.length === 0 ? {} : { faults: faults.join("; ") }) },
      },
      world,
    )
    return { ...entry, drill }
  })
}

/** Whether the journal of this file began with that of the copy. */
function hasPrefix({ journal }: RegisterFile, { entries, root }: CopiedLog): boolean {
  return entries <= journal.size() && base64(journalRoot(journal, entries)) === root
}

/**
 * Opens a signed note about a drill. Somebody who may write to the register now must have signed it.
 *
 * @throws UrneError `drill-note-refused`, `no-register`
 */
export function openDrillNote(
  file: RegisterFile,
  bytes: Uint8Array,
  path: string,
  now: number,
): { readonly told: DrillNote; readonly note: Sha256 } {
  const source = restoredNote(utf8Text(bytes) ?? "")
  const keys = termsAt(provedRegister(file).terms, now).filter(({ of }) => of !== "urn")
  const opened = signedByOne(
    source,
    keys.map(({ key }) => key),
  )
  if ("fault" in opened) {
    throw new UrneError("drill-note-refused", { path, rule: opened.fault === "form" ? "form" : "unsigned" })
  }
  const told = parseDrillNote(opened.text)
  if (told === undefined) throw new UrneError("drill-note-refused", { path, rule: "form" })
  const { uuid, rehearsal } = file.election.get()
  if (told.uuid !== uuid || told.rehearsal !== rehearsal)
    throw new UrneError("drill-note-refused", { path, rule: "election" })
  return { told, note: `sha256:${sha256Hex(source)}` }
}
