/** One file of a batch of letters: set, written and read back. */
import { writeDocument } from "../paper/document.ts"
import { fontMetrics } from "../paper/font.ts"
import { readDocument } from "../paper/reading.ts"
import {
  codesOn,
  type Letter,
  type LetterElection,
  type LetterExpectation,
  type LetterFault,
  letterFaults,
} from "./letter.ts"
import { type LetterFlaw, letterSheet, setLetter } from "./letter-sheet.ts"

export interface LetterBatch {
  readonly election: LetterElection
  /** The number of the file in the batch. */
  readonly part: number
  readonly letters: readonly Letter[]
}

export interface LetterFile {
  readonly content: Uint8Array
  /** The code that each sheet shows in letters, as it was read back. */
  readonly codes: readonly string[]
  /** Letters to look at before they are posted. Sheets count from 1. */
  readonly flawed: readonly { readonly sheet: number; readonly flaws: readonly LetterFlaw[] }[]
}

/** A file that must not leave: one of its sheets, read back, is not the letter that it should be. */
export interface FaultyLetterFile {
  readonly sheet: number
  readonly fault: LetterFault | "page"
}

/**
 * Makes the file, whose bytes depend on nothing but the letters, and reads it back: number, address, control code and the
 * code in letters and in the QR code of each page must be those of its letter.
 */
export async function makeLetterFile(batch: LetterBatch): Promise<LetterFile | FaultyLetterFile> {
  const { election, part, letters } = batch
  const metrics = await fontMetrics()
  const sheet = letterSheet(election, metrics)
  const place = { part, sheets: letters.length }
  const expected: LetterExpectation[] = []
  const flawed: LetterFile["flawed"][number][] = []
  function* pages() {
    for (const letter of letters) {
      const number = expected.length + 1
      const set = setLetter(sheet, letter, { ...place, sheet: number }, metrics)
      expected.push(set.expected)
      if (set.flaws.length > 0) flawed.push({ sheet: number, flaws: set.flaws })
      yield set.page
    }
  }
  const properties = { title: election.name, language: election.locale, date: election.opens }
  const content = await writeDocument(pages(), properties)
  const codes: string[] = []
  for (const page of readDocument(content)) {
    const own = expected[codes.length]
    const fault = own === undefined ? "page" : letterFaults(page, own)[0]
    if (fault !== undefined) return { sheet: codes.length + 1, fault }
    codes.push(...codesOn(page))
  }
  if (codes.length !== letters.length) return { sheet: codes.length, fault: "page" }
  return { content, codes, flawed }
}
