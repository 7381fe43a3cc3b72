import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { sha256Hex } from "../../src/core/hash.ts"
import { memberTerminal, signedByA } from "../support/member-terminal.ts"
import { type NameServer, type Records, startNameServer } from "../support/name-server.ts"
import type { TestWorld } from "../support/script.ts"
import { TestElection } from "../urn/test-election.ts"

let election: TestElection | undefined
let server: NameServer | undefined
const worlds: TestWorld[] = []
afterEach(async () => {
  election?.remove()
  await server?.close()
  ;[election, server] = [undefined, undefined]
  for (const world of worlds.splice(0)) world.remove()
})

async function terminal(addresses: string | undefined = "[https://vote.congres.fr/]"): Promise<TestWorld> {
  election = new TestElection({ addresses, onDisk: true })
  const world = await memberTerminal(election)
  worlds.push(world)
  return world
}

async function resolver(records: Records): Promise<readonly string[]> {
  server = await startNameServer(records)
  return ["--resolver", server.address]
}

interface Said {
  readonly names: readonly { readonly name: string; readonly standing?: string }[]
  readonly standings: Readonly<Record<string, number>>
  readonly sha256: string
  readonly entry?: number
}

async function json(world: TestWorld, ...argv: readonly string[]): Promise<Said> {
  expect(await world.run("preflight", "domains", ...argv, "--json"), world.err).toBe(0)
  return JSON.parse(world.out) as Said
}

describe("the .com of 2014", () => {
  test("is found before the vote, entered, and not published", async () => {
    const world = await terminal()
    writeFileSync(join(world.cwd, "held.txt"), "congres.org\n")
    const records = { "congres.com": ["192.0.2.7"], "congres.org": ["192.0.2.8"], "congres.net": "fails" } as const
    const asked = [...(await resolver(records)), "--held", "held.txt", "--most", "40", "--out", "names.csv"]
    const said = await json(world, ...asked, ...signedByA)
    const standings = Object.fromEntries(said.names.map(({ name, standing }) => [name, standing]))
    expect(standings).toMatchObject({
      ...{ "congres.com": "exists", "congres.org": "held", "congres.net": "unknown", "congres.eu": "free" },
    })
    expect(said.standings).toEqual({ held: 1, exists: 1, unknown: 1, free: 37 })
    const sheet = readFileSync(join(world.cwd, "names.csv"), "utf8")
    expect(sheet.split("\r\n").slice(0, 2)).toEqual([
      ...["name,unicode,class,standing", "congres.com,congres.com,top-level,exists"],
    ])
    expect(said.sha256).toBe(`sha256:${sha256Hex(sheet)}`)
    expect(await world.run("register", "show", String(said.entry), "--json")).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({
      event: {
        ...{ type: "lookalikes.checked", hosts: ["vote.congres.fr"], generated: 40, held: 1, exists: 1, unknown: 1 },
        ...{ how: "resolver", sha256: said.sha256 },
      },
      private: { names: ["congres.com"] },
    })
    expect(await world.run("--lang", "en", "register", "list")).toBe(0)
    expect(world.out).toMatch(/look-alikes: .*exist and are not held: 1/s)
  })

  test("stands first on the screen, whoever looks", async () => {
    const world = await terminal()
    const asked = await resolver({ "congres.com": ["192.0.2.7"], "xn--congrs-5ua.fr": [] })
    expect(await world.run("--lang", "en", "preflight", "domains", ...asked)).toBe(0)
    expect(world.out).toMatch(/EXIST, AND ARE NOT HELD: \d\n.*\n\s*congres\.com\s+other ending/)
    expect(world.out).toContain("Nothing was entered in the register")
    expect(await world.run("register", "list", "--json")).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({ entries: [] })
    expect(await world.run("--lang", "fr", "preflight", "domains", ...asked, "--most", "30")).toBe(0)
    expect(world.out).toMatch(/EXISTENT SANS ÊTRE DÉTENUS : 1/)
  })
})

describe("names", () => {
  test("are listed without asking anybody, and checked off a list", async () => {
    const world = await terminal()
    expect(await world.run("--lang", "en", "preflight", "domains")).toBe(0)
    expect(world.out).toContain("Nobody was asked which of them exist")
    writeFileSync(join(world.cwd, "held.txt"), "congres.com\nno name\n")
    const said = await json(world, "--held", "held.txt", "--most", "10", "--out", "n.csv", ...signedByA)
    expect(said.standings).toEqual({ held: 1, exists: 0, free: 0, unknown: 9 })
    expect(await world.run("register", "show", String(said.entry), "--json")).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({ event: { how: "list", unknown: 9 }, private: null })
    expect(await world.run("--lang", "en", "preflight", "domains", "--held", "held.txt")).toBe(0)
    expect(world.out).toContain("Line 2: no name")
  })

  test("are not asked of a resolver that knows every name, or says nothing", async () => {
    const world = await terminal()
    const run = (...argv: readonly string[]) => world.run("--lang", "en", "preflight", "domains", ...argv)
    world.network = {
      request: () => Promise.reject(new Error("nothing is requested")),
      resolve: () => Promise.resolve({ kind: "found", addresses: ["192.0.2.1"] }),
    }
    expect(await run("--resolver", "192.0.2.53")).toBe(3)
    expect(world.err).toContain("says of a name that nobody has that it exists")
    world.network = undefined
    expect(await run("--resolver", "nobody")).toBe(3)
    expect(world.err).toContain("is no IP address of a resolver")
  })

  test("are asked for no faster than was said, until somebody cancels", async () => {
    const world = await terminal()
    const began = world.now
    const asked = await resolver({})
    expect(await world.run("preflight", "domains", ...asked, "--most", "31", "--rate", "10")).toBe(0)
    expect(world.now - began).toBeGreaterThanOrEqual(3000)
    const cancel = new AbortController()
    world.signal = cancel.signal
    let turns = 0
    world.meanwhile = () => {
      if (++turns === 5) cancel.abort("SIGINT")
    }
    expect(await world.run("preflight", "domains", ...asked, "--out", "none.csv")).toBe(130)
    expect(await world.io().files.kind("none.csv")).toBeUndefined()
  })

  test("are refused where nothing can be imitated, nothing was checked, or the file is there", async () => {
    const nameless = await terminal("[https://192.0.2.1/]")
    expect(await nameless.run("--lang", "en", "preflight", "domains")).toBe(3)
    expect(nameless.err).toContain("no address with a name")
    const world = await terminal()
    expect(await world.run("preflight", "domains", ...signedByA)).toBe(2)
    expect(world.err).toContain("--resolver")
    expect(await world.run("preflight", "domains", "--held", "p.txt", ...signedByA)).toBe(2)
    expect(world.err).toContain("--out")
    expect(await world.run("preflight", "domains", "--out", "p.txt")).toBe(4)
    expect(await world.run("preflight", "domains", "--most", "0")).toBe(2)
  })
})
