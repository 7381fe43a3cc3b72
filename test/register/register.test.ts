import { beforeEach, describe, expect, test } from "vitest"
import type { Statement } from "../../src/authority/act.ts"
import { provenActs } from "../../src/authority/proven-acts.ts"
import { fromBase64, fromHex } from "../../src/core/bytes.ts"
import { currentCheckpoint } from "../../src/journal/checkpoint-operations.ts"
import { logRoot } from "../../src/journal/log-queries.ts"
import { entries } from "../../src/journal/operations.ts"
import { verifierOf } from "../../src/notes/key.ts"
import { leafHash, verifyInclusion } from "../../src/notes/merkle.ts"
import { exportRecord } from "../../src/record/export-operations.ts"
import { checkpointRegister, registerCheckpointDue } from "../../src/register/checkpoint-operations.ts"
import { checkRegister, publishedRegister, signedStates } from "../../src/register/checkpoint-queries.ts"
import { commitmentTo, parseEntry } from "../../src/register/entry.ts"
import { signersNeeded } from "../../src/register/event.ts"
import { enterAttendance, leaveAttendance, noteInLog } from "../../src/register/evening-operations.ts"
import { absentRoles, attendanceSheet, findPresent, logBook, presentNow } from "../../src/register/evening-queries.ts"
import { listRegister, showEntry } from "../../src/register/list-queries.ts"
import { privateOf, provedRegister, registerEntries } from "../../src/register/queries.ts"
import { registerEventTypes } from "../../src/register/shape.ts"
import { registerTable } from "../../src/register/table.ts"
import { registerGiven } from "../../src/register/stated.ts"
import { registerStatements } from "../../src/register/statement-queries.ts"
import { certifyWriter, removeWriter } from "../../src/register/writer-operations.ts"
import { refusal } from "../support/refusal.ts"
import { keyNamed, TestElection } from "../urn/test-election.ts"

const [a, b, c] = [keyNamed("a"), keyNamed("b"), keyNamed("c")]
const desk = keyNamed("desk-1")

let election: TestElection
beforeEach(() => {
  election = new TestElection()
})

const certify = (members = [a, b]) =>
  certifyWriter(
    election.file,
    { writer: "desk-1", role: "desk", name: "Jo Invented", key: verifierOf(desk) },
    members,
    election.world,
  )
const note = (text: string, key = a, published = false) =>
  noteInLog(election.file, { text, published }, [key], election.world)

/** Writes an evening of five entries. */
function evening(): void {
  certify()
  note("The hall is open", desk, true)
  const { number } = enterAttendance(election.file, { role: "bailiff", name: "Max Made-up" }, [desk], election.world)
  election.now += 60_000
  leaveAttendance(election.file, number, [b], election.world)
  note("The lamp of the second desk failed", c)
}

/** Writes to the file past the triggers, as somebody without a key could. */
function tamper(sql: string): void {
  const { db } = election.file.store
  const triggers = db.prepare<[], string>(
    "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name LIKE 'register%'",
  )
  const texts = triggers.pluck().all()
  const names = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name LIKE 'register%'")
    .pluck()
    .all()
  for (const name of names) db.exec(`DROP TRIGGER ${name}`)
  db.exec(sql)
  for (const text of texts) db.exec(text)
}

test("entries are read back with their writer and instant", () => {
  evening()
  expect(logBook(election.file).map(({ by, text, published }) => [by, text, published])).toEqual([
    [["desk-1"], "The hall is open", true],
    [["c"], "The lamp of the second desk failed", false],
  ])
  expect(attendanceSheet(election.file)).toMatchObject([{ role: "bailiff", name: "Max Made-up" }])
  expect(presentNow(election.file)).toEqual([])
  expect(registerEntries(election.file, "writer.certified")).toMatchObject([
    { number: 1, signers: [{ id: "a" }, { id: "b" }] },
  ])
})

test("every type of event states who signs it", () => {
  expect(Object.keys(signersNeeded).sort()).toEqual([...registerEventTypes].sort())
})

test("no name or private text is in the published bytes", () => {
  evening()
  const bodies = [...entries(election.file.register as never)].map(({ body }) => body).join("\n")
  for (const secret of ["Jo Invented", "Made-up", "lamp"]) expect(bodies).not.toContain(secret)
  expect(bodies).toContain("The hall is open")
})

