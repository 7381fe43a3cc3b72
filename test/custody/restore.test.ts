import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { encryptSecret } from "../../src/core/secret-file.ts"
import { type AgeKey, ageKey, anotherMachine, listed, signedBy, terminalOf, writeIdentity } from "../support/custody.ts"
import { NoticeNight, oneMember } from "../support/notice-night.ts"
import type { TestWorld } from "../support/script.ts"
import { tamperWith } from "../support/tamper.ts"
import { TestElection } from "../urn/test-election.ts"

const opened: { remove: () => void }[] = []
afterEach(() => {
  for (const one of opened.splice(0)) one.remove()
})

interface Place {
  readonly election: TestElection
  /** The machine of the election. */
  readonly world: TestWorld
  readonly key: AgeKey
}

/** Makes an election with a scan, and copies of it: `all.age`, which `id.txt` opens, and `plain.urne-backup`. */
async function place(): Promise<Place> {
  const election = new TestElection({ onDisk: true }).sealed()
  opened.push(election)
  const world = await terminalOf(election, "a", "b")
  opened.push(world)
  writeFileSync(join(world.cwd, "scan.pdf"), "%PDF-1.7 a sheet")
  await urne(world, "paper", "attach", "scan.pdf", "--as", "other", "--what", "A sheet", ...signedBy("a"))
  const key = await ageKey()
  writeIdentity(world, "id.txt", key)
  await urne(world, "backup", "all.age", "--to", key.recipient)
  await urne(world, "backup", "plain.urne-backup")
  return { election, world, key }
}

async function urne(world: TestWorld, ...argv: readonly string[]): Promise<string> {
  expect(await world.run("--lang", "en", ...argv), `urne ${argv.join(" ")}\n${world.out}${world.err}`).toBe(0)
  return world.out.replace(/\s+/g, " ")
}

async function json<T>(world: TestWorld, ...argv: readonly string[]): Promise<T> {
  await urne(world, ...argv, "--json")
  return JSON.parse(world.out) as T
}

async function refused(world: TestWorld, status: number, ...argv: readonly string[]): Promise<string> {
  expect(await world.run("--lang", "en", ...argv), `urne ${argv.join(" ")}\n${world.out}`).toBe(status)
  return world.err.replace(/\s+/g, " ")
}

const restore = ["restore", "all.age", "--identity", "id.txt", "--out", "restored"]
const drill = ["restore", "--drill", "all.age", "--identity", "id.txt"]

interface RestoredJson {
  readonly standing: { readonly relation: string; readonly entries: number }
  readonly missing: readonly { readonly kind: string; readonly why: string }[]
  readonly nextText: string
}

describe("a restored election", () => {
  test("is whole in a folder of its own, and goes on by the command that is named", async () => {
    const { world } = await place()
    const fresh = anotherMachine(world, "all.age", "id.txt")
    opened.push(fresh)
    const said = await urne(fresh, ...restore)
    expect(said).toContain("This machine has never seen this election")
    expect(said).toContain("To go on: urne --file restored/election.urne status")
    expect(listed(fresh, "restored")).toEqual([
      "definition.yaml",
      "election-evidence",
      "election.urn-key",
      "election.urne",
    ])
    for (const name of ["election.urn-key"]) {
      expect(readFileSync(join(fresh.cwd, "restored", name))).toEqual(readFileSync(join(world.cwd, name)))
    }
    const shown = await urne(fresh, "--file", "restored/election.urne", "paper", "list")
    expect(shown).toContain("A sheet")
    expect(listed(fresh).filter((name) => name.startsWith(".urne") || name.includes(".part"))).toEqual([])
  })

  test("is compared with what the machine has seen", async () => {
    const { world } = await place()
    const found = await json<RestoredJson>(world, ...restore)
    expect(found.standing).toEqual({ relation: "equal", entries: 0 })
    expect(found.missing.map(({ kind, why }) => `${kind} ${why}`)).toEqual(["member secret", "member secret"])
    await urne(world, "open", "--key", "a.key", "b.key", "--passphrase-file", "p.txt", "p.txt")
    const behind = await json<RestoredJson>(world, ...restore.slice(0, -1), "again")
    expect(behind.standing.relation).toBe("behind")
    expect(behind.standing.entries).toBeGreaterThan(0)
    expect(behind.nextText).toBe("urne --file again/election.urne recover --reason REASON")
    const keys = ["--key", "a.key", "b.key", "--passphrase-file", "p.txt", "p.txt"]
    await refused(world, 4, "--file", "again/election.urne", "status")
    await urne(world, "--file", "again/election.urne", "recover", "--reason", "The disk failed", ...keys)
    await urne(world, "--file", "again/election.urne", "status")
  })

  test("names what a plain copy does not hold", async () => {
    const { world } = await place()
    const { missing } = await json<RestoredJson>(world, "restore", "plain.urne-backup", "--out", "restored")
    expect(missing.map(({ kind, why }) => `${kind} ${why}`)).toEqual(["urn-key absent", "evidence absent"])
    expect(listed(world, "restored")).toEqual(["election.urne"])
  })

  test("is opened by an identity under a passphrase too", async () => {
    const { world, key } = await place()
    const secret = await encryptSecret(Buffer.from(`${key.identity}\n`), "one passphrase for it", { rehearsal: true })
    writeFileSync(join(world.cwd, "locked.age"), secret)
    const locked = ["restore", "all.age", "--identity", "locked.age", "--out", "restored"]
    await refused(world, 2, ...locked)
    writeFileSync(join(world.cwd, "other.txt"), "another passphrase\n")
    await refused(world, 3, ...locked, "--identity-passphrase-file", "other.txt")
    await urne(world, ...locked, "--identity-passphrase-file", "p.txt")
  })
})

