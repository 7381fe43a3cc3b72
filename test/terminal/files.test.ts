import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Files } from "../../src/core/world.ts"
import { diskFiles } from "../../src/terminal/files.ts"
import { refusal } from "../support/refusal.ts"
import { uncancelled } from "../support/tools.ts"

let folder = ""
let files: Files
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "urne-files-"))
  files = diskFiles(folder, Readable.from([]), uncancelled)
  writeFileSync(join(folder, "afile"), "precious")
  symlinkSync("loop", join(folder, "loop"))
  mkdirSync(join(folder, "afolder"))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const long = "n".repeat(300)

describe("a place that cannot be written", () => {
  const places = [
    ["below a file", "afile/r.txt", "ENOTDIR"],
    ["far below a file", "afile/x/y/r.txt", "ENOTDIR"],
    ["below a link to itself", "loop/r.txt", "ELOOP"],
    ["under a long name", long, "ENAMETOOLONG"],
    ["in a folder with a long name", `${long}/r.txt`, "ENAMETOOLONG"],
    // Node's own recursive mkdir never ends there.
    ...(existsSync("/proc/self") ? [["where no folder can be made", "/proc/x/y/r.txt", "ENOENT"] as const] : []),
  ] as const

  test.each(places)("%s is refused by name, when it is tried and when it is written to", async (_, path, cause) => {
    const refused = refusal("file-unwritable", { path, cause })
    await expect(files.requireWritable(path)).rejects.toThrow(refused)
    await expect(files.writeWhole(path, "text")).rejects.toThrow(refused)
    await expect(files.writeWhole(path, "text", { force: "opened" })).rejects.toThrow(refused)
    await expect(files.writeFolder(path, [{ name: "a/b", content: "text" }])).rejects.toThrow(refused)
    expect(readdirSync(folder)).toEqual(["afile", "afolder", "loop"])
  })

  test("may be a folder where a file is to be replaced", async () => {
    const refused = refusal("file-unwritable", { path: "afolder", cause: "EISDIR" })
    await expect(files.requireWritable("afolder", { force: "receipt" })).rejects.toThrow(refused)
    await expect(files.writeWhole("afolder", "text", { force: "receipt" })).rejects.toThrow(refused)
  })

  test("is not reported for an error of the content", async () => {
    const damaged = Object.assign(new Error("malformed"), { code: "SQLITE_CORRUPT" })
    const content = function* (): Generator<Uint8Array> {
      yield new Uint8Array(1)
      throw damaged
    }
    await expect(files.writeWhole("out", content())).rejects.toBe(damaged)
    expect(existsSync(join(folder, "out"))).toBe(false)
  })
})

test("trying a place leaves nothing there, nor the folders that it needed", async () => {
  await files.requireWritable("new/deep/r.txt")
  await files.requireWritable("afolder/r.txt")
  await files.requireWritable("afile", { force: "opened" })
  await expect(files.requireWritable("afile")).rejects.toThrow(refusal("file-exists", { path: "afile" }))
  expect(readdirSync(folder)).toEqual(["afile", "afolder", "loop"])
  expect(readdirSync(join(folder, "afolder"))).toEqual([])
  expect(readFileSync(join(folder, "afile"), "utf8")).toBe("precious")
})

test("missing folders are made", async () => {
  await files.writeWhole("afolder/b/c/r.txt", "text")
  await files.writeFolder("out", [{ name: "d/e/f.txt", content: "text" }])
  expect(readFileSync(join(folder, "afolder/b/c/r.txt"), "utf8")).toBe("text")
  expect(readFileSync(join(folder, "out/d/e/f.txt"), "utf8")).toBe("text")
})

describe("of two commands that write under one name", () => {
  const content = (text: string) => new TextEncoder().encode(text)

  test("the first folder to take the name stays", async () => {
    const entries = async function* () {
      yield { name: "a", content: "second" }
      // The other command finishes in the meantime.
      await files.writeFolder("out", [{ name: "a", content: "first" }])
    }
    await expect(files.writeFolder("out", entries())).rejects.toThrow(refusal("file-exists", { path: "out" }))
    expect(readFileSync(join(folder, "out/a"), "utf8")).toBe("first")
    expect(readdirSync(folder)).toEqual(["afile", "afolder", "loop", "out"])
  })

  test("the first file to take the name stays", async () => {
    const blocks = async function* () {
      yield content("second")
      await files.writeWhole("out", "first")
    }
    await expect(files.writeWhole("out", blocks())).rejects.toThrow(refusal("file-exists", { path: "out" }))
    expect(readFileSync(join(folder, "out"), "utf8")).toBe("first")
    expect(readdirSync(folder)).toEqual(["afile", "afolder", "loop", "out"])
  })

  test("with force, the last one wins", async () => {
    const record = (name: string) => [name, "manifest.sha256"].map((each) => ({ name: each, content: "" }))
    await files.writeFolder("out", record("README.txt"))
    await files.writeFolder("out", record("journal.jsonl"), { force: "record" })
    await files.writeWhole("afile", "second", { force: "opened" })
    expect(readdirSync(join(folder, "out"))).toEqual(["journal.jsonl", "manifest.sha256"])
    expect(readFileSync(join(folder, "afile"), "utf8")).toBe("second")
    expect(readdirSync(folder)).toEqual(["afile", "afolder", "loop", "out"])
  })
})

test.each([
  ["a folder", "afolder", "EISDIR"],
  ["below a file", "afile/x", "ENOTDIR"],
  ["a link to itself", "loop", "ELOOP"],
  ["a long name", long, "ENAMETOOLONG"],
])("%s is not read as a file", async (_, path, cause) => {
  await expect(files.read(path)).rejects.toThrow(refusal("file-unreadable", { path, cause }))
})

describe("a cancelled command", () => {
  let cancel: AbortController
  beforeEach(() => {
    cancel = new AbortController()
    files = diskFiles(folder, new Readable({ read: () => undefined }), cancel.signal)
  })
  const cancelled = refusal("cancelled", {})
  const block = new Uint8Array([1])
  function* blocks() {
    yield block
    cancel.abort()
    yield block
  }

  test("ends a file that is written block by block, and leaves nothing of it", async () => {
    await expect(files.writeWhole("out", blocks())).rejects.toThrow(cancelled)
    expect(readdirSync(folder)).toEqual(["afile", "afolder", "loop"])
  })

  test("ends a folder between its files", async () => {
    function* entries() {
      for (const content of blocks()) yield { name: "a", content }
    }
    await expect(files.writeFolder("out", entries())).rejects.toThrow(cancelled)
    expect(readdirSync(folder)).toEqual(["afile", "afolder", "loop"])
  })

  test("still reads and writes what takes one step", async () => {
    cancel.abort()
    await files.writeWhole("out", "text")
    expect(readFileSync(join(folder, "out"), "utf8")).toBe("text")
    expect(new TextDecoder().decode(await files.read("out"))).toBe("text")
  })

  test("no longer waits for standard input", async () => {
    const read = files.read("-")
    cancel.abort()
    await expect(read).rejects.toThrow(cancelled)
  })
})
