/** What becomes of a label when somebody types, hears or remembers it wrong. */

const letters = "abcdefghijklmnopqrstuvwxyz"
const digits = "0123456789"
const vowels = "aeiouy"

/** Each place of a label: what is before it, the letter, and what is after it. */
function places(label: string): readonly (readonly [before: string, letter: string, after: string])[] {
  return Array.from(label, (letter, i) => [label.slice(0, i), letter, label.slice(i + 1)])
}

/** One letter is missing. */
export function omissions(label: string): readonly string[] {
  return places(label).map(([before, , after]) => before + after)
}

/** One letter stands twice. */
export function repetitions(label: string): readonly string[] {
  return places(label).map(([before, letter, after]) => before + letter + letter + after)
}

/** Two letters beside each other change places. */
export function transpositions(label: string): readonly string[] {
  return places(label).flatMap(([before, letter, after]) =>
    after === "" ? [] : [before + after.slice(0, 1) + letter + after.slice(1)],
  )
}

/** A vowel is another one. */
export function vowelSwaps(label: string): readonly string[] {
  return places(label).flatMap(([before, letter, after]) =>
    vowels.includes(letter) ? Array.from(vowels, (vowel) => before + vowel + after) : [],
  )
}

/** A hyphen more. */
export function hyphenations(label: string): readonly string[] {
  return places(label).flatMap(([before, letter, after]) => (before === "" ? [] : [`${before}-${letter}${after}`]))
}

/** A dot more: the name is then one below another, shorter name. */
export function subdomains(label: string): readonly string[] {
  return places(label).flatMap(([before, letter, after]) =>
    before === "" || before.endsWith("-") || letter === "-" ? [] : [`${before}.${letter}${after}`],
  )
}

/** A letter or a digit more, at the end or at the beginning. */
export function additions(label: string): readonly string[] {
  const all = Array.from(letters + digits)
  return [...all.map((one) => label + one), ...all.map((one) => one + label)]
}

/** One of its words is plural, or no longer is. */
export function plurals(label: string): readonly string[] {
  const words = label.split("-")
  return words.flatMap((word, i) => {
    const others = word.endsWith("s") ? [word.slice(0, -1), `${word}es`] : [`${word}s`, `${word}x`, `${word}es`]
    return others.map((other) => words.with(i, other).join("-"))
  })
}

/** One bit of a letter is wrong, as faulty memory makes it. */
export function bitFlips(label: string): readonly string[] {
  return places(label).flatMap(([before, letter, after]) =>
    Array.from({ length: 8 }, (_, bit) => String.fromCharCode(letter.charCodeAt(0) ^ (1 << bit)))
      .filter((one) => /[a-z0-9-]/.test(one))
      .map((one) => before + one + after),
  )
}
