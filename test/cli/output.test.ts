import { Chalk } from "chalk"
import fc from "fast-check"
import { expect, test } from "vitest"
import { fitted, wrapped } from "../../src/cli/output.ts"

test("sentences are broken between words, and whatever their colours none is longer than the screen", () => {
  const sentence = "answer the questions of urne define, then see what urne define --check says about it"
  expect(wrapped(sentence, 40)).toBe(
    "answer the questions of urne define,\nthen see what urne define --check says\nabout it",
  )
  const { red } = new Chalk({ level: 1 })
  expect(wrapped(`${red("urne:")} ${sentence}`, 42)).toBe(
    `${red("urne:")} answer the questions of urne define,\nthen see what urne define --check says\nabout it`,
  )
  const word = fc.stringMatching(/^[a-zé’]{1,12}$/)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 12, max: 80 }), (words, columns) => {
      const lines = wrapped(words.join(" "), columns).split("\n")
      expect(lines.join(" ")).toBe(words.join(" "))
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns)
    }),
  )
})

test("what is laid out or copied stays whole, and so does what no terminal shows", () => {
  for (const line of [
    "  urne init congress.yaml --member-key anne.key.pub bruno.key.pub",
    "1       Irène Sauvage     Paris, rue de la Convention",
    `— urne/9xDrMnXn4cUuGk ${"A".repeat(40)} and more`,
  ]) {
    expect(wrapped(line, 20)).toBe(line)
  }
  expect(fitted("one two three", { terminal: false, columns: 5 })).toBe("one two three")
  expect(fitted("one two three", { terminal: true, columns: 7 })).toBe("one two\nthree")
})
