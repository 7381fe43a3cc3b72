import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { sha256Hex } from "../../src/core/hash.ts"
import { canonicalJson, type Json } from "../../src/core/json.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { electionTable } from "../../src/definition/table.ts"
import { append } from "../../src/journal/operations.ts"
import { journalTable } from "../../src/journal/table.ts"
import { Store } from "../../src/store/store.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { tarBytes, tarTime } from "../campaign/mutants/mutant.ts"
import { TestWorld } from "../support/script.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const story = tell({}, { short: true, small: true, until: "open" })
const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

/** Makes a record with other fields in the first entry of its journal, as a later program may have written it. */
function stating(fields: Readonly<Record<string, Json>>): Map<string, Uint8Array> {
  const [first = "", ...rest] = new TextDecoder().decode(story.files.get("journal.jsonl")).split("\n")
  const created = { ...(JSON.parse(first) as Record<string, Json>), ...fields }
  const journal = [canonicalJson(created), ...rest].join("\n")
  return new Map([...story.files, ["journal.jsonl", new TextEncoder().encode(journal)]])
}

let world: TestWorld
beforeEach(() => {
  world = new TestWorld()
})
afterEach(() => {
  world.remove()
})

function place(files: ReadonlyMap<string, Uint8Array>): void {
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(world.cwd, "record", name)), { recursive: true })
    writeFileSync(join(world.cwd, "record", name), bytes)
  }
}

describe("a record states its format", () => {
  test("and is verified under that format", async () => {
    const report = await verify(memorySource(story.files), nothing, tools)
    expect([report.verdict, report.format, report.needs]).toEqual(["CONSISTENT", 3, null])
  })

  test("a newer format needs a newer program, whatever else the record holds: status 3, never INVALID", async () => {
    const record = stating({ format: 4, unheard: ["of"] })
    record.set("unheard-of/file.bin", Uint8Array.of(1, 2, 3))
    place(record)
    expect(await world.run("verify", "record")).toBe(3)
    expect(world.out).toContain("NEWER FORMAT")
    expect(world.out).toContain("format 4 and needs urne >= 0.4.0")
    expect(world.out).not.toMatch(/INVALID|VERIFIED|CONSISTENT/)
    expect(await world.run("verify", "record", "--json", "--final")).toBe(3)
    expect(JSON.parse(world.out)).toMatchObject({ verdict: "NEWER FORMAT", format: 4, needs: "0.4.0", findings: [] })
    expect(await world.run("--lang", "fr", "verify", "record")).toBe(3)
    expect(world.out).toContain("il faut urne >= 0.4.0")
  })

  test("a newer format in a tar does too", async () => {
    writeFileSync(join(world.cwd, "record.tar"), tarBytes(stating({ format: 41 }), tarTime(story)))
    expect(await world.run("verify", "record.tar")).toBe(3)
    expect(world.out).toContain("needs urne >= 0.41.0")
  })

  test.each([{ format: 1 }, { format: "4" }, { format: 2.5 }, { format: null }, { type: "election.begun", format: 4 }])(
    "%o is not a statement of a format: INVALID",
    async (fields) => {
      expect((await verify(memorySource(stating(fields)), nothing, tools)).verdict).toBe("INVALID")
    },
  )

  test("an older format cannot be claimed without contradicting the acts", async () => {
    const [first = "", ...rest] = new TextDecoder().decode(story.files.get("journal.jsonl")).split("\n")
    const { format, ...created } = JSON.parse(first) as Record<string, Json>
    expect(format).toBe(3)
    const journal = new TextEncoder().encode([canonicalJson(created), ...rest].join("\n"))
    const report = await verify(memorySource(new Map([...story.files, ["journal.jsonl", journal]])), nothing, tools)
    expect(report.verdict).toBe("INVALID")
    expect(report.findings.map(({ code }) => code)).toContain("JOURNAL_ROOT")
  })
})

describe("an election file states its format", () => {
  test("and a newer one is refused by name by every command, and left as it is", async () => {
    const definitionText = readFileSync(
      new URL("../../fixtures/elections/congress/election.yaml", import.meta.url),
      "utf8",
    )
    const parsed = parseDefinition(definitionText)
    if (!("definition" in parsed)) throw new Error("the definition has mistakes")
    Store.create(join(world.cwd, "later.urne"), (store) => {
      store.write(() => {
        const uuid = "9xDrMnXn4cUuGk"
        const { definition } = parsed
        electionTable(store.db).create({ uuid, rehearsal: false, urnKey: "k", definitionText, definition })
        append(journalTable(store.db), world.now, {
          type: "election.created",
          format: 4,
          phase: "draft",
          uuid,
          rehearsal: false,
          definition: `sha256:${sha256Hex(definitionText)}`,
        })
      })
    })
    for (const command of [
      ["status"],
      ["journal", "list"],
      ["roll", "list"],
      ["backup", "b"],
      ["export", "--out", "x"],
    ]) {
      expect(await world.run(...command), command.join(" ")).toBe(3)
      expect(world.err).toContain("later.urne has a newer format (format 4), which needs urne >= 0.4.0")
      expect(world.out).toBe("")
    }
    expect(await world.run("--json", "status")).toBe(3)
    expect(JSON.parse(world.err)).toMatchObject({
      error: { code: "newer-format", params: { found: "format 4", needs: "0.4.0" } },
    })
  })
})
