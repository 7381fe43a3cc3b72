import type { RequestListener } from "node:http"
import type { ServerOptions } from "node:https"
import { createServer } from "node:net"
import { afterEach, describe, expect, test } from "vitest"
import { sha256Hex } from "../../src/core/hash.ts"
import type { Answer, RequestOptions } from "../../src/core/network.ts"
import { systemNetwork } from "../../src/terminal/network.ts"
import { hostCertificate, inventedRoot } from "../support/certificates.ts"
import { startNameServer } from "../support/name-server.ts"
import { uncancelled } from "../support/tools.ts"
import { listening, startWebServer } from "../support/web-server.ts"

const network = systemNetwork({ signal: uncancelled, software: "urne 0.0.0-test" })
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function served(answer: RequestListener, options?: ServerOptions) {
  const server = await startWebServer(answer, options)
  closing.push(server.close)
  return { ...server, at: { address: "127.0.0.1", port: server.port } }
}

async function answered(url: string, options?: RequestOptions): Promise<Answer> {
  const answer = await network.request(url, options)
  if (answer.kind === "failure") throw new Error(JSON.stringify(answer))
  return answer
}

describe("what answers", () => {
  test("is told with status, all values of headers, body and address", async () => {
    const { port } = await served((request, response) => {
      response.setHeader("Set-Cookie", ["a=1; Secure", "b=2"])
      response.end(`${request.headers["user-agent"]} ${request.headers["accept-encoding"]}`)
    })
    const answer = await answered(`http://127.0.0.1:${port}/one?two`)
    expect(answer).toMatchObject({ status: 200, cut: false, location: undefined, address: "127.0.0.1", tls: undefined })
    expect(answer.headers["set-cookie"]).toEqual(["a=1; Secure", "b=2"])
    expect(Buffer.from(answer.body).toString()).toBe("urne/0.0.0-test identity")
    expect(answer.milliseconds).toBeGreaterThanOrEqual(0)
  })

  test("is read to so many bytes, and no further", async () => {
    const { port } = await served((_, response) => response.end("x".repeat(300_000)))
    const url = `http://127.0.0.1:${port}/`
    const [cut, whole] = [await answered(url, { mostBytes: 299_999 }), await answered(url, { mostBytes: 300_000 })]
    expect([cut.body.length, cut.cut, whole.body.length, whole.cut]).toEqual([299_999, true, 300_000, false])
  })

  test("is not followed where it redirects, and the whole address is told", async () => {
    const { port, asked } = await served((_, response) => response.writeHead(302, { Location: "../there?x" }).end())
    const answer = await answered(`http://127.0.0.1:${port}/a/b`)
    expect([answer.status, answer.location]).toEqual([302, `http://127.0.0.1:${port}/there?x`])
    expect(asked).toEqual(["GET /a/b"])
  })

  test("may be asked for its headers alone", async () => {
    const { port, asked } = await served((_, response) => response.writeHead(200, { "x-one": "1" }).end("body"))
    const answer = await answered(`http://127.0.0.1:${port}/`, { method: "HEAD" })
    expect([answer.body.length, answer.headers["x-one"], asked]).toEqual([0, ["1"], ["HEAD /"]])
  })
})

describe("a certificate", () => {
  const chainOf = (answer: Answer) => answer.tls?.chain ?? []

  test("that is sound is authorised under its root, with names, dates and fingerprint", async () => {
    const certificate = hostCertificate(["vote.example.org"])
    const { at } = await served((_, response) => response.end("ok"), { ...certificate })
    const answer = await answered("https://vote.example.org/", { at, ca: inventedRoot })
    expect(answer.tls).toMatchObject({ protocol: "TLSv1.3", authorised: true, reason: undefined, namesHost: true })
    const der = Buffer.from(certificate.cert.split("-----")[2]!, "base64")
    expect(chainOf(answer)).toMatchObject([
      {
        ...{ subject: "CN=vote.example.org", issuer: "CN=Invented Root", names: ["DNS:vote.example.org"] },
        ...{ from: Date.UTC(2010, 0, 1), until: Date.UTC(2090, 0, 1), sha256: sha256Hex(der) },
      },
      { subject: "CN=Invented Root", issuer: "CN=Invented Root" },
    ])
  })

  test.each([
    ["expired", hostCertificate(["vote.example.org"], { until: Date.UTC(2011, 0, 1) }), "CERT_HAS_EXPIRED", true],
    ["of another host", hostCertificate(["other.example.org"]), "ERR_TLS_CERT_ALTNAME_INVALID", false],
    [
      "its own issuer",
      hostCertificate(["vote.example.org"], { selfSigned: true }),
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      true,
    ],
  ])("that is %s is looked at all the same", async (_, certificate, reason, namesHost) => {
    const { at } = await served((_request, response) => response.end("ok"), { ...certificate })
    const answer = await answered("https://vote.example.org/", { at, ca: inventedRoot })
    expect(answer).toMatchObject({ status: 200, tls: { authorised: false, reason, namesHost } })
    expect(chainOf(answer).length).toBeGreaterThan(0)
  })

  test("of an authority that the system does not know is not authorised", async () => {
    const { at } = await served((_, response) => response.end("ok"), { ...hostCertificate(["vote.example.org"]) })
    expect((await answered("https://vote.example.org/", { at })).tls).toMatchObject({
      ...{ authorised: false, namesHost: true, reason: "SELF_SIGNED_CERT_IN_CHAIN" },
    })
  })
})