describe("a restore that fails leaves no folder, and says why:", () => {
  test("no identity, one of somebody else, none at all, and a folder that is there", async () => {
    const { world } = await place()
    await refused(world, 2, "restore", "all.age", "--out", "restored")
    writeIdentity(world, "other.txt", await ageKey())
    const other = await refused(world, 3, "restore", "all.age", "--identity", "other.txt", "--out", "restored")
    expect(other).toContain("it was encrypted to others")
    expect(await refused(world, 3, "restore", "all.age", "--identity", "p.txt", "--out", "restored")).toContain(
      "p.txt holds no secret key of age",
    )
    expect(await refused(world, 3, "restore", "gone.age", "--identity", "id.txt", "--out", "restored")).toContain(
      "gone.age",
    )
    await refused(world, 2, "restore", "all.age", "--identity", "id.txt")
    await refused(world, 2, "restore", "all.age", "all.age", "--identity", "id.txt", "--out", "restored")
    await refused(world, 2, ...restore, "--level", "bytes")
    expect(existsSync(join(world.cwd, "restored"))).toBe(false)
    mkdirSync(join(world.cwd, "restored"))
    await refused(world, 4, ...restore)
    expect(listed(world, "restored")).toEqual([])
  })

  test.each([
    ["a changed byte", (bytes: Buffer) => ((bytes[bytes.length - 3000]! ^= 1), bytes)],
    ["a cut end", (bytes: Buffer) => bytes.subarray(0, -70_000)],
    ["an empty file", () => Buffer.alloc(0)],
    ["another file", () => Buffer.from("a letter\n")],
  ])("%s", async (_, change) => {
    const { world } = await place()
    const path = join(world.cwd, "all.age")
    writeFileSync(path, change(readFileSync(path)))
    await refused(world, 5, ...restore)
    expect(listed(world).filter((name) => name.startsWith("restored") || name.startsWith(".urne"))).toEqual([])
  })

  test("an election file that another program wrote to", async () => {
    const { world } = await place()
    tamperWith(join(world.cwd, "plain.urne-backup"), "UPDATE journal SET body = replace(body, '2014', '2015')")
    expect(await world.run("restore", "plain.urne-backup", "--out", "restored")).not.toBe(0)
    expect(existsSync(join(world.cwd, "restored"))).toBe(false)
  })
})

interface DrillJson {
  readonly drills: readonly {
    readonly passed: boolean
    readonly level: string
    readonly parts: readonly string[]
    readonly faults: readonly { readonly level: string; readonly code: string }[]
  }[]
  readonly recorded: readonly { readonly note?: string; readonly drill?: number }[]
}

interface EntriesJson {
  readonly entries: readonly { readonly event: Record<string, unknown>; readonly private: Record<string, unknown> }[]
}

/** Opens the urn of a real election, with a scan and ballots, and copies it. */
async function night(): Promise<TestWorld> {
  const { world } = await new NoticeNight().open()
  opened.push(world)
  world.now = Date.parse("2014-11-28T20:00:00Z")
  writeFileSync(join(world.cwd, "scan.pdf"), "%PDF-1.7 a sheet")
  await urne(world, "paper", "attach", "scan.pdf", "--as", "other", "--what", "A sheet", ...oneMember)
  const key = await ageKey()
  writeIdentity(world, "id.txt", key)
  await urne(world, "backup", "all.age", "--to", key.recipient)
  await urne(world, "backup", "plain.urne-backup")
  return world
}

