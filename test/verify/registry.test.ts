import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { checks } from "../../src/verify/checks.ts"

const root = new URL("../../src/verify/", import.meta.url).pathname
const sources = new Map(
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => [name, readFileSync(`${root}${name}`, "utf8")] as const),
)

test("each check reports in one place how much of it was done", () => {
  const places = new Map(checks.map(({ id }) => [id as string, 0]))
  for (const source of sources.values()) {
    for (const [, id = ""] of source.matchAll(/report\.done\(\s*"(\w+)"/g)) places.set(id, (places.get(id) ?? 0) + 1)
    // Some checks are done together, on the same things.
    for (const [, ids = ""] of source.matchAll(
      /for \(const check of \[([^\]]+)\] as const\)[^;]*?report\.done\(check/g,
    )) {
      for (const [, id = ""] of ids.matchAll(/"(\w+)"/g)) places.set(id, (places.get(id) ?? 0) + 1)
    }
  }
  expect([...places].filter(([, count]) => count !== 1)).toEqual([])
})

test("the registry names an existing function for each check, which tells the report", () => {
  const absent = checks.filter(({ by }) => {
    const [file = "", name = ""] = by.split(" ")
    return !new RegExp(`^export (?:async )?function ${name}\\(`, "m").test(sources.get(file) ?? "")
  })
  expect(absent.map(({ id, by }) => `${id} ${by}`)).toEqual([])
})

test("the report is told no code that the registry does not list", () => {
  const told = new Set(
    [...sources.values()].flatMap((source) => [...source.matchAll(/\.fail\(\s*"(\w+)"/g)].map(([, code]) => code)),
  )
  const listed = new Set<string | undefined>(checks.flatMap(({ codes }) => codes))
  expect([...told].filter((code) => !listed.has(code))).toEqual([])
})
