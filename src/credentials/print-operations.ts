import { actHash } from "../authority/act.ts"
import type { AuthorityTable } from "../authority/table.ts"
import { UrneError } from "../core/error.ts"
import { fingerprintGroups } from "../core/fingerprint.ts"
import { sha256Hex } from "../core/hash.ts"
import type { FolderEntry, World } from "../core/world.ts"
import type { ElectionRow } from "../definition/table.ts"
import { append, requirePhase } from "../journal/operations.ts"
import { writeDocument } from "../paper/document.ts"
import { fontMetrics, type Metrics } from "../paper/font.ts"
import { readDocument } from "../paper/reading.ts"
import type { RollTable } from "../roll/table.ts"
import type { Voter } from "../roll/voter.ts"
import { type LetterElection, letterFaults, type LetterPlace } from "./letter.ts"
import { type LetterFlaw, type LetterSheet, letterSheet, type SetLetter, setLetter } from "./letter-sheet.ts"
import {
  type CredentialFile,
  type OfficerAccess,
  readOfficerFile,
  registration,
  requireRegistered,
} from "./operations.ts"
import { partsOf } from "../core/parts.ts"

export interface PrintFile extends CredentialFile {
  readonly authority: AuthorityTable
  readonly roll: RollTable
}

export interface PrintRequest {
  readonly access: OfficerAccess
  /** The folder that the letters are written to; it must not exist. */
  readonly out: string
  /** Letters a file. */
  readonly partSize: number
  /** Why the officer's file is opened, for the journal. */
  readonly reason: string
}

export interface PrintedLetters {
  readonly folder: string
  readonly officer: string
  readonly letters: number
  readonly parts: readonly PrintedPart[]
  /** Letters to look at before they are posted. */
  readonly flawed: readonly { readonly member: string; readonly part: number; readonly flaws: readonly LetterFlaw[] }[]
}

interface PrintedPart {
  readonly name: string
  readonly letters: number
  readonly sha256: string
}

/**
 * Prints every member's letter, in the order of the postal codes, in parts. Each part is read back before it is written:
 * the number, the code in letters and in the QR code, and the address of each page must be those of its member; and each
 * file is read back from the folder once it has its name. The journal says that the officer's file was opened before the
 * first letter exists.
 *
 * @throws UrneError `wrong-phase`, `credentials-absent`, `file-exists`, `officer-file-roll`, `letter-too-long`,
 * `letter-faulty`, `cancelled`, and what opening the officer's file throws
 */
export async function printLetters(file: PrintFile, request: PrintRequest, world: World): Promise<PrintedLetters> {
  const { access, out, partSize, reason } = request
  requirePrintable(file, world.now())
  await world.files.requireWritable(out)
  const metrics = await fontMetrics()
  const sheet = letterSheet(letterElection(file), metrics)
  const { codes, officer } = await readCodes(file, access, world)

  file.store.write(() => {
    requirePrintable(file, world.now())
    append(file.journal, world.now(), {
      type: "credentials.opened",
      purpose: "print",
      by: officer,
      reason,
      letters: codes.size,
    })
  })
  const unprinted = new Set(codes.keys())
  const batch: Batch = { sheet, metrics, codes, unprinted, partSize, parts: [], flawed: [] }
  await world.files.writeFolder(out, folderEntries(file.roll, batch, world), { secret: true })
  await requireWritten(out, batch.parts, world)
  return { folder: out, officer, letters: codes.size, parts: batch.parts, flawed: batch.flawed }
}

/** A letter that comes after the close is of no use; before the seal, letters may be on their way already. */
function requirePrintable({ journal }: PrintFile, now: number): void {
  requirePhase(journal, now, "constituted", "sealed", "open", "suspended")
  registration({ journal })
}

function letterElection({ election, authority }: PrintFile): LetterElection {
  const { uuid, definition }: ElectionRow = election.get()
  const constitution = authority.acts().find(({ kind, state }) => kind === "constitute" && state === "effective")
  if (constitution === undefined) throw new Error("letters are printed once the authority is constituted")
  const anchor = actHash(constitution.text)
  return { ...definition, uuid, authority: definition.authority.name, anchor, fingerprint: fingerprintGroups(anchor) }
}

interface Secret {
  readonly code: string
  readonly weight: bigint
}

