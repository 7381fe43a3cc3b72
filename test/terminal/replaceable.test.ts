import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { tarHeader } from "../../src/belenios/tar.ts"
import type { Artefact, Files } from "../../src/core/world.ts"
import { diskFiles } from "../../src/terminal/files.ts"
import { TestWorld } from "../support/script.ts"
import { uncancelled } from "../support/tools.ts"

let folder = ""
let files: Files
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "urne-force-"))
  files = diskFiles(folder, Readable.from([]), uncancelled)
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const put = (name: string, content: string | Uint8Array = "") => {
  mkdirSync(join(folder, name, ".."), { recursive: true })
  writeFileSync(join(folder, name), content)
}
const text = (name: string) => readFileSync(join(folder, name), "utf8")

/** These are the first bytes of a file of each kind. */
const begun: Readonly<Record<Exclude<Artefact, "record">, string | Uint8Array>> = {
  definition: "# Who decides\nname: Assembly\nlocale: en\ntimezone: Europe/Paris\n",
  draft: "urne draft v1\n{}\n",
  receipt: "urne rehearsal receipt v1\nx\n",
  ballot: '{"election_uuid":"4nPVWowQtAwLwB","election_hash":"x","credential":"y"}\n',
  batch: "urne batch v1\nx\n",
  "roll-report": '{"blank":0,"cell":30,"details":[]}\n',
  "trustee-reply": '{"answer":{},"format":"urne trustee reply v1"}\n',
  "result-csv": "number,question,kind,answer,votes,status\r\n",
  audit: "urne audit part v1\nx\n",
  "record-tar": tarHeader({ name: "README.txt", size: 3, mtime: 0 }),
}
const kinds = Object.keys(begun) as (keyof typeof begun)[]

describe("--force replaces a file only by another of its kind", () => {
  test.each(kinds)("%s", async (kind) => {
    for (const other of kinds) {
      put("out", begun[other])
      const tried = () => files.requireWritable("out", { force: kind })
      const written = () => files.writeWhole("out", "new", { force: kind })
      if (other === kind) {
        await tried()
        await written()
        expect(text("out")).toBe("new")
        continue
      }
      const refusal = { code: "not-replaced", params: { path: "out", artefact: kind } }
      await expect(tried(), other).rejects.toMatchObject(refusal)
      await expect(written(), other).rejects.toMatchObject(refusal)
      expect(readFileSync(join(folder, "out"))).toEqual(Buffer.from(begun[other] as string))
    }
  })

  test("and not an empty or binary file, an age file, or one behind a link", async () => {
    for (const content of ["", "\u0000\u0001", "age-encryption.org/v1\n", "members\n"]) {
      put("out", content)
      for (const kind of kinds) {
        await expect(files.writeWhole("out", "new", { force: kind })).rejects.toMatchObject({ code: "not-replaced" })
      }
      expect(text("out")).toBe(content)
    }
    put("receipt", begun.receipt)
    symlinkSync("receipt", join(folder, "link"))
    await expect(files.writeWhole("link", "new", { force: "receipt" })).rejects.toMatchObject({ code: "not-replaced" })
    symlinkSync("nowhere", join(folder, "broken"))
    await expect(files.writeWhole("broken", "new", { force: "receipt" })).rejects.toMatchObject({
      code: "not-replaced",
    })
    expect(readdirSync(folder).sort()).toEqual(["broken", "link", "out", "receipt"])
  })

  test("a text cut within a character, where reading stops, is still recognised", async () => {
    put("out", `${begun.receipt as string}${"é".repeat(40_000)}`)
    put("shifted", `${begun.receipt as string}a${"é".repeat(40_000)}`)
    for (const name of ["out", "shifted"]) await files.writeWhole(name, "new", { force: "receipt" })
    expect(text("out") + text("shifted")).toBe("newnew")
  })
})

