import { describe, expect, test } from "vitest"
import { type Block, type FlowFrame, flowPages } from "../../src/paper/flow.ts"
import { fontMetrics } from "../../src/paper/font.ts"
import type { Page, TextMark } from "../../src/paper/page.ts"

const metrics = await fontMetrics()
const frame: FlowFrame = { foot: (page, pages) => `Page ${page} sur ${pages}` }
const textsOf = (page: Page | undefined) => (page?.marks ?? []).filter((mark): mark is TextMark => mark.kind === "text")
const wordsOf = (page: Page | undefined) => textsOf(page).map(({ text }) => text)
const paragraph = (words: string): Block => ({ kind: "paragraph", text: words })
const many = (count: number) => Array.from({ length: count }, (_, i) => paragraph(`Alinéa ${i}`))

describe("a flowing document", () => {
  test("runs over pages that are numbered, and loses nothing", () => {
    const pages = flowPages([{ kind: "title", text: "Procès-verbal" }, ...many(120)], frame, metrics)
    expect(pages.length).toBeGreaterThan(2)
    expect(pages.map((page) => wordsOf(page)[0])).toEqual(pages.map((_, i) => `Page ${i + 1} sur ${pages.length}`))
    const body = pages.flatMap((page) => wordsOf(page).slice(1))
    expect(body).toEqual(["Procès-verbal", ...many(120).map((_, i) => `Alinéa ${i}`)])
  })

  test("stays inside its margins, whatever is written", () => {
    const long = "x".repeat(400)
    const blocks: Block[] = [
      paragraph(long),
      { kind: "verbatim", text: `election ${long}\nact 2 seal\n` },
      { kind: "table", columns: [{ share: 2 }, { share: 1, align: "right" }], rows: [[long, "268 341"]] },
      ...many(80),
    ]
    for (const page of flowPages(blocks, frame, metrics)) {
      for (const { text, font, size, x, y, align } of textsOf(page)) {
        const width = metrics.width(text, font, size)
        const left = align === "right" ? x - width : align === "center" ? x - width / 2 : x
        expect(left).toBeGreaterThanOrEqual(21.9)
        expect(left + width).toBeLessThanOrEqual(190.1)
        expect(y).toBeLessThanOrEqual(285)
      }
    }
  })

  test("keeps a heading with the text after it", () => {
    for (let before = 30; before < 60; before++) {
      const blocks: Block[] = [...many(before), { kind: "heading", text: "Résultats" }, paragraph("Suite")]
      const pages = flowPages(blocks, frame, metrics)
      const place = pages.findIndex((page) => wordsOf(page).includes("Résultats"))
      expect(wordsOf(pages[place])).toContain("Suite")
    }
  })

  test("leaves no line of a paragraph alone on a page, and begins a page with a short one", () => {
    const lines = 5
    const long = paragraph(Array.from({ length: lines }, (_, i) => `${i}${"x".repeat(80)}`).join(" "))
    for (const [block, least] of [
      [long, 2],
      [paragraph(`${"x".repeat(80)} ${"y".repeat(80)}`), 2],
    ] as const) {
      for (let before = 25; before < 60; before++) {
        const pages = flowPages([...many(before), block, paragraph("Suite")], frame, metrics)
        for (const page of pages) {
          const here = wordsOf(page).filter((words) => /x{9}|y{9}/.test(words)).length
          if (here > 0) expect(here, `after ${before}`).toBeGreaterThanOrEqual(least)
        }
      }
    }
  })

  test("keeps the lines of a quoted text apart, and drops its last line feed", () => {
    const [page] = flowPages([{ kind: "verbatim", text: "urne act v1\nact 2 seal\n" }], frame, metrics)
    expect(wordsOf(page).slice(1)).toEqual(["urne act v1", "act 2 seal"])
  })

  test("has tables with titles, lines to sign on, QR codes and a band", () => {
    const blocks: Block[] = [
      {
        kind: "table",
        columns: [
          { share: 1, title: "Membre" },
          { share: 1, title: "Voix" },
        ],
        rows: [["A", "1"]],
      },
      { kind: "signatures", signers: ["Le président", "Un délégué"] },
      { kind: "qr", text: "AAAA BBBB", caption: ["AAAA", "BBBB"] },
      { kind: "space", height: 5 },
    ]
    const [page] = flowPages(blocks, { ...frame, band: "SCRUTIN À BLANC" }, metrics)
    expect(wordsOf(page)).toEqual([
      "SCRUTIN À BLANC",
      "Page 1 sur 1",
      "Membre",
      "Voix",
      "A",
      "1",
      "Le président",
      "Un délégué",
      "AAAA",
      "BBBB",
    ])
    expect(page?.marks.filter(({ kind }) => kind === "qr")).toHaveLength(1)
  })
})
