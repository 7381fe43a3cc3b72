/**
 * Makes texts of the kinds that break programs, from a seed. As a name, an address or a number, each is either refused
 * with a reason, or is on a letter what it is in the roll.
 */
import { draws } from "./draws.ts"

type Draw = ReturnType<typeof draws>

const between = (first: number, last: number) => (draw: Draw) =>
  String.fromCodePoint(first + draw.below(last - first + 1))
const oneOf =
  (...texts: readonly string[]) =>
  (draw: Draw) =>
    texts[draw.below(texts.length)] ?? ""
const name = oneOf("Anne", "Lefèvre", "Bruno", "Ng", "O’Brien", "Zoé", "Dupont-Durand", "d'Ys", "Łukasz", "Œdipe")
const repeat = (make: (draw: Draw) => string, least: number, most: number) => (draw: Draw) =>
  Array.from({ length: least + draw.below(most - least + 1) }, () => make(draw)).join("")
const inside = (make: (draw: Draw) => string) => (draw: Draw) => {
  const text = name(draw)
  const at = draw.below(text.length + 1)
  return text.slice(0, at) + make(draw) + text.slice(at)
}
const phrase =
  (...makes: readonly ((draw: Draw) => string)[]) =>
  (draw: Draw) =>
    makes.map((make) => make(draw)).join("")

