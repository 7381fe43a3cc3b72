import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { sha256Hex } from "../../src/core/hash.ts"
import { TestWorld } from "../support/script.ts"

let world: TestWorld
beforeEach(() => {
  world = new TestWorld()
})
afterEach(() => {
  world.remove()
})

test.each(["en", "fr"])("an example in %s is written once, and has no mistake", async (language) => {
  expect(await world.run("define", "e.yaml", "--example", "--lang", language)).toBe(0)
  expect(await world.run("define", "e.yaml", "--example", "--lang", language)).toBe(4)
  expect(await world.run("define", "e.yaml", "--example", "--lang", language, "--force")).toBe(0)
  expect(await world.run("define", "e.yaml", "--check", "--json")).toBe(0)
  const sha256 = `sha256:${sha256Hex(readFileSync(join(world.cwd, "e.yaml")))}`
  expect(JSON.parse(world.out)).toMatchObject({
    schema: 2,
    path: "e.yaml",
    sha256,
    questions: 1,
    members: 3,
    trustees: 3,
  })
})

test.each<readonly [string, RegExp]>([
  ["en", /The letters will give no way to reach the authority/],
  ["fr", /aucun moyen de joindre l’autorité/],
])("what the letters cannot give is said in %s, when a definition is written and checked", async (language, said) => {
  expect(await world.run("define", "e.yaml", "--example", "--lang", language)).toBe(0)
  expect(world.out).toMatch(said)
  expect(await world.run("define", "e.yaml", "--check", "--lang", language)).toBe(0)
  expect(world.out).toMatch(said)
  const path = join(world.cwd, "e.yaml")
  writeFileSync(path, readFileSync(path, "utf8").replace("phone: null", "phone: 01 02"))
  expect(await world.run("define", "e.yaml", "--check", "--lang", language)).toBe(0)
  expect(world.out).not.toMatch(said)
})

test("every mistake is listed with its place, in the language asked for", async () => {
  writeFileSync(join(world.cwd, "e.yaml"), "nam: X\nopens: 2014-11-31T20:00\n")
  expect(await world.run("define", "e.yaml", "--check", "--lang", "fr")).toBe(3)
  expect(world.out).toBe("")
  expect(world.err.replaceAll("\u00a0", " ").replaceAll("\u202f", " ")).toContain(
    "e.yaml:1:1: clé inconnue : nam ; vouliez-vous dire name ?",
  )
  expect(world.err).toContain("e.yaml:2:8:")
  expect(world.err.split("\n").filter((line) => line.includes("[definition-missing]"))).toHaveLength(8)
})

test("without a terminal nothing is asked", async () => {
  expect(await world.run("define", "e.yaml")).toBe(2)
  expect(world.err).toContain("--example")
})

test("an election is not defined over another", async () => {
  writeFileSync(join(world.cwd, "e.yaml"), "")
  expect(await world.run("define", "e.yaml")).toBe(4)
  expect(await world.run("define", "absent.yaml", "--check")).toBe(3)
})