describe("--force replaces a folder only if all of it is a record", () => {
  const record = ["README.txt", "acts/0001-constitute.txt", "journal.jsonl", "manifest.sha256"]
  const write = () => files.writeFolder("out", [{ name: "manifest.sha256", content: "new" }], { force: "record" })

  test("or if it is empty, or if nothing has its name", async () => {
    await write()
    for (const name of record) put(`out/${name}`, "old")
    await write()
    expect(readdirSync(join(folder, "out"))).toEqual(["manifest.sha256"])
    rmSync(join(folder, "out"), { recursive: true })
    mkdirSync(join(folder, "out"))
    await write()
    expect(text("out/manifest.sha256")).toBe("new")
  })

  test.each(["congress.urn-key", "acts/notes.txt", "acts/0001-constitute.txt~", "old/README.txt", ".hidden"])(
    "and not if it also holds %s",
    async (stranger) => {
      for (const name of [...record, stranger]) put(`out/${name}`, "precious")
      await expect(write()).rejects.toMatchObject({
        code: "not-replaced",
        params: { path: "out", artefact: "record", inside: stranger },
      })
      for (const name of [...record, stranger]) expect(text(`out/${name}`)).toBe("precious")
    },
  )

  test("and not if it has no manifest, holds a link, or is a link or a file", async () => {
    for (const name of record.slice(0, 3)) put(`out/${name}`, "precious")
    await expect(write()).rejects.toMatchObject({ code: "not-replaced", params: { inside: "." } })
    put("out/manifest.sha256")
    symlinkSync("../elsewhere", join(folder, "out/result.csv"))
    await expect(write()).rejects.toMatchObject({ code: "not-replaced", params: { inside: "result.csv" } })
    rmSync(join(folder, "out/result.csv"))
    symlinkSync("out", join(folder, "link"))
    for (const [name, content] of [["link"], ["file", "precious"]] as const) {
      if (content !== undefined) put(name, content)
      const wanted = files.writeFolder(name, [], { force: "record" })
      await expect(wanted).rejects.toMatchObject({ code: "not-replaced" })
    }
    expect(text("file")).toBe("precious")
    expect(readdirSync(join(folder, "out")).sort()).toEqual(["README.txt", "acts", "journal.jsonl", "manifest.sha256"])
  })
})

test("force recognises everything that urne makes, and never deletes a folder of keys or the election file", async () => {
  const world = new TestWorld()
  try {
    const run = async (status: number, ...words: readonly string[]) => {
      expect(await world.run(...words), words.join(" ") + world.err).toBe(status)
    }
    await run(0, "define", "election.yaml", "--example")
    await run(0, "define", "election.yaml", "--example", "--force", "--lang", "fr")
    await run(0, "define", "election.yaml", "--example", "--force")
    mkdirSync(join(world.cwd, "keys"))
    const made = await world.run("rehearse", "--members", "10", "--turnout", "100", "--out", "night")
    expect(made, world.err).toBe(0)
    const [file = ""] = readdirSync(join(world.cwd, "night")).filter((name) => name.endsWith(".urne"))
    const exported = ["export", "-f", `night/${file}`]
    for (const kind of ["--out", "--tar"]) {
      await run(0, ...exported, kind, `record${kind}`)
      await run(4, ...exported, kind, `record${kind}`)
      await run(0, ...exported, kind, `record${kind}`, "--force")
    }
    const before = readdirSync(world.cwd, { recursive: true }).sort()
    const bytes = readFileSync(join(world.cwd, "night", file))
    for (const place of ["night", "night/keys", ".", `night/${file}`, "record--tar"]) {
      await run(4, ...exported, "--out", place, "--force")
      expect(world.err).toContain("--force replaces nothing else")
    }
    for (const place of [`night/${file}`, "election.yaml", "night/seed"]) {
      await run(4, ...exported, "--tar", place, "--force")
      await run(4, "result", "-f", `night/${file}`, "--csv", place, "--force")
    }
    await run(0, "result", "-f", `night/${file}`, "--csv", "result.csv")
    await run(0, "result", "-f", `night/${file}`, "--csv", "result.csv", "--force")
    await run(4, "define", `night/${file}`, "--example", "--force")
    const after = readdirSync(world.cwd, { recursive: true }).filter((name) => name !== "result.csv")
    expect(after.sort()).toEqual(before)
    expect(readFileSync(join(world.cwd, "night", file))).toEqual(bytes)
  } finally {
    world.remove()
  }
})
