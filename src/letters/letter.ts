/**
 * The letter by which a member gets a voting code: what it says, and whether a printed page says it to the right
 * member.
 */
import { isCredential } from "../belenios/credential.ts"
import { utf8 } from "../core/bytes.ts"
import { hmacSha256 } from "../core/hash.ts"
import type { Language } from "../core/vocabulary.ts"
import { rightToLeft, visualText } from "../paper/direction.ts"
import type { Area } from "../paper/page.ts"
import { qrShapes, readQr } from "../paper/qr.ts"
import type { ReadPage } from "../paper/reading.ts"
import { sameCharacters } from "../paper/setting.ts"

/** What every letter of an election says. */
export interface LetterElection {
  readonly uuid: string
  readonly name: string
  readonly rehearsal: boolean
  readonly locale: Language
  /** The IANA name of the zone. */
  readonly timezone: string
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly opens: number
  readonly closes: number
  /** The only true addresses of the vote. */
  readonly addresses: readonly string[]
  readonly help: { readonly phone: string | null; readonly email: string | null }
  readonly revote: "refused" | "last-counts"
  readonly questions: readonly AskedQuestion[]
  /** When the letters are printed. */
  readonly issued: number
  readonly authority: string
  /** Where undeliverable letters come back, line by line. Empty where the definition says nothing. */
  readonly returnAddress: readonly string[]
  /** The hash of the act that constituted the authority, `sha256:…`, against which a record is verified. */
  readonly anchor: string
  /** The beginning of the anchor in eight groups of four, as it is read aloud. */
  readonly fingerprint: readonly string[]
}

/** A question as voters will see it. */
interface AskedQuestion {
  readonly question: string
  readonly answers: readonly string[]
  readonly blank: boolean
  readonly min: number
  readonly max: number
}

export interface Letter {
  readonly member: {
    readonly id: string
    /** The name, then the lines of the address. */
    readonly lines: readonly string[]
  }
  readonly code: string
  readonly weight: bigint
}

/** The place of a letter in its batch, so that a missing or repeated sheet is noticed. */
export interface LetterPlace {
  readonly part: number
  readonly sheet: number
  readonly sheets: number
}

/**
 * Makes eight characters that bind a sheet's member number to its code. Whoever holds the letter can have it checked,
 * and a sheet with another member's code is found. It is keyed with the code (128 random bits), so it tells nothing
 * without the code.
 */
export function controlCode(uuid: string, memberId: string, code: string): string {
  const mac = hmacSha256(utf8(code), `urne letter|${uuid}|${memberId}`)
  let bits = 0n
  for (const byte of mac.subarray(0, 5)) bits = bits * 256n + BigInt(byte)
  const characters = Array.from({ length: 8 }, (_, i) => base32.charAt(Number((bits >> BigInt(35 - 5 * i)) & 31n)))
  return `${characters.slice(0, 4).join("")}-${characters.slice(4).join("")}`
}

/** RFC 4648 section 6. */
const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

/** What can be wrong with a printed sheet. */
export type LetterFault = "member" | "code" | "qr" | "control" | "address" | "window"

/** What a sheet must show, and where, as it was set. */
export interface LetterExpectation {
  readonly code: string
  readonly texts: readonly (PlacedText & { readonly fault: LetterFault })[]
  /** The part of the sheet that the window of an envelope may show, which holds the address and nothing else. */
  readonly window: Area
}

interface PlacedText {
  readonly text: string
  /** The left end of the baseline, in millimetres from the upper left corner. */
  readonly x: number
  readonly y: number
}

/**
 * Compares a page read back from the file with the letter that it should be. It must find another member's code, a QR
 * code that says something else, and a code that shows through the window.
 */
export function letterFaults(page: ReadPage, expected: LetterExpectation): readonly LetterFault[] {
  const faults = new Set<LetterFault>()
  for (const { text, x, y, fault } of expected.texts) {
    const there = page.texts.filter((read) => Math.abs(read.x - x) < tolerance && Math.abs(read.y - y) < tolerance)
    if (there.length !== 1 || !sameLetters(there[0]?.text ?? "", text)) faults.add(fault)
  }
  const codes = codesOn(page)
  if (codes.length !== 1 || codes[0] !== expected.code) faults.add("code")
  // The first is the fingerprint's, which all letters share; the second is the member's own.
  const [, own, ...more] = qrShapes(page)
  if (own === undefined || more.length > 0 || readQr(own) !== expected.code) faults.add("qr")
  const address = expected.texts.filter(({ fault }) => fault === "address")
  if (page.texts.filter((read) => within(expected.window, read)).length !== address.length) faults.add("window")
  return [...faults]
}

/** Finds every voting code that a page shows in letters. */
export function codesOn(page: ReadPage): readonly string[] {
  return page.texts.map(({ text }) => text).filter(isCredential)
}

/** In millimetres. */
const tolerance = 0.2

/**
 * Compares texts. Right-to-left letters are read in the order in which they stand on paper, joined as they are written.
 */
function sameLetters(read: string, text: string): boolean {
  return read === text || (rightToLeft.test(text) && sameCharacters(read, visualText(text)))
}

function within({ x, y, width, height }: Area, text: PlacedText): boolean {
  return text.x >= x && text.x <= x + width && text.y >= y && text.y <= y + height
}
