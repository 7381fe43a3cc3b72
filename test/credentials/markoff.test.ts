import { readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { generateCredentials } from "../../src/credentials/generate-operations.ts"
import { markOff } from "../../src/credentials/markoff-operations.ts"
import { readOfficerFile } from "../../src/credentials/queries.ts"
import { lastEntry } from "../../src/journal/operations.ts"
import { enter, openElection, rollOf, type TestElection, voters } from "./open-election.ts"

const names = ["Anne Martin", '=HYPERLINK("http://x")', "O’Neill, Bo", "-1+1"]
const members = voters(4).map((voter, i) => ({ ...voter, name: names[i] ?? "" }))
const access = { file: "codes.age", keyPath: "greffe.key", passphrase: "p" }
const refused = (code: string) => expect.objectContaining({ code }) as unknown

let election: TestElection
beforeEach(async () => {
  election = openElection(members)
  const officers = [{ name: "greffe", keyPath: "greffe.key", passphrase: "p" }]
  await generateCredentials(election, { officers, out: "codes.age" }, election.world)
})
afterEach(() => {
  election.remove()
})

async function request(votedMembers: readonly string[]) {
  const keys = new Set<string>()
  for await (const { member, key } of (await readOfficerFile(election, access, election.world)).entries) {
    if (votedMembers.includes(member ?? "")) keys.add(key)
  }
  return { access, out: "emargement.csv", reason: "court order", voted: (key: string) => keys.has(key) }
}

describe("the mark-off list", () => {
  test("says yes or no for each member, in the order of the numbers, and gives no hour", async () => {
    enter(election, "frozen")
    const result = await markOff(election, await request(["1001", "1003"]), election.world)
    expect(result).toMatchObject({ members: 4, voted: 2, officer: "greffe" })
    expect(readFileSync(join(election.folder, "emargement.csv"), "utf8")).toBe(
      [
        "\ufeffnuméro d’adhérent;nom;a voté",
        "1000;Anne Martin;non",
        '1001;"\'=HYPERLINK(""http://x"")";oui',
        "1002;O’Neill, Bo;non",
        "1003;'-1+1;oui",
        "",
      ].join("\r\n"),
    )
  })

  test("is recorded with author and reason, and readable by its owner only", async () => {
    enter(election, "frozen")
    await markOff(election, await request([]), election.world)
    const event = lastEntry(election.journal, "credentials.opened")?.event
    expect(event).toMatchObject({ purpose: "markoff", by: "greffe", reason: "court order" })
    expect(statSync(join(election.folder, "emargement.csv")).mode & 0o777).toBe(0o600)
  })

  test("is refused before the codes are opened and anything is recorded where there is no place to write to", async () => {
    enter(election, "frozen")
    const before = election.journal.size()
    const asked = { ...(await request([])), out: "codes.age/list.csv" }
    await expect(markOff(election, asked, election.world)).rejects.toEqual(refused("file-unwritable"))
    expect(election.journal.size()).toBe(before)
  })

  test("does not exist before the urn is frozen", async () => {
    await expect(markOff(election, await request([]), election.world)).rejects.toEqual(refused("wrong-phase"))
    expect(await election.world.files.kind("emargement.csv")).toBeUndefined()
  })

  test("is refused where the roll names somebody without a code", async () => {
    enter(election, "frozen")
    const more = [...members, { ...members[0], id: "9" } as (typeof members)[0]]
    const wider = { ...election, roll: rollOf(election, more) }
    await expect(markOff(wider, await request([]), election.world)).rejects.toEqual(refused("officer-file-roll"))
    expect(lastEntry(election.journal, "credentials.opened")).toBeUndefined()
  })
})
