import { describe, expect, test } from "vitest"
import { visualRuns, visualText } from "../../src/paper/direction.ts"
import { writeDocument } from "../../src/paper/document.ts"
import { readDocument } from "../../src/paper/reading.ts"
import { setLine, type SettingFont } from "../../src/paper/setting.ts"

// Capital letters are used for letters that run from right to left, so that the order can be read here.
const hebrew = (text: string) => text.replace(/[A-Z]/g, (one) => String.fromCharCode(0x5d0 + one.charCodeAt(0) - 65))
const latin = (text: string) =>
  text.replace(/[\u05d0-\u05ea]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x5d0 + 65))

describe("a line in two directions", () => {
  test.each([
    ["anne martin 12", "anne martin 12"],
    ["ABC DEF", "FED CBA"],
    ["ABC 12 DEF", "FED 12 CBA"],
    ["ABC 12/34, DEF", "FED ,12/34 CBA"],
    ["ABC (12)", "(12) CBA"],
    ["(ABC) D", "D (CBA)"],
    ["anne ABC DEF martin", "anne FED CBA martin"],
    ["12 ABC anne", "anne CBA 12"],
    ["ABC anne martin DEF", "FED anne martin CBA"],
    ["anne ABC 12", "anne 12 CBA"],
    ["anne 12 ABC", "anne 12 CBA"],
    ["-ABC-", "-CBA-"],
  ])("%s stands as %s", (read, seen) => {
    expect(latin(visualText(hebrew(read)))).toBe(seen)
  })

  test("marks stay with their letter", () => {
    expect(visualRuns("נָתָן 5").map(({ text }) => text)).toEqual(["5", "נָתָן "])
  })

  test("is read back from paper in the order in which it was written", async () => {
    const lines = ["רחוב הרצל 12/3, תל אביב (קומה 2)", "Anne כהן Martin 12", "שלום 12 רחוב"]
    const marks = lines.map((text, i) => ({
      kind: "text" as const,
      text,
      font: "regular" as const,
      size: 9,
      x: 9,
      y: 20 + i * 9,
    }))
    const [page] = readDocument(await writeDocument([{ marks }], { title: "t", language: "en", date: 0 }))
    expect(page?.texts.map(({ text }) => text)).toEqual(lines.map(visualText))
    expect(page?.texts.at(-1)?.text).toBe("בוחר 12 םולש")
  })
})

describe("if the tables of a font fail", () => {
  const glyph = (codePoint: number) => ({ advanceWidth: 7, codePoints: [codePoint] })
  const failing = (layout: SettingFont["layout"]): SettingFont => ({ layout, glyphForCodePoint: glyph })
  const set = (font: SettingFont, text: string) =>
    String.fromCodePoint(...setLine(font, text).glyphs.flatMap(({ codePoints }) => codePoints))

  test.each<[string, SettingFont]>([
    [
      "with an error",
      failing(() => {
        throw new TypeError("no anchor")
      }),
    ],
    ["by leaving a letter out", failing(() => ({ glyphs: [glyph(65)], positions: [] }))],
  ])("%s, each letter is set by itself", (_, font) => {
    expect(set(font, "Zoé")).toBe("Zoé")
    expect(set(font, "אב 12")).toBe("12 בא")
    expect(setLine(font, "ab").positions.map(({ xAdvance }) => xAdvance)).toEqual([7, 7])
  })
})