test("the ballot log holds no entry of the register, and no entry of the register says how long that log is", () => {
  const before = election.file.journal.size()
  evening()
  expect(election.file.journal.size()).toBe(before)
  const journal = [...entries(election.file.journal)].map(({ body }) => body).join("\n")
  for (const { number, entry } of provedRegister(election.file).entries) {
    for (const line of entry.signed) expect(journal).not.toContain(line.split(" ")[2])
    expect(Object.keys(entry), String(number)).not.toContain("journal")
  }
})

describe("writers", () => {
  test("are certified by two members, not by one twice", () => {
    expect(() => certify([a])).toThrow(refusal("signers-missing", { members: 2 }))
    expect(() => certify([a, a])).toThrow(refusal("signers-missing", { members: 2 }))
    expect(() => certify([a, desk])).toThrow(refusal("not-a-writer", { name: "desk-1" }))
    certify()
    expect(() => certify()).toThrow(refusal("writer-key-refused", { writer: "desk-1" }))
  })

  test("are refused if they are strangers, or were removed", () => {
    expect(() => note("hello", desk)).toThrow(refusal("not-a-writer", { name: "desk-1" }))
    certify()
    note("hello", desk)
    removeWriter(election.file, { writer: "desk-1", reason: "the stick was lost" }, [c], election.world)
    expect(() => note("again", desk)).toThrow(refusal("not-a-writer", { name: "desk-1" }))
    expect(logBook(election.file)).toHaveLength(1)
  })

  test("do not include the urn, whose key signs no line of the log book", () => {
    expect(() => note("hello", election.urnKey)).toThrow(refusal("signers-missing", { members: 0 }))
  })
})

test("a key of a rehearsal cannot write in a real election", () => {
  const key = verifierOf(keyNamed("rehearsal/desk-1"))
  const certified = { writer: "desk-1", role: "desk", name: "Jo Invented", key } as const
  expect(() => certifyWriter(election.file, certified, [a, b], election.world)).toThrow(
    refusal("key-of-other-world", { name: "rehearsal/desk-1", rehearsal: true }),
  )
})

test("entries do not go back in time", () => {
  note("one")
  election.now -= 1000
  note("two")
  expect(new Set(provedRegister(election.file).entries.map(({ at }) => at)).size).toBe(1)
  election.now -= 10_000
  expect(() => note("three")).toThrow(/clock-went-back|behind/)
})

describe("somebody who writes to the file without a key is found out:", () => {
  const altered = (number: number) => refusal("entry-altered", { of: "register", number })
  test.each([
    ["a text", "UPDATE register SET body = replace(body, 'open', 'shut') WHERE number = 2", 2],
    ["an instant", "UPDATE register SET body = replace(body, ':00Z', ':01Z') WHERE number = 3", 3],
    ["a missing entry", "DELETE FROM register WHERE number = 4", 4],
    [
      "two entries in the other order",
      "UPDATE register SET number = 103 WHERE number = 3; UPDATE register SET number = 3 WHERE number = 4; UPDATE register SET number = 4 WHERE number = 103",
      3,
    ],
    ["a node of the tree", "UPDATE register_node SET hash = zeroblob(32) WHERE level = 0 AND number = 1", 2],
  ])("%s", (_, sql, number) => {
    evening()
    tamper(sql.replaceAll("CHECK", ""))
    expect(() => provedRegister(election.file)).toThrow(altered(number))
    expect(() => note("more")).toThrow(altered(number))
  })

  test("an entry that nobody signed, with nodes that fit", () => {
    evening()
    const last = provedRegister(election.file).entries.at(-1)
    const forged = { ...last?.entry, at: "2014-11-27T10:00:00Z" }
    const other = new TestElection()
    other.file.store.write(() => {
      const { register } = other.file
      register.insert({ number: 1, body: JSON.stringify(forged) }, [])
    })
    expect(() => provedRegister(other.file)).toThrow(refusal("entry-altered", { of: "register", number: 1 }))
  })

  test("the urn signs nothing of it, and the record is published if it is left out", async () => {
    evening()
    const { file, urnKey, world } = election
    checkpointRegister(file, urnKey)
    file.store.write(() => currentCheckpoint(file.journal, urnKey, election.now))
    const asked = { kind: "folder", size: undefined, force: false } as const
    const sound = await exportRecord(file, { ...asked, path: "sound" }, world)
    expect(sound.register).toEqual({ size: 5, signed: 5 })
    note("more")
    tamper("UPDATE register SET body = replace(body, 'open', 'shut') WHERE number = 2")
    expect(() => checkpointRegister(file, urnKey)).toThrow(altered(2))
    await expect(exportRecord(file, { ...asked, path: "altered" }, world)).rejects.toThrow(altered(2))
    const rest = await exportRecord(file, { ...asked, path: "rest", withoutRegister: true }, world)
    expect(rest.register).toEqual({ size: 6, signed: 0 })
    expect(rest.files).toBe(sound.files - 2)
  })

  test("a changed private text", () => {
    evening()
    tamper("UPDATE register_private SET content = replace(content, 'Max', 'Mia')")
    const [found] = registerEntries(election.file, "attendance.entered")
    expect(() => found && privateOf(election.file, found)).toThrow(
      refusal("election-file-altered", { part: "register", at: "3" }),
    )
  })
})

