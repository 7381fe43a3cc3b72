import { copyFileSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { NoticeNight, oneMember, twoMembers } from "../support/notice-night.ts"

const nights: NoticeNight[] = []
afterEach(() => {
  for (const { world } of nights.splice(0)) world.remove()
})

async function night(...of: Parameters<NoticeNight["open"]>): Promise<NoticeNight> {
  const made = new NoticeNight()
  nights.push(made)
  return made.open(...of)
}

const read = (held: NoticeNight, name: string) => readFileSync(join(held.world.cwd, name), "utf8")
const at = (held: NoticeNight, name: string) => join(held.world.cwd, name)

/** Takes a file along to somebody else. */
function carry(name: string, from: NoticeNight, to: NoticeNight, as: string): void {
  copyFileSync(at(from, name), at(to, as))
}

describe("what observers hold", () => {
  test("is what was published, and nothing fresher", { timeout: 120_000 }, async () => {
    const held = await night()
    held.at("2014-11-28T20:30:00Z")
    expect(await held.urne("observer", "export", "--out", "early.json")).toMatch(
      /^Written to early\.json: acts, definition, 0 notices, the journal up to \d+ entries, the register up to 0 entries\n/,
    )
    await held.vote(12)
    held.at("2014-11-28T21:00:30Z")
    await held.urne("notice", "--due", ...twoMembers)
    await held.urne("observer", "export", "--out", "first.json")
    const shown = await held.urne("observer", "show", "first.json")
    expect(shown).toContain("Members now: Anne Made-up (a), Bruno Invented (b), Chloé Nobody (c)\n")
    expect(shown).toContain("Acts in effect: 1 constitute the authority, 2 seal the urn, 3 open the vote\n")
    expect(shown).toMatch(/\n1 +2014-11-28 22:00 +Anne Made-up \(a\), Bruno Invented \(b\)\n/)

    // Ballots come, and nobody counts them: the file stays what it was, byte by byte, however much time passes.
    held.at("2014-11-28T21:45:00Z")
    await held.vote(20)
    held.at("2014-11-28T22:30:00Z")
    await held.urne("checkpoint", "show")
    await held.urne("observer", "export", "--out", "second.json")
    expect(read(held, "second.json")).toBe(read(held, "first.json"))

    // What somebody was shown before begins what is shown now. No state of a receipt is fresher, either.
    expect(await held.urne("compare", "early.json", "first.json")).toContain(
      "\nCONTINUED: one history; one of the two shows more of it.\nJournal: first.json continues early.json. Its first ",
    )
    expect(await held.urne("compare", "first.json", "second.json")).toContain("\nEQUAL: both were shown the same.\n")
    await held.voteWith(33, "receipt.txt")
    const receipt = await held.ending(4, "compare", "receipt.txt", "first.json")
    expect(receipt).toContain("UNDECIDED: nothing at hand proves")
    expect(await held.ending(4, "observer", "export", "--with", "receipt.txt", "--out", "fresh.json")).toContain(
      "more would date the ballots that came since the last count",
    )

    // After the vote everything is public, and the record decides.
    await held.close()
    await held.urne("observer", "export", "--with", "receipt.txt", "--out", "last.json")
    expect(await held.urne("compare", "receipt.txt", "last.json")).toContain("CONTINUED")
    await held.urne("export", "--out", "record")
    await held.urne("export", "--tar", "record.tar")
    for (const record of ["record", "record.tar"]) {
      expect(await held.urne("compare", "first.json", record)).toContain(`${record} continues first.json`)
      expect(await held.urne("compare", record, "receipt.txt")).toContain(`${record} continues receipt.txt`)
    }
    expect(await held.urne("compare", "record", "record.tar")).toContain("EQUAL: both were shown the same.")
  })

  test("one byte that is changed is told, whatever it stands in", { timeout: 120_000 }, async () => {
    const held = await night()
    held.at("2014-11-28T21:00:30Z")
    await held.vote(5)
    await held.urne("notice", "--due", ...twoMembers)
    await held.urne("observer", "export", "--out", "observer.json")
    const content = readFileSync(at(held, "observer.json"))
    for (let i = 0; i < content.length; i += 97) {
      const bent = Uint8Array.from(content)
      bent[i] = (bent[i] ?? 0) ^ 1
      writeFileSync(at(held, "bent.json"), bent)
      const status = await held.world.run("observer", "show", "bent.json")
      expect(`${i}: ${status}`).toBe(`${i}: 3`)
    }
  })
})

describe("a split view", () => {
  /** Two copies of one election file go on, each in its own way, and each is shown to a delegate. */
  async function forked(): Promise<{ readonly held: NoticeNight; readonly other: NoticeNight }> {
    const held = await night()
    held.at("2014-11-28T20:30:00Z")
    await held.vote(4)
    await held.urne("backup", "copy.urne-backup")
    const other = held.onAnotherMachine("copy.urne-backup", 4)
    nights.push(other)
    await held.vote(6)
    await other.vote(9)
    for (const one of [held, other]) {
      one.at("2014-11-28T21:00:30Z")
      await one.urne("notice", "--due", ...twoMembers)
      await one.urne("observer", "export", "--out", "observer.json")
    }
    carry("observer.json", other, held, "theirs.json")
    return { held, other }
  }

  test("is proven in one command, and by the proof alone", { timeout: 180_000 }, async () => {
    const { held, other } = await forked()
    const told = await held.ending(5, "compare", "observer.json", "theirs.json", "--out", "split.txt")
    expect(told).toContain("\nSPLIT VIEW, PROVEN: the urn signed two histories.\n")
    expect(told).toContain("\nThe proof is in split.txt. Anybody verifies it: urne compare split.txt\n")
    const alone = await held.ending(5, "compare", "split.txt")
    expect(alone).toContain("SPLIT VIEW, PROVEN")
    expect(alone).toContain("compare it.\n")
    expect(await held.ending(5, "compare", "split.txt", "observer.json")).toContain(
      "\nBoth notes are signed with the urn’s key, as observer.json certifies it:\n",
    )

    // A bent proof proves nothing, and neither does one with another key.
    writeFileSync(
      at(held, "bent.txt"),
      read(held, "split.txt").replace(/\nproof (.)/, (_, first) => `\nproof ${first === "A" ? "B" : "A"}`),
    )
    if (read(held, "bent.txt") !== read(held, "split.txt")) {
      expect(await held.ending(3, "compare", "bent.txt")).toContain("bent.txt proves nothing")
    }

    // Records of both sides tell the same, of the journal too.
    await held.urne("export", "--out", "record")
    await other.urne("export", "--tar", "record.tar")
    carry("record.tar", other, held, "theirs.tar")
    expect(await held.ending(5, "compare", "record", "theirs.tar", "--out", "journal.txt")).toMatch(
      /\nJournal: the urn signed (a state of \d+ entries and one of \d+ entries, and no log has both|two different states of \d+ entries)\.\n/,
    )
    expect(await held.ending(5, "compare", "journal.txt", "record")).toContain("SPLIT VIEW, PROVEN")
    // Whoever holds one election file shows nobody the other's history.
    expect(await held.ending(4, "observer", "export", "--with", "theirs.json", "--out", "both.json")).toContain(
      "that are not those of this election file",
    )
  })

  test("is not what a bare note without the urn’s signature makes", { timeout: 180_000 }, async () => {
    const { held } = await forked()
    await held.urne("checkpoint", "show", "--out", "checkpoint.txt")
    const note = read(held, "checkpoint.txt")
    const [origin = "", size = "", root = ""] = note.split("\n")
    const bent = `${root.startsWith("A") ? "B" : "A"}${root.slice(1)}`
    writeFileSync(at(held, "bent.txt"), note.replace(root, bent))
    const refused = await held.ending(3, "compare", "bent.txt", "observer.json")
    expect(refused).toContain("bent.txt is NOT SIGNED BY THE URN, and proves nothing")
    // Nothing says whose key it is where both sides are notes.
    expect(await held.ending(3, "compare", "checkpoint.txt", "checkpoint.txt")).toContain(
      `nothing here says which key signs for the urn ${origin}`,
    )
    const key = /Urn key 1: (\S+)/.exec(await held.urne("authority", "list"))?.[1] ?? ""
    expect(await held.urne("compare", "checkpoint.txt", "checkpoint.txt", "--urn", key)).toContain(
      `Journal: the same ${size} entries.`,
    )
    writeFileSync(at(held, "foreign.txt"), note.replaceAll(origin, "urne/4nPVWowQtAwLwB"))
    expect(await held.ending(4, "compare", "foreign.txt", "observer.json")).toContain("DIFFERENT ELECTIONS")
    writeFileSync(at(held, "letter.txt"), "Dear observer\n")
    expect(await held.ending(3, "compare", "letter.txt", "observer.json")).toContain("letter.txt is no observer file")
  })
})

test("a loss that was declared is named with its act, and is no split view", { timeout: 180_000 }, async () => {
  const held = await night()
  held.at("2014-11-28T20:30:00Z")
  await held.vote(4)
  await held.urne("backup", "copy.urne-backup")
  await held.vote(15)
  await held.urne("log", "add", "The disk makes a noise", ...oneMember)
  held.at("2014-11-28T21:00:30Z")
  await held.urne("notice", "--due", ...twoMembers)
  await held.urne("observer", "export", "--out", "observer.json")
  await held.urne("export", "--out", "lost-record")

  const next = held.onAnotherMachine("copy.urne-backup", 19)
  nights.push(next)
  next.at("2014-11-28T21:30:00Z")
  await next.urne("recover", "--lost-after", "--reason", "The disk is broken", "--yes", ...twoMembers)
  await next.vote(15)
  next.at("2014-11-28T22:00:00Z")
  await next.urne("notice", ...twoMembers)
  await next.urne("observer", "export", "--out", "after.json")
  await next.urne("export", "--out", "record")
  for (const before of ["observer.json", "lost-record"]) {
    const told = await next.ending(4, "compare", before, "record", "--out", "split.txt")
    expect(told).toContain("\nDECLARED: the two differ by a loss that the authority declared.\n")
    expect(told).toContain("Journal: act 4 (recover) declares that what came after an earlier state may be lost.")
  }
  expect(await next.ending(4, "compare", "observer.json", "after.json")).toContain("act 4 (recover)")
})
