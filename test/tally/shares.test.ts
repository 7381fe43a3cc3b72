import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { noteText } from "../../src/authority/act-file.ts"
import { withdrawAct } from "../../src/authority/operations.ts"
import { openBallot } from "../../src/belenios/ballot-scan.ts"
import { bindingBody, bindShare, decryptPartially, partialDecryptionBody } from "../../src/belenios/decryption.ts"
import { makeEngine } from "../../src/belenios/engine.ts"
import {
  add,
  encodePoint,
  generator,
  hashToScalar,
  multiplySecret,
  type Point,
  q,
  randomScalar,
  scalar,
  type Scalar,
} from "../../src/belenios/group.ts"
import { type KeyPair, respond } from "../../src/belenios/schnorr.ts"
import { encryptedTallyBody, makeTally } from "../../src/belenios/tally.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { electionFile, type ElectionFile } from "../../src/election/file.ts"
import { append, entriesOfType } from "../../src/journal/operations.ts"
import { parseNote } from "../../src/notes/note.ts"
import { recordFiles } from "../../src/record/contents-queries.ts"
import { recordSource } from "../../src/record/source-queries.ts"
import { clockAt } from "../../src/rehearsal/stage.ts"
import { Store } from "../../src/store/store.ts"
import { decryptHere, receiveShares, requestShares, verifiedTally } from "../../src/tally/decrypt-operations.ts"
import { computeTally } from "../../src/tally/operations.ts"
import { electionResult } from "../../src/tally/result-queries.ts"
import { receiveShare, tallyToOpen } from "../../src/tally/share-operations.ts"
import { decryptTally } from "../../src/trustees/decrypting.ts"
import { readReplies, replyPathOf } from "../../src/trustees/exchange-operations.ts"
import { answerFromFile, openHolderFile, readRequest } from "../../src/trustees/holder-operations.ts"
import { requireAuthority } from "../../src/trustees/operations.ts"
import type { Trustee } from "../../src/trustees/table.ts"
import { appendToArchive } from "../../src/urn/archive-operations.ts"
import { archiveHead, sealedElection } from "../../src/urn/archive-queries.ts"
import { decryptableTally } from "../../src/verify/decryptable.ts"
import type { Source } from "../../src/verify/source/source.ts"
import { rebuilt } from "../campaign/flips.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { tools } from "../support/tools.ts"
import { memoryWorld, type MemoryWorld } from "../trustees/memory-world.ts"
import {
  act,
  freeze,
  frozenElection,
  keyOf,
  member,
  sealedFile,
  signerOf,
  type Story,
  tallied,
  voteAndFreeze,
} from "./frozen.ts"

const trustees = { mandatory: ["registry"], threshold: { needed: 2, holders: ["ada", "bo", "cy"] } }
const votes = [
  { voter: 0, choices: [[1, 0]] },
  { voter: 1, choices: [[0, 1]] },
  { voter: 2, choices: [[0, 1]] },
]
const single: Story = { trustees: { mandatory: ["registry"], threshold: null }, votes }

const folder = mkdtempSync(join(tmpdir(), "shares-"))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

let copies = 0
/** This is a second file with the same content. */
function copyOf(file: ElectionFile): ElectionFile {
  const path = join(folder, `copy-${copies++}.urne`)
  file.store.backupInto(path)
  return electionFile(Store.open(path))
}

/**
 * Makes a share with a wrong factor and a proof of the specification that passes, since it hashes neither factor nor
 * ciphertext.
 */