test("an entry signed for one election is refused in another place", () => {
  note("one")
  note("two")
  const [first, second] = [...entries(election.file.register)]
  const other = new TestElection()
  noteInLog(other.file, { text: "other", published: true }, [a], other.world)
  expect(first && parseEntry(first.body)).toBeDefined()
  const root = logRoot(other.file.register)
  expect(root).toHaveLength(32)
  tamper(`DELETE FROM register WHERE number = 2; DELETE FROM register_node WHERE number > 0 OR level > 0;
    UPDATE register SET body = '${second?.body.replaceAll("'", "''") ?? ""}' WHERE number = 1`)
  expect(() => provedRegister(election.file)).toThrow()
})

test("two commands that write at once append one entry after the other", () => {
  const disk = new TestElection({ onDisk: true })
  noteInLog(disk.file, { text: "one", published: true }, [a], disk.world)
  const again = registerTable(disk.file.store.db)
  noteInLog({ ...disk.file, register: again }, { text: "two", published: true }, [b], disk.world)
  noteInLog(disk.file, { text: "three", published: true }, [c], disk.world)
  expect(logBook(disk.file).map(({ text }) => text)).toEqual(["one", "two", "three"])
})

test("the urn signs the current register once", () => {
  expect(registerCheckpointDue(election.file)).toBe(false)
  note("one")
  expect(registerCheckpointDue(election.file)).toBe(true)
  checkpointRegister(election.file, keyNamed("stranger"))
  expect(registerCheckpointDue(election.file)).toBe(true)
  checkpointRegister(election.file, election.urnKey)
  expect(registerCheckpointDue(election.file)).toBe(false)
  const [checkpoint] = election.file.register.checkpoints()
  expect(checkpoint?.note).toMatch(/^urne\/9xDrMnXn4cUuGk\/register\n1\n/)
})

test("the published part ends where the urn signed; the rest waits", () => {
  expect(publishedRegister(election.file)).toBeUndefined()
  note("one", a, true)
  expect(publishedRegister(election.file)).toBeUndefined()
  checkpointRegister(election.file, election.urnKey)
  note("two", a, true)
  const published = publishedRegister(election.file)
  const text = Buffer.concat([...(published?.blocks() ?? [])]).toString()
  expect([published?.size, text.split("\n").length]).toEqual([1, 2])
  expect(text).not.toContain("two")
  expect(listRegister(election.file, { last: 50 })).toMatchObject({ size: 2, signed: 1 })
})

test("an entry that is shown is proved by the last signed state, or else by the current one", () => {
  evening()
  expect(showEntry(election.file, 1)).toMatchObject({ size: 5, checkpoint: null, private: { name: "Jo Invented" } })
  checkpointRegister(election.file, election.urnKey)
  const shown = showEntry(election.file, 3)
  expect(shown).toMatchObject({ size: 5, private: { name: "Max Made-up" } })
  const root = fromBase64(shown.root) ?? new Uint8Array()
  const proof = shown.proof.map((hash) => fromBase64(hash) ?? new Uint8Array())
  expect(verifyInclusion({ index: 2, size: 5, leaf: leafHash(shown.body), root, proof })).toBe(true)
  expect(commitmentTo(fromHex(shown.opening?.key ?? "") ?? new Uint8Array(), shown.opening?.content ?? "")).toBe(
    (shown.event as { readonly private?: string }).private,
  )
  expect(() => showEntry(election.file, 6)).toThrow(refusal("no-such-entry", { number: 6, size: 5 }))
})

