import { createHash } from "node:crypto"
import { afterEach, describe, expect, test } from "vitest"
import type { Answer, Network } from "../../src/core/network.ts"
import { systemNetwork } from "../../src/terminal/network.ts"
import { hostCertificate, inventedRoot } from "../support/certificates.ts"
import { NoticeNight, oneMember, twoMembers } from "../support/notice-night.ts"
import { uncancelled } from "../support/tools.ts"
import { startWebServer, type WebServer } from "../support/web-server.ts"

const nights: NoticeNight[] = []
const servers: WebServer[] = []
afterEach(async () => {
  for (const { world } of nights.splice(0)) world.remove()
  for (const server of servers.splice(0)) await server.close()
})

const page = "<html><title>Vote here</title></html>"
const second = "https://help.example/"
const url = "https://vote.example/"

/** What the hosts of a vote serve, and where they are. A host without a port is gone. */
interface Hosts {
  readonly ports: Map<string, number>
  body: string
  status: number
}

/** Opens an election whose address is served from the loopback. */
async function night(
  given: { readonly addresses?: string; readonly until?: number } = {},
): Promise<{ readonly held: NoticeNight; readonly hosts: Hosts; readonly serve: () => Promise<WebServer> }> {
  const hosts: Hosts = { ports: new Map(), body: page, status: 200 }
  const held = new NoticeNight()
  nights.push(held)
  await held.open({ addresses: given.addresses ?? `["${url}"]` })
  const { until } = given
  const certificate = hostCertificate(["vote.example", "help.example"], until === undefined ? {} : { until })
  const serve = async () => {
    const server = await startWebServer((_, response) => {
      response.statusCode = hosts.status
      response.end(hosts.body)
    }, certificate)
    servers.push(server)
    for (const host of ["vote.example", "help.example"]) hosts.ports.set(host, server.port)
    return server
  }
  await serve()
  held.world.network = onLoopback(hosts, until !== undefined)
  held.at("2014-11-28T19:30:00Z")
  return { held, hosts, serve }
}

/** @param trusted - whether the clock of the machine, which is not that of the test, is left out of account */
function onLoopback({ ports }: Hosts, trusted: boolean): Network {
  const real = systemNetwork({ signal: uncancelled, software: "urne 0.0.0-test" })
  return {
    ...real,
    async request(asked, options) {
      // Port 1 of the loopback refuses every connection.
      const at = { address: "127.0.0.1", port: ports.get(new URL(asked).hostname) ?? 1 }
      const answer = await real.request(asked, { ...options, ca: inventedRoot, at })
      return trusted && answer.kind === "answer" ? asTrusted(answer) : answer
    },
  }
}

function asTrusted(answer: Answer): Answer {
  return answer.tls === undefined ? answer : { ...answer, tls: { ...answer.tls, authorised: true, reason: undefined } }
}

/** Runs something after so many pauses of a command, which moves the clock meanwhile. */
function afterPauses(held: NoticeNight, acts: Readonly<Record<number, () => unknown>>): void {
  let pauses = 0
  held.world.meanwhile = async () => {
    await acts[++pauses]?.()
  }
}

async function entries(held: NoticeNight, type = "probe.turned"): Promise<readonly Record<string, unknown>[]> {
  await held.urne("register", "list", "--type", type, "--json")
  const { entries: listed } = JSON.parse(held.world.out) as { entries: { event: Record<string, unknown> }[] }
  return listed.map(({ event }) => event)
}

const reference = (held: NoticeNight) => held.urne("watch", "reference", url, ...oneMember)

