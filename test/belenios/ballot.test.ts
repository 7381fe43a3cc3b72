import { describe, expect, test } from "vitest"
import { openBallot } from "../../src/belenios/ballot-scan.ts"
import {
  type Ballot,
  ballotBody,
  ballotTracker,
  largestBallot,
  maxBallotBytes,
  parseBallot,
  signedHash,
} from "../../src/belenios/ballot.ts"
import type { VotingKey } from "../../src/belenios/credential.ts"
import { encryptBallot } from "../../src/belenios/encryption.ts"
import {
  decodeCurvePoint,
  decodePoint,
  encodePoint,
  generator,
  negate,
  type Point,
  pointBytes,
  pointText,
  q,
  scalar,
} from "../../src/belenios/group.ts"
import { proveSecret } from "../../src/belenios/schnorr.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import type { Finding } from "../../src/core/finding.ts"
import { right } from "../support/ceremony.ts"
import { listedBallot } from "../support/listed-ballot.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { questions, smallElection } from "../support/small-election.ts"

const random = seededRandom("ballot")
const { election, engine, voters } = smallElection(random, [questions.chair, questions.council, questions.report], 2)
const [voter, other] = voters as [VotingKey, VotingKey]
const body = encryptBallot(random, election, voter, [[1, 0], [1, 0, 1], [1]])
const ballot = right(parseBallot(election, body, "ballot"))
const text = utf8Text(body) ?? ""

function findingsOf(bytes: Uint8Array | string, listed = voters): readonly Finding[] {
  const keys = new Set(listed.map(({ publicCredential }) => publicCredential))
  const given = typeof bytes === "string" ? utf8(bytes) : bytes
  return listedBallot(election, engine, given, (key) => keys.has(key), "ballot").findings
}

function codesOf(bytes: Uint8Array | string): readonly string[] {
  return findingsOf(bytes).map(({ code }) => code)
}

/** Changes the JSON value of the ballot and has the voter sign it again, so that only the change is wrong. */
function changed(change: (ballot: Loose) => void): Uint8Array {
  const loose = JSON.parse(text) as Loose
  change(loose)
  const { signature, ...unsigned } = loose
  const signed = JSON.parse(JSON.stringify({ ...unsigned, signature })) as Loose
  return utf8(JSON.stringify(signedAgain(signed)))
}

function signedAgain(loose: Loose): Loose {
  const read = parseBallot(election, utf8(JSON.stringify(loose)), "ballot").value
  if (read === undefined) return loose
  const hash = signedHash(read)
  const proof = proveSecret(random, "test", voter.secret, voter.publicCredential, `sig|${hash}|`)
  return JSON.parse(utf8Text(ballotBody({ ...read, signature: { hash, proof } })) ?? "") as Loose
}

interface LooseProof {
  challenge: unknown
  response: unknown
}

interface Loose {
  election_uuid: unknown
  election_hash: unknown
  credential: unknown
  answers: {
    choices: { alpha: string; beta: string }[]
    individual_proofs: LooseProof[][]
    overall_proof: LooseProof[]
    blank_proof?: LooseProof[]
  }[]
  signature: { hash: unknown; proof: LooseProof }
}

const [chair, council, report] = [0, 1, 2] as const
type Answer = Loose["answers"][number]
const answerOf = (loose: Loose, question: number): Answer => loose.answers[question] as Answer
const proofOf = (list: LooseProof[][] | LooseProof[] | undefined, index: number) => list?.[index] as LooseProof

test("an unchanged ballot passes", () => {
  expect(findingsOf(body)).toEqual([])
  expect(utf8Text(ballotBody(ballot))).toBe(text)
  expect(ballotTracker(body)).toMatch(/^[A-Za-z0-9+/]{43}$/)
})

test("a ballot is at most 48 bytes smaller than the limit that its questions set", () => {
  const largest = largestBallot(election.uuid, election.questions)
  expect(body.length).toBeLessThanOrEqual(largest)
  // Each of the 48 numbers has 76 digits at most, and rarely less than 74.
  expect(body.length).toBeGreaterThan(largest - 48)
})

