import { describe, expect, test } from "vitest"
import { ballotTracker } from "../../src/belenios/ballot.ts"
import { openTally, resultFindings } from "../../src/belenios/combination.ts"
import { votingKey } from "../../src/belenios/credential.ts"
import { decryptionFindings, parsePartialDecryption, partialDecryptionBody } from "../../src/belenios/decryption.ts"
import { makeElection } from "../../src/belenios/election.ts"
import { pointBytes } from "../../src/belenios/group.ts"
import {
  credentialPointFindings,
  parsePublicCredentials,
  publicCredentialsBody,
} from "../../src/belenios/public-credentials.ts"
import { parseResult, resultBody } from "../../src/belenios/result.ts"
import { encryptedTallyBody, makeTally, parseEncryptedTally, tallyFindings } from "../../src/belenios/tally.ts"
import { electionKeyFindings, publicKeysOf, trusteesBody } from "../../src/belenios/trustees.ts"
import { concat, utf8Text } from "../../src/core/bytes.ts"
import { right } from "../support/ceremony.ts"
import { fixtureElection } from "../support/fixture-election.ts"
import { expectedArchive, fixtureSecrets, homomorphicFixtures } from "../support/interop-fixtures.ts"
import { lastBallots } from "../support/last-ballots.ts"
import { listedBallot } from "../support/listed-ballot.ts"

const counted = homomorphicFixtures.filter((name) => expectedArchive(name).result !== null)

describe.each(homomorphicFixtures)("the election %s of belenios-tool", (name) => {
  const { election, engine, trustees, setup, ballots, tally } = fixtureElection(name)
  const credentials = right(parsePublicCredentials(setup.credentials, name))
  const weights = new Map(credentials.map(({ key, weight }) => [key, weight]))

  test("has a setup that we read, and write again byte for byte", () => {
    expect(utf8Text(makeElection(election).body)).toBe(utf8Text(setup.election))
    expect(utf8Text(trusteesBody(trustees))).toBe(utf8Text(setup.trustees))
    expect(utf8Text(publicCredentialsBody(credentials))).toBe(utf8Text(setup.credentials))
    expect(electionKeyFindings(election.publicKey, trustees, name)).toEqual([])
    const points = concat(...credentials.map(({ key }) => pointBytes(key) as Uint8Array))
    expect(credentialPointFindings(engine, points, 1, name)).toEqual([])
  })

  test("has ballots that pass every check, and that sum to its encrypted tally", () => {
    const checked = ballots.map((body, index) =>
      right(listedBallot(election, engine, body, (key) => weights.has(key), `ballot ${index}`)),
    )
    expect(new Set(ballots.map(ballotTracker)).size).toBe(ballots.length)
    if (tally === undefined) return
    const made = makeTally(engine, election.questions)
    for (const ballot of lastBallots(checked)) made.add(ballot, weights.get(ballot.credential) ?? 0n)
    const { encryptedTally, numTallied, totalWeight } = made.result()
    expect({ numTallied, totalWeight }).toEqual({ numTallied: tally.numTallied, totalWeight: tally.totalWeight })
    expect(utf8Text(encryptedTallyBody(encryptedTally))).toBe(utf8Text(tally.encryptedTally))
    const opened = right(parseEncryptedTally(election.questions, tally.encryptedTally, name))
    expect(tallyFindings(encryptedTally, opened, name)).toEqual([])
  })
})

describe.each(counted)("the result of %s", (name) => {
  const { election, trustees, tally, shares, result } = fixtureElection(name)
  if (tally === undefined || result === undefined) throw new Error("not counted")
  const opened = right(parseEncryptedTally(election.questions, tally.encryptedTally, name))
  const keys = publicKeysOf(trustees)
  const read = shares.map(({ owner, partialDecryption }) => {
    return {
      owner,
      body: partialDecryption,
      share: right(parsePartialDecryption(election.questions, partialDecryption, name)),
    }
  })

  test("comes from partial decryptions whose proofs pass", () => {
    for (const { owner, body, share } of read) {
      const publicKey = keys[owner - 1]?.publicKey
      if (publicKey === undefined) throw new Error(`no trustee ${owner}`)
      expect(decryptionFindings(election.fingerprint, owner, publicKey, opened, share, name)).toEqual([])
      expect(utf8Text(partialDecryptionBody(share))).toBe(utf8Text(body))
    }
  })

  test("equals the votes, and passes every check", () => {
    const factors = read.map(({ owner, share }) => ({ owner, factors: share.factors }))
    const opening = right(openTally(trustees, opened, factors, tally.totalWeight, name))
    const stated = expectedArchive(name).result?.map((row) => row.map(BigInt))
    expect(opening.result).toEqual(stated)
    expect(opening.wrong).toEqual([])
    expect(utf8Text(resultBody(opening.result))).toBe(utf8Text(result))
    expect(parseResult(election.questions, result, name).value).toEqual(stated)
    expect(resultFindings(trustees, opened, factors, tally.totalWeight, opening.result, name)).toEqual([])
  })

  test("was voted with credentials whose keys are in the list", () => {
    const list = right(parsePublicCredentials(fixtureElection(name).setup.credentials, name)).map(({ key }) => key)
    const derived = fixtureSecrets(name).credentials.map((code) => votingKey(election.uuid, code).publicCredential)
    expect(derived.toSorted()).toEqual(list.toSorted())
  })
})
