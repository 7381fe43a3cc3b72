import { actHash, actText } from "../authority/act.ts"
import { effectiveActs } from "../authority/proven-acts.ts"
import type { AuthorityTable } from "../authority/table.ts"
import { UrneError } from "../core/error.ts"
import { fingerprintGroups } from "../core/fingerprint.ts"
import { sha256Hex } from "../core/hash.ts"
import { partsOf } from "../core/parts.ts"
import type { FolderEntry, World } from "../core/world.ts"
import type { ElectionRow } from "../definition/table.ts"
import { append, requirePhase } from "../journal/operations.ts"
import type { Letter, LetterElection } from "../letters/letter.ts"
import { type LetterFlaw, letterSheet } from "../letters/letter-sheet.ts"
import { fontMetrics } from "../paper/font.ts"
import { requireIntactRoll } from "../roll/list-operations.ts"
import type { RollTable } from "../roll/table.ts"
import type { Voter } from "../roll/voter.ts"
import { besideSources, openPool } from "../workers/pool.ts"
import { CodeBook } from "./code-book.ts"
import { besideRoll, type CredentialFile, type OfficerAccess, readOfficerFile, registration } from "./operations.ts"

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
  requireIntactRoll(file)
  await world.files.requireWritable(out)
  const election = letterElection(file)
  // What does not fit on a page is found before the officer's file is opened.
  letterSheet(election, await fontMetrics())
  const { book, officer } = await readCodes(file, access, world)

  file.store.write(() => {
    requirePrintable(file, world.now())
    append(file.journal, world.now(), {
      type: "credentials.opened",
      purpose: "print",
      by: officer,
      reason,
      letters: book.size,
    })
  })
  const printed: Printed = { parts: [], flawed: [] }
  await world.files.writeFolder(out, folderEntries({ election, book, partSize }, file.roll, printed, world), {
    secret: true,
  })
  await requireWritten(out, printed.parts, world)
  return { folder: out, officer, letters: book.size, ...printed }
}

/** A letter that comes after the close is of no use; before the seal, letters may be on their way already. */
function requirePrintable({ journal }: PrintFile, now: number): void {
  requirePhase(journal, now, "constituted", "sealed", "open", "suspended")
  registration({ journal })
}

function letterElection({ election, authority, journal }: PrintFile): LetterElection {
  const { uuid, definition }: ElectionRow = election.get()
  const [constitution] = effectiveActs({ authority, journal }, "constitute")
  if (constitution === undefined) throw new Error("letters are printed once the authority is constituted")
  const anchor = actHash(actText(constitution))
  const { name, rehearsal, locale, timezone, opens, closes, addresses, help } = definition
  const says = { name, rehearsal, locale, timezone, opens, closes, addresses, help }
  return { uuid, ...says, authority: definition.authority.name, anchor, fingerprint: fingerprintGroups(anchor) }
}

/** Every member's code. @throws UrneError what `readOfficerFile` and `besideRoll` throw */
async function readCodes(
  file: PrintFile,
  access: OfficerAccess,
  world: World,
): Promise<{ readonly book: CodeBook; readonly officer: string }> {
  const opened = await readOfficerFile(file, access, world)
  const book = new CodeBook(file.roll.counts().eligible)
  for await (const { entry, row } of besideRoll(file, opened, file.roll.electors(), access.file)) {
    book.add(row.id, entry.code)
  }
  return { book, officer: opened.officer }
}

interface Batch {
  readonly election: LetterElection
  readonly book: CodeBook
  readonly partSize: number
}

interface Printed {
  readonly parts: PrintedPart[]
  readonly flawed: { readonly member: string; readonly part: number; readonly flaws: readonly LetterFlaw[] }[]
}

/** The files of the folder, each as soon as the threads have made it; what is printed is noted in `printed`. */
async function* folderEntries(
  { election, book, partSize }: Batch,
  roll: RollTable,
  printed: Printed,
  world: World,
): AsyncGenerator<FolderEntry, void, undefined> {
  const pool = openPool(world)
  let begun = 0
  const batchOf = (voters: readonly Voter[]) => ({
    election,
    part: ++begun,
    letters: voters.map((voter) => letterOf(voter, book)),
  })
  const parts = partsOf(roll.votersByPostcode(), partSize)
  let letters = 0
  try {
    for await (const { source, output: made } of besideSources(pool, "makeLetters", parts, batchOf)) {
      const part = printed.parts.length + 1
      const name = partName(part)
      if ("fault" in made) throw new UrneError("letter-faulty", { name, ...made })
      const members = source.map(({ id }) => id)
      requireOwnCodes(members, made.codes, book, name)
      printed.parts.push({ name, letters: members.length, sha256: sha256Hex(made.content) })
      for (const { sheet, flaws } of made.flawed) printed.flawed.push({ member: members[sheet - 1] ?? "", part, flaws })
      world.progress("credentials.print", (letters += members.length), book.size)
      yield { name, content: made.content }
    }
  } finally {
    await pool.close()
  }
  if (letters !== book.size) throw new Error("a member has no letter")
  yield { name: "SHA256SUMS", content: printed.parts.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("") }
}

function partName(part: number): string {
  return `letters-${String(part).padStart(3, "0")}.pdf`
}

function letterOf({ id, name, address, weight }: Voter, book: CodeBook): Letter {
  return { member: { id, lines: [name, ...address] }, code: book.codeOf(id), weight }
}

/**
 * The code of each sheet, read back, is looked up a second time by the member whose turn it is, so that a slip on the way
 * to the threads or back cannot hide itself; and each member has one letter.
 *
 * @throws UrneError `letter-faulty`
 */
function requireOwnCodes(members: readonly string[], codes: readonly string[], book: CodeBook, name: string): void {
  if (codes.length !== members.length)
    throw new UrneError("letter-faulty", { name, sheet: codes.length, fault: "page" })
  for (const [i, member] of members.entries()) {
    const fault = codes[i] !== book.codeOf(member) ? "code" : !book.strike(member) ? "member" : undefined
    if (fault !== undefined) throw new UrneError("letter-faulty", { name, sheet: i + 1, fault })
  }
}

/** That the folder holds what was checked. @throws UrneError `letter-faulty` */
async function requireWritten(folder: string, parts: readonly PrintedPart[], { files }: World): Promise<void> {
  for (const { name, sha256 } of parts) {
    const content = await files.read(`${folder}/${name}`, 1 << 28)
    if (sha256Hex(content) !== sha256) throw new UrneError("letter-faulty", { name, sheet: 0, fault: "file" })
  }
}
