import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { judgeActFile } from "../../src/authority/act-file.ts"
import { parseMemberKey } from "../../src/authority/member-key.ts"
import { utf8 } from "../../src/core/bytes.ts"
import type { UrneError } from "../../src/core/error.ts"
import { newerVersion, versions } from "../../src/core/version-line.ts"
import type { Files } from "../../src/core/world.ts"
import { readSeen } from "../../src/journal/seen.ts"
import { readUrnKey } from "../../src/journal/urn-key.ts"
import { parseHolderFile } from "../../src/trustees/holder-file.ts"
import { parseReply, parseRequest } from "../../src/trustees/message.ts"
import { readPart } from "../../src/verify/divided/parts.ts"
import { readAudit } from "../../src/verify/divided/relied.ts"
import { TestWorld } from "../support/script.ts"

const src = new URL("../../src/", import.meta.url).pathname

test("the one list of versions has every text that states its version", () => {
  const written = new Map<string, number>()
  for (const file of readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"))) {
    const text = readFileSync(join(src, file), "utf8")
    for (const [, name = "", version] of text.matchAll(/urne (?:rehearsal )?([a-z]+(?: [a-z]+)*) v(\d+)/g)) {
      written.set(name, Math.max(Number(version), written.get(name) ?? 0))
    }
  }
  // Their titles are composed.
  for (const name of ["reservation", "refusal", "absence"]) written.set(name, 1)
  // A first line that may be of a rehearsal is written as one pattern.
  for (const name of ["receipt", "batch"]) expect(written.has(name)).toBe(true)
  expect(Object.fromEntries(written)).toEqual(versions)
})

test("a version counts as newer only if this program knows an older one under the same name", () => {
  expect(newerVersion("urne receipt v2\nelection x\n")).toBe("urne receipt v2")
  expect(newerVersion("urne rehearsal act v12\n")).toBe("urne rehearsal act v12")
  expect(newerVersion('{"acts":[],"format":"urne act file v3"}')).toBe("urne act file v3")
  for (const known of [
    "urne receipt v1\n",
    "urne recipe v2\n",
    "urne receipt v02\n",
    " urne receipt v2\n",
    "",
    "{",
    "[2]",
  ]) {
    expect(newerVersion(known), known).toBeUndefined()
  }
  expect(newerVersion('{"format":2}')).toBeUndefined()
  expect(newerVersion('{"format":"urne act file v2"}')).toBeUndefined()
})

/** Returns what reading this throws, at once or later. */
async function refusalOf(read: (text: string) => unknown, text: string): Promise<UrneError> {
  try {
    await read(text)
  } catch (error) {
    return error as UrneError
  }
  throw new Error("it was read")
}

const holding = (text: string) =>
  ({ kind: () => Promise.resolve("file"), read: () => Promise.resolve(utf8(text)) }) as unknown as Files
const wanted = { origin: "urne/x", publicKey: "" }

describe("a file of a later program is refused because it needs that program", () => {
  test.each<[string, (text: string) => unknown]>([
    ['{"format":"urne member key v2"}', (text) => parseMemberKey(utf8(text), "f")],
    ['{"format":"urne trustee key v3"}', (text) => parseHolderFile(utf8(text), "f")],
    ['{"format":"urne trustee request v3"}\n', (text) => parseRequest(utf8(text), "f")],
    ['{"format":"urne trustee reply v3"}\n', (text) => parseReply(utf8(text), "f")],
    ['{"format":"urne act file v3"}\n', (text) => judgeActFile(utf8(text), "f")],
    ["urne urn key v2\nkey\n", (text) => readUrnKey(holding(text), "f", wanted)],
    ["urne seen v2\n", (text) => readSeen(holding(text), "f")],
    ["urne audit v2\n", (text) => readAudit("f", [], holding(text))],
    ["urne audit part v2\n\n\u2014 a AAAAAAAA\n\n", (text) => readPart("f", [], holding(text))],
  ])("if it is %j", async (text, read) => {
    const refusal = await refusalOf(read, text)
    expect(refusal).toMatchObject({ code: "newer-format", params: { path: "f", needs: "0.4.0" } })
    expect((refusal as UrneError<"newer-format">).params.found).toMatch(/^urne .* v[23]$/)
    // A text without a known version is refused as before.
    const other = await refusalOf(read, text.replace(/ v[23]/, " vx"))
    expect(other.code).not.toBe("newer-format")
  })

  test("if it is a receipt given to verify", async () => {
    const world = new TestWorld()
    const { files } = world.io()
    await files.writeWhole("receipt.txt", "urne receipt v2\nelection x\n\n\u2014 urne/x AAAAAAAA\n")
    expect(await world.run("verify", "record", "--receipt", "receipt.txt")).toBe(3)
    expect(world.err).toContain("receipt.txt has a newer format (urne receipt v2), which needs urne >= 0.4.0")
    world.remove()
  })
})
