import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, expect, test } from "vitest"
import { NoticeNight, oneMember, twoMembers } from "../support/notice-night.ts"

let held: NoticeNight
let away: NoticeNight | undefined
afterEach(() => {
  held.world.remove()
  away?.world.remove()
})

const authority = `
  name: Board
  quorum: { total: 2 }
  urgent-suspension: { members: 1, minutes: 60, after: resumes }
  members: [{ id: a, name: Anne Made-up, role: secretary }, { id: b, name: Bruno Invented }, { id: c, name: Chloé Nobody }]`
const why = ["--reason", "The site answers nobody"]

test(
  "one member suspends the vote at once; status, notices, minutes and verify tell it, and the vote goes on by itself",
  { timeout: 180_000 },
  async () => {
    held = await new NoticeNight().open({ authority })
    held.at("2014-11-28T20:30:00Z")
    await held.vote(12)

    const said = await held.urne("suspend-urgently", ...why, ...oneMember)
    expect(said).toContain("It goes on by itself Friday, 28 November 2014 at 22:30")
    expect(said).toContain("The exact text, which is what is signed:")
    expect(said).toContain("  reason The site answers nobody")
    expect(said).toContain("The vote is suspended since Friday, 28 November 2014 at 21:30")
    expect(said).toContain("Signed by: Anne Made-up")
    expect(await held.urne("status")).toContain(
      "Urgent suspension no. 1, since Friday, 28 November 2014 at 21:30 UTC+1: the vote goes on by itself Friday, 28 November 2014 at 22:30 UTC+1.",
    )
    held.world.stdin = "11111111111111111111111111\n"
    expect(await held.ending(4, "cast", "--code-file", "-", "--choice", "1=1", "--yes")).toMatch(/suspended/)

    held.at("2014-11-28T21:00:30Z")
    expect(await held.urne("notice", "--due", ...twoMembers)).toContain(
      "\nSuspended urgently by members of the authority since Friday, 28 November 2014 at 21:30; the vote goes on by itself Friday, 28 November 2014 at 22:30.\n",
    )
    expect(await held.ending(4, "suspend-urgently", ...why, ...oneMember)).toMatch(/suspended/)

    // Nobody has to do anything at 22:30.
    held.at("2014-11-28T21:40:00Z")
    await held.vote(12)
    const again = await held.ending(4, "suspend-urgently", ...why, ...oneMember)
    expect(again).toContain("the authority has not decided about that")
    expect(await held.urne("status")).toContain("it ended by itself Friday, 28 November 2014 at 22:30")
    await held.urne("extend", "--closes", "2014-11-29T21:00", ...why, ...twoMembers)
    expect(await held.urne("suspend-urgently", ...why, ...oneMember)).toContain("urgent suspension no. 2")
    await held.urne("resume", "--reason", "It works again", ...twoMembers)
    expect(await held.urne("status")).not.toContain("Urgent suspension")

    held.at("2014-11-29T20:00:00Z")
    await held.urne("close", ...twoMembers)
    held.at("2014-11-29T20:40:00Z")
    await held.urne("close")
    expect(await held.urne("availability")).toMatch(/suspensions +1 h +the journal: acts and urgent suspensions\n/)
    await held.urne("tally")
    await held.urne("unseal", ...twoMembers)
    const [holder = ""] = readdirSync(held.world.cwd).filter((name) => name.endsWith(".trustee-key"))
    await held.urne("decrypt", "--key", holder, "--passphrase-file", "p.txt")
    await held.urne("minutes", "sign", ...twoMembers)
    await held.urne("proclaim", ...twoMembers)
    const verified = await held.verify("record")
    expect(verified).toMatch(/\nA11 .*done +2\/2\n/)
    expect(verified).toContain("\nCONSISTENT (whose authority it is was not compared)\n")
    for (const part of ["Notices", "Minutes"])
      expect(verified).toContain(`\n${part}: everything that can be proved was checked\n`)
    const minutes = readFileSync(join(held.world.cwd, "record", "minutes.txt"), "utf8")
    expect(minutes).toContain("Urgent suspension 1, Friday, 28 November 2014 at 21:30")
    expect(minutes).toContain("It was to end by itself Friday, 28 November 2014 at 22:30")
    expect(minutes.match(/Urgent suspension \d/g)).toHaveLength(2)
    expect(readFileSync(join(held.world.cwd, "record", "suspensions", "0001.txt"), "utf8")).toContain(
      "\nreason The site answers nobody\n",
    )
    expect(await held.urne("journal", "list")).toContain("urgent suspension no. 1 of the vote")
  },
)

