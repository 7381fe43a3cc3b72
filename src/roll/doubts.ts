import { type LetterFlaw, letterFlaws } from "../letters/letter-flaws.ts"
import { type LineRanges, lineRanges } from "./line-ranges.ts"
import type { Printed } from "./printing.ts"
import type { Voter } from "./voter.ts"

/**
 * Kinds of doubt about a row that breaks no rule: it is imported, but somebody should look at it before codes exist.
 */
export const doubts = [
  "total",
  "number-form",
  "filler",
  "mojibake",
  "entity",
  "symbol",
  "capital-inside",
  "postcode-short",
  "twice-there",
  ...letterFlaws,
] as const
export type Doubt = (typeof doubts)[number]

/** Matches nearly every name: words that are capitalised, small or all capitals. */
const usual = /^(?:\p{Lu}?\p{Ll}+|\p{Lu}+)(?:[ '’-](?:\p{Lu}?\p{Ll}+|\p{Lu}+))*$/u
const plainNumber = /^[\p{L}\d][\p{L}\d/-]*$/u

/** Matches UTF-8 that was read as Windows-1252, once or twice. */
const mojibake = /Ã[\u0080-\u00bf\u0152-\u2122]|Â[\u0080-\u00bf]|â€|Å[\u0080-\u00bf\u0152-\u2122]|ï»¿/
const entity = /&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d?);/i
/** Matches a symbol that no name has, and that other encodings put in the place of letters. */
const symbol = /[^\p{L}\p{M} '’ʼ‘`´.,()/&·°ªº‐-]/u
/** Matches a capital after a small letter. Names such as McDonald, DeVito or LeBlanc have one after a particle. */
const capitalInside = /\p{Ll}\p{Lu}/u
const particles = /\b(?:Mac|Mc|De|Di|Du|Da|Del|Della|Des|La|Le|Lo|Los|Van|Von|Vander|Fitz|San|Saint|Ste?|O)(?=\p{Lu})/gu
/**
 * Matches what spreadsheets leave of long numbers, whole numbers and thousands, and of numbers that were marked as
 * text.
 */
const numberForm = /^\d(?:[.,]\d+)?e[+-]?\d+$|^\d+[.,]0+$|^\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+$|^['’]\d+$/i
/** Matches numbers such as 3-12 that a spreadsheet took for dates. */
const months = "jan|f[ée]v|feb|mar|a[pv]r|ma[iy]|ju[inl]|ao[uû]|aug|sep|o[ck]t|nov|d[ée]c|dez"
const dayForm = new RegExp(`^\\d{1,2}[-/ .](?:${months})\\p{L}*\\.?(?:[-/ .]\\d{2,4})?$`, "iu")
/** Matches what programs write for an empty value; in a name, only what nobody is called. */
const filler = /^(?:null|undefined|n\/a|#n\/a|#(?:ref|value|name|div\/0|null|num|valeur|nom)[!?]|\[object object\])$/i
const fillerLine = /^(?:nil|nan|none|na|-|\.)$/i
const total = /^(?:(?:sous[- ]?)?totaux?|(?:grand|sub)[- ]?total|total|somme|nombre|summe|gesamt|count|sum)\b/i

const mayBeTotal = /^(?:so|to|no|co|su|gr|ge)/i
const mayBeFiller = /(?:^| )(?:nu|un|n\/|#|\[)/i
const mayBeFillerLine = /^(?:n|un|#|\[|-|\.)/i
const suspicious = /[&ÃÂâÅï]/
const none: readonly Doubt[] = []

/** Lists the doubts about a row by itself. */
function doubtsOf({ id, name, address }: Pick<Voter, "id" | "name" | "address">): readonly Doubt[] {
  // Nearly every row ends here, so this is asked first.
  const isUsual = usual.test(name)
  const isPlain = plainNumber.test(id) && !dayForm.test(id)
  const isTold = mayBeTotal.test(name) || mayBeFiller.test(name)
  if (isUsual && isPlain && !isTold && !address.some((line) => suspicious.test(line) || mayBeFillerLine.test(line))) {
    return none
  }
  const found: Doubt[] = []
  if (!isPlain && (numberForm.test(id) || dayForm.test(id))) found.push("number-form")
  if (total.test(name) || total.test(id)) found.push("total")
  const isFilled = [name, ...name.split(" "), ...address].some((text) => filler.test(text))
  if (isFilled || address.some((line) => fillerLine.test(line))) found.push("filler")
  const lines = [name, ...address].join("\n")
  if (mojibake.test(lines)) found.push("mojibake")
  if (entity.test(lines)) found.push("entity")
  if (isUsual) return found
  // One doubt is enough, because the others would follow from it.
  if (found.length === 0 && symbol.test(name)) found.push("symbol")
  if (capitalInside.test(name.replace(particles, ""))) found.push("capital-inside")
  return found
}

/**
 * Identifies a person by name and address, in 52 bits: two different persons among a million rows collide in one of
 * nine thousand files.
 */
function personOf({ name, address }: Pick<Voter, "name" | "address">): number {
  let low = 0x811c9dc5
  let high = 0x01234567
  for (let part = -1; part < address.length; part++) {
    const text = part < 0 ? name : (address[part] ?? "")
    for (let at = 0; at < text.length; at++) {
      const unit = withoutCase(text.charCodeAt(at))
      low = Math.imul(low ^ unit, 0x01000193)
      high = Math.imul(high ^ unit, 0x5bd1e995)
      high ^= high >>> 15
    }
    low = Math.imul(low ^ 0x0a, 0x01000193)
  }
  return (low >>> 0) * 2 ** 20 + (high >>> 12)
}

/** Ignores the case of Latin letters, the only difference between two entries of one person. */
function withoutCase(unit: number): number {
  const isCapital = (unit >= 0x41 && unit <= 0x5a) || (unit >= 0xc0 && unit <= 0xde && unit !== 0xd7)
  return isCapital ? unit + 0x20 : unit
}

/**
 * Collects doubts while the rows of a roll go by, including those that only other rows reveal.
 *
 * @param flawsOf - finds why a member's letter would need a look
 */
export function doubtful(flawsOf: (voter: Printed) => readonly LetterFlaw[]) {
  const own = new Map<Doubt, LineRanges>()
  /** The lines of rows by the number of digits in their postal code. */
  const lengths = new Map<number, LineRanges>()
  const people = new Map<number, number>()
  const repeatedPeople = new Set<number>()
  const twice: { readonly line: number; readonly like: number }[] = []
  let repeated = 0

  function note(doubt: Doubt, line: number): void {
    const ranges = own.get(doubt) ?? lineRanges()
    own.set(doubt, ranges)
    ranges.add(line)
  }

  return {
    add(voter: Pick<Voter, "postcode" | "line"> & Printed): void {
      const { line, postcode, address } = voter
      for (const doubt of doubtsOf(voter)) note(doubt, line)
      for (const flaw of flawsOf(voter)) note(flaw, line)
      if (/^\d+$/.test(postcode)) {
        const rows = lengths.get(postcode.length) ?? lineRanges()
        lengths.set(postcode.length, rows)
        rows.add(line)
      }
      if (address.length === 0) return
      const person = personOf(voter)
      const like = people.get(person)
      if (like === undefined) {
        people.set(person, line)
        return
      }
      repeated++
      repeatedPeople.add(person)
      if (twice.length < twiceLimit) twice.push({ line, like })
    },
    /** Lists all doubts about one of the rows that went by. */
    of(voter: Pick<Voter, "postcode"> & Printed): readonly Doubt[] {
      const short = shortLength(lengths)?.digits === voter.postcode.length && /^\d+$/.test(voter.postcode)
      const isTwice = voter.address.length > 0 && repeatedPeople.has(personOf(voter))
      return [
        ...doubtsOf(voter),
        ...(short ? ["postcode-short" as const] : []),
        ...(isTwice ? ["twice-there" as const] : []),
        ...flawsOf(voter),
      ]
    },
    /** Lists the rows of each kind of doubt. A person who occurs twice is listed with the earlier row. */
    found(): DoubtfulRows {
      const short = shortLength(lengths)
      const ranges = new Map(own)
      if (short !== undefined) ranges.set("postcode-short", short.rows)
      return {
        kinds: doubts.flatMap((doubt) => {
          const rows = ranges.get(doubt)
          return rows === undefined ? [] : [{ doubt, rows: rows.count(), lines: rows.text() }]
        }),
        twice: { rows: repeated, pairs: twice },
      }
    },
  }
}

const twiceLimit = 1000

// These are type aliases because an interface does not count as JSON.
export type DoubtfulRows = {
  readonly kinds: readonly { readonly doubt: Doubt; readonly rows: number; readonly lines: string }[]
  readonly twice: {
    readonly rows: number
    readonly pairs: readonly { readonly line: number; readonly like: number }[]
  }
}

/**
 * Finds postal codes that are one digit shorter than at least as many others: a spreadsheet removed their leading zero.
 */
function shortLength(
  lengths: ReadonlyMap<number, LineRanges>,
): { readonly digits: number; readonly rows: LineRanges } | undefined {
  const [usual] = [...lengths].toSorted(([a, rows], [b, others]) => others.count() - rows.count() || b - a)
  const digits = (usual?.[0] ?? 0) - 1
  const rows = lengths.get(digits)
  return rows === undefined ? undefined : { digits, rows }
}
