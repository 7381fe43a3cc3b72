import { existsSync, readFileSync, renameSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { TestWorld } from "../support/script.ts"
import { tamperWith } from "../support/tamper.ts"

/** A rehearsal, of which every key is at hand, up to its proclamation without minutes. */
const world = new TestWorld()
const file = ["--file", "night/congress.urne"]
const signed = (...who: readonly string[]) => [
  ...["--key", ...who.map((name) => `night/keys/${name}.key`)],
  ...["--passphrase-file", ...who.map(() => "night/passphrase.txt")],
]
const urne = async (status: number, ...argv: readonly string[]) => {
  expect(await world.run(...argv), `urne ${argv.join(" ")}\n${world.out}${world.err}`).toBe(status)
  return `${world.out}${world.err}`
}
const board = ["odile", "mariam", "paul", "ines"]
/** The number of the proclamation with which the rehearsal ended. */
const proclaimed = 6

beforeAll(async () => {
  world.now = Date.UTC(2014, 10, 30, 9)
  await urne(0, "rehearse", "--members", "12", "--turnout", "100", "--out", "night", "--quiet")
  await urne(0, ...file, "log", "add", "The hall is open", "--public", ...signed("odile"))
  await urne(0, ...file, "attendance", "in", "Max Made-up", "--role", "bailiff", ...signed("lucien"))
})
afterAll(() => {
  world.remove()
})

test("before anybody signed, there are no minutes to show, and the hint says how they come about", async () => {
  expect(await urne(4, ...file, "minutes", "show")).toContain("urne minutes sign")
})

test("too few members, no secretary and a stranger are refused, and nothing is stored", async () => {
  for (const who of [["lucien"], ["odile", "paul"], ["lucien", "lucien"]]) {
    expect(await urne(4, ...file, "minutes", "sign", ...signed(...who))).toContain("the secretary")
  }
  await urne(4, ...file, "minutes", "show")
})

test("minutes that the proclamation in effect does not state are signed with a warning, and another proclamation names them", async () => {
  const warning = (act: number, stated: string) =>
    `the record will not hold the minutes that were signed last: the proclamation in effect, act ${act}, states ${stated}`
  // The rehearsal proclaimed without minutes.
  const unstated = warning(proclaimed, "that there are none")
  expect(await urne(0, ...file, "minutes", "sign", ...signed("lucien", "odile"))).toContain(unstated)
  for (const argv of [["show"], ["export", "--out", "not-proclaimed"]]) {
    expect(await urne(0, ...file, "minutes", ...argv)).toContain(unstated)
  }
  for (const argv of [["status"], ["export", "--out", "record-without"]]) {
    expect(await urne(0, ...file, ...argv)).toContain(unstated)
  }
  expect(existsSync(join(world.cwd, "record-without/minutes.txt"))).toBe(false)
  await urne(0, ...file, "proclaim", ...signed(...board))
  expect(await urne(0, ...file, "minutes", "show")).not.toContain("will not hold")
  expect(await urne(0, ...file, "status")).not.toContain("will not hold")
  expect(await urne(0, ...file, "export", "--out", "record-with")).not.toContain("will not hold")
  expect(existsSync(join(world.cwd, "record-with/minutes.txt"))).toBe(true)
  // Minutes that are signed after those take effect with a proclamation of their own as well.
  const again = await urne(0, ...file, "--lang", "fr", "minutes", "sign", ...signed("lucien", "mariam"))
  expect(again.replaceAll(/[\u00a0\u202f]/g, " ")).toContain(
    `la proclamation en vigueur, décision ${proclaimed + 1}, désigne un autre procès-verbal`,
  )
  expect(await urne(0, ...file, "minutes", "show")).toContain(warning(proclaimed + 1, "other minutes"))
})

test("what is shown is signed, stated by the proclamation, published, and verified line by line", async () => {
  const shown = await urne(0, ...file, "pv", "sign", ...signed("lucien", "odile"))
  // A member is named; the name of any other writer would be private.
  expect(shown).toMatch(/Odile \S+: The hall is open/)
  expect(shown).not.toContain("Made-up")
  const { text } = JSON.parse(await urne(0, ...file, "minutes", "show", "--full", "--json")) as {
    readonly text: string
  }
  expect(text).toContain("bailiff, Max Made-up")
  await urne(0, ...file, "proclaim", ...signed(...board))
  expect(await urne(0, ...file, "proclaim", ...signed(...board))).toContain("in effect")
  await urne(0, ...file, "export", "--out", "record")
  expect(readFileSync(join(world.cwd, "record/minutes.txt"), "utf8")).toContain("The hall is open")
  expect(await urne(0, "verify", "record", "--final")).toMatch(/\nMinutes: everything that can be proved was checked\n/)
})

test("a stamp can be requested of signed minutes", async () => {
  const asked = JSON.parse(await urne(0, ...file, "stamp", "request", "minutes", "--json")) as {
    readonly imprint: string
  }
  const shown = JSON.parse(await urne(0, ...file, "minutes", "show", "--json")) as { readonly minutes: string }
  // What is stamped is the note with its signatures, whose hash the proclamation states.
  expect(asked.imprint).toBe(shown.minutes)
  expect(await urne(3, ...file, "stamp", "request", "notice")).toContain("no notice was issued yet")
})

test("status finds a record with the proclamation in effect, although the lost urn key signed no checkpoint of it", async () => {
  const step = async () => {
    const shown = JSON.parse(await urne(0, ...file, "status", "--json")) as {
      readonly advice: { readonly step: string }
    }
    return shown.advice.step
  }
  expect(await step()).toBe("verify")
  const [key, away] = ["night/congress.urn-key", "elsewhere.key"].map((name) => join(world.cwd, name)) as [
    string,
    string,
  ]
  renameSync(key, away)
  await urne(0, ...file, "minutes", "sign", ...signed("lucien", "mariam"))
  await urne(0, ...file, "proclaim", ...signed(...board))
  expect(await step()).toBe("export")
  await urne(0, ...file, "export", "--out", "without-key")
  expect(await step()).toBe("verify")
  // A second change of phase that nobody signed a state of would make the record invalid, and minutes rest on a sound one.
  await urne(0, ...file, "minutes", "sign", ...signed("lucien", "odile"))
  await urne(0, ...file, "proclaim", ...signed(...board))
  expect(await urne(5, ...file, "minutes", "sign", ...signed("lucien", "odile"))).toContain("CHECKPOINT_MISSING")
  renameSync(away, key)
  await urne(0, ...file, "checkpoint", "show")
})

test("minutes that another program wrote are neither shown nor proclaimed; signing anew leads out", async () => {
  tamperWith(
    join(world.cwd, "night/congress.urne"),
    "UPDATE minutes SET public_text = replace(public_text, 'open', 'shut')",
  )
  expect(await urne(4, ...file, "minutes", "show")).toContain("text of the minutes")
  expect(await urne(0, ...file, "status")).toContain("text of the minutes")
  expect(await urne(4, ...file, "proclaim", ...signed(...board))).toContain("text of the minutes")
  await urne(0, ...file, "minutes", "sign", ...signed("lucien", "odile"))
  await urne(0, ...file, "proclaim", ...signed(...board))
  await urne(0, ...file, "export", "--out", "record-2")
  expect(await urne(0, "verify", "record-2", "--final")).toMatch(/\nMinutes: everything that can/)
})

test("a register in which another program wrote is named in minutes that are drawn up without it", async () => {
  tamperWith(
    join(world.cwd, "night/congress.urne"),
    "UPDATE register SET body = replace(body, 'open', 'shut') WHERE number = 1",
  )
  expect(await urne(5, ...file, "minutes", "sign", ...signed("lucien", "odile"))).toContain(
    "urne minutes sign --without-register",
  )
  await urne(0, ...file, "minutes", "sign", "--without-register", ...signed("lucien", "odile"))
  expect(world.err).toContain("Another program wrote to the register")
  await urne(0, ...file, "proclaim", "--without-register", ...signed(...board))
  await urne(0, ...file, "export", "--without-register", "--out", "record-3")
  const said = await urne(0, "verify", "record-3", "--final")
  expect(said).toContain("Minutes: everything")
  expect(said).toContain("REGISTER_STATED")
})
