import type { Command } from "commander"
import type { MemberKey } from "../authority/member-key.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { Drill } from "../custody/drill.ts"
import type { Session } from "../election/session.ts"
import type { RecordedDrill } from "../screens/restore.ts"
import type { App, Visit } from "./app.ts"
import { membersKeys, requireRegisterWritable } from "./writing.ts"

interface RecordOptions {
  readonly key?: string
  readonly passphraseFile?: string
  readonly out?: string
  readonly place?: string
}

/** Enters drills in the register of the election that is here, or writes signed notes where none is. */
type DrillRecorder = (drills: readonly Drill[]) => Promise<readonly RecordedDrill[]>

/**
 * Opens the key before a drill begins, so that nobody waits for a drill that cannot be recorded.
 *
 * @throws UrneError `wrong-passphrase`, `no-register`, `file-exists` …
 */
export async function drillRecorder(
  command: Command,
  app: App,
  { visit, session }: { readonly visit: Visit; readonly session: Session },
  { key: path = "", passphraseFile, out, place }: RecordOptions,
): Promise<DrillRecorder> {
  const isHere = await app.hasElection(command)
  if (isHere) await visit(requireRegisterWritable)
  if (!isHere && out === undefined) throw new UrneError("missing-option", { option: "--out" })
  if (out !== undefined) await session.world.files.requireWritable(out)
  const secrets = passphraseFile === undefined ? {} : { passphraseFile: [passphraseFile] }
  const [key] = await membersKeys(session, { key: [path], ...secrets }, 1)
  if (key === undefined) throw new UrneError("missing-option", { option: "--key" })
  return async (drills) => {
    const recorded: RecordedDrill[] = []
    for (const [i, drill] of drills.entries()) {
      const told = { drill, place: place ?? drill.path }
      const note = out === undefined ? undefined : `${out}${drills.length > 1 ? `-${i + 1}` : ""}`
      if (note === undefined) recorded.push(await enter(visit, told, key))
      else recorded.push(await writeNote(session, told, key, note))
    }
    return recorded
  }
}

interface Told {
  readonly drill: Drill
  readonly place: string
}

async function enter(visit: Visit, { drill, place }: Told, key: MemberKey): Promise<RecordedDrill> {
  return visit(async ({ file, world }) => {
    const { noteOfDrill } = await import("../custody/drill-note.ts")
    const { enterDrill } = await import("../custody/drill-entry-operations.ts")
    const told = noteOfDrill(drill, place, file.election.get())
    const made = enterDrill(file, told, { path: drill.path }, key, world)
    return { path: drill.path, drill: made.drill, entry: made.number, at: instantText(made.at) }
  })
}

/** Signs a note about a drill. Of what cannot even be opened nobody knows of which election it is, and nothing is signed. */
async function writeNote(
  session: Session,
  { drill, place }: Told,
  key: MemberKey,
  out: string,
): Promise<RecordedDrill> {
  const { drillNoteText, noteOfDrill } = await import("../custody/drill-note.ts")
  const { signNote } = await import("../notes/note.ts")
  if (drill.inside === undefined) return { path: drill.path, note: null }
  const text = drillNoteText(noteOfDrill(drill, place, drill.inside))
  await session.world.files.writeWhole(out, signNote(text, key))
  return { path: drill.path, note: out }
}
