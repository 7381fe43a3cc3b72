import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { openTally, resultFindings, type Share } from "../../src/belenios/combination.ts"
import {
  bindingBody,
  bindingFindings,
  bindShare,
  decryptionFindings,
  decryptPartially,
  parseBinding,
  parsePartialDecryption,
  type PartialDecryption,
  partialDecryptionBody,
} from "../../src/belenios/decryption.ts"
import { encryptBallot } from "../../src/belenios/encryption.ts"
import {
  add,
  combinePublic,
  encodePoint,
  generator,
  hashToScalar,
  identity,
  invertPublic,
  multiplyPublic,
  type Point,
  randomScalar,
  samePoint,
  scalar,
  type Scalar,
} from "../../src/belenios/group.ts"
import { logarithmUpTo } from "../../src/belenios/logarithm.ts"
import { openShare } from "../../src/belenios/pedersen.ts"
import { elementAt, mapTable } from "../../src/belenios/per-choice.ts"
import { keyPair, type KeyPair } from "../../src/belenios/schnorr.ts"
import { encryptedTallyBody, makeTally, type OpenedTally, parseEncryptedTally } from "../../src/belenios/tally.ts"
import { proveTrusteeKey } from "../../src/belenios/trustee-key.ts"
import { publicKeysOf, type TrusteeItem } from "../../src/belenios/trustees.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { holdCeremony, right } from "../support/ceremony.ts"
import { listedBallot } from "../support/listed-ballot.ts"
import { processorTime } from "../support/processor-time.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { questions, smallElection } from "../support/small-election.ts"

const random = seededRandom("decryption")

// The share of one trustee is always needed, and those of any two of four others.
const mandatory = keyPair(scalar(424242n))
const held = holdCeremony(random, 2, 4)
const items: readonly TrusteeItem[] = [{ kind: "Single", key: proveTrusteeKey(random, mandatory) }, held.item]
const keys: readonly KeyPair[] = [
  mandatory,
  ...held.keys.map((own, index) => openShare(own, held.voutputs[index]?.privateKey ?? "") ?? mandatory),
]
const { election, engine, voters } = smallElection(random, [questions.chair, questions.report], 3, items)
const votes = [
  ["blank", [1]],
  [[1, 0], [1]],
  [[0, 1], [0]],
] as const
const weights = [1n, 10n, 100n]
const result = [[1n, 10n, 100n], [11n]]
const total = 111n

const sum = makeTally(engine, election.questions)
voters.forEach((voter, index) => {
  const body = encryptBallot(random, election, voter, votes[index] ?? [])
  sum.add(right(listedBallot(election, engine, body, () => true, "ballot")), weights[index] ?? 0n)
})
const tally = right(parseEncryptedTally(election.questions, encryptedTallyBody(sum.result().encryptedTally), "tally"))
const shares = keys.map((key) => decryptPartially(random, election.fingerprint, key, tally))
const share = (owner: number): Share => ({ owner, factors: (shares[owner - 1] as PartialDecryption).factors })
const [first] = shares as [PartialDecryption]

function proofCodes(
  given: PartialDecryption,
  key: Point = mandatory.publicKey,
  of: OpenedTally = tally,
): readonly object[] {
  return decryptionFindings(election.fingerprint, 1, key, of, given, "share").map(({ code, params }) => ({
    code,
    ...params,
  }))
}

/** Returns the share with one factor replaced. */
function withFactor(given: PartialDecryption, change: (factor: Point) => Point): PartialDecryption {
  const factors = mapTable(given.factors, (factor, question, choice) =>
    question === 0 && choice === 1 ? change(factor) : factor,
  )
  return { ...given, factors }
}

