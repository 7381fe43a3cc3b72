import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import * as z from "zod"
import { shellWord, shellWords } from "../../src/core/shell-word.ts"
import { parseRequest } from "../../src/notes/time-stamp/request.ts"
import { ageKey, writeIdentity } from "../support/custody.ts"
import { expectContract, fileOf, kept, publishedSchemas, schemas, unfit } from "../support/json/contract.ts"
import { type KeptElection, layOut } from "../support/kept-elections.ts"
import { NoticeNight, oneMember, twoMembers } from "../support/notice-night.ts"
import { commandsOf, nameOf, programTree } from "../support/reference.ts"
import { TestWorld } from "../support/script.ts"
import { noNetwork } from "../support/tools.ts"
import { ecKeys, makeAuthority, makeReply, makeToken } from "../support/time-stamp-authority.ts"

const docs = new URL("../../docs/json/", import.meta.url).pathname

const published = publishedSchemas()

const worlds: TestWorld[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove()
})

/** Lays out an election of format 1 in one of its phases, and sets the clock to that phase. */
function at(instant: string, phase: string, election: KeptElection = "rehearsal"): TestWorld {
  const world = new TestWorld()
  worlds.push(world)
  if (phase !== "") layOut(election, phase, world.cwd)
  world.now = Date.parse(instant)
  return world
}

const refusedConnection = { kind: "failure", failure: "refused", cause: "ECONNREFUSED", milliseconds: 1 } as const

/** Runs a command for a program: its output is checked against the contract and against the published schema. */
async function json(world: TestWorld, ...argv: readonly string[]): Promise<Record<string, unknown>> {
  return ending(0, world, ...argv)
}

async function ending(status: number, world: TestWorld, ...argv: readonly string[]): Promise<Record<string, unknown>> {
  expect(await world.run(...argv, "--json"), `urne ${argv.join(" ")}\n${world.out}${world.err}`).toBe(status)
  const said = JSON.parse(world.out) as Record<string, unknown>
  const text = published.get(fileOf(String(said["command"]))) ?? ""
  const schema = z.fromJSONSchema(JSON.parse(text) as z.core.JSONSchema.JSONSchema)
  expect(schema.safeParse(said).error?.message).toBeUndefined()
  return said
}

const keys = (...who: readonly string[]) => [
  ...["--key", ...who.map((name) => `${name}.key`)],
  ...["--passphrase-file", ...who.map((name) => `${name}.txt`)],
]
const files = (...who: readonly string[]) => [
  ...["--key", ...who.map((name) => `${name}.trustee-key`)],
  ...["--passphrase-file", ...who.map((name) => `${name}.txt`)],
]
const officer = ["--codes", "codes.age", "--key", "officer.key", "--passphrase-file", "officer.txt"]
const code = (world: TestWorld, member: number) => {
  const line = readFileSync(join(world.cwd, "codes.tsv"), "utf8").split("\n")[member - 1] ?? ""
  world.stdin = `${line.split("\t")[1] ?? ""}\n`
}

