import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { instantText } from "../../src/core/instant.ts"
import { custodyOf, type HeldCopy, type HeldDrill } from "../../src/custody/fold.ts"
import { type CustodyFacts, custodyReport, type PartOfCustody } from "../../src/custody/report.ts"
import type { SignedEntry } from "../../src/register/entry.ts"
import { NoticeNight, oneMember, twoMembers } from "../support/notice-night.ts"
import type { TestWorld } from "../support/script.ts"

const day = 24 * 3600 * 1000
const now = Date.UTC(2014, 10, 28, 20)
const hash = `sha256:${"1".repeat(64)}`

const stick: HeldCopy = {
  ...{ name: "stick", kind: "encrypted-backup", sha256: hash, read: true, control: "authority", holder: "anne" },
  end: undefined,
  chain: [
    {
      ...{ entry: 1, by: ["anne"], what: "recorded", at: now - day, holder: "anne", seal: undefined },
      otherSeal: false,
    },
  ],
}
const drill: HeldDrill = {
  ...{ drill: 1, entry: 2, level: "verified", passed: true, copy: hash, held: now - day },
  parts: ["election", "urn-key", "definition", "evidence", "letters"],
}
const medium = (holder: string, kind: "holder" | "officer" = "holder", days = 1) => ({
  ...{ entry: 3, medium: kind, holder, proven: now - days * day },
})
const complete: CustodyFacts = {
  custody: {
    ...{ copies: [stick], drills: [drill], faults: [] },
    media: [medium("ada"), medium("bo"), medium("cy"), medium("registrar", "officer")],
  },
  ...{ reach: new Map([[2, 40]]), entries: 52, now, possessed: new Set<string>() },
  trustees: { mandatory: ["ada"], threshold: { needed: 2, holders: ["bo", "cy", "di"] } },
  ...{ hasCodes: true, lettersPrinted: true },
}
const changedBy = (custody: Partial<CustodyFacts["custody"]>): CustodyFacts => ({
  ...complete,
  custody: { ...complete.custody, ...custody },
})
const lacking = ({ parts }: { readonly parts: readonly PartOfCustody[] }) =>
  parts.flatMap(({ part, of, state }) => (state === "proven" ? [] : [`${of ?? part} ${state}`]))

describe("the report", () => {
  test("says yes where everything is proved, and up to which entry", () => {
    expect(custodyReport(complete)).toMatchObject({ answer: "yes", entries: 52, restorable: 40 })
  })

  const without = (holder: string) => ({ media: complete.custody.media.filter((one) => one.holder !== holder) })
  const parts = (...left: readonly string[]) => ({
    drills: [{ ...drill, parts: drill.parts.filter((one) => !left.includes(one)) }],
  })
  test.each([
    ["the drill", changedBy({ drills: [] }), "not-proven", ["election", "urn-key", "definition", "letters"]],
    ["the urn key", changedBy(parts("urn-key")), "not-proven", ["urn-key"]],
    ["the definition", changedBy(parts("definition")), "not-proven", ["definition"]],
    ["the sums of the letters", changedBy(parts("letters")), "not-proven", ["letters"]],
    ["the officer's key", changedBy(without("registrar")), "not-proven", ["officer"]],
    ["a mandatory trustee", changedBy(without("ada")), "not-proven", ["ada"]],
    ["a trustee of the threshold", changedBy(without("bo")), "not-proven", ["bo"]],
  ])("names %s where nothing was proved of it", (_, facts, answer, missing) => {
    const report = custodyReport(facts)
    expect(report.answer).toBe(answer)
    expect(lacking(report)).toEqual(missing.map((one) => `${one} unproven`))
    for (const { state, command } of report.parts) expect(command === undefined).toBe(state === "proven")
  })

  const everywhere = ["election", "urn-key", "definition", "letters"]
  test.each([
    ["a vendor holds the only copy", changedBy({ copies: [{ ...stick, control: "vendor" }] }), "withheld"],
    ["the only copy was lost", changedBy({ copies: [{ ...stick, end: "lost" }] }), "lost"],
    [
      "the last drill failed",
      changedBy({ drills: [drill, { ...drill, drill: 2, entry: 4, passed: false }] }),
      "failed",
    ],
  ] as const)("says no where %s", (_, facts, state) => {
    const report = custodyReport(facts)
    expect(report.answer).toBe("no")
    expect(lacking(report)).toEqual(everywhere.map((part) => `${part} ${state}`))
  })

  test("takes no drill of the structure alone, and none of a copy that nobody holds", () => {
    expect(custodyReport(changedBy({ drills: [{ ...drill, level: "structure" }] })).answer).toBe("not-proven")
    const other = custodyReport(changedBy({ copies: [] }))
    expect(other.parts[0]).toMatchObject({
      state: "unproven",
      command: expect.stringContaining("custody copy") as string,
    })
  })

  test("tells how old a proof is, and what only the journal shows", () => {
    const old = custodyReport(changedBy({ media: [medium("ada", "holder", 8), medium("bo", "holder", 7)] }))
    const of = (name: string) => old.parts.find((one) => one.of === name)
    expect([of("ada")?.days, of("ada")?.isOld, of("bo")?.days, of("bo")?.isOld]).toEqual([8, true, 7, false])
    const possessed = custodyReport({ ...changedBy({ media: [] }), possessed: new Set(["ada", "bo", "di"]) })
    expect(possessed.parts.filter(({ part }) => part === "holder").map(({ of: who, proof }) => [who, proof])).toEqual([
      ["ada", { by: "possession" }],
      ["bo", { by: "possession" }],
      ["di", { by: "possession" }],
    ])
  })
})