function wrongShare(file: ElectionFile, world: MemoryWorld, pair: KeyPair): { share: string; proof: string } {
  const { election, tally } = tallyToOpen(file)
  const right = decryptPartially(world.random, election.fingerprint, pair, tally)
  const [w, s] = [1, 2].map((n) => randomScalar(world.random, "test", `${n}`)) as [Scalar, Scalar]
  const [a, b] = [multiplySecret(generator, w), multiplySecret(generator, s)]
  const prefix = `decrypt|${election.fingerprint}|${encodePoint(pair.publicKey)}|`
  const challenge = hashToScalar(`${prefix}${encodePoint(a)},${encodePoint(b)}`)
  const response = respond(w, pair.secret, challenge)
  const alpha = tally[0]?.[1]?.alpha as Point
  // B was chosen first; the factor F follows from B = response·α + challenge·F.
  const rest = add(b, multiplySecret(alpha, scalar(0n - response)))
  const factor = multiplySecret(rest, inverse(challenge))
  const wrong = {
    factors: right.factors.map((row, i) => row.map((each, j) => (i === 0 && j === 1 ? factor : each))),
    proofs: right.proofs.map((row, i) => row.map((each, j) => (i === 0 && j === 1 ? { challenge, response } : each))),
  }
  const proof = bindShare(world.random, election.fingerprint, pair, tally, wrong)
  return { share: utf8Text(partialDecryptionBody(wrong)) ?? "", proof: utf8Text(bindingBody(proof)) ?? "" }
}

/** The inverse is n^(q − 2) mod q. */
function inverse(n: Scalar): Scalar {
  let [result, base] = [1n, n as bigint]
  for (let e = q - 2n; e > 0n; e >>= 1n) {
    if (e % 2n === 1n) result = (result * base) % q
    base = (base * base) % q
  }
  return scalar(result)
}

/** Makes the encrypted tally of the first three ballots, where the first was replaced by the fourth. */
function appendWrongTally(file: ElectionFile, world: MemoryWorld): void {
  const election = sealedElection(file)
  const tally = makeTally(makeEngine(election.publicKey), election.questions)
  for (const height of [1, 2, 3]) {
    const body = file.urn.record((file.urn.eventAt(height)?.number ?? 0) - 1)?.body ?? new Uint8Array()
    const { value: ballot } = openBallot(election, body, "")
    if (ballot !== undefined) tally.add(ballot, 1n)
  }
  const encryptedTally = encryptedTallyBody(tally.result().encryptedTally)
  file.store.write(() => {
    const sized = { numTallied: 3, totalWeight: 3n, encryptedTally }
    const { height, hash: head } = appendToArchive(file, { type: "EncryptedTally", ...sized })
    const figures = { ballots: 4, counted: 3, weight: "3", tally: sha256Hex(encryptedTally) }
    append(file.journal, world.now(), { type: "tally.computed", ...figures, height, head })
  })
}

function codesOf(refusal: unknown): readonly string[] {
  const { findings } = (refusal as { params: { findings: readonly { code: string }[] } }).params
  return [...new Set(findings.map(({ code }) => code))]
}

async function filesOf(source: Source): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  for await (const { name, blocks } of source.files()) {
    const read: Uint8Array[] = []
    for await (const block of blocks) read.push(block)
    files.set(name, Buffer.concat(read))
  }
  return files
}

