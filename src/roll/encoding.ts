import { isAscii, isUtf8 } from "node:buffer"
import { createHash } from "node:crypto"
import iconv from "iconv-lite"
import { concat, hex } from "../core/bytes.ts"
import type { Encoding } from "../core/vocabulary.ts"

/** What one reading of a member file shows about its encoding. */
export interface Survey {
  readonly sha256: string
  readonly bytes: number
  /**
   * The encoding, or why it cannot be told: some lines are UTF-8 but this one is not, or there are NUL bytes without a
   * mark.
   */
  readonly encoding: Encoding | { readonly mixedAt: number } | "unmarked-utf-16"
  /** Whether every byte is valid UTF-8, whatever the mark says. */
  readonly isUtf8: boolean
  /** The first bytes, enough to hold any header. */
  readonly head: Uint8Array
}

const headLimit = 64 * 1024

/**
 * Reads a file to find its encoding from which bytes are valid. A byte order mark decides. Without one it is UTF-8 if
 * every byte fits, and otherwise Windows-1252. A file with both lines in UTF-8 and lines that cannot be is undecided,
 * since guessing would print wrong names.
 */
export async function surveyOf(blocks: AsyncIterable<Uint8Array>): Promise<Survey> {
  const hash = createHash("sha256")
  const utf8 = utf8Survey()
  let bytes = 0
  let head: Uint8Array = new Uint8Array(0)
  for await (const block of blocks) {
    hash.update(block)
    bytes += block.length
    if (head.length < headLimit) head = concat(head, block.subarray(0, headLimit - head.length))
    utf8.add(block)
  }
  const marked = markOf(head)
  const verdict = utf8.verdict()
  return {
    sha256: hex(hash.digest()),
    bytes,
    head,
    isUtf8: verdict === "utf-8",
    encoding: marked ?? (looksWide(head) ? "unmarked-utf-16" : verdict),
  }
}

function markOf([first, second, third]: Uint8Array): Encoding | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8"
  if (first === 0xff && second === 0xfe) return "utf-16le"
  if (first === 0xfe && second === 0xff) return "utf-16be"
  return undefined
}

/** Whether a text looks like UTF-16: a header is mostly ASCII letters, which in UTF-16 have a NUL beside them. */
function looksWide(head: Uint8Array): boolean {
  return head.length >= 2 && (head[0] === 0) !== (head[1] === 0)
}

/** Whether a line ends here: at a CR, or at an LF that does not follow a CR. */
function isLineEnd(byte: number, before: number): boolean {
  return byte === 0x0d || (byte === 0x0a && before !== 0x0d)
}

/** Finds whether a stream is UTF-8, whether it goes beyond ASCII, and its first line that is not UTF-8. */
function utf8Survey() {
  let rest: Uint8Array = new Uint8Array(0)
  let line = 1
  let previous = 0
  let wide = false
  let invalidAt: number | undefined

  function look(piece: Uint8Array): void {
    if (isAscii(piece)) return
    if (isUtf8(piece)) wide = true
    else invalidAt ??= line
  }
  function lookByLine(piece: Uint8Array): void {
    let start = 0
    for (let index = 0; index < piece.length; index++) {
      const byte = piece[index] ?? 0
      if (isLineEnd(byte, previous)) {
        look(piece.subarray(start, index))
        start = index + 1
        line++
      }
      previous = byte
    }
    look(piece.subarray(start))
  }
  function countLines(piece: Uint8Array): void {
    // This runs over every byte of the file, and local variables take a third of the time.
    let before = previous
    let count = 0
    for (let index = 0; index < piece.length; index++) {
      const byte = piece[index] ?? 0
      if (isLineEnd(byte, before)) count++
      before = byte
    }
    previous = before
    line += count
  }
  return {
    add(block: Uint8Array): void {
      const whole = rest.length === 0 ? block : concat(rest, block)
      // Any ASCII byte ends a character, so what stands before it can be checked by itself.
      const end = whole.findLastIndex((byte) => byte < 0x80) + 1
      const piece = whole.subarray(0, whole.length - end > headLimit ? whole.length : end)
      rest = whole.slice(piece.length)
      if (!isUtf8(piece)) {
        lookByLine(piece)
        return
      }
      wide ||= !isAscii(piece)
      // Lines matter only until the first that is not UTF-8 is found.
      if (invalidAt === undefined) countLines(piece)
    },
    verdict(): Encoding | { readonly mixedAt: number } {
      look(rest)
      if (invalidAt === undefined) return "utf-8"
      return wide ? { mixedAt: invalidAt } : "windows-1252"
    },
  }
}

/**
 * Decodes a file in pieces, without its byte order mark, and with all line ends as `\n`. Bytes that cannot be decoded
 * become U+FFFD, so that the row where they stand is refused.
 */
export async function* decoded(blocks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decode = decoderOf(encoding)
  const lines = lineEnds()
  let first = true
  const finish = (text: string) => {
    const begun = first && text !== "" ? text.replace(/^\ufeff/, "") : text
    if (text !== "") first = false
    return lines(begun)
  }
  for await (const block of blocks) yield finish(decode.write(block))
  yield finish(decode.end()) + lines(undefined)
}

/** Decodes the beginning of a file, whose last character may be cut. */
export function decodedHead(head: Uint8Array, encoding: Encoding): string {
  return lineEnds()(
    decoderOf(encoding)
      .write(head)
      .replace(/^\ufeff/, ""),
  )
}

function decoderOf(encoding: Encoding): { readonly write: (block: Uint8Array) => string; readonly end: () => string } {
  if (encoding === "utf-8") {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
    return { write: (block) => decoder.decode(block, { stream: true }), end: () => decoder.decode() }
  }
  const decoder = iconv.getDecoder(encoding, { stripBOM: false })
  return {
    write: (block) => decoder.write(Buffer.from(block.buffer, block.byteOffset, block.length)),
    end: () => decoder.end() ?? "",
  }
}

/** Turns CR LF and lone CR into LF. A CR at the end of a piece waits for the next; `undefined` ends the text. */
function lineEnds(): (piece: string | undefined) => string {
  let waiting = ""
  return (piece) => {
    const text = waiting + (piece ?? "")
    waiting = piece !== undefined && text.endsWith("\r") ? "\r" : ""
    return text.slice(0, text.length - waiting.length).replace(/\r\n?/g, "\n")
  }
}
