import { afterAll, beforeAll, expect, test } from "vitest"
import { instantText } from "../../src/core/instant.ts"
import { TestWorld } from "../support/script.ts"
import { terminal } from "../support/terminal.ts"
import { anne, electionToWaitFor } from "../support/waiting.ts"

const clock = () => performance.timeOrigin + performance.now()
/** Acts state hours in whole seconds. */
const inSeconds = (seconds: number) => Math.ceil(clock() / 1000 + seconds) * 1000

let world: TestWorld
beforeAll(async () => {
  world = new TestWorld()
  world.now = clock()
  await electionToWaitFor(world)
})
afterAll(() => {
  world.remove()
})

test("at a terminal the wait counts down, rings, and shows the report of the urn that it opened", async () => {
  const hours = ["--opens", instantText(inSeconds(25)), "--closes", instantText(inSeconds(3600))]
  world.now = clock()
  expect(await world.run("--yes", "open", ...hours, ...anne), world.err).toBe(0)
  const { status, raw, shown } = await terminal(world.cwd, "open", "--wait").end()
  expect(status, shown).toBe(0)
  expect(shown).toMatch(/Waiting for the opening, on/)
  expect(raw.match(/\r\u001b\[K0:00:\d\d left/g)?.length).toBeGreaterThan(1)
  expect(raw).toMatch(/\r\u001b\[K\u0007[^]*ZERO REPORT/)
  expect(shown).not.toContain("REPRINT")
})

test("Ctrl-C ends the wait for the closing with 130, and nothing was decided", async () => {
  const waiting = terminal(world.cwd, "close", "--wait")
  await waiting.shows(/\d:\d\d:\d\d left/)
  waiting.press("\u0003")
  const { status, shown } = await waiting.end()
  expect(status, shown).toBe(130)
  expect(shown).toContain("the same command goes on waiting")
})
