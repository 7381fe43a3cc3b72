import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { readArchive } from "../../src/belenios/archive-items.ts"
import { utf8Text } from "../../src/core/bytes.ts"
import { plainCount } from "../../src/rehearsal/votes.ts"
import { TestWorld } from "../support/script.ts"
import { type RandomElection, randomElection } from "./random-election.ts"
import { runElection } from "./tool-election.ts"
import { beleniosTool, runTool } from "./tool.ts"

const numbers = Array.from({ length: 20 }, (_, i) => i + 1)

describe.skipIf(beleniosTool === undefined)("random elections", () => {
  let world: TestWorld
  let folder: string
  beforeEach(() => {
    world = new TestWorld()
    folder = mkdtempSync(join(tmpdir(), "urne-random-"))
  })
  afterEach(() => {
    world.remove()
    rmSync(folder, { recursive: true })
  })

  test.each(numbers)("number %i of ours is verified by belenios-tool, which finds the same result", async (number) => {
    const election = randomElection(number)
    writeFileSync(join(world.cwd, "election.yaml"), definitionOf(election))
    const args = ["--members", String(election.weights.length), "--turnout", "100", "--quiet", "--json"]
    expect(await world.run("rehearse", "election.yaml", ...args), world.err).toBe(0)
    const bundle = join(world.cwd, "rehearsal", "bundle")
    const name = readdirSync(bundle).find((each) => each.endsWith(".bel")) ?? ""
    const archive = Uint8Array.from(readFileSync(join(bundle, name)))
    writeFileSync(join(folder, name), archive)
    runTool(folder, ["election", "verify"])
    // An archive without its result makes the tool compute it from our shares.
    const { body, offset } = resultIn(archive)
    writeFileSync(join(folder, name), archive.subarray(0, offset))
    expect(runTool(folder, ["election", "compute-result"]).trim()).toBe(body)
  })

  test.each(numbers)("number %i of theirs is verified by urne, which finds what was voted", async (number) => {
    const election = randomElection(number)
    const { archive, votes } = runElection(folder, election)
    writeFileSync(join(world.cwd, "archive.bel"), archive)
    expect(await world.run("verify", "archive.bel", "--final", "--json"), world.out).toBe(0)
    const report = JSON.parse(world.out) as {
      readonly verdict: string
      readonly result: readonly {
        readonly blank: string | null
        readonly answers: readonly { readonly votes: string }[]
      }[]
    }
    expect(report.verdict).toBe("ARCHIVE VERIFIED")
    const rows = report.result.map(({ blank, answers }) => [
      ...(blank === null ? [] : [blank]),
      ...answers.map((answer) => answer.votes),
    ])
    expect(rows).toEqual(plainCount(election.questions, votes).map((row) => row.map(String)))
  })
})

/** Returns the bytes of the result, and where its record begins in the archive. */
function resultIn(archive: Uint8Array): { readonly body: string; readonly offset: number } {
  for (const item of readArchive(archive)) {
    if ("code" in item) throw new Error(item.code)
    if (item.type !== "Result") continue
    const body = utf8Text(item.result) ?? ""
    // A record is a header of 512 bytes and the body.
    return { body, offset: Buffer.from(archive).lastIndexOf(body) - 512 }
  }
  throw new Error("no result")
}

function definitionOf({ questions, weights, mandatory, threshold, again }: RandomElection): string {
  const names = (count: number, prefix: string) => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`)
  const shared = threshold && { needed: threshold.needed, holders: names(threshold.holders, "shared-") }
  const decided = {
    name: "Random",
    locale: "en",
    timezone: "UTC",
    opens: "2014-11-28T20:00",
    closes: "2014-11-29T20:00",
    revote: again > 0 ? "last-counts" : "refused",
    rehearsal: true,
    questions,
    authority: { name: "Board", quorum: { total: 1 }, members: [{ id: "a", name: "A" }] },
    trustees: { mandatory: names(mandatory, "single-"), ...(shared === undefined ? {} : { threshold: shared }) },
    roll: { id: "id", name: "name", ...(weights.some((weight) => weight > 1n) ? { weight: "shares" } : {}) },
    "minimum-ballots": 1,
  }
  // Any JSON text is also YAML.
  return JSON.stringify(decided)
}
