import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { memberKeyBytes, newMemberKey } from "../../src/authority/member-key.ts"
import { writeNewKey } from "../../src/authority/member-operations.ts"
import { addComponent, type GivenComponent } from "../../src/components/operations.ts"
import { verifierOf } from "../../src/notes/key.ts"
import { TestWorld } from "../support/script.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { tamperWith } from "../support/tamper.ts"
import { hours, keyNamed, TestElection, type TestOptions } from "../urn/test-election.ts"

const minute = 60_000
const signed = ["--key", "a.key", "--passphrase-file", "p.txt"]

let election: TestElection | undefined
const worlds: TestWorld[] = []
afterEach(() => {
  election?.remove()
  election = undefined
  for (const world of worlds.splice(0)) world.remove()
})

const host: Omit<GivenComponent, "until"> = {
  ...{ kind: "host", operator: "Machines Made-up", place: "Toulouse, France", from: "2014-11-01T08:00:00Z" },
  ...{ runsOn: [], contact: "+33 1 99 00 12 34", contract: "MM-2014-7" },
}

/** Registers two components a day before the vote, then opens it. */
function registered(options: TestOptions = {}): TestElection {
  const made = new TestElection({ ...options, onDisk: true })
  election = made
  const add = (name: string, given: Omit<GivenComponent, "until">) =>
    addComponent(made.file, name, given, keyNamed("a"), made.world)
  add("web-1", host)
  add("letters", { ...host, kind: "printer", operator: "Host Fabricated", contact: undefined, contract: undefined })
  made.now += minute
  return made
}

/** Makes a terminal with a copy of the election as it is now, and the key of the member `a`. */
async function terminal(of: TestElection): Promise<TestWorld> {
  const world = new TestWorld()
  worlds.push(world)
  of.file.store.db.pragma("wal_checkpoint(TRUNCATE)")
  copyFileSync(join(of.folder, "election.urne"), join(world.cwd, "election.urne"))
  const key = { ...newMemberKey("a", false, seededRandom("key")), ...keyNamed("a") }
  const file = { name: "a", path: "a.key", passphrase: "one passphrase for it", rehearsal: true }
  await writeNewKey(file, { secret: memberKeyBytes(key), key: verifierOf(key) }, { ...of.world, ...world.io() })
  writeFileSync(join(world.cwd, "p.txt"), "one passphrase for it\n")
  world.now = of.now
  return world
}

async function json<Found>(world: TestWorld, ...argv: readonly string[]): Promise<Found> {
  expect(await world.run(...argv, "--json"), `urne ${argv.join(" ")}\n${world.err}`).toBe(0)
  return JSON.parse(world.out) as Found
}

interface ListedJson {
  readonly components: readonly { readonly component: string; readonly signed: string; readonly operator: string }[]
  readonly of: { readonly runs: readonly string[]; readonly runsNot: readonly string[] }
}

describe("Occitanie: an outage is blamed on a host", () => {
  test("one command says what it runs and what it does not, and that this was signed before the vote", async () => {
    const world = await terminal(registered().open())
    world.now = hours.noon
    const added = ["--kind", "site", "--operator", "Votes Fictional", "--place", "Lyon, France"]
    const standing = ["--from", "2014-11-29T11:00", "--runs-on", "web-1"]
    await json(world, "component", "add", "site", ...added, ...standing, ...signed)
    const { components, of } = await json<ListedJson>(world, "component", "list", "--operator", "host fabricated")
    expect(components.map(({ component, signed: stage }) => [component, stage])).toEqual([
      ["web-1", "before-seal"],
      ["letters", "before-seal"],
      // Whoever registers something once it matters cannot hide that.
      ["site", "during-vote"],
    ])
    expect(of).toMatchObject({ runs: ["letters"], runsNot: ["web-1", "site"] })
    expect(await world.run("--lang", "en", "component", "show", "site", "--operator", "Host Fabricated")).toBe(0)
    expect(world.out).toContain("Host Fabricated does NOT run site.")
    expect(world.out).toContain("AFTER the vote opened")
  })

  test("what is signed between the seal and the opening is told apart", async () => {
    const made = registered().sealed()
    const world = await terminal(made)
    world.now = made.now + minute
    await json(world, "component", "change", "web-1", "--operator", "Other", ...signed)
    const shown = await json<{ versions: readonly { signed: string; operator: string; stated?: object }[] }>(
      ...([world, "component", "show", "web-1"] as const),
    )
    expect(shown.versions.map(({ signed: stage, operator }) => [stage, operator])).toEqual([
      ["before-seal", "Machines Made-up"],
      ["before-opening", "Other"],
    ])
    // The seal states the register, so that nothing is put before it afterwards.
    expect(shown.versions.map(({ stated }) => stated)).toEqual([{ act: 2, kind: "seal" }, undefined])
  })

  test("the vote is sealed although another program wrote to the register, and the act says so", async () => {
    const world = await terminal(registered().ready())
    tamperWith(join(world.cwd, "election.urne"), "UPDATE register SET body = replace(body, 'Toulouse', 'Nowhere')")
    expect(await world.run("--lang", "en", "seal", ...signed)).toBe(5)
    expect(world.err).toContain("urne seal --without-register")
    await json(world, "seal", "--without-register", ...signed)
    expect(await world.run("act", "show")).toBe(0)
    expect(world.out).toContain("register altered\n")
  })
})

describe("what is published", () => {
  test("names no operator, no contact and no contract", async () => {
    const world = await terminal(registered())
    writeFileSync(join(world.cwd, "election.urn-key"), "")
    expect(await world.run("component", "map", "--svg", "map.svg", "--pdf", "map.pdf")).toBe(0)
    const picture = readFileSync(join(world.cwd, "map.svg"), "utf8")
    expect(picture).toContain("web-1")
    expect(picture).not.toContain("Machines")
    expect(await world.run("component", "map", "--svg", "full.svg", "--full")).toBe(0)
    expect(readFileSync(join(world.cwd, "full.svg"), "utf8")).toContain("Machines Made-up")
    const { entries } = await json<{ entries: readonly { event: object; private: object }[] }>(
      world,
      "register",
      "list",
    )
    expect(JSON.stringify(entries.map(({ event }) => event))).not.toMatch(/Machines|99 00|MM-2014/)
    expect(entries[0]?.private).toEqual({
      ...{ operator: "Machines Made-up", contact: "+33 1 99 00 12 34", contract: "MM-2014-7" },
    })
  })

  test("names operators if the definition says so, and contacts never", async () => {
    const world = await terminal(registered({ publish: "{ operators: true }" }))
    const { entries } = await json<{ entries: readonly { event: object; private: object | null }[] }>(
      ...([world, "register", "list"] as const),
    )
    expect(entries.map(({ event }) => event)).toMatchObject([
      { component: "web-1", operator: "Machines Made-up" },
      { component: "letters", operator: "Host Fabricated" },
    ])
    expect(JSON.stringify(entries.map(({ event }) => event))).not.toMatch(/99 00|MM-2014/)
    expect(entries[1]?.private).toBeNull()
    expect(await world.run("component", "map", "--svg", "map.svg")).toBe(0)
    expect(readFileSync(join(world.cwd, "map.svg"), "utf8")).toContain("Machines Made-up")
    expect(existsSync(join(world.cwd, "map.pdf"))).toBe(false)
  })
})
