/** Writes pages as a PDF file (ISO 32000-1) whose bytes depend on nothing but the pages and the properties. */
import type { Language } from "../core/vocabulary.ts"
import { rightToLeft } from "./direction.ts"
import { fontFile, fontMetrics, type Metrics } from "./font.ts"
import {
  type BoxMark,
  fontNames,
  type LineMark,
  type Mark,
  type Page,
  points,
  type QrMark,
  sheet,
  type TextMark,
} from "./page.ts"
import { qrRectangles } from "./qr.ts"
import { type GlyphRun, setLine, type SettingFont } from "./setting.ts"
import { paperText } from "./text.ts"

export interface DocumentProperties {
  /** Shown by readers as the title of the window. It is part of the file, so it names nobody. */
  readonly title: string
  readonly language: Language
  /** Milliseconds since 1970-01-01T00:00Z: the date of what the document says, not of when it was made. */
  readonly date: number
}

/** Writes the whole file. Fonts are embedded with only the glyphs that are used. */
export async function writeDocument(pages: Iterable<Page>, properties: DocumentProperties): Promise<Uint8Array> {
  const [{ default: PDFDocument }, metrics] = await Promise.all([import("pdfkit"), fontMetrics()])
  const doc = new PDFDocument({
    // From 1.4 on, pdfkit adds a second, XML copy of the properties, in which it escapes nothing.
    pdfVersion: "1.3",
    autoFirstPage: false,
    // Without this null, which its types do not allow, pdfkit opens Helvetica for every document.
    font: null as unknown as string,
    lang: properties.language,
    margin: 0,
    // The properties hold no name of a person, a machine or a version, and do not depend on the clock.
    info: { Title: properties.title, Producer: "urne", Creator: "urne", CreationDate: new Date(properties.date) },
  })
  for (const name of fontNames) doc.registerFont(name, fontFile(name))
  askForPlainPrinting(doc)
  const forms = new Map<readonly Mark[], PDFKit.PDFKitReference>()
  const blocks: Uint8Array[] = []
  let count = 0
  for (const page of pages) {
    if (++count % pagesAtOnce === 0) blocks.push(...freeWritten(doc))
    doc.addPage({ size: [points(sheet.width), points(sheet.height)], margin: 0 })
    if (page.fixed !== undefined && page.fixed.length > 0) {
      const form = forms.get(page.fixed) ?? drawForm(doc, page.fixed, metrics)
      forms.set(page.fixed, form)
      resourcesOf(doc.page).xobjects["Fixed"] = form
      doc.addContent("/Fixed Do")
    }
    drawMarks(doc, page.marks, metrics)
  }
  doc.end()
  for await (const block of doc) blocks.push(block as Uint8Array)
  return Uint8Array.from(Buffer.concat(blocks))
}

/** After this many pages pdfkit's memory of words is cleared. */
const pagesAtOnce = 50

/**
 * Frees what pdfkit holds until the end: what it has written, in buffers many times as large as their content, and how
 * each word of each page is set, some 50 kB a letter. Neither is needed again.
 *
 * @returns what it has written since the last call
 */
function freeWritten(doc: PDFKit.PDFDocument): readonly Uint8Array[] {
  const { _fontFamilies: fonts } = doc as unknown as { readonly _fontFamilies: Record<string, { layoutCache: object }> }
  for (const font of Object.values(fonts)) font.layoutCache = Object.create(null) as object
  const written = doc.read() as Buffer | null
  return written === null ? [] : [Uint8Array.from(written)]
}

/** The part of pdfkit's page that its drawing functions use. Its types do not show it. */
interface Surface {
  readonly height: number
  readonly fonts: Record<string, unknown>
  readonly xobjects: Record<string, unknown>
  readonly write: (chunk: string) => void
}

function resourcesOf(page: PDFKit.PDFPage): Surface {
  return page
}

/**
 * Asks readers for these defaults in their print dialogue: one sheet a member, since a printer set to both sides would
 * put the codes of two members on one sheet, and no "fit to page", which would move the address out of the window.
 */
function askForPlainPrinting(doc: PDFKit.PDFDocument): void {
  const root = (doc as unknown as { readonly _root: { readonly data: Record<string, unknown> } })._root
  root.data["ViewerPreferences"] = doc.ref({ DisplayDocTitle: true, Duplex: "Simplex", PrintScaling: "None" })
}

/**
 * Draws marks into a form XObject (ISO 32000-1, section 8.10), to which pages refer, so thousands of letters hold their
 * common text once.
 */
