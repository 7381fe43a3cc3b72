import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { TestWorld } from "../support/script.ts"

// Each test runs a whole election, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 600_000 })

let world: TestWorld
beforeEach(() => {
  world = new TestWorld()
  writeFileSync(join(world.cwd, "seed"), "one")
})
afterEach(() => {
  world.remove()
})

interface Printed {
  readonly verdict: string
  readonly agrees: boolean
  readonly path: string
  readonly record: string
  readonly result: {
    readonly members: number
    readonly voters: number
    readonly weight: string
    readonly ballots: { readonly accepted: number; readonly counted: number }
  }
  readonly steps: readonly { readonly step: string }[]
}

async function rehearse(...args: readonly string[]): Promise<Printed> {
  expect(await world.run("rehearse", "--json", "--quiet", ...args), world.err).toBe(0)
  return JSON.parse(world.out) as Printed
}

/** Reads every file of a folder, by its name, in hexadecimal. */
function contentOf(folder: string): Record<string, string> {
  const names = readdirSync(join(world.cwd, folder), { recursive: true, encoding: "utf8" }).sort()
  const files = names.map((name) => [name, join(world.cwd, folder, name)] as const)
  return Object.fromEntries(
    files.filter(([, path]) => statSync(path).isFile()).map(([name, path]) => [name, readFileSync(path, "hex")]),
  )
}

test("a seed always gives the same record, another seed gives another, and an existing folder does not block the next run", async () => {
  const few = ["--members", "12", "--turnout", "90"]
  const drawn = await rehearse(...few)
  expect(drawn).toMatchObject({ verdict: "VERIFIED", agrees: true, path: "rehearsal" })
  expect(drawn.result).toMatchObject({ members: 12, voters: 11, ballots: { accepted: 11, counted: 11 } })
  // The seed is printed, so that the same draws can be made again.
  const again = await rehearse("--seed", "rehearsal/seed", ...few)
  expect(again.path).toBe("rehearsal-2")
  expect(contentOf(again.record)).toEqual(contentOf(drawn.record))
  const other = await rehearse("--seed", "seed", ...few)
  expect(other.path).toBe("rehearsal-3")
  const [one, two] = [contentOf(drawn.record), contentOf(other.record)]
  expect(Object.keys(one).filter((name) => one[name] === two[name])).toEqual(["definition.yaml"])
})

const definition = `name: Assembly # of the members
locale: en
timezone: Pacific/Noumea
opens: 2030-03-01T08:00
closes: 2030-03-01T08:30
grace: 0m
revote: last-counts
questions:
  - { question: Who chairs?, answers: [Ada, Bo, Cy], min: 1, max: 2 }
  - { question: Approve?, answers: ["Yes"], blank: false, min: 0, max: 1 }
authority:
  name: Board
  quorum: { total: 2, roles: { president: 1 } }
  members: [{ id: a, name: A }, { id: b, name: B, role: president }, { id: c, name: C }]
trustees: { mandatory: [k], threshold: { needed: 2, holders: [x, y, z] } }
roll: { id: number, name: name, address: [street, code], postcode: code, weight: shares }
credentials: { reserve: 20%, officers: [ruth, sam] }
minimum-ballots: 5
`

test("a definition of a real election is rehearsed and marked as such, with weights, votes that are replaced and mandatory holders", async () => {
  writeFileSync(join(world.cwd, "assembly.yaml"), definition)
  const { result, verdict, agrees } = await rehearse(
    "assembly.yaml",
    "--members",
    "24",
    "--turnout",
    "100%",
    "--seed",
    "seed",
  )
  expect([verdict, agrees, result.voters, result.ballots.counted]).toEqual(["VERIFIED", true, 24, 24])
  expect(result.ballots.accepted).toBeGreaterThan(24)
  expect(BigInt(result.weight)).toBeGreaterThan(24n)
  const marked = readFileSync(join(world.cwd, "rehearsal", "bundle", "definition.yaml"), "utf8")
  expect(marked).toContain("rehearsal: true")
  expect(marked).toContain("# of the members")
  expect(readFileSync(join(world.cwd, "assembly.yaml"), "utf8")).toBe(definition)
})

test("a member file takes the place of invented members, and its faulty rows are skipped only if that is asked for", async () => {
  writeFileSync(
    join(world.cwd, "assembly.yaml"),
    definition.replace(", address: [street, code], postcode: code, weight: shares", ""),
  )
  const rows = Array.from({ length: 15 }, (_, i) => `${i},Name ${i}`)
  writeFileSync(join(world.cwd, "members.csv"), ["number,name", ...rows, "3,Twice", ""].join("\n"))
  const line = ["assembly.yaml", "--roll", "members.csv", "--turnout", "60"]
  expect(await world.run("rehearse", ...line)).toBe(3)
  expect(world.err).toContain("members.csv has 1 refused row; nothing was imported")
  expect(readdirSync(world.cwd).filter((name) => name.startsWith("rehearsal"))).toEqual([])
  expect(await world.run("rehearse", "--skip-refused", "1")).toBe(2)
  const { result } = await rehearse(...line, "--skip-refused", "1")
  expect([result.members, result.voters]).toEqual([15, 9])
})

