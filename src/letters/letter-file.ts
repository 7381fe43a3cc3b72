/** Makes one file of a batch of letters: sets it, writes it and reads it back. */
import { writeDocument } from "../paper/document.ts"
import { fontMetrics } from "../paper/font.ts"
import { readDocument, type ReadPage } from "../paper/reading.ts"
import type { LetterFlaw } from "./letter-flaws.ts"
import { letterSheet, setLetter } from "./letter-sheet.ts"
import {
  codesOn,
  type Letter,
  type LetterElection,
  type LetterExpectation,
  type LetterFault,
  letterFaults,
} from "./letter.ts"

export interface LetterBatch {
  readonly election: LetterElection
  /** The number of the file in the batch. */
  readonly part: number
  readonly letters: readonly Letter[]
}

export interface LetterFile {
  /** `undefined` where no letter is left in the file. */
  readonly content: Uint8Array | undefined
  /** The code that each sheet shows in letters, as it was read back. */
  readonly codes: readonly string[]
  /** Letters to look at before they are posted. Sheets are counted from 1. */
  readonly flawed: readonly { readonly sheet: number; readonly flaws: readonly LetterFlaw[] }[]
  /**
   * Letters left out of the file, by their place in the batch (from 1), because their sheet could not be read back as
   * theirs.
   */
  readonly apart: readonly LetterApart[]
}

export interface LetterApart {
  readonly letter: number
  readonly fault: SheetFault
}

/** `unset` means that the sheet could not even be made. */
export type SheetFault = LetterFault | "unset"

/** A file that must not leave, because the number of its pages is not that of its letters. */
export interface FaultyLetterFile {
  readonly sheet: number
  readonly fault: "page"
}

/** Makes one sheet. Tests replace it. */
export type SheetMaker = typeof setLetter

/**
 * Makes the file, whose bytes depend only on the letters, and reads it back. The number, the address, the control code,
 * and the code in letters and in the QR code of each page must be those of its letter. A letter that fails is left out,
 * and the file is made again from the others, so one record never holds up those beside it.
 */
export async function makeLetterFile(
  batch: LetterBatch,
  make: SheetMaker = setLetter,
): Promise<LetterFile | FaultyLetterFile> {
  const apart = new Map<Letter, SheetFault>()
  for (;;) {
    const letters = batch.letters.filter((letter) => !apart.has(letter))
    const made = await writtenFile({ ...batch, letters }, make)
    if ("fault" in made) return made
    if (made.faults.size === 0) {
      const left = batch.letters.flatMap((letter, i) => {
        const fault = apart.get(letter)
        return fault === undefined ? [] : [{ letter: i + 1, fault }]
      })
      return { content: made.content, codes: made.codes, flawed: made.flawed, apart: left }
    }
    for (const [letter, fault] of made.faults) apart.set(letter, fault)
  }
}

interface WrittenFile extends Pick<LetterFile, "content" | "codes" | "flawed"> {
  /** If there are any, the file must not leave. */
  readonly faults: ReadonlyMap<Letter, SheetFault>
}

async function writtenFile(batch: LetterBatch, make: SheetMaker): Promise<WrittenFile | FaultyLetterFile> {
  const { election, part, letters } = batch
  if (letters.length === 0) return { content: undefined, codes: [], flawed: [], faults: new Map() }
  const metrics = await fontMetrics()
  const sheet = letterSheet(election, metrics)
  const place = { part, sheets: letters.length }
  const expected: LetterExpectation[] = []
  const flawed: LetterFile["flawed"][number][] = []
  function* pages() {
    for (const letter of letters) {
      const number = expected.length + 1
      const set = make(sheet, letter, { ...place, sheet: number }, metrics)
      expected.push(set.expected)
      if (set.flaws.length > 0) flawed.push({ sheet: number, flaws: set.flaws })
      yield set.page
    }
  }
  const properties = { title: election.name, language: election.locale, date: election.opens }
  let content: Uint8Array
  let read: readonly ReadPage[]
  try {
    content = await writeDocument(pages(), properties)
    read = [...readDocument(content)]
  } catch (error) {
    return { content: undefined, codes: [], flawed: [], faults: await unset(batch, make, error) }
  }
  if (read.length !== letters.length) return { sheet: read.length, fault: "page" }
  const codes: string[] = []
  const faults = new Map<Letter, SheetFault>()
  for (const [i, letter] of letters.entries()) {
    const [page, own] = [read[i], expected[i]]
    const fault = page === undefined || own === undefined ? "unset" : letterFaults(page, own)[0]
    if (fault !== undefined) faults.set(letter, fault)
    else if (page !== undefined) codes.push(...codesOn(page))
  }
  return { content, codes, flawed, faults }
}

/**
 * Finds the letters with which no file can be made, by making files of ever fewer. @throws the given error where all
 * can be made
 */
async function unset(batch: LetterBatch, make: SheetMaker, error: unknown): Promise<ReadonlyMap<Letter, SheetFault>> {
  const { letters } = batch
  const [only, ...others] = letters
  if (only !== undefined && others.length === 0) return new Map([[only, "unset"]])
  const faults = new Map<Letter, SheetFault>()
  const middle = Math.ceil(letters.length / 2)
  for (const half of [letters.slice(0, middle), letters.slice(middle)]) {
    const made = await writtenFile({ ...batch, letters: half }, make)
    if ("faults" in made) for (const [letter, fault] of made.faults) faults.set(letter, fault)
  }
  if (faults.size === 0) throw error
  return faults
}
