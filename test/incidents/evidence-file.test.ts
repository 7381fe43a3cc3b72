import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, expect, test } from "vitest"
import { sha256Hex } from "../../src/core/hash.ts"
import { keepEvidence, measured, pieceState } from "../../src/incidents/evidence-file.ts"
import { refusalOfPromise } from "../support/refusal.ts"
import { TestWorld } from "../support/script.ts"

const worlds: TestWorld[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove()
})

function withLog(content: string) {
  const world = new TestWorld()
  worlds.push(world)
  writeFileSync(join(world.cwd, "firewall.LOG"), content)
  return { world, files: world.io().files, at: (name: string) => join(world.cwd, name) }
}

test("a file of evidence is kept beside the election file under its hash, whatever becomes of the original", async () => {
  const { files, at } = withLog("20:15 nothing\n")
  const piece = await measured("firewall.LOG", files)
  expect(piece).toEqual({ sha256: `sha256:${sha256Hex("20:15 nothing\n")}`, size: 14 })
  const kept = await keepEvidence("firewall.LOG", piece, "congress.urne", files)
  expect(kept).toBe(join("congress-evidence", `${sha256Hex("20:15 nothing\n")}.log`))
  writeFileSync(at("firewall.LOG"), "other")
  expect(readFileSync(at(kept), "utf8")).toBe("20:15 nothing\n")
  expect(await pieceState(piece.sha256, "congress.urne", files)).toBe("there")
})

test("entering the same file again changes nothing, and other content in its place is refused", async () => {
  const { files, at } = withLog("one")
  const piece = await measured("firewall.LOG", files)
  const kept = await keepEvidence("firewall.LOG", piece, "congress.urne", files)
  expect(await keepEvidence("firewall.LOG", piece, "congress.urne", files)).toBe(kept)
  writeFileSync(at(kept), "two")
  const { code } = await refusalOfPromise(keepEvidence("firewall.LOG", piece, "congress.urne", files))
  expect(code).toBe("evidence-differs")
  expect(await pieceState(piece.sha256, "congress.urne", files)).toBe("altered")
})

test("a file that changes while it is being entered is refused", async () => {
  const { files, at } = withLog("one")
  const piece = await measured("firewall.LOG", files)
  writeFileSync(at("firewall.LOG"), "two")
  const { code } = await refusalOfPromise(keepEvidence("firewall.LOG", piece, "congress.urne", files))
  expect(code).toBe("evidence-differs")
  expect(await pieceState(piece.sha256, "congress.urne", files)).toBe("absent")
})

test("a piece of evidence that is missing is reported as missing", async () => {
  const { files } = withLog("one")
  const piece = await measured("firewall.LOG", files)
  expect(await pieceState(piece.sha256, "congress.urne", files)).toBe("absent")
})
