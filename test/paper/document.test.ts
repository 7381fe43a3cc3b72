import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { type DocumentProperties, writeDocument } from "../../src/paper/document.ts"
import { fontMetrics } from "../../src/paper/font.ts"
import { type Mark, type Page, sheet, type TextMark } from "../../src/paper/page.ts"
import { qrShapes, readQr } from "../../src/paper/qr.ts"
import { readDocument } from "../../src/paper/reading.ts"

const properties: DocumentProperties = { title: "Essai <&> (1)", language: "fr", date: Date.UTC(2014, 10, 28, 19) }
const metrics = await fontMetrics()
const folder = mkdtempSync(join(tmpdir(), "urne-paper-"))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const has = (tool: string) => spawnSync(tool, ["-v"]).error === undefined
const text = (words: string, y = 40, more: Partial<TextMark> = {}): TextMark => {
  return { kind: "text", text: words, font: "regular", size: 10, x: 20, y, ...more }
}
const wordsOf = (page: { readonly texts: readonly { readonly text: string }[] }) => page.texts.map((read) => read.text)

describe("a document", () => {
  const fixed: readonly Mark[] = Array.from({ length: 30 }, (_, i) =>
    text(`Le code est personnel, ligne ${i}`, 60 + i * 5),
  )
  const pages: readonly Page[] = Array.from({ length: 40 }, (_, i) => ({
    fixed,
    marks: [text(`Membre n° ${i}`), { kind: "qr", text: `code ${i}`, x: 150, y: 20, size: 25 }],
  }))

  test("has the same bytes every time", async () => {
    expect(await writeDocument(pages, properties)).toEqual(await writeDocument(pages, properties))
  })

  test("shows each page's own marks above the shared ones, which it holds only once", async () => {
    const file = await writeDocument(pages, properties)
    const read = [...readDocument(file)]
    expect(read.map((page) => wordsOf(page).at(-1))).toEqual(pages.map((_, i) => `Membre n° ${i}`))
    expect(read.every((page) => page.texts.length === 31)).toBe(true)
    const apart = await writeDocument(
      pages.map((page) => ({ ...page, fixed: [...fixed] })),
      properties,
    )
    expect(file.length).toBeLessThan(apart.length * 0.75)
  })

  test("reveals nothing but its title and its date", async () => {
    const file = Buffer.from(await writeDocument(pages.slice(0, 1), properties)).toString("latin1")
    expect(file).toContain("(D:20141128190000Z)")
    expect(file).not.toMatch(/pdfkit|\/Author|xpacket|node_modules/i)
    expect(file).not.toContain(`D:${new Date().getUTCFullYear()}`)
  })

  test("asks to be printed on one side, in its own size", async () => {
    const file = Buffer.from(await writeDocument(pages.slice(0, 1), properties)).toString("latin1")
    expect(file).toContain("/Duplex /Simplex")
    expect(file).toContain("/PrintScaling /None")
  })

  test("has its texts where they were asked for", async () => {
    const marks = [text("droite", 50, { x: 190, align: "right" }), text("milieu", 60, { x: 105, align: "center" })]
    const [page] = readDocument(await writeDocument([{ marks }], properties))
    const [right, middle] = page?.texts ?? []
    expect((right?.x ?? 0) + metrics.width("droite", "regular", 10)).toBeCloseTo(190, 1)
    expect((middle?.x ?? 0) + metrics.width("milieu", "regular", 10) / 2).toBeCloseTo(105, 1)
    expect(right?.y).toBeCloseTo(50, 2)
  })

  test("draws boxes, lines and grey texts", async () => {
    const marks: Mark[] = [
      { kind: "box", x: 10, y: 20, width: 30, height: 40, fill: 0.9, line: 0.3 },
      { kind: "line", x: 10, y: 99, toX: 20, toY: 99, width: 0.1 },
      text("gris", 30, { grey: 0.5 }),
    ]
    const [page] = readDocument(await writeDocument([{ marks }], properties))
    const [box] = page?.shapes.flat() ?? []
    expect([box?.x, box?.y, box?.width, box?.height].map((side) => Math.round(side ?? 0))).toEqual([10, 20, 30, 40])
    expect(page && wordsOf(page)).toEqual(["gris"])
  })

  test("law: what is read back is what was written, in every font", async () => {
    const latin = fc.string({
      unit: fc.constantFrom(...Array.from("abcfiéèœŒ’«»…ŁłßØÅžđşığИжΩ09-., ()\\/")),
      minLength: 1,
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(latin, { minLength: 1, maxLength: 6 }), async (words) => {
        const fonts = ["regular", "bold", "mono", "mono-bold"] as const
        const marks = words.map((word, i) => text(word, 20 + i * 10, { font: fonts[i % 4] ?? "regular" }))
        const [page] = readDocument(await writeDocument([{ marks }], properties))
        expect(page && wordsOf(page)).toEqual(words)
      }),
      { numRuns: 25 },
    )
  })

  test("law: hostile text is harmless on paper", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), async (hostile) => {
        const [page] = readDocument(await writeDocument([{ marks: [text(hostile), text("suite", 50)] }], properties))
        expect(page && wordsOf(page).at(-1)).toBe("suite")
        expect(page && wordsOf(page).join("")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
      }),
      { numRuns: 25 },
    )
  })

  test("law: a QR code holds what it was given", async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}$/), async (code) => {
        const qr: Mark = { kind: "qr", text: code, x: 20, y: 20, size: 30 }
        const [page] = readDocument(await writeDocument([{ marks: [qr] }], properties))
        expect(page && qrShapes(page).map(readQr)).toEqual([code])
      }),
      { numRuns: 25 },
    )
  })

  test("a QR code with modules that look like one of its corners is still read", async () => {
    // At three pixels a module the decoder finds a fourth corner in this one.
    const code = "DGJGB-m7rEhN-bzBB9-tybBat"
    const qr: Mark = { kind: "qr", text: code, x: 20, y: 20, size: 30 }
    const [page] = readDocument(await writeDocument([{ marks: [qr] }], properties))
    expect(page && qrShapes(page).map(readQr)).toEqual([code])
  })

  test("a damaged QR code is not read as another", () => {
    const noise = Array.from({ length: 60 }, (_, i) => ({ x: i % 10, y: Math.floor(i / 10) * 2, width: 1, height: 1 }))
    expect(qrShapes({ shapes: [noise] }).map(readQr)).toEqual([undefined])
  })

  test("bytes that are not a document are refused", () => {
    expect(() => [...readDocument(new TextEncoder().encode("%PDF-1.3 nothing"))]).toThrow("cross-reference")
  })

  test.skipIf(!has("pdftotext"))("is read alike by another program", async () => {
    const path = join(folder, "essai.pdf")
    writeFileSync(path, await writeDocument(pages, properties))
    const read = execFileSync("pdftotext", ["-layout", path, "-"]).toString().split("\f")
    for (const [i, page] of pages.entries()) {
      expect(read[i]).toContain(`Membre n° ${i}\n`)
      expect(page.marks).toHaveLength(2)
    }
    const info = execFileSync("pdfinfo", [path]).toString()
    expect(info).toContain("Title:           Essai <&> (1)")
    expect(info).toContain("(A4)")
  })

  test.skipIf(!has("pdftoppm") || spawnSync("zbarimg", ["--version"]).error !== undefined)(
    "is scanned alike by another program",
    async () => {
      const path = join(folder, "code.pdf")
      writeFileSync(
        path,
        await writeDocument([{ marks: [{ kind: "qr", text: "abc-DEF", x: 20, y: 20, size: 25 }] }], properties),
      )
      execFileSync("pdftoppm", ["-r", "150", "-png", "-singlefile", path, join(folder, "code")])
      expect(readFileSync(join(folder, "code.png")).length).toBeGreaterThan(0)
      const read = execFileSync("zbarimg", ["-q", "--raw", join(folder, "code.png")]).toString()
      expect(read).toBe("abc-DEF\n")
    },
  )
})

test("an A4 sheet measures 210 by 297 mm", () => {
  expect(sheet).toEqual({ width: 210, height: 297 })
})
