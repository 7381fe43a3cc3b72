import { afterEach, expect, test } from "vitest"
import { addComponent } from "../../src/components/operations.ts"
import type { PreflightCheck } from "../../src/core/vocabulary.ts"
import { instantText } from "../../src/core/instant.ts"
import { backupCheck, clockCheck, diskCheck, type Machine, neededBytes } from "../../src/preflight/machine.ts"
import type { RegisterEvent } from "../../src/register/event.ts"
import { appendEntry } from "../../src/register/operations.ts"
import { runChecks } from "../../src/preflight/run-queries.ts"
import type { Setting } from "../../src/preflight/setting.ts"
import { openUrn } from "../../src/urn/open-operations.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { acceptBallots, hours, keyNamed, software, TestElection, type TestOptions } from "../urn/test-election.ts"

const machine: Machine = {
  clock: undefined,
  free: 1e9,
  secrets: { files: 3, readable: 0 },
  urnKey: "there",
  backup: undefined,
}
const elections: TestElection[] = []
afterEach(() => {
  for (const election of elections.splice(0)) election.remove()
})

function made(options: TestOptions = {}): TestElection {
  const election = new TestElection(options)
  elections.push(election)
  return election
}

function look({ file, now }: TestElection, check: PreflightCheck, setting: Partial<Setting> = {}): string {
  const usual: Setting = { now, software, profile: undefined, opened: [], machine }
  const found = runChecks(file, { ...usual, ...setting }).checks.find((one) => one.check === check)
  return `${found?.status ?? ""} ${JSON.stringify(found?.facts ?? {})}`
}

test("the definition is judged by the profile that is given", () => {
  const election = made()
  expect(look(election, "profile")).toBe("not-run {}")
  expect(look(election, "profile", { profile: "cnil-3" })).toBe('fail {"profile":"cnil-3","articles":11,"unmet":3}')
})

test("as many codes as members who may vote", () => {
  expect(look(made(), "counts")).toBe("not-run {}")
  expect(look(made().ready(), "counts")).toBe('pass {"eligible":3,"issued":3}')
  expect(look(made().sealed(), "counts")).toBe('pass {"eligible":3,"issued":3,"sealed":3}')
  const fewer = made().sealed()
  withoutTriggers(fewer.file.store.db, () =>
    fewer.file.store.db.exec(
      "DELETE FROM credential WHERE key = (SELECT min(key) FROM credential WHERE kind = 'issued')",
    ),
  )
  expect(look(fewer, "counts")).toMatch(/^fail/u)
})

test("everything is as it was sealed", () => {
  expect(look(made().ready(), "seal")).toBe("not-run {}")
  const sealed = made().sealed()
  expect(look(sealed, "seal")).toBe('pass {"act":2}')
  withoutTriggers(sealed.file.store.db, () =>
    sealed.file.store.db.exec("UPDATE credential SET weight = '2' WHERE key = (SELECT min(key) FROM credential)"),
  )
  expect(look(sealed, "seal")).toMatch(/^fail/u)
})

test("the urn is empty", () => {
  const election = made().sealed()
  expect(look(election, "urn")).toBe('pass {"ballots":0}')
  expect(look(made(), "urn")).toBe("not-run {}")
  election.decide("open")
  election.now = hours.opens
  openUrn(election.file, election.now)
  const ballot = election.checked(election.ballot(election.codes[0] ?? ""))
  acceptBallots(election.file, [ballot], "site", election.now, { began: hours.opens })
  expect(look(election, "urn")).toBe('fail {"ballots":1}')
})

test("the hours of the vote are ahead, those that were decided before those of the definition", () => {
  const election = made().sealed()
  expect(look(election, "hours")).toMatch(/^pass/u)
  expect(look(election, "hours", { now: hours.opens })).toMatch(/^fail/u)
  election.decide("open", { opens: instantText(hours.noon) })
  expect(look(election, "hours", { now: hours.opens })).toMatch(/^pass/u)
})

