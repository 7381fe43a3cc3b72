import type { RequestListener } from "node:http"
import { gzipSync } from "node:zlib"
import { afterEach, describe, expect, test } from "vitest"
import type { Json } from "../../src/core/json.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { certificateRemarks } from "../../src/preflight/exposure/certificate.ts"
import { bodyOf, hasRollColumns, isListing, type RuleName, rules } from "../../src/preflight/exposure/content.ts"
import { headerRemarks } from "../../src/preflight/exposure/headers.ts"
import { foldersOf } from "../../src/preflight/exposure/links.ts"
import { probesOf } from "../../src/preflight/exposure/paths.ts"
import { isPrivate, isPublishedEntry } from "../../src/register/shape.ts"
import { hostCertificate, type HostCertificate } from "../support/certificates.ts"
import { closes, examine, type Examined, networkTo, now, officialHost, serving } from "../support/examined-host.ts"
import { startWebServer, type WebServer } from "../support/web-server.ts"

const day = 86_400_000
const servers: WebServer[] = []
afterEach(async () => {
  for (const { close } of servers.splice(0)) await close()
})

const sound = hostCertificate([officialHost])

async function started(answer: RequestListener, certificate?: HostCertificate): Promise<WebServer> {
  const server = await startWebServer(answer, certificate === undefined ? undefined : { ...certificate })
  servers.push(server)
  return server
}

async function examined(
  answer: RequestListener,
  certificate = sound,
  most?: number,
): Promise<Examined & { asked: readonly string[] }> {
  const secure = await started(answer, certificate)
  const plain = await started((_, response) => response.writeHead(301, { Location: `https://${officialHost}/` }).end())
  const report = await examine(networkTo(secure.port, plain.port), most)
  return { ...report, asked: [...secure.asked, ...plain.asked] }
}

const page = `<!doctype html><title>Vote</title><link href="/static/css/vote.css"><script src="/static/js/app.js"></script>
<a href="https://elsewhere.example/secret/file">elsewhere</a><a href="aide.html?x=1&amp;y=2">help</a>`

describe("a host that is set up well", () => {
  test("has no finding, and each request is counted", async () => {
    const { lines, requests, asked } = await examined(serving({ "/": page, "/static/js/app.js": "let a = 1" }))
    expect(lines).toEqual([])
    expect(requests).toBe(asked.length)
    expect(requests).toBeGreaterThan(150)
    expect(requests).toBeLessThanOrEqual(400)
    expect(asked.filter((one) => !one.startsWith("GET "))).toEqual([])
  })

  test("may answer to everything, with a page or without one", async () => {
    const everything = await examined(serving({}, { status: 200, body: page }))
    expect(everything.lines).toEqual(["note answers-all random-path"])
    const word = await examined(serving({ "/": page }, { status: 200, body: "ok" }))
    expect(word.lines).toEqual(["note answers-all random-path"])
    const json = await examined(serving({ "/": page }, { status: 200, body: '{"error":"not found","numero":4}' }))
    expect(json.lines).toEqual(["note answers-all random-path"])
  })

  test("may have no port without encryption", async () => {
    const secure = await started(serving({ "/": page }), sound)
    expect((await examine(networkTo(secure.port, undefined))).lines).toEqual([])
  })
})

