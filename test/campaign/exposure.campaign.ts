/**
 * Examines Debian's nginx (`apt-get install nginx-light`), set up badly and well. `NGINX` names another program. Where
 * there is none, nothing is examined.
 */
import { spawn, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { gzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { hostCertificate } from "../support/certificates.ts"
import { examine, type Examined, goodHeaders, networkTo, officialHost } from "../support/examined-host.ts"
import { listening } from "../support/web-server.ts"

const program = process.env["NGINX"] ?? "/usr/sbin/nginx"
const isThere = spawnSync(program, ["-v"]).error === undefined

const page = '<!doctype html><title>Vote</title><script src="/static/js/app.js"></script>'

/** Finds a port on which nobody listens. */
async function freePort(): Promise<number> {
  const { port, close } = await listening(createServer())
  await close()
  return port
}

/** Runs nginx with these files and these lines in its server, and examines it. */
async function examined(
  files: Readonly<Record<string, string | Uint8Array>>,
  lines: readonly string[],
): Promise<Examined> {
  const folder = mkdtempSync(join(tmpdir(), "urne-nginx-"))
  const [secure, plain] = [await freePort(), await freePort()]
  const { key, cert } = hostCertificate([officialHost])
  const all = {
    "key.pem": key,
    "cert.pem": cert,
    ...Object.fromEntries(Object.entries(files).map(([name, body]) => [`site/${name}`, body])),
  }
  for (const [name, body] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), body)
  }
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  const config = `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/errors; events {}
http { access_log off; ${temporary.join(" ")} types { text/html html; text/javascript js; } root ${folder}/site; index index.html;
  server { listen 127.0.0.1:${secure} ssl; ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;
    ${lines.join("\n    ")} }
  server { listen 127.0.0.1:${plain}; return 301 https://${officialHost}$request_uri; } }
`
  writeFileSync(join(folder, "nginx.conf"), config)
  const nginx = spawn(program, ["-e", `${folder}/errors`, "-c", `${folder}/nginx.conf`], { stdio: "ignore" })
  const ended = new Promise((resolve) => nginx.on("exit", resolve))
  try {
    const network = networkTo(secure, plain)
    for (
      let tries = 0;
      (await network.request(`https://${officialHost}/`)).kind === "failure" && tries < 100;
      tries++
    ) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return await examine(network)
  } finally {
    nginx.kill("SIGTERM")
    await ended
    rmSync(folder, { recursive: true })
  }
}

const headers = Object.entries(goodHeaders).map(([name, value]) => `add_header ${name} "${value}" always;`)

test.skipIf(isThere)("without nginx nothing is examined", () => {
  process.stdout.write(`exposure: NOT RUN, for there is no ${program}\n`)
  expect(spawnSync(program, ["-v"]).error).toMatchObject({ code: "ENOENT" })
})

test.runIf(isThere)("nginx that is set up badly: all is found", async () => {
  const files = {
    "index.html": page,
    "static/js/app.js": "let a = 1",
    ".git/config": "[core]\n",
    ".git/HEAD": "ref: refs/heads/main\n",
    ".env": "KEY=value\n",
    "congres.sql.gz": gzipSync("INSERT INTO members VALUES (1)"),
    "electeurs.csv": "numéro;nom\r\n1;Invented\r\n",
  }
  const { lines, requests } = await examined(files, ["autoindex on;", "location = /nginx_status { stub_status; }"])
  process.stdout.write(`badly: ${requests} requests, ${lines.length} findings\n`)
  expect([...lines].sort()).toEqual([
    "fail dump /congres.sql.gz archive-or-database",
    "fail listing /static/ listing",
    "fail listing /static/js/ listing",
    "fail repository /.git/HEAD git-head",
    "fail repository /.git/config git-config",
    "fail roll-columns /electeurs.csv columns",
    "fail secrets /.env variables",
    "fail server-status /nginx_status server-status",
    "note version / server",
    "warn content-type-options / x-content-type-options",
    "warn csp / content-security-policy",
    "warn framing / frame-ancestors",
    "warn hsts / strict-transport-security",
    "warn referrer-policy / referrer-policy",
  ])
})

test.runIf(isThere)(
  "nginx that is set up well: nothing is found, and with one page for everything no more",
  async () => {
    const files = { "index.html": page, "static/js/app.js": "let a = 1" }
    const well = await examined(files, ["server_tokens off;", ...headers])
    process.stdout.write(`well: ${well.requests} requests, ${well.lines.length} findings\n`)
    expect(well.lines).toEqual([])
    const one = await examined(files, ["server_tokens off;", ...headers, "location / { try_files $uri /index.html; }"])
    expect(one.lines).toEqual(["note answers-all random-path"])
  },
)