describe("the chain of custody", () => {
  const at = instantText(now)
  const later = instantText(now + 60_000)
  const recorded = {
    ...{ type: "custody.recorded", copy: "stick", kind: "other", read: false, holder: "anne", since: at },
    ...{ control: "authority", seal: "1" },
  }
  const handed = {
    ...{ type: "custody.transferred", copy: "stick", giver: "anne", receiver: "bruno", handed: later },
    control: "authority",
  }
  const entries = (...all: readonly (readonly [object, ...string[]])[]) =>
    all.map(([entry, ...by], i) => ({
      ...{ number: i + 1, at: now, entry, signers: by.map((id) => ({ id, of: "member" })) },
    })) as unknown as readonly SignedEntry[]

  test("follows each hand-over that both sides signed, and tells another seal", () => {
    const { copies, faults } = custodyOf(
      entries(
        [recorded, "anne"],
        [{ ...handed, seal: "2" }, "anne", "bruno"],
        [{ ...handed, giver: "bruno", receiver: "anne", seal: "2" }, "anne", "bruno"],
      ),
    )
    expect(faults).toEqual([])
    expect(copies[0]?.chain.map(({ holder, otherSeal }) => [holder, otherSeal])).toEqual([
      ["anne", false],
      ["bruno", true],
      ["anne", false],
    ])
  })

  test.each([
    ["giver", entries([recorded, "anne"], [{ ...handed, giver: "chloe" }, "chloe", "bruno"])],
    ["signers", entries([recorded, "anne"], [handed, "anne", "chloe"])],
    ["same", entries([recorded, "anne"], [{ ...handed, receiver: "anne" }, "anne", "bruno"])],
    ["order", entries([{ ...recorded, since: later }, "anne"], [{ ...handed, handed: at }, "anne", "bruno"])],
    ["taken", entries([recorded, "anne"], [recorded, "anne"])],
    ["unknown", entries([recorded, "anne"], [{ ...handed, copy: "other" }, "anne", "bruno"])],
  ])("breaks at: %s", (rule, all) => {
    const { faults, copies } = custodyOf(all)
    expect([faults, copies[0]?.holder]).toEqual([[{ entry: 2, rule }], "anne"])
  })
})

const worlds: TestWorld[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove()
})

async function said(world: TestWorld, status: number, ...argv: readonly string[]): Promise<string> {
  expect(await world.run("--lang", "en", ...argv), `urne ${argv.join(" ")}\n${world.out}${world.err}`).toBe(status)
  return `${world.out}${world.err}`.replace(/\s+/g, " ")
}

