import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readArchive } from "../../src/belenios/archive-items.ts"
import { TestWorld } from "../support/script.ts"
import { beleniosTool, runTool } from "./tool.ts"

describe.skipIf(beleniosTool === undefined)("a rehearsal, phase by phase", () => {
  const world = new TestWorld()
  const phases = join(world.cwd, "rehearsal", "phases")
  beforeAll(async () => {
    const few = ["--members", "16", "--turnout", "80", "--keep-phases", "--quiet"]
    expect(await world.run("rehearse", ...few), world.err).toBe(0)
  })
  afterAll(() => {
    world.remove()
  })

  const archiveOf = (phase: string) => {
    const [name = ""] = readdirSync(join(phases, phase))
    return readArchive(Uint8Array.from(readFileSync(join(phases, phase, name))))
  }

  test("belenios-tool verifies the archive of every phase", () => {
    const names = readdirSync(phases)
    expect(names.map((name) => name.replace(/^\d+-/, ""))).toEqual([
      "sealed",
      "open",
      "voting",
      "voted",
      "frozen",
      "counted",
      "tallied",
      "proclaimed",
    ])
    const last = names.map((phase) => {
      runTool(join(phases, phase), ["election", "verify"])
      const events = [...archiveOf(phase)].map((item) => ("code" in item ? item.code : item.type))
      return events.at(-1)
    })
    expect(last).toEqual(["Setup", "Setup", "Ballot", "Ballot", "EndBallots", "EncryptedTally", "Result", "Result"])
  })

  test("belenios-tool accepts every ballot", () => {
    const [sealed = ""] = readdirSync(phases)
    const folder = join(phases, sealed)
    const ballots = [...archiveOf("08-proclaimed")].flatMap((item) => ("ballot" in item ? [item.ballot] : []))
    expect(ballots).toHaveLength(13)
    for (const ballot of ballots) {
      writeFileSync(join(folder, "ballot.json"), ballot)
      runTool(folder, ["election", "verify-ballot", "--ballot", "ballot.json"])
    }
    // This shows that the tool refuses a wrong ballot.
    const text = new TextDecoder().decode(ballots[0])
    const other = text.replace(/"response":"(\d)/, (_, digit: string) => `"response":"${(Number(digit) % 8) + 1}`)
    writeFileSync(join(folder, "ballot.json"), other)
    expect(() => runTool(folder, ["election", "verify-ballot", "--ballot", "ballot.json"])).toThrow()
  })
})
