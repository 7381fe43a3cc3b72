import { spawnSync } from "node:child_process"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { hex } from "../../src/core/bytes.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { parseRequest, requestBytes } from "../../src/notes/time-stamp/request.ts"
import { openDatabase } from "../../src/store/sqlite.ts"
import type { Report } from "../../src/verify/report/report.ts"
import { TestWorld } from "../support/script.ts"
import { definitionWith } from "../support/short-definition.ts"
import { type Authority, ecKeys, makeAuthority, makeReply, makeToken, pem } from "../support/time-stamp-authority.ts"

/** The clocks of these tests show this instant. */
const at = Date.UTC(2014, 10, 28, 18)
const service = makeAuthority(at, ecKeys())
const stranger = makeAuthority(at, ecKeys())
const worlds: TestWorld[] = []
afterAll(() => {
  for (const world of worlds) world.remove()
})

/** Indents a root for a definition. */
const rootYaml = (root: Uint8Array) => `\n    - |\n${pem(root).replace(/^(?=.)/gm, "      ")}`.trimEnd()

/** Makes an election whose authority is constituted, under a definition that trusts these roots. */
async function constituted(...roots: readonly Uint8Array[]): Promise<TestWorld> {
  const world = new TestWorld()
  worlds.push(world)
  const put = (name: string, text: string) => {
    writeFileSync(join(world.cwd, name), text)
  }
  put("p.txt", "a passphrase of some length\n")
  const trusted = roots.length === 0 ? {} : { "time-stamps": `\n  roots:${roots.map(rootYaml).join("")}\n` }
  put("board.yaml", definitionWith(trusted))
  for (const member of ["a", "b", "c"]) {
    await world.run("key", "new", member, "--rehearsal", "--passphrase-file", "p.txt")
  }
  const keys = ["a", "b", "c"].map((member) => `${member}.key`)
  await world.run("init", "board.yaml", "--member-key", ...keys.map((key) => `${key}.pub`))
  expect(
    await world.run("constitute", "--key", ...keys, "--passphrase-file", "p.txt", "p.txt", "p.txt"),
    world.err,
  ).toBe(0)
  return world
}

const bytesOf = (world: TestWorld, name: string) => readFileSync(join(world.cwd, name))

/** Makes a service's answer to the request in a file. */
function answer(world: TestWorld, name: string, by: Authority = service, when = at): Uint8Array {
  const request = parseRequest(bytesOf(world, name))
  if ("fault" in request) throw new Error(request.fault.rule)
  return makeReply(makeToken(by, { imprint: request.imprint, nonce: request.nonce, at: when }))
}

function put(world: TestWorld, name: string, bytes: Uint8Array): void {
  writeFileSync(join(world.cwd, name), bytes)
}

let world: TestWorld
beforeAll(async () => {
  world = await constituted(service.root)
})

test("the last act in effect and the last checkpoint are stamped, and a list says what has a stamp", async () => {
  expect(await world.run("stamp", "request", "act", "1"), world.err).toBe(0)
  expect(world.out).toBe(
    "Request for a stamp of act 1 written to act-1.tsq\n" +
      "Send it to a time-stamping service, and take in what comes back:\n" +
      "  curl --data-binary @act-1.tsq -H Content-Type:application/timestamp-query -o act-1.tsr URL\n" +
      "  urne stamp attach act-1.tsr\n",
  )
  put(world, "act-1.tsr", answer(world, "act-1.tsq"))
  expect(await world.run("stamp", "attach", "act-1.tsr"), world.err).toBe(0)
  expect(world.out).toBe("act 1 is stamped: Friday, 28 November 2014 at 19:00 UTC+1, by Stamps\n")
  expect(await world.run("stamp", "attach", "act-1.tsr"), world.err).toBe(0)
  expect(world.out).toMatch(/^This file already had the stamp of act 1:/)
  await world.run("stamp", "list")
  expect(world.out).toMatch(/^act 1, constitute the authority +2014-11-28 19:00 +Stamps +trusted$/m)
  expect(world.out).toMatch(/^checkpoint of 6 entries +no stamp$/m)
  expect(await world.run("stamp", "request", "checkpoint", "--out", "last.tsq", "--policy", "1.2.3.4.1")).toBe(0)
  put(world, "last.tsr", answer(world, "last.tsq"))
  expect(await world.run("stamp", "attach", "last.tsr"), world.err).toBe(0)
  await world.run("--json", "stamp", "list")
  const { result } = JSON.parse(world.out) as { result?: unknown }
  expect(result ?? JSON.parse(world.out)).toMatchObject({ roots: 1 })
  expect(world.out).not.toContain('"stamps":[]')
})

