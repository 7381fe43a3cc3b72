import { expect, test } from "vitest"
import {
  asideName,
  readUnfinished,
  requireFinished,
  unfinishedName,
  workshopPrefix,
} from "../../src/core/unfinished.ts"

const draw = "0123456789ab"

test("the name of an unfinished file or folder tells its final name", () => {
  const written = unfinishedName("letters", draw)
  expect(readUnfinished(written)).toEqual({ stage: "written", name: "letters" })
  expect(readUnfinished(asideName(written))).toEqual({ stage: "aside", name: "letters" })
  expect(readUnfinished(`${workshopPrefix}aB3xY9`)).toEqual({ stage: "workshop" })
})

test.each([
  "letters",
  "board.urne",
  "a.part",
  "a.0123456789ab.parts",
  "a.old",
  ".urne",
  ".urne-key",
  "0123456789ab.part",
])("%s is the name of something finished", (name) => {
  expect(readUnfinished(name)).toBeUndefined()
  expect(() => {
    requireFinished(name)
  }).not.toThrow()
})

test.each([`record.${draw}.part`, `a/record.${draw}.part/9x.bel`, `.urne-abcdef/new`, `record.${draw}.part.old`])(
  "%s is refused",
  (path) => {
    expect(() => {
      requireFinished(path)
    }).toThrow(expect.objectContaining({ code: "file-unfinished", params: { path } }) as Error)
  },
)