describe("what is served and should not be", () => {
  test("is found: a listing, a repository, variables, dumps, keys, logs and the roll", async () => {
    const dump = gzipSync("INSERT INTO members VALUES (1)")
    const { lines, findings } = await examined(
      serving({
        "/": page,
        "/static/js/": "<html><head><title>Index of /static/js/</title></head></html>",
        "/.git/config": "[core]\n\trepositoryformatversion = 0\n",
        "/.git/HEAD": "ref: refs/heads/main\n",
        "/.env": "APP_KEY=abc\nDB_PASSWORD='x y'\n",
        "/.htpasswd": "admin:$apr1$abcdefgh$0123456789012345678901\n",
        "/congres.sql.gz": dump,
        "/backup.zip": "PK\u0003\u0004rest",
        "/server.key": "-----BEGIN PRIVATE KEY-----\nAAAA\n",
        "/error.log": "2014/11/20 10:00:00 [error] 12#0: open() failed\n",
        "/electeurs.csv": "Numéro;Nom;Prénom\r\n1;Invented;Jo\r\n",
        "/.DS_Store": Buffer.from("\0\0\0\u0001Bud1", "latin1"),
        "/info.php": "<!DOCTYPE html><title>phpinfo()</title><h1>PHP Version 8</h1>",
      }),
    )
    expect([...lines].sort()).toEqual([
      "fail dump /backup.zip archive-or-database",
      "fail dump /congres.sql.gz archive-or-database",
      "fail listing /static/js/ listing",
      "fail log /error.log log",
      "fail phpinfo /info.php phpinfo",
      "fail private-key /server.key private-key",
      "fail repository /.git/HEAD git-head",
      "fail repository /.git/config git-config",
      "fail roll-columns /electeurs.csv columns",
      "fail secrets /.env variables",
      "fail secrets /.htpasswd hashed-passwords",
      "warn ds-store /.DS_Store ds-store",
    ])
    const found = findings.find(({ path }) => path === "/congres.sql.gz")
    expect(found).toEqual({
      ...{ class: "dump", severity: "fail", host: officialHost, path: "/congres.sql.gz" },
      seen: { rule: "archive-or-database", status: 200, sha256: `sha256:${sha256Hex(dump)}`, size: dump.length },
    })
    // No finding says what a file says.
    expect(JSON.stringify(findings)).not.toMatch(/x y|Invented|AAAA/)
  })

  test("is found among two hundred answers that say nothing, whatever the status", async () => {
    const answers: RequestListener = (request, response) => {
      const body = request.url === "/.git/config" ? "[core]\n" : page
      for (const [name, value] of Object.entries({ "X-Content-Type-Options": "nosniff" }))
        response.setHeader(name, value)
      response.writeHead(request.url === "/.git/config" ? 500 : 200).end(body)
    }
    const { lines } = await examined(answers)
    expect(lines.filter((one) => one.startsWith("fail"))).toEqual(["fail repository /.git/config git-config"])
    expect(lines).toContain("note answers-all random-path")
  })
})

describe("requests", () => {
  test("are no more than the cap, and the report says that it was reached", async () => {
    const { lines, requests, asked } = await examined(serving({ "/": page }), sound, 20)
    expect([requests, asked.length, lines]).toEqual([20, 20, ["warn stopped most-requests"]])
  })

  test("never go to another host, wherever a page leads", async () => {
    const away = await examined((_, response) =>
      response.writeHead(302, { Location: "https://elsewhere.example/" }).end(),
    )
    expect(away.lines).toContain("note redirects-elsewhere other-host")
    const around = await examined((request, response) => {
      response.writeHead(302, { Location: `${request.url ?? ""}x` }).end()
    })
    expect(around.asked.filter((one) => /^GET \/x+$/.test(one)).length).toBe(3)
  })

  test("end with the first where nobody answers", async () => {
    const { requests, lines } = await examine({
      ...networkTo(1, undefined),
      request: () => Promise.resolve({ kind: "failure", failure: "timeout", cause: "ETIMEDOUT", milliseconds: 1 }),
    })
    expect([requests, lines]).toEqual([1, ["fail no-answer timeout"]])
  })
})

describe("a certificate", () => {
  test.each<[string, HostCertificate, readonly string[]]>([
    ["expired", hostCertificate([officialHost], { until: Date.UTC(2012, 0, 1) }), ["fail certificate-expired dates"]],
    ["of another host", hostCertificate(["other.example.org"]), ["fail certificate-host names"]],
    [
      "its own issuer",
      hostCertificate([officialHost], { selfSigned: true }),
      ["fail certificate-untrusted DEPTH_ZERO_SELF_SIGNED_CERT"],
    ],
  ])("that is %s is found", async (_, certificate, found) => {
    expect((await examined(serving({ "/": page }), certificate)).lines).toEqual(found)
  })

  const facts = (until: number) => ({
    ...{ protocol: "TLSv1.3", authorised: true, reason: undefined, namesHost: true },
    chain: [{ subject: "", issuer: "", names: [], from: now - day, until, sha256: "" }],
  })
  test.each([
    ["before the close", closes - 1, [["fail", "before-close"]]],
    ["soon after it", closes + 13 * day, [["warn", "soon-after-close"]]],
    ["long after it", closes + 15 * day, []],
    ["before now", now - 1, [["fail", "dates"]]],
  ])("that ends %s", (_, until, found) => {
    const remarks = certificateRemarks(facts(until), { now, closes })
    expect(remarks.map(({ severity, seen }) => [severity, seen.rule])).toEqual(found)
  })
})