test("the program is the one that sealed", () => {
  const election = made().sealed()
  expect(look(election, "software")).toBe(`pass {"running":"${software}"}`)
  expect(look(election, "software", { software: "urne 9.9.9" })).toMatch(/^fail/u)
})

test("members show by what they signed, or by their keys, that they can sign what comes", () => {
  const election = made({ presided: true }).sealed()
  expect(look(election, "members")).toBe('pass {"shown":3,"needed":2}')
  election.now += 8 * 24 * 60 * 60 * 1000
  expect(look(election, "members")).toBe('fail {"shown":0,"needed":2}')
  expect(look(election, "members", { opened: ["b", "c"] })).toBe('fail {"shown":2,"needed":2}')
  expect(look(election, "members", { opened: ["a", "c"] })).toBe('pass {"shown":2,"needed":2}')
})

test("holders have shown that they can open the urn, and lately", () => {
  const election = made()
  expect(look(election, "holders")).toBe("not-run {}")
  election.roll().establish()
  expect(look(election, "holders")).toBe('fail {"proven":0,"needed":1}')
  election.possess()
  expect(look(election, "holders")).toMatch(/^pass \{"proven":1,"needed":1,"oldest":"2014-11-27T09:00:00Z"\}/u)
  expect(look(election, "holders", { now: election.now + 9 * 24 * 60 * 60 * 1000 })).toMatch(/^warn/u)
})

test("components are registered before the seal, and none runs on one that is out of use", async () => {
  const { changeComponent } = await import("../../src/components/operations.ts")
  const election = made().ready()
  expect(look(election, "components")).toBe('warn {"registered":0}')
  const given = { kind: "host", operator: "Made-up", place: "Toulouse", from: "2014-11-01T08:00:00Z" } as const
  const more = { contact: undefined, contract: undefined }
  const { file, world } = election
  addComponent(file, "web-1", { ...given, ...more, runsOn: [] }, keyNamed("a"), world)
  election.now += 60_000
  election.decide("seal")
  expect(look(election, "components")).toBe('pass {"registered":1,"late":0,"broken":0}')
  election.now += 60_000
  addComponent(file, "site", { ...given, ...more, kind: "site", runsOn: ["web-1"] }, keyNamed("a"), world)
  expect(look(election, "components")).toBe('warn {"registered":2,"late":1,"broken":0}')
  changeComponent(file, "web-1", { until: "2014-11-27T08:00:00Z" }, keyNamed("a"), world)
  expect(look(election, "components")).toBe('fail {"registered":2,"late":1,"broken":1}')
})

test("clocks agree within a minute and a half", () => {
  const compared = (seconds: number) =>
    clockCheck({ ...machine, clock: { shown: hours.noon + seconds * 1000, here: hours.noon } }).status
  expect([clockCheck(machine).status, compared(90), compared(-90), compared(91), compared(-91)]).toEqual([
    ...["not-run", "pass", "pass", "fail", "fail"],
  ])
})

test("the disk holds the whole election, and warns below twice that", () => {
  const needed = neededBytes(1000, 4)
  const free = (bytes: number) => diskCheck({ ...machine, free: bytes }, needed).status
  expect([free(needed - 1), free(needed), free(2 * needed)]).toEqual(["fail", "warn", "pass"])
})

test("a backup counts if it holds the seal", () => {
  const backup = (size: number) => ({ ...machine, backup: { size, at: "2014-11-27T09:00:00Z" } })
  const at = (found: Machine) => backupCheck(found, { size: 30, sealed: 20 })
  expect([at(machine).status, at(backup(19)).status, at(backup(20)).status]).toEqual(["fail", "fail", "pass"])
  expect(at(backup(20)).facts).toEqual({ at: "2014-11-27T09:00:00Z", behind: 10 })
  expect(backupCheck(machine, { size: 3, sealed: undefined }).status).toBe("not-run")
})

