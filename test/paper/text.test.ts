import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { fontMetrics } from "../../src/paper/font.ts"
import { addressWindow, millimetres } from "../../src/paper/page.ts"
import { fitBlock, fitLine, missingGlyph, paperText, wrap } from "../../src/paper/text.ts"

const metrics = await fontMetrics()
const style = { font: "regular", size: 10 } as const
const rule = { font: "regular", largest: 11, smallest: 7, leading: 1.15 } as const
const anyText = fc.string({ unit: "binary", maxLength: 200 })
const nameLike = fc.string({
  unit: fc.constantFrom(...Array.from("aeiouÉçœß-’. WMI漢"), "e\u0301", "\u202e", "\u0007", "\n"),
  maxLength: 120,
})

describe("text on paper", () => {
  test.each([
    ["line ends become spaces", "12 rue A\r\n75001", "12 rue A 75001"],
    ["controls and escapes are dropped", "A\u0000n\u001b[31mna\u0085", "An[31mna "],
    ["direction controls are dropped", "\u202eanna\u2066", "anna"],
    ["accents are composed", "Zoe\u0308", "Zoë"],
    ["ligatures are their letters", "Soﬁa Raﬀ ﬃ ﬆ", "Sofia Raff ffi st"],
    ["a lone surrogate is shown as unknown", "a\ud800b", "a\ufffdb"],
    ["what the font lacks is a box", "漢字", missingGlyph.repeat(2)],
    ["no-break and narrow spaces stay", "n°\u00a03\u202f!", "n°\u00a03\u202f!"],
  ])("%s", (_rule, text, shown) => {
    expect(paperText(text, "regular", metrics)).toBe(shown)
  })

  test("law: nothing on paper is invisible or moves other letters, and a second pass changes nothing", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = paperText(text, "regular", metrics)
        expect(shown).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\u200b\ufeff]/u)
        expect(paperText(shown, "regular", metrics)).toBe(shown)
      }),
    )
  })
})

describe("line breaks", () => {
  test("are at spaces, and inside a word only if it is too wide", () => {
    expect(wrap("Villeneuve-la-Garenne sur Seine", 40, style, metrics)).toEqual(["Villeneuve-la-Garenne", "sur Seine"])
    const broken = wrap("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", 40, style, metrics)
    expect(broken.length).toBeGreaterThan(1)
    expect(broken.join("")).toBe("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch")
  })

  test("are never at a no-break space", () => {
    expect(wrap("le communiqué n°\u00a03", 27, style, metrics)).toEqual(["le communiqué", "n°\u00a03"])
  })

  test("law: every line fits and no letter is lost", () => {
    fc.assert(
      fc.property(nameLike, fc.integer({ min: 12, max: 90 }), (text, width) => {
        const lines = wrap(text, width, style, metrics)
        for (const line of lines) {
          const fits = metrics.width(line, "regular", 10) <= width
          expect(fits || Array.from(line).length === 1).toBe(true)
        }
        expect(lines.join("").replaceAll(" ", "")).toBe(paperText(text, "regular", metrics).replaceAll(" ", ""))
      }),
    )
  })
})

describe("an address in its window", () => {
  const area = addressWindow.always

  test("of ordinary length is set large", () => {
    const block = fitBlock(["Anne Martin", "3 rue des Lilas", "75011 PARIS"], area, rule, metrics)
    expect(block).toMatchObject({ lines: ["Anne Martin", "3 rue des Lilas", "75011 PARIS"], size: 11, cut: false })
  })

  test("of eight lines is set smaller", () => {
    const lines = Array.from({ length: 8 }, (_, i) => `Ligne ${i}`)
    const block = fitBlock(lines, area, rule, metrics)
    expect(block).toMatchObject({ lines, cut: false })
    expect(block.size).toBeLessThan(8)
  })

  test("says so if it cannot be shown whole", () => {
    const block = fitBlock(
      Array.from({ length: 40 }, (_, i) => `Ligne ${i}`),
      area,
      rule,
      metrics,
    )
    expect(block.cut).toBe(true)
    expect(block.lines.at(-1)).toMatch(/…$/)
  })

  test("law: stays inside, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(nameLike, { minLength: 1, maxLength: 9 }), (lines) => {
        const block = fitBlock(lines, area, rule, metrics)
        for (const line of block.lines)
          expect(metrics.width(line, "regular", block.size)).toBeLessThanOrEqual(area.width)
        const depth = millimetres(block.size) * 1.25 + (block.lines.length - 1) * block.leading
        expect(depth).toBeLessThanOrEqual(area.height)
      }),
    )
  })
})

test("law: a fitted line is never wider than asked", () => {
  fc.assert(
    fc.property(nameLike, fc.integer({ min: 20, max: 120 }), (text, width) => {
      const line = fitLine(text, width, { font: "bold", largest: 16, smallest: 8 }, metrics)
      expect(metrics.width(line.text, "bold", line.size)).toBeLessThanOrEqual(width)
    }),
  )
})
