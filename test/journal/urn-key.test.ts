import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { base64 } from "../../src/core/bytes.ts"
import { parseUrnKey, readUrnKey, urnKeyText } from "../../src/journal/urn-key.ts"
import { originOf } from "../../src/notes/checkpoint.ts"
import { verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { diskFiles } from "../../src/terminal/files.ts"
import { uncancelled } from "../support/tools.ts"

const key = { name: originOf("9xDrMnXn4cUuGk", false), seed: new Uint8Array(32).fill(9) }
const text = urnKeyText(key)

test("the file names its key, and is read back as it was written", () => {
  expect(text.split("\n")[0]).toBe("urne urn key v1")
  expect(text).toContain(base64(key.seed))
  expect(parseUrnKey(text)).toEqual(key)
})

test("law: any changed character of the file is noticed", () => {
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom("A", "b", "1", " ", "\n", "="), (at, character) => {
      fc.pre(text[at] !== character)
      expect(parseUrnKey(text.slice(0, at) + character + text.slice(at + 1))).toBeUndefined()
    }),
  )
})

test("the key of a rehearsal is refused where a real one is needed, and both are named", async () => {
  const folder = mkdtempSync(join(tmpdir(), "urne-key-"))
  const files = diskFiles(folder, Readable.from([]), uncancelled)
  writeFileSync(join(folder, "urn.key"), urnKeyText({ ...key, name: originOf("9xDrMnXn4cUuGk", true) }))
  writeFileSync(join(folder, "noise"), Uint8Array.of(0xff, 0xfe))
  const rehearsal = { ...key, name: originOf("9xDrMnXn4cUuGk", true) }
  const wanted = ({ name, seed }: typeof key) => ({
    origin: name,
    publicKey: verifierKeyText(verifierOf({ name, seed })),
  })
  await expect(readUrnKey(files, "urn.key", wanted(rehearsal))).resolves.toMatchObject({
    seed: key.seed,
  })
  await expect(readUrnKey(files, "urn.key", wanted(key))).rejects.toMatchObject({
    code: "another-urn-key",
    params: { path: "urn.key", name: "urne-rehearsal/9xDrMnXn4cUuGk", wanted: key.name },
  })
  await expect(readUrnKey(files, "noise", wanted(key))).rejects.toMatchObject({ code: "not-an-urn-key" })
  await expect(readUrnKey(files, "none", wanted(key))).rejects.toMatchObject({ code: "file-absent" })
  // A key of the right name that is not the certified one would sign what nobody could confirm.
  const other = { ...rehearsal, seed: new Uint8Array(32).fill(8) }
  await expect(readUrnKey(files, "urn.key", wanted(other))).rejects.toMatchObject({
    code: "another-urn-key",
    params: { wanted: wanted(other).publicKey },
  })
  rmSync(folder, { recursive: true })
})