test("a check whose rows were altered fails, and the others go on", () => {
  const election = made().sealed()
  withoutTriggers(election.file.store.db, () => election.file.store.db.exec("UPDATE trustees SET body = '[]'"))
  const { checks, stopped } = runChecks(election.file, {
    ...{ now: election.now, software, profile: undefined, opened: [], machine },
  })
  expect(checks.filter(({ status }) => status === "fail").map(({ check }) => check)).toContain("holders")
  expect(stopped.get("holders")?.code).toBe("election-file-altered")
  expect(checks.find(({ check }) => check === "urn")?.status).toBe("pass")
})

test("the last drill since the seal verified the record whole", () => {
  const election = made().ready()
  const { file, world } = election
  expect(look(election, "drill")).toBe("not-run {}")
  const held = (level: "structure" | "bytes" | "verified", passed: boolean) => {
    election.now += 60_000
    const event: RegisterEvent = {
      ...{
        type: "drill.held",
        drill: 1,
        level,
        passed,
        seconds: 9,
        copy: `sha256:${"0".repeat(64)}`,
        parts: ["election"],
      },
      ...{ heldAt: instantText(election.now), private: { where: "Second machine" } },
    }
    file.store.write(() => appendEntry(file, [keyNamed("a")], event, world))
    return look(election, "drill").split(" ")[0]
  }
  expect(held("verified", true)).toBe("pass")
  election.now += 60_000
  election.decide("seal")
  expect(look(election, "drill")).toMatch(/^warn .*"level":"verified"/u)
  expect([held("structure", true), held("verified", false), held("verified", true)]).toEqual(["warn", "fail", "pass"])
})

test("names that look like the genuine ones were looked at within a month, and nobody else has one", () => {
  const election = made().sealed()
  const { file, world } = election
  expect(look(election, "lookalikes")).toBe("not-run {}")
  const checked = (exists: number, unknown: number) => {
    election.now += 60_000
    const event: RegisterEvent = {
      ...{
        type: "lookalikes.checked",
        hosts: ["vote.example"],
        generated: 40,
        held: 2,
        exists,
        unknown,
        how: "resolver",
      },
      ...{ sha256: `sha256:${"0".repeat(64)}`, ...(exists === 0 ? {} : { private: { names: ["v0te.example"] } }) },
    }
    file.store.write(() => appendEntry(file, [keyNamed("a")], event, world))
    return look(election, "lookalikes").split(" ")[0]
  }
  expect([checked(1, 0), checked(0, 1), checked(0, 0)]).toEqual(["warn", "warn", "pass"])
  expect(look(election, "lookalikes", { now: election.now + 31 * 24 * 60 * 60 * 1000 })).toMatch(/^warn/u)
})

test("the official hosts were examined from outside within a week, and nothing was found", () => {
  const election = made({ addresses: '["https://vote.example", "https://help.example/faq"]' }).sealed()
  const { file, world } = election
  expect(look(election, "exposure")).toBe('not-run {"named":2}')
  const examined = (hosts: readonly string[], failedFound: number, warned = 0) => {
    election.now += 60_000
    const event: RegisterEvent = {
      ...{ type: "exposure.examined", hosts, requests: 200, failed: failedFound, warned },
      sha256: `sha256:${"0".repeat(64)}`,
      ...(failedFound + warned === 0 ? {} : { private: { findings: ["listing vote.example /backup/"] } }),
    }
    file.store.write(() => appendEntry(file, [keyNamed("a")], event, world))
    return look(election, "exposure")
  }
  expect(examined(["vote.example"], 0)).toBe('warn {"named":2,"missing":1,"failed":0,"warned":0}')
  expect(examined(["help.example"], 1)).toMatch(/^fail/u)
  expect(examined(["help.example"], 0, 1)).toMatch(/^warn/u)
  expect(examined(["help.example"], 0)).toBe('pass {"named":2,"missing":0,"failed":0,"warned":0}')
  expect(look(election, "exposure", { now: election.now + 8 * 24 * 60 * 60 * 1000 })).toMatch(/^warn/u)
})