describe("a partial decryption", () => {
  test("of each trustee passes", () => {
    publicKeysOf(items).forEach(({ publicKey }, index) => {
      expect(samePoint(publicKey, (keys[index] as KeyPair).publicKey)).toBe(true)
      expect(proofCodes(shares[index] as PartialDecryption, publicKey)).toEqual([])
    })
  })

  test("is read as it was written", () => {
    const body = partialDecryptionBody(first)
    const read = right(parsePartialDecryption(election.questions, body, "share"))
    expect(utf8Text(partialDecryptionBody(read))).toBe(utf8Text(body))
    expect(proofCodes(read)).toEqual([])
    const text = utf8Text(body) ?? ""
    for (const altered of [
      `${text} `,
      text.replace(",", ", "),
      text.replace("]]", "],[]]"),
      text.replace(/[0-9a-f]{64}/, "f"),
    ]) {
      expect(parsePartialDecryption(election.questions, utf8(altered), "share").findings).toMatchObject([
        { code: "SHARE_FORM" },
      ])
    }
  })

  test("is refused with another factor, proof, key or tally", () => {
    const found = { code: "SHARE_PROOF", owner: 1, question: 1, choice: 2 }
    expect(proofCodes(withFactor(first, (factor) => add(factor, generator)))).toEqual([found])
    expect(proofCodes(withFactor(first, () => identity))).toEqual([found])
    const raised = mapTable(first.proofs, (proof) => ({ ...proof, response: scalar(proof.response + 1n) }))
    expect(proofCodes({ ...first, proofs: raised })).toHaveLength(4)
    expect(proofCodes(first, generator)).toHaveLength(4)
    const other = mapTable(tally, ({ alpha, beta }) => ({ alpha: add(alpha, generator), beta }))
    expect(proofCodes(first, mandatory.publicKey, other)).toHaveLength(4)
    expect(decryptionFindings("another", 1, mandatory.publicKey, tally, first, "share")).toHaveLength(4)
  })

  test("of a tally without ballots has the identity as its factors", () => {
    const empty = mapTable(tally, () => ({ alpha: identity, beta: identity }))
    const own = decryptPartially(random, election.fingerprint, mandatory, empty)
    expect(proofCodes(own, mandatory.publicKey, empty)).toEqual([])
    const moved = withFactor(own, () => generator)
    expect(proofCodes(moved, mandatory.publicKey, empty)).toMatchObject([{ code: "SHARE_PROOF", choice: 2 }])
    // Where α is the identity, the proof of the specification holds for any factor that is solved for.
    const image = multiplyPublic(generator, scalar(99n))
    const commitment = multiplyPublic(generator, scalar(31337n))
    const challenge = challengeOf(mandatory, [commitment, image])
    const proof = { challenge, response: scalar(31337n - mandatory.secret * challenge) }
    const proofs = mapTable(own.proofs, (each, question, choice) => (question === 0 && choice === 1 ? proof : each))
    const solved = withFactor({ ...own, proofs }, () => multiplyPublic(image, invertPublic(challenge)))
    expect(proofCodes(solved, mandatory.publicKey, empty)).toMatchObject([{ code: "SHARE_PROOF", choice: 2 }])
  })

  test("never uses a nonce twice, even if its source repeats", () => {
    const binding = bindShare(random, election.fingerprint, mandatory, tally, first)
    const commitments = [...first.proofs.flat(), ...binding.flat()].map(({ challenge, response }) =>
      encodePoint(
        combinePublic([
          [response, generator],
          [challenge, mandatory.publicKey],
        ]),
      ),
    )
    expect(new Set(commitments).size).toBe(8)
  })
})

describe("the binding proof of a share", () => {
  const binding = bindShare(random, election.fingerprint, mandatory, tally, first)
  const codes = (given: PartialDecryption, of: OpenedTally = tally) =>
    bindingFindings(election.fingerprint, 1, mandatory.publicKey, of, given, binding, "share").map(({ code }) => code)

  test("passes, and is read as it was written", () => {
    expect(codes(first)).toEqual([])
    const body = bindingBody(binding)
    expect(parseBinding(election.questions, body, "share").value).toEqual(binding)
    expect(parseBinding(election.questions, utf8(`${utf8Text(body) ?? ""}\n`), "share").findings).toHaveLength(1)
  })

  test("refuses the wrong factor that the proof of the specification lets through", () => {
    const forged = forgedShare(mandatory)
    expect(proofCodes(forged)).toEqual([])
    expect(samePoint(forged.factors[0]?.[1] ?? identity, first.factors[0]?.[1] ?? identity)).toBe(false)
    expect(codes(forged)).toEqual(["SHARE_BINDING"])
    // Not even the owner of the share can bind it.
    const own = bindShare(random, election.fingerprint, mandatory, tally, forged)
    const found = bindingFindings(election.fingerprint, 1, mandatory.publicKey, tally, forged, own, "share")
    expect(found).toMatchObject([{ code: "SHARE_BINDING", params: { owner: 1, question: 1, choice: 2 } }])
  })

  test("hashes the election, the trustee, the ciphertext and the factor", () => {
    mapTable(binding, ({ challenge, response }, question, choice) => {
      const { alpha, beta } = elementAt(tally, question, choice)
      const factor = elementAt(first.factors, question, choice)
      const commit = (base: Point, image: Point) =>
        combinePublic([
          [response, base],
          [challenge, image],
        ])
      const points = [
        mandatory.publicKey,
        alpha,
        beta,
        factor,
        commit(generator, mandatory.publicKey),
        commit(alpha, factor),
      ]
      const [x, a, b, f, ofG, ofAlpha] = points.map(encodePoint)
      const text = `urne-share|${election.fingerprint}|${x}|${a},${b}|${f}|${ofG},${ofAlpha}`
      expect(hashToScalar(text)).toBe(challenge)
    })
  })

  test("binds the whole ciphertext and the election", () => {
    const other = mapTable(tally, ({ alpha, beta }) => ({ alpha, beta: add(beta, generator) }))
    expect(codes(first, other)).toHaveLength(4)
    expect(bindingFindings("x", 1, mandatory.publicKey, tally, first, binding, "share")).toHaveLength(4)
  })
})