test("a medium that will be brought is read, and a wrong one is told apart", { timeout: 120_000 }, async () => {
  const { world } = await new NoticeNight().open()
  const other = new NoticeNight()
  worlds.push(world, other.world)
  // Randomness repeats in tests: one draw more makes another election.
  other.world.io().random(32, "another")
  await other.open()
  const keyIn = (of: TestWorld) => readdirSync(of.cwd).find((name) => name.endsWith(".trustee-key")) ?? ""
  const codes = readdirSync(world.cwd).find((name) => name.endsWith("codes.age")) ?? ""
  const shown = ["--medium-passphrase-file", "p.txt", "--label", "Red stick", ...oneMember]
  const prove = (file: string, ...more: readonly string[]) => ["custody", "medium", file, ...shown, ...more]
  const path = join(world.cwd, keyIn(world))
  expect(await said(world, 0, ...prove(keyIn(world)))).toContain("holds the key of registry")
  copyFileSync(join(other.world.cwd, keyIn(other.world)), join(world.cwd, "other"))
  expect(await said(world, 5, ...prove("other"))).toContain("a key of another election")
  writeFileSync(join(world.cwd, "empty"), "")
  expect(await said(world, 5, ...prove("empty"))).toContain("the file is empty")
  writeFileSync(join(world.cwd, "cut"), readFileSync(path).subarray(0, -40))
  expect(await said(world, 5, ...prove("cut"))).toContain("cut or changed")
  expect(await said(world, 5, ...prove("a.key"))).toContain("neither a trustee's key nor an officer's")
  await said(world, 3, ...prove("gone"))
  writeFileSync(join(world.cwd, "wrong.txt"), "another passphrase\n")
  const mistyped = ["--medium-passphrase-file", "wrong.txt", "--label", "Red stick", ...oneMember]
  await said(world, 3, "custody", "medium", keyIn(world), ...mistyped)
  expect(await said(world, 2, ...prove("registrar.officer.key"))).toContain("--codes")
  copyFileSync(join(other.world.cwd, "registrar.officer.key"), join(world.cwd, "other.officer.key"))
  expect(await said(world, 5, ...prove("other.officer.key", "--codes", codes))).toContain("another key")
  expect(await said(world, 0, ...prove("registrar.officer.key", "--codes", codes))).toContain("opens the file of codes")
  await said(world, 0, "export", "--out", "record")
  await world.run("verify", "record", "--json")
  const { beside, checks } = JSON.parse(world.out) as {
    readonly beside: readonly { readonly findings: readonly object[] }[]
    readonly checks: readonly { readonly check: string; readonly present: number; readonly checked: number }[]
  }
  expect(beside.flatMap(({ findings }) => findings)).toEqual([])
  expect(checks.find(({ check }) => check === "R12")).toMatchObject({ present: 2, checked: 2 })
})

test("copies of a kind that can be compared with the election are", { timeout: 60_000 }, async () => {
  const { world } = await new NoticeNight().open()
  worlds.push(world)
  const held = ["--holder", "a", "--place", "Hall", "--since", "2014-11-28T19:00", "--medium", "Stick", ...oneMember]
  const copy = (name: string, kind: string, file: string) => [
    ...["custody", "copy", name, "--kind", kind, "--of-file", file, ...held],
  ]
  expect(await said(world, 3, ...copy("k", "urn-key", "p.txt"))).toContain("p.txt")
  await said(world, 0, ...copy("k", "urn-key", "board.urn-key"))
  expect(await said(world, 3, ...copy("d", "definition", "roll.csv"))).toContain("not the definition of this election")
  await said(world, 0, ...copy("d", "definition", "board.yaml"))
  await said(world, 2, ...copy("Not Short", "other", "p.txt"))
  expect(await said(world, 4, ...copy("d", "other", "p.txt"))).toContain("a copy of this name is recorded already")
  const hand = ["--handed", "2014-11-28T19:30", "--condition", "Whole"]
  const transfer = (from: string, to: string, ...keys: readonly string[]) => [
    ...["custody", "transfer", "k", "--from", from, "--to", to, ...hand, ...keys],
  ]
  world.now = Date.parse("2014-11-28T20:00:00Z")
  expect(await said(world, 4, ...transfer("b", "a", ...twoMembers))).toContain("is not who holds it")
  const [one] = [["--key", "a.key", "--passphrase-file", "p.txt"]]
  expect(await said(world, 4, ...transfer("a", "b", ...one))).toContain("both sides have to sign")
  await said(world, 0, ...transfer("a", "b", ...twoMembers))
  expect(await said(world, 0, "custody", "show", "k")).toContain("handed over to b, Whole, signed by a, b")
  expect(await said(world, 3, "custody", "show", "kk")).toContain("did you mean k?")
  expect(await said(world, 0, "custody", "list")).toContain("urn key b")
  // Nothing of a place or a medium is published.
  await said(world, 0, "register", "export", "--out", "register")
  const published = readdirSync(join(world.cwd, "register")).map((name) =>
    readFileSync(join(world.cwd, "register", name), "utf8"),
  )
  expect(published.join("")).toContain('"copy":"k"')
  expect(published.join("")).not.toMatch(/Hall|Stick|Whole/)
  const report = await said(world, 0, "custody", "report", "--pdf", "state.pdf")
  expect(report).toContain(
    "Does the authority hold a complete, restorable copy that no vendor can withhold? NOT PROVEN.",
  )
  expect(report).toContain("Urn key: proven: by the hash of the copy k")
  expect(existsSync(join(world.cwd, "state.pdf"))).toBe(true)
})