describe("the check of the register", () => {
  test("counts the entries that it proved", () => {
    evening()
    checkpointRegister(election.file, election.urnKey)
    expect(checkRegister(election.file)).toMatchObject({ size: 5, signed: 5, checkpoints: 1, private: 3 })
  })

  test.each([
    ["what is private", "UPDATE register_private SET content = replace(content, 'Max', 'Mia')", "3"],
    ["a checkpoint of another state", "UPDATE register_checkpoint SET size = 4", "4"],
    [
      "a checkpoint that nobody signed",
      "UPDATE register_checkpoint SET note = replace(note, char(10), char(10) || 'x')",
      "5",
    ],
  ])("finds %s", (_, sql, at) => {
    evening()
    checkpointRegister(election.file, election.urnKey)
    tamper(sql)
    expect(() => checkRegister(election.file)).toThrow(refusal("election-file-altered", { part: "register", at }))
    if (sql.includes("checkpoint")) {
      expect(() => signedStates(election.file)).toThrow(refusal("election-file-altered", { part: "register", at }))
    }
  })
})

test("roles that the definition demands are absent until somebody who has them is on the sheet", () => {
  const there = new TestElection({ presided: true })
  expect(absentRoles(there.file)).toEqual([{ role: "president", wanted: 1, present: 0 }])
  const { number } = enterAttendance(there.file, { role: "president", name: "Ada" }, [a], there.world)
  expect(absentRoles(there.file)).toEqual([])
  leaveAttendance(there.file, number, [a], there.world)
  expect(absentRoles(there.file)).toMatchObject([{ present: 0 }])
  expect(absentRoles(election.file)).toEqual([])
})

test("a person who is present is found by name or number if that is unambiguous", () => {
  const enter = (name: string) => enterAttendance(election.file, { role: "observer", name }, [a], election.world)
  enter("Ada Byron")
  expect(findPresent(election.file, "ada byron")).toMatchObject({ entry: 1 })
  enter("Ada BYRON")
  expect(() => findPresent(election.file, "Ada Byron")).toThrow(
    refusal("present-twice", { who: "Ada Byron", entries: [1, 2] }),
  )
  expect(findPresent(election.file, "2")).toMatchObject({ entry: 2 })
  expect(() => findPresent(election.file, "3")).toThrow(refusal("not-present", { who: "3" }))
})

describe("what close and proclaim state of the register", () => {
  const state = (given: readonly Statement[] = []) => registerStatements(election.file, given)
  const value = (stated: readonly Statement[]) => stated.map(({ key, value: text }) => `${key} ${text}`)

  test("a register without an entry is none; one with entries is named by their number and the root", () => {
    expect(value(state())).toEqual(["register none"])
    evening()
    const { size, root } = provedRegister(election.file).head
    expect(value(state())).toEqual([`register ${size} ${Buffer.from(root).toString("base64")}`])
  })

  test("what an act states stays true while people go on writing, and not once an entry is another", () => {
    const empty = state()
    evening()
    const five = state()
    expect([state(empty), state(five)]).toEqual([empty, five])
    note("Another lamp failed")
    expect([state(empty), state(five)]).toEqual([empty, five])
    expect(state([{ key: "register", value: `5 ${Buffer.alloc(32).toString("base64")}` }])).toEqual(state())
    expect(state([{ key: "register", value: five[0]?.value.replace("5 ", "7 ") ?? "" }])).toEqual(state())
    expect(state([...five, ...five])).toEqual(state())
  })

  test("a register in which another program wrote is stated as altered, and only where that is given", () => {
    evening()
    const five = state()
    tamper("UPDATE register SET body = replace(body, 'open', 'shut') WHERE number = 2")
    for (const given of [five, []])
      expect(() => state(given)).toThrow(refusal("entry-altered", { of: "register", number: 2 }))
    const altered = registerGiven({ withoutRegister: true })
    expect(value(state(altered))).toEqual(["register altered"])
  })

  test("nobody goes on without a register that nothing is wrong with", () => {
    evening()
    expect(state(registerGiven({ withoutRegister: true }))).toEqual(state())
  })

  test("an act that waits for a signature takes effect although somebody writes meanwhile", () => {
    evening()
    election.open()
    election.now = election.file.election.get().definition.closes + 60_000
    const proposed = election.propose("close")
    note("The doors are shut")
    election.sign(proposed)
    expect(provenActs(election.file).at(-1)).toMatchObject({
      act: {
        kind: "close",
        statements: [{ key: "closes" }, { key: "register", value: expect.stringMatching(/^5 /) as string }],
      },
    })
  })
})