test("a ballot has one α per choice, and no two are equal", () => {
  const alphas = ballot.answers.flatMap(({ choices }) => choices.map(({ alpha }) => alpha))
  expect(new Set(alphas).size).toBe(7)
  const { points } = right(openBallot(election, body, "ballot"))
  expect(alphas.map(pointBytes)).toEqual(alphas.map((_, index) => points.slice(32 + 64 * index, 64 + 64 * index)))
})

test("a ballot that is signed again without a change passes", () => {
  expect(codesOf(changed(() => undefined))).toEqual([])
})

describe("bytes that are not the canonical ballot", () => {
  const number = ballot.signature.proof.challenge
  const forms: Record<string, string> = {
    "a space": text.replace(":", ": "),
    "a line end": `${text}\n`,
    "a byte order mark": `\ufeff${text}`,
    "an unknown member": text.replace("{", '{"note":"",'),
    "a duplicate member": text.replace("{", '{"election_uuid":"x",'),
    "members in another order": JSON.stringify(
      Object.fromEntries(Object.entries(JSON.parse(text) as object).reverse()),
    ),
    "upper-case hexadecimal": text.replace(ballot.credential, ballot.credential.toUpperCase()),
    "a leading zero": text.replace(`"${number}"`, `"0${number}"`),
    "a number above q": text.replace(`"${number}"`, `"${number + q}"`),
    "a negative number": text.replace(`"${number}"`, `"${number - q}"`),
    "a number that is no string": text.replace(`"${number}"`, "7"),
    "an escape": text.replace('"election_uuid"', '"\\u0065lection_uuid"'),
    "a NUL": `${text}\0`,
    "half of the ballot": text.slice(0, text.length / 2),
    nothing: "",
    null: "null",
    "an array": "[]",
    "deep nesting": "[".repeat(100_000),
  }
  test.each(Object.entries(forms))("%s", (name, form) => {
    expect(form).not.toBe(text)
    const code = name.startsWith("upper") ? "BALLOT_CREDENTIAL" : "BALLOT_FORM"
    expect(codesOf(form)).toEqual([code])
  })

  test("are refused unread if they are more than 256 KiB", () => {
    expect(findingsOf(new Uint8Array(10 ** 6))).toMatchObject([{ code: "BALLOT_FORM", params: { rule: "size" } }])
    expect(findingsOf(new Uint8Array(maxBallotBytes))).toMatchObject([
      { code: "BALLOT_FORM", params: { rule: "json" } },
    ])
  })

  test("are refused if they are not UTF-8", () => {
    const accidents = [
      ["empty", ""],
      ["mark", "\ufeff{}"],
      ["return", "{}\r"],
    ] as const
    for (const [rule, text] of accidents) {
      expect(findingsOf(text)).toEqual([{ code: "BALLOT_FORM", at: "ballot", params: { path: "", rule } }])
    }
    expect(findingsOf(Uint8Array.of(0xff))).toMatchObject([{ code: "BALLOT_FORM", params: { rule: "utf8" } }])
  })
})

describe("a ballot of another election", () => {
  test("is recognised by its uuid", () => {
    expect(codesOf(changed((loose) => (loose.election_uuid = "9xDrMnXn4cUuGx")))).toEqual(["BALLOT_UUID"])
  })
  test("is recognised by its fingerprint", () => {
    expect(codesOf(changed((loose) => (loose.election_hash = "A".repeat(43))))).toEqual(["BALLOT_ELECTION_HASH"])
  })
})

