import { actHash, actText } from "../authority/act.ts"
import { effectiveActs } from "../authority/proven-acts.ts"
import type { AuthorityTable } from "../authority/table.ts"
import { UrneError } from "../core/error.ts"
import { fingerprintGroups } from "../core/fingerprint.ts"
import { sha256Hex } from "../core/hash.ts"
import { must } from "../core/must.ts"
import { partsOf } from "../core/parts.ts"
import type { FolderEntry, World } from "../core/world.ts"
import { foldedText, isLine } from "../definition/plain-text.ts"
import type { ElectionRow } from "../definition/table.ts"
import { append, requirePhase } from "../journal/operations.ts"
import { catalogueOf } from "../language/catalogues.ts"
import type { SheetFault } from "../letters/letter-file.ts"
import type { LetterFlaw } from "../letters/letter-flaws.ts"
import { flawsOfMember, letterSheet } from "../letters/letter-sheet.ts"
import type { Letter, LetterElection } from "../letters/letter.ts"
import { fontMetrics } from "../paper/font.ts"
import { requireIntactRoll } from "../roll/queries.ts"
import type { RollTable } from "../roll/table.ts"
import type { Voter } from "../roll/voter.ts"
import { besideSources, openPool } from "../workers/pool.ts"
import { CodeBook } from "./code-book.ts"
import { besideRoll, type CredentialFile, type OfficerAccess, readOfficerFile, registration } from "./queries.ts"

export interface PrintFile extends CredentialFile {
  readonly authority: AuthorityTable
  readonly roll: RollTable
}

export interface PrintRequest {
  readonly access: OfficerAccess
  /** The folder to which the letters are written. It must not exist. */
  readonly out: string
  /** The number of letters in a file. */
  readonly partSize: number
  /** Why the officer's file is opened, for the journal. */
  readonly reason: string
  /** The members whose letters are printed, by member number; everybody if it is absent. */
  readonly members?: readonly string[]
  /** What the single letter asked for shows in place of the roll's name or address. */
  readonly shown?: { readonly name?: string | undefined; readonly address?: readonly string[] | undefined }
}

export interface PrintedLetters {
  readonly folder: string
  readonly officer: string
  readonly letters: number
  readonly parts: readonly PrintedPart[]
  /** Letters to look at before they are posted. */
  readonly flawed: readonly { readonly member: string; readonly part: number; readonly flaws: readonly LetterFlaw[] }[]
  /** Members without a letter, because their sheet could not be read back as theirs. */
  readonly apart: readonly { readonly member: string; readonly fault: SheetFault }[]
}

interface PrintedPart {
  readonly name: string
  readonly letters: number
  readonly sha256: string
}

/**
 * Prints every member's letter, in the order of the postal codes, in parts. Each part is read back before it is
 * written: the number, the code in letters and in the QR code, and the address of each page must be those of its
 * member. A letter that fails is named and left out, and all others are printed. Each file is read back from the folder
 * once it has its name. The journal says that the officer's file was opened before the first letter exists.
 *
 * @throws UrneError `wrong-phase`, `credentials-absent`, `file-exists`, `officer-file-roll`, `letter-too-long`,
 * `letter-faulty`, `no-such-member`, `letter-unprintable`, `cancelled`, and what opening the officer's file throws
 */
export async function printLetters(file: PrintFile, request: PrintRequest, world: World): Promise<PrintedLetters> {
  const { access, out, partSize, reason } = request
  requirePrintable(file, world.now())
  requireIntactRoll(file)
  await world.files.requireWritable(out)
  const election = letterElection(file, world.now())
  // What does not fit on a page is found before the officer's file is opened.
  letterSheet(election, await fontMetrics())
  const voters = await chosenVoters(file.roll, request)
  const { book, officer } = await readCodes(file, access, world)
  const letters = voters?.length ?? book.size

  file.store.write(() => {
    requirePrintable(file, world.now())
    append(file.journal, world.now(), {
      type: "credentials.opened",
      purpose: "print",
      by: officer,
      reason,
      letters,
    })
  })
  const printed: Printed = { parts: [], flawed: [], apart: [] }
  const batch = { election, book, partSize, letters, voters: voters ?? file.roll.votersByPostcode() }
  await world.files.writeFolder(out, folderEntries(batch, printed, world), { secret: true })
  await requireWritten(out, printed.parts, world)
  return { folder: out, officer, letters: letters - printed.apart.length, ...printed }
}

/**
 * Finds the members named, each as the letter shows them; returns `undefined` where none is named.
 *
 * @throws UrneError `no-such-member`, `letter-unprintable`
 */
async function chosenVoters(
  roll: RollTable,
  { members, shown = {} }: PrintRequest,
): Promise<readonly Voter[] | undefined> {
  if (members === undefined) return undefined
  const wanted = new Map(members.map((id) => [foldedText(id), id]))
  const chosen: Voter[] = []
  for (const voter of roll.votersByPostcode()) {
    if (!wanted.delete(voter.key)) continue
    const { name = voter.name, address = voter.address } = shown
    chosen.push({ ...voter, name, address })
  }
  const [missing] = wanted.values()
  if (missing !== undefined) throw new UrneError("no-such-member", { member: missing })
  await requirePrintableTexts(shown)
  return chosen
}

