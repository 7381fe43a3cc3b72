import { describe, expect, test } from "vitest"
import { languages } from "../../src/core/vocabulary.ts"
import { exitStatuses } from "../../src/language/en/exit-status.ts"
import { loadTopics } from "../../src/language/topics.ts"
import { statuses } from "../support/reference.ts"
import { TestWorld } from "../support/script.ts"

describe.each(languages)("urne help TOPIC in %s", (language) => {
  const world = new TestWorld("/nowhere")

  test("exit-codes lists every exit status with its meaning", async () => {
    const topics = await loadTopics(language)
    expect(await world.run("help", "exit-codes", "--lang", language)).toBe(0)
    for (const [status, meaning] of Object.entries(topics.exitStatuses.statuses)) {
      expect(world.out).toMatch(new RegExp(`^ +${status} `, "m"))
      expect(world.out).toContain(meaning)
    }
    expect(Object.keys(exitStatuses.statuses).map(Number)).toEqual([...statuses.keys()])
  })

  test("words lists every word with its translation, and no markup of pages", async () => {
    const { glossary } = await loadTopics(language)
    expect(await world.run("--lang", language, "help", "words")).toBe(0)
    const words = Object.values(glossary.sections).flatMap(({ words }) => Object.values(words))
    expect(words.length).toBeGreaterThan(60)
    for (const { word } of words.filter((one) => one.word !== "—")) expect(world.out).toContain(`\n  ${word}`)
    // A word that this language does not have is not given in the other one.
    const english = Object.values((await loadTopics("en")).glossary.sections).flatMap(({ words }) =>
      Object.entries(words),
    )
    const lacking = Object.values(glossary.sections).flatMap(({ words }) =>
      Object.entries(words).filter(([, { word }]) => word === "—"),
    )
    for (const [key] of lacking) {
      expect(world.out).not.toContain(`\n  ${english.find(([one]) => one === key)?.[1].word ?? key}\n`)
    }
    expect(world.out).toContain(language === "en" ? "\n  ballot (bulletin)\n" : "\n  bulletin (ballot)\n")
    expect(world.out).not.toMatch(/\*|\]\(|undefined/)
  })

  test("the help of the program names both", async () => {
    expect(await world.run("help", "--lang", language)).toBe(0)
    expect(world.out).toMatch(/urne help words .*\n.*urne help exit-codes /)
  })

  test("another topic is refused like an unknown command", async () => {
    expect(await world.run("help", "weather", "--lang", language)).toBe(2)
    expect(world.out).toBe("")
    expect(await world.run("help", "words", "weather", "--lang", language)).toBe(2)
  })
})
