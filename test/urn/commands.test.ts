import { copyFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { concat } from "../../src/core/bytes.ts"
import { UrneError } from "../../src/core/error.ts"
import { fingerprintGroups } from "../../src/core/fingerprint.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { urnKeyText } from "../../src/journal/urn-key.ts"
import { batchHash, signBatch } from "../../src/notes/batch.ts"
import { verifierOf } from "../../src/notes/key.ts"
import { openReceipt } from "../../src/notes/receipt.ts"
import { openDatabase } from "../../src/store/sqlite.ts"
import { archiveBytes } from "../../src/urn/archive-queries.ts"
import { TestWorld } from "../support/script.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { hours, lines, siteKey, TestElection, uuid } from "./test-election.ts"

let election: TestElection
let world: TestWorld

beforeEach(() => {
  election = new TestElection({ onDisk: true, rehearsal: true }).open()
  world = new TestWorld(election.folder)
  world.now = election.now
  election.write("election.urn-key", urnKeyText(election.urnKey))
  for (const [index, code] of election.codes.entries()) election.write(`code-${index}.txt`, `${code}\n`)
})
afterEach(() => {
  election.remove()
})

const run = async (status: number, ...args: readonly string[]) => {
  expect([await world.run(...args), world.err]).toEqual([status, status === 0 ? expect.any(String) : world.err])
  return world.out
}
const json = async (status: number, ...args: readonly string[]) =>
  JSON.parse(await run(status, "--json", ...args)) as Record<string, unknown>
/** Makes writing to this name fail from now on, though a try succeeds: the medium is full. */
const failing = (name: string) => {
  const io = world.io()
  const writeWhole: typeof io.files.writeWhole = (path, ...rest) =>
    path === name
      ? Promise.reject(new UrneError("file-not-written", { path, cause: "ENOSPC" }))
      : io.files.writeWhole(path, ...rest)
  world.io = () => ({ ...io, files: { ...io.files, writeWhole } })
}
const vote = ["--choice", "1=2", "--choice", "2=Di", "--choice", "2=Fay"]

describe("urne cast", () => {
  test("casts a ballot from a script, and writes the receipt", async () => {
    const out = await run(0, "cast", "--code-file", "code-0.txt", ...vote, "--receipt", "r.txt", "--yes")
    const opened = openReceipt(election.read("r.txt"), verifierOf(election.urnKey))
    if ("fault" in opened) throw new Error(opened.fault)
    expect(out).toContain(opened.receipt.tracker)
    expect(election.file.urn.ballot(opened.receipt.tracker)).toMatchObject({ channel: "booth" })
    // The choice is shown to the voter for confirmation, and is not part of the result.
    expect(world.err).toContain("Bo")
    expect(out).not.toContain("Bo")
  })

  test("shows no choice with --quiet", async () => {
    await run(0, "cast", "--code-file", "code-0.txt", ...vote, "--yes", "--quiet")
    expect(world.err).toBe("")
  })

  test("prints exactly the receipt's object with --json", async () => {
    const { schema, tracker, height, receipt } = await json(0, "cast", "--code-file", "code-0.txt", ...vote, "--yes")
    expect([schema, height, typeof tracker]).toEqual([2, 1, "string"])
    expect(openReceipt(String(receipt), verifierOf(election.urnKey))).toMatchObject({ receipt: { tracker } })
  })

  test("refuses with the documented status, before anything is cast", async () => {
    const before = election.contents()
    expect(await run(2, "cast", ...vote, "--yes")).toBe("")
    expect(world.err).toContain("--code-file")
    await run(2, "cast", "--code-file", "code-0.txt", "--yes")
    expect(world.err).toContain("--choice")
    await run(2, "cast", "--code-file", "code-0.txt", ...vote)
    expect(world.err).toContain("--yes")
    await run(2, "cast", "--code-file", "code-0.txt", "--choice", "9=1", "--yes")
    await run(3, "cast", "--code-file", "code-0.txt", "--choice", "2=Di", "--yes")
    expect(world.err).toContain("CHOICE_BOUNDS")
    await run(4, "cast", "--code-file", "code-0.txt", ...vote, "--yes", "--receipt", "code-1.txt")
    election.write("bad.txt", "nonsense\n")
    await run(3, "cast", "--code-file", "bad.txt", ...vote, "--yes")
    election.write("unknown.txt", "11111-111111-11111-111111\n")
    await run(4, "cast", "--code-file", "unknown.txt", ...vote, "--yes")
    expect(election.contents()).toBe(before)
  })

  test("tells voters who vote twice which ballot is in the urn, in English and in French", async () => {
    const { tracker } = await json(0, "cast", "--code-file", "code-0.txt", ...vote, "--yes")
    await run(4, "cast", "--code-file", "code-0.txt", ...vote, "--yes")
    expect(world.err).toContain(`votes are final (tracker ${String(tracker)})`)
    await run(4, "--lang", "fr", "cast", "--code-file", "code-0.txt", ...vote, "--yes")
    expect(world.err).toContain(`le vote est définitif (numéro de suivi ${String(tracker)})`)
  })

  test("lets credentials check say that a ballot is in the urn, and neither its tracker nor its hour", async () => {
    const check = ["credentials", "check", "--code-file", "code-0.txt"]
    expect(await run(0, ...check)).toBe("This code can be used to vote in this election.\n")
    const { tracker } = await json(0, "cast", "--code-file", "code-0.txt", ...vote, "--yes")
    const out = await run(4, ...check)
    expect(out).toMatch(/^A ballot with this code is in the urn, and votes are final[^]*urne receipt\n$/)
    expect(out).not.toContain(String(tracker))
    expect(out).not.toMatch(/[0-9]/)
    expect(await run(4, "--lang", "fr", ...check)).toContain("Un bulletin déposé avec ce code est dans l’urne")
    expect(await json(4, ...check)).toMatchObject({ opens: false, state: "usable", voted: true })
    expect(await json(0, "credentials", "check", "--code-file", "code-1.txt")).toMatchObject({ voted: false })
  })

  test("lets credentials check say that a ballot may be replaced, where the last counts", async () => {
    election.remove()
    election = new TestElection({ onDisk: true, rehearsal: true, revote: "last-counts" }).open()
    world = new TestWorld(election.folder)
    world.now = election.now
    election.write("election.urn-key", urnKeyText(election.urnKey))
    election.write("code-0.txt", `${election.codes[0] ?? ""}\n`)
    await run(0, "cast", "--code-file", "code-0.txt", ...vote, "--yes")
    expect(await run(0, "credentials", "check", "--code-file", "code-0.txt")).toMatch(
      /ballot with this code is in the urn[^]*may vote again[^]*only the last counts/,
    )
  })

  test("lets checkpoint show say why it covers less than the journal, and only then", async () => {
    const reason = /The checkpoint covers (\d+) of the (\d+) entries of the journal: .*fewer than 10 ballots/
    await run(0, "checkpoint", "show")
    expect(world.err).not.toMatch(reason)
    await run(0, "cast", "--code-file", "code-0.txt", ...vote, "--yes")
    const note = await run(0, "checkpoint", "show")
    const [, size, entries] = reason.exec(world.err) ?? []
    expect(note.split("\n")[1]).toBe(size)
    expect(await json(0, "checkpoint", "show")).toMatchObject({ size: Number(size), entries: Number(entries) })
    expect(Number(entries)).toBeGreaterThan(Number(size))
    await run(0, "--lang", "fr", "checkpoint", "show", "--out", "kept.txt")
    expect(world.err).toContain("L’empreinte porte sur")
    expect(election.read("kept.txt")).toBe(note)
  })

  test("shows the journal's fingerprint as papers do, and as notes do where its note is shown", async () => {
    await run(0, "cast", "--code-file", "code-0.txt", ...vote, "--yes")
    const { root } = await json(0, "journal", "list")
    const groups = fingerprintGroups(String(root)).join(" ")
    expect(groups).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
    expect(await run(0, "journal", "list")).toContain(` entries: ${groups}\n`)
    expect(await run(0, "status")).toMatch(new RegExp(`Journal: .*${groups}`))
    const { size, root: signed, note } = await json(0, "checkpoint", "show")
    expect(String(note).split("\n")[2]).toMatch(/^[A-Za-z0-9+/]{43}=$/)
    const kept = await run(0, "checkpoint", "show", "--out", "kept.txt")
    expect(kept).toContain(`at ${String(size)} entries: ${fingerprintGroups(String(signed)).join(" ")}\n`)
  })

  test("tries the receipt's place before anything is cast", async () => {
    const before = election.contents()
    election.write("afile", "")
    const cast = ["cast", "--code-file", "code-0.txt", ...vote, "--yes", "--receipt"]
    await run(3, ...cast, "afile/r.txt")
    expect(world.err).toContain("afile/r.txt cannot be written: there is a file where a folder should be (ENOTDIR)")
    await run(3, "--json", ...cast, ".", "--force")
    expect(world.err).toContain('"code":"file-unwritable"')
    expect(election.contents()).toBe(before)
  })

  test("says that the ballot is in the urn if only its receipt could not be written", async () => {
    failing("r.txt")
    await run(1, "cast", "--code-file", "code-0.txt", ...vote, "--yes", "--receipt", "r.txt")
    const tracker = /with the tracker (.{43});/.exec(world.err)?.[1] ?? ""
    expect(election.file.urn.ballot(tracker)).toMatchObject({ channel: "booth" })
    expect(world.err).toContain(
      `the ballot is in the urn, with the tracker ${tracker}; only its receipt could not be written to r.txt: no space left (ENOSPC)`,
    )
    expect(world.err).toContain("do not vote again")
    const receipt = /^urne.*receipt[^]*?\n\n— .*\n/m.exec(world.err)?.[0] ?? ""
    expect(openReceipt(receipt, verifierOf(election.urnKey))).toMatchObject({ receipt: { tracker } })
    failing("r.txt")
    await run(1, "--lang", "fr", "cast", "--code-file", "code-1.txt", ...vote, "--yes", "--receipt", "r.txt")
    expect(world.err).toContain("le bulletin est dans l’urne, sous le numéro de suivi")
  })

  test("says how to get the receipt of an earlier ballot, even after the vote", async () => {
    const cast = ["cast", "--code-file", "code-0.txt", ...vote, "--yes"]
    const { tracker, receipt } = await json(0, ...cast)
    await run(4, ...cast)
    const again = /urne (receipt \S+)/.exec(world.err)?.[1] ?? ""
    expect(again).toBe(`receipt ${String(tracker)}`)
    world.now = hours.closes + 3_600_000
    await run(4, ...cast)
    expect(world.err).toContain("urne receipt")
    expect(await json(0, ...again.split(" "))).toMatchObject({ tracker, receipt })
    await run(0, "receipt", "--code-file", "code-0.txt", "--out", "again.txt")
    expect(election.read("again.txt")).toBe(receipt)
    await run(3, "receipt", "--code-file", "code-1.txt")
    await run(2, "receipt", "no-tracker")
    await run(2, "receipt", String(tracker), "--code-file", "code-0.txt")
  })

  test("shows the receipt, and does not say that nothing was kept, if this machine cannot remember the state", async () => {
    election.write("afile", "")
    world.env = { XDG_STATE_HOME: `${election.folder}/afile` }
    const out = await run(1, "cast", "--code-file", "code-0.txt", ...vote, "--yes")
    const tracker = /^tracker (.{43})$/m.exec(out)?.[1] ?? ""
    expect(election.file.urn.ballot(tracker)).toMatchObject({ channel: "booth" })
    expect(world.err).toContain("the command did its work")
    expect(world.err).not.toContain("nothing")
  })

  test("is not advised by status where the urn key is absent", async () => {
    expect(await run(0, "status")).toMatch(/Next: receive ballots.*\n {2}urne cast\n/)
    rmSync(join(election.folder, "election.urn-key"))
    const out = await run(0, "status")
    expect(out).toMatch(/Next: bring the urn key[^]*urne appoint --new-urn-key/)
    expect(out).not.toContain("urne cast")
    expect(await json(0, "status")).toMatchObject({ advice: { step: "bring-urn-key" } })
    expect(await run(0, "--lang", "fr", "status")).toContain("apporter la clé de l’urne, sans laquelle")
  })

  test("needs the urn key before it takes a ballot", async () => {
    election.write("election.urn-key", "not a key")
    const before = election.contents()
    await run(3, "cast", "--code-file", "code-0.txt", ...vote, "--yes")
    expect(election.contents()).toBe(before)
  })
})

describe("urne ballots", () => {
  test("encrypt works from an archive, and import takes standard input and says what was refused", async () => {
    election.write("congress.bel", concat(...archiveBytes(election.file)))
    const encrypt = ["ballots", "encrypt", "congress.bel", "--code-file", "code-1.txt", "--choice", "1=blank"]
    const ballot = await run(0, ...encrypt)
    expect(ballot).toMatch(/^\{"election_uuid":.*\}\n$/)
    world.stdin = `${ballot}nonsense\n`
    const out = await run(3, "ballots", "import", "-", "--channel", "office")
    expect(out).toMatch(/Accepted\s+1\n/)
    expect(out).toMatch(/2 +.*BALLOT_FORM/)
    world.stdin = ballot
    expect(await json(0, "ballots", "import", "-", "--channel", "office")).toMatchObject({
      accepted: 0,
      present: 1,
      refusals: [],
    })
    await run(0, ...encrypt, "--out", "b.json")
    await run(4, ...encrypt, "--out", "b.json")
    expect(
      await run(0, "--lang", "fr", "ballots", "import", "b.json", "--channel", "office").catch(() => ""),
    ).toBeDefined()
  })

  test("import warns if a reader keeps the log from being written back, since the file alone then lacks the last ballots", async () => {
    const path = join(election.folder, "election.urne")
    const reader = openDatabase(path, { readonly: true })
    try {
      reader.exec("BEGIN")
      reader.prepare("SELECT count(*) FROM journal").get()
      election.write("b.jsonl", lines(election.ballot(election.codes[0] ?? "")))
      const held = await json(0, "ballots", "import", "b.jsonl", "--channel", "office")
      expect(held).toMatchObject({ accepted: 1, warnings: [{ code: "log-held" }] })
      // This machine also notices a copy of the file alone, by what it has seen since.
      copyFileSync(path, join(election.folder, "alone.copy"))
      await run(4, "-f", "alone.copy", "status")
      expect(world.err).toContain("it is an older copy")
    } finally {
      reader.close()
    }
    election.write("c.jsonl", lines(election.ballot(election.codes[1] ?? "")))
    expect(await json(0, "ballots", "import", "c.jsonl", "--channel", "office")).not.toHaveProperty("warnings")
  })

  test("import says that an empty file is empty", async () => {
    election.write("b.jsonl", "")
    await run(3, "ballots", "import", "b.jsonl", "--channel", "office")
    expect(world.err).toContain("b.jsonl holds no ballot: it is empty")
  })

  test("import names the channel that is missing, and lists batches", async () => {
    election.write("b.jsonl", lines(election.ballot(election.codes[0] ?? "")))
    await run(2, "ballots", "import", "b.jsonl")
    await run(2, "ballots", "import", "b.jsonl", "--channel", "post")
    expect(world.err).toContain("site, office")
    await run(2, "ballots", "import", "b.jsonl", "--channel", "site")
    expect(world.err).toContain("--note")
    expect(await run(0, "ballots", "batches")).toBe("No batch has been announced.\n")
    expect(await json(0, "ballots", "batches")).toEqual({ schema: 2, command: "ballots batches", batches: [] })
  })

  test("announce records the batches of notes, and refuses them once the grace has ended", async () => {
    const batch = { rehearsal: true, uuid, channel: "site", number: 1, previous: undefined, count: 1 }
    election.write("1.note", signBatch({ ...batch, sha256: sha256Hex("x\n") }, siteKey))
    expect(await run(0, "ballots", "announce", "1.note", "--channel", "site")).toContain("INCOMPLETE")
    expect(await json(0, "ballots", "announce", "1.note", "--channel", "site")).toMatchObject({
      batches: [{ channel: "site", number: 1, state: "incomplete", count: 1 }],
    })
    await run(2, "ballots", "announce", "1.note")
    expect(world.err).toContain("--channel")
    const follows = { number: 2, previous: batchHash({ ...batch, sha256: sha256Hex("x\n") }) }
    election.write("2.note", signBatch({ ...batch, ...follows, sha256: sha256Hex("y\n") }, siteKey))
    world.now = hours.graceEnds
    await run(4, "ballots", "announce", "2.note", "--channel", "site")
    expect(world.err).toContain("batch 2 of site was not announced before Saturday, 29 November 2014 at 20:30 UTC+1")
  })

  test("note asks for everything that a first batch needs", async () => {
    election.write("b.jsonl", "")
    await run(2, "ballots", "note", "b.jsonl", "--key", "k")
    expect(world.err).toContain("--election")
    await run(2, "ballots", "note", "b.jsonl", "--key", "k", "--election", "9xDrMnXn4cUuGk")
    expect(world.err).toContain("--channel")
  })
})

describe("the commands of the phases:", () => {
  test("seal check shows conform on one screen, and exits with 5 when it is not", async () => {
    const out = await run(0, "seal", "check")
    expect(out.split("\n").length).toBeLessThan(24)
    expect(out).toMatch(/CONFORMS\n$/)
    const { db } = election.file.store
    withoutTriggers(db, () => db.exec("UPDATE trustees SET body = body || ' '"))
    expect(await run(5, "--lang", "fr", "seal", "check")).toMatch(/détenteurs de clé\s+NON CONFORME/)
    expect(await json(5, "seal", "check")).toMatchObject({ conform: false })
  })

  test("open gives the zero report again, in the election's zone", async () => {
    expect(await run(0, "open")).toMatch(
      /ZERO REPORT\nREPRINT\. .* how things were on Friday, 28 November 2014 at 20:00 UTC\+1\.\nSCRUTIN À BLANC — Congrès\n/,
    )
    expect(await run(0, "--lang", "fr", "open")).toContain("CONSTAT D’URNE VIDE")
    expect(await json(0, "open")).toMatchObject({
      report: { ballots: 0, opened: "2014-11-28T19:00:00Z" },
      reprint: true,
    })
  })

  test("suspend, resume and extend propose what they are told, and refuse what they may not do", async () => {
    expect(await json(0, "suspend", "--reason", "Power cut")).toMatchObject({ kind: "suspend", state: "pending" })
    expect(await run(0, "act", "withdraw")).toBeDefined()
    await run(4, "resume", "--reason", "Power is back")
    await run(4, "extend", "--reason", "Power cut", "--closes", "2014-11-29T19:30")
    await run(2, "extend", "--reason", "Power cut", "--closes", "tomorrow")
    await run(2, "extend", "--reason", "Power cut")
    await run(2, "suspend", "--reason", "two\nlines")
    expect(await run(0, "extend", "--reason", "Power cut", "--closes", "2014-11-29T21:00", "--no-sign")).toBeDefined()
    expect(election.file.authority.pending()?.text).toContain(
      "\ncloses 2014-11-29T20:00:00Z\ninstead-of 2014-11-29T19:00:00Z\n",
    )
  })

  test("close waits for its hour, for the act, for the grace, and then reports", async () => {
    await run(0, "cast", "--code-file", "code-0.txt", ...vote, "--yes")
    await run(4, "close")
    expect(world.err).toContain("close the vote: not before Saturday, 29 November 2014 at 20:00 UTC+1")
    world.now = election.now = hours.closes
    expect(await json(0, "close")).toMatchObject({ decision: { state: "pending" }, decided: false })
    election.decide("close")
    await run(4, "close")
    expect(world.err).toContain(
      "the urn cannot be frozen before the grace ends, Saturday, 29 November 2014 at 20:30 UTC+1",
    )
    world.now = hours.graceEnds
    expect(await run(0, "close")).toMatch(
      /CLOSING REPORT\nSCRUTIN À BLANC(.|\n)*Ballots accepted +1\n +the terminal of the urn +1\n/,
    )
    expect(await json(0, "close")).toMatchObject({
      report: { ballots: 1, voters: 1, frozen: "2014-11-29T19:30:00Z" },
      reprint: true,
    })
    await run(4, "cast", "--code-file", "code-1.txt", ...vote, "--yes")
  })
})

test("every command has help in both languages, with an example", async () => {
  const commands = [
    ...[["seal"], ["seal", "check"], ["open"], ["cast"], ["ballots", "encrypt"], ["ballots", "import"]],
    ...[["ballots", "batches"], ["ballots", "note"], ["suspend"], ["resume"], ["extend"], ["close"]],
  ]
  for (const command of commands) {
    const english = await run(0, ...command, "--help")
    const french = await run(0, "--lang", "fr", ...command, "--help")
    expect(english).toContain(`urne ${command.join(" ")}`)
    expect(french).not.toBe(english)
    expect(english).toMatch(/Examples:\n {2}urne /)
  }
})