/**
 * Requires that an officer's words can be printed, since they replace those of the roll. @throws UrneError
 * `letter-unprintable`
 */
async function requirePrintableTexts({ name, address = [] }: NonNullable<PrintRequest["shown"]>): Promise<void> {
  const metrics = await fontMetrics()
  const lines = [...(name === undefined ? [] : [name]), ...address]
  for (const text of lines) {
    const [flaw] = isLine(text) ? flawsOfMember({ id: "1", lines: [text] }, metrics) : (["character-missing"] as const)
    if (flaw !== undefined) throw new UrneError("letter-unprintable", { text, flaw })
  }
}

/** Refuses letters after the close, when they are useless. Before the seal they may already be on their way. */
function requirePrintable({ journal }: PrintFile, now: number): void {
  requirePhase(journal, now, "constituted", "sealed", "open", "suspended")
  registration({ journal })
}

function letterElection({ election, authority, journal }: PrintFile, issued: number): LetterElection {
  const { uuid, definition }: ElectionRow = election.get()
  const [constitution] = effectiveActs({ authority, journal }, "constitute")
  if (constitution === undefined) throw new Error("letters are printed once the authority is constituted")
  const anchor = actHash(actText(constitution))
  const { name, rehearsal, locale, timezone, opens, closes, addresses, help, revote, questions } = definition
  const says = { name, rehearsal, locale, timezone, opens, closes, addresses, help, revote, questions, issued }
  const { name: authorityName, address: returnAddress = [] } = definition.authority
  return { uuid, ...says, authority: authorityName, returnAddress, anchor, fingerprint: fingerprintGroups(anchor) }
}

/** Reads every member's code. @throws UrneError what `readOfficerFile` and `besideRoll` throw */
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
  readonly voters: Iterable<Voter>
  /** The number of letters. */
  readonly letters: number
}

interface Printed {
  readonly parts: PrintedPart[]
  readonly flawed: PrintedLetters["flawed"][number][]
  readonly apart: PrintedLetters["apart"][number][]
}

/**
 * Yields the files of the folder, each as soon as the threads have made it. It records in `printed` what was printed.
 */
async function* folderEntries(
  { election, book, partSize, voters, letters }: Batch,
  printed: Printed,
  world: World,
): AsyncGenerator<FolderEntry, void, undefined> {
  const pool = openPool(world)
  let begun = 0
  const batchOf = (some: readonly Voter[]) => ({
    election,
    part: ++begun,
    letters: some.map((voter) => letterOf(voter, book)),
  })
  let done = 0
  let made = 0
  try {
    for await (const { source, output } of besideSources(pool, "makeLetters", partsOf(voters, partSize), batchOf)) {
      const name = partName(election, ++made)
      if ("fault" in output) throw new UrneError("letter-faulty", { name, ...output })
      const faults = new Map(output.apart.map(({ letter, fault }) => [source[letter - 1]?.id ?? "", fault]))
      const members = source.map(({ id }) => id).filter((id) => !faults.has(id))
      requireOwnCodes(members, output.codes, book, name)
      for (const [member, fault] of faults) printed.apart.push({ member, fault })
      world.progress("credentials.print", (done += source.length), letters)
      const { content, flawed } = output
      if (content === undefined) continue
      printed.parts.push({ name, letters: members.length, sha256: sha256Hex(content) })
      for (const { sheet, flaws } of flawed) {
        printed.flawed.push({
          member: must(members[sheet - 1], "member of a sheet"),
          part: printed.parts.length,
          flaws,
        })
      }
      yield { name, content }
    }
  } finally {
    await pool.close()
  }
  if (done !== letters) throw new Error("a member has no letter")
  yield { name: "SHA256SUMS", content: printed.parts.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("") }
}

function partName({ locale }: LetterElection, part: number): string {
  const { letters } = catalogueOf(locale).labels.credentials.fileNames
  return `${letters}-${String(part).padStart(3, "0")}.pdf`
}

function letterOf({ id, name, address, weight }: Voter, book: CodeBook): Letter {
  return { member: { id, lines: [name, ...address] }, code: book.codeOf(id), weight }
}

/**
 * Looks up the code of each sheet, as read back, a second time by the member whose turn it is, so that a slip on the
 * way to the threads or back cannot hide itself. Each member has one letter.
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

/** Requires that the folder holds what was checked. @throws UrneError `letter-faulty` */
async function requireWritten(folder: string, parts: readonly PrintedPart[], { files }: World): Promise<void> {
  for (const { name, sha256 } of parts) {
    const content = await files.read(`${folder}/${name}`, 1 << 28)
    if (sha256Hex(content) !== sha256) throw new UrneError("letter-faulty", { name, sheet: 0, fault: "file" })
  }
}
