import { execFileSync } from "node:child_process"
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { checkpointIfDue } from "../../src/journal/checkpoint-operations.ts"
import { exportRecord } from "../../src/record/export-operations.ts"
import { decide } from "../../src/rehearsal/act-operations.ts"
import { openDatabase } from "../../src/store/sqlite.ts"
import type { Report } from "../../src/verify/report/report.ts"
import { TestWorld } from "../support/script.ts"
import { electionToSeal } from "../support/staged-election.ts"
import { withoutTriggers } from "../support/tamper.ts"

const definition = `name: Assembly
locale: fr
timezone: Europe/Paris
opens: 2014-03-01T08:00
closes: 2014-03-01T12:00
rehearsal: true
questions: [{ question: Approve?, answers: ["Yes"], blank: false, min: 0, max: 1 }]
authority:
  name: Bureau
  quorum: { total: 2 }
  members: [{ id: a, name: A }, { id: b, name: B }, { id: c, name: C }]
trustees: { mandatory: [k] }
roll: { id: number, name: name }
minimum-ballots: 2
`

let world: TestWorld
let election: string
let entries: readonly { readonly type: string; readonly phase?: string }[]

beforeAll(async () => {
  world = new TestWorld()
  writeFileSync(join(world.cwd, "assembly.yaml"), definition)
  writeFileSync(join(world.cwd, "seed"), "one")
  expect(
    await world.run(
      "rehearse",
      "assembly.yaml",
      "--members",
      "6",
      "--turnout",
      "80",
      "--seed",
      "seed",
      "--json",
      "--quiet",
    ),
    world.err,
  ).toBe(0)
  const { file, record: bundle } = JSON.parse(world.out) as { readonly file: string; readonly record: string }
  election = file
  const lines = readFileSync(join(world.cwd, bundle, "journal.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
  entries = lines.map((line) => JSON.parse(line) as { type: string; phase?: string })
})

afterAll(() => {
  world.remove()
})

async function exported(...args: readonly string[]): Promise<void> {
  expect(await world.run("export", "--file", election, "--quiet", ...args), world.err).toBe(0)
}

async function verified(path: string): Promise<Report> {
  expect(await world.run("verify", path, "--json", "--quiet"), world.out + world.err).toBe(0)
  return JSON.parse(world.out) as Report
}

/** Reads every file of a folder, by its name. */
function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(join(world.cwd, folder), { recursive: true, encoding: "utf8", withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    files.map((path) => [path.slice(join(world.cwd, folder).length + 1), readFileSync(path, "hex")]),
  )
}

describe("an export", () => {
  test("gives the same bytes each time, and sha256sum reads its manifest", async () => {
    await exported("--out", "one")
    await exported("--out", "two")
    expect(filesOf("two")).toEqual(filesOf("one"))
    const checked = execFileSync("sha256sum", ["-c", "manifest.sha256"], {
      cwd: join(world.cwd, "one"),
      encoding: "utf8",
    })
    const listed = checked.trimEnd().split("\n")
    expect(listed.every((line) => line.endsWith(": OK"))).toBe(true)
    expect(listed).toHaveLength(Object.keys(filesOf("one")).length - 1)
  })

  test("as a tar has the same files, readable by any tar and by verify", async () => {
    await exported("--tar", "record.tar")
    await exported("--tar", "again.tar")
    expect(readFileSync(join(world.cwd, "again.tar"))).toEqual(readFileSync(join(world.cwd, "record.tar")))
    mkdirSync(join(world.cwd, "unpacked"))
    const said = execFileSync("tar", ["-xf", "../record.tar"], { cwd: join(world.cwd, "unpacked"), encoding: "utf8" })
    expect(said).toBe("")
    await exported("--out", "folder")
    expect(filesOf("unpacked")).toEqual(filesOf("folder"))
    const report = await verified("record.tar")
    expect([report.verdict, report.final, report.phase]).toEqual(["CONSISTENT", true, "proclaimed"])
  })

  test("says in its election's language how to verify it", async () => {
    await exported("--out", "read")
    const readme = readFileSync(join(world.cwd, "read", "README.txt"), "utf8")
    for (const command of ["sha256sum -c manifest.sha256", "belenios-tool election verify", "urne verify"]) {
      expect(readme).toContain(command)
    }
    expect(readme).toMatch(/dossier|empreinte/i)
  })

  test("verifies in its state after every change of phase, and is final only with the result", async () => {
    const sizes = entries.flatMap(({ phase }, index) => (phase === undefined ? [] : [index + 1]))
    expect(sizes.length).toBeGreaterThanOrEqual(8)
    for (const size of sizes) {
      await exported("--out", `at-${size}`, "--at-size", String(size))
      const draft = entries[size - 1]?.phase === "draft"
      // Before its constitution an election has nobody who could vouch for the key of its urn.
      if (draft) expect(await world.run("verify", `at-${size}`, "--quiet")).toBeLessThanOrEqual(5)
      else {
        const report = await verified(`at-${size}`)
        expect(report.findings).toEqual([])
        expect([report.verdict, report.phase]).toEqual(["CONSISTENT", entries[size - 1]?.phase])
        expect(report.final).toBe(["tallied", "proclaimed"].includes(report.phase ?? ""))
      }
    }
  })

  test.each([
    [
      "journal",
      "UPDATE journal SET body = replace(body, '\"height\"', '\"hejght\"') WHERE number = 20",
      "entry \\d+ of the journal",
    ],
    [
      "archive_record",
      "UPDATE archive_record SET body = cast(body || ' ' AS BLOB) WHERE number = 6",
      "record 6 of the archive",
    ],
  ])("of a file whose %s was altered is refused, and so is its backup", async (table, change, said) => {
    const copy = `altered-${table}.urne`
    copyFileSync(join(world.cwd, election), join(world.cwd, copy))
    const db = openDatabase(join(world.cwd, copy))
    const [first] = db.prepare<[], { number: number }>(`SELECT number FROM journal WHERE body LIKE '%"height"%'`).all()
    withoutTriggers(db, () => db.exec(change.replace("20", String(first?.number))))
    db.close()
    for (const command of [
      ["export", "--out", "damaged"],
      ["backup", "damaged.copy"],
    ]) {
      expect(await world.run(...command, "--file", copy, "--quiet")).toBe(5)
      expect(world.err).toMatch(new RegExp(said))
    }
    expect(readdirSync(world.cwd).filter((name) => name.startsWith("damaged"))).toEqual([])
  })

  test("of a size that the journal never had is refused", async () => {
    expect(await world.run("export", "--file", election, "--out", "never", "--at-size", "99999")).not.toBe(0)
    expect(readdirSync(world.cwd)).not.toContain("never")
  })

  test("names nobody", async () => {
    await exported("--out", "names")
    const roll = readFileSync(
      join(
        world.cwd,
        "rehearsal",
        readdirSync(join(world.cwd, "rehearsal")).find((name) => name.endsWith(".csv")) ?? "",
      ),
      "utf8",
    )
    const ids = roll
      .split("\n")
      .slice(1)
      .map((line) => line.split(/[,;]/)[0] ?? "")
      .filter((each) => each.length > 4)
    expect(ids.length).toBeGreaterThan(0)
    const everything = Object.values(filesOf("names"))
      .map((content) => Buffer.from(content, "hex").toString("latin1"))
      .join("\n")
    expect(ids.filter((each) => everything.includes(each))).toEqual([])
  })
})

test("an earlier record can be made again after the election has moved on", async () => {
  const folder = new TestWorld()
  try {
    const stage = await electionToSeal(folder.cwd, 3, { ...folder.io(), progress: () => undefined })
    const { file, world: staged } = stage
    const size = file.journal.size()
    const request = { kind: "folder", size, force: false } as const
    checkpointIfDue(file, stage.urnKey, staged.now())
    await exportRecord(file, { ...request, path: "then" }, staged)
    await decide(stage, "seal")
    await exportRecord(file, { ...request, path: "later" }, staged)
    await exportRecord(file, { ...request, size: undefined, path: "now" }, staged)
    const read = (name: string, path: string) => readFileSync(join(folder.cwd, name, path), "utf8")
    for (const path of ["manifest.sha256", "journal.jsonl"]) expect(read("later", path)).toBe(read("then", path))
    expect(read("now", "manifest.sha256")).not.toBe(read("then", "manifest.sha256"))
    file.store.close()
  } finally {
    folder.remove()
  }
})