describe("the tally", () => {
  test("is opened by every sufficient set of shares", () => {
    for (const owners of [
      [1, 2, 3],
      [1, 2, 5],
      [4, 1, 3],
      [5, 4, 1],
    ]) {
      const opening = right(openTally(items, tally, owners.map(share), total, "tally"))
      expect(opening).toEqual({ result, used: owners.toSorted(), wrong: [] })
    }
  })

  test("is opened by no insufficient set", () => {
    expect(openTally(items, tally, [2, 3, 4].map(share), total, "tally").findings).toMatchObject([
      { code: "SHARES_MISSING", params: { item: 1, wanted: 1, found: 0 } },
    ])
    expect(openTally(items, tally, [1, 2].map(share), total, "tally").findings).toMatchObject([
      { code: "SHARES_MISSING", params: { item: 2, wanted: 2, found: 1 } },
    ])
    expect(openTally(items, tally, [share(1), share(1), share(2), share(3)], total, "tally").findings).toMatchObject([
      { code: "SHARE_OWNER", params: { owner: 1 } },
    ])
    const strange = { ...share(1), owner: 6 }
    expect(openTally(items, tally, [share(1), share(2), share(3), strange], total, "tally").findings).toMatchObject([
      { code: "SHARE_OWNER", params: { owner: 6 } },
    ])
  })

  test("is opened despite a wrong share, whose owner is named", () => {
    for (const culprit of [2, 4]) {
      const forged = forgedShare(keys[culprit - 1] as KeyPair, culprit)
      const given = [1, 2, 3, 4, 5].map((owner) =>
        owner === culprit ? { owner, factors: forged.factors } : share(owner),
      )
      const opening = right(openTally(items, tally, given, total, "tally"))
      expect(opening.result).toEqual(result)
      expect(opening.used).not.toContain(culprit)
      expect(opening.wrong).toEqual([culprit])
    }
  })

  test("is not opened if too few shares are right", () => {
    const wrong = [2, 3].map((owner) => ({ owner, factors: forgedShare(keys[owner - 1] as KeyPair, owner).factors }))
    expect(openTally(items, tally, [share(1), share(4), ...wrong], total, "tally").findings).toMatchObject([
      { code: "SHARES_NO_RESULT" },
    ])
    // No result is larger than the total weight.
    expect(openTally(items, tally, [1, 2, 3].map(share), 99n, "tally").findings).toMatchObject([
      { code: "SHARES_NO_RESULT" },
    ])
  })

  test("does not pass with any other result", () => {
    const given = [1, 2, 3].map(share)
    expect(resultFindings(items, tally, given, total, result, "result")).toEqual([])
    expect(resultFindings(items, tally, given, total, [[1n, 11n, 99n], [11n]], "result")).toEqual([
      { code: "RESULT_VALUE", at: "result", params: { question: 1, choice: 2 } },
      { code: "RESULT_VALUE", at: "result", params: { question: 1, choice: 3 } },
    ])
    expect(resultFindings(items, tally, given, 99n, result, "result")).toMatchObject([{ params: { choice: 3 } }])
    expect(resultFindings(items, tally, given.slice(1), total, result, "result")).toMatchObject([
      { code: "SHARES_MISSING" },
    ])
    // There are more shares than needed, and one is wrong: some subset gives the result.
    const forged = { owner: 2, factors: forgedShare(keys[1] as KeyPair, 2).factors }
    expect(resultFindings(items, tally, [share(1), forged, share(3), share(5)], total, result, "result")).toEqual([])
  })
})

