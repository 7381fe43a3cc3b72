import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { UrneError } from "../../src/core/error.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import type { Phase } from "../../src/core/vocabulary.ts"
import type { World } from "../../src/core/world.ts"
import type { Definition } from "../../src/definition/definition.ts"
import { append, lastEntry } from "../../src/journal/operations.ts"
import { checkRoll, importRoll } from "../../src/roll/operations.ts"
import { listVoters, type RollFile, rollIsIntact, rollSummary } from "../../src/roll/queries.ts"
import { Store } from "../../src/store/store.ts"
import { refusal } from "../support/refusal.ts"
import { clubDefinition, memoryWorld, rollFile, start } from "./roll-file.ts"

const good = "id,name,fed,dues\n2,Bo,x,paid\n1,Ada,y,paid\n3,Cy,x,late\n"
const rules = { group: "fed", eligible: { dues: ["paid"] } }

function club(definition: Definition = clubDefinition(rules)): RollFile {
  return rollFile(definition)
}

const names = (file: RollFile) => Array.from(file.roll.members(), ({ name }) => name)
describe("an import", () => {
  test("makes the file the roll, and records that in the journal", async () => {
    const file = club()
    const world = memoryWorld({ "m.csv": good })
    const { report, reportHash, imported } = await importRoll(file, world, { paths: ["m.csv"], report: "r.json" })
    expect(imported).toBe(true)
    expect(report).toMatchObject({ rows: 3, eligible: 2, ineligible: 1, refused: 0 })
    expect(lastEntry(file.journal, "roll.imported")?.event).toMatchObject({
      ...{ rows: 3, eligible: 2, ineligible: 1, refused: 0, report: reportHash },
    })
    expect(`sha256:${sha256Hex(await world.files.read("r.json"))}`).toBe(reportHash)
    expect(rollSummary(file)).toMatchObject({
      ...{ imported: "2026-01-01T00:00:00Z", eligible: 2, ineligible: 1, weight: 2n, intact: true },
      groups: [
        { group: "x", eligible: 1 },
        { group: "y", eligible: 1 },
      ],
    })
  })

  test("keeps members in the order of their numbers, with the reason for those who may not vote", async () => {
    const file = club()
    await importRoll(file, memoryWorld({ "m.csv": good }), { paths: ["m.csv"] })
    expect(names(file)).toEqual(["Ada", "Bo", "Cy"])
    expect(Array.from(file.roll.voters(), ({ id, group }) => [id, group])).toEqual([
      ["1", "y"],
      ["2", "x"],
    ])
    expect(Array.from(file.roll.electors())).toEqual(
      Array.from(file.roll.voters(), ({ id, weight, group }) => ({ id, weight, group })),
    )
    expect(Array.from(listVoters(file, { eligible: false }), ({ name, ineligible }) => [name, ineligible])).toEqual([
      ["Cy", { column: "dues", value: "late" }],
    ])
    expect(Array.from(listVoters(file, { group: "x" }), ({ name }) => name)).toEqual(["Bo", "Cy"])
  })

  test("gives voters in the order of their postal codes, page after page", async () => {
    const file = club(clubDefinition({ address: ["cp", "town"], postcode: "cp" }))
    const rows = Array.from({ length: 2500 }, (_, i) => `${i},N,${String((i * 7919) % 900).padStart(5, "0")},T`)
    await importRoll(file, memoryWorld({ "m.csv": ["id,name,cp,town", ...rows].join("\n") }), { paths: ["m.csv"] })
    const seen = Array.from(file.roll.votersByPostcode(), ({ postcode, key }) => `${postcode} ${key}`)
    expect(seen).toHaveLength(2500)
    expect(seen).toEqual([...seen].sort())
    expect(Array.from(file.roll.voters())).toHaveLength(2500)
  })

  test("of more rows than one transaction holds is complete", async () => {
    const file = club(clubDefinition())
    const rows = Array.from({ length: 12_345 }, (_, i) => `${i},N${i}`)
    const text = ["id,name", ...rows].join("\n")
    const files = memoryWorld({ "m.csv": text }).files
    const world = { ...memoryWorld({}), files: { ...files, stream: whole(text) } }
    await importRoll(file, world, { paths: ["m.csv"] })
    expect(file.roll.counts()).toEqual({ eligible: 12_345, ineligible: 0, weight: 12_345n })
  })

  test("takes the file from standard input", async () => {
    const file = club()
    await importRoll(file, memoryWorld({ "-": good }), { paths: ["-"] })
    expect(names(file)).toEqual(["Ada", "Bo", "Cy"])
  })
})

