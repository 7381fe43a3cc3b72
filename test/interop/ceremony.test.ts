import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import {
  type CeremonyContext,
  type Certificate,
  makeCertificate,
  openCeremony,
} from "../../src/belenios/certificate.ts"
import { checkVoutput, makeVoutput, openShare, thresholdItem } from "../../src/belenios/pedersen.ts"
import { drawSeed, trusteeKeys } from "../../src/belenios/pki.ts"
import { checkPolynomial, makePolynomial } from "../../src/belenios/polynomial.ts"
import { parseTrustees, trusteesBody } from "../../src/belenios/trustees.ts"
import { makeVinputs } from "../../src/belenios/vinput.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { right } from "../support/ceremony.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { beleniosTool, runTool } from "./tool.ts"

/** Does what a trustee does, by our code or by the peer. Messages are texts without their line end. */
interface Trustee {
  readonly seed: string
  readonly certificate: string
  deal(certificates: readonly string[]): string
  finish(certificates: readonly string[], vinput: string): string
}

describe.skipIf(beleniosTool === undefined)("a key ceremony shared with belenios-tool", () => {
  let folder = ""
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "urne-ceremony-"))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  test.each([
    { threshold: 2, members: "ours theirs theirs" },
    { threshold: 2, members: "theirs ours ours" },
    { threshold: 3, members: "theirs ours theirs ours" },
    { threshold: 2, members: "ours ours ours" },
    { threshold: 2, members: "theirs theirs theirs" },
  ])("$threshold of $members", ({ threshold, members }) => {
    const size = members.split(" ").length
    const trustees = members.split(" ").map((side, position) => {
      const context = { size, threshold, index: position + 1 }
      return side === "ours" ? ourTrustee(context) : theirTrustee(folder, context)
    })

    const certificates = trustees.map(({ certificate }) => certificate)
    writeLines("certificates", certificates)
    step(2, "--certs", "certificates")
    const ceremony = right(openCeremony(certificates))

    const dealt = trustees.map((trustee) => trustee.deal(certificates))
    writeLines("polynomials", dealt)
    const polynomials = zip(ceremony.certificates, dealt).map(([owner, text]) =>
      right(checkPolynomial(ceremony, owner, text)),
    )

    step(4, "--certs", "certificates", "--polynomials", "polynomials")
    const vinputs = makeVinputs(polynomials)
    expect(vinputs).toEqual(ceremony.certificates.map((owner) => readLine(folder, `${idOf(owner)}.vinput`)))

    const finished = zip(trustees, vinputs).map(([trustee, vinput]) => trustee.finish(certificates, vinput))
    const voutputs = zip(ceremony.certificates, finished).map(([owner, text]) =>
      right(checkVoutput(polynomials, owner, text)),
    )
    const input = finished.map((line) => `${line}\n`).join("")
    const published = runStep(folder, 6, ["--certs", "certificates", "--polynomials", "polynomials"], input)

    const body = trusteesBody([thresholdItem(ceremony, polynomials, voutputs)])
    expect(utf8Text(body)).toBe(`[["Pedersen",${published}]]`)
    expect(right(parseTrustees(utf8(`[["Pedersen",${published}]]`), ""))).toHaveLength(1)
    verifyElection(folder, body)
    for (const [owner, trustee] of zip(ceremony.certificates, trustees)) {
      expect(openShare(trusteeKeys(trustee.seed), readLine(folder, `${idOf(owner)}.dkey`))).toBeDefined()
    }
  })

  function step(number: number, ...args: readonly string[]): string {
    return runStep(folder, number, args)
  }

  function writeLines(name: string, lines: readonly string[]): void {
    writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(""))
  }
})

function ourTrustee(context: CeremonyContext): Trustee {
  const random = seededRandom(JSON.stringify(context))
  const seed = drawSeed(random, "")
  const keys = trusteeKeys(seed)
  return {
    seed,
    certificate: makeCertificate(random, keys, context),
    deal: (certificates) => right(makePolynomial(random, keys, right(openCeremony(certificates)))),
    finish: (certificates, vinput) => right(makeVoutput(random, keys, right(openCeremony(certificates)), vinput)),
  }
}

/**
 * Has the peer act as a trustee. It reads the files `certificates` and `polynomials`, which must be in the folder
 * before the step that needs them.
 */
function theirTrustee(folder: string, { size, threshold, index }: CeremonyContext): Trustee {
  const place = ["--threshold-context", `${index}/${threshold}/${size}`]
  const id = runStep(folder, 1, place)
  const files = ["--certs", "certificates", "--key", `${id}.key`]
  return {
    seed: readLine(folder, `${id}.key`),
    certificate: readLine(folder, `${id}.cert`),
    deal: () => runStep(folder, 3, [...place, ...files]),
    finish: (_, vinput) => runStep(folder, 5, files, `${vinput}\n`),
  }
}

/** Has the peer verify an election with these trustees; it throws if the peer finds fault with them. */
function verifyElection(folder: string, trustees: Uint8Array): void {
  const uuid = runTool(folder, ["setup", "generate-token"]).trim()
  const question = { answers: ["Yes", "No"], min: 0, max: 1, question: "?" }
  writeFileSync(join(folder, "trustees.json"), trustees)
  writeFileSync(join(folder, "template.json"), JSON.stringify({ description: "", name: "", questions: [question] }))
  runTool(folder, ["setup", "make-election", "--uuid", uuid, "--group", "Ed25519", "--template", "template.json"])
  runTool(folder, ["setup", "generate-credentials", "--uuid", uuid, "--group", "Ed25519", "--count", "1"])
  const credentials = readdirSync(folder).find((name) => name.endsWith(".pubcreds")) ?? ""
  runTool(folder, ["archive", "init", "--public-creds", credentials])
  runTool(folder, ["election", "verify"])
}

function runStep(folder: string, step: number, args: readonly string[], input?: string): string {
  const command = ["setup", "generate-trustee-key-threshold", "--group", "Ed25519", "--step", String(step)]
  return runTool(folder, [...command, ...args], input).trimEnd()
}

/** Returns the name that the peer gives to the files of a trustee. */
function idOf({ signed }: Certificate): string {
  return sha256Hex(signed.message)
}

function readLine(folder: string, name: string): string {
  return readFileSync(join(folder, name), "utf8").trimEnd()
}

function zip<A, B>(as: readonly A[], bs: readonly B[]): readonly (readonly [A, B])[] {
  return as.map((a, index) => [a, bs[index] as B])
}
