import iconv from "iconv-lite"
import { describe, expect, test } from "vitest"
import { readExpected } from "../../src/rehearsal/expected-result.ts"

const document = {
  result: { questions: [{ question: "Qui ?", blank: "1", answers: [{ answer: "Zoé", votes: "12" }] }] },
}
const votes = [
  [JSON.stringify(["Qui ?", "Zoé"]), 12n],
  [JSON.stringify(["Qui ?", null]), 1n],
]

describe("an expected result", () => {
  const text = JSON.stringify(document, null, 2)
  test.each<[string, Uint8Array]>([
    ["as it was printed", Buffer.from(`${text}\n`)],
    ["with the mark and the line ends of an editor", Buffer.from(`\ufeff${text.replaceAll("\n", "\r\n")}`)],
    ["as a shell of Windows writes what a command prints", iconv.encode(text, "utf-16le", { addBOM: true })],
    ["without its envelope", Buffer.from(JSON.stringify(document.result))],
  ])("is read %s", (_, bytes) => {
    expect([...readExpected(bytes, "e.json")]).toEqual(votes)
  })

  test.each(["", "{}", "[]", "null", "questions", '{"questions":[{"answers":null}]}'])("is not %s", (bytes) => {
    expect(() => readExpected(Buffer.from(bytes), "e.json")).toThrow(
      expect.objectContaining({ code: "not-a-result", params: { path: "e.json" } }) as Error,
    )
  })
})
