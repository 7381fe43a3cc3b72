import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { remainingSigners } from "../../src/authority/key-search-queries.ts"
import { verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { keyNamed, TestElection } from "../urn/test-election.ts"

let election: TestElection
beforeEach(() => {
  election = new TestElection({ onDisk: true })
})
afterEach(() => {
  election.remove()
})

test("a key file is found by its public half, whatever its name, and no other file is taken for it", async () => {
  const half = (id: string) => `${verifierKeyText(verifierOf(keyNamed(id)))}\n`
  mkdirSync(join(election.folder, "keys"))
  // The key of b is in `keys` under another name, a's has lost its secret half, and the file named after c holds
  // another's.
  election.write("keys/second-of-three.key", "age-encryption.org/v1")
  election.write("keys/second-of-three.key.pub", half("b"))
  election.write("a.key.pub", half("a"))
  election.write("c.key", "age-encryption.org/v1")
  election.write("c.key.pub", half("z"))
  election.write("long.key", "")
  election.write("long.key.pub", "x".repeat(9000))
  const { files } = election.world
  const found = await remainingSigners(election.file, { act: 1, signed: [] }, [".", "nowhere"], files)
  expect(found.map(({ member, path }) => [member, path])).toEqual([
    ["a", undefined],
    ["b", "keys/second-of-three.key"],
    ["c", undefined],
  ])
  const others = await remainingSigners(election.file, { act: 1, signed: ["b"] }, ["."], files)
  expect(others.map(({ member }) => member)).toEqual(["a", "c"])
})

test("a key file that lost its public half is found by its member's name, and one that has another's is not", async () => {
  mkdirSync(join(election.folder, "keys"))
  election.write("a.key", "age-encryption.org/v1")
  election.write("keys/b.key", "age-encryption.org/v1")
  election.write("keys/b.key.pub", `${verifierKeyText(verifierOf(keyNamed("b")))}\n`)
  election.write("c.key", "age-encryption.org/v1")
  election.write("c.key.pub", `${verifierKeyText(verifierOf(keyNamed("z")))}\n`)
  const found = await remainingSigners(election.file, { act: 1, signed: [] }, ["."], election.world.files)
  expect(found.map(({ member, path, publicHalf }) => [member, path, publicHalf])).toEqual([
    ["a", "a.key", false],
    ["b", "keys/b.key", true],
    ["c", undefined, false],
  ])
})
