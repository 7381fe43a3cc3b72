import { copyFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { memberKeyBytes, newMemberKey } from "../../src/authority/member-key.ts"
import { writeNewKey } from "../../src/authority/member-operations.ts"
import { recordedIncidents } from "../../src/incidents/queries.ts"
import { verifierOf } from "../../src/notes/key.ts"
import { TestWorld } from "../support/script.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { tamperWith } from "../support/tamper.ts"
import { sealedBallot } from "../urn/opaque-ballots.ts"
import { acceptBallots, hours, keyNamed, TestElection } from "../urn/test-election.ts"

const minute = 60_000
const members = 900

let election: TestElection
let next = 0
const worlds: TestWorld[] = []
afterEach(() => {
  election.remove()
  for (const world of worlds.splice(0)) world.remove()
})

/** Has so many ballots accepted at a minute after the opening. Their content has nothing to do with when they came. */
function cast(count: number, at: number): void {
  election.now = hours.opens + at * minute
  const ballots = Array.from({ length: count }, () => sealedBallot(election, next++))
  acceptBallots(election.file, ballots, "booth", election.now, { began: election.now, urnKey: election.urnKey })
}

/** Has people vote from one minute after the opening to another, with so many ballots in five minutes. */
function voteBetween(from: number, to: number, ballots: number): void {
  for (let at = from; at < to; at += 5) {
    cast(ballots - 8, at + 1)
    cast(8, at + 4)
  }
}

/** Voting opens at 20:00 in Paris, and no vote is recorded from 20:15 to 22:00, as on the evening of 2014. */
function evening(until: number): void {
  next = 0
  const weights = Array.from({ length: members }, () => 1n)
  election = new TestElection({ weights, onDisk: true }).open(weights)
  voteBetween(0, 15, 60)
  if (until > 120) voteBetween(120, until, 40)
  election.now = hours.opens + until * minute
}

/** Makes a terminal with a copy of the election as it is now, and the key of the member `a`. */
async function terminal(): Promise<TestWorld> {
  const world = new TestWorld()
  worlds.push(world)
  election.file.store.db.pragma("wal_checkpoint(TRUNCATE)")
  copyFileSync(join(election.folder, "election.urne"), join(world.cwd, "election.urne"))
  const key = { ...newMemberKey("a", false, seededRandom("key")), ...keyNamed("a") }
  const file = { name: "a", path: "a.key", passphrase: "one passphrase for it", rehearsal: true }
  await writeNewKey(file, { secret: memberKeyBytes(key), key: verifierOf(key) }, { ...election.world, ...world.io() })
  writeFileSync(join(world.cwd, "p.txt"), "one passphrase for it\n")
  world.now = election.now
  return world
}

const signed = ["--key", "a.key", "--passphrase-file", "p.txt"]
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ")

describe("the evening of 2014", () => {
  test("an outside attack alleged at 22:30 without evidence stays alleged, on every screen", async () => {
    evening(150)
    const world = await terminal()
    const urne = async (status: number, ...argv: readonly string[]) => {
      expect(await world.run(...argv), `urne ${argv.join(" ")}\n${world.out}${world.err}`).toBe(status)
    }
    await urne(0, "status")
    expect(world.out).not.toContain("incident")
    const open = ["--title", "No vote arrives", "--what", "The site answers nobody", "--from", "2014-11-28T20:15"]
    await urne(0, "incident", "open", ...open, "--until", "2014-11-28T22:00", "--effect", "interruption", ...signed)
    const attack = [
      "--cause",
      "intrusion",
      "--what",
      "Une attaque extérieure a été constatée",
      "--claimant",
      "organiser",
    ]
    await urne(
      0,
      "incident",
      "claim",
      "1",
      ...attack,
      "--said",
      "2014-11-28T22:30",
      "--where",
      "point d’étape",
      ...signed,
    )
    expect(world.out).toBe("Incident 1: alleged cause 1 entered; it is only asserted\n")
    await urne(4, "incident", "judge", "1", "1", "--status", "supported", "--reason", "It was foreseen", ...signed)
    expect(world.err).toContain("only evidence supports or refutes an alleged cause, and none is named")
    await urne(
      4,
      "incident",
      "conclude",
      "1",
      "--finding",
      "confirmed",
      "--what",
      "An attack",
      "--claim",
      "1",
      ...signed,
    )
    expect(world.err).toContain("a conclusion can rest only on causes that evidence supports")
    await urne(0, "incident", "show", "1")
    expect(world.out).toContain("“Une attaque extérieure a été constatée”\n      Only asserted: nothing proves it\n")
    expect(world.out).toContain("Asserted by the organiser on Friday, 28 November 2014")
    await urne(0, "--lang", "fr", "incident", "show", "1")
    expect(plain(world.out)).toContain("Seulement alléguée : rien ne la prouve\n")
    await urne(0, "status")
    expect(world.out).toContain("1 incident is open:\n  No. 1: No vote arrives (urne incident show 1)\n")
    await urne(0, "status", "--json")
    expect(JSON.parse(world.out)).toMatchObject({ incidents: [{ number: 1, title: "No vote arrives" }], deadlines: [] })
    const declared = async () => {
      await urne(0, "availability", "--json")
      const { sources } = JSON.parse(world.out) as { sources: readonly { source: string }[] }
      return sources.find(({ source }) => source === "declared-outage")
    }
    expect(await declared()).toMatchObject({ spans: [{ from: "2014-11-28T19:15:00Z", to: "2014-11-28T21:00:00Z" }] })
    // An incident whose end nobody saw lasts until something else is observed; a false alarm is no incident.
    const again = ["--title", "It stopped again", "--what", "Nobody gets in", "--from", "2014-11-28T22:10"]
    await urne(0, "incident", "open", ...again, "--effect", "interruption", ...signed)
    expect(await declared()).toMatchObject({ spans: [{}, { to: "2014-11-28T21:30:00Z" }] })
    const back = ["--what", "They get in", "--from", "2014-11-28T22:20", "--effect", "none"]
    await urne(0, "incident", "observe", "2", ...back, ...signed)
    expect(await declared()).toMatchObject({ spans: [{}, { to: "2014-11-28T21:20:00Z" }] })
    await urne(0, "incident", "conclude", "2", "--finding", "false-positive", "--what", "A cable", ...signed)
    await urne(0, "incident", "close", "2", "--reason", "A cable", ...signed)
    expect(await declared()).toMatchObject({ spans: [{}] })
    const leak = ["--what", "The list of members could be read", "--from", "2014-11-28T22:20", "--effect", "disclosure"]
    await urne(0, "incident", "observe", "1", ...leak, ...signed)
    world.now += 73 * 60 * minute
    await urne(0, "--clock-is-right", "status")
    expect(world.out).toMatch(/^OVERDUE: the data protection authority should have been told by .* \(incident 1\)$/m)
    await urne(0, "--clock-is-right", "--lang", "fr", "status")
    expect(plain(world.out)).toMatch(/^DÉLAI DÉPASSÉ : l’autorité de protection des données, .* \(incident n° 1\)$/m)
  })

  test("an incident entered without facts is filled in from the apparent interruption, once", async () => {
    evening(190)
    const world = await terminal()
    expect(await world.run("incident", "open", ...signed), world.err).toBe(0)
    // What is signed was shown before.
    const shown = /What will be signed into the register:\n {2}apparent interruption: .* p = \d\.\de-\d+/
    expect(plain(world.out + world.err)).toMatch(shown)
    expect(await world.run("incident", "show", "1", "--json"), world.err).toBe(0)
    const [observation] = (JSON.parse(world.out) as { observations: readonly Record<string, string>[] }).observations
    expect(observation).toMatchObject({
      silence: 1,
      from: "2014-11-28T19:15:00Z",
      until: "2014-11-28T21:00:00Z",
      effect: "interruption",
    })
    expect(plain(String(observation?.["what"]))).toMatch(
      /^Aucun bulletin arrivé du vendredi 28 novembre 2014 à 20 h 15 au .* 22 h 00, alors qu’environ \d+ étaient attendus$/,
    )
    expect(await world.run("incident", "show", "1"), world.err).toBe(0)
    expect(world.out).toContain("apparent interruption no. 1 of the register (urne register list --type silence)")
    // Its figures stand before it, once, and the bins behind them are not published.
    expect(await world.run("register", "list", "--json"), world.err).toBe(0)
    const { entries } = JSON.parse(world.out) as { entries: readonly { event: object; private: object }[] }
    expect(entries.map(({ event }) => (event as { type: string }).type)).toEqual([
      ...["silence.found", "incident.opened", "incident.observed"],
    ])
    expect(entries[0]).toMatchObject({
      event: {
        ...{ silence: 1, state: "ended", from: "2014-11-28T19:15:00Z", until: "2014-11-28T21:00:00Z", ballots: 0 },
        ...{ K: 20, private: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      },
      private: {
        bins: expect.stringMatching(/^0-300:60 300-600:60 600-900:60 900-7200:0 /) as string,
      },
    })
    expect(await world.run("register", "list"), world.err).toBe(0)
    expect(plain(world.out)).toMatch(/apparent interruption: K = 20, S = 150 s, .* p = \d\.\de-\d+, .* ended, until /)
    expect(await world.run("availability", "--enter", ...signed), world.err).toBe(0)
    expect(world.out).toContain("Nothing was entered in the register")
    expect(await world.run("incident", "open", ...signed)).toBe(4)
    expect(world.err).toContain("no apparent interruption of the vote was found")
  })

  test("what is found and published is entered in the register once, by a command of its own", async () => {
    evening(190)
    const world = await terminal()
    const json = async (...argv: readonly string[]) => {
      expect(await world.run(...argv, "--json"), `urne ${argv.join(" ")}\n${world.out}${world.err}`).toBe(0)
      return JSON.parse(world.out) as Readonly<Record<string, unknown>>
    }
    expect((await json("turnout", "--enter", ...signed))["entered"]).toBeNull()
    expect((await json("availability", "--enter", ...signed))["entered"]).toEqual([{ silence: 1, entry: 1 }])
    expect((await json("availability", "--enter", ...signed))["entered"]).toEqual([])
    expect((await json("availability"))["entered"]).toBeNull()
    // An incident of it is tied to what stands there already.
    await json("incident", "open", ...signed)
    expect(await json("incident", "show", "1")).toMatchObject({ observations: [{ silence: 1 }] })
    expect(await json("turnout", "--count", "--enter", ...signed)).toMatchObject({
      entered: { table: 1, entry: 4, before: false },
    })
    expect((await json("turnout", "--enter", ...signed))["entered"]).toEqual({ table: 1, entry: 4, before: true })
    expect((await json("turnout", "--by", "group", "--enter", ...signed))["entered"]).toBeNull()
    expect(await world.run("turnout", "--enter", ...signed), world.err).toBe(0)
    expect(world.out).toContain("The register has it already: turnout table no. 1, entry 4")
    expect(world.out + world.err).not.toContain("What will be signed")
    expect(await json("register", "list", "--type", "turnout")).toMatchObject({
      entries: [{ number: 4, event: { source: "count", registered: members, voters: 740 } }],
    })
    expect(await world.run("register", "list", "--type", "turnout"), world.err).toBe(0)
    expect(world.out).toMatch(
      /turnout: of 2014-11-28 23:10, registered: 900, counted during the vote, no\. 1, voters: 740/,
    )
    expect(await world.run("--lang", "fr", "register", "list"), world.err).toBe(0)
    expect(plain(world.out)).toMatch(/participation : du 28\/11\/2014 23:10, inscrits : 900, comptée pendant le vote/)
  })

  test("status says that somebody altered an incident, and the election goes on", async () => {
    evening(15)
    const world = await terminal()
    const facts = ["--title", "A lamp", "--what", "It went out", "--from", "2014-11-28T20:05", "--effect", "none"]
    expect(await world.run("incident", "open", ...facts, ...signed), world.err).toBe(0)
    const path = join(world.cwd, "election.urne")
    tamperWith(path, "UPDATE register SET body = replace(body, 'went out', 'stayed on')")
    expect(await world.run("status"), world.err).toBe(0)
    expect(plain(world.err)).toContain("warning")
    expect(world.out).not.toContain("A lamp")
    expect(await world.run("availability", "--json"), world.err).toBe(0)
    expect(world.out).toContain('"undecidable": "register-altered"')
    expect(await world.run("incident", "list")).toBe(5)
    expect(world.err).toContain("altered")
  })

  test("a register that does not exist is not read", () => {
    election = new TestElection({ format: 2 })
    expect(recordedIncidents(election.file)).toEqual({ incidents: [], interventions: [], faults: [] })
  })
})