describe("headers", () => {
  test("that are missing are named, and what a cookie lacks, without its name", async () => {
    const { lines } = await examined(
      serving({ "/": page }, undefined, { "Set-Cookie": ["session=secret; Path=/; HttpOnly"], Server: "nginx/1.2.3" }),
    )
    expect(lines).toEqual([
      "warn hsts / strict-transport-security",
      "warn csp / content-security-policy",
      "warn content-type-options / x-content-type-options",
      "warn framing / frame-ancestors",
      "warn referrer-policy / referrer-policy",
      "warn cookie / secure",
      "warn cookie / samesite",
      "note version / server",
    ])
  })

  test.each<[string, Record<string, readonly string[]>, boolean]>([
    ["hsts", { "strict-transport-security": ["max-age=31536000"] }, true],
    ["hsts", { "strict-transport-security": ["max-age=300"] }, false],
    ["csp", { "content-security-policy": ["default-src 'self'"] }, true],
    ["csp", { "content-security-policy": ["default-src 'self'; script-src 'self' 'unsafe-inline'"] }, false],
    ["csp", { "content-security-policy": ["script-src 'unsafe-inline' 'nonce-abc'"] }, true],
    ["csp", { "content-security-policy": ["frame-ancestors 'none'"] }, false],
    ["framing", { "x-frame-options": ["DENY"] }, true],
    ["framing", { "content-security-policy": ["frame-ancestors *"] }, false],
    ["referrer-policy", { "referrer-policy": ["no-referrer, strict-origin-when-cross-origin"] }, true],
    ["referrer-policy", { "referrer-policy": ["unsafe-url"] }, false],
  ])("%s: %o", (kind, headers, isGood) => {
    expect(headerRemarks(headers).some((one) => one.class === kind)).toBe(!isGood)
  })

  test("are missed where the host also answers without encryption", async () => {
    const secure = await started(serving({ "/": page }), sound)
    const plain = await started(serving({ "/": page }))
    const { lines } = await examine(networkTo(secure.port, plain.port))
    expect(lines).toEqual(["fail plain-http no-redirect-to-https"])
  })
})

