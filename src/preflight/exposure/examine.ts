/** Looks at a host from outside, as strangers do. */
import { hex } from "../../core/bytes.ts"
import { cancellationPoint } from "../../core/cancellation.ts"
import { sha256Hex } from "../../core/hash.ts"
import type { Answer, NoAnswer } from "../../core/network.ts"
import type { World } from "../../core/world.ts"
import type { Sha256 } from "../../journal/event.ts"
import { certificateRemarks } from "./certificate.ts"
import { type Body, bodyOf, type Columns, hasRollColumns, isListing, rules } from "./content.ts"
import { headerRemarks } from "./headers.ts"
import { foldersOf } from "./links.ts"
import { type Probe, probesOf } from "./paths.ts"
import type { Finding, HostReport } from "./report.ts"

type Watcher = Pick<World, "network" | "random" | "signal" | "now" | "progress">

export interface Target {
  /** One of the official addresses. */
  readonly address: string
  /** Milliseconds. */
  readonly closes: number
  readonly year: number
  readonly columns: Columns
}

export interface Limits {
  /** How many requests a host gets at most. */
  readonly most: number
  /** Waits until the next request may begin. */
  readonly turn: () => Promise<void>
}

/** So much of a file shows what it is. */
const readBytes = 65_536
/** A page may be longer, and its links stand anywhere. */
const pageBytes = 1_048_576
/** A page may redirect so often on its own host. */
const mostRedirects = 3

/** The requests that a host gets, counted, and never more than the cap. */
interface Asking {
  readonly ask: (url: string, mostBytes?: number) => Promise<Answer | NoAnswer | undefined>
  readonly count: () => number
}

/**
 * Examines one host. It follows redirects on this host alone, and asks no other.
 *
 * @throws UrneError `cancelled`
 */
export async function examineHost(target: Target, limits: Limits, world: Watcher): Promise<HostReport> {
  const url = new URL(target.address)
  const asking = askerOf(limits, world)
  const findings: Finding[] = []
  const add = (more: readonly Pick<Finding, "class" | "severity" | "seen">[], path?: string) => {
    for (const one of more) findings.push({ ...one, host: url.host, ...(path === undefined ? {} : { path }) })
  }
  const end = (): HostReport => ({
    ...{ host: url.host, address: target.address, requests: asking.count(), findings },
  })
  const nowhere = await asking.ask(`${url.origin}/${hex(world.random(12, "exposure.path"))}.html`)
  if (nowhere?.kind !== "answer") {
    if (nowhere !== undefined) add([{ class: "no-answer", severity: "fail", seen: { rule: nowhere.failure } }])
    return end()
  }
  if (nowhere.status === 200)
    add([{ class: "answers-all", severity: "note", seen: { rule: "random-path", status: 200 } }])
  if (nowhere.tls !== undefined) add(certificateRemarks(nowhere.tls, { now: world.now(), closes: target.closes }))
  add(await plainRemarks(url, asking))
  const page = await pageOf(url, asking)
  if (page?.answer !== undefined) {
    add(headerRemarks(page.answer.headers), new URL(page.address).pathname)
  }
  if (page?.elsewhere === true) add([{ class: "redirects-elsewhere", severity: "note", seen: { rule: "other-host" } }])
  const probes = [...probesOf(url.hostname, target.year), ...folderProbes(page)]
  for (const [i, probe] of probes.entries()) {
    const path = probe.path.startsWith("/") ? probe.path : `/${probe.path}`
    const answer = await asking.ask(url.origin + path)
    world.progress("exposure.examine", i + 1, probes.length)
    if (answer === undefined) {
      add([{ class: "stopped", severity: "warn", seen: { rule: "most-requests" } }])
      break
    }
    if (answer.kind === "answer") add(contentRemarks(answer, probe, target.columns), path)
  }
  return end()
}

function askerOf({ most, turn }: Limits, { network, signal }: Watcher): Asking {
  let count = 0
  return {
    count: () => count,
    ask: async (url, mostBytes = readBytes) => {
      if (count >= most) return undefined
      count++
      await turn()
      cancellationPoint(signal)
      const answer = await network.request(url, { mostBytes })
      cancellationPoint(signal)
      return answer
    },
  }
}

/** A host that also answers without encryption has to lead to its encrypted self. */
async function plainRemarks(
  url: URL,
  { ask }: Asking,
): Promise<readonly Pick<Finding, "class" | "severity" | "seen">[]> {
  // Where the address names a port, nobody knows which one is the plain one.
  if (url.port !== "") return []
  const answer = await ask(`http://${url.hostname}/`)
  if (answer?.kind !== "answer") return []
  const { location, status } = answer
  if (status >= 300 && status < 400 && location?.startsWith(`https://${url.host}/`) === true) return []
  return [{ class: "plain-http", severity: "fail", seen: { rule: "no-redirect-to-https", status } }]
}

interface Page {
  readonly address: string
  readonly answer: Answer | undefined
  /** Whether it redirects to another host, which is not asked. */
  readonly elsewhere: boolean
}

async function pageOf(url: URL, { ask }: Asking): Promise<Page | undefined> {
  let address = url.href
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const answer = await ask(address, pageBytes)
    if (answer?.kind !== "answer") return undefined
    const { location } = answer
    if (location === undefined || answer.status < 300 || answer.status > 399)
      return { address, answer, elsewhere: false }
    if (new URL(location).origin !== url.origin) return { address, answer, elsewhere: true }
    address = location
  }
  return undefined
}

function folderProbes(page: Page | undefined): readonly Probe[] {
  if (page?.answer === undefined) return []
  const text = Buffer.from(page.answer.body).toString("latin1")
  const own = new URL(".", page.address).pathname
  return [...new Set([own, ...foldersOf(text, page.address)])].map((path) => ({ path, rules: [] }))
}

/** Recognises what answers by its content, whatever the status says. */
function contentRemarks(
  { body: bytes, status }: Answer,
  probe: Probe,
  columns: Columns,
): readonly Pick<Finding, "class" | "severity" | "seen">[] {
  const body: Body = bodyOf(bytes)
  const sha256: Sha256 = `sha256:${sha256Hex(bytes)}`
  const seen = (rule: string) => ({ rule, status, sha256, size: bytes.length })
  const matched = probe.rules.filter((name) => rules[name].matches(body))
  return [
    ...matched
      .slice(0, 1)
      .map((name) => ({ class: rules[name].class, severity: rules[name].severity, seen: seen(name) })),
    ...(isListing(body) ? [{ class: "listing", severity: "fail", seen: seen("listing") } as const] : []),
    ...(hasRollColumns(body, columns)
      ? [{ class: "roll-columns", severity: "fail", seen: seen("columns") } as const]
      : []),
  ]
}