describe("a shape that does not fit the questions", () => {
  const shapes: Record<string, (loose: Loose) => void> = {
    "one answer too few": ({ answers }) => void answers.pop(),
    "one answer too many": ({ answers }) => void answers.push(answers[0] as Answer),
    "one choice too few": (loose) => void answerOf(loose, council).choices.pop(),
    "one choice too many": (loose) =>
      void answerOf(loose, council).choices.push({ alpha: ballot.credential, beta: ballot.credential }),
    "one individual proof too few": (loose) => void answerOf(loose, council).individual_proofs.pop(),
    "an individual proof of one branch": (loose) => void answerOf(loose, council).individual_proofs[0]?.pop(),
    "an individual proof of three branches": (loose) => {
      const [first] = answerOf(loose, council).individual_proofs
      first?.push({ ...proofOf(first, 0) })
    },
    "an overall proof that is too short": (loose) => void answerOf(loose, council).overall_proof.pop(),
    "an overall proof that is too long": (loose) => {
      const { overall_proof: proofs } = answerOf(loose, council)
      proofs.push({ ...proofOf(proofs, 0) })
    },
    "no blank proof where one belongs": (loose) => delete answerOf(loose, chair).blank_proof,
    "a blank proof where none belongs": (loose) => {
      answerOf(loose, report).blank_proof = answerOf(loose, chair).blank_proof ?? []
    },
    "a blank proof of three branches": (loose) => {
      const { blank_proof: proofs } = answerOf(loose, chair)
      proofs?.push({ ...proofOf(proofs, 0) })
    },
    "answers to the questions in another order": (loose) => void loose.answers.reverse(),
  }
  test.each(Object.entries(shapes))("%s", (_, change) => {
    expect(codesOf(changed(change))).toEqual(["BALLOT_SHAPE"])
  })
})

describe("points", () => {
  const torsion = decodeCurvePoint(Uint8Array.from([0xec, ...Array<number>(30).fill(0xff), 0x7f])) as Point
  const identityText = `${"0".repeat(63)}1`
  const faulty: readonly (readonly [string, (point: string) => string])[] = [
    ["encoding", (point) => point.toUpperCase().padEnd(64, "A").replace(/[0-9]/, "A")],
    ["encoding", () => "f".repeat(64)],
    ["encoding", () => "xyz"],
    ["subgroup", (point) => pointText(Uint8Array.from((decodePoint(point) as Point).add(torsion).toBytes()))],
    ["subgroup", () => pointText(Uint8Array.from(torsion.toBytes()))],
    ["identity", () => identityText],
  ]
  const places: Record<string, (loose: Loose, change: (point: string) => string) => void> = {
    "answers[0].choices[0].alpha": (loose, change) => {
      const choice = answerOf(loose, chair).choices[0]
      if (choice) choice.alpha = change(choice.alpha)
    },
    "answers[1].choices[2].beta": (loose, change) => {
      const choice = answerOf(loose, council).choices[2]
      if (choice) choice.beta = change(choice.beta)
    },
  }
  for (const [place, put] of Object.entries(places)) {
    test.each(faulty)(`that are no points of the group (%s) are found at ${place}`, (fault, change) => {
      const bytes = changed((loose) => {
        put(loose, change)
      })
      expect(findingsOf(bytes)).toEqual([{ code: "BALLOT_POINT", at: "ballot", params: { path: place, fault } }])
    })
  }

  test("of small order, added to a listed credential, make an unlisted one", () => {
    const mixed = pointText(Uint8Array.from((decodePoint(voter.publicCredential) ?? generator).add(torsion).toBytes()))
    const bytes = changed((loose) => (loose.credential = mixed))
    expect(codesOf(bytes)).toEqual(["BALLOT_CREDENTIAL"])
    // They are faulty even where the list has them.
    expect(listedBallot(election, engine, bytes, () => true, "ballot").findings).toMatchObject([
      { code: "BALLOT_POINT", params: { path: "credential", fault: "subgroup" } },
    ])
    const ofIdentity = changed((loose) => (loose.credential = identityText))
    expect(listedBallot(election, engine, ofIdentity, () => true, "ballot").findings).toMatchObject([
      { code: "BALLOT_POINT", params: { path: "credential", fault: "identity" } },
    ])
  })

  test("of the group that replace others fail the proofs", () => {
    const bytes = changed((loose) => {
      const choice = answerOf(loose, council).choices[1]
      if (choice) choice.alpha = encodePoint(negate(decodePoint(choice.alpha) ?? generator))
    })
    expect(findingsOf(bytes)).toMatchObject([
      { code: "BALLOT_INDIVIDUAL_PROOF", params: { question: 2, choice: 2 } },
      { code: "BALLOT_OVERALL_PROOF", params: { question: 2 } },
    ])
    expect(pointBytes(encodePoint(generator))).toHaveLength(32)
  })
})

