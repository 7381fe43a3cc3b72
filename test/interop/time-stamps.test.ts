/**
 * Compares our time-stamps with `openssl ts`: we accept what it stamps, it answers what we request, and it refuses what
 * was tampered with, except where it does not look.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sha256 } from "../../src/core/hash.ts"
import { certificateOfPem } from "../../src/notes/time-stamp/certificate.ts"
import { requestBytes } from "../../src/notes/time-stamp/request.ts"
import { openTimeStamp, readReply } from "../../src/notes/time-stamp/time-stamp.ts"
import { at, data, oursAlone, type Sample, sound, stamped, tampered } from "../support/tampered-stamps.ts"
import { pem } from "../support/time-stamp-authority.ts"

const isThere = spawnSync("openssl", ["version"]).status === 0
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "urne-stamps-"))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Runs `openssl`, which has to succeed. */
function openssl(args: readonly string[]): void {
  const { stdout, stderr, ...run } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" })
  expect({ status: run.status, said: run.status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, said: "" })
}

const put = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
}
const policy = "1.2.3.4.1"
const request = { imprint: sha256(data), nonce: stamped.nonce, policy }

/** Has `openssl ts -verify` judge a reply to the request. */
function verdict({ reply, root }: Sample): "takes" | "refuses" {
  put("request.tsq", requestBytes(request))
  put("reply.tsr", reply)
  put("root.pem", pem(root))
  const options = [
    "-queryfile",
    "request.tsq",
    "-in",
    "reply.tsr",
    "-CAfile",
    "root.pem",
    "-partial_chain",
    "-attime",
    `${at / 1000}`,
  ]
  const { status, stdout } = spawnSync("openssl", ["ts", "-verify", ...options], { cwd: folder, encoding: "utf8" })
  expect(stdout).toContain(status === 0 ? "Verification: OK" : "Verification: FAILED")
  return status === 0 ? "takes" : "refuses"
}

describe.skipIf(!isThere)("openssl ts", () => {
  test.each(sound)("accepts what we accept: $name", (one) => {
    expect(verdict(one)).toBe("takes")
  })

  test.each(oursAlone)("cannot verify this stamp, which we can: $name", (one) => {
    expect(verdict(one)).toBe("refuses")
  })

  test.each(tampered)("judges a stamp that we refuse as expected: $name", (one) => {
    expect(verdict(one)).toBe(one.openssl === "refuses" ? "refuses" : "takes")
  })
})

const configuration = `
[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = unused
[ root ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[ middle ]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
authorityKeyIdentifier = keyid
[ stamps ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
authorityKeyIdentifier = keyid
[ authority ]
serial = serial
signer_digest = sha256
default_policy = ${policy}
digests = sha256
accuracy = secs:1, millisecs:500
tsa_name = yes
ess_cert_id_alg = sha256
`

describe.skipIf(!isThere).each(["EC", "RSA"])("a time-stamp authority that OpenSSL runs with keys of %s", (kind) => {
  const options = kind === "EC" ? ["-pkeyopt", "ec_paramgen_curve:P-256"] : ["-pkeyopt", "rsa_keygen_bits:2048"]
  const certify = (name: string, issuer: string, number: string) => {
    openssl(["req", "-new", "-config", "x.cnf", "-subj", `/O=Test/CN=${name}`, "-key", `${name}.key`, "-out", "x.csr"])
    const signing = ["-CA", `${issuer}.pem`, "-CAkey", `${issuer}.key`, "-set_serial", number, "-extfile", "x.cnf"]
    openssl(["x509", "-req", "-in", "x.csr", ...signing, "-extensions", name, "-out", `${name}.pem`])
  }
  const reply = (query: Uint8Array) => {
    put("x.tsq", query)
    const signing = ["-inkey", "stamps.key", "-signer", "stamps.pem", "-chain", "middle.pem"]
    const from = ["ts", "-reply", "-config", "x.cnf", "-section", "authority"]
    openssl([...from, "-queryfile", "x.tsq", ...signing, "-out", "x.tsr"])
    return readFileSync(join(folder, "x.tsr"))
  }

  beforeAll(() => {
    put("x.cnf", configuration)
    for (const name of ["root", "middle", "stamps"]) {
      openssl(["genpkey", "-algorithm", kind, ...options, "-out", `${name}.key`])
    }
    const self = ["-x509", "-config", "x.cnf", "-extensions", "root", "-subj", "/O=Test/CN=root"]
    openssl(["req", "-new", ...self, "-key", "root.key", "-out", "root.pem"])
    certify("middle", "root", "2")
    certify("stamps", "middle", "3")
  })

  test("stamps what we request, and we verify the stamp", () => {
    const claim = readReply(reply(requestBytes(request)))
    if ("fault" in claim) throw new Error(claim.fault.rule)
    const root = certificateOfPem(readFileSync(join(folder, "root.pem"), "utf8"))
    if ("fault" in root) throw new Error(root.fault.rule)
    expect(claim.nonce).toBe(request.nonce)
    expect(openTimeStamp(claim.token, { imprint: request.imprint, request, roots: [root] })).toMatchObject({
      ...{ service: "stamps", accuracy: 1500, policy, anchored: true },
    })
  })

  test("refuses a policy that it does not have with status 0, and we read why", () => {
    const claim = readReply(reply(requestBytes({ ...request, policy: "1.2.3.4.9" })))
    expect(claim).toMatchObject({
      fault: { rule: "rejected", detail: expect.stringContaining("unacceptedPolicy") as string },
    })
  })
})