describe("content", () => {
  const latin = (text: string) => Buffer.from(text, "latin1")
  test.each<[RuleName, string, string]>([
    ["git-head", "0123456789abcdef0123456789abcdef01234567\n", "refs"],
    ["git-index", "DIRC\0\0\0\x02\0", "DIRECTORY"],
    ["svn-entries", "10\n\ndir\n", "12 members voted"],
    ["hg-requires", "dotencode\nfncache\n", "the store"],
    ["variables", "# a\nA_B=1\nC=", "A=1\nhello there\nmore"],
    ["npm-token", "//registry.example/:_authToken=x\n", "registry of births"],
    ["hashed-passwords", "a:{SHA}x\nb:$2y$05$x\n", "name: value\nother: value\n"],
    ["credentials", "[default]\naws_secret_access_key = x", "secret"],
    ["sql-text", "-- MySQL dump 10.1\n", "We create table plans"],
    ["archive-or-database", "7z\xbc\xaf\x27\x1c", "7zip"],
    ["archive-or-database", "PGDMP\x01", "<!doctype html>PGDMP"],
    ["archive-or-database", `${"x".repeat(257)}ustar`, "ustar"],
    ["encrypted-file", "age-encryption.org/v1\n-> X25519", "age"],
    ["private-key", "-----BEGIN RSA PRIVATE KEY-----", "-----BEGIN PUBLIC KEY-----"],
    ["log", '192.0.2.1 - - [20/Nov/2014:10:00:00 +0100] "GET / HTTP/1.1" 200 1', "20/Nov/2014"],
    ["server-status", "Active connections: 2 \nserver accepts handled requests", "Active"],
  ])("of %s is told from other content", (name, good, bad) => {
    expect(rules[name].matches(bodyOf(latin(good)))).toBe(true)
    expect(rules[name].matches(bodyOf(latin(bad)))).toBe(false)
    // A page that shows it is no file.
    const inPage = rules[name].matches(bodyOf(latin(`\n<!DOCTYPE html>\n<pre>\n${good}`)))
    expect(inPage).toBe(name === "server-status")
  })

  test("of a listing is that of Apache, nginx, Python and IIS", () => {
    const is = (text: string) => isListing(bodyOf(latin(text)))
    expect(is("<html><head><title>Index of /a</title></head>")).toBe(true)
    expect(is("<title>Directory listing for /a/</title>")).toBe(true)
    expect(is('<A HREF="/">[To Parent Directory]</A>')).toBe(true)
    expect(is("<p>Index of the handbook</p>")).toBe(false)
  })

  test("of the roll is a table or an object with its number and one more of its columns", () => {
    const columns = { id: "number", others: ["name"] }
    const is = (text: string) => hasRollColumns(bodyOf(Buffer.from(text)), columns)
    expect(is('\ufeff"Number","Name"\r\n')).toBe(true)
    expect(is('[{"number": 1, "name": "Jo"}]')).toBe(true)
    expect([is("number,weight\n"), is("name\n"), is('{"name":"x"}'), is("<html>number,name")]).toEqual(
      Array(4).fill(false),
    )
  })
})

test("the paths have the names of the host and the year, each once", () => {
  const paths = probesOf("vote.congres.fr", 2014).map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length)
  for (const path of ["vote.congres.fr.sql", "congres.zip", "vote.tar.gz", "2014.sql.gz", "vote.congres.fr.key"]) {
    expect(paths).toContain(path)
  }
})

test("folders are those of links to the same host, and of what is above them", () => {
  const base = "https://vote.congres.fr/fr/"
  expect(foldersOf(page, base)).toEqual(["/static/css/", "/static/", "/static/js/", "/fr/"])
  const many = Array.from({ length: 90 }, (_, i) => `<a href=/f${i}/x>`).join("")
  expect(foldersOf(many, base).length).toBe(40)
})

describe("the form of entries", () => {
  const stamp = { at: "2014-11-20T08:00:00Z", signed: ["a signature"], private: "0".repeat(64) }
  const sha256 = `sha256:${"0".repeat(64)}`
  const hosts = [officialHost]
  const authorised: Record<string, Json> = {
    type: "exposure.authorised",
    hosts,
    until: "2014-11-30T19:00:00Z",
    sha256,
    ...stamp,
  }
  const looked: Record<string, Json> = {
    ...{ type: "exposure.examined", hosts, requests: 200, failed: 1, warned: 0, sha256, ...stamp },
  }

  test("has hosts, figures and hashes, and keeps the rest apart", () => {
    expect([authorised, looked].map((one) => isPublishedEntry(one))).toEqual([true, true])
    expect(isPrivate("exposure.authorised", { by: "Max Made-up", name: "letter.pdf" })).toBe(true)
    expect(isPrivate("exposure.authorised", { by: "Max Made-up" })).toBe(false)
    expect(isPrivate("exposure.examined", { findings: ["fail dump vote.congres.fr/backup.zip"] })).toBe(true)
    expect(isPrivate("exposure.examined", { findings: [] })).toBe(false)
  })

  test.each<[string, Record<string, Json>]>([
    ["no end", { ...authorised, until: "" }],
    ["no host", { ...authorised, hosts: [] }],
    ["an address for a host", { ...authorised, hosts: ["https://vote.congres.fr/"] }],
    ["no commitment", { ...authorised, private: "Max Made-up" }],
    ["a negative count", { ...looked, failed: -1 }],
    ["no hash", { ...looked, sha256: "0" }],
    ["findings that are published", { ...looked, findings: ["fail"] }],
  ])("refuses %s", (_, entry) => {
    expect(isPublishedEntry(entry)).toBe(false)
  })
})