describe("a failure has a code", () => {
  const failure = async (url: string, options?: RequestOptions) => {
    const answer = await network.request(url, options)
    return answer.kind === "failure" ? answer.failure : answer.status
  }

  test("where nobody listens, or the name is none", async () => {
    const { port, close } = await startWebServer(() => undefined)
    await close()
    expect(await failure(`http://127.0.0.1:${port}/`)).toBe("refused")
    expect(await failure("ftp://127.0.0.1/")).toBe("malformed")
    expect(await failure("no address")).toBe("malformed")
  })

  test("where nothing comes in time", async () => {
    const { port } = await served(() => undefined)
    expect(await failure(`http://127.0.0.1:${port}/`, { timeout: 50 })).toBe("timeout")
    const slow = await served((_, response) => response.writeHead(200).write("begun"))
    expect(await failure(`http://127.0.0.1:${slow.port}/`, { timeout: 200 })).toBe("timeout")
  })

  test("where the other side closes, in the middle too", async () => {
    const { port } = await served((request) => request.socket.destroy())
    expect(await failure(`http://127.0.0.1:${port}/`)).toBe("reset")
    const cut = await served((_, response) => {
      response.writeHead(200, { "Content-Length": 100 }).write("begun", () => response.destroy())
    })
    expect(await failure(`http://127.0.0.1:${cut.port}/`)).toBe("reset")
  })

  test("where it speaks no TLS, or no HTTP", async () => {
    const { at } = await served((_, response) => response.end("plain"))
    expect(await failure("https://vote.example.org/", { at })).toBe("tls")
    const other = await listening(createServer((socket) => socket.end("220 mail\r\n")))
    closing.push(other.close)
    expect(await failure(`http://127.0.0.1:${other.port}/`)).toBe("malformed")
  })

  test("where somebody cancels, before or meanwhile", async () => {
    const { port, asked } = await served(() => undefined)
    const url = `http://127.0.0.1:${port}/`
    expect(await failure(url, { signal: AbortSignal.abort() })).toBe("cancelled")
    expect(asked).toEqual([])
    const cancel = new AbortController()
    const command = systemNetwork({ signal: cancel.signal, software: "urne" })
    const waiting = command.request(url)
    setTimeout(() => cancel.abort(), 50)
    expect(await waiting).toMatchObject({ kind: "failure", failure: "cancelled" })
    expect(await command.resolve("vote.example.org")).toMatchObject({ kind: "unknown", failure: "cancelled" })
  })
})

describe("names", () => {
  test("are found, absent or unknown, as the resolver says", async () => {
    const server = await startNameServer({
      "vote.example.org": ["192.0.2.1", "2001:db8:0:0:0:0:0:1"],
      "parked.example.org": [],
      "broken.example.org": "fails",
      "slow.example.org": "silent",
    })
    closing.push(server.close)
    const ask = (name: string) => network.resolve(name, { resolver: server.address, timeout: 100 })
    expect(await ask("vote.example.org")).toEqual({ kind: "found", addresses: ["192.0.2.1", "2001:db8::1"] })
    expect(await ask("parked.example.org")).toEqual({ kind: "found", addresses: [] })
    expect(await ask("free.example.org")).toEqual({ kind: "absent" })
    expect(await ask("broken.example.org")).toMatchObject({ kind: "unknown", cause: "ESERVFAIL" })
    expect(await ask("slow.example.org")).toMatchObject({ kind: "unknown", failure: "timeout" })
    expect(server.asked).toContain("vote.example.org")
  })

  test("are unknown where the resolver has no address", async () => {
    expect(await network.resolve("vote.example.org", { resolver: "nobody" })).toMatchObject({ kind: "unknown" })
  })
})
