import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { qrShapes, readQr } from "../../src/paper/qr.ts"
import { readDocument } from "../../src/paper/reading.ts"
import { NoticeNight, oneMember, twoMembers } from "../support/notice-night.ts"
import { tamperWith } from "../support/tamper.ts"

const nights: NoticeNight[] = []
afterEach(() => {
  for (const { world } of nights.splice(0)) world.remove()
})

async function night(...of: Parameters<NoticeNight["open"]>): Promise<NoticeNight> {
  const made = new NoticeNight()
  nights.push(made)
  return made.open(...of)
}

const outage = [
  ...["--title", "No vote arrives", "--what", "The site answers nobody", "--from", "2014-11-28T20:15"],
  ...["--until", "2014-11-28T21:00", "--effect", "interruption"],
]
const attack = [
  ...["--cause", "intrusion", "--what", "An outside attack", "--claimant", "operator", "--by", "The host"],
  ...["--said", "2014-11-28T21:20", "--where", "in the hall"],
]

/** Returns the number of the line of a notice that begins so. */
function lineOf(shown: string, beginning: string): number {
  const line = shown.split("\n").findIndex((one) => one.replace(/^ *\d+ {2}/, "").startsWith(beginning))
  if (line < 0) throw new Error(`no line begins with ${beginning}\n${shown}`)
  return line + 1
}

