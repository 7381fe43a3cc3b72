import { copyFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type Advice, nextStep, type Standing } from "../../src/guide/advice.ts"
import { newHours } from "../../src/guide/new-hours.ts"
import { TestWorld } from "../support/script.ts"

const hour = 3_600_000
const standing: Standing = {
  ...{ clock: undefined, pendingClock: false },
  ...{ phase: "constituted", now: 0, pendingAct: undefined, vainAct: false, hopeless: false },
  ...{ roll: true, trustees: true, apart: false, certified: false, unchecked: [], credentials: true, printed: true },
  opening: { decided: false, opens: 2 * hour, closes: 8 * hour },
  closing: { decided: false, freezable: 9 * hour, batchesAwaited: false },
  ...{ tallied: false, backedUp: true, sharesNeeded: true },
}
const decided = { ...standing.opening, decided: true }
const closed = { ...standing.closing, decided: true }

test.each<readonly [string, Partial<Standing>, Advice]>([
  [
    "the hour of closing passed before the opening was decided",
    { phase: "sealed", now: 8 * hour },
    { step: "open-anew" },
  ],
  [
    "the hour of closing passed after the opening was decided",
    { phase: "sealed", now: 8 * hour, opening: decided },
    { step: "open-anew" },
  ],
  [
    "the hour of closing has not passed",
    { phase: "sealed", now: 8 * hour - 1, opening: decided },
    { step: "begin-vote" },
  ],
  [
    "an act stands in the way",
    { phase: "sealed", now: 8 * hour, pendingAct: "open", vainAct: true },
    { step: "withdraw" },
  ],
  [
    "the last entry is dated in the future",
    { phase: "open", now: 0, clock: { state: "behind", last: 9 * hour } },
    { step: "recover-clock" },
  ],
  [
    "the last entry is dated in the future, and a pending act gives its instant up",
    { phase: "open", now: 0, clock: { state: "behind", last: 9 * hour }, pendingAct: "recover", pendingClock: true },
    { step: "sign" },
  ],
  [
    "the last entry is dated in the future, and another act stands in the way",
    { phase: "open", now: 0, clock: { state: "behind", last: 9 * hour }, pendingAct: "suspend" },
    { step: "withdraw" },
  ],
  [
    "the last entry is dated some minutes ahead",
    { phase: "open", now: 0, clock: { state: "behind", last: 60_000 } },
    { step: "await-clock", from: 60_000 },
  ],
  [
    "the last entry is dated in the future, and nothing was decided",
    { phase: "draft", now: 0, clock: { state: "behind", last: 9 * hour } },
    { step: "init-anew" },
  ],
  ["there are no keys of the urn yet", { trustees: false }, { step: "hold-ceremony" }],
  ["holders have certified keys, and sign with them", { trustees: false, certified: true }, { step: "invite-holders" }],
  [
    "holders with certified keys have answered",
    { trustees: false, certified: true, apart: true },
    { step: "await-replies" },
  ],
  [
    "the tally is made and no copy since the freeze",
    { phase: "frozen", tallied: true, backedUp: false },
    { step: "backup" },
  ],
  ["the tally is made, and a copy since the freeze", { phase: "frozen", tallied: true }, { step: "unseal" }],
  ["an act waits", { phase: "sealed", pendingAct: "open" }, { step: "sign" }],
  [
    "the grace is not over",
    { phase: "closed", now: 8 * hour, closing: closed },
    { step: "await-grace", from: 9 * hour },
  ],
  [
    "batches are missing",
    { phase: "closed", now: 9 * hour, closing: { ...closed, batchesAwaited: true } },
    { step: "await-batches" },
  ],
  ["the holders answer from elsewhere", { trustees: false, apart: true }, { step: "await-replies" }],
  ["nobody answered yet", { trustees: false }, { step: "hold-ceremony" }],
  ["no batch is missing", { phase: "closed", now: 9 * hour, closing: closed }, { step: "freeze" }],
  ["too few may vote", { hopeless: true, credentials: false }, { step: "import-roll" }],
  ["too few may vote and have their codes", { hopeless: true }, { step: "annul" }],
  ["too few have voted", { phase: "frozen", hopeless: true }, { step: "annul" }],
  ["too few have voted, and it was unsealed", { phase: "unsealed", hopeless: true }, { step: "annul" }],
  ["the authority annuls", { phase: "frozen", hopeless: true, pendingAct: "annul" }, { step: "sign" }],
])("the next step is right where %s", (_, state, advice) => {
  expect(nextStep({ ...standing, ...state })).toEqual(advice)
})

test.each<readonly [string, string, number, readonly [string, string]]>([
  ["Europe/Paris", "2014-11-29T19:10:00Z", 24, ["2014-11-29T22:00", "2014-11-30T22:00"]],
  ["America/New_York", "2014-11-29T19:00:00Z", 2, ["2014-11-29T15:00", "2014-11-29T17:00"]],
  // Clocks in Paris show 02:00 twice that night.
  ["Europe/Paris", "2014-10-25T22:30:00Z", 1, ["2014-10-26T00:00:00Z", "2014-10-26T01:00:00Z"]],
])("other hours are proposed in %s at %s", (timezone, now, length, [opens, closes]) => {
  const hours = { opens: 0, closes: length * hour, timezone }
  expect(newHours(hours, Date.parse(now))).toEqual({ opens, closes })
})