describe("the JSON of every command keeps the contract:", () => {
  test("before there is an election", async () => {
    const world = at("2014-11-01T09:00:00Z", "")
    expect(await json(world, "status")).toMatchObject({ next: ["urne", "define", "election.yaml"] })
    await json(world, "define", "election.yaml", "--example")
    await json(world, "define", "election.yaml", "--check")
    await json(world, "status")
    await world.io().files.writeWhole("p.txt", "a passphrase of some length\n")
    await json(world, "key", "new", "anne", "--rehearsal", "--passphrase-file", "p.txt")
    await json(world, "key", "show", "anne.key", "--passphrase-file", "p.txt")
    await json(world, "completion", "bash")
    await json(world, "rehearse", "--members", "12", "--turnout", "100", "--out", "night")
  })

  test("a draft, and who decides", async () => {
    const world = at("2014-11-10T10:00:00Z", "draft")
    await json(
      world,
      "init",
      "board.yaml",
      "--out",
      "again.urne",
      "--member-key",
      ...["anne", "bruno", "chloe"].map((name) => `${name}.key.pub`),
    )
    const draft = (...argv: readonly string[]) => json(world, "--file", "board.urne", ...argv)
    await draft("constitute")
    await draft("status")
    await draft("act", "show")
    await draft(
      "act",
      "reserve",
      "--reason",
      "The notice was short",
      "--key",
      "chloe.key",
      "--passphrase-file",
      "chloe.txt",
    )
    await draft("act", "decline", "--reason", "No time", "--key", "chloe.key", "--passphrase-file", "chloe.txt")
    await draft("act", "withdraw")
    await draft("constitute", ...keys("anne", "bruno"))
    await draft("act", "sign", ...keys("chloe"))
    await draft("authority", "list")
    await draft("annul", "--yes", "--reason", "A trial", ...keys("anne"))
    await draft("act", "export", "--out", "act.json")
    await json(world, "act", "sign", "act.json", ...keys("bruno"), "--out", "signed.json")
    await draft("act", "import", "signed.json")
  })

  test("an urgent suspension", async () => {
    const night = new NoticeNight()
    worlds.push(night.world)
    await night.open({
      authority: `
  name: Board
  quorum: { total: 2 }
  urgent-suspension: {}
  members: [{ id: a, name: Anne Made-up }, { id: b, name: Bruno Invented }, { id: c, name: Chloé Nobody }]`,
    })
    night.at("2014-11-28T20:30:00Z")
    const why = ["--reason", "The site answers nobody"]
    expect(await json(night.world, "suspend-urgently", ...why, ...oneMember)).toMatchObject({
      ...{ number: 1, from: "2014-11-28T20:30:00Z", until: "2014-11-28T21:30:00Z" },
      ...{ closes: "2014-11-29T19:00:00Z", signed: ["a"] },
    })
    expect(await json(night.world, "status")).toMatchObject({
      ...{ phase: "suspended", urgentSuspension: { number: 1, signed: ["a"] } },
    })
    await json(night.world, "journal", "list")
    night.at("2014-11-28T22:00:00Z")
    await night.urne("extend", "--closes", "2014-11-29T21:00", ...why, ...twoMembers)
    expect(await json(night.world, "suspend-urgently", "draft", ...why)).toMatchObject({
      ...{ number: 2, holdsUntil: "2014-11-28T22:15:00Z", signatures: 1, path: "suspension-2.json" },
    })
    expect(await json(night.world, "suspend-urgently", "sign", "suspension-2.json", ...oneMember)).toMatchObject({
      ...{ members: ["a"], signed: ["a"], needed: 1, path: "suspension-2.signed.json" },
    })
    expect(await json(night.world, "suspend-urgently", "publish", "suspension-2.signed.json")).toMatchObject({
      ...{ number: 2, from: "2014-11-28T22:00:00Z", signed: ["a"] },
    })
  })

  test("checks before the vote", async () => {
    const night = new NoticeNight()
    worlds.push(night.world)
    await night.seal()
    expect(await json(night.world, "preflight", "--clock", "2014-11-28T18:00", ...oneMember)).toMatchObject({
      ...{ profile: null, entered: { run: 1, entry: 1 } },
    })
    const said = ["--day", "2014-11-10", "--note", "Slip", ...oneMember]
    expect(await json(night.world, "preflight", "attest", "letters-posted", ...said)).toMatchObject({
      ...{ check: "letters-posted", status: "pass", entry: 2, by: ["a"] },
    })
    expect(
      await json(night.world, "override", "clock", "backup", "--reason", "They are slow", ...twoMembers),
    ).toMatchObject({
      ...{ kind: "override", state: "effective" },
    })
    expect(await json(night.world, "preflight", "list")).toMatchObject({
      ...{ runs: [{ run: 1, by: ["a"] }], last: 1, open: [], overridden: ["clock", "backup"], faults: [] },
    })
  })

  test("copies, and who holds them", async () => {
    const { world } = await new NoticeNight().open()
    worlds.push(world)
    const key = await ageKey()
    writeIdentity(world, "id.txt", key)
    expect(await json(world, "backup", "all.age", "--to", key.recipient)).toMatchObject({ recipients: [key.recipient] })
    const copy = ["all.age", "--identity", "id.txt"]
    expect(await json(world, "restore", ...copy, "--out", "restored")).toMatchObject({
      ...{ path: "restored", standing: { relation: "equal" }, rehearsal: true },
    })
    const drill = ["restore", "--drill", ...copy, ...oneMember]
    expect(await json(world, ...drill)).toMatchObject({
      ...{ drills: [{ level: "verified", passed: true }], recorded: [{ drill: 1 }] },
    })
    expect(await json(world, ...drill, "--out", "drill.note")).toMatchObject({ recorded: [{ note: "drill.note" }] })
    expect(await json(world, "custody", "drill", "drill.note", ...oneMember)).toMatchObject({ drill: 2, by: ["a"] })
    const held = ["--holder", "a", "--place", "The town hall", "--since", "2014-11-28T20:00", "--medium", "Stick"]
    const stick = ["stick-1", "--kind", "encrypted-backup", "--of-file", "all.age"]
    await json(world, "custody", "copy", ...stick, ...held, "--seal", "7", ...oneMember)
    await json(world, "custody", "copy", "stick-2", "--kind", "other", ...held, ...oneMember)
    await json(world, "custody", "copy", "stick-3", "--kind", "other", ...held, ...oneMember)
    const handed = ["--handed", "2014-11-28T20:00", "--condition", "Whole", "--seal", "8", ...twoMembers]
    expect(await json(world, "custody", "transfer", "stick-1", "--from", "a", "--to", "b", ...handed)).toMatchObject({
      ...{ copy: "stick-1", by: ["a", "b"], warnings: [{ code: "seal-differs" }] },
    })
    await json(world, "custody", "lost", "stick-2", "--reason", "It is not there", ...oneMember)
    await json(world, "custody", "destroyed", "stick-3", "--reason", "By the bailiff", ...oneMember)
    const [trustee = ""] = readdirSync(world.cwd).filter((name) => name.endsWith(".trustee-key"))
    const medium = ["--medium-passphrase-file", "p.txt", "--label", "Red stick", ...oneMember]
    expect(await json(world, "custody", "medium", trustee, ...medium)).toMatchObject({
      ...{ medium: "holder", holder: "registry" },
    })
    expect(await json(world, "custody", "list")).toMatchObject({
      copies: [{ holder: "b" }, { end: "lost" }, { end: "destroyed" }],
    })
    expect(await json(world, "custody", "show", "stick-1")).toMatchObject({
      chain: [{ seal: "7" }, { otherSeal: true }],
    })
    expect(await json(world, "status")).toMatchObject({ custody: { answer: "not-proven" } })
    expect(await json(world, "custody", "report", "--pdf", "custody.pdf")).toMatchObject({
      ...{ answer: "not-proven", written: ["custody.pdf"] },
      parts: [
        { part: "election", state: "proven", proof: { by: "drill", level: "verified" }, holders: ["b"] },
        { part: "urn-key", state: "proven" },
        { part: "officer", state: "unproven" },
        { part: "holder", of: "registry", proof: { by: "medium" }, days: 0, old: false },
        { part: "definition", state: "proven" },
        { part: "letters", state: "proven" },
      ],
    })
  })

  test("an incident", async () => {
    const world = at("2014-11-10T10:00:00Z", "draft")
    const members = ["anne", "bruno", "chloe"]
    await json(world, "init", "board.yaml", "--out", "i.urne", "--member-key", ...members.map((id) => `${id}.key.pub`))
    const room = (...argv: readonly string[]) => json(world, "--file", "i.urne", ...argv)
    await room("constitute", ...keys(...members))
    world.now += 60_000
    const [anne, words] = [keys("anne"), ["--what", "It answers nobody"]]
    const host = ["--kind", "host", "--operator", "Host", "--place", "Toulouse, France", "--from", "2014-11-10T10:30"]
    await room("component", "add", "web-1", ...host, "--contact", "Jo", "--contract", "7", ...anne)
    expect(await room("component", "add", "site", ...host, "--runs-on", "web-1", ...anne)).toMatchObject({ version: 1 })
    expect(await room("component", "change", "web-1", "--until", "2014-11-10T10:40", ...anne)).toMatchObject({
      ...{ component: "web-1", version: 2, by: ["anne"] },
    })
    const incident = (word: string, ...argv: readonly string[]) => room("incident", word, "1", ...argv, ...anne)
    const since = ["--from", "2014-11-10T11:00", "--effect", "interruption", "--seen-by", "Jo"]
    await room("incident", "open", "--title", "The site", ...words, ...since, ...anne)
    await incident("observe", ...words, ...since, "--until", "2014-11-10T11:00", "--component", "site")
    const said = ["--said", "2014-11-10T11:00", "--where", "on the radio"]
    await incident("claim", "--cause", "intrusion", "--claimant", "operator", "--by", "Host", ...words, ...said)
    await world.io().files.writeWhole("log.txt", "nothing\n")
    await incident("evidence", "log.txt", ...words)
    await incident("judge", "1", "--status", "supported", "--evidence", "1", "--reason", "It is in the log")
    await incident("conclude", "--finding", "confirmed", "--claim", "1", ...words)
    expect(await room("component", "list", "--operator", "host")).toMatchObject({
      components: [
        { until: "2014-11-10T09:40:00Z", contact: "Jo" },
        { component: "site", incidents: [1] },
      ],
      of: { operator: "Host", runs: ["site"], ran: ["web-1"], runsNot: [] },
    })
    expect(await room("component", "show", "site", "--operator", "Other")).toMatchObject({
      ...{ signed: "before-seal", versions: [{ version: 1 }], of: { runs: [], runsNot: ["web-1", "site"] } },
    })
    const files = ["--svg", "map.svg", "--pdf", "map.pdf"]
    expect(await room("component", "map", ...files)).toMatchObject({ written: ["map.svg", "map.pdf"] })
    world.network = { ...noNetwork, resolve: () => Promise.resolve({ kind: "absent" }) }
    await world.io().files.writeWhole("held.txt", "vote-example.org\nno name\n")
    const lists = ["--held", "held.txt", "--resolver", "192.0.2.53", "--most", "20", "--out", "names.csv"]
    expect(await room("preflight", "domains", ...lists, ...anne)).toMatchObject({
      ...{ hosts: ["vote.example.org"], how: "resolver", faults: [{ line: 2, text: "no name" }], written: "names.csv" },
    })
    const letter = ["--document", "held.txt", "--by", "Max Made-up", "--until", "2014-11-20T20:00"]
    await room("preflight", "authorise", "vote.example.org", ...letter, ...anne)
    world.network = { ...noNetwork, request: () => Promise.resolve(refusedConnection) }
    const report = ["--out", "report.json", ...anne]
    expect(await ending(5, world, "--file", "i.urne", "preflight", "exposure", ...report)).toMatchObject({
      ...{ requests: 1, failed: 1, findings: [{ class: "no-answer", seen: { rule: "refused" } }] },
    })
    await incident("decide", "--ballots", "0", "--evidence", "1", ...words)
    await incident("decide", "--hours", "site=30", ...words)
    await incident("authorise", "1", "--act", "1")
    await incident("tell", "--whom", "data-protection", ...words)
    await incident("correct", "--entry", "5", ...words)
    await room("incident", "list")
    expect(await room("status")).toMatchObject({ incidents: [{ number: 1, title: "The site" }], deadlines: [] })
    const statement = ["--statement", "We look into it", "--cites", "1"]
    expect(await room("notice", ...statement, ...keys("anne", "bruno"))).toMatchObject({
      issued: { number: 1, cites: [1] },
    })
    expect(await room("notice", "--correct", "1:11", ...keys("anne", "bruno"))).toMatchObject({
      issued: { number: 2, corrects: [{ notice: 1, line: 11 }] },
    })
    expect(await room("notice", "--due", ...keys("anne", "bruno"))).toMatchObject({ issued: null })
    expect(await room("notice", "draft")).toMatchObject({ drafted: { number: 3, path: "notice-3.json" } })
    expect(await room("notice", "sign", "notice-3.json", ...keys("anne"))).toMatchObject({ members: ["anne"] })
    expect(await room("notice", "publish", "notice-3.signed.json", ...keys("bruno"))).toMatchObject({
      issued: { number: 3, signers: ["anne", "bruno"] },
    })
    expect(await room("notice", "list")).toMatchObject({ notices: [{ number: 1 }, { number: 2 }, { number: 3 }] })
    await room("notice", "show", "1")
    await room("notice", "export", "1", "--out", "notice-1.txt", "--html", "notice-1.html", "--data", "notice-1.json")
    expect(await room("observer", "export", "--out", "observer.json")).toMatchObject({ notices: 3 })
    expect(await json(world, "observer", "show", "observer.json")).toMatchObject({ notices: [{}, {}, { number: 3 }] })
    expect(await json(world, "compare", "observer.json", "observer.json")).toMatchObject({ verdict: "equal" })
    await incident("close", "--reason", "Dealt with")
    await incident("reopen", "--reason", "Again")
    expect(await room("incident", "show", "1")).toMatchObject({ evidence: [{ kept: "there" }], turns: [{}, {}] })
    const made = ["--why", "It was full", "--from", "2014-11-10T11:00", "--who", "Jo", "--incident", "1"]
    await room("intervention", "add", ...words, ...made, ...anne)
    await room("intervention", "correct", "1", ...words, ...anne)
    expect(await room("intervention", "list")).toMatchObject({ interventions: [{ corrections: [{}] }] })
  })

  test("watching the official addresses", async () => {
    const night = new NoticeNight()
    worlds.push(night.world)
    await night.open()
    const body = Buffer.from("<title>Vote</title>")
    const served = { kind: "answer", status: 200, headers: {}, body, cut: false, location: undefined } as const
    const answer = { ...served, milliseconds: 20, address: "127.0.0.1", tls: undefined }
    night.world.network = { ...noNetwork, request: () => Promise.resolve(answer) }
    const [url] = ["https://vote.example/"]
    expect(await json(night.world, "watch", "reference", url, ...oneMember)).toMatchObject({
      pages: [{ url, status: 200, size: 19, title: "Vote", certificate: { until: null } }],
    })
    expect(await json(night.world, "watch", "--once", ...oneMember)).toMatchObject({
      ...{ ended: "once", addresses: [{ url, state: "up", polls: 1, failed: 0 }], entries: 1, incidents: [] },
    })
  })

  test("observations, complaints, and scans of papers", async () => {
    const world = at("2014-11-10T10:00:00Z", "draft")
    const members = ["anne", "bruno", "chloe"]
    await json(world, "init", "board.yaml", "--out", "c.urne", "--member-key", ...members.map((id) => `${id}.key.pub`))
    const room = (...argv: readonly string[]) => json(world, "--file", "c.urne", ...argv)
    await room("constitute", ...keys(...members))
    const anne = keys("anne")
    const jo = ["--role", "voter", "--name", "Jo Invented"]
    const first = await room(
      "complaint",
      "add",
      "The list names me twice",
      ...jo,
      "--contact",
      "jo@example.org",
      ...anne,
    )
    expect(first).toMatchObject({ number: 1, due: "2014-11-11T10:00:00Z", published: false })
    expect(await room("status")).toMatchObject({ complaints: [{ complaint: 1, role: "voter" }] })
    const since = ["--what", "The site", "--from", "2014-11-10T10:30", "--effect", "none"]
    await room("incident", "open", "--title", "The site", ...since, ...anne)
    const late = ["--role", "delegate", "--name", "Max Made-up", "--incident", "1", "--answer-within", "2", "--public"]
    expect(await room("complaint", "add", "It opened late", ...late, ...anne)).toMatchObject({
      ...{ number: 2, due: "2014-11-10T12:00:00Z", published: true },
    })
    await room("complaint", "answer", "1", "There were two of that name", "--outcome", "rejected", ...anne)
    const again = ["--outcome", "upheld", "--act", "1", "--incident", "1", "--public", ...anne]
    expect(await room("complaint", "answer", "1", "It did", ...again)).toMatchObject({ complaint: 1, answer: 2 })
    expect(await room("complaint", "list")).toMatchObject({
      complaints: [
        { answers: [{ published: false }, { act: 1, published: true }] },
        { incident: 1, text: "It opened late" },
      ],
    })
    expect(await room("complaint", "show", "1")).toMatchObject({ name: "Jo Invented", contact: "jo@example.org" })
    expect(await room("complaint", "receipt", "1")).not.toHaveProperty("path")
    expect(await room("complaint", "receipt", "2", "--out", "two.txt")).toMatchObject({ complaint: 2, path: "two.txt" })
    await room("observation", "add", "The hall was full", "--role", "delegate", "--name", "Max Made-up", ...anne)
    await room("observation", "add", "We agree", "--role", "authority", "--public", ...anne)
    expect(await room("observation", "list")).toMatchObject({
      observations: [
        { number: 1, name: "Max Made-up" },
        { number: 2, published: true },
      ],
    })
    await world.io().files.writeWhole("scan.pdf", "a scan\n")
    await room("paper", "attach", "scan.pdf", "--as", "zero-report", "--what", "Signed by all", ...anne)
    expect(await room("paper", "list")).toMatchObject({ papers: [{ paper: "zero-report", size: 7, kept: "there" }] })
  })

  test("a time-stamp", async () => {
    const world = at("2014-11-10T10:00:00Z", "draft")
    const draft = (...argv: readonly string[]) => json(world, "--file", "board.urne", ...argv)
    await draft("constitute", ...keys("anne", "bruno", "chloe"))
    expect(await draft("stamp", "request", "act", "1")).toMatchObject({ path: "act-1.tsq", policy: null })
    const request = parseRequest(readFileSync(join(world.cwd, "act-1.tsq")))
    if ("fault" in request) throw new Error(request.fault.rule)
    const token = makeToken(makeAuthority(world.now, ecKeys()), { ...request, at: world.now })
    await world.io().files.writeWhole("act-1.tsr", makeReply(token))
    expect(await draft("stamp", "attach", "act-1.tsr")).toMatchObject({ added: true, stamp: { anchored: false } })
    expect(await draft("stamp", "list")).toMatchObject({
      roots: 0,
      things: [{ number: 1, stamps: [{ accuracy: 1100 }] }, {}],
    })
  })

  test("the register", async () => {
    const world = at("2014-11-10T10:00:00Z", "draft")
    const passphrase = ["--passphrase-file", "anne.txt"]
    const members = ["anne", "bruno", "chloe"]
    const pub = members.map((name) => `${name}.key.pub`)
    await json(world, "init", "board.yaml", "--out", "r.urne", "--member-key", ...pub)
    const dated = (...argv: readonly string[]) => json(world, "--file", "r.urne", ...argv)
    await dated("constitute", ...keys(...members))
    await json(world, "key", "new", "desk-1", "--rehearsal", ...passphrase)
    const name = ["--name", "Jo Invented"]
    await dated("writer", "add", "desk-1.key.pub", "--role", "desk", ...name, ...keys("anne", "bruno"))
    const desk = ["--key", "desk-1.key", ...passphrase]
    expect(await dated("log", "add", "The lamp failed", ...desk)).toMatchObject({ entry: 2, published: false })
    await dated("log", "add", "The hall is open", "--public", ...desk)
    expect(await dated("log", "list")).toMatchObject({ lines: [{ by: ["desk-1"] }, { published: true }] })
    expect(await dated("attendance", "in", "Max Made-up", "--role", "bailiff", ...desk)).toMatchObject({ entry: 4 })
    expect(await dated("attendance", "list")).toMatchObject({ people: [{ name: "Max Made-up", to: null }] })
    expect(await dated("attendance", "out", "max made-up", ...desk)).toMatchObject({ entered: 4 })
    expect(await dated("attendance", "list")).toMatchObject({ people: [{ to: "2014-11-10T10:00:00Z" }] })
    await dated("writer", "remove", "desk-1", "--reason", "The stick was lost", ...keys("chloe"))
    expect(await dated("writer", "list")).toMatchObject({
      writers: [{ writer: "desk-1", reason: "The stick was lost" }],
    })
    expect(await dated("register", "list")).toMatchObject({ size: 6, signed: 6 })
    expect(await dated("register", "show", "2")).toMatchObject({ private: { text: "The lamp failed" } })
    expect(await dated("register", "check")).toMatchObject({ size: 6, signed: 6, private: 4 })
    expect(await dated("register", "export", "--full", "--out", "whole")).toMatchObject({ entries: 6, private: 4 })
    const written = (file: string) => readFileSync(join(world.cwd, "whole", file), "utf8")
    for (const secret of ["Jo Invented", "lamp", "Made-up"]) {
      expect(written("register.jsonl")).not.toContain(secret)
      expect(written("register-private.jsonl")).toContain(secret)
    }
  })

  test("a witness from outside", async () => {
    const world = at("2014-11-10T10:00:00Z", "draft")
    const members = ["anne", "bruno", "chloe"]
    const passphrase = ["--passphrase-file", "anne.txt"]
    await json(world, "key", "new", "press", "--witness", "--rehearsal", ...passphrase)
    const pub = members.map((name) => `${name}.key.pub`)
    await json(world, "init", "board.yaml", "--out", "w.urne", "--member-key", ...pub, "--witness-key", "press.key.pub")
    const witnessed = (...argv: readonly string[]) => json(world, "--file", "w.urne", ...argv)
    await witnessed("constitute", ...keys(...members))
    const { urnKey } = await witnessed("checkpoint", "request", "--out", "asked.txt")
    const press = ["--key", "press.key", ...passphrase]
    await json(world, "checkpoint", "cosign", "asked.txt", ...press, "--urn", String(urnKey), "--out", "answer.txt")
    expect(await witnessed("checkpoint", "import", "answer.txt")).toMatchObject({ added: 1 })
    expect(await witnessed("status")).toMatchObject({ witnesses: [{ name: "rehearsal/press", size: 6 }] })
  })

  test("constituted, with those who may vote and those who can open the urn", async () => {
    const world = at("2014-11-12T09:00:00Z", "constituted")
    await json(world, "roll", "show")
    await json(world, "roll", "import", "members.csv", "--dry-run")
    const [header = "", ...rows] = readFileSync(join(world.cwd, "members.csv"), "utf8").trimEnd().split("\n")
    await world.io().files.writeWhole("north.csv", `${[header, ...rows.slice(1)].join("\n")}\n`)
    await world.io().files.writeWhole("south.csv", `${[header, rows[0]].join("\n")}\n`)
    await json(world, "roll", "import", "north.csv", "south.csv", "--dry-run")
    await json(world, "roll", "import", "members.csv", "--report", "report.json")
    await json(world, "roll", "show")
    await json(world, "roll", "list")
    await json(world, "trustees", "status")
    await json(
      world,
      "trustees",
      "ceremony",
      "--passphrase-file",
      ...["registry", "ada", "bo", "cy"].map((name) => `${name}.txt`),
    )
    await json(world, "trustees", "status")
    await json(world, "credentials", "generate", "--officer", "officer", "--out", "codes.age", ...officer.slice(2))
    await json(world, "credentials", "print", ...officer, "--reason", "first posting", "--out", "letters")
    await json(world, "status")
  })

  test("a ceremony apart", async () => {
    const world = at("2014-11-12T09:00:00Z", "ceremony", "apart")
    await json(world, "trustees", "status")
    const request =
      readdirSync(world.cwd).find((name) => name.endsWith("-commit.request.json") && name.includes("-bo-")) ?? ""
    await json(world, "trustees", "answer", request, ...files("bo"))
    await json(world, "trustees", "receive", request.replace("request", "reply"))
    await json(world, "trustees", "invite", "--out", "again", "--anew")
  })

  test("prepared and sealed", async () => {
    const world = at("2014-11-28T15:10:00Z", "prepared")
    await json(world, "trustees", "check", "--out", "requests")
    await json(world, "trustees", "check", ...files("registry", "ada", "bo", "cy"))
    code(world, 1)
    await json(world, "credentials", "check", "--code-file", "-")
    await json(world, "seal", ...keys("anne", "bruno"))
    await json(world, "seal", "check")
    await json(world, "open", ...keys("anne", "bruno"))
    await json(world, "status")
    world.now = Date.parse("2014-11-28T19:00:00Z")
    await json(world, "open")
  })

  test("a night of voting", async () => {
    const world = at("2014-11-28T21:10:00Z", "open")
    code(world, 6)
    const cast = await json(world, "cast", "--code-file", "-", "--choice", "1=1", "--receipt", "mine.txt", "--yes")
    await json(world, "receipt", String(cast["tracker"]))
    await json(world, "ballots", "announce", "site-2.note", "--channel", "site")
    await json(world, "ballots", "batches")
    expect(await json(world, "turnout", "--count", "--svg", "t.svg", "--csv", "t.csv")).toMatchObject({
      ...{ counts: [], counting: { counted: false, waits: "format" }, svg: "t.svg", csv: "t.csv" },
    })
    expect(await json(world, "turnout", "--by", "group")).toMatchObject({ noTable: "national" })
    expect(await json(world, "status", "--display")).toMatchObject({ phase: "open", turnout: null })
    await json(world, "ballots", "import", "site-2.jsonl", "--channel", "site", "--note", "site-2.note")
    await json(world, "export", "--out", "record")
    code(world, 7)
    const archive = readdirSync(join(world.cwd, "record")).find((name) => name.endsWith(".bel")) ?? ""
    await json(
      world,
      "ballots",
      "encrypt",
      `record/${archive}`,
      "--code-file",
      "-",
      "--choice",
      "1=2",
      "--out",
      "site-3.jsonl",
    )
    const note = ["--key", "site.key", "--passphrase-file", "site.txt", "--out", "site-3.note"]
    await json(world, "ballots", "note", "site-3.jsonl", "--previous", "site-2.note", ...note)
    await json(world, "checkpoint", "show", "--out", "kept.txt")
    await json(world, "checkpoint", "check", "kept.txt")
    await json(world, "journal", "list", "--type", "urn")
    await json(world, "journal", "prove", "1")
    await json(world, "verify", "record", "--checkpoint", "kept.txt", "--receipt", "mine.txt")
    const part = ["--key", "site.key", "--passphrase-file", "site.txt", "--out", "part-1"]
    await json(world, "verify", "record", "--shard", "1/1", ...part)
    await json(world, "backup", "copy.urne-saved")
    await json(world, "backup", "copy.age", "--to", (await ageKey()).recipient)
    await json(world, "suspend", "--reason", "The power failed", ...keys("anne", "bruno"))
    await json(world, "resume", "--reason", "It is back", ...keys("anne", "bruno"))
    await json(world, "extend", "--closes", "2014-11-29T21:00", "--reason", "For the hour lost", ...keys("anne"))
    expect(await json(world, "availability", "--svg", "hours.svg", "--csv", "hours.csv")).toMatchObject({
      ...{
        undecided: ["apparent-interruption", "failed-probe", "declared-outage"],
        written: ["hours.svg", "hours.csv"],
      },
    })
    await json(world, "status")
  })

  test("the count", async () => {
    const world = at("2014-11-29T20:31:00Z", "closed")
    await json(world, "close")
    await json(world, "paper", "print", "closing-report")
    await json(world, "tally")
    await json(world, "credentials", "markoff", ...officer, "--reason", "asked by the court")
    await json(world, "unseal", ...keys("anne", "bruno"))
    await json(world, "decrypt", "--out", "requests")
    await json(world, "decrypt", ...files("registry", "ada"))
    await json(world, "trustees", "status")
    await json(world, "decrypt", ...files("bo"))
    await json(world, "result", "--csv", "result.csv")
    await json(world, "proclaim", ...keys("anne", "bruno"))
    await json(world, "status")
  })

  test("the minutes", async () => {
    const world = at("2014-11-30T09:00:00Z", "")
    await json(world, "rehearse", "--members", "12", "--turnout", "100", "--out", "night")
    const minutes = (...argv: readonly string[]) => json(world, "--file", "night/congress.urne", "minutes", ...argv)
    const signers = ["--key", "night/keys/lucien.key", "night/keys/odile.key"]
    const passphrases = ["--passphrase-file", "night/passphrase.txt", "night/passphrase.txt"]
    expect(await minutes("sign", ...signers, ...passphrases)).toMatchObject({ signed: ["odile", "lucien"] })
    expect(await minutes("show", "--full")).toMatchObject({ text: expect.stringContaining("FULL VERSION") as string })
    expect(await minutes("export", "--full", "--out", "minutes")).toMatchObject({
      files: ["minutes.txt", "minutes-signed.txt", "minutes.pdf", "minutes-full.txt", "minutes-full.pdf"],
    })
  })

  test("a member who is replaced, and a recovery", async () => {
    const world = at("2014-11-11T09:00:00Z", "constituted")
    await world.io().files.writeWhole("hugo.txt", "a passphrase of some length\n")
    await json(world, "key", "new", "hugo", "--rehearsal", "--passphrase-file", "hugo.txt")
    await json(world, "backup", "copy.urne-saved")
    await json(world, "appoint", "--new-urn-key", ...keys("anne", "bruno"))
    await json(world, "authority", "list")
    await json(world, "replace", "--member", "anne", "--by", "hugo", "--by-key", "hugo.key.pub", "--no-sign")
    await json(world, "--file", "copy.urne-saved", "recover", "--reason", "The disk failed")
  })
})

