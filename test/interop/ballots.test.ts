import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Choice } from "../../src/belenios/choice.ts"
import { openTally } from "../../src/belenios/combination.ts"
import { drawCredential, votingKey } from "../../src/belenios/credential.ts"
import {
  decryptionFindings,
  decryptPartially,
  parsePartialDecryption,
  partialDecryptionBody,
} from "../../src/belenios/decryption.ts"
import { encryptBallot } from "../../src/belenios/encryption.ts"
import { scalarText } from "../../src/belenios/group.ts"
import { ownedBody } from "../../src/belenios/payload.ts"
import { publicCredentialsBody, sortCredentials } from "../../src/belenios/public-credentials.ts"
import type { Question } from "../../src/belenios/question.ts"
import { resultBody } from "../../src/belenios/result.ts"
import { encryptedTallyBody, makeTally, parseEncryptedTally } from "../../src/belenios/tally.ts"
import { trusteesBody } from "../../src/belenios/trustees.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { right } from "../support/ceremony.ts"
import { listedBallot } from "../support/listed-ballot.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { questions, smallElection } from "../support/small-election.ts"
import { beleniosTool, runTool } from "./tool.ts"

interface Vote {
  readonly weight: bigint
  readonly choices: readonly Choice[]
  /** Says who makes the ballot. */
  readonly by: "us" | "tool"
}

const cases: readonly {
  readonly name: string
  readonly asked: readonly Question[]
  readonly votes: readonly Vote[]
}[] = [
  {
    name: "blank votes and weights",
    asked: [questions.chair],
    votes: [
      { weight: 1n, choices: ["blank"], by: "us" },
      { weight: 1n << 30n, choices: ["blank"], by: "tool" },
      { weight: 7n, choices: [[0, 1]], by: "us" },
      { weight: 9_000_000_000n, choices: [[1, 0]], by: "tool" },
    ],
  },
  {
    name: "several questions, bounds of every kind",
    asked: [
      questions.council,
      questions.report,
      { ...questions.council, blank: true, min: 0, max: 3 },
      { ...questions.council, min: 2, max: 2 },
      { ...questions.chair, min: 1, max: 2 },
    ],
    votes: [
      { weight: 1n, choices: [[0, 0, 0], [0], [0, 0, 0], [1, 0, 1], "blank"], by: "us" },
      { weight: 1n, choices: [[1, 0, 1], [1], "blank", [1, 1, 0], [1, 1]], by: "us" },
      { weight: 1n, choices: [[0, 1, 0], [1], [1, 1, 1], [0, 1, 1], [0, 1]], by: "tool" },
    ],
  },
  { name: "no ballot", asked: [questions.chair], votes: [] },
]

describe.skipIf(beleniosTool === undefined).each(cases)(
  "an election shared with belenios-tool: $name",
  ({ name, asked, votes }) => {
    const random = seededRandom(name)
    const { election, engine, trustees, key } = smallElection(random, asked, 0)
    const codes = votes.map((_, index) => drawCredential(random, `shared ${index}`))
    const credentials = codes.map((code, index) => {
      const owner = votingKey(election.uuid, code)
      return { code, owner, weight: votes[index]?.weight ?? 1n, key: owner.publicCredential }
    })
    let folder = ""
    const tool = (args: readonly string[], input?: Uint8Array | string) =>
      runTool(folder, args, typeof input === "object" ? utf8Text(input) : input)
    const put = (file: string, content: Uint8Array | string) => {
      writeFileSync(join(folder, file), content)
    }

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "urne-ballots-"))
      put("election.json", election.body)
      put("trustees.json", trusteesBody(trustees))
      put("public_creds.json", publicCredentialsBody(sortCredentials(credentials)))
      tool(["archive", "init"])
    })
    afterAll(() => {
      rmSync(folder, { recursive: true })
    })

    test("the tool derives the same public credentials", () => {
      for (const { code, key: publicKey } of credentials) {
        const args = ["--uuid", election.uuid, "--group", "Ed25519", "--derive", code]
        expect(tool(["setup", "generate-credentials", ...args]).trim()).toBe(publicKey)
      }
    })

    test("ballots, shares and the result pass on both sides", () => {
      const known = new Set(credentials.map((credential) => credential.key))
      const sum = makeTally(engine, asked)
      votes.forEach(({ choices, by, weight }, index) => {
        const credential = credentials[index]
        if (credential === undefined) throw new Error("no credential")
        const body =
          by === "us"
            ? encryptBallot(random, election, credential.owner, choices)
            : utf8(theirs(credential.code, choices))
        put("ballot.json", body)
        tool(["election", "verify-ballot", "--ballot", "ballot.json"])
        sum.add(right(listedBallot(election, engine, body, (each) => known.has(each), "ballot")), weight)
        tool(["archive", "add-event", "--type=Ballot"], body)
      })
      tool(["archive", "add-event", "--type=EndBallots"])
      const lines = tool(["election", "compute-encrypted-tally"])
      const { encryptedTally, totalWeight } = sum.result()
      expect(lines.split("\n")[0]).toBe(utf8Text(encryptedTallyBody(encryptedTally)))
      tool(["archive", "add-event", "--type=EncryptedTally"], lines)
      tool(["election", "verify"])

      const tally = right(parseEncryptedTally(asked, encryptedTallyBody(encryptedTally), "tally"))
      put("key", `"${scalarText(key.secret)}"`)
      const [byTool = ""] = tool(["election", "decrypt", "--privkey", "key", "--trustee-id", "1"]).split("\n")
      const ofTool = right(parsePartialDecryption(asked, utf8(byTool), "share"))
      expect(decryptionFindings(election.fingerprint, 1, key.publicKey, tally, ofTool, "share")).toEqual([])
      const ours = decryptPartially(random, election.fingerprint, key, tally)
      const body = partialDecryptionBody(ours)
      const owned = utf8Text(ownedBody({ owner: 1, payload: sha256Hex(body) })) ?? ""
      tool(["archive", "add-event", "--type=PartialDecryption"], `${utf8Text(body) ?? ""}\n${owned}\n`)

      const { result } = right(openTally(trustees, tally, [{ owner: 1, factors: ours.factors }], totalWeight, "tally"))
      expect(result).toEqual(countInClear(asked, votes))
      const stated = tool(["election", "compute-result"]).trim()
      expect(stated).toBe(utf8Text(resultBody(result)))
      tool(["archive", "add-event", "--type=Result"], stated)
      tool(["election", "verify"])
    })

    function theirs(code: string, choices: readonly Choice[]): string {
      put("credential", code)
      put("choices.json", JSON.stringify(asked.map((question, index) => votesForTool(question, choices[index] ?? []))))
      return tool(["election", "generate-ballot", "--privcred", "credential", "--choice", "choices.json"]).trim()
    }
  },
)

/** Gives one number per choice, with the blank vote first where it is allowed, as the tool takes votes. */
function votesForTool({ answers, blank }: Question, choice: Choice): readonly number[] {
  const values = answers.map((_, rank) => (choice === "blank" ? 0 : (choice[rank] ?? 0)))
  return blank ? [choice === "blank" ? 1 : 0, ...values] : values
}

/** Counts the result from the votes in the clear. */
function countInClear(asked: readonly Question[], votes: readonly Vote[]): readonly (readonly bigint[])[] {
  return asked.map((question, index) => {
    const rows = votes.map(({ choices, weight }) =>
      votesForTool(question, choices[index] ?? []).map((value) => BigInt(value) * weight),
    )
    return votesForTool(question, []).map((_, choice) => rows.reduce((sum, row) => sum + (row[choice] ?? 0n), 0n))
  })
}