describe("watching the official addresses", () => {
  test("an outage is one interval, and availability has a row of it", { timeout: 120_000 }, async () => {
    const { held, hosts, serve } = await night()
    const shown = await reference(held)
    expect(shown).toContain("Serves 37 bytes (status 200)\n  Title: “Vote here”\n")
    expect(shown).toContain(`sha256:${createHash("sha256").update(page).digest("hex")}`)
    expect(shown).toMatch(/Certificate trusted, until 2090-01-01/)
    expect(await reference(held)).toContain("this page is entered already")
    const [server] = servers
    afterPauses(held, {
      5: () => server?.close(),
      15: () => serve(),
    })
    const told = await held.urne("watch", "--every", "60", "--until", "2014-11-28T21:00", ...oneMember)
    expect(told).toContain(`${url} answers, `)
    expect(told).toContain(`${url} DOES NOT ANSWER, since 2014-11-28 20:35\n`)
    expect(told).toContain(`${url} answers, since 2014-11-28 20:45\n`)
    expect(told).toContain("The hour has come; nobody watches any more.")
    expect(await entries(held)).toMatchObject([
      { state: "up", from: "2014-11-28T19:30:00Z", answered: 200 },
      { state: "down", from: "2014-11-28T19:35:00Z", failure: "refused" },
      { state: "up", from: "2014-11-28T19:45:00Z" },
      { state: "unwatched", from: "2014-11-28T19:59:00Z" },
    ])
    expect(await entries(held, "probe.seen")).toMatchObject([
      // While it does not answer, it is entered more often what came of all questions.
      { from: "2014-11-28T19:30:00Z", to: "2014-11-28T19:40:00Z", polls: 11, failed: 6 },
      { from: "2014-11-28T19:41:00Z", to: "2014-11-28T19:59:00Z", polls: 19, failed: 4 },
    ])
    expect(hosts.ports.size).toBe(2)
    await held.urne("availability", "--json")
    const { sources } = JSON.parse(held.world.out) as { sources: { source: string; lost: number; spans: unknown }[] }
    expect(sources.find(({ source }) => source === "failed-probe")).toMatchObject({
      spans: [{ from: "2014-11-28T19:35:00Z", to: "2014-11-28T19:45:00Z" }],
    })
    // The vote goes on, and its record verifies with all of it.
    await held.vote(2)
    expect(await held.verify("record")).toContain("CONSISTENT")
  })

  test("one byte that changes opens one incident, however often it is seen", { timeout: 120_000 }, async () => {
    const { held, hosts } = await night()
    await reference(held)
    const other = page.replace("here", "hero")
    afterPauses(held, {
      3: () => (hosts.body = other),
      8: () => (hosts.body = page),
      10: () => (hosts.body = other),
    })
    const told = await held.urne("watch", "--until", "2014-11-28T20:45", ...oneMember)
    expect(told).toContain(
      `${url} SERVES ANOTHER PAGE, since 2014-11-28 20:33\nIncident 1 opened: urne incident show 1\n`,
    )
    const listed = await held.urne("incident", "list", "--json")
    expect((JSON.parse(listed) as { incidents: unknown[] }).incidents).toHaveLength(1)
    const incident = await held.urne("incident", "show", "1")
    expect(incident).toContain("Another page is served by vote.example")
    expect(incident).toContain(createHash("sha256").update(other).digest("hex"))
    expect((await entries(held)).map(({ state }) => state)).toEqual([
      ...["up", "changed", "up", "changed", "unwatched"],
    ])
    // Both pages may be right: then neither is another one.
    await reference(held)
    hosts.body = page
    expect(await held.urne("watch", "--once", ...oneMember)).toContain("Asked once. 1 entry was made in the register.")
    hosts.body = other
    expect(await held.urne("watch", "--once", ...oneMember)).toContain("Nothing new was entered in the register.")
  })

  test(
    "a certificate that ends during the vote is told of at once, and entered once",
    { timeout: 120_000 },
    async () => {
      const { held } = await night({ until: Date.UTC(2014, 10, 29, 12) })
      for (const until of ["20:33", "20:43"]) {
        const told = await held.urne("watch", "--until", `2014-11-28T${until}`, ...oneMember)
        expect(told).toContain(`${url}: its certificate ends on 2014-11-29 13:00.`)
        expect(told).toContain("No reference: what it serves is not compared")
        expect(await entries(held, "certificate.ending")).toMatchObject([{ url, until: "2014-11-29T12:00:00Z" }])
      }
    },
  )

  test("a certificate that is not trusted is a state of its own", { timeout: 120_000 }, async () => {
    const { held } = await night()
    const { network } = held.world
    if (network === undefined) throw new Error("no network")
    const without: Network = { ...network, request: (asked, options) => network.request(asked, options) }
    held.world.network = {
      ...without,
      async request(asked, options) {
        const answer = await network.request(asked, options)
        if (answer.kind === "failure" || answer.tls === undefined) return answer
        return { ...answer, tls: { ...answer.tls, authorised: false, reason: "CERT_HAS_EXPIRED" } }
      },
    }
    const told = await held.urne("watch", "--once", ...oneMember)
    expect(told).toContain(`${url} HAS A BAD CERTIFICATE (CERT_HAS_EXPIRED)`)
    expect(await entries(held)).toMatchObject([{ state: "certificate", failure: "CERT_HAS_EXPIRED" }])
  })

  test("one address that hangs stops no other, and Ctrl-C closes what is open", { timeout: 120_000 }, async () => {
    const { held } = await night({ addresses: `["${url}", "${second}"]` })
    const { network } = held.world
    if (network === undefined) throw new Error("no network")
    held.world.network = {
      ...network,
      request: (asked, options) =>
        asked === second
          ? Promise.resolve({ kind: "failure", failure: "timeout", cause: "ETIMEDOUT", milliseconds: 15_000 })
          : network.request(asked, options),
    }
    const stop = new AbortController()
    held.world.signal = stop.signal
    afterPauses(held, {
      4: () => {
        stop.abort()
      },
    })
    const told = await held.ending(130, "watch", ...oneMember)
    expect(told).toContain("Cancelled; nobody watches any more.")
    held.world.signal = uncancelled
    expect(await entries(held)).toMatchObject([
      { url, state: "up" },
      { url: second, state: "down", failure: "timeout", from: "2014-11-28T19:30:00Z" },
      { url, state: "unwatched", from: "2014-11-28T19:33:00Z" },
      { url: second, state: "unwatched", from: "2014-11-28T19:33:00Z" },
    ])
  })

  test("others use the file meanwhile, and the freeze ends it", { timeout: 120_000 }, async () => {
    const { held } = await night()
    const apart = new NoticeNight(held.world)
    const world = { ...held.world }
    let ended = false
    held.world.meanwhile = async () => {
      if (held.world.now < Date.parse("2014-11-29T19:00:00Z") || ended) return
      ended = true
      const { out, err, meanwhile } = held.world
      held.world.meanwhile = () => undefined
      await apart.urne("close", ...twoMembers)
      apart.at("2014-11-29T19:40:00Z")
      await apart.urne("close")
      Object.assign(held.world, { out, err, meanwhile })
    }
    held.at("2014-11-29T18:50:00Z")
    expect(world.cwd).toBe(held.world.cwd)
    const told = await held.urne("watch", ...oneMember)
    expect(told).toContain("The urn takes no more ballots; nobody watches any more.")
    expect((await entries(held)).map(({ state }) => state)).toEqual(["up", "unwatched"])
  })
})