describe("refused rows", () => {
  const bad = `${good}1,Twice,x,paid\n4\n`

  test("import nothing, each is reported with its line, and the report is still written", async () => {
    const file = club()
    const contents = { "m.csv": bad }
    const world = memoryWorld(contents)
    const attempt = importRoll(file, world, { paths: ["m.csv"], report: "r.json" })
    await expect(attempt).rejects.toEqual(
      refusal("rows-refused", {
        ...{ refused: 2, skipped: undefined },
        findings: [
          { code: "roll-id-twice", at: "m.csv:5", params: { line: 3 } },
          { code: "roll-row-short", at: "m.csv:6", params: { columns: 1, wanted: 4 } },
        ],
      }),
    )
    expect(names(file)).toEqual([])
    expect(lastEntry(file.journal, "roll.imported")).toBeUndefined()
    expect(contents).toHaveProperty(["r.json"])
  })

  test("leave no report if the import fails at its end", async () => {
    const file = club()
    const contents = { "m.csv": good }
    const pages = file.store.db.pragma("page_count", { simple: true }) as number
    file.store.db.pragma(`max_page_count = ${pages}`)
    const many = Array.from({ length: 2000 }, (_, i) => `${i + 10},Somebody with a long name,x,paid\n`).join("")
    const world = memoryWorld({ ...contents, "m.csv": `${good}${many}` })
    await expect(importRoll(file, world, { paths: ["m.csv"], report: "r.json" })).rejects.toEqual(
      refusal("storage", { cause: "SQLITE_FULL" }),
    )
    expect(await world.files.kind("r.json")).toBeUndefined()
  })

  test("are reported when an import whose report could not be written is repeated", async () => {
    const file = club()
    const world = memoryWorld({ "m.csv": good })
    const writeWhole: World["files"]["writeWhole"] = (path) =>
      Promise.reject(new UrneError("file-not-written", { path, cause: "ENOSPC" }))
    const full = { ...world, files: { ...world.files, writeWhole } }
    await expect(importRoll(file, full, { paths: ["m.csv"], report: "r.json" })).rejects.toEqual(
      refusal("report-unwritten", { path: "r.json", cause: "ENOSPC" }),
    )
    expect(names(file)).toEqual(["Ada", "Bo", "Cy"])
    const again = await importRoll(file, world, { paths: ["m.csv"], report: "r.json" })
    expect(again.imported).toBe(false)
    expect(`sha256:${sha256Hex(await world.files.read("r.json"))}`).toBe(again.reportHash)
  })

  test.each([0, 1, 3])("are left out only if exactly as many were announced (%d)", async (skipRefused) => {
    const file = club()
    const attempt = importRoll(file, memoryWorld({ "m.csv": bad }), { paths: ["m.csv"], skipRefused })
    await expect(attempt).rejects.toEqual(refusal("rows-refused", { refused: 2, skipped: skipRefused }))
    expect(file.roll.current()).toBe(0)
  })

  test("that are left out on purpose are counted in the journal", async () => {
    const file = club()
    await importRoll(file, memoryWorld({ "m.csv": bad }), { paths: ["m.csv"], skipRefused: 2 })
    expect(names(file)).toEqual(["Ada", "Bo", "Cy"])
    expect(lastEntry(file.journal, "roll.imported")?.event).toMatchObject({ rows: 5, refused: 2 })
  })

  test("must occur if they were announced", async () => {
    const attempt = importRoll(club(), memoryWorld({ "m.csv": good }), { paths: ["m.csv"], skipRefused: 2 })
    await expect(attempt).rejects.toEqual(refusal("rows-refused", { refused: 0, skipped: 2 }))
  })
})

