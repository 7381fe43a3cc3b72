import { execFileSync } from "node:child_process"
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { TestWorld } from "../support/script.ts"
import { definitionWith } from "../support/short-definition.ts"

let world: TestWorld
beforeEach(() => {
  world = new TestWorld()
  writeFileSync(join(world.cwd, "p.txt"), "correct horse\n")
})
afterEach(() => {
  world.remove()
})

const at = (name: string) => join(world.cwd, name)
/** Returns the line for the shell with which a hint ends. */
const hinted = () => /: ((?:rm|urne) [^:]*)$/.exec(world.err.trim())?.[1] ?? ""
const newKey = (member: string) => ["key", "new", member, "--rehearsal", "--passphrase-file", "p.txt"]

test("a key whose public half was not written is completed by the command of the hint", async () => {
  expect(await world.run(...newKey("anne"))).toBe(0)
  const half = readFileSync(at("anne.key.pub"), "utf8")
  rmSync(at("anne.key.pub"))
  expect(await world.run(...newKey("anne"))).toBe(4)
  const [, ...words] = hinted().split(" ")
  expect(words).toEqual(["key", "show", "anne.key", ">", "anne.key.pub"])
  expect(await world.run(...words.slice(0, 3), "--passphrase-file", "p.txt")).toBe(0)
  expect(world.out).toBe(half)
})

test("an urn key without its election file is reported with a command that removes it, after which init succeeds", async () => {
  for (const member of ["a", "b", "c"]) expect(await world.run(...newKey(member))).toBe(0)
  writeFileSync(at("board.yaml"), definitionWith())
  const init = ["init", "board.yaml", "--member-key", "a.key.pub", "b.key.pub", "c.key.pub"]
  expect(await world.run(...init)).toBe(0)
  rmSync(at("board.urne"))
  expect(await world.run(...init)).toBe(4)
  execFileSync("sh", ["-c", hinted()], { cwd: world.cwd })
  expect(await world.run(...init)).toBe(0)
  expect(existsSync(at("board.urne"))).toBe(true)
})
