import { expect, test } from "vitest"
import { progressLine } from "../../src/cli/progress.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"

function lineOf(terminal: boolean) {
  let time = 0
  let written = ""
  const output = {
    stream: process.stderr,
    terminal,
    columns: 80,
    rows: 24,
    colour: 0,
    write: (text: string) => void (written += text),
  } as const
  const labels = catalogueOf("en").labels.command
  const { progress } = progressLine(output, () => time, "en", labels)
  return {
    at(seconds: number, done: number, total: number) {
      time = 1000 * seconds
      written = ""
      progress("ballots.check", done, total)
      return written
    },
  }
}

test("a line says how far work has come once it lasts, and every ten seconds", () => {
  const line = lineOf(false)
  expect(line.at(0, 0, 1000)).toBe("")
  expect(line.at(5, 100, 1000)).toBe("")
  expect(line.at(10, 250, 1000)).toBe("checking ballots 25 % 250/1,000 25/s 30 s left\n")
  expect(line.at(15, 300, 1000)).toBe("")
  expect(line.at(20, 500, 1000)).toContain("50 % 500/1,000 25/s")
})

test("work that starts over is counted from there", () => {
  const line = lineOf(true)
  line.at(0, 0, 500)
  expect(line.at(50, 250, 500)).toContain("250/500 5/s 50 s left")
  expect(line.at(51, 10, 500)).toBe("\r\u001b[K")
  expect(line.at(53, 110, 500)).toContain("110/500 55/s 8 s left")
})