test("the stamped bytes are those in the record", async () => {
  expect(await world.run("export", "--out", "record"), world.err).toBe(0)
  await world.run("stamp", "request", "act", "1", "--out", "again.tsq")
  const request = parseRequest(bytesOf(world, "again.tsq"))
  expect(request).toMatchObject({ policy: undefined })
  const act = readFileSync(join(world.cwd, "record/acts/0001-constitute.txt"))
  expect("imprint" in request && hex(request.imprint)).toBe(sha256Hex(act))
})

test("two requests for one thing differ, and a reply to another request is refused", async () => {
  await world.run("stamp", "request", "act", "1", "--out", "one.tsq")
  await world.run("stamp", "request", "act", "1", "--out", "two.tsq")
  expect(bytesOf(world, "one.tsq")).not.toEqual(bytesOf(world, "two.tsq"))
  const request = parseRequest(bytesOf(world, "one.tsq"))
  if ("fault" in request) throw new Error()
  put(world, "x.tsr", makeReply(makeToken(service, { imprint: request.imprint, nonce: 5n, at })))
  expect(await world.run("stamp", "attach", "x.tsr")).toBe(3)
  expect(world.err).toContain("does not know the request")
  // The copy that made the request knows it; this one is given it.
  put(world, "x.tsq", requestBytes({ imprint: request.imprint, nonce: 5n, policy: undefined }))
  expect(await world.run("stamp", "attach", "x.tsr", "--request", "x.tsq"), world.err).toBe(0)
  expect(await world.run("stamp", "attach", "x.tsr", "--request", "board.yaml")).toBe(3)
  expect(world.err).toContain("board.yaml is not a request")
})

test("a file that is not a stamp of this election, or of a trusted service, changes nothing", async () => {
  await world.run("--json", "stamp", "list")
  const before = world.out
  const refused = async (reply: Uint8Array, status: number, ...words: readonly string[]) => {
    put(world, "bad.tsr", reply)
    expect(await world.run("stamp", "attach", "bad.tsr")).toBe(status)
    for (const word of words) expect(world.err).toContain(word)
    expect(await world.run("--lang", "fr", "stamp", "attach", "bad.tsr")).toBe(status)
  }
  await world.run("stamp", "request", "act", "1", "--out", "q.tsq")
  await refused(answer(world, "q.tsq", stranger), 5, "lead to no root that the definition names")
  await refused(answer(world, "q.tsq", service, at + 3000 * 86_400_000), 5, "not valid at the instant", "Stamps, 2012-")
  await refused(bytesOf(world, "board.yaml"), 5, "not a time-stamp")
  const good = answer(world, "q.tsq")
  await refused(
    good.map((byte, place) => (place === good.length - 5 ? byte ^ 1 : byte)),
    5,
    "the signature is not",
  )
  const other = makeToken(service, { imprint: Uint8Array.from(Buffer.alloc(32, 1)), nonce: 1n, at })
  await refused(makeReply(other), 3, "stamps nothing that this election file holds")
  await world.run("--json", "stamp", "list")
  expect(world.out).toBe(before)
})

test("nothing else can be stamped", async () => {
  expect(await world.run("stamp", "request", "act", "2")).toBe(3)
  expect(world.err).toContain("act 2 is not in effect")
  expect(world.err).toContain("for these acts: 1")
  expect(await world.run("stamp", "request", "checkpoint", "1")).toBe(3)
  expect(world.err).toContain("there is no checkpoint of 1 entries")
  expect(await world.run("stamp", "request", "roll")).toBe(2)
  expect(await world.run("stamp", "request", "act", "1", "--policy", "1.2.x")).toBe(2)
  expect(world.err).toContain("object identifier")
})

