import { afterEach, expect, test } from "vitest"
import { NoticeNight, oneMember, twoMembers } from "../support/notice-night.ts"

const nights: NoticeNight[] = []
afterEach(() => {
  for (const { world } of nights.splice(0)) world.remove()
})

const why = ["--reason", "The machine died at 21:10; this is the copy of 20:30"]
const decide = [...why, ...twoMembers]

/**
 * Opens an urn with twelve ballots, and copies it. Then twelve more vote, and the machine dies: of these are left the
 * receipts of the first, the second and the last, and a checkpoint. The copy is put onto another machine.
 */
async function goOn(): Promise<{ readonly next: NoticeNight; readonly copied: number }> {
  const dead = await new NoticeNight().open()
  nights.push(dead)
  dead.at("2014-11-28T19:30:00Z")
  await dead.vote(12)
  const copied = await dead.urne("backup", "copy.urne-backup")
  dead.at("2014-11-28T20:05:00Z")
  await dead.voteWith(30, "first.txt")
  await dead.voteWith(31, "second.txt")
  await dead.vote(9)
  await dead.urne("checkpoint", "show", "--out", "checkpoint.txt")
  await dead.voteWith(32, "last.txt")
  const next = dead.onAnotherMachine("copy.urne-backup", 12)
  nights.push(next)
  next.at("2014-11-28T20:20:00Z")
  return { next, copied: Number(/(\d+) journal entries/.exec(copied)?.[1]) }
}

/** Exports a record, and says what becomes of the notes that people kept. */
async function judged(next: NoticeNight, name: string, status = 5): Promise<readonly (readonly [string, string])[]> {
  await next.urne("export", "--out", name)
  const kept = ["--receipt", "first.txt", "second.txt", "last.txt", "--checkpoint", "checkpoint.txt"]
  const found = await next.ending(status, "verify", name, ...kept, "--json")
  const { findings, unconfirmed } = JSON.parse(found) as Record<
    "findings" | "unconfirmed",
    readonly { readonly at: string; readonly code: string }[]
  >
  return [...findings, ...unconfirmed].map(({ at, code }) => [at, code] as const)
}

const explained = [
  ["checkpoint.txt", "CHECKPOINT_LOST"],
  ["first.txt", "RECEIPT_LOST"],
  ["second.txt", "RECEIPT_LOST"],
  ["last.txt", "RECEIPT_LOST"],
]

test(
  "a copy that is the newest thing left goes on by an act, which explains every receipt",
  { timeout: 120_000 },
  async () => {
    const { next, copied } = await goOn()
    expect(await next.ending(4, "recover", ...decide)).toContain("urne recover --lost-after --reason")
    expect(await next.ending(2, "recover", "--lost-after", `${copied + 1}`, ...decide)).toContain(`from 1 to ${copied}`)

    // Members sign one after another, and the journal has grown meanwhile.
    const shown = await next.urne("recover", "--lost-after", ...why, ...oneMember)
    expect(shown).toMatch(/May be lost +whatever the urn signed after entry 32 of the journal/)
    await next.vote(1)
    await next.urne("recover", "--lost-after", ...why, "--key", "b.key", "--passphrase-file", "p.txt")
    // A voter of what was lost votes again.
    await next.voteWith(30, "again.txt")

    expect(await judged(next, "record")).toEqual(explained)
    for (const kept of ["first.txt", "last.txt", "checkpoint.txt"]) {
      expect(await next.ending(4, "checkpoint", "check", kept)).toContain("it is part of what that act gave up")
    }
    expect(await next.urne("verify", "record", "--receipt", "again.txt")).toContain("CONSISTENT")
  },
)

test("receipts show what is lost, even where the copy has gone on since", { timeout: 120_000 }, async () => {
  const { next, copied } = await goOn()
  next.at("2014-11-28T20:25:00Z")
  await next.vote(11)
  expect(await judged(next, "before")).toContainEqual(["first.txt", "RECEIPT_BALLOT"])
  // The first voter's ballot came right after the copy. The second one's receipt names a state that no copy has.
  expect(await next.ending(4, "recover", "--checkpoint", "second.txt", ...decide)).toContain(`fewer than ${copied + 1}`)
  const tooMany = await next.ending(4, "recover", "--checkpoint", "first.txt", "--lost-after", "40", ...decide)
  expect(tooMany).toContain(`fewer than ${copied + 1}`)
  expect(await next.urne("recover", "--checkpoint", "first.txt", ...decide)).toContain(`after entry ${copied}`)
  expect(await judged(next, "after")).toEqual(explained)
})

test("notices and minutes tell that ballots may be lost, and the record verifies", { timeout: 120_000 }, async () => {
  const { next, copied } = await goOn()
  await next.urne("recover", "--lost-after", ...decide)
  await next.vote(12)
  next.at("2014-11-28T21:00:30Z")
  const notice = await next.urne("notice", "--due", ...twoMembers)
  expect(notice).toContain(
    "\nSince Friday, 28 November 2014 at 21:20 the vote goes on from an older copy of the urn (act 4). Ballots that came after",
  )
  await next.close()
  await next.urne("tally")
  await next.urne("unseal", ...twoMembers)
  await next.urne("decrypt", "--passphrase-file", "p.txt")
  const minutes = await next.urne("minutes", "sign", ...twoMembers)
  expect(minutes).toContain(`  May be lost: whatever the urn signed after entry ${copied} of the journal`)
  expect(minutes).toContain("- Ballots that came before Friday, 28 November 2014 at 21:20 and were lost (act 4)")
  await next.urne("proclaim", ...twoMembers)
  const report = JSON.parse(await next.verify("final", "--json")) as { verdict: string; beside: object[] }
  expect(report).toMatchObject({ verdict: "CONSISTENT", findings: [], unconfirmed: [] })
  expect(report.beside).toEqual(report.beside.map((part) => ({ ...part, findings: [] })))
})
