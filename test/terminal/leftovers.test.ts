import { execFileSync } from "node:child_process"
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { TestWorld } from "../support/script.ts"

let world: TestWorld
beforeEach(() => {
  world = new TestWorld()
  writeFileSync(join(world.cwd, "passphrase.txt"), "correct horse\n")
})
afterEach(() => {
  world.remove()
})

const draw = "0123456789ab"
const leave = (name: string, content: "file" | readonly string[] = "file", mode = 0o644) => {
  const path = join(world.cwd, name)
  if (content === "file") writeFileSync(path, "half")
  else {
    mkdirSync(path)
    for (const one of content) writeFileSync(join(path, one), "half")
  }
  chmodSync(path, mode)
}
const named = () => {
  const { warnings = [] } = JSON.parse(world.out) as {
    warnings?: { code: string; params: { path: string; holds: string; stage: string; remedy: string } }[]
  }
  return warnings.filter(({ code }) => code === "left-behind").map(({ params }) => params)
}

test("status names what an interrupted command left, what it holds, and a command that removes it", async () => {
  leave(`letters.${draw}.part`, ["letters-001.pdf"], 0o700)
  leave(`it's a list.csv.${draw}.part`, "file", 0o600)
  leave(`record.${draw}.part.old`, ["9x.bel"], 0o755)
  leave(".urne-aB3xY9", ["new"], 0o700)
  leave("record", [])
  expect(await world.run("--json", "status")).toBe(0)
  const found = named()
  expect(found.map(({ path, stage, holds }) => [path, stage, holds])).toEqual([
    [".urne-aB3xY9", "workshop", "election"],
    [`it's a list.csv.${draw}.part`, "written", "secrets"],
    [`letters.${draw}.part`, "written", "codes"],
    [`record.${draw}.part.old`, "aside", "other"],
  ])
  expect(await world.run("status")).toBe(0)
  expect(world.err).toContain(
    `letters.${draw}.part was left behind by a command that was killed while it was writing letters`,
  )
  expect(world.err).toContain("voting codes, which anybody who gets the file can read")
  for (const { remedy } of found) execFileSync("sh", ["-c", remedy], { cwd: world.cwd })
  expect(readdirSync(world.cwd).sort()).toEqual(["passphrase.txt", "record"])
  await world.run("--json", "status")
  expect(named()).toEqual([])
})

test("the only copy of a record is put back, not destroyed", async () => {
  leave(`record.${draw}.part.old`, ["9x.bel"], 0o755)
  await world.run("--json", "status")
  const [only] = named()
  expect(only?.stage).toBe("only")
  execFileSync("sh", ["-c", only?.remedy ?? ""], { cwd: world.cwd })
  expect(existsSync(join(world.cwd, "record/9x.bel"))).toBe(true)
})

test("the next command that writes there reports its leftovers, even when refused, and none of other places", async () => {
  const key = ["key", "new", "anne", "--rehearsal", "--passphrase-file", "passphrase.txt"]
  leave(`anne.key.${draw}.part`, "file", 0o600)
  leave(`bruno.key.${draw}.part`, "file", 0o600)
  expect(await world.run("--json", ...key)).toBe(0)
  expect(named().map(({ path }) => path)).toEqual([`anne.key.${draw}.part`])
  expect(await world.run("--json", ...key)).toBe(4)
  expect(JSON.parse(world.err)).toMatchObject({
    error: { code: "file-exists" },
    warnings: [{ code: "left-behind", params: { path: `anne.key.${draw}.part` } }],
  })
  expect(await world.run("--lang", "fr", ...key)).toBe(4)
  expect(world.err).toContain("a été laissé par une commande interrompue pendant qu’elle écrivait anne.key")
})

test("leftovers are never mistaken for an election file or a record", async () => {
  leave(`board.urne.${draw}.part`)
  leave(`record.${draw}.part`, ["9x.bel"])
  expect(await world.run("status")).toBe(0)
  expect(world.out).toContain("urne define")
  for (const args of [
    ["-f", `board.urne.${draw}.part`, "status"],
    ["-f", ".urne-aB3xY9/new", "status"],
    ["verify", `record.${draw}.part`],
    ["key", "new", "anne", "--rehearsal", "--out", `x.${draw}.part`, "--passphrase-file", "passphrase.txt"],
  ]) {
    expect([args, await world.run(...args)]).toEqual([args, 3])
    expect(world.err).toContain("has the name of an unfinished file")
  }
})
