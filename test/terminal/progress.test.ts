import { Command } from "commander"
import { expect, test } from "vitest"
import { App } from "../../src/commands/app.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { progressLine } from "../../src/terminal/progress.ts"
import { TestWorld } from "../support/script.ts"

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
  expect(line.at(10, 250, 1000)).toBe("Checking ballots 25 % 250/1,000 25/s 30 s left\n")
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

test("work that ends early leaves no line behind, whatever is printed next", async () => {
  let [time, written] = [0, ""]
  const world = new TestWorld()
  const io = world.io()
  const err = { ...io.err, terminal: true, columns: 80, write: (text: string) => void (written += text) }
  const app = new App({ ...io, err, now: () => time }, catalogueOf("en"))
  await app.run(
    new Command(),
    ({ world: { progress }, show }) => {
      progress("ballots.check", 0, 100)
      time = 5000
      progress("ballots.check", 40, 100)
      expect(written).toContain("40 % 40/100")
      show("and then")
      expect(written.endsWith("\r\u001b[Kand then")).toBe(true)
      time = 10_000
      progress("ballots.check", 50, 100)
      return {}
    },
    { human: () => "" },
  )
  // No progress line remains: each was erased by what came after it.
  expect(written.split("\r\u001b[K").at(-1)).toBe("")
  expect(written.split("\r\u001b[K").every((line) => line.length < 80)).toBe(true)
  world.remove()
})
