import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, expect, test } from "vitest"
import { NoticeNight, oneMember, twoMembers } from "../support/notice-night.ts"

let held: NoticeNight
afterEach(() => {
  held.world.remove()
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
