import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { type AttestedCheck, attestedChecks, type PreflightCheck } from "../../src/core/vocabulary.ts"
import { parseRequest } from "../../src/notes/time-stamp/request.ts"
import { NoticeNight, oneMember, twoMembers } from "../support/notice-night.ts"
import { ecKeys, makeAuthority, makeReply, makeToken, pem } from "../support/time-stamp-authority.ts"

const nights: NoticeNight[] = []
afterEach(() => {
  for (const { world } of nights.splice(0)) world.remove()
})

async function sealedNight(...how: Parameters<NoticeNight["seal"]>): Promise<NoticeNight> {
  const night = new NoticeNight()
  nights.push(night)
  return night.seal(...how)
}

interface RunJson {
  readonly counts: Readonly<Record<"pass" | "warn" | "fail" | "not-run", number>>
  readonly checks: readonly {
    readonly check: PreflightCheck
    readonly status: string
    readonly facts: Readonly<Record<string, number | string>>
    readonly before?: string | null
  }[]
  readonly entered: { readonly run: number; readonly entry: number } | null
}

async function run(night: NoticeNight, ...argv: readonly string[]): Promise<RunJson> {
  await night.urne("preflight", ...argv, "--json")
  return JSON.parse(night.world.out) as RunJson
}

function statusOf({ checks }: RunJson, check: PreflightCheck): string | undefined {
  return checks.find((one) => one.check === check)?.status
}

describe("the evening before", () => {
  test("what fails holds the opening up until it is repaired, or until the authority decides to go on", async () => {
    const night = await sealedNight()
    const first = await run(night, "--clock", "2014-11-28T19:40", ...oneMember)
    expect([statusOf(first, "backup"), statusOf(first, "clock"), statusOf(first, "seal")]).toEqual([
      ...["fail", "fail", "pass"],
    ])
    expect(first.entered).toMatchObject({ run: 1 })
    expect(await night.ending(4, "open", ...twoMembers)).toMatch(/leave open: .*backup.*urne override backup|clock/su)

    await night.urne("backup", "copy.urne-backup")
    const second = await run(night, "--clock", "2014-11-28T19:40", ...oneMember)
    expect(second.checks.find(({ check }) => check === "backup")).toMatchObject({ status: "pass", before: "fail" })
    expect(await night.ending(4, "open", ...twoMembers)).toMatch(/leave open: the clock is right\n/u)
    // What passed cannot be overridden, and nobody overrides without saying why.
    expect(await night.ending(4, "override", "backup", "--reason", "Why not", ...twoMembers)).toMatch(
      /nothing wanting/u,
    )
    expect(await night.ending(2, "override", "luck", "--reason", "Why not", ...twoMembers)).toMatch(/backup/u)
    expect(await night.urne("override", "clock", "--reason", "The other clock is slow", ...twoMembers)).toMatch(
      /Overrides +the clock is right/u,
    )
    expect(await night.urne("preflight", "list")).toMatch(/Overridden by the authority: the clock is right/u)
    expect(await night.urne("open", ...twoMembers)).toMatch(/Checks before +entry \d+: \d+ pass, \d+ warn, 1 fail/u)
  })

  test("a check that passed and fails again is decided anew, one that went on failing is not", async () => {
    const night = await sealedNight()
    await night.urne("backup", "copy.urne-backup")
    const wrong = ["--clock", "2014-11-28T19:40", ...oneMember]
    await run(night, ...wrong)
    await night.urne("override", "clock", "--reason", "The other clock is slow", ...twoMembers)
    await run(night, ...wrong)
    expect(await night.urne("preflight", "list")).toMatch(/Nothing stands in the way/u)
    await run(night, "--clock", "2014-11-28T19:10", ...oneMember)
    await run(night, ...wrong)
    expect(await night.ending(4, "open", ...twoMembers)).toMatch(/leave open: the clock is right/u)
  })

  test("without a key nothing is entered, and nothing is held up", async () => {
    const night = await sealedNight()
    const { entered } = await run(night)
    expect(entered).toBeNull()
    expect(await night.urne("preflight", "list")).toMatch(/were not run/u)
    await night.urne("open", ...twoMembers)
  })

  test("a record shows the runs, and `verify` finds them sound", async () => {
    const night = await sealedNight()
    await night.urne("backup", "copy.urne-backup")
    await run(night, "--clock", "2014-11-28T19:10", ...oneMember)
    await night.urne("open", ...twoMembers)
    night.at("2014-11-28T19:00:00Z")
    await night.urne("open")
    await night.urne("export", "--out", "record")
    await night.urne("verify", "record", "--json")
    const { checks, findings } = JSON.parse(night.world.out) as {
      readonly checks: readonly { readonly check: string; readonly checked: number }[]
      readonly findings: readonly unknown[]
    }
    expect(findings).toEqual([])
    expect(checks.find(({ check }) => check === "R13")).toMatchObject({ checked: 2 })
  })
})

const association = {
  profile: "association",
  trustees: "{ mandatory: [registry, keeper] }",
  help: "{ phone: '+33 1 99 00 00 00', email: null }",
}