function drawForm(doc: PDFKit.PDFDocument, marks: readonly Mark[], metrics: Metrics): PDFKit.PDFKitReference {
  const fonts: Record<string, unknown> = {}
  const form = doc.ref({
    Type: "XObject",
    Subtype: "Form",
    BBox: [0, 0, points(sheet.width), points(sheet.height)],
    Resources: { Font: fonts },
  })
  const { page } = doc
  const surface: Surface = {
    height: page.height,
    fonts,
    xobjects: {},
    write: (chunk) => {
      form.write(chunk)
    },
  }
  doc.page = surface as unknown as PDFKit.PDFPage
  drawMarks(doc, marks, metrics)
  doc.page = page
  form.end(undefined)
  return form
}

function drawMarks(doc: PDFKit.PDFDocument, marks: readonly Mark[], metrics: Metrics): void {
  for (const mark of marks) {
    switch (mark.kind) {
      case "text":
        drawText(doc, mark, metrics)
        break
      case "line":
        drawLine(doc, mark)
        break
      case "box":
        drawBox(doc, mark)
        break
      case "qr":
        drawQr(doc, mark)
        break
    }
  }
}

function drawText(doc: PDFKit.PDFDocument, mark: TextMark, metrics: Metrics): void {
  const text = paperText(mark.text, mark.font, metrics)
  if (text === "") return
  const shift = { left: 0, center: 0.5, right: 1 }[mark.align ?? "left"]
  const x = mark.x - (shift === 0 ? 0 : shift * metrics.width(text, mark.font, mark.size))
  if (mark.grey !== undefined) doc.addContent(`${number(mark.grey)} g`)
  doc.font(mark.font).fontSize(mark.size)
  setOurselves(doc)
  // With a list of features, even an empty one, pdfkit passes the line on as a whole. Otherwise words of two directions
  // would change places.
  const features = rightToLeft.test(text) ? { features: [] } : {}
  doc.text(text, points(x), points(mark.y), { lineBreak: false, baseline: "alphabetic", ...features })
  if (mark.grey !== undefined) doc.addContent("0 g")
}

/** The font in use as pdfkit keeps it; it asks this for the glyphs of each word. */
interface OpenFont {
  readonly font: SettingFont
  readonly scale: number
  layoutRun: (text: string) => GlyphRun & { readonly advanceWidth: number }
}

const settingOurselves = new WeakSet<OpenFont>()

/** Makes the font in use take its glyphs from `setting.ts`. */
function setOurselves(doc: PDFKit.PDFDocument): void {
  const { _font: open } = doc as unknown as { readonly _font: OpenFont }
  if (settingOurselves.has(open)) return
  settingOurselves.add(open)
  open.layoutRun = (text) => {
    const { glyphs, positions } = setLine(open.font, text)
    const scaled = positions.map((position, i) => ({
      xAdvance: position.xAdvance * open.scale,
      yAdvance: position.yAdvance * open.scale,
      xOffset: position.xOffset * open.scale,
      yOffset: position.yOffset * open.scale,
      advanceWidth: (glyphs[i]?.advanceWidth ?? 0) * open.scale,
    }))
    return { glyphs, positions: scaled, advanceWidth: scaled.reduce((sum, { xAdvance }) => sum + xAdvance, 0) }
  }
}

function drawLine(doc: PDFKit.PDFDocument, { x, y, toX, toY, width }: LineMark): void {
  doc.addContent(`${length(width)} w ${length(x)} ${length(y)} m ${length(toX)} ${length(toY)} l S`)
}

function drawBox(doc: PDFKit.PDFDocument, { x, y, width, height, fill, line }: BoxMark): void {
  const path = `${length(x)} ${length(y)} ${length(width)} ${length(height)} re`
  if (fill !== undefined) doc.addContent(`${number(fill)} g ${path} f 0 g`)
  if (line !== undefined) doc.addContent(`${length(line)} w ${path} S`)
}

function drawQr(doc: PDFKit.PDFDocument, { text, x, y, size }: QrMark): void {
  const runs = qrRectangles(text, size).map(
    (run) => `${length(x + run.x)} ${length(y + run.y)} ${length(run.width)} ${length(run.height)} re`,
  )
  doc.addContent(`${runs.join("\n")}\nf`)
}

/** Writes millimetres as the points of a content stream. */
function length(millimetres: number): string {
  return number(points(millimetres))
}

function number(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
