import { concat } from "./bytes.ts"

/** A line of a file, in a copy of its bytes without the line feed. */
export interface Line {
  readonly body: Uint8Array
  /**
   * Whether the line feed was there. The last line of a file may lack it. A line is `cut` if it has more bytes than the
   * reader wanted: then one more than those is here, and the rest of the line is passed over.
   */
  readonly end: "line-feed" | "absent" | "cut"
}

const lineFeed = 0x0a

/**
 * Yields the lines of a file that arrives in blocks of any size. However long a line is, memory holds no more of it than
 * what shows that it is too long, and it is yielded before its end was read.
 *
 * @param most - how many bytes a line may have without its line feed
 */
export async function* linesOf(blocks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Line, void, undefined> {
  let begun: Uint8Array[] = []
  let length = 0
  let isCut = false
  for await (const block of blocks) {
    for (let from = 0; from < block.length;) {
      const end = block.indexOf(lineFeed, from)
      const to = end < 0 ? block.length : end
      if (!isCut && to > from) {
        begun.push(block.slice(from, Math.min(to, from + most + 1 - length)))
        length += to - from
        isCut = length > most
        if (isCut) yield { body: joined(begun), end: "cut" }
      }
      if (end < 0) break
      if (!isCut) yield { body: joined(begun), end: "line-feed" }
      ;[begun, length, isCut, from] = [[], 0, false, end + 1]
    }
  }
  if (length > 0 && !isCut) yield { body: joined(begun), end: "absent" }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? (parts[0] as Uint8Array) : concat(...parts)
}
