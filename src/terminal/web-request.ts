import { type ClientRequest, type IncomingMessage, request as plainRequest } from "node:http"
import { request as secureRequest } from "node:https"
import { isIP } from "node:net"
import { TLSSocket } from "node:tls"
import { concat } from "../core/bytes.ts"
import type { Answer, NoAnswer, RequestOptions } from "../core/network.ts"
import type { Caller } from "./caller.ts"
import { networkFailure } from "./network-failure.ts"
import { tlsFacts } from "./tls-facts.ts"

const usualBytes = 1024 * 1024
const usualTimeout = 10_000

/** Sends a request of `Network`. It throws nothing: whatever fails is a value. */
export async function webRequest(address: string, options: RequestOptions, caller: Caller): Promise<Answer | NoAnswer> {
  const begin = performance.now()
  const milliseconds = () => Math.round(performance.now() - begin)
  const { timeout = usualTimeout, signal = caller.signal } = options
  const stop = new AbortController()
  const end = () => {
    stop.abort(caller.signal.aborted || signal.aborted ? "ABORT_ERR" : "ETIMEDOUT")
  }
  const timer = setTimeout(end, timeout)
  const signals = [caller.signal, signal]
  for (const one of signals) one.addEventListener("abort", end)
  try {
    if (signals.some(({ aborted }) => aborted)) end()
    return await answerOf(new URL(address), options, { caller, stop: stop.signal, milliseconds })
  } catch (error) {
    const code: unknown = stop.signal.reason
    return { kind: "failure", ...networkFailure(stop.signal.aborted ? { code } : error), milliseconds: milliseconds() }
  } finally {
    clearTimeout(timer)
    for (const one of signals) one.removeEventListener("abort", end)
  }
}

interface Course {
  readonly caller: Caller
  readonly stop: AbortSignal
  readonly milliseconds: () => number
}

async function answerOf(url: URL, options: RequestOptions, course: Course): Promise<Answer> {
  const sent = send(url, options, course)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on("response", resolve).on("error", reject)
  })
  const { socket, statusCode = 0, headersDistinct } = response
  // Once the body was read, the socket knows neither.
  const remote = socket.remoteAddress ?? ""
  const tls = socket instanceof TLSSocket ? tlsFacts(socket, hostOf(url)) : undefined
  const { body, cut } = await bodyOf(response, options.mostBytes ?? usualBytes)
  const headers = Object.fromEntries(Object.entries(headersDistinct).map(([name, values]) => [name, values ?? []]))
  return {
    ...{ kind: "answer", status: statusCode, headers, body, cut, tls },
    location: locationOf(headers["location"]?.[0], url),
    milliseconds: course.milliseconds(),
    address: remote,
  }
}

function send(url: URL, { method = "GET", ca, at }: RequestOptions, { caller, stop }: Course): ClientRequest {
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw Object.assign(new Error(), { code: "ERR_INVALID_URL" })
  const isSecure = url.protocol === "https:"
  const host = hostOf(url)
  const options = {
    ...{ method, path: `${url.pathname}${url.search}`, host: at?.address ?? host, signal: stop },
    port: at?.port ?? (url.port === "" ? (isSecure ? 443 : 80) : Number(url.port)),
    // Connections that others left open would hide what this one meets.
    agent: false,
    headers: {
      ...{ host: url.host, accept: "*/*" },
      // Bodies are judged by their bytes.
      "accept-encoding": "identity",
      "user-agent": caller.software.replace(" ", "/"),
    },
  }
  const secure = {
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
  }
  const sent = isSecure ? secureRequest({ ...options, ...secure }) : plainRequest(options)
  return sent.end()
}

/** The name or the number of the host; numbers of IPv6 without brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "")
}

async function bodyOf(response: IncomingMessage, most: number): Promise<Pick<Answer, "body" | "cut">> {
  const blocks: Uint8Array[] = []
  let length = 0
  for await (const block of response as AsyncIterable<Uint8Array>) {
    blocks.push(block)
    length += block.length
    // Leaving the loop closes the connection.
    if (length > most) break
  }
  const body = concat(...blocks)
  return { body: body.slice(0, most), cut: body.length > most }
}

function locationOf(given: string | undefined, url: URL): string | undefined {
  return given !== undefined && URL.canParse(given, url.href) ? new URL(given, url.href).href : undefined
}