describe("proofs", () => {
  const raise = (proof: LooseProof, member: keyof LooseProof) => {
    proof[member] = String(scalar(BigInt(proof[member] as string) + 1n))
  }
  const members = ["challenge", "response"] as const
  const branches = [0, 1]
  const cases = members.flatMap((member) => branches.map((branch) => ({ member, branch })))

  test.each(cases)("individual: a change to $member of branch $branch is found", ({ member, branch }) => {
    const bytes = changed((loose) => {
      raise(proofOf(answerOf(loose, council).individual_proofs[2], branch), member)
    })
    expect(findingsOf(bytes)).toMatchObject([{ code: "BALLOT_INDIVIDUAL_PROOF", params: { question: 2, choice: 3 } }])
  })

  test.each(cases)("overall: a change to $member of branch $branch is found", ({ member, branch }) => {
    const bytes = changed((loose) => {
      for (const question of [chair, council, report])
        raise(proofOf(answerOf(loose, question).overall_proof, branch), member)
    })
    const found = [1, 2, 3].map((question) => ({ code: "BALLOT_OVERALL_PROOF", params: { question } }))
    expect(findingsOf(bytes)).toMatchObject(found)
  })

  test.each(cases)("blank: a change to $member of branch $branch is found", ({ member, branch }) => {
    const bytes = changed((loose) => {
      raise(proofOf(answerOf(loose, chair).blank_proof, branch), member)
    })
    expect(findingsOf(bytes)).toMatchObject([{ code: "BALLOT_BLANK_PROOF", params: { question: 1 } }])
  })

  test("of one choice do not hold for another", () => {
    const bytes = changed((loose) => {
      const { individual_proofs: proofs } = answerOf(loose, council)
      proofs.reverse()
    })
    expect(findingsOf(bytes)).toMatchObject([
      { code: "BALLOT_INDIVIDUAL_PROOF", params: { choice: 1 } },
      { code: "BALLOT_INDIVIDUAL_PROOF", params: { choice: 3 } },
    ])
  })

  test("copied under another credential do not pass", () => {
    const stolen: Ballot = { ...ballot, credential: other.publicCredential }
    const hash = signedHash(stolen)
    const proof = proveSecret(random, "test", other.secret, other.publicCredential, `sig|${hash}|`)
    const codes = codesOf(ballotBody({ ...stolen, signature: { hash, proof } }))
    expect(codes).not.toContain("BALLOT_SIGNATURE")
    expect(codes.filter((code) => code === "BALLOT_INDIVIDUAL_PROOF")).toHaveLength(7)
  })
})

describe("the signature", () => {
  test.each(["challenge", "response"] as const)("with another %s is refused", (member) => {
    const { hash, proof } = ballot.signature
    const altered = { ...ballot, signature: { hash, proof: { ...proof, [member]: scalar(proof[member] + 1n) } } }
    expect(codesOf(ballotBody(altered))).toEqual(["BALLOT_SIGNATURE"])
  })
  test("over another hash is refused", () => {
    const hash = signedHash({ ...ballot, answers: ballot.answers.slice(1) })
    const proof = proveSecret(random, "test", voter.secret, voter.publicCredential, `sig|${hash}|`)
    expect(codesOf(ballotBody({ ...ballot, signature: { hash, proof } }))).toEqual(["BALLOT_SIGNATURE"])
  })
  test("by another credential is refused", () => {
    const { hash } = ballot.signature
    const proof = proveSecret(random, "test", other.secret, other.publicCredential, `sig|${hash}|`)
    expect(codesOf(ballotBody({ ...ballot, signature: { hash, proof } }))).toEqual(["BALLOT_SIGNATURE"])
  })
  test("by a credential that is not in the list is refused", () => {
    expect(findingsOf(body, [other])).toMatchObject([{ code: "BALLOT_CREDENTIAL" }])
  })
})
