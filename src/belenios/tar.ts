/**
 * Entries of an old-style tar archive, in the one form that Belenios writes (specification, section 4.4): mode 0644,
 * owner and group 0, type 0, everything else zero. Name, size and time determine the header, so a header is read by
 * building it again.
 */
import { equalBytes } from "../core/bytes.ts"

export const blockSize = 512

export interface TarEntry {
  /** At most 99 characters of ASCII. */
  readonly name: string
  /** Bytes of the body, without its padding. */
  readonly size: number
  /** Seconds since 1970-01-01T00:00Z, below 2^33. */
  readonly mtime: number
}

/** Where the fields of a header begin. */
const field = { mode: 100, owner: 108, group: 116, size: 124, mtime: 136, checksum: 148, type: 156 } as const

/** Makes a header of nothing, with what is the same in all headers. */
function blankHeader(): Buffer {
  const block = Buffer.alloc(blockSize)
  block.write("0000644", field.mode, "latin1")
  block.write("0000000", field.owner, "latin1")
  block.write("0000000", field.group, "latin1")
  block.write("0", field.type, "latin1")
  return block
}

/** The 512 bytes that precede the body. */
export function tarHeader(entry: TarEntry): Uint8Array {
  return fillHeader(blankHeader(), entry)
}

function fillHeader(block: Buffer, { name, size, mtime }: TarEntry): Buffer {
  block.fill(0, block.write(name, 0, field.mode, "latin1"), field.mode)
  block.write(octal(size, 11), field.size, "latin1")
  block.write(octal(mtime, 11), field.mtime, "latin1")
  block.write("        ", field.checksum, "latin1")
  block.write(`${octal(sumOf(block), 6)}\0 `, field.checksum, "latin1")
  return block
}

/** A buffer in which the header of each entry is built again, to compare it with the one that was read. */
const rebuilt = blankHeader()

/** Reads the entry of a header, and returns `undefined` unless `tarHeader` gives the same 512 bytes for it. */
export function readTarHeader(block: Uint8Array): TarEntry | undefined {
  const text = Buffer.from(block.buffer, block.byteOffset, field.type).toString("latin1")
  const nameEnd = text.indexOf("\0")
  if (nameEnd < 1 || nameEnd > 99) return undefined
  const size = text.slice(field.size, field.size + 11)
  const mtime = text.slice(field.mtime, field.mtime + 11)
  if (!/^[0-7]{22}$/.test(size + mtime)) return undefined
  const entry = { name: text.slice(0, nameEnd), size: parseInt(size, 8), mtime: parseInt(mtime, 8) }
  return equalBytes(fillHeader(rebuilt, entry), block) ? entry : undefined
}

/** The size of an entry in the archive: header, body, and zeros up to a whole number of blocks. */
export function entrySize(bodySize: number): number {
  return blockSize + Math.ceil(bodySize / blockSize) * blockSize
}

/** Sums the bytes up to the last that is not zero, with blanks in the place of the checksum itself. */
function sumOf(block: Uint8Array): number {
  let sum = 0
  for (let at = 0; at <= field.type; at++) sum += block[at] ?? 0
  return sum
}

function octal(value: number, digits: number): string {
  const text = value.toString(8)
  if (!/^[0-7]+$/.test(text) || text.length > digits) throw new RangeError(`no tar field holds ${value}`)
  return text.padStart(digits, "0")
}
