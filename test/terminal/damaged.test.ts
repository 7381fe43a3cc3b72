import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { urnKeyText } from "../../src/journal/urn-key.ts"
import { TestWorld } from "../support/script.ts"
import { TestElection } from "../urn/test-election.ts"

let election: TestElection
let world: TestWorld
let whole: Buffer
beforeEach(() => {
  election = new TestElection({ onDisk: true, rehearsal: true }).open()
  election.file.store.close()
  world = new TestWorld(election.folder)
  world.now = election.now
  // Exporting a record needs the urn's key where its last changes of phase can be signed.
  writeFileSync(join(election.folder, "election.urn-key"), urnKeyText(election.urnKey), { mode: 0o600 })
  whole = readFileSync(path())
})
afterEach(() => {
  election.remove()
})
const path = () => join(election.folder, "election.urne")

test("every command reports a truncated file as damaged, and says what to do", async () => {
  writeFileSync(path(), Uint8Array.from(whole.subarray(0, whole.length / 2)))
  for (const command of [
    ["status"],
    ["journal", "list"],
    ["roll", "list"],
    ["export", "--out", "x"],
    ["backup", "b"],
  ]) {
    expect(await world.run(...command), world.err).toBe(3)
    expect(world.err).toMatch(
      /election\.urne is damaged: .*\n.*put the last backup in its place, then run:\n? *urne recover/,
    )
    expect(world.out).toBe("")
  }
  await world.run("--lang", "fr", "status")
  expect(world.err).toContain("election.urne est endommagé")
})

test("a page of a file that holds anything makes no command fail as a bug of ours or report an unwritable place", async () => {
  const size = 4096
  const told: number[] = []
  for (let page = 1; page < whole.length / size; page++) {
    const bytes = Uint8Array.from(whole)
    for (let i = page * size; i < (page + 1) * size; i++) bytes[i] = (i * 37) & 255
    writeFileSync(path(), bytes)
    for (const command of [["status"], ["roll", "list"], ["export", "--out", `x${page}`]]) {
      const status = await world.run(...command)
      expect([0, 3], `page ${page} ${world.err}`).toContain(status)
      if (status === 3) expect(world.err).toContain("is damaged")
      if (status === 3) told.push(page)
    }
  }
  expect(told.length).toBeGreaterThan(5)
})
