import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { sha256Hex } from "../../src/core/hash.ts"
import { hostCertificate } from "../support/certificates.ts"
import { layOut } from "../support/kept-elections.ts"
import { networkTo, officialHost, serving } from "../support/examined-host.ts"
import { memberTerminal, signedByA } from "../support/member-terminal.ts"
import { TestWorld } from "../support/script.ts"
import { startWebServer, type WebServer } from "../support/web-server.ts"
import { TestElection } from "../urn/test-election.ts"

let election: TestElection | undefined
const servers: WebServer[] = []
const worlds: TestWorld[] = []
afterEach(async () => {
  election?.remove()
  election = undefined
  for (const { close } of servers.splice(0)) await close()
  for (const world of worlds.splice(0)) world.remove()
})

/** Starts the official host with these files, and a terminal from which it is examined. */
async function terminal(files: Readonly<Record<string, string>> = {}) {
  election = new TestElection({ addresses: `["https://${officialHost}/"]`, onDisk: true })
  const world = await memberTerminal(election)
  worlds.push(world)
  const server = await startWebServer(serving({ "/": "<!doctype html>", ...files }), {
    ...hostCertificate([officialHost]),
  })
  servers.push(server)
  world.network = networkTo(server.port, undefined)
  writeFileSync(join(world.cwd, "letter.pdf"), "We agree.\n")
  return { world, server }
}

const authorise = [
  ...["preflight", "authorise", officialHost, "--document", "letter.pdf", "--by", "Max Made-up, head of hosting"],
  ...["--until", "2014-12-02T20:00", ...signedByA],
]

describe("an examination", () => {
  test("begins once whoever runs the host has authorised it, and stands in the register", async () => {
    const { world, server } = await terminal({ "/.env": "DB_PASSWORD=x\n" })
    expect(await world.run("--lang", "en", "preflight", "exposure")).toBe(4)
    expect(world.err).toContain(`urne preflight authorise ${officialHost}`)
    expect(server.asked).toEqual([])
    expect(await world.run(...authorise, "--json"), world.err).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({
      ...{
        hosts: [officialHost],
        until: "2014-12-02T19:00:00Z",
        sha256: `sha256:${sha256Hex("We agree.\n")}`,
        entry: 1,
      },
    })
    expect(await world.run("preflight", "exposure", "--out", "report.json", ...signedByA, "--json"), world.err).toBe(5)
    const said = JSON.parse(world.out) as Record<string, unknown>
    const text = readFileSync(join(world.cwd, "report.json"), "utf8")
    expect(said).toMatchObject({
      ...{ failed: 1, warned: 0, entry: 2, written: "report.json", sha256: `sha256:${sha256Hex(text)}` },
      ...{ requests: server.asked.length + 1, findings: [{ class: "secrets", path: "/.env", severity: "fail" }] },
    })
    expect(text).not.toContain("DB_PASSWORD")
    expect(await world.run("register", "list", "--json")).toBe(0)
    const { entries } = JSON.parse(world.out) as { entries: readonly { event: object; private: object }[] }
    expect(entries).toMatchObject([
      { event: { type: "exposure.authorised" }, private: { by: "Max Made-up, head of hosting", name: "letter.pdf" } },
      {
        event: { type: "exposure.examined", hosts: [officialHost], failed: 1, warned: 0, sha256: said["sha256"] },
        private: { findings: [`fail secrets ${officialHost}/.env variables`] },
      },
    ])
    expect(JSON.stringify(entries.map(({ event }) => event))).not.toMatch(/Made-up|\.env/)
    expect(await world.run("--lang", "fr", "register", "list")).toBe(0)
    expect(world.out).toMatch(/examen autorisé[^]*examen de l’extérieur/)
  })

  test("is shown, and entered by nobody without a key", async () => {
    const { world } = await terminal()
    await world.run(...authorise)
    expect(await world.run("--lang", "en", "preflight", "exposure"), world.err).toBe(0)
    expect(world.out).toContain("Nothing was found. That is no proof")
    expect(world.out).toContain("Nothing was entered in the register")
    expect(await world.run("register", "list", "--json")).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({ entries: [{ number: 1 }] })
  })

  test("asks no more often, and no faster, than was said", async () => {
    const { world, server } = await terminal()
    await world.run(...authorise)
    const began = world.now
    expect(await world.run("--lang", "en", "preflight", "exposure", "--most-requests", "21", "--rate", "2")).toBe(0)
    // One of them went to the port without encryption, where nobody listens.
    expect(server.asked.length).toBe(20)
    expect(world.now - began).toBeGreaterThanOrEqual(10_000)
    expect(world.out).toContain("the cap of requests was reached")
  })

  test("ends at Ctrl-C, and nothing is entered or written", async () => {
    const { world } = await terminal()
    await world.run(...authorise)
    const cancel = new AbortController()
    world.signal = cancel.signal
    let turns = 0
    world.meanwhile = () => {
      if (++turns === 5) cancel.abort("SIGINT")
    }
    expect(await world.run("preflight", "exposure", "--out", "report.json", ...signedByA)).toBe(130)
    expect(await world.io().files.kind("report.json")).toBeUndefined()
  })
})

test("an election of an older format has no register, and is refused an examination", async () => {
  const world = new TestWorld()
  worlds.push(world)
  layOut("rehearsal", "constituted", world.cwd)
  world.now = Date.parse("2014-11-25T10:00:00Z")
  const old = ["-f", "board.urne", "--lang", "en"]
  expect(await world.run(...old, "preflight", "domains", "--most", "5"), world.err).toBe(0)
  expect(await world.run(...old, "preflight", "exposure")).toBe(4)
  expect(world.err).toMatch(/register/)
})

describe("an authorisation", () => {
  test("is over at its hour", async () => {
    const { world, server } = await terminal()
    await world.run(...authorise)
    world.now = Date.parse("2014-12-02T19:00:00Z")
    expect(await world.run("preflight", "exposure")).toBe(4)
    expect(server.asked).toEqual([])
    expect(await world.run("--lang", "en", ...authorise)).toBe(3)
    expect(world.err).toContain("would be over already")
  })

  test("is of official hosts alone, whatever anybody allows", async () => {
    const { world } = await terminal()
    const other = authorise.map((one) => (one === officialHost ? "other.example.org" : one))
    expect(await world.run("--lang", "en", ...other)).toBe(4)
    expect(world.err).toContain(`give one of: ${officialHost}`)
    await world.run(...authorise)
    expect(await world.run("preflight", "exposure", "other.example.org")).toBe(4)
    expect(await world.run("preflight", "exposure", ...signedByA)).toBe(2)
  })

  test("is needed of a definition with addresses", async () => {
    election = new TestElection({ onDisk: true })
    const world = await memberTerminal(election)
    worlds.push(world)
    expect(await world.run("--lang", "en", "preflight", "exposure")).toBe(4)
    expect(world.err).toContain("the definition has no addresses")
  })
})