test("a dry run gives the same report and changes nothing", async () => {
  const file = club()
  const size = file.journal.size()
  const changes = () => file.store.db.prepare("SELECT total_changes()").pluck().get()
  const before = changes()
  const world = memoryWorld({ "m.csv": good })
  const dry = await checkRoll(file, world, { paths: ["m.csv"], report: "dry.json" })
  expect([changes(), file.journal.size(), file.roll.current()]).toEqual([before, size, 0])
  const { report, minimum, samples } = await importRoll(file, world, { paths: ["m.csv"], report: "real.json" })
  expect(dry).toEqual({ report, minimum, samples, refusal: undefined })
  expect(await world.files.read("dry.json")).toEqual(await world.files.read("real.json"))
})

test("a dry run says why an import would refuse the file", async () => {
  const world = memoryWorld({ "m.csv": good, "none.csv": good.split("\n")[0] ?? "" })
  const skipping = await checkRoll(club(), world, { paths: ["m.csv"], skipRefused: 1 })
  expect(skipping.refusal).toEqual(refusal("rows-refused", { refused: 0, skipped: 1 }))
  const { refusal: none } = await checkRoll(club(), world, { paths: ["none.csv"] })
  expect(none?.code).toBe("faulty-artefact")
})

describe("a second import", () => {
  test("of the same file changes nothing", async () => {
    const file = club()
    const world = memoryWorld({ "m.csv": good })
    await importRoll(file, world, { paths: ["m.csv"] })
    const size = file.journal.size()
    const again = await importRoll(file, world, { paths: ["m.csv"] })
    expect([again.imported, file.journal.size()]).toEqual([false, size])
    expect(rollIsIntact(file)).toBe(true)
    expect(file.store.db.prepare("SELECT count(*) FROM voter").pluck().get()).toBe(3)
  })

  test("of another file replaces the whole roll, if that is confirmed", async () => {
    const file = club()
    const world = memoryWorld({ "m.csv": good, "n.csv": "id,name,fed,dues\n9,Zed,x,paid\n" })
    await importRoll(file, world, { paths: ["m.csv"] })
    const size = file.journal.size()
    await expect(importRoll(file, world, { paths: ["n.csv"] })).rejects.toEqual(
      refusal("roll-would-replace", { before: names(file).length, after: 1 }),
    )
    expect(names(file)).toEqual(["Ada", "Bo", "Cy"])
    expect(file.journal.size()).toBe(size)
    await importRoll(file, world, { paths: ["n.csv"], replace: true })
    expect(names(file)).toEqual(["Zed"])
    expect(rollIsIntact(file)).toBe(true)
    expect(file.store.db.prepare("SELECT count(*) FROM voter").pluck().get()).toBe(1)
  })

  test("that fails leaves the roll as it was", async () => {
    const file = club()
    const world = memoryWorld({ "m.csv": good, "n.csv": `id,name,fed,dues\n9,Zed,x,paid\n9,Zed,x,paid\n` })
    await importRoll(file, world, { paths: ["m.csv"] })
    await expect(importRoll(file, world, { paths: ["n.csv"] })).rejects.toEqual(refusal("rows-refused"))
    expect(names(file)).toEqual(["Ada", "Bo", "Cy"])
    expect(rollIsIntact(file)).toBe(true)
  })

  test.each<readonly [Phase, boolean]>([
    ["constituted", true],
    ["sealed", false],
    ["open", false],
  ])("once %s: %s", async (phase, allowed) => {
    const file = club()
    const world = memoryWorld({ "m.csv": good })
    const closes = phase === "open" ? { closes: "2027-01-01T00:00:00Z" } : {}
    file.store.write(() =>
      append(file.journal, start, { type: "act.effective", act: 1, kind: "seal", text: "sha256:0", phase, ...closes }),
    )
    const attempt = importRoll(file, world, { paths: ["m.csv"] })
    if (allowed) await expect(attempt).resolves.toMatchObject({ imported: true })
    else await expect(attempt).rejects.toEqual(refusal("wrong-phase", { phase }))
  })

  test("is refused once credentials exist, by the operation and by the schema", async () => {
    const file = club()
    const world = memoryWorld({ "m.csv": good, "n.csv": "id,name,fed,dues\n9,Zed,x,paid\n" })
    await importRoll(file, world, { paths: ["m.csv"] })
    file.store.write(() =>
      append(file.journal, start, {
        type: "credentials.generated",
        issued: 2,
        reserve: 0,
        credentials: "sha256:0",
        reserveKeys: "sha256:0",
        officerFile: "sha256:0",
      }),
    )
    await expect(importRoll(file, world, { paths: ["n.csv"] })).rejects.toEqual(refusal("roll-fixed"))
    expect(() => {
      file.store.write(() => {
        file.roll.adopt(file.roll.stage())
      })
    }).toThrow("the roll is fixed")
    expect(names(file)).toEqual(["Ada", "Bo", "Cy"])
  })
})

