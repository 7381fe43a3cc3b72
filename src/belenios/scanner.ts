/**
 * Goes through the canonical bytes of a message in which everything but its points, numbers and hashes is known
 * beforehand. Once anything differs it reads no more, and the message is refused.
 */
import { q, type Scalar, scalarBytes } from "./scalar.ts"

const [zero, nine, a, f, z] = [0x30, 0x39, 0x61, 0x66, 0x7a]

/** The most decimal digits of a number below q. */
const mostDigits = 76

/** q, lowest byte first. */
const order = scalarBytes(q as Scalar)

/**
 * A number while it is read digit by digit: eleven limbs of 24 bits, lowest first, whose products with 10^7 are exact.
 */
const limbs = new Float64Array(11)
const digitsAtOnce = 7
const tenTo = Array.from({ length: digitsAtOnce + 1 }, (_, power) => 10 ** power)
const limbSize = 2 ** 24

export class Scanner {
  readonly #bytes: Buffer
  #at = 0
  #differs = false

  /** @param bytes - at most what a message may have; the caller refuses more */
  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  /** How many bytes have been read. */
  get at(): number {
    return this.#at
  }

  /** Whether the message ended here, and matched. */
  ended(): boolean {
    return !this.#differs && this.#at === this.#bytes.length
  }

  /** Returns what has been read, which is ASCII. */
  read(): string {
    return this.#text(0)
  }

  /** Reads this ASCII text. */
  text(expected: string): void {
    if (this.#differs) return
    for (let index = 0; index < expected.length; index++) {
      if (this.#bytes[this.#at + index] !== expected.charCodeAt(index)) {
        this.#differs = true
        return
      }
    }
    this.#at += expected.length
  }

  /** Reads an array of this length. */
  list(length: number, element: (index: number) => void): void {
    this.text("[")
    for (let index = 0; index < length && !this.#differs; index++) {
      if (index > 0) this.text(",")
      element(index)
    }
    this.text("]")
  }

  /**
   * Reads the 64 lower-case hexadecimal digits of a point. Returns its text, and writes its bytes (RFC 8032), which are
   * the reverse.
   */
  point(into: Uint8Array, offset: number): string {
    for (let index = 31; index >= 0 && !this.#differs; index--) {
      const high = hexDigit(this.#bytes[this.#at++])
      const low = hexDigit(this.#bytes[this.#at++])
      if (high < 0 || low < 0) this.#differs = true
      else into[offset + index] = 16 * high + low
    }
    return this.#differs ? "" : this.#text(this.#at - 64)
  }

  /** Reads a proof: its challenge and its response, 32 bytes each, lowest first. */
  proof(into: Uint8Array, offset: number): void {
    this.text('{"challenge":"')
    this.#scalar(into, offset)
    this.text('","response":"')
    this.#scalar(into, offset + 32)
    this.text('"}')
  }

  /** Reads as many digits of base64 as there are. */
  base64(): string {
    if (this.#differs) return ""
    const start = this.#at
    while (isBase64(this.#bytes[this.#at])) this.#at++
    return this.#text(start)
  }

  #text(from: number): string {
    return this.#bytes.toString("latin1", from, this.#at)
  }

  /** Reads a number mod q: decimal, without a leading zero, below q. */
  #scalar(into: Uint8Array, offset: number): void {
    if (this.#differs) return
    const start = this.#at
    let end = start
    while (isDigit(this.#bytes[end])) end++
    const length = end - start
    const leading = length > 1 && this.#bytes[start] === zero
    if (length === 0 || length > mostDigits || leading) {
      this.#differs = true
      return
    }
    let used = 0
    // The first group takes the digits that are left over when the others are taken in equal groups.
    for (
      let from = start, to = start + (length % digitsAtOnce || digitsAtOnce);
      from < end;
      from = to, to += digitsAtOnce
    ) {
      let group = 0
      for (let index = from; index < to; index++) group = 10 * group + ((this.#bytes[index] ?? 0) - zero)
      used = multiplyAdd(group, tenTo[to - from] ?? 1, used)
    }
    writeLimbs(used, into, offset)
    if (!isBelowOrder(into, offset)) this.#differs = true
    this.#at = end
  }
}

/** Sets limbs = limbs · factor + group, where `used` limbs are not 0, and returns how many are then. */
function multiplyAdd(group: number, factor: number, used: number): number {
  let carry = group
  for (let index = 0; index < used; index++) {
    const product = (limbs[index] ?? 0) * factor + carry
    carry = Math.floor(product / limbSize)
    limbs[index] = product - carry * limbSize
  }
  if (carry === 0) return used
  limbs[used] = carry
  return used + 1
}

function writeLimbs(used: number, into: Uint8Array, offset: number): void {
  for (let index = 0; index < limbs.length; index++) {
    const limb = index < used ? (limbs[index] ?? 0) : 0
    for (let byte = 0; byte < 3 && 3 * index + byte < 32; byte++) {
      into[offset + 3 * index + byte] = limb >>> (8 * byte)
    }
  }
}

function isBelowOrder(bytes: Uint8Array, offset: number): boolean {
  for (let index = 31; index >= 0; index--) {
    const difference = (bytes[offset + index] ?? 0) - (order[index] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= zero && byte <= nine) return byte - zero
  return byte >= a && byte <= f ? byte - a + 10 : -1
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine
}

function isBase64(byte: number | undefined): boolean {
  if (byte === undefined) return false
  const letter = byte | 0x20
  return isDigit(byte) || (letter >= a && letter <= z) || byte === 0x2b || byte === 0x2f
}
