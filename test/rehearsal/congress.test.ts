import { expect, test } from "vitest"
import { languages } from "../../src/core/vocabulary.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { congressText, markedAsRehearsal } from "../../src/rehearsal/congress.ts"

test.each(languages)("the congress has no mistake (%s)", (language) => {
  expect(parseDefinition(congressText(language))).toMatchObject({
    definition: { locale: language, rehearsal: true, trustees: { threshold: { needed: 2 } } },
  })
})

test.each(["rehearsal: false # a real one\n", "", "rehearsal: no-wonder\n"])(
  "a definition is marked as a rehearsal's, and nothing else changes: %j",
  (line) => {
    const text = congressText("en").replace("rehearsal: true\n", line)
    const marked = markedAsRehearsal(`# What is decided\n${text}`)
    expect(marked).toContain("# What is decided")
    expect(parseDefinition(marked)).toEqual(parseDefinition(congressText("en")))
  },
)