/** The kinds of texts, each with a function that makes one. */
export const naughtyKinds = {
  "control characters": inside(between(0x00, 0x1f)),
  "controls of Latin-1": inside(between(0x7f, 0x9f)),
  "escape sequences of terminals": inside(oneOf("\u001b[2J", "\u001b]0;x\u0007", "\u009b31m", "\b\b\b", "\r")),
  "zero width": inside(oneOf("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u180e", "\u00ad", "\u034f")),
  "bidirectional controls": inside(
    oneOf("\u202a", "\u202b", "\u202d", "\u202e", "\u202c", "\u2066", "\u2069", "\u061c", "\u200f"),
  ),
  "blanks of all widths": inside(
    oneOf("\u00a0", "\u2003", "\u2009", "\u202f", "\u3000", "\u1680", "\u2028", "\u2029", "\u0085"),
  ),
  "only blanks": repeat(oneOf(" ", "\t", "\u00a0", "\u3000", "\u200d", "\u3164", "\u2800", "\u115f"), 1, 9),
  "marks above marks": phrase(name, repeat(between(0x300, 0x36f), 1, 24)),
  "marks alone": repeat(between(0x300, 0x36f), 1, 6),
  "marks before letters": phrase(between(0x300, 0x314), name),
  "composed and decomposed": (draw) => name(draw).normalize(oneOf("NFC", "NFD")(draw)),
  Hebrew: phrase(
    repeat(between(0x5d0, 0x5ea), 1, 9),
    oneOf(" ", " 12 ", "-", "׳"),
    repeat(between(0x591, 0x5f4), 0, 6),
  ),
  Arabic: phrase(
    repeat(between(0x627, 0x64a), 1, 9),
    oneOf(" ", " ١٢ ", " 3/4 ", "، "),
    repeat(between(0x600, 0x6ff), 0, 6),
  ),
  "joined Arabic": repeat(oneOf("لا", "ﷺ", "ﻻ", "ﷲ", "ي", "ـ"), 1, 5),
  "Hebrew and Latin in one line": phrase(
    name,
    oneOf(" (", " 12 ", "/"),
    repeat(between(0x5d0, 0x5ea), 1, 5),
    oneOf(") ", "-3 "),
    name,
  ),
  "Syriac, Thaana, N'Ko": oneOf("ܫܠܡܐ", "ދިވެހި", "ߒߞߏ", "ߊߋ 12"),
  Han: repeat(between(0x4e00, 0x9fff), 1, 8),
  "Han beyond the first plane": repeat(between(0x20000, 0x2a6df), 1, 4),
  kana: repeat(between(0x3041, 0x30ff), 1, 8),
  Hangul: phrase(repeat(between(0xac00, 0xd7a3), 1, 5), repeat(between(0x1100, 0x11ff), 0, 3)),
  Thai: repeat(between(0xe01, 0xe3a), 1, 9),
  "Indian scripts": repeat(between(0x900, 0x97f), 1, 9),
  Cyrillic: repeat(between(0x410, 0x52f), 1, 12),
  Greek: repeat(between(0x370, 0x3ff), 1, 12),
  Armenian: repeat(between(0x531, 0x587), 1, 12),
  "Georgian and Cherokee": repeat(oneOf("ა", "ჰ", "Ა", "Ꭰ", "ꭰ"), 1, 9),
  "letters of mathematics": repeat(between(0x1d400, 0x1d7ff), 1, 9),
  "letters in circles, squares and full width": repeat(oneOf("Ⓐ", "🄰", "Ａ", "ｚ", "㏂", "ℌ", "①"), 1, 8),
  ligatures: phrase(name, oneOf("ﬀ", "ﬁ", "ﬂ", "ﬃ", "ﬄ", "ﬅ", "ﬆ", "ﬓ", "ﬗ", "Ǆ", "ĳ", "ŉ"), name),
  "letters that grow in capitals": repeat(oneOf("ß", "ŉ", "İ", "ı", "ſ", "ﬃ", "ΐ", "K", "Å"), 1, 6),
  "letters that look alike": repeat(oneOf("А", "Α", "A", "l", "І", "1", "O", "0", "О"), 1, 8),
  emoji: inside(oneOf("😀", "👩‍👩‍👧‍👦", "👋🏿", "🇫🇷", "1️⃣", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "☃︎")),
  "signs and arrows": repeat(between(0x2190, 0x27bf), 1, 8),
  "punctuation of all kinds": repeat(between(0x2010, 0x205e), 1, 8),
  "selectors of variants": inside(between(0xfe00, 0xfe0f)),
  "for private use": inside(between(0xe000, 0xf8ff)),
  "not assigned": inside(oneOf("\u0378", "\u05ff", "\u{1fffd}", "\u{2fa20}", "\uffff", "\ufdd0")),
  "half a pair": inside(between(0xd800, 0xdfff)),
  "letters lost": inside(oneOf("\ufffd", "ï¿½", "Ã©", "&eacute;", "&#233;", "=C3=A9", "?")),
  formulas: phrase(
    oneOf("=", "+", "-", "@", "\t="),
    oneOf("cmd|' /C x'!A0", "SUM(A1:A9)", "1+1", 'HYPERLINK("http://a.example","b")'),
  ),
  "words of databases": oneOf("'; DROP TABLE voter; --", "1 OR 1=1", "Robert'); --", "NULL", "%00", "\\'; x"),
  "words of programs": oneOf(
    "undefined",
    "NaN",
    "null",
    "None",
    "true",
    "[object Object]",
    "__proto__",
    "constructor",
    "hasOwnProperty",
  ),
  "pages and scripts": oneOf(
    "<script>x()</script>",
    "<img src=x onerror=y>",
    "]]>",
    "<!--",
    "javascript:x()",
    "&lt;b&gt;",
    "{{7*7}}",
    "${x}",
    "%s%n%d",
  ),
  "JSON and paths": oneOf(
    '{"a":"b"}',
    '"',
    '\\"',
    "../../etc/passwd",
    "C:\\CON",
    "file:///x",
    "a\\nb",
    "\\u0000",
    "|",
    ";",
    ",",
  ),
  "numbers that are none": oneOf(
    "0",
    "-0",
    "00",
    "1e5",
    "0x1F",
    "1/0",
    "Infinity",
    "١٢٣",
    "１２",
    "1,000.00",
    "²",
    "9007199254740993",
  ),
  "very long": (draw) => name(draw).repeat(20 + draw.below(60)),
  "long words": (draw) => "W".repeat(1 + draw.below(220)),
  "many lines": (draw) => Array.from({ length: 1 + draw.below(30) }, () => name(draw)).join("\n"),
  "operators of documents": oneOf(
    "(a",
    "a)",
    "\\",
    "<<",
    ">> endobj",
    "%%EOF",
    "BT /F1 9 Tf ET",
    "/Name",
    "[1 2 3] TJ",
  ),
  "the form of a voting code": oneOf(
    "aBcDe-fGhJkm-NPqRs-tUvWxY",
    "Anne aBcDe-fGhJkm-NPqRs-tUvWxY",
    "aBcDe-fGhJkm-NPqRs",
  ),
  "any characters": repeat(between(0x20, 0x2fff), 1, 12),
  "any characters at all": repeat((draw) => String.fromCodePoint(draw.below(0x110000)), 1, 6),
} as const satisfies Readonly<Record<string, (draw: Draw) => string>>

/** Yields texts of every kind in turn. */
export function* naughtyTexts(seed: number, count: number): Generator<string, void, undefined> {
  const draw = draws(seed)
  const kinds = Object.values(naughtyKinds)
  for (let i = 0; i < count; i++) {
    const make = kinds[i % kinds.length]
    if (make !== undefined) yield make(draw)
  }
}