/** Every member's code. @throws UrneError `officer-file-roll` unless the file and the roll name the same members */
async function readCodes(
  file: PrintFile,
  access: OfficerAccess,
  world: World,
): Promise<{ readonly codes: ReadonlyMap<string, Secret>; readonly officer: string }> {
  const opened = await readOfficerFile(file, access, world)
  const codes = new Map<string, Secret>()
  for await (const { member, code, weight } of opened.entries) {
    if (member !== undefined) codes.set(member, { code, weight })
  }
  requireRegistered(file, opened, access.file)
  const known = new Set<string>()
  for (const { id, weight } of file.roll.electors()) {
    if (codes.get(id)?.weight !== weight) throw new UrneError("officer-file-roll", { path: access.file, member: id })
    known.add(id)
  }
  for (const member of codes.keys()) {
    if (!known.has(member)) throw new UrneError("officer-file-roll", { path: access.file, member })
  }
  return { codes, officer: opened.officer }
}

interface Batch {
  readonly sheet: LetterSheet
  readonly metrics: Metrics
  readonly codes: ReadonlyMap<string, Secret>
  /** Members whose letter is not printed yet: each has one letter. */
  readonly unprinted: Set<string>
  readonly partSize: number
  readonly parts: PrintedPart[]
  readonly flawed: { readonly member: string; readonly part: number; readonly flaws: readonly LetterFlaw[] }[]
}

async function* folderEntries(
  roll: RollTable,
  batch: Batch,
  world: World,
): AsyncGenerator<FolderEntry, void, undefined> {
  const total = batch.codes.size
  for (const voters of partsOf(roll.votersByPostcode(), batch.partSize)) {
    const content = await printPart(voters, batch)
    world.progress("credentials.print", total - batch.unprinted.size, total)
    if (world.signal.aborted) throw new UrneError("cancelled", {})
    yield { name: batch.parts.at(-1)?.name ?? "", content }
  }
  if (batch.unprinted.size > 0) throw new Error("a member has no letter")
  yield { name: "SHA256SUMS", content: batch.parts.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("") }
}

/** One file of letters, read back. @throws UrneError `letter-faulty` */
async function printPart(voters: readonly Voter[], batch: Batch): Promise<Uint8Array> {
  const part = batch.parts.length + 1
  const name = `letters-${String(part).padStart(3, "0")}.pdf`
  const set = voters.map((voter, i) => setVoterLetter(voter, { part, sheet: i + 1, sheets: voters.length }, batch))
  const { election } = batch.sheet
  const pages = set.map(({ page }) => page)
  const content = await writeDocument(pages, { title: election.name, language: election.locale, date: election.opens })
  const read = [...readDocument(content)]
  if (read.length !== voters.length) throw new UrneError("letter-faulty", { name, sheet: read.length, fault: "page" })
  for (const [i, voter] of voters.entries()) {
    // The code is looked up a second time, by the member whose turn it is, so that a slip above cannot hide itself.
    const code = batch.codes.get(voter.id)?.code ?? ""
    const expected = set[i]?.expected
    const page = read[i] ?? { texts: [], shapes: [] }
    const fault = expected?.code === code ? letterFaults(page, expected)[0] : "code"
    if (fault !== undefined) throw new UrneError("letter-faulty", { name, sheet: i + 1, fault })
    if (!batch.unprinted.delete(voter.id)) throw new UrneError("letter-faulty", { name, sheet: i + 1, fault: "member" })
  }
  batch.parts.push({ name, letters: voters.length, sha256: sha256Hex(content) })
  return content
}

function setVoterLetter({ id, name, address }: Voter, place: LetterPlace, batch: Batch): SetLetter {
  const secret = batch.codes.get(id)
  if (secret === undefined) throw new Error("a member without a code")
  const letter = setLetter(batch.sheet, { member: { id, lines: [name, ...address] }, ...secret }, place, batch.metrics)
  if (letter.flaws.length > 0) batch.flawed.push({ member: id, part: place.part, flaws: letter.flaws })
  return letter
}

/** That the folder holds what was checked. @throws UrneError `letter-faulty` */
async function requireWritten(folder: string, parts: readonly PrintedPart[], { files }: World): Promise<void> {
  for (const { name, sha256 } of parts) {
    const content = await files.read(`${folder}/${name}`, 1 << 28)
    if (sha256Hex(content) !== sha256) throw new UrneError("letter-faulty", { name, sheet: 0, fault: "file" })
  }
}