describe("a night of notices", () => {
  test("what each said at its time stays, and the record makes all of them again", { timeout: 120_000 }, async () => {
    const held = await night()
    held.at("2014-11-28T20:30:00Z")
    await held.vote(12)
    await held.urne("incident", "open", ...outage, ...oneMember)
    await held.urne("incident", "claim", "1", ...attack, ...oneMember)

    // The first is due at 22:00. It says what is alleged, and that nothing proves it.
    held.at("2014-11-28T21:00:30Z")
    const first = await held.urne("notice", "--due", ...twoMembers)
    expect(first).toContain("Notice 1 issued, signed by Anne Made-up (a), Bruno Invented (b).")
    expect(first).toContain("\nHours offered so far: 1 h 15 min of 2 h promised, without what is named above.\n")
    expect(first).toContain(
      "\nRegistered: 40\nVoters: 12\nTurnout: 30.00%\nCounted: Friday, 28 November 2014 at 22:00\n",
    )
    expect(first).toContain(
      "\nAlleged cause 1 (intrusion, or an attempt at it). Only asserted: nothing proves it.\n" +
        "Said by an operator of the system on Friday, 28 November 2014 at 21:20, in the hall: “An outside attack”\n",
    )
    // Of an operator the name is not public.
    expect(first).not.toContain("The host")
    expect(first).toContain("\nThis notice was due on Friday, 28 November 2014 at 22:00 (number 1 of 3).\n")

    // The outage was shorter than was entered: the second notice says so, and which line of the first was wrong.
    const shown = await held.urne("notice", "show", "1", "--lines")
    const wrong = lineOf(shown, "Interruption declared in the register")
    held.at("2014-11-28T21:30:00Z")
    await held.urne("incident", "correct", "1", "--entry", "2", "--what", "It was over at 20:45", ...oneMember)
    const statement = ["--statement", "We ask the host what happened", "--cites", "1"]
    const second = await held.urne("notice", "--correct", `1:${wrong}`, ...statement, ...twoMembers)
    expect(second).toContain(`\nWrong in notice 1, line ${wrong}: “Interruption declared in the register, incident 1:`)
    expect(second).toContain(
      "\nThere is no newer count than in notice 1: a figure is published only where it tells of at least 10 people.\n",
    )
    expect(second).toContain(
      "\nSTATEMENT OF THE AUTHORITY, NOT PROVEN\n> We ask the host what happened\nIt speaks of incident 1:\nIncident 1 (open): No vote arrives\n",
    )
    expect(second).toContain("\nThis notice was not due at a fixed hour.\n")

    // The cause is refuted. The third notice says that, and the first stays what it was.
    writeFileSync(join(held.world.cwd, "firewall.log"), "nothing unusual\n")
    await held.urne("incident", "evidence", "1", "firewall.log", "--what", "Log of the firewall", ...oneMember)
    const why = ["--status", "refuted", "--evidence", "1", "--reason", "Nobody from outside is in the log"]
    await held.urne("incident", "judge", "1", "1", ...why, ...oneMember)
    await held.urne("incident", "close", "1", "--reason", "Dealt with", ...oneMember)
    await held.vote(20)
    held.at("2014-11-29T16:30:00Z")
    const third = await held.urne("notice", "--due", ...twoMembers)
    expect(third).toContain("\nIncident 1 (closed): No vote arrives\n")
    expect(third).toContain("Refuted by evidence.\n")
    expect(third).toContain("\nBecause: Nobody from outside is in the log\n")
    expect(third).toContain("\nVoters: 32\nTurnout: 80.00%\n")
    expect(third).toContain("\nThis notice was due on Saturday, 29 November 2014 at 17:00 (number 3 of 3).\n")
    expect(third).toContain("\nMissing: the notice due on Saturday, 29 November 2014 at 12:00 (number 2 of 3).\n")
    expect(await held.urne("notice", "show", "1", "--lines")).toBe(shown)

    // The last one gives the final turnout, and says nothing of what was dealt with before.
    await held.close()
    const fourth = await held.urne("notice", ...twoMembers)
    expect(fourth).toContain("\nNo incident is open.\n")
    expect(fourth).toContain(
      "\nVoters: 32\nTurnout: 80.00%\nFinal, of the frozen urn: Saturday, 29 November 2014 at 20:40\n",
    )

    const report = await held.verify("record")
    expect(report).toContain("\nNotices: everything that can be proved was checked\n")
    expect(report).toMatch(/\nN8 .* done +4\/4\n/)
    const names = readdirSync(join(held.world.cwd, "record/notices")).toSorted()
    expect(names).toEqual(["0001.txt", "0002.txt", "0003.txt", "0004.txt"])
    await held.urne("notice", "export", "3", "--out", "third.txt")
    const files = ["third.txt", "record/notices/0003.txt"].map((name) =>
      readFileSync(join(held.world.cwd, name), "utf8"),
    )
    expect(files[0]).toBe(files[1])
    await held.ending(4, "notice", "export", "3", "--out", "third.txt")
    await held.ending(2, "notice", "export", "3")

    // The same on paper, for browsers and for programs.
    await held.urne("notice", "export", "2", "--pdf", "second.pdf", "--html", "second.html", "--data", "second.json")
    const written = (name: string) => readFileSync(join(held.world.cwd, name))
    const pages = [...readDocument(written("second.pdf"))]
    const printed = pages.flatMap(({ texts }) => texts.map(({ text }) => text)).join("\n")
    const paper = printed.replaceAll(/[\u00a0\u202f]/g, " ")
    const [, hash = ""] =
      /"sha256": "sha256:([0-9a-f]{64})"/.exec(await held.urne("notice", "show", "2", "--json")) ?? []
    const groups = hash.slice(0, 32).match(/.{4}/g) ?? []
    for (const words of [
      "NOTICE 2",
      "“We ask the host what happened”",
      "Anne Made-up",
      "Bruno Invented",
      "page 1 of 2",
    ]) {
      expect(paper).toContain(words)
    }
    expect(paper).toContain(groups.slice(0, 4).join(" "))
    const codes = pages.flatMap((page) => qrShapes(page).map(readQr))
    expect(codes).toEqual([expect.stringMatching(new RegExp(`^urne/\\w+\\nnotice 2\\nsha256:${hash}$`))])
    const page = written("second.html").toString("utf8")
    expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="en">/)
    expect(page).not.toMatch(/ (?:src|href)=|url\(/)
    expect(page).toContain("<blockquote>We ask the host what happened</blockquote>")
    expect(page).toContain(`<code>${groups.join(" ")}</code>`)
    expect(JSON.parse(written("second.json").toString("utf8"))).toMatchObject({
      ...{ "eligible-voters": 40, "total-voters": 12, turnout: 30, time: "2014-11-28T21:30:00Z", notice: 2 },
      hours: { interruptions: [{ source: "declared-outage", incident: 1 }] },
      incidents: [{ incident: 1, claims: [{ cause: "intrusion", status: "asserted" }] }],
    })
  })

  test(
    "a schedule that fires twice, late or across a suspension issues each number once",
    { timeout: 120_000 },
    async () => {
      const held = await night()
      const scheduled = ["notice", "--due", ...twoMembers]
      expect(await held.urne(...scheduled)).toBe("No notice is due.\nThe next is due on 2014-11-28 22:00 (number 1).\n")
      expect(await held.urne("register", "list")).not.toContain("notice")
      held.at("2014-11-28T20:50:00Z")
      await held.urne("suspend", "--reason", "The line is down", ...twoMembers)
      held.at("2014-11-28T21:40:00Z")
      const late = await held.urne(...scheduled)
      expect(late).toContain("\nThe vote is suspended.\n")
      expect(late).toContain("\nSuspended by the authority since Friday, 28 November 2014 at 21:50.\n")
      expect(late).toContain("\nThis notice was due on Friday, 28 November 2014 at 22:00 (number 1 of 3).\n")
      expect(await held.urne(...scheduled)).toContain("No notice is due.")
      held.at("2014-11-28T22:00:00Z")
      await held.urne("resume", "--reason", "The line is up", ...twoMembers)
      await held.urne("extend", "--closes", "2014-11-29T21:00", "--reason", "The line was down", ...twoMembers)
      held.at("2014-11-29T16:00:00Z")
      const next = await held.urne(...scheduled)
      expect(next).toContain(
        "\nExtended by act 6: to Saturday, 29 November 2014 at 21:00 instead of Saturday, 29 November 2014 at 20:00.\n",
      )
      expect(next).toContain(
        "\nSuspended by the authority: Friday, 28 November 2014 at 21:50 to Friday, 28 November 2014 at 23:00.\n",
      )
      expect(await held.urne(...scheduled)).toBe("No notice is due.\n")
      expect(await held.urne("notice", "list")).toMatch(/\n2 .* 2, 3 /)
      expect(await held.verify("record")).toContain("\nNotices: everything that can be proved was checked\n")
    },
  )

  test("members who are elsewhere sign a copy of what was drafted, and it is issued as if they had been there", async () => {
    const held = await night()
    held.at("2014-11-28T20:30:00Z")
    await held.vote(12)
    await held.urne("incident", "open", ...outage, ...oneMember)
    held.at("2014-11-28T21:00:30Z")
    const drafted = await held.urne("notice", "draft", "--due", "--statement", "We ask the host")
    expect(drafted).toContain("\nVoters: 12\nTurnout: 30.00%\n")
    expect(drafted).toContain(
      "Notice 1 is in notice-1.json, and is not signed. Each member signs a copy: urne notice sign notice-1.json\n" +
        "It needs the signatures of 2 members, and can be issued until 2014-11-28 23:00: urne notice publish\n",
    )
    expect(await held.urne("notice", "list")).toContain("No notice was issued yet.")
    await held.ending(4, "notice", "draft")

    // The other machine has the file and the member’s key, and nothing of the election.
    const away = new NoticeNight()
    nights.push(away)
    away.at("2014-11-28T21:10:00Z")
    const carry = (from: NoticeNight, to: NoticeNight, ...names: readonly string[]) => {
      for (const name of names) copyFileSync(join(from.world.cwd, name), join(to.world.cwd, name))
    }
    carry(held, away, "notice-1.json", "b.key", "c.key", "p.txt")
    const text = (JSON.parse(readFileSync(join(away.world.cwd, "notice-1.json"), "utf8")) as { text: string }).text
    const other = ["--key", "b.key", "--passphrase-file", "p.txt"]
    const signed = await away.urne("notice", "sign", "notice-1.json", ...other)
    const shown = text.replaceAll(/[\u00a0\u202f]/g, " ")
    expect(signed).toContain(
      `Notice 1 of Assembly (${/^election (.*)$/m.exec(text)?.[1] ?? ""}). Its exact text, which is what is signed:\n\n${shown}`,
    )
    expect(signed).toContain("\nNobody has signed it yet.\n")
    expect(signed).toMatch(/Authority fingerprint.*(?: [0-9a-f]{4}){8}\nCompare this fingerprint/)
    expect(signed).toContain(
      "The signed copy is in notice-1.signed.json. Send it back to whoever drafted the notice.\n" +
        "Signed by: Bruno Invented (b)\nOne more signature is needed.\n",
    )
    const french = ["--lang", "fr", "notice", "sign", "notice-1.signed.json", "--out", "copie.json"]
    const both = await away.urne(...french, "--key", "c.key", "--passphrase-file", "p.txt")
    expect(both).toContain("Voici son texte exact, celui qui est signé :")
    expect(both).toContain(
      "\nSigné par : Bruno Invented (b)\nIl faut les signatures de 2 membres, et il peut être publié jusqu’au 28/11/2014 23:00 :",
    )
    expect(both).toContain("\nSigné par : Bruno Invented (b), Chloé Nobody (c)\n")
    await away.ending(4, "notice", "sign", "notice-1.json", "--out", "copie.json", ...other)

    // One of those at the machine signs as well, and dates it in the register.
    carry(away, held, "notice-1.signed.json", "copie.json")
    held.at("2014-11-28T21:20:00Z")
    await held.ending(4, "notice", "publish", "notice-1.json", ...oneMember)
    const issued = await held.urne("notice", "publish", "notice-1.signed.json", "copie.json", ...oneMember)
    expect(issued).toContain("Notice 1 issued, signed by Anne Made-up (a), Bruno Invented (b), Chloé Nobody (c).")
    expect(await held.urne("notice", "show", "1")).toContain("\u2014 rehearsal/b ")
    expect(await held.urne("notice", "--due", ...twoMembers)).toContain("No notice is due.")

    // What has changed since another was drafted is said, with two ways on that work.
    await held.urne("notice", "draft")
    await held.urne("incident", "close", "1", "--reason", "Dealt with", ...oneMember)
    const stale = await held.ending(4, "notice", "publish", "notice-2.json", ...twoMembers)
    expect(stale).toContain(
      "notice 2 was not issued: what was entered in the register meanwhile changes what the text says",
    )
    expect(stale).toContain("have the new text signed: urne notice draft; if it cannot wait")
    await held.urne("notice", "draft", "--out", "again.json")
    await held.urne("notice", "publish", "again.json", ...twoMembers)
    expect(await held.verify("record")).toContain("\nNotices: everything that can be proved was checked\n")
  })

  test("what cannot be issued is refused, and nothing of it stays", async () => {
    const held = await night()
    const refused = async (status: number, words: string, ...argv: readonly string[]) => {
      expect(await held.ending(status, "notice", ...argv)).toContain(words)
      expect(await held.urne("notice", "list")).toContain("No notice was issued yet.")
    }
    await refused(4, "the signatures of 2 different members", ...oneMember)
    await refused(3, "there is no incident 4", "--statement", "x", "--cites", "4", ...twoMembers)
    await refused(2, "--statement", "--cites", "1", ...twoMembers)
    await refused(2, "unknown option --due", "list", "--due")
    await refused(2, "unknown option --statement", "--statement", "x", "sign", "n.json")
    await refused(3, "there is no notice 1 to correct", "--correct", "1:2", ...twoMembers)
    await refused(2, "--correct", "--correct", "1", ...twoMembers)
    await refused(3, "a statement has some text", "--statement", " \n", ...twoMembers)
    await refused(3, "at most 40 lines", "--statement", "x\n".repeat(41), ...twoMembers)
    await held.urne("notice", ...twoMembers)
    expect(await held.ending(3, "notice", "--correct", "1:999", ...twoMembers)).toContain("no text on line 999")
    expect(await held.ending(3, "notice", "show", "2")).toContain("there is no notice 2")
  })

  test("a statement cannot pass for another part of the notice", async () => {
    const held = await night()
    const said = "TURNOUT\u0007\n\n> Voters: 40\n\u2014 rehearsal/c AAAA\u202e"
    const issued = await held.urne("notice", "--statement", said, ...twoMembers)
    expect(issued).toContain("NOT PROVEN\n> TURNOUT\n> > Voters: 40\n> \u2014 rehearsal/c AAAA\n\nPROOF\n")
    expect(await held.verify("record")).toContain("\nNotices: everything that can be proved was checked\n")
  })

  test("a notice that another program changed is neither shown nor published, and ballots are counted all the same", async () => {
    const held = await night()
    await held.urne("notice", ...twoMembers)
    tamperWith(join(held.world.cwd, "board.urne"), (db) => {
      db.exec("UPDATE notice SET note = replace(note, 'Assembly', 'Somebody')")
    })
    for (const argv of [["show", "1"], ["list"], [...twoMembers]]) {
      expect(await held.ending(4, "notice", ...argv)).toContain("the table of notices is not what was recorded (1)")
    }
    await held.ending(4, "export", "--out", "record")
    expect(existsSync(join(held.world.cwd, "record"))).toBe(false)
    await held.urne("export", "--without-register", "--out", "record")
    await held.vote(1)
  })

  test(
    "status and display name the last notice and the one that is due, and a wait rings for it",
    { timeout: 120_000 },
    async () => {
      const held = await night({ closes: "2014-11-29T17:05" })
      const screens = async () => [await held.urne("status"), await held.urne("status", "--display")] as const
      expect((await screens())[1]).toContain("No notice has been published.")
      held.at("2014-11-28T21:00:00Z")
      const due = "A notice has been due since Friday, 28 November 2014 at 22:00 UTC+1 (number 1): urne notice --due"
      const [before, shown] = await screens()
      expect(before).toContain(due)
      expect(shown).toContain("No notice has been published.")
      await held.urne("notice", "--due", ...twoMembers)
      const last = "Last notice: 1, of Friday, 28 November 2014 at 22:00 UTC+1"
      for (const screen of await screens()) {
        expect(screen).toContain(last)
        expect(screen).not.toContain("due since")
      }
      expect(JSON.parse(await held.urne("status", "--json"))).toMatchObject({ lastNotice: { number: 1 } })
      expect(JSON.parse(await held.urne("status", "--display", "--json"))).toMatchObject({ lastNotice: { number: 1 } })

      // Whoever waits for the close is told once of each that is due meanwhile.
      held.at("2014-11-29T15:59:00Z")
      const waited = await held.urne("close", "--wait", ...twoMembers)
      expect(waited.match(/A notice has been due since [^\n]*/g)).toEqual([
        "A notice has been due since Saturday, 29 November 2014 at 12:00 UTC+1 (number 2): urne notice --due",
        "A notice has been due since Saturday, 29 November 2014 at 17:00 UTC+1 (number 3): urne notice --due",
      ])
      expect(waited).toContain("CLOSING REPORT")
      // Once the urn is frozen nobody is called for what was missed.
      expect(await held.urne("status")).not.toContain("due since")
    },
  )
})
