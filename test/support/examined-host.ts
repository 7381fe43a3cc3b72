/** A host on the loopback that is examined under an official name. */
import type { RequestListener } from "node:http"
import type { Network } from "../../src/core/network.ts"
import { examineHost, type Target } from "../../src/preflight/exposure/examine.ts"
import type { Finding, HostReport } from "../../src/preflight/exposure/report.ts"
import { systemNetwork } from "../../src/terminal/network.ts"
import { inventedRoot } from "./certificates.ts"
import { seededRandom } from "./seeded-random.ts"
import { uncancelled } from "./tools.ts"

export const officialHost = "vote.congres.fr"
/** The clock of these examinations, and the close of the vote, which is later. */
export const now = Date.UTC(2014, 10, 20)
const day = 86_400_000
export const closes = now + 9 * day

/** Where the official name leads: a port with TLS, and one without if there is any. */
export function networkTo(secure: number, plain: number | undefined): Network {
  const real = systemNetwork({ signal: uncancelled, software: "urne 0.0.0-test" })
  return {
    resolve: () => Promise.reject(new Error("no name is asked for")),
    request: (url, options) => {
      const { protocol, hostname } = new URL(url)
      if (hostname !== officialHost) throw new Error(`${url} is asked, which is not official`)
      const port = protocol === "https:" ? secure : plain
      if (port === undefined) {
        return Promise.resolve({ kind: "failure", failure: "refused", cause: "ECONNREFUSED", milliseconds: 0 })
      }
      return real.request(url, { ...options, at: { address: "127.0.0.1", port }, ca: inventedRoot })
    },
  }
}

export interface Examined extends HostReport {
  /** `fail repository /.git/config git-config` */
  readonly lines: readonly string[]
}

/** Examines the host, as fast as it answers. */
export async function examine(network: Network, most = 1000, changed: Partial<Target> = {}): Promise<Examined> {
  const target: Target = {
    ...{ address: `https://${officialHost}/`, closes, year: 2014 },
    columns: { id: "numéro", others: ["nom", "prénom"] },
    ...changed,
  }
  const world = {
    network,
    random: seededRandom("exposure"),
    signal: uncancelled,
    now: () => now,
    progress: () => undefined,
  }
  const report = await examineHost(target, { most, turn: () => Promise.resolve() }, world)
  return { ...report, lines: report.findings.map(lineOf) }
}

function lineOf({ severity, class: kind, path, seen }: Finding): string {
  return [severity, kind, path, seen.rule].filter((part) => part !== undefined).join(" ")
}

/** What a host that is set up well tells browsers. */
export const goodHeaders = {
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
}

/** Serves files by their paths, and a page of its own for everything else. */
export function serving(
  files: Readonly<Record<string, string | Uint8Array>>,
  otherwise: { readonly status: number; readonly body: string } = {
    status: 404,
    body: "<!doctype html><h1>Not found</h1>",
  },
  headers: Readonly<Record<string, string | readonly string[]>> = goodHeaders,
): RequestListener {
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const body = files[request.url ?? ""]
    if (body === undefined) response.writeHead(otherwise.status).end(otherwise.body)
    else response.writeHead(200).end(body)
  }
}