describe("1 mandatory holder and 2 of 3", () => {
  let world: MemoryWorld
  let start: ElectionFile
  let file: ElectionFile
  let disk: ReadonlyMap<string, Uint8Array>
  beforeAll(async () => {
    world = memoryWorld()
    start = await frozenElection(world, { trustees, votes })
    await tallied(start, world)
    disk = new Map(world.disk)
  })
  beforeEach(() => {
    file = copyOf(start)
    for (const [path, bytes] of disk) world.disk.set(path, bytes)
  })

  async function holder(id: string): Promise<{ trustee: Trustee; pair: KeyPair }> {
    const { key } = await openHolderFile(keyOf(id), world)
    const trustee = file.trustees.all().find((each) => each.holder === id)
    if (key.pair === undefined || trustee === undefined) throw new Error("no key")
    return { trustee, pair: key.pair }
  }

  test("a wrong share with a passing proof of the specification is refused and named, and the others go on", async () => {
    const ada = await holder("ada")
    const before = archiveHead(file)
    const outcome = receiveShare(file, ada.trustee, wrongShare(file, world, ada.pair), world.now())
    // Were the proof of the specification wrong too, it would say SHARE_PROOF as well.
    expect(outcome).toEqual({
      holder: "ada",
      state: "refused",
      findings: [{ code: "SHARE_BINDING", at: "share:2", params: { owner: 2, question: 1, choice: 2 } }],
    })
    expect([...entriesOfType(file.journal, "tally.share-refused")]).toMatchObject([{ event: { owner: 2 } }])
    expect(file.tally.shares()).toMatchObject([{ owner: 2, state: "refused", fault: "SHARE_BINDING" }])
    expect(archiveHead(file)).toEqual(before)

    const size = file.journal.size()
    receiveShare(file, ada.trustee, { ...wrongShareAgain(file), proof: "{}" }, world.now())
    expect(file.journal.size()).toBe(size)

    const progress = await decryptHere(file, ["registry", "bo", "cy"].map(keyOf), world)
    expect(progress).toMatchObject({ complete: true, wrong: [] })
    expect((await electionResult(file, world.now())).questions[0]?.answers.map((each) => each.votes)).toEqual([1n, 2n])
  })

  /** The refused share as it was sent. */
  function wrongShareAgain({ tally }: ElectionFile): { share: string } {
    return { share: tally.shares()[0]?.body ?? "" }
  }

  /** Takes in a share as if our own proof did not exist. */
  async function takeInUnseen(id: string): Promise<string> {
    const { trustee, pair } = await holder(id)
    const { share, proof } = wrongShare(file, world, pair)
    const { owner } = trustee
    const sha256 = sha256Hex(share)
    file.store.write(() => {
      file.tally.insert({ owner, sha256, body: share, proof, state: "received", fault: null })
      append(file.journal, world.now(), { type: "tally.share-received", owner, share: `sha256:${sha256}` })
    })
    return sha256
  }

  test("a wrong share that nobody noticed is found and left out when the shares are combined", async () => {
    const wrong = await takeInUnseen("ada")
    const progress = await decryptHere(file, ["registry", "bo", "cy"].map(keyOf), world)
    expect(progress).toMatchObject({ complete: true, wrong: ["ada"] })
    expect(file.tally.shares().map(({ owner, state, fault }) => [owner, state, fault])).toEqual([
      [2, "refused", "SHARE_WRONG"],
      [1, "counted", null],
      [3, "counted", null],
      [4, "counted", null],
    ])
    expect([...entriesOfType(file.journal, "tally.share-refused")]).toMatchObject([
      { event: { owner: 2, share: `sha256:${wrong}` } },
    ])
    expect((await electionResult(file, world.now())).questions[0]?.answers.map((each) => each.votes)).toEqual([1n, 2n])
  })

  test("a share whose proof does not hold is refused, and its holder can still send another", async () => {
    await takeInUnseen("ada")
    const before = archiveHead(file)
    expect(await decryptHere(file, ["registry", "bo"].map(keyOf), world)).toMatchObject({
      complete: false,
      missing: [{ needed: 1, holders: ["ada", "cy"] }],
      wrong: ["ada"],
    })
    expect(archiveHead(file)).toEqual(before)
    expect(await decryptHere(file, [keyOf("ada")], world)).toMatchObject({ complete: true, wrong: ["ada"] })
  })

  test.each([
    ["deleted", "DELETE FROM share"],
    ["that the journal does not know", "UPDATE share SET sha256 = replace(sha256, 'a', 'b')"],
    ["of another holder", "UPDATE share SET owner = 3"],
    ["with other factors", "UPDATE share SET body = replace(body, '1', '2')"],
    ["that is said to be refused", "UPDATE share SET state = 'refused', fault = 'SHARE_PROOF'"],
  ])("a share %s means an altered file, and nothing is combined", async (_, change) => {
    await decryptHere(file, [keyOf("registry")], world)
    withoutTriggers(file.store.db, () => file.store.db.exec(change))
    const size = file.journal.size()
    await expect(decryptHere(file, ["bo", "cy"].map(keyOf), world)).rejects.toMatchObject({
      code: "election-file-altered",
      params: { part: "shares" },
    })
    expect(file.journal.size()).toBe(size)
  })

  test("the shares that went into the archive are exported, or nothing is", async () => {
    await decryptHere(file, ["registry", "bo", "cy"].map(keyOf), world)
    const other = bindShareText(await holder("ada"))
    for (const change of ["state = 'received' WHERE owner = 3", `proof = '${other}' WHERE owner = 3`]) {
      const copy = copyOf(file)
      withoutTriggers(copy.store.db, () => copy.store.db.exec(`UPDATE share SET ${change}`))
      expect(() => [...recordFiles(copy, copy.journal.size())()]).toThrow(
        expect.objectContaining({ code: "election-file-altered", params: { part: "shares", at: "archive#7" } }),
      )
    }
  })

  /** The stronger proof of another holder's share. */
  function bindShareText({ pair }: { pair: KeyPair }): string {
    const { election, tally } = tallyToOpen(file)
    const share = decryptPartially(world.random, election.fingerprint, pair, tally)
    return utf8Text(bindingBody(bindShare(world.random, election.fingerprint, pair, tally, share))) ?? ""
  }

  test("a share of another holder, or a damaged one, is refused", async () => {
    const [ada, bo] = [await holder("ada"), await holder("bo")]
    const verified = await verifiedTally(file, world)
    const { answer } = decryptTally(await openHolderFile(keyOf("bo"), world), verified, "", world.random)
    if (answer.step !== "decrypt") throw new Error("the wrong step")
    const codes = (trustee: Trustee, sent: { share: string; proof: string }) =>
      [...new Set(receiveShare(file, trustee, sent, world.now()).findings.map(({ code }) => code))].join(" ")
    expect(codes(ada.trustee, answer)).toBe("SHARE_PROOF SHARE_BINDING")
    expect(codes(bo.trustee, { ...answer, share: "{}" })).toBe("SHARE_FORM")
    expect(codes(bo.trustee, { ...answer, proof: answer.proof.replace("[[", "[[[") })).toBe("SHARE_FORM")
    expect(receiveShare(file, bo.trustee, answer, world.now()).state).toBe("received")
  })

  test("holders elsewhere decrypt by a reply, after they have verified the record", async () => {
    const { requests } = await requestShares(file, "out", world)
    const replies: string[] = []
    for (const { path, holder: id } of requests.slice(0, 3)) {
      const signing = await signerOf(id, world)
      const order = { path, key: keyOf(id), signing, reply: replyPathOf(path), force: false }
      await answerFromFile(
        { ...order, request: await readRequest(path, world) },
        () => verifiedTally(file, world),
        world,
      )
      replies.push(order.reply)
    }
    const progress = receiveShares(file, await readReplies(file, replies, world), world.now())
    expect(progress).toMatchObject({
      complete: true,
      shares: [{ holder: "registry" }, { holder: "ada" }, { holder: "bo" }],
    })
    expect((await openHolderFile(keyOf("ada"), world)).decrypted).toHaveLength(1)
    expect((await openHolderFile(keyOf("cy"), world)).decrypted).toHaveLength(0)
  })

  test("another authority in the file, or a definition that it did not constitute, gets no share", async () => {
    const bo = await openHolderFile(keyOf("bo"), world)
    const verified = await verifiedTally(file, world)
    const invented = `sha256:${"ab".repeat(32)}` as const
    expect(() => decryptTally(bo, { ...verified, authority: invented }, "", world.random)).toThrow(
      expect.objectContaining({ code: "another-authority" }),
    )
    const { definitionText } = file.election.get()
    const other = definitionText.replace('"minimum-ballots":1', '"minimum-ballots":2')
    const election = { ...file.election, get: () => ({ ...file.election.get(), definitionText: other }) }
    await expect(verifiedTally({ ...file, election }, world)).rejects.toMatchObject({
      code: "tally-unlike-ballots",
      params: { findings: [{ code: "DEFINITION_HASH" }, { code: "DEFINITION_HASH" }] },
    })
  })

  test("a wrong passphrase gives no share", async () => {
    const access = { ...keyOf("registry"), passphrase: "wrong" }
    await expect(decryptHere(file, [access], world)).rejects.toMatchObject({ code: "wrong-passphrase" })
    expect(file.tally.shares()).toEqual([])
  })
})

