import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { TestWorld } from "../support/script.ts"
import { hashAnew, tamperWith } from "../support/tamper.ts"
import { TestElection } from "../urn/test-election.ts"

let world: TestWorld
let election: TestElection
beforeEach(() => {
  election = new TestElection({ onDisk: true }).open()
  world = new TestWorld(election.folder)
  world.now = election.now
  election.file.store.db.pragma("wal_checkpoint(TRUNCATE)")
})
afterEach(() => {
  election.remove()
})

const path = () => join(election.folder, "election.urne")
const memory = () => join(election.folder, ".local", "state", "urne", "read", "9xDrMnXn4cUuGk")

describe("the definition follows from its text:", () => {
  test("its decoded form is not used, whatever this machine has seen", async () => {
    await world.run("status", "--json")
    const shown = world.out
    tamperWith(path(), "UPDATE election SET decoded = replace(decoded, 'Congrès', 'Kermesse')")
    for (const isFirst of [false, true]) {
      if (isFirst) rmSync(memory())
      expect(await world.run("status", "--json")).toBe(0)
      expect(world.out).toBe(shown)
    }
    tamperWith(path(), "UPDATE election SET decoded = 'no JSON'")
    expect(await world.run("status", "--json")).toBe(0)
    expect(world.out).toBe(shown)
  })

  test("a text with another hash than the journal's is refused", async () => {
    tamperWith(path(), "UPDATE election SET definition = replace(definition, 'Congrès', 'Kermesse')")
    expect(await world.run("--json", "status")).toBe(4)
    expect(world.err).toContain('"code":"election-file-altered"')
    expect(world.err).toContain('"part":"definition"')
  })

  test("a text of another election than the journal's is refused", async () => {
    tamperWith(path(), "UPDATE election SET uuid = 'AAAAAAAAAAAAAA'")
    expect(await world.run("--json", "status")).toBe(4)
    expect(world.err).toContain('"part":"election"')
  })
})

test("what was read is remembered beside the state that was seen, without any name", async () => {
  await world.run("status")
  const text = readFileSync(memory(), "utf8")
  expect(text).toMatch(/^urne read v1\n\{"at":"[^"]+","definition":\{/)
  expect(text).not.toMatch(/Congrès|Ada|Member/)
})

describe("an entry that somebody appended without a key is refused by its number", () => {
  test.each([
    [
      "urn.frozen",
      '{"at":"2014-11-29T11:00:00Z","ballots":0,"grace":0,"head":"00","height":0,"phase":"frozen","type":"urn.frozen"}',
    ],
    [
      "act.effective",
      '{"act":2,"at":"2014-11-29T11:00:00Z","kind":"annul","phase":"annulled","text":"sha256:00","type":"act.effective"}',
    ],
    [
      "act.effective",
      '{"act":3,"at":"2014-11-29T11:00:00Z","closes":"2014-12-24T19:00:00Z","kind":"extend","phase":"open","text":"sha256:00","type":"act.effective"}',
    ],
    [
      "urn.opened",
      '{"at":"2014-11-29T11:00:00Z","ballots":0,"closes":"2014-12-24T19:00:00Z","phase":"open","type":"urn.opened"}',
    ],
    [
      "tally.result",
      '{"at":"2014-11-29T11:00:00Z","head":"00","height":0,"phase":"tallied","result":"00","type":"tally.result"}',
    ],
  ])("%s", async (type, body) => {
    await world.run("status")
    tamperWith(path(), (db) => {
      db.prepare("INSERT INTO journal (number, body) SELECT max(number) + 1, ? FROM journal").run(body)
      hashAnew(db)
    })
    expect(await world.run("--json", "status")).toBeGreaterThan(3)
    // A false entry about an act is refused where acts are proved.
    const refusal = type === "act.effective" ? /"code":"(act|entry)-altered"/ : /"code":"election-file-altered"/
    expect(world.err).toMatch(refusal)
    if (type !== "act.effective") expect(world.err).toContain(`"at":"${election.file.journal.size()} ${type}"`)
  })
})