test("a rehearsal that cannot be held is refused, and nothing is left behind", async () => {
  writeFileSync(join(world.cwd, "wrong.yaml"), definition.replace("locale: en", "locale: xx"))
  const refused: readonly (readonly [number, readonly string[]])[] = [
    [2, ["--turnout", "101"]],
    [2, ["--turnout", "half"]],
    [2, ["--members", "0"]],
    [2, ["--members", "5", "--roll", "members.csv"]],
    [3, ["wrong.yaml"]],
    [3, ["absent.yaml"]],
    [3, ["--seed", "./absent"]],
    [3, ["--expect", "absent.json"]],
  ]
  for (const [status, args] of refused) expect([args, await world.run("rehearse", ...args)]).toEqual([args, status])
  expect(readdirSync(world.cwd).sort()).toEqual(["seed", "wrong.yaml"])
  expect(await world.run("rehearse", "--out", "seed")).toBe(4)
})

test("a rehearsal makes nothing if its voters are fewer than the definition's minimum", async () => {
  writeFileSync(join(world.cwd, "assembly.yaml"), definition)
  const before = readdirSync(world.cwd)
  const line = definition.split("\n").findIndex((one) => one.startsWith("minimum-ballots")) + 1
  expect(await world.run("rehearse", "assembly.yaml", "--members", "8", "--turnout", "50", "--json")).toBe(3)
  expect(JSON.parse(world.err)).toMatchObject({
    error: {
      code: "rehearsal-too-small",
      params: { members: 8, voters: 4, minimum: 5, place: `assembly.yaml:${line}:18` },
    },
  })
  expect(await world.run("rehearse", "--members", "10", "--lang", "fr")).toBe(3)
  expect(world.err).toMatch(/6 inscrits sur 10 voteraient.*par défaut/)
  expect(world.err).toMatch(/--members.*--turnout.*minimum-ballots/)
  expect(readdirSync(world.cwd)).toEqual(before)
})

test("a member file too short for the definition's minimum is refused as soon as it is read", async () => {
  writeFileSync(
    join(world.cwd, "assembly.yaml"),
    definition.replace(", address: [street, code], postcode: code, weight: shares", ""),
  )
  writeFileSync(join(world.cwd, "members.csv"), "number,name\n1,Ada\n2,Bo\n")
  expect(await world.run("rehearse", "assembly.yaml", "--roll", "members.csv", "--turnout", "100")).toBe(3)
  expect(world.err).toContain("2 of 2 members would vote")
})

test("the result is compared with the expected one, and a JUnit report says what failed", async () => {
  writeFileSync(join(world.cwd, "assembly.yaml"), definition)
  const night = ["rehearse", "assembly.yaml", "--members", "12", "--turnout", "100", "--seed", "monday"]
  expect(await world.run(...night, "--out", "first", "--json"), world.err).toBe(0)
  writeFileSync(join(world.cwd, "printed.json"), world.out)
  const document = `${(JSON.parse(world.out) as Printed).record}/result.json`
  const published = JSON.parse(readFileSync(join(world.cwd, document), "utf8")) as {
    questions: { blank?: string; answers: { answer: string; votes: string }[] }[]
  }
  // The same seed gives the same night.
  for (const expected of [document, "printed.json"]) {
    expect(await world.run(...night, "--expect", expected, "--junit", `${expected.length}.xml`), world.err).toBe(0)
    expect(world.out).toContain("The result is the one that was expected.")
  }
  const [first] = published.questions
  if (first?.answers[0] === undefined) throw new Error("no answer")
  first.answers[0].votes = String(BigInt(first.answers[0].votes) + 1n)
  first.answers.push({ answer: "<nobody & none>", votes: "0" })
  writeFileSync(join(world.cwd, "other.json"), JSON.stringify(published))
  expect(await world.run(...night, "--expect", "other.json", "--junit", "night.xml")).toBe(5)
  expect(world.out).toContain("The result is NOT the one that was expected:")
  const report = readFileSync(join(world.cwd, "night.xml"), "utf8")
  expect(report).toMatch(
    /<testsuite name="urne rehearse" tests="\d+" failures="1" errors="0" skipped="0" time="[\d.]+">/,
  )
  expect(report).toContain("&lt;nobody &amp; none&gt;: 0 expected, none found")
  expect(await world.run(...night, "--expect", "other.json", "--json")).toBe(5)
  expect(JSON.parse(world.out)).toMatchObject({ agrees: true, verdict: "VERIFIED", differences: [{}, { found: null }] })
  writeFileSync(join(world.cwd, "none.json"), "[]")
  expect(await world.run(...night, "--expect", "none.json")).toBe(3)
  expect(world.err).toContain("none.json is not a result")
  expect(world.err).not.toContain("constitute the authority")
})