describe("what is refused", () => {
  test("names what can be done instead", { timeout: 120_000 }, async () => {
    const { held, hosts } = await night()
    expect(await held.ending(4, "watch", "reference", "https://elsewhere.example/", ...oneMember)).toContain(
      "https://elsewhere.example/ is not on a host of the official addresses",
    )
    expect(await held.ending(4, "watch", "reference", "no address", ...oneMember)).toContain("nobody else’s is asked")
    hosts.status = 404
    expect(await held.ending(3, "watch", "reference", url, ...oneMember)).toContain("it answers 404")
    hosts.ports.clear()
    expect(await held.ending(3, "watch", "reference", url, ...oneMember)).toContain("the connection is refused")
    for (const every of ["1", "0", "x", "9999"]) {
      expect(await held.ending(2, "watch", "--every", every, ...oneMember)).toContain("--every")
    }
    expect(await held.ending(2, "watch", "--until", "tomorrow-ish", ...oneMember)).toContain("--until")
    expect(await held.ending(2, "watch")).toContain("--key")
    expect(await entries(held, "probe")).toEqual([])
  })

  test("an election without addresses has nothing to watch", { timeout: 120_000 }, async () => {
    const { held } = await night({ addresses: "[]" })
    expect(await held.ending(4, "watch", ...oneMember)).toContain("the definition names no address of the vote")
  })
})
