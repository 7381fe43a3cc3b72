import { csvSheet } from "../core/csv.ts"
import { sha256Hex } from "../core/hash.ts"
import type { World } from "../core/world.ts"
import { append, requirePhase } from "../journal/operations.ts"
import { catalogueOf } from "../language/catalogues.ts"
import { requireIntactRoll } from "../roll/queries.ts"
import type { RollTable } from "../roll/table.ts"
import { besideRoll, type CredentialFile, type OfficerAccess, readOfficerFile, registration } from "./queries.ts"

export interface MarkOffFile extends CredentialFile {
  readonly roll: RollTable
}

export interface MarkOffRequest {
  readonly access: OfficerAccess
  readonly out: string
  /** Why the officer's file is opened, for the journal. */
  readonly reason: string
  /** Whether a ballot of this public credential counts. */
  readonly voted: (key: string) => boolean
}

export interface MarkOffList {
  readonly file: string
  readonly officer: string
  readonly members: number
  readonly voted: number
  readonly sha256: string
}

/**
 * Writes the mark-off list: each member in the order of the numbers, with yes or no and no hour. Nothing else joins the
 * roll to the urn, so it can be made only once the urn is frozen, and only where the officer brings the file of codes.
 *
 * @throws UrneError `wrong-phase`, `credentials-absent`, `file-exists`, `file-unwritable`, `officer-file-roll`, and
 * what opening the officer's file throws
 */
export async function markOff(file: MarkOffFile, request: MarkOffRequest, world: World): Promise<MarkOffList> {
  const { access, out, reason } = request
  requireFrozen(file, world.now())
  registration(file)
  requireIntactRoll(file)
  await world.files.requireWritable(out)
  const opened = await readOfficerFile(file, access, world)
  const { locale } = file.election.get().definition
  const words = catalogueOf(locale).labels.credentials.markOff
  const lines = [[words.member, words.name, words.voted]]
  let voted = 0
  for await (const { entry, row } of besideRoll(file, opened, file.roll.voters(), access.file)) {
    const mark = request.voted(entry.key)
    if (mark) voted++
    lines.push([row.id, row.name, mark ? words.yes : words.no])
  }
  const list = csvSheet(lines, locale)
  file.store.write(() => {
    requireFrozen(file, world.now())
    append(file.journal, world.now(), {
      type: "credentials.opened",
      purpose: "markoff",
      by: opened.officer,
      reason,
      letters: 0,
    })
  })
  await world.files.writeWhole(out, list, { secret: true })
  return { file: out, officer: opened.officer, members: lines.length - 1, voted, sha256: sha256Hex(list) }
}

function requireFrozen({ journal }: MarkOffFile, now: number): void {
  requirePhase(journal, now, "frozen", "unsealed", "tallied", "proclaimed")
}