test("a stamp is not anchored without a root in the definition, and the command says so", async () => {
  const own = await constituted()
  await own.run("stamp", "request", "act", "1")
  put(own, "act-1.tsr", answer(own, "act-1.tsq", stranger))
  expect(await own.run("stamp", "attach", "act-1.tsr"), own.err).toBe(0)
  expect(own.out).toContain("names no root")
  await own.run("--lang", "fr", "stamp", "list")
  expect(own.out).toContain("non ancré")
  expect(own.out).toContain("n’importe qui")
})

test("a root that is no certificate is a mistake of the definition, at its line", async () => {
  put(world, "bad.yaml", Buffer.from(definitionWith({ "time-stamps": "{ roots: [PEM] }" })))
  expect(await world.run("define", "bad.yaml", "--check")).toBe(3)
  expect(world.err + world.out).toMatch(/17:24: roots: “PEM” must be one certificate in PEM/)
})

/** Attaches a stamp of something. */
async function attached(own: TestWorld, what: readonly string[], by: Authority, when = at, ...line: readonly string[]) {
  const query = `${what.join("-")}-${readdirSync(own.cwd).length}.tsq`
  expect(await own.run("stamp", "request", ...what, "--out", query, ...line), own.err).toBe(0)
  put(own, "a.tsr", answer(own, query, by, when))
  expect(await own.run("stamp", "attach", "a.tsr", ...line), own.err).toBe(0)
}

const manifestOf = (own: TestWorld, record: string) =>
  bytesOf(own, `${record}/manifest.sha256`).toString().trimEnd().split("\n")

/** Verifies a record, and returns what is said of its stamps. */
async function verified(own: TestWorld, record: string, anchor: string) {
  expect(await own.run("verify", record, "--authority", anchor, "--json"), own.out + own.err).toBe(0)
  const report = JSON.parse(own.out) as Report
  return { verdict: report.verdict, state: report.beside.at(-1)?.state, stamps: report.stamps.length }
}

/** The fingerprint of the authority, which is the hash of the first act’s text. */
const anchorOf = (own: TestWorld, record: string) =>
  sha256Hex(`${bytesOf(own, `${record}/acts/0001-constitute.txt`).toString().split("\n\n")[0] ?? ""}\n`)

test.each([
  ["act 1", ["act", "1"]],
  ["checkpoint", ["checkpoint"]],
])("a stamp from before its %s is told at once, as verify will tell it", async (_, what) => {
  const early = makeAuthority(at - 3_600_000, ecKeys())
  const own = await constituted(early.root)
  await attached(own, what, early, at)
  expect(own.err).toBe("")
  await attached(own, what, early, at - 5000)
  expect(own.err).toMatch(
    /the stamp is kept, but verify will object to it \(T4\): it is of .*18:59 .* made at .*19:00 /,
  )
  expect(own.err).toContain("urne stamp request")
  expect(await own.run("export", "--out", "record"), own.err).toBe(0)
  await own.run("verify", "record", "--json")
  expect(own.out).toContain("STAMP_TIME")
})

