import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { sha256Hex } from "../../src/core/hash.ts"
import { parseReading } from "../../src/journal/reading.ts"
import { urnKeyText } from "../../src/journal/urn-key.ts"
import { verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { TestWorld } from "../support/script.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { keyNamed, TestElection, uuid } from "../urn/test-election.ts"

let election: TestElection
let world: TestWorld
const remembered = () => parseReading(election.read(`state/urne/read/${uuid}`))?.facts ?? []
const status = async () => {
  expect([await world.run("status", "--json"), world.err]).toEqual([0, ""])
}
/** Names the fact that a machine remembers of a signature. */
const factOf = (text: string, line: string, member: string) =>
  `act ${sha256Hex(JSON.stringify([text, line, verifierKeyText(verifierOf(keyNamed(member)))]))}`
const factsOfActs = () =>
  election.file.authority
    .acts()
    .flatMap(({ number, text }) =>
      election.file.authority.signatures(number).map(({ member, line }) => factOf(text, line, member)),
    )

beforeEach(() => {
  election = new TestElection({ onDisk: true, rehearsal: true }).open()
  world = new TestWorld(election.folder)
  world.now = election.now
  world.env = { XDG_STATE_HOME: join(election.folder, "state") }
  election.write("election.urn-key", urnKeyText(election.urnKey))
})
afterEach(() => {
  election.remove()
})

test("a machine remembers the signatures that it verified, by text, line and key, and the keys that it judged", async () => {
  await status()
  const facts = factsOfActs()
  expect(facts.length).toBeGreaterThan(2)
  expect(remembered()).toEqual(expect.arrayContaining(facts))
  const keys = remembered().filter((fact) => /^key [0-9a-f]{64}$/.test(fact))
  expect(keys.length).toBeGreaterThan(2)
})

test("a changed signature does not count, whatever is remembered", async () => {
  await status()
  const { db } = election.file.store
  withoutTriggers(db, () =>
    db.exec("UPDATE act_signature SET line = substr(line, 1, length(line) - 5) || 'AAAA=' WHERE act = 1"),
  )
  expect(await world.run("status", "--json")).toBe(5)
  expect(JSON.parse(world.err)).toMatchObject({ error: { code: "act-altered", params: { act: 1, rule: "quorum" } } })
})

test("facts are computed again if the memory is lost or unreadable", async () => {
  await status()
  const path = join(election.folder, `state/urne/read/${uuid}`)
  for (const text of ["", 'urne read v1\n{"facts":7}\n']) {
    writeFileSync(path, text)
    await status()
    expect(remembered()).toEqual(expect.arrayContaining(factsOfActs()))
  }
})
