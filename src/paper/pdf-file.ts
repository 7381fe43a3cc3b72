import { inflateSync } from "node:zlib"
import { type Dictionary, PdfReader, type PdfValue, Reference } from "./pdf-syntax.ts"

/**
 * Finds the objects of a PDF file by its cross-reference table (ISO 32000-1, section 7.5), as `document.ts` writes it.
 */
export class PdfFile {
  private readonly text: string
  private readonly bytes: Uint8Array
  private readonly offsets = new Map<number, number>()
  private readonly root: Dictionary
  private readonly maps = new Map<number, ReadonlyMap<number, string>>()

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1")
    const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(this.text.slice(-64))?.[1] ?? Number.NaN)
    const table = /xref\n0 (\d+)\n/y
    table.lastIndex = start
    const count = Number(table.exec(this.text)?.[1] ?? Number.NaN)
    if (Number.isNaN(count)) throw new Error("not a document of ours: no cross-reference table")
    for (let entry = 1; entry < count; entry++) {
      this.offsets.set(entry, Number(this.text.slice(table.lastIndex + entry * 20, table.lastIndex + entry * 20 + 10)))
    }
    const trailer = new PdfReader(this.text, this.text.indexOf("trailer", start) + "trailer".length)
    this.root = this.dictionary(this.dictionary(trailer.next()).get("Root"))
  }

  *pages(): Iterable<Dictionary> {
    const kids = this.resolve(this.dictionary(this.root.get("Pages")).get("Kids"))
    for (const kid of Array.isArray(kids) ? (kids as readonly PdfValue[]) : []) yield this.dictionary(kid)
  }

  dictionary(value: PdfValue | undefined): Dictionary {
    const resolved = this.resolve(value)
    return resolved instanceof Map ? resolved : new Map()
  }

  /** Returns the content of a stream, decompressed. */
  stream(value: PdfValue | undefined): string {
    const reader = this.reader(value)
    const dictionary = this.dictionary(reader.next())
    const length = Number(dictionary.get("Length"))
    const start = this.text.indexOf("stream", reader.at) + "stream\n".length
    const content = this.bytes.subarray(start, start + length)
    return (dictionary.get("Filter") === undefined ? Buffer.from(content) : inflateSync(content)).toString("latin1")
  }

  /** Maps the two-byte codes of an embedded font to characters (section 9.10.3). */
  characterMap(font: PdfValue | undefined): ReadonlyMap<number, string> {
    if (!(font instanceof Reference)) throw new Error("a font that is not an object")
    const known = this.maps.get(font.number)
    if (known !== undefined) return known
    const map = new Map<number, string>()
    const cmap = this.stream(this.dictionary(font).get("ToUnicode"))
    for (const [, first = "", list = ""] of cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
      let code = Number.parseInt(first, 16)
      for (const [, units = ""] of list.matchAll(/<([0-9a-f ]*)>/g)) {
        map.set(
          code++,
          units
            .trim()
            .split(" ")
            .map((unit) => String.fromCharCode(Number.parseInt(unit, 16)))
            .join(""),
        )
      }
    }
    this.maps.set(font.number, map)
    return map
  }

  private resolve(value: PdfValue | undefined): PdfValue | undefined {
    return value instanceof Reference ? this.reader(value).next() : value
  }

  /** Returns a reader that stands after `N 0 obj`. */
  private reader(value: PdfValue | undefined): PdfReader {
    const offset = value instanceof Reference ? this.offsets.get(value.number) : undefined
    if (offset === undefined) throw new Error("a reference to no object")
    return new PdfReader(this.text, this.text.indexOf("obj", offset) + "obj".length)
  }
}