describe("a holder does not use its share", () => {
  let world: MemoryWorld
  beforeEach(() => {
    world = memoryWorld()
  })

  test("before the act unseal is in effect", async () => {
    const file = await frozenElection(world, single)
    await computeTally(file, world)
    await expect(decryptHere(file, [keyOf("registry")], world)).rejects.toMatchObject({ code: "wrong-phase" })
    await expect(verifiedTally(file, world)).rejects.toMatchObject({ code: "act-needed", params: { kind: "unseal" } })
  })

  test("if the act unseal was written into the file without its signatures", async () => {
    const file = await frozenElection(world, single)
    await computeTally(file, world)
    const { db } = file.store
    await act(file, "unseal", world)
    withoutTriggers(db, () => db.exec("DELETE FROM act_signature WHERE act = 5"))
    const altered = { code: "act-altered", params: { act: 5, rule: "quorum" } }
    await expect(decryptHere(file, [keyOf("registry")], world)).rejects.toMatchObject(altered)
    await expect(verifiedTally(file, world)).rejects.toMatchObject(altered)
    expect((await openHolderFile(keyOf("registry"), world)).decrypted).toEqual([])
  })

  test("if the act unseal is in the record without its signatures", async () => {
    const file = await frozenElection(world, single)
    await tallied(file, world)
    const files = await filesOf(recordSource(file))
    const [name, text] = [...files].find(([each]) => each.endsWith("-unseal.txt")) ?? ["", utf8("")]
    const note = parseNote(utf8Text(text) ?? "")
    expect(note?.signatures).toHaveLength(1)
    const unsigned = (lines: readonly string[]) => utf8(noteText(note?.text ?? "", lines))
    const verified = (content: Uint8Array) =>
      decryptableTally(rebuilt(files, name)(content), requireAuthority(file), tools)
    expect(await verified(text)).toMatchObject({ counted: 3, unsealed: expect.any(String) as string })
    expect(codesOf({ params: await verified(unsigned([""])) })).toContain("ACT_FORM")
    expect(codesOf({ params: await verified(unsigned([])) })).toEqual(["ACT_SIGNERS", "ACT_QUORUM"])
  })

  test("for a second tally of the same election", async () => {
    const file = await sealedFile(world, single)
    const fork = copyOf(file)
    const memberKey = world.disk.get(member.path) ?? utf8("")
    const sealed = world.clock.now()
    await voteAndFreeze(file, votes, world)
    await tallied(file, world)
    await decryptHere(file, [keyOf("registry")], world)

    world.clock = clockAt(sealed)
    // The member's key remembers as well, so it is made to forget.
    await expect(voteAndFreeze(fork, votes.slice(1), world)).rejects.toMatchObject({ code: "act-contradicts-memory" })
    world.disk.set(member.path, memberKey)
    withdrawAct(fork, world.now())
    await freeze(fork, world)
    await computeTally(fork, world)
    await act(fork, "unseal", world)
    await expect(decryptHere(fork, [keyOf("registry")], world)).rejects.toMatchObject({
      code: "another-tally-decrypted",
      params: { holder: "registry" },
    })
    expect(fork.tally.shares()).toEqual([])
  })

  test("for fewer ballots than the definition allows", async () => {
    const file = await frozenElection(world, { ...single, weights: [1n, 1n, 1n, 1n], minimumBallots: 4 })
    await computeTally(file, world)
    await expect(act(file, "unseal", world)).rejects.toMatchObject({
      code: "too-few-ballots",
      params: { counted: 3, minimum: 4 },
    })
    const row = file.election.get()
    // Makes a file with another minimum beside the text that the members signed, in which enough of them unsealed it
    // all the same.
    const definition = { ...row.definition, minimumBallots: 1 }
    const lowered = { ...file, election: { ...file.election, get: () => ({ ...row, definition }) } }
    await act(lowered, "unseal", world)
    const refusal = await decryptHere(lowered, [keyOf("registry")], world).catch((error: unknown) => error)
    expect(codesOf(refusal)).toEqual(["TALLY_MINIMUM"])
    expect((await openHolderFile(keyOf("registry"), world)).decrypted).toEqual([])
  })

  test("for a tally with a ballot whose proofs are wrong", async () => {
    // The signature's response is one too large.
    const spoil = (ballot: Uint8Array) => {
      const text = utf8Text(ballot) ?? ""
      return utf8(text.replace(/"response":"(\d+)"\}\}\}$/, (_, n: string) => `"response":"${BigInt(n) + 1n}"}}}`))
    }
    const [first, ...rest] = votes as [(typeof votes)[number], ...typeof votes]
    const file = await frozenElection(world, { ...single, votes: [{ ...first, spoil }, ...rest] })
    await tallied(file, world)
    await expect(decryptHere(file, [keyOf("registry")], world)).rejects.toMatchObject({
      code: "tally-unlike-ballots",
      params: { findings: [{ code: "BALLOT_SIGNATURE" }] },
    })
  })

  test("for a tally that is not the sum of the last ballots", async () => {
    const again = [...votes, { voter: 0, choices: [[0, 1]] }]
    const file = await frozenElection(world, { ...single, votes: again })
    // Another program adds up the first ballot of the voter, and the members unseal what it made.
    appendWrongTally(file, world)
    await act(file, "unseal", world)
    const refusal = await decryptHere(file, [keyOf("registry")], world).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: "tally-unlike-ballots" })
    expect(codesOf(refusal)).toEqual(["TALLY_PRODUCT"])
  })

  test("if a record of the archive was changed", async () => {
    const file = await frozenElection(world, single)
    await tallied(file, world)
    file.store.db.exec(
      "DROP TRIGGER archive_record_refuses_update; UPDATE archive_record SET body = cast(body || ' ' AS BLOB) WHERE number = 7",
    )
    await expect(decryptHere(file, [keyOf("registry")], world)).rejects.toMatchObject({
      code: "entry-altered",
      params: { of: "archive", number: 7 },
    })
  })

  test("with the key file of another election", async () => {
    const file = await frozenElection(world, single)
    await tallied(file, world)
    const before = new Map(world.disk)
    world.disk.clear()
    await frozenElection(world, { ...single, seed: "another" })
    const foreign = world.disk.get("registry.key") ?? utf8("")
    world.disk.clear()
    for (const [path, bytes] of before) world.disk.set(path, bytes)
    world.disk.set("registry.key", foreign)
    await expect(decryptHere(file, [keyOf("registry")], world)).rejects.toMatchObject({ code: "another-holder-file" })
  })

  test("once there is a result, and is told that there is one", async () => {
    const file = await frozenElection(world, single)
    await tallied(file, world)
    await decryptHere(file, [keyOf("registry")], world)
    const size = file.journal.size()
    await expect(decryptHere(file, [keyOf("registry")], world)).rejects.toMatchObject({ code: "wrong-phase" })
    expect(await decryptHere(file, [], world)).toMatchObject({ complete: true })
    expect(file.journal.size()).toBe(size)
    expect(() =>
      file.store.write(() => append(file.journal, 0, { type: "tally.share-received", owner: 1, share: "sha256:0" })),
    ).toThrow()
  })
})