test("stamps are exported beside what they stamp, earlier and later ones, and openssl reads them there", async () => {
  const second = makeAuthority(at, ecKeys())
  const own = await constituted(service.root, second.root)
  expect(await own.run("export", "--out", "before"), own.err).toBe(0)
  const anchor = anchorOf(own, "before")
  await attached(own, ["act", "1"], service)
  expect(await own.run("export", "--out", "first"), own.err).toBe(0)
  await attached(own, ["act", "1"], second)
  await attached(own, ["checkpoint"], service)
  expect(await own.run("export", "--out", "later"), own.err).toBe(0)
  expect(await own.run("export", "--tar", "later.tar"), own.err).toBe(0)
  expect(await own.run("export", "--out", "then", "--at-size", "5"), own.err).toBe(0)
  const names = readdirSync(join(own.cwd, "later/stamps")).sort()
  expect(names).toEqual(["act-0001-01.tsr", "act-0001-02.tsr", "checkpoint-000000006-01.tsr"])
  expect(readdirSync(join(own.cwd, "then"))).not.toContain("stamps")
  const sound = { verdict: "VERIFIED", state: "sound" }
  expect(await verified(own, "before", anchor)).toEqual({ ...sound, state: "absent", stamps: 0 })
  expect(await verified(own, "first", anchor)).toEqual({ ...sound, stamps: 1 })
  expect(await verified(own, "later", anchor)).toEqual({ ...sound, stamps: 3 })
  expect(await verified(own, "later.tar", anchor)).toEqual({ ...sound, stamps: 3 })
  // A stamp keeps its name, and nothing else of a record changes by it.
  expect(manifestOf(own, "later").filter((line) => !line.includes("stamps/"))).toEqual(manifestOf(own, "before"))
  expect(manifestOf(own, "later")).toEqual(expect.arrayContaining(manifestOf(own, "first")))
  if (spawnSync("openssl", ["version"]).status === 0) {
    put(own, "root.pem", Buffer.from(pem(service.root)))
    const of = ["-data", "later/acts/0001-constitute.txt", "-in", "later/stamps/act-0001-01.tsr"]
    const asOf = ["-CAfile", "root.pem", "-attime", String(at / 1000)]
    const said = spawnSync("openssl", ["ts", "-verify", ...of, ...asOf], { cwd: own.cwd, encoding: "utf8" })
    expect(said.stdout).toContain("Verification: OK")
  }
})

test("a stamp that came after the proclamation and after the export is in a later record, and both are verified", async () => {
  const own = new TestWorld()
  worlds.push(own)
  expect(await own.run("rehearse", "--members", "16", "--turnout", "80", "--quiet"), own.err).toBe(0)
  const file = readdirSync(join(own.cwd, "rehearsal")).find((name) => name.endsWith(".urne")) ?? ""
  const line = ["--file", join(own.cwd, "rehearsal", file)]
  const anchor = anchorOf(own, "rehearsal/bundle")
  const late = at + 100 * 86_400_000
  const { things } = await (async () => {
    await own.run("stamp", "list", "--json", ...line)
    return JSON.parse(own.out) as { readonly things: readonly { subject: string; number: number; kind: string }[] }
  })()
  const proclaim = things.find(({ kind }) => kind === "proclaim")?.number ?? 0
  await attached(own, ["act", String(proclaim)], service, late, ...line)
  if (things.some(({ subject }) => subject === "minutes")) await attached(own, ["minutes"], service, late, ...line)
  expect(await own.run("export", "--out", "later", ...line), own.err).toBe(0)
  expect(await verified(own, "rehearsal/bundle", anchor)).toEqual({ verdict: "VERIFIED", state: "absent", stamps: 0 })
  expect(await verified(own, "later", anchor)).toMatchObject({ verdict: "VERIFIED", state: "sound" })
  await own.run("verify", "later")
  expect(own.out).toContain("from Stamps: not anchored, since the definition names no root")
})

test("a stamp that somebody wrote into the file is noticed", async () => {
  const own = await constituted(service.root)
  await own.run("stamp", "request", "act", "1")
  const { imprint } = parseRequest(bytesOf(own, "act-1.tsq")) as { imprint: Uint8Array }
  const put = (token: Uint8Array, number: number) => {
    const db = openDatabase(join(own.cwd, "board.urne"))
    db.prepare("INSERT INTO time_stamp (subject, number, token) VALUES ('act', ?, ?)").run(number, token)
    db.close()
  }
  put(makeToken(service, { imprint, nonce: 9n, at }), 1)
  expect(await own.run("stamp", "list"), own.err).toBe(0)
  put(makeToken(stranger, { imprint, nonce: 9n, at }), 1)
  expect(await own.run("stamp", "list")).toBe(4)
  expect(own.err).toContain("time-stamp")
  // What it stamps can be published without it, as the refusal says.
  expect(await own.run("export", "--out", "refused")).toBe(4)
  expect(own.err).toContain("urne export --without-stamps")
  expect(await own.run("export", "--out", "record", "--without-stamps"), own.err).toBe(0)
  expect(readdirSync(join(own.cwd, "record"))).not.toContain("stamps")
  expect(await verified(own, "record", anchorOf(own, "record"))).toMatchObject({ verdict: "VERIFIED", state: "absent" })
})