describe("beside the election file", () => {
  let world: TestWorld
  beforeEach(() => {
    world = new TestWorld()
  })
  afterEach(() => {
    world.remove()
  })

  test("several definitions are listed, and one of them can be chosen", async () => {
    await world.run("define", "annual.yaml", "--example")
    expect(await world.run()).toBe(0)
    expect(world.out).not.toContain("Several")
    copyFileSync(join(world.cwd, "annual.yaml"), join(world.cwd, "budget.yml"))
    expect(await world.run("status")).toBe(0)
    expect(world.out).toContain(
      "There are several definitions here. This is about annual.yaml; the others are budget.yml.",
    )
    expect(await world.run("--lang", "fr", "status")).toBe(0)
    expect(world.out).toContain("Celle dont il est question est annual.yaml ; les autres sont budget.yml.")
  })

  test.each([
    ["keys lie where the file is not", ["board.urn-key", "letters.pdf"], "find-file", "--file ELECTION.urne status"],
    [
      "keys of an officer lie where the file is not",
      ["registrar.officer.key"],
      "find-file",
      "--file ELECTION.urne status",
    ],
    [
      "a holder was brought a request",
      ["ada-12-join.request.json"],
      "answer-request",
      "trustees answer ada-12-join.request.json --key HOLDER.trustee-key",
    ],
    [
      "a holder with a key was brought another, and has answered the first",
      ["ada.trustee-key", "ada-12-join.request.json", "ada-12-join.reply.json", "ada-99-decrypt.request.json"],
      "answer-request",
      "trustees answer ada-99-decrypt.request.json --key ada.trustee-key --record RECORD",
    ],
    [
      "a holder whom the authority certified was brought the first request",
      ["ada.key", "ada.key.pub", "ada-12-join.request.json"],
      "answer-request",
      "trustees answer ada-12-join.request.json --key ada.trustee-key --sign-with ada.key",
    ],
    ["a holder has nothing to answer", ["ada.trustee-key"], "keep-key", undefined],
    [
      "a member was brought an act",
      ["act-2.json", "anne.key", "anne.key.pub"],
      "sign-act",
      "act sign act-2.json --key anne.key",
    ],
    ["a member carries the key alone", ["act-2.json", "anne.key"], "sign-act", "act sign act-2.json --key anne.key"],
    [
      "a member who carries the key alone has signed the act",
      ["act-2.json", "act-2.signed.json", "anne.key"],
      "keep-key",
      undefined,
    ],
    ["a member has signed it", ["act-2.json", "act-2.signed.json", "anne.key.pub"], "keep-key", undefined],
    [
      "a member has signed it, with the definition at hand",
      ["act-2.json", "act-2.signed.json", "anne.key.pub", "e.yaml"],
      "keep-key",
      undefined,
    ],
    ["there are other files only", ["package.json", "notes.txt"], "define", "define election.yaml"],
  ] as const)("the next step is right in a folder where %s", async (_, names, step, command) => {
    for (const name of names) {
      writeFileSync(join(world.cwd, name), name.startsWith("act-") ? '{"format":"urne act file v1"}' : "{}")
    }
    expect(await world.run("--json", "status")).toBe(0)
    const { next, ...said } = JSON.parse(world.out) as { readonly step: string; readonly next?: readonly string[] }
    expect([said.step, next?.join(" ")]).toEqual([step, command === undefined ? undefined : `urne ${command}`])
    for (const language of ["en", "fr"]) {
      expect(await world.run("--lang", language, "status")).toBe(0)
      const own = language === "en" ? command : command?.replace("HOLDER", "DETENTEUR").replace("RECORD", "DOSSIER")
      expect(world.out).toContain(own ?? ".pub")
    }
  })

  test("a published record is to be verified, whatever its name, and both commands are shown before there is one", async () => {
    writeFileSync(join(world.cwd, "seed"), "a seed")
    expect(await world.run("rehearse", "--members", "12", "--turnout", "100", "--seed", "seed", "--quiet")).toBe(0)
    const inside = new TestWorld(join(world.cwd, "rehearsal"))
    expect(await inside.run("status")).toBe(0)
    const [, record = ""] = /^ {2}urne verify (\S+) --final --authority '[0-9a-f ]{39}'$/m.exec(inside.out) ?? []
    expect(record).not.toBe("")
    expect(inside.out).not.toContain("urne export")
    const alone = join(world.cwd, "rehearsal", "congress.urne")
    expect(await world.run("-f", alone, "status")).toBe(0)
    expect(world.out).toMatch(
      /publish the record\n {2}urne .*export --out congress-record\nThen verify it[^]*urne .*verify congress-record /,
    )
    // It is written there unless another place is named.
    expect(await world.run("-f", alone, "export")).toBe(0)
    expect(await world.run("-f", alone, "status")).toBe(0)
    expect(world.out).toMatch(/urne .*verify congress-record --final/)
    // The result stays what it is, whoever looks at the shares again.
    expect(await world.run("-f", alone, "decrypt")).toBe(0)
    expect(world.out).toContain("It was proclaimed.")
    expect(world.out).not.toContain("PROVISIONAL")
    expect(await world.run("--lang", "fr", "-f", alone, "decrypt")).toBe(0)
    expect(world.out).toContain("Ils ont été proclamés.")
  })

  test("a person who takes part in somebody else's election learns in an empty folder how to begin", async () => {
    for (const [language, said] of [
      [
        "en",
        /urne define election\.yaml\n\nIf somebody else prepares .* urne key new NAME\. .* act to sign or a request/,
      ],
      [
        "fr",
        /urne define election\.yaml\n\nSi quelqu’un d’autre .* urne key new NOM\. .* décision à signer ou une demande/,
      ],
    ] as const) {
      expect(await world.run("--lang", language, "status")).toBe(0)
      expect(world.out).toMatch(said)
    }
    await world.run("define", "annual.yaml", "--example")
    expect(await world.run("status")).toBe(0)
    expect(world.out).not.toContain("somebody else")
  })
})
