/** The syntax of PDF objects and content streams (ISO 32000-1, sections 7.2, 7.3 and 7.8.2), as far as we write it. */

export type PdfValue =
  number | boolean | null | Name | Operator | Reference | Uint8Array | readonly PdfValue[] | Dictionary
export type Dictionary = ReadonlyMap<string, PdfValue>

export class Name {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** A word that is not a value: an operator of a content stream. */
export class Operator {
  readonly word: string
  constructor(word: string) {
    this.word = word
  }
}

export class Reference {
  readonly number: number
  constructor(number: number) {
    this.number = number
  }
}

const blank = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y
const reference = /(\d+) \d+ R(?![^\0\t\n\f\r \][<>/(])/y
const number = /[+-]?(?:\d+\.?\d*|\.\d+)/y
const word = /[^\0\t\n\f\r ()<>[\]{}/%]+/y
const hexString = /<([0-9A-Fa-f\0\t\n\f\r ]*)>/y

/** Reads values one after the other from the Latin-1 text of a file or of a content stream. */
export class PdfReader {
  at: number
  private readonly text: string
  constructor(text: string, at = 0) {
    this.text = text
    this.at = at
  }

  /** Returns `undefined` at the end. @throws Error where the text is not PDF; our own files are, so this is a bug */
  next(): PdfValue | undefined {
    this.take(blank)
    if (this.at >= this.text.length) return undefined
    if (this.skip("<<")) return this.dictionary()
    if (this.skip("[")) return this.array()
    if (this.skip("/")) return new Name((this.take(word)?.[0] ?? "").replace(/#([0-9A-Fa-f]{2})/g, unescapeName))
    if (this.skip("(")) return this.string()
    const digits = this.take(hexString)?.[1]
    if (digits !== undefined) return hexBytes(digits)
    const target = this.take(reference)?.[1]
    if (target !== undefined) return new Reference(Number(target))
    const figure = this.take(number)?.[0]
    if (figure !== undefined) return Number(figure)
    return wordValue(this.take(word)?.[0] ?? this.fail("value"))
  }

  private dictionary(): Dictionary {
    const entries = new Map<string, PdfValue>()
    while (!this.closes(">>")) {
      const key = this.next()
      const value = this.next()
      if (!(key instanceof Name) || value === undefined) this.fail("dictionary")
      else entries.set(key.name, value)
    }
    return entries
  }

  private array(): readonly PdfValue[] {
    const values: PdfValue[] = []
    while (!this.closes("]")) values.push(this.next() ?? this.fail("array"))
    return values
  }

  /** Reads a literal string as bytes, without octal escapes and line continuations, which we do not write. */
  private string(): Uint8Array {
    const bytes: number[] = []
    for (let depth = 1; ; this.at++) {
      let character = this.text[this.at] ?? this.fail("string")
      if (character === "\\") {
        const escaped = this.text[++this.at] ?? this.fail("string")
        character = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" }[escaped] ?? escaped
      } else if (character === "(") depth++
      else if (character === ")" && --depth === 0) break
      bytes.push(character.charCodeAt(0))
    }
    this.at++
    return Uint8Array.from(bytes)
  }

  private closes(bracket: string): boolean {
    this.take(blank)
    return this.skip(bracket)
  }

  private skip(token: string): boolean {
    const found = this.text.startsWith(token, this.at)
    if (found) this.at += token.length
    return found
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    if (match === null) return undefined
    this.at = pattern.lastIndex
    return match
  }

  private fail(what: string): never {
    throw new Error(`not a PDF ${what} at offset ${this.at}`)
  }
}

function wordValue(text: string): PdfValue {
  if (text === "true" || text === "false") return text === "true"
  return text === "null" ? null : new Operator(text)
}

function hexBytes(digits: string): Uint8Array {
  const compact = digits.replace(/[^0-9A-Fa-f]/g, "")
  return Uint8Array.from(Buffer.from(compact.length % 2 === 0 ? compact : `${compact}0`, "hex"))
}

function unescapeName(_escape: string, code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16))
}