describe("an import", () => {
  test.each(["before", "after"])("loses to another one that begins %s its rows are written", async (when) => {
    const file = club()
    const contents = { "m.csv": good, "n.csv": "id,name,fed,dues\n9,Zed,x,paid\n" }
    const world = memoryWorld(contents)
    const other = () => importRoll(file, world, { paths: ["n.csv"] })
    const { files } = world
    let readings = 0
    // The file is read twice; the second reading ends when all rows are there.
    const reached = () => when === "before" || ++readings === 2
    const meddled = {
      ...files,
      stream: (path: string) => (reached() ? following(files.stream(path), other) : files.stream(path)),
    }
    const attempt = importRoll(file, { ...world, files: meddled }, { paths: ["m.csv"], report: "r.json" })
    await expect(attempt).rejects.toEqual(refusal("busy"))
    expect(names(file)).toEqual(["Zed"])
    expect(rollIsIntact(file)).toBe(true)
    expect(contents).not.toHaveProperty(["r.json"])
  })

  test("is refused if the file changes between the two readings", async () => {
    const file = club()
    const world = memoryWorld({})
    let reading = 0
    const stream = () => whole(reading++ === 0 ? good : good.replace("Ada", "Eve"))()
    const attempt = importRoll(file, { ...world, files: { ...world.files, stream } }, { paths: ["m.csv"] })
    await expect(attempt).rejects.toEqual(refusal("roll-file-changed"))
    expect(file.roll.current()).toBe(0)
  })

  test("changes nothing if it is cancelled", async () => {
    const file = club()
    const abort = new AbortController()
    abort.abort()
    const world = { ...memoryWorld({ "m.csv": good }), signal: abort.signal }
    await expect(importRoll(file, world, { paths: ["m.csv"] })).rejects.toEqual(refusal("cancelled"))
    expect(file.roll.current()).toBe(0)
  })

  test("is noticed to differ from the journal if somebody changes a row behind our back", async () => {
    const file = club()
    await importRoll(file, memoryWorld({ "m.csv": good }), { paths: ["m.csv"] })
    expect(() => file.store.db.exec("UPDATE voter SET name = 'Eve'")).toThrow("never rewritten")
    expect(() => file.store.db.exec("DELETE FROM voter")).toThrow("replaced as a whole")
    expect(() => file.store.db.exec("UPDATE roll SET import = 0")).toThrow("forward")
    file.store.db.exec("DROP TRIGGER voter_refuses_update; UPDATE voter SET grp = 'z' WHERE id = '2'")
    expect(rollIsIntact(file)).toBe(false)
    expect(rollSummary(file)?.intact).toBe(false)
  })

  test("leaves nothing behind if it is killed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "urne-roll-"))
    folders.push(folder)
    const path = join(folder, "e.urne")
    const file = rollFile(clubDefinition(rules), Store.open(path, { create: true }))
    await importRoll(file, memoryWorld({ "m.csv": good }), { paths: ["m.csv"] })
    const [member] = file.roll.members()
    if (member === undefined) throw new Error("no member")
    file.roll.stage().add([{ ...member, key: "7", name: "Left" }])
    expect(names(file)).toEqual(["Ada", "Bo", "Cy"])
    file.store.close()
    expect(readdirSync(folder)).toEqual(["e.urne"])
    expect(readFileSync(path).includes("Left")).toBe(false)
  })
})

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function whole(text: string): () => AsyncIterable<Uint8Array> {
  // eslint-disable-next-line @typescript-eslint/require-await
  return async function* () {
    yield new TextEncoder().encode(text)
  }
}

/** Yields the blocks of a file, and after the last of them lets something happen elsewhere, once. */
async function* following(
  blocks: AsyncIterable<Uint8Array>,
  event: () => Promise<unknown>,
): AsyncGenerator<Uint8Array> {
  yield* blocks
  await event()
}
