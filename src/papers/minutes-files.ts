import { fileName } from "../bundle/layout.ts"
import { utf8 } from "../core/bytes.ts"
import type { FolderEntry, World } from "../core/world.ts"
import { namedElection } from "../definition/named-election.ts"
import type { ElectionTable } from "../definition/table.ts"
import { catalogueOf } from "../language/catalogues.ts"
import type { SignedMinutes } from "../minutes/queries.ts"
import { minutesPaper } from "./minutes-paper.ts"
import { printPaper } from "./paper.ts"

/**
 * Writes minutes that were signed to a folder: the text and the note as a record holds them, and the text on paper; with
 * `full` also the full version, as text and on paper.
 *
 * @throws UrneError `file-exists`
 */
export async function exportMinutes(
  { election: table }: { readonly election: ElectionTable },
  { of, note, signers, public: open, full: whole }: SignedMinutes,
  { path, full }: { readonly path: string; readonly full: boolean },
  { files }: Pick<World, "files">,
): Promise<{ readonly path: string; readonly files: readonly string[] }> {
  const election = namedElection(table.get())
  const { fileNames } = catalogueOf(election.locale).labels.minutes
  const paperOf = async (text: string, sha256: string) =>
    (await printPaper(election, minutesPaper(election, text, { note: of, hash: sha256, signers }))).bytes
  const folder: FolderEntry[] = [
    { name: fileName({ kind: "minutes" }), content: [utf8(open)] },
    { name: fileName({ kind: "minutes-note" }), content: [utf8(note)] },
    { name: `${fileNames.public}.pdf`, content: [await paperOf(open, of.public)] },
    ...(full
      ? [
          { name: `${fileNames.full}.txt`, content: [utf8(whole)] },
          { name: `${fileNames.full}.pdf`, content: [await paperOf(whole, of.full)] },
        ]
      : []),
  ]
  await files.writeFolder(path, folder)
  return { path, files: folder.map((one) => one.name) }
}