describe("the contract", () => {
  /** Groups that do something themselves. */
  const isCommandToo = new Set(["urne seal", "urne notice", "urne suspend-urgently", "urne preflight", "urne watch"])

  test("has a schema for every command, and a command for every schema", async () => {
    const leaves = commandsOf(await programTree()).filter(
      (one) => one.commands.length === 0 || isCommandToo.has(nameOf(one)),
    )
    expect([...schemas.keys()].sort()).toEqual(leaves.map((one) => nameOf(one).replace("urne ", "")).sort())
  })

  test("is published in docs/json/, which npm run docs makes again from the schemas", async () => {
    for (const [name, text] of published) await expect(text).toMatchFileSnapshot(join(docs, name))
    expect(readdirSync(docs).filter((name) => !published.has(name))).toEqual([])
  })

  test("has examples in docs/json.md that keep it", () => {
    const page = readFileSync(join(docs, "../json.md"), "utf8")
    const examples = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, text = ""]) => JSON.stringify(JSON.parse(text)))
    expect(examples.length).toBeGreaterThanOrEqual(2)
    for (const text of examples) {
      const isRefusal = text.includes('"error"')
      expectContract({ argv: ["--json"], out: isRefusal ? "" : text, err: isRefusal ? `${text}\n` : "" })
    }
  })

  test("allows no instant as a number, no bytes as an object and no bare hash", () => {
    expect(unfit({ closes: 1_417_284_000_000 })).toHaveLength(1)
    expect(unfit({ root: { 0: 12, 1: 7 } })).toHaveLength(1)
    expect(unfit({ a: [{ sha256: "ab".repeat(32) }] })).toHaveLength(1)
    expect(unfit({ at: "2014-11-28T19:00:00.000Z" })).toHaveLength(1)
    expect(unfit({ at: "2014-11-28T19:00:00Z", sha256: `sha256:${"ab".repeat(32)}`, list: [], none: {} })).toEqual([])
  })

  test("gives the words to run as a shell would split the text", () => {
    for (const words of [
      ["urne", "open"],
      ["urne", "--file", "my file.urne", "seal"],
      ["a'b", "", "c d", "\\", "é"],
    ]) {
      expect(shellWords(words.map(shellWord).join(" "))).toEqual(words)
    }
  })
})

test("every schema was kept by a command that ran here", (context) => {
  // Every command has run only when the whole of this file has.
  if (kept.size < 40) context.skip()
  expect([...schemas.keys()].filter((command) => !kept.has(command))).toEqual([])
})
