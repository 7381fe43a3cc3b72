/**
 * Maps letters to those they are mistaken for, after compatibility decomposition and without case: first the digits in
 * O/0 and I/l/1, then the Cyrillic and Greek twins of Latin letters (a small part of Unicode TS 39, "confusables").
 */
const twins: ReadonlyMap<string, string> = new Map(
  [
    ["0", "oоοօ"],
    ["1", "il|ıіӏι"],
    ["a", "аα"],
    ["b", "вβ"],
    ["c", "сϲ"],
    ["e", "еε"],
    ["h", "нһ"],
    ["j", "ј"],
    ["k", "кκ"],
    ["m", "м"],
    ["n", "η"],
    ["p", "рρ"],
    ["s", "ѕ"],
    ["t", "тτ"],
    ["u", "υ"],
    ["v", "ν"],
    ["x", "хχ"],
    ["y", "уγ"],
  ].flatMap(([plain = "", others = ""]) => Array.from(others, (other) => [other, plain] as const)),
)

/**
 * Reduces an id to what survives a tired reader, a typist or a spreadsheet: accents, invisible characters, blanks,
 * hyphens, points, slashes and leading zeros go. Two ids with the same skeleton look alike.
 *
 * @param key - the id as it is compared (`Voter.key`)
 */
export function skeletonOf(key: string): string {
  if (/^\d+$/.test(key)) return withoutZeros(key)
  const bare = /^[a-z0-9]*$/.test(key) ? key : key.normalize("NFKD").replace(/[\p{M}\p{Cf}\p{P}\p{Z}\p{Sk}]/gu, "")
  let skeleton = ""
  for (const character of bare) skeleton += twins.get(character) ?? character
  return withoutZeros(skeleton)
}

function withoutZeros(text: string): string {
  return text.startsWith("0") ? text.replace(/^0+(?=.)/, "") : text
}
