/**
 * The order in which the letters of a line are set: the Unicode Bidirectional Algorithm (UAX #9), for a line without
 * direction controls, which no text on paper has. Hebrew and Arabic words run from right to left, numbers and Latin
 * words among them from left to right.
 */

/** Matches letters that run from right to left: every block that Unicode reserves for them. */
export const rightToLeft = /[\u0590-\u08ff\u{fb1d}-\u{fdff}\u{fe70}-\u{fefe}\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Letters that are set one after the other in one direction. `text` is in reading order. */
export interface Run {
  readonly text: string
  readonly rightToLeft: boolean
}

type Direction = "left" | "right" | "number" | "neutral"

/** Splits a line into runs, from its left end to its right end. */
export function visualRuns(line: string): readonly Run[] {
  if (!rightToLeft.test(line)) return [{ text: line, rightToLeft: false }]
  const characters = Array.from(line)
  const directions = resolved(characters.map(directionOf))
  const base = directions.find((direction) => direction === "left" || direction === "right")
  const levels = levelsOf(directions, base === "right" ? 1 : 0)
  const runs: { text: string; readonly level: number }[] = []
  for (const [i, character] of characters.entries()) {
    const level = levels[i] ?? 0
    const last = runs.at(-1)
    if (last?.level === level) last.text += character
    else runs.push({ text: character, level })
  }
  return ordered(runs).map(({ text, level }) => ({
    text: level % 2 === 1 ? text.replace(/[()[\]{}<>«»]/g, (one) => mirrored[one] ?? one) : text,
    rightToLeft: level % 2 === 1,
  }))
}

/** The characters of a line as they stand on paper, from left to right. */
export function visualText(line: string): string {
  return visualRuns(line)
    .map((run) => (run.rightToLeft ? Array.from(run.text).reverse().join("") : run.text))
    .join("")
}

const mirrored: Readonly<Record<string, string>> = {
  ...{ "(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{" },
  ...{ "<": ">", ">": "<", "«": "»", "»": "«" },
}

function directionOf(character: string): Direction | "mark" {
  if (/[0-9\u0660-\u0669\u06f0-\u06f9]/.test(character)) return "number"
  if (/\p{M}/u.test(character)) return "mark"
  if (rightToLeft.test(character)) return "right"
  return /[\p{L}\p{N}]/u.test(character) ? "left" : "neutral"
}

/**
 * Resolves weak characters: a mark takes the direction of its letter (W1), a separator that of the two numbers around
 * it (W4), a number after Latin letters theirs (W7).
 */
function resolved(directions: readonly (Direction | "mark")[]): readonly Direction[] {
  const result: Direction[] = []
  let strong: Direction = "neutral"
  for (const [i, direction] of directions.entries()) {
    const before = result.at(-1)
    if (direction === "mark") result.push(before ?? "neutral")
    else if (direction === "neutral" && before === "number" && directions[i + 1] === "number") result.push("number")
    else if (direction === "number" && strong === "left") result.push("left")
    else result.push(direction)
    if (direction === "left" || direction === "right") strong = direction
  }
  return result
}

/**
 * Assigns levels (N1, N2, I1, I2): what stands between two characters of one direction has it, and other neutral
 * characters have that of the line.
 */
function levelsOf(directions: readonly Direction[], base: 0 | 1): readonly number[] {
  const side = (direction: Direction | undefined) =>
    direction === undefined ? base : direction === "left" ? 0 : direction === "neutral" ? undefined : 1
  return directions.map((direction, i) => {
    if (direction === "number") return 2
    if (direction !== "neutral") return direction === "right" ? 1 : base * 2
    const before = side(directions.slice(0, i).findLast((one) => one !== "neutral"))
    const after = side(directions.slice(i + 1).find((one) => one !== "neutral"))
    return before === after && before !== undefined ? (before === 1 ? 1 : base * 2) : base
  })
}

/** Reverses each sequence of runs at a level or above, from the highest level down to the lowest odd one (L2). */
function ordered<R extends { readonly level: number }>(runs: readonly R[]): readonly R[] {
  let result = [...runs]
  for (let level = Math.max(...runs.map((run) => run.level)); level > 0; level--) {
    const turned: R[] = []
    let sequence: R[] = []
    for (const run of [...result, undefined]) {
      if (run !== undefined && run.level >= level) {
        sequence.push(run)
        continue
      }
      turned.push(...sequence.reverse())
      sequence = []
      if (run !== undefined) turned.push(run)
    }
    result = turned
  }
  return result
}
