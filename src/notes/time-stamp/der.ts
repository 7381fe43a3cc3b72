/**
 * DER (ITU-T X.690), as far as certificates and time-stamps need it. The reader takes only what the writer would write:
 * definite lengths in the fewest bytes, tags below 31, numbers and times in their one form.
 */
import { concat, equalBytes, hex } from "../../core/bytes.ts"
import { refuse } from "./fault.ts"

export interface Der {
  /** The identifier octet, class and form included. */
  readonly tag: number
  /** Tag, length and content. */
  readonly whole: Uint8Array
  readonly content: Uint8Array
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  none: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** The tag of a member that a structure numbers: constructed, or primitive. */
export const numbered = (number: number) => 0xa0 + number
export const primitive = (number: number) => 0x80 + number

/** Reads one value, after which nothing follows. `part` names it where it is refused. */
export function readDer(bytes: Uint8Array, part: string): Der {
  const [only, ...more] = valuesIn(bytes, part)
  return only !== undefined && more.length === 0 ? only : refuse("form", part)
}

/** Reads the values that stand one after the other. */
function valuesIn(bytes: Uint8Array, part: string): readonly Der[] {
  const values: Der[] = []
  for (let at = 0; at < bytes.length;) {
    const value = valueAt(bytes.subarray(at), part)
    values.push(value)
    at += value.whole.length
  }
  return values
}

function valueAt(bytes: Uint8Array, part: string): Der {
  const [tag = 0x1f, first = 0x80] = bytes
  if ((tag & 0x1f) === 0x1f || first === 0x80) return refuse("form", part)
  const count = first < 0x80 ? 0 : first - 0x80
  const digits = bytes.subarray(2, 2 + count)
  const length = count === 0 ? first : digits.reduce((sum, digit) => sum * 256 + digit, 0)
  // The fewest bytes: the long form begins at 128, and without a leading zero.
  const isShortest = count === 0 || (digits.length === count && count <= 4 && length >= 0x80 && digits[0] !== 0)
  const end = 2 + count + length
  if (!isShortest || end > bytes.length) return refuse("form", part)
  return { tag, whole: bytes.subarray(0, end), content: bytes.subarray(2 + count, end) }
}

/** The members of a structure, taken in their order. */
export interface Members {
  /** Takes the next member, which must have this tag. */
  readonly take: (tag: number, part: string) => Der
  /** Takes the next member if it has this tag. */
  readonly optional: (tag: number) => Der | undefined
  /** Demands that nothing is left. */
  readonly end: () => void
}

/** Opens a structure: a sequence, or a numbered member that holds one. */
export function membersOf(value: Der, part: string, tag: number = tags.sequence): Members {
  const left = [...listOf(value, part, tag)]
  const optional = (wanted: number) => (left[0]?.tag === wanted ? left.shift() : undefined)
  return {
    take: (wanted, name) => optional(wanted) ?? refuse("form", name),
    optional,
    end: () => (left.length === 0 ? undefined : refuse("form", part)),
  }
}

/** Opens a list: the values in a sequence or a set, in the order in which they stand. */
export function listOf(value: Der, part: string, tag: number = tags.sequence): readonly Der[] {
  return value.tag === tag ? valuesIn(value.content, part) : refuse("form", part)
}

/** Reads the content of a number, which is written in the fewest bytes of two's complement. */
export function integerOf({ content }: Der, part: string): bigint {
  const [first = 0, second = 0] = content
  const isLonger = content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
  if (content.length === 0 || isLonger) return refuse("form", part)
  const value = BigInt(`0x${hex(content)}`)
  return first < 0x80 ? value : value - (1n << BigInt(8 * content.length))
}

/** `1.3.6.1.5.5.7.3.8` */
export function oidOf({ tag, content }: Der, part: string): string {
  const numbers: bigint[] = []
  let number = 0n
  let begins = true
  for (const byte of content) {
    if (begins && byte === 0x80) return refuse("form", part)
    number = (number << 7n) + BigInt(byte & 0x7f)
    begins = byte < 0x80
    if (!begins) continue
    numbers.push(number)
    number = 0n
  }
  const [first] = numbers
  if (tag !== tags.oid || first === undefined || !begins || content.length > 64) return refuse("form", part)
  const root = first < 80n ? first / 40n : 2n
  return [root, first - root * 40n, ...numbers.slice(1)].join(".")
}

/** Reads a Boolean that may be absent, and that is absent if it is false. */
export function trueOf(value: Der | undefined, part: string): boolean {
  if (value === undefined) return false
  return equalBytes(value.content, Uint8Array.of(0xff)) || refuse("form", part)
}

/**
 * Reads an instant in milliseconds since 1970: `YYYYMMDDHHMMSS[.F…]Z`, or in certificates `YYMMDDHHMMSSZ`. Fractions
 * have no zero at their end; what is smaller than a millisecond is dropped.
 */
export function timeOf({ tag, content }: Der, part: string): number {
  const text = Buffer.from(content).toString("latin1")
  const isShort = tag === tags.utcTime
  if (isShort ? !/^\d{12}Z$/.test(text) : tag !== tags.generalizedTime) return refuse("form", part)
  const whole = isShort ? `${text < "5" ? "20" : "19"}${text}` : text
  const [, date, fraction = ""] = /^(\d{14})(?:\.(\d*[1-9]))?Z$/.exec(whole) ?? []
  if (date === undefined) return refuse("form", part)
  const iso = date.replace(/(....)(..)(..)(..)(..)(..)/, "$1-$2-$3T$4:$5:$6")
  const instant = Date.parse(`${iso}Z`)
  // 30 February would become a day of March.
  if (Number.isNaN(instant) || !new Date(instant).toISOString().startsWith(iso)) return refuse("form", part)
  return instant + Number(fraction.slice(0, 3).padEnd(3, "0"))
}

/** Writes one value. */
export function der(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const bytes = concat(...content)
  const { length } = bytes
  if (length < 0x80) return concat(Uint8Array.of(tag, length), bytes)
  const digits = hexBytes(length.toString(16))
  return concat(Uint8Array.of(tag, 0x80 + digits.length), digits, bytes)
}

/** Writes a number that is not negative. */
export function derInteger(value: bigint): Uint8Array {
  const digits = hexBytes(value.toString(16))
  return der(tags.integer, (digits[0] ?? 0) < 0x80 ? digits : concat(Uint8Array.of(0), digits))
}

export function derOid(text: string): Uint8Array {
  const [root = 0n, next = 0n, ...rest] = text.split(".").map(BigInt)
  const numbers = [root * 40n + next, ...rest]
  return der(tags.oid, ...numbers.map(base128))
}

/** Whether a text is an object identifier (`1.3.6.1`) that DER can write. */
export function isOid(text: string): boolean {
  return /^(?:[01]\.(?:[1-3]?\d)|2\.(?:0|[1-9]\d{0,17}))(?:\.(?:0|[1-9]\d{0,17})){1,20}$/.test(text)
}

function base128(number: bigint): Uint8Array {
  const digits = [Number(number & 0x7fn)]
  for (let rest = number >> 7n; rest > 0n; rest >>= 7n) digits.unshift(Number(rest & 0x7fn) | 0x80)
  return Uint8Array.from(digits)
}

function hexBytes(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex"))
}
