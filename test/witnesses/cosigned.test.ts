import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { TestWorld } from "../support/script.ts"
import { definitionWith } from "../support/short-definition.ts"
import { tamperWith } from "../support/tamper.ts"

let world: TestWorld
const at = (name: string) => join(world.cwd, name)
const secret = ["--passphrase-file", "p.txt"]

async function succeed(...argv: readonly string[]): Promise<void> {
  expect(await world.run(...argv), `${argv.join(" ")}\n${world.err}`).toBe(0)
}

/** Returns the urn's public key in the form in which a witness gets it. */
async function urnKey(): Promise<string> {
  await succeed("authority", "list")
  return /Urn key 1: (\S+)/.exec(world.out)?.[1] ?? ""
}

/** Sets up an election with two witnesses, of whom one cosigned the journal twice. */
beforeEach(async () => {
  world = new TestWorld()
  writeFileSync(at("p.txt"), "correct horse\n")
  writeFileSync(at("board.yaml"), definitionWith())
  writeFileSync(at("roll.csv"), "number,name\n1,Irène\n2,Marc\n")
  for (const member of ["a", "b", "c"]) await succeed("key", "new", member, "--rehearsal", ...secret)
  for (const witness of ["press", "radio"]) await succeed("key", "new", witness, "--witness", "--rehearsal", ...secret)
  const members = ["--member-key", "a.key.pub", "b.key.pub", "c.key.pub"]
  await succeed("init", "board.yaml", ...members, "--witness-key", "press.key.pub", "radio.key.pub")
  await succeed("constitute", "--key", "a.key", "b.key", "c.key", "--passphrase-file", "p.txt", "p.txt", "p.txt")
  const key = await urnKey()
  for (const number of ["1", "2"]) {
    await succeed("checkpoint", "request", "rehearsal/press", "--out", `request-${number}`)
    await succeed(
      "checkpoint",
      "cosign",
      `request-${number}`,
      "--key",
      "press.key",
      ...secret,
      "--urn",
      key,
      "--out",
      number,
    )
    await succeed("checkpoint", "import", number)
    if (number === "1") await succeed("roll", "import", "roll.csv")
  }
})
afterEach(() => {
  world.remove()
})

test("the witness is asked for if there are two, and one that cosigned nothing is named in the record", async () => {
  expect(await world.run("checkpoint", "request")).toBe(2)
  expect(world.err).toContain("rehearsal/press, rehearsal/radio")
  await succeed("export", "--out", "record")
  await succeed("verify", "record")
  expect(world.out).toMatch(/^WITNESSED: rehearsal\/press cosigned the journal up to entry 7 of 7\.$/m)
  expect(world.out).toMatch(/^rehearsal\/radio, a witness whom the authority named, cosigned no checkpoint\.$/m)
  await succeed("verify", "record", "--json")
  expect(JSON.parse(world.out)).toMatchObject({
    figures: {
      witnessedCheckpoints: 2,
      witnesses: [
        { name: "rehearsal/press", checkpoints: 2, size: 7 },
        { name: "rehearsal/radio", checkpoints: 0, size: 0 },
      ],
    },
  })
})

test.each([
  ["a line in the name of the other witness", "UPDATE cosignature SET line = replace(line, 'press', 'radio')"],
  ["a line under the key of the other witness", "UPDATE cosignature SET witness = (SELECT max(key) FROM witness_key)"],
  [
    "a line of another checkpoint",
    "UPDATE cosignature SET line = (SELECT line FROM cosignature ORDER BY size LIMIT 1) WHERE size = 7",
  ],
  ["a line of words", "UPDATE cosignature SET line = 'cosigned by all' WHERE size = 7"],
  ["two lines in one", "UPDATE cosignature SET line = line || char(10) || line WHERE size = 7"],
  ["a line of a missing checkpoint", "UPDATE cosignature SET size = 4 WHERE size = 6"],
])("somebody who can write to the file adds no cosignature: %s", async (_, sql) => {
  tamperWith(at("board.urne"), sql)
  for (const argv of [["export", "--out", "record"], ["status"]]) {
    expect(await world.run(...argv)).toBe(4)
    expect(world.err).toContain("what witnesses cosigned is not what was recorded")
  }
})