describe("an election that is held to a profile", () => {
  test("is not opened before the checks were run and what they demand was done", async () => {
    const night = await sealedNight(association, { holders: 2 })
    expect(await night.ending(4, "open", ...twoMembers)).toMatch(
      /not run since the seal\n.*urne preflight --key FILE/su,
    )
    expect(await night.urne("status")).toMatch(/urne preflight --key/u)
    await run(night, ...oneMember)
    expect(await night.urne("status")).toMatch(/urne override/u)
    // The clock was not compared, and the profile demands it.
    expect(await night.ending(4, "open", ...twoMembers)).toMatch(/leave open: .*the clock is right.*backup/su)
    await night.urne("backup", "copy.urne-backup")
    const last = await run(night, "--clock", "2014-11-28T19:10", ...oneMember)
    expect(last.checks.find(({ check }) => check === "profile")).toMatchObject({ status: "pass", facts: { unmet: 0 } })
    await night.urne("open", ...twoMembers)
  })

  test("is refused where its definition does not meet it, with the article and the line", async () => {
    const night = new NoticeNight()
    nights.push(night)
    await expect(night.seal({ ...association, trustees: "{ mandatory: [registry] }" })).rejects.toThrow(
      /board\.yaml:\d+:\d+.*profile association, keys-apart .*1 person holds a key/su,
    )
  })
})

describe("what somebody attests", () => {
  test.each(attestedChecks)("%s passes and fails as it was attested", async (check: AttestedCheck) => {
    const night = await sealedNight()
    expect(statusOf(await run(night), check)).toBe("not-run")
    const said = ["preflight", "attest", check, "--day", "2014-11-10", "--note", "Seen by both", ...oneMember]
    await night.urne(...said)
    expect(statusOf(await run(night), check)).toBe("pass")
    await night.urne(...said, "--failed")
    expect(statusOf(await run(night), check)).toBe("fail")
  })

  test("letters that were posted too late for the profile fail", async () => {
    const night = await sealedNight()
    const posted = (day: string) =>
      night.urne("preflight", "attest", "letters-posted", "--day", day, "--note", "Slip", ...oneMember)
    await posted("2014-11-13")
    expect(statusOf(await run(night, "--profile", "cgfp-2026"), "letters-posted")).toBe("pass")
    await posted("2014-11-14")
    expect(statusOf(await run(night, "--profile", "cgfp-2026"), "letters-posted")).toBe("fail")
    expect(statusOf(await run(night), "letters-posted")).toBe("pass")
  })

  test("a day that is none, or none at all, is refused before a key is asked for", async () => {
    const night = await sealedNight()
    expect(await night.ending(2, "preflight", "attest", "letters-posted", "--day", "2014-02-30")).toMatch(/2014-11-10/u)
    expect(await night.ending(2, "preflight", "attest", "letters-posted")).toMatch(/--day/u)
    expect(await night.ending(2, "preflight", "attest", "weather")).toMatch(/letters-posted/u)
  })
})

describe("those who vouch from outside", () => {
  test("a witness that is silent fails, and passes once it has cosigned", async () => {
    const night = await sealedNight({}, { witnessed: true })
    const { checks } = await run(night)
    expect(checks.find(({ check }) => check === "witnesses")).toMatchObject({ status: "fail", facts: { silent: 1 } })
    const [, urnKey = ""] = /Urn key 1: (\S+)/u.exec(await night.urne("authority", "list")) ?? []
    await night.urne("checkpoint", "request", "--out", "request")
    const cosigning = ["--key", "press.key", "--passphrase-file", "p.txt", "--urn", urnKey, "--out", "cosigned"]
    await night.urne("checkpoint", "cosign", "request", ...cosigning)
    await night.urne("checkpoint", "import", "cosigned")
    expect(statusOf(await run(night), "witnesses")).toBe("pass")
  })

  test("a seal without a time-stamp fails, and passes with one of a service that is trusted", async () => {
    const at = Date.parse("2014-11-28T18:10:00Z")
    const service = makeAuthority(at, ecKeys())
    const root = pem(service.root)
      .replace(/^(?=.)/gmu, "      ")
      .trimEnd()
    const night = await sealedNight({ "time-stamps": `\n  roots:\n    - |\n${root}\n` })
    expect(statusOf(await run(night), "time-stamps")).toBe("fail")
    await night.urne("stamp", "request", "act", "2", "--out", "seal.tsq")
    const request = parseRequest(readFileSync(join(night.world.cwd, "seal.tsq")))
    if ("fault" in request) throw new Error(request.fault.rule)
    const { imprint, nonce } = request
    const reply = makeReply(makeToken(service, { imprint, nonce, at: night.world.now }))
    writeFileSync(join(night.world.cwd, "seal.tsr"), reply)
    await night.urne("stamp", "attach", "seal.tsr")
    expect(statusOf(await run(night), "time-stamps")).toBe("pass")
  })
})

describe("what the machine shows", () => {
  test("a secret file that others may read is counted", async () => {
    const night = await sealedNight()
    expect(statusOf(await run(night), "modes")).toBe("pass")
    chmodSync(join(night.world.cwd, "a.key"), 0o644)
    const { checks } = await run(night)
    expect(checks.find(({ check }) => check === "modes")).toMatchObject({ status: "fail", facts: { readable: 1 } })
  })

  test("an urn key that is gone fails", async () => {
    const night = await sealedNight()
    expect(statusOf(await run(night), "urn-key")).toBe("pass")
    rmSync(join(night.world.cwd, "board.urn-key"))
    expect(statusOf(await run(night), "urn-key")).toBe("fail")
  })
})