test(
  "two members at two places suspend the vote: one signs elsewhere what was drafted, and the record verifies",
  { timeout: 180_000 },
  async () => {
    held = await new NoticeNight().open({ authority: authority.replace("members: 1", "members: 2") })
    held.at("2014-11-28T20:30:00Z")
    await held.vote(12)
    expect(await held.ending(4, "suspend-urgently", ...why, ...oneMember)).toContain(
      "If one of them is elsewhere: urne suspend-urgently draft",
    )
    const drafted = await held.urne("suspend-urgently", "draft", ...why, "--out", "s.json")
    expect(drafted).toContain("Once it is put into effect, the vote is suspended. It goes on by itself Friday,")
    expect(drafted).toContain(
      "Urgent suspension no. 1 is in s.json, and is not signed; the vote goes on. Each member signs a copy: urne suspend-urgently sign s.json\n" +
        "It needs the signatures of 2 members, and can be put into effect until Friday, 28 November 2014 at 21:45 UTC+1: urne suspend-urgently publish\n",
    )
    await held.vote(1)
    await held.ending(2, "suspend-urgently", "draft", ...why, ...oneMember)
    await held.ending(2, "suspend-urgently", "sign", "s.json", ...why)

    // The other machine has the file and the member’s key, and nothing of the election.
    away = new NoticeNight()
    const carry = (from: NoticeNight, to: NoticeNight, ...names: readonly string[]) => {
      for (const name of names) copyFileSync(join(from.world.cwd, name), join(to.world.cwd, name))
    }
    away.at("2014-11-28T20:36:00Z")
    carry(held, away, "s.json", "b.key", "p.txt")
    const other = ["--key", "b.key", "--passphrase-file", "p.txt"]
    const signed = await away.urne("suspend-urgently", "sign", "s.json", ...other)
    const text = (JSON.parse(readFileSync(join(away.world.cwd, "s.json"), "utf8")) as { text: string }).text
    expect(signed).toContain(`Urgent suspension no. 1 of Assembly (${/^election (.*)$/m.exec(text)?.[1] ?? ""})\n`)
    for (const line of [
      "It goes on by itself Friday, 28 November 2014 at 22:30 UTC+1, unless the authority decides otherwise.",
      "The hour of closing stays: Saturday, 29 November 2014 at 20:00 UTC+1.",
      "Reason: The site answers nobody",
      "The text was made on Friday, 28 November 2014 at 21:30 UTC+1.",
      "The last act in effect by then: no. 3, open the vote.",
      "Nobody has signed it yet.",
      "and can be put into effect until Friday, 28 November 2014 at 21:45 UTC+1: urne suspend-urgently publish",
      ...text.trimEnd().split("\n"),
      "Signed by: Bruno Invented (b)",
      "One more signature is needed.",
    ]) {
      expect(signed.replaceAll(/\s+/g, " ")).toContain(line)
    }
    expect(signed).toMatch(/Authority fingerprint.*(?: [0-9a-f]{4}){8}\nCompare this fingerprint/)
    const french = await away.urne(
      "--lang",
      "fr",
      "suspend-urgently",
      "sign",
      "s.json",
      "--out",
      "copie.json",
      ...other,
    )
    expect(french.replaceAll(/\s+/g, " ")).toContain(
      "Il reprendra de lui-même vendredi 28 novembre 2014 à 22 h 30, heure de Paris, sauf décision de la Haute Autorité.",
    )

    // What is changed on the way does not suspend anything.
    const copy = readFileSync(join(away.world.cwd, "s.signed.json"), "utf8")
    writeFileSync(join(held.world.cwd, "t.json"), copy.replace("The site answers nobody", "The site was attacked"))
    expect(await held.ending(3, "suspend-urgently", "publish", "t.json", ...oneMember)).toContain(
      "a signature in it is not one of a member over this text",
    )

    // Nor does what comes back too late; the way out that is named works.
    carry(away, held, "s.signed.json")
    held.at("2014-11-28T20:46:00Z")
    const late = await held.ending(4, "suspend-urgently", "publish", "s.signed.json", ...oneMember)
    expect(late).toContain("the vote was not suspended: the text was made more than 15 minutes ago")
    expect(late).toContain("draft it again, and have the new text signed: urne suspend-urgently draft;")
    await held.urne("suspend-urgently", "draft", ...why)
    away.at("2014-11-28T20:48:00Z")
    carry(held, away, "suspension-1.json")
    await away.urne("suspend-urgently", "sign", "suspension-1.json", ...other)
    carry(away, held, "suspension-1.signed.json")
    held.at("2014-11-28T20:50:00Z")
    expect(await held.ending(4, "suspend-urgently", "publish", "suspension-1.signed.json", ...other)).toContain(
      "it needs the signatures of 2 different members, and 1 member signed",
    )
    const done = await held.urne("suspend-urgently", "publish", "suspension-1.signed.json", ...oneMember)
    expect(done).toContain("Signed by: Bruno Invented (b)")
    expect(done).toContain("The vote is suspended since Friday, 28 November 2014 at 21:50 UTC+1")
    expect(done).toContain("Signed by: Anne Made-up, Bruno Invented\n")
    await held.ending(4, "suspend-urgently", "publish", "suspension-1.signed.json", ...oneMember)

    // It ends as it was signed, an hour after the text was made.
    held.at("2014-11-28T21:46:00Z")
    await held.vote(2)
    await held.urne("export", "--out", "record")
    expect(await held.ending(5, "verify", "record", "--final")).toMatch(/\nA11 .*done +1\/1\n/)
    expect(await held.urne("verify", "record")).toContain("\nCONSISTENT")
  },
)
