/** Letters that look like others: digits, other Latin, Cyrillic and Greek letters, and groups of letters. */

/** What looks like a letter, or like several, in letters and digits of the keyboard. */
const plain: Readonly<Record<string, string>> = {
  a: "e o",
  b: "d lb 6 h",
  c: "e o",
  d: "b cl dl o",
  e: "c 3",
  f: "t",
  g: "q 9 y",
  h: "b lh n",
  i: "1 l j",
  j: "i",
  k: "lk ik lc",
  l: "1 i t",
  m: "n nn rn rr in",
  n: "m r h",
  o: "0 c",
  p: "q",
  q: "g p",
  r: "n",
  s: "5 z",
  t: "f l 7",
  u: "v",
  v: "u",
  w: "vv v",
  x: "y",
  y: "v g",
  z: "2 s",
  "0": "o",
  "1": "l i",
  "2": "z",
  "3": "e 8",
  "5": "s",
  "6": "b 9",
  "8": "b 3",
  "9": "g q 6",
  rn: "m",
  nn: "m",
  cl: "d",
  vv: "w",
}

/**
 * What looks like a letter and is made of another one, by no rule: letters with a stroke, a hook, a tail or a descender,
 * small capitals, letters of phonetics, Cyrillic and Greek.
 */
const foreign: Readonly<Record<string, string>> = {
  a: "ɑаαɐəᴀ",
  b: "ʙɓƃьвƅᶀ",
  c: "ƈсςϲᴄ",
  d: "đɖɗɗԁᴅᶁ",
  e: "ɇеєεɛᴇ",
  f: "ƒғϝꜰᶂ",
  g: "ɡɢǥɠԍᶃ",
  h: "ħɦһнʜɧⱨ",
  i: "ıɩɪɨіιӏ",
  j: "ʝɉјϳᴊ",
  k: "ƙкκĸᴋⱪᶄ",
  l: "ɫłʟӏƚɭᶅ",
  m: "ɱмʍɯᴍᶆ",
  n: "ɲƞпηɳռɴꞑᶇ",
  o: "øоοσөɵօᴏ",
  p: "рρƿƥþᴘᶈ",
  q: "ʠԛɋզ",
  r: "ʀɼɽгɾɍяᶉ",
  s: "ʂѕꜱƽᶊ",
  t: "ƭŧтτƫʈᴛ",
  u: "ʋυսɥµцʉᴜ",
  v: "ѵνʌⱱᴠᶌⱴ",
  w: "ѡԝωɯᴡⱳ",
  x: "хχҳᶍ",
  y: "уγʏүɏʎƴỿ",
  z: "ʐʑƶȥᴢⱬᶎ",
  "2": "ƻ",
  "3": "зɜ",
  "4": "ч",
  "5": "ƽ",
  "6": "б",
}

/** The letters with marks above or below them, by the letter without: those of Latin-1 and of the Latin extensions. */
const marked: Readonly<Record<string, string>> = (() => {
  const found: Record<string, string> = {}
  const blocks = [
    [0xe0, 0x24f],
    [0x1e00, 0x1eff],
  ] as const
  for (const [from, to] of blocks) {
    for (let code = from; code <= to; code++) {
      const letter = String.fromCodePoint(code)
      const [base = ""] = letter.normalize("NFD")
      if (/[a-z]/.test(base) && letter === letter.toLowerCase()) found[base] = (found[base] ?? "") + letter
    }
  }
  return found
})()

type Glyphs = (letters: string) => readonly string[]
/** What stands for a letter, or for two: first what looks most like it. */
const kinds: readonly Glyphs[] = [
  (letters) => plain[letters]?.split(" ") ?? [],
  (letters) => Array.from(foreign[letters] ?? ""),
  (letters) => Array.from(marked[letters] ?? ""),
]
const all: Glyphs = (letters) => kinds.flatMap((glyphs) => glyphs(letters))

interface Change {
  /** What is replaced, one letter or two. */
  readonly letters: string
  readonly glyph: string
  readonly label: string
}

/** Each name in which a letter, at one place or at several that follow each other, is another that looks like it. */
export function homoglyphs(label: string): readonly string[] {
  return kinds.flatMap((glyphs) => changes(label, glyphs).map((change) => change.label))
}

/** Each name in which that was done twice, also to what the first change brought: `d` is `cl`, and that `ci`. */
export function* homoglyphPairs(label: string): Generator<string, void> {
  for (const first of changes(label, all)) {
    for (const second of changes(first.label, all)) {
      // Two changes that do not meet are the same in either order.
      if (second.letters >= first.letters || first.glyph.includes(second.letters)) yield second.label
    }
  }
}

function changes(label: string, glyphs: Glyphs): readonly Change[] {
  const parts = new Set([...Array.from(label), ...Array.from(label, (_, i) => label.slice(i, i + 2))])
  return [...parts].flatMap((letters) => {
    const found = glyphs(letters)
    return found.length === 0
      ? []
      : spans(label, letters).flatMap((pieces) => found.map((glyph) => changed(pieces, letters, glyph)))
  })
}

/** Cuts a label where some letters stand, from one of their places to another: before, what is between them, after. */
function spans(label: string, letters: string): readonly (readonly string[])[] {
  const pieces = label.split(letters)
  return pieces.slice(1).flatMap((_, from) =>
    pieces.slice(from + 1).map((__, length) => {
      const last = from + length + 1
      const [before, after] = [pieces.slice(0, from + 1).join(letters), pieces.slice(last).join(letters)]
      return [before, ...pieces.slice(from + 1, last), after]
    }),
  )
}

function changed(pieces: readonly string[], letters: string, glyph: string): Change {
  return { letters, glyph, label: pieces.join(glyph) }
}
