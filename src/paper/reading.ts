/**
 * Reads back what a document shows, page by page, from its bytes alone: the texts, through the character maps of the
 * embedded fonts, and the filled shapes. It checks a batch of letters before they leave, since a code sent to the wrong
 * member cannot be called back. It reads the files of `document.ts`, not any PDF.
 */
import { type Area, millimetres, sheet } from "./page.ts"
import { PdfFile } from "./pdf-file.ts"
import { type Dictionary, Name, Operator, PdfReader, type PdfValue, Reference } from "./pdf-syntax.ts"

interface ReadText {
  readonly text: string
  /** The left end of the baseline, in millimetres from the upper left corner. */
  readonly x: number
  readonly y: number
  /** In points. */
  readonly size: number
}

export interface ReadPage {
  readonly texts: readonly ReadText[]
  /** Sets of rectangles that were filled together. A QR code is one set. */
  readonly shapes: readonly (readonly Area[])[]
}

/** Yields the pages in order, each read when it is asked for. @throws Error if the bytes are not such a document */
export function* readDocument(bytes: Uint8Array): Iterable<ReadPage> {
  const file = new PdfFile(bytes)
  const forms: Forms = new Map()
  for (const page of file.pages()) {
    const content = new Content(file, forms)
    content.run(file.stream(page.get("Contents")), file.dictionary(page.get("Resources")))
    yield content
  }
}

/** What the forms drew, each read once for each place, because thousands of pages share one. */
type Forms = Map<string, ReadPage>

type Matrix = readonly [number, number, number, number, number, number]

/** Interprets the operators of content streams (annex A) that our documents contain. */
class Content implements ReadPage {
  readonly texts: ReadText[] = []
  readonly shapes: (readonly Area[])[] = []
  private readonly file: PdfFile
  private readonly forms: Forms
  private matrix: Matrix
  private readonly saved: Matrix[] = []
  private path: Area[] = []
  private font: ReadonlyMap<number, string> = new Map()
  private size = 0
  private words: ReadText | undefined
  /** Where the current text begins. Raised or overlaid letters in it are moved from there. */
  private place: readonly [number, number] | undefined

  constructor(file: PdfFile, forms: Forms, matrix: Matrix = [1, 0, 0, 1, 0, 0]) {
    this.file = file
    this.forms = forms
    this.matrix = matrix
  }

  run(content: string, resources: Dictionary): void {
    const reader = new PdfReader(content)
    let operands: PdfValue[] = []
    for (let value = reader.next(); value !== undefined; value = reader.next()) {
      if (value instanceof Operator) {
        this.operate(value.word, operands, resources)
        operands = []
      } else operands.push(value)
    }
  }

  private operate(operator: string, operands: readonly PdfValue[], resources: Dictionary): void {
    switch (operator) {
      case "q":
        this.saved.push(this.matrix)
        break
      case "Q":
        this.matrix = this.saved.pop() ?? this.matrix
        break
      case "cm":
        this.matrix = product(operands as unknown as Matrix, this.matrix)
        break
      case "Do":
        this.drawForm(operands[0], resources)
        break
      case "BT":
        this.words = undefined
        this.place = undefined
        break
      case "ET":
        if (this.words !== undefined) this.texts.push(this.words)
        break
      case "Tm":
        this.place ??= [Number(operands[4]), Number(operands[5])]
        break
      case "Tf":
        this.font = this.file.characterMap(this.file.dictionary(resources.get("Font")).get(nameOf(operands[0])))
        this.size = Number(operands[1])
        break
      case "TJ":
        this.showText(operands[0] as readonly PdfValue[])
        break
      case "re":
        this.path.push(this.area(operands as readonly number[]))
        break
      case "f":
        this.shapes.push(this.path)
        this.path = []
        break
      case "S":
        this.path = []
    }
  }

  private drawForm(name: PdfValue | undefined, resources: Dictionary): void {
    const form = this.file.dictionary(resources.get("XObject")).get(nameOf(name))
    const key = `${form instanceof Reference ? form.number : 0} ${this.matrix.join(" ")}`
    const drawn = this.forms.get(key) ?? this.runForm(form)
    this.forms.set(key, drawn)
    this.texts.push(...drawn.texts)
    this.shapes.push(...drawn.shapes)
  }

  private runForm(form: PdfValue | undefined): ReadPage {
    const content = new Content(this.file, this.forms, this.matrix)
    content.run(this.file.stream(form), this.file.dictionary(this.file.dictionary(form).get("Resources")))
    return content
  }

  private showText(pieces: readonly PdfValue[]): void {
    let text = ""
    for (const piece of pieces) {
      if (!(piece instanceof Uint8Array)) continue
      for (let at = 0; at + 1 < piece.length; at += 2) {
        // A code that is not in the map shows as the box of a missing glyph.
        text += this.font.get((piece[at] ?? 0) * 256 + (piece[at + 1] ?? 0)) ?? "□"
      }
    }
    // A text with raised or overlaid letters is written in pieces, but is one text from BT to ET.
    this.words ??= { text: "", ...this.onSheet(...(this.place ?? [0, 0])), size: this.size }
    this.words = { ...this.words, text: this.words.text + text }
  }

  private area([x = 0, y = 0, width = 0, height = 0]: readonly number[]): Area {
    const one = this.onSheet(x, y)
    const other = this.onSheet(x + width, y + height)
    return {
      x: Math.min(one.x, other.x),
      y: Math.min(one.y, other.y),
      width: Math.abs(one.x - other.x),
      height: Math.abs(one.y - other.y),
    }
  }

  /** Converts to millimetres from the upper left corner. */
  private onSheet(x: number, y: number): { readonly x: number; readonly y: number } {
    const [a, b, c, d, e, f] = this.matrix
    return { x: millimetres(a * x + c * y + e), y: sheet.height - millimetres(b * x + d * y + f) }
  }
}

/** Multiplies matrices so that `first` applies before `then` (section 8.3.3). */
function product([a, b, c, d, e, f]: Matrix, [a2, b2, c2, d2, e2, f2]: Matrix): Matrix {
  return [
    a * a2 + b * c2,
    a * b2 + b * d2,
    c * a2 + d * c2,
    c * b2 + d * d2,
    e * a2 + f * c2 + e2,
    e * b2 + f * d2 + f2,
  ]
}

function nameOf(value: PdfValue | undefined): string {
  return value instanceof Name ? value.name : ""
}