describe("a logarithm", () => {
  test("is found up to its limit and not beyond", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2_000_000n }), fc.bigInt({ min: 0n, max: 2_000_000n }), (limit, n) => {
        const point = multiplyPublic(generator, scalar(n))
        expect(logarithmUpTo(limit)(point)).toBe(n <= limit ? n : undefined)
      }),
      { numRuns: 12 },
    )
    for (const limit of [0n, 1n, 2n, 3n, 4n, 15n, 16n, 17n]) {
      const logarithm = logarithmUpTo(limit)
      for (let n = 0n; n <= limit; n++) expect(logarithm(multiplyPublic(generator, scalar(n)))).toBe(n)
      expect(logarithm(multiplyPublic(generator, scalar(limit + 1n)))).toBeUndefined()
      expect(logarithm(multiplyPublic(generator, scalar(-1n)))).toBeUndefined()
    }
  })
})

/**
 * Makes a share whose second factor is wrong, with a proof of the specification that passes: the factor is not hashed,
 * so it is solved for after the challenge is known.
 */
function forgedShare(key: KeyPair, owner = 1): PartialDecryption {
  const honest = shares[owner - 1] as PartialDecryption
  const alpha = tally[0]?.[1]?.alpha ?? identity
  const [w1, w2] = [scalar(31337n), scalar(4711n)]
  const commitments = [multiplyPublic(generator, w1), multiplyPublic(alpha, w2)]
  const challenge = challengeOf(key, commitments)
  const response = scalar(w1 - key.secret * challenge)
  const factor = multiplyPublic(alpha, scalar((w2 - response) * invertPublic(challenge)))
  const proofs = mapTable(honest.proofs, (proof, question, choice) =>
    question === 0 && choice === 1 ? { challenge, response } : proof,
  )
  return { ...withFactor(honest, () => factor), proofs }
}

/** Computes the challenge of a proof of the specification (section 4.20). */
function challengeOf(key: KeyPair, commitments: readonly Point[]): Scalar {
  const prefix = `decrypt|${election.fingerprint}|${encodePoint(key.publicKey)}|`
  return hashToScalar(prefix + commitments.map(encodePoint).join(","))
}

describe("a tally with many trustees", () => {
  const [holders, needed] = [40, 20]
  const draw = (purpose: string) => randomScalar(seededRandom(purpose), purpose, "")
  const coefficients = Array.from({ length: needed }, (_, power) => draw(`coefficient ${power}`))
  const alpha = multiplyPublic(generator, draw("alpha"))
  const secretAt = (x: number) => coefficients.reduceRight((sum, each) => scalar(sum * BigInt(x) + each), scalar(0n))
  const factorAt = (x: number) => multiplyPublic(alpha, secretAt(x))
  const encrypted = [[{ alpha, beta: add(factorAt(0), multiplyPublic(generator, scalar(7n))) }]]
  // Only the number of shares and the number needed matter here.
  const structure = (of: number, k: number) =>
    [{ kind: "Pedersen", threshold: k, keys: Array.from({ length: of }) }] as unknown as readonly TrusteeItem[]
  const rightShare = (owner: number): Share => ({ owner, factors: [[factorAt(owner)]] })
  const wrongShare = (owner: number): Share => ({ owner, factors: [[factorAt(owner + 100)]] })
  const shares = Array.from({ length: holders }, (_, index) => rightShare(index + 1))
  const found = (given: readonly Share[], votes: bigint, k = needed) =>
    resultFindings(structure(holders, k), encrypted, given, 10n, [[votes]], "result").map(({ code }) => code)

  test("is opened correctly whichever shares come first, and despite a few wrong ones", () => {
    expect(found(shares, 7n)).toEqual([])
    expect(found(shares.toReversed(), 7n)).toEqual([])
    const culprits = [1, 2, 21]
    expect(
      found(
        shares.map((each) => (culprits.includes(each.owner) ? wrongShare(each.owner) : each)),
        7n,
      ),
    ).toEqual([])
  })

  test("is found wrong in seconds, though there are 10^11 subsets", () => {
    const spent = processorTime()
    expect(found(shares, 8n)).toEqual(["RESULT_VALUE"])
    expect(found(shares.slice(0, needed), 8n)).toEqual(["RESULT_VALUE"])
    expect(found(shares.slice(0, needed + 1), 8n)).toEqual(["RESULT_VALUE"])
    // 40 of 40 have one subset, however it is looked for.
    expect(found(shares, 8n, 40)).toEqual(["RESULT_VALUE"])
    expect(spent()).toBeLessThan(60_000)
  })

  test("is judged by the proven shares alone where there are enough of them", () => {
    const spent = processorTime()
    const proven = shares.map((each) => (each.owner > 15 ? { ...each, proven: true } : wrongShare(each.owner)))
    expect(found(proven, 7n)).toEqual([])
    expect(found(proven, 8n)).toEqual(["RESULT_VALUE"])
    expect(spent()).toBeLessThan(2000)
  })
})
