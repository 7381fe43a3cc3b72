import { expect, test } from "vitest"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { exactText } from "../../src/screens/act.ts"
import { screenOf } from "../../src/terminal/output.ts"

const key = `anne-levade+1a2b3c4d+${"A".repeat(44)}`
const text = [
  "urne act v1",
  "election 9xDrMnXn4cUuGk Congrès extraordinaire",
  `key anne ${key} 1nibnYMZXQJMvOPaKH/Lq3m`,
  `reason ${"the site answered nobody, ".repeat(6)}and  two blanks`,
  "",
].join("\n")

const screen = (terminal: boolean) =>
  screenOf(
    { stream: process.stdout, write: () => undefined, rows: 24, columns: 80, terminal, colour: 0 },
    catalogueOf("en"),
  )

test("the exact text of an act is broken between its words, and can be read back from the screen", () => {
  const [title = "", , ...lines] = exactText(text, screen(true)).split("\n")
  expect(title).toMatch(/^The exact text, .*goes on from the line above/)
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80)
  expect(lines.filter((line) => line.includes(key))).toHaveLength(1)
  const read = lines.join("\n").replaceAll("\n    ", " ").replaceAll(/^ {2}/gm, "")
  expect(`${read}\n`).toBe(text)
})

test("where nothing has to be broken, nothing is said of it, and programs read a line a line", () => {
  const short = "urne act v1\nact 3 seal\n"
  expect(exactText(short, screen(true))).toBe("The exact text, which is what is signed:\n\n  urne act v1\n  act 3 seal")
  expect(exactText(text, screen(false)).split("\n").slice(2)).toEqual(
    text
      .trimEnd()
      .split("\n")
      .map((line) => `  ${line}`),
  )
})