describe("a drill", () => {
  test("says which level ran, leaves nothing behind, and stands in the register", { timeout: 60_000 }, async () => {
    const world = await night()
    const before = listed(world)
    for (const level of ["structure", "bytes", "verified"]) {
      const { drills, recorded } = await json<DrillJson>(world, ...drill, "--level", level, ...oneMember)
      expect(drills.map(({ passed, faults, level: ran }) => [passed, faults, ran])).toEqual([[true, [], level]])
      expect(recorded).toHaveLength(1)
    }
    expect(listed(world)).toEqual(before)
    const { entries } = await json<EntriesJson>(world, "register", "list", "--type", "drill")
    expect(entries.map(({ event }) => [event["drill"], event["level"], event["passed"]])).toEqual([
      [1, "structure", true],
      [2, "bytes", true],
      [3, "verified", true],
    ])
    expect(entries[2]?.event["parts"]).toEqual(["election", "urn-key", "definition", "evidence", "letters"])
    // A dated entry with the length of the journal would place ballots before it.
    expect(Object.keys(entries[2]?.event ?? {})).not.toContain("entries")
    expect(entries[2]?.private).toMatchObject({ where: "all.age" })
    expect(Number(entries[2]?.private["entries"])).toBeGreaterThan(10)
    // The copies alone, on a machine that knows nothing.
    const fresh = anotherMachine(world, "all.age", "plain.urne-backup", "id.txt")
    opened.push(fresh)
    const said = await urne(fresh, "restore", "--drill", "all.age", "plain.urne-backup", "--identity", "id.txt")
    expect(said).toContain("PASSED: all.age can be restored Verified: its record was written and verified whole")
    expect(said).toContain("PASSED: plain.urne-backup")
    expect(listed(fresh)).toEqual(["all.age", "id.txt", "plain.urne-backup"])
  })

  test("names what failed, and at which level, of each copy", async () => {
    const { world } = await place()
    copyFileSync(join(world.cwd, "plain.urne-backup"), join(world.cwd, "altered"))
    tamperWith(join(world.cwd, "altered"), "UPDATE archive_record SET body = CAST('x' AS BLOB) WHERE number = 1")
    writeFileSync(join(world.cwd, "cut.age"), readFileSync(join(world.cwd, "all.age")).subarray(0, 20_000))
    const copies = ["plain.urne-backup", "altered", "cut.age", "all.age"]
    const argv = ["restore", "--drill", ...copies, "--identity", "id.txt", ...signedBy("a")]
    await refused(world, 5, ...argv, "--json")
    const { drills, recorded } = JSON.parse(world.out) as DrillJson
    // The trustee of this election never proved its key, which only a whole verification finds.
    expect(drills.map(({ passed, faults }) => [passed, faults.map(({ level, code }) => `${level} ${code}`)])).toEqual([
      [false, ["verified checkpoints-missing"]],
      [false, ["bytes entry-altered"]],
      [false, ["structure copy-faulty"]],
      [false, ["verified JOURNAL_FORM"]],
    ])
    expect(recorded.map(({ drill: number }) => number)).toEqual([1, 2, 3, 4])
    const { entries } = await json<EntriesJson>(world, "register", "list", "--type", "drill")
    expect(entries.map(({ event }) => event["passed"])).toEqual([false, false, false, false])
    expect(String(entries[2]?.private["faults"])).toContain("copy-faulty")
    const said = await urne(world, "restore", "--drill", "plain.urne-backup", "--level", "bytes")
    expect(said).toContain("This is not in the register")
  })

  test("on another machine is told by a signed note, which is entered once where the election is", async () => {
    const { world } = await place()
    const fresh = anotherMachine(world, "all.age", "id.txt", "a.key", "p.txt")
    opened.push(fresh)
    const bytes = [...drill, "--level", "bytes", ...signedBy("a")]
    await refused(fresh, 2, ...bytes)
    const held = await urne(fresh, ...bytes, "--out", "drill.note", "--place", "The town hall")
    expect(held).toContain("PASSED: all.age can be restored")
    expect(listed(fresh)).toEqual(["a.key", "all.age", "drill.note", "id.txt", "p.txt"])
    copyFileSync(join(fresh.cwd, "drill.note"), join(world.cwd, "drill.note"))
    const enter = ["custody", "drill", "drill.note", ...signedBy("b")]
    expect(await json(world, ...enter)).toMatchObject({ drill: 1, by: ["b"] })
    expect(await refused(world, 4, ...enter)).toContain("it was entered before")
    const { entries } = await json<EntriesJson>(world, "register", "list", "--type", "drill")
    expect(entries[0]?.private).toMatchObject({ where: "The town hall" })
    const note = readFileSync(join(world.cwd, "drill.note"), "utf8")
    writeFileSync(join(world.cwd, "drill.note"), note.replace("passed yes", "passed no"))
    expect(await refused(world, 4, ...enter)).toContain("not entered")
    writeFileSync(join(world.cwd, "drill.note"), "text\n")
    expect(await refused(world, 4, ...enter)).toContain("this is no note about a drill")
  })

  test("is not entered as passed where the copy has another history", async () => {
    const { world, election } = await place()
    const older = await terminalOf(election, "a")
    opened.push(older)
    await urne(world, "open", "--key", "a.key", "b.key", "--passphrase-file", "p.txt", "p.txt")
    await urne(world, "backup", "newer.urne-backup")
    copyFileSync(join(world.cwd, "newer.urne-backup"), join(older.cwd, "newer.urne-backup"))
    const argv = ["restore", "--drill", "newer.urne-backup", "--level", "bytes", ...signedBy("a")]
    const said = await refused(older, 4, ...argv)
    expect(said).toContain("the copy has entries of the journal that this election file does not have")
  })
})
