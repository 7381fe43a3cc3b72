import { describe, expect, test } from "vitest"
import { utf8 } from "../../src/core/bytes.ts"
import { sha256 } from "../../src/core/hash.ts"
import { signCheckpoint } from "../../src/notes/checkpoint.ts"
import { verifierOf } from "../../src/notes/key.ts"
import { completedNodes, consistencyProof, leafHash, type NodeAt, rootAt } from "../../src/notes/merkle.ts"
import { parseWitnessRequest, type WitnessRequest, witnessRequestText } from "../../src/notes/witness-request.ts"
import {
  isWitnessKey,
  judgeRequest,
  newWitnessKey,
  parseWitnessKey,
  type WitnessKey,
  witnessKeyBytes,
} from "../../src/witnesses/witness-key.ts"
import { refusalOf } from "../support/refusal.ts"
import { seededRandom } from "../support/seeded-random.ts"

const urn = { name: "urne/4nPVWowQtAwLwB", seed: sha256("urn") }
const urnKey = verifierOf(urn)
const fresh = newWitnessKey("press/monde", false, seededRandom("witness"))

/** Makes a journal of `size` entries, which are those of another journal from `fork` on. */
function journalOf(size: number, fork: number): NodeAt {
  const nodes = new Map<string, Uint8Array>()
  const nodeAt: NodeAt = (level, number) => nodes.get(`${level} ${number}`) ?? new Uint8Array()
  for (let number = 0; number < size; number++) {
    const leaf = leafHash(`entry ${number}${number >= fork ? ", otherwise" : ""}`)
    for (const node of completedNodes(number, leaf, nodeAt)) nodes.set(`${node.level} ${node.number}`, node.hash)
  }
  return nodeAt
}

/** Makes the request in which the urn claims that its journal of `size` entries continues the first `old`. */
function requestOf(old: number, size: number, { fork = Infinity, key = urn } = {}): WitnessRequest {
  const nodeAt = journalOf(size, fork)
  const checkpoint = signCheckpoint({ size, root: rootAt(size, nodeAt) }, key)
  const request = parseWitnessRequest(
    witnessRequestText({ old, proof: consistencyProof(old, size, nodeAt), checkpoint }),
  )
  if (request === undefined) throw new Error("the request cannot be read")
  return request
}

/** Makes the key of a witness that saw these sizes one after the other, and remembers the last. */
function witnessOf(...sizes: readonly number[]): WitnessKey {
  let [key, old] = [fresh, 0]
  for (const size of sizes) {
    key = judgeRequest(key, requestOf(old, size), urnKey).key
    old = size
  }
  return key
}

test("a witness follows a journal that grows, for every two sizes", () => {
  for (let old = 0; old <= 17; old++) {
    const key = old === 0 ? fresh : witnessOf(old)
    for (let size = Math.max(1, old); size <= 18; size++) {
      const { checkpoint, before } = judgeRequest(key, requestOf(old, size), old === 0 ? urnKey : undefined)
      expect([before, checkpoint.size]).toEqual([old, size])
    }
  }
})

test("a witness key remembers what it cosigned last, also when it is read back from its file", () => {
  const key = parseWitnessKey(witnessKeyBytes(witnessOf(3, 8)), "w.key")
  expect(key).toEqual(witnessOf(3, 8))
  expect(key.memory).toHaveLength(1)
  expect(key.memory[0]).toMatchObject({ origin: urn.name, size: 8 })
})

describe("a witness refuses", () => {
  const seven = witnessOf(7)

  test("a journal that differs in any one entry that it saw", () => {
    for (let fork = 0; fork < 7; fork++) {
      const { code, params } = refusalOf(() => judgeRequest(seven, requestOf(7, 12, { fork }), undefined))
      expect([code, params]).toEqual(["witness-saw-other", { name: "press/monde", seen: 7, size: 12 }])
    }
    expect(judgeRequest(seven, requestOf(7, 12, { fork: 7 }), undefined).before).toBe(7)
  })

  test("another journal of the size that it saw", () => {
    expect(refusalOf(() => judgeRequest(seven, requestOf(7, 7, { fork: 6 }), undefined)).code).toBe("witness-saw-other")
  })

  test("a smaller journal", () => {
    expect(refusalOf(() => judgeRequest(seven, requestOf(0, 6), undefined)).code).toBe("witness-saw-more")
  })

  test("a proof that starts from another size, and says from which one it should", () => {
    const { code, params } = refusalOf(() => judgeRequest(seven, requestOf(5, 12), undefined))
    expect([code, params]).toEqual(["request-from-elsewhere", { name: "press/monde", seen: 7, old: 5 }])
    expect(refusalOf(() => judgeRequest(fresh, requestOf(5, 12), urnKey)).params).toMatchObject({ seen: 0 })
  })

  test("a proof with a hash too few or too many, or with one changed", () => {
    const request = requestOf(7, 12)
    const forged = (proof: readonly Uint8Array[]) =>
      refusalOf(() => judgeRequest(seven, { ...request, proof }, undefined)).code
    expect(forged(request.proof.slice(1))).toBe("witness-saw-other")
    expect(forged([...request.proof, new Uint8Array(32)])).toBe("witness-saw-other")
    expect(forged(request.proof.map((one, i) => (i === 1 ? new Uint8Array(32) : one)))).toBe("witness-saw-other")
  })

  test("an urn whose key it was not given, and another key under its name", () => {
    expect(refusalOf(() => judgeRequest(fresh, requestOf(0, 3), undefined)).code).toBe("urn-key-unknown")
    const other = { name: urn.name, seed: sha256("another") }
    const asked = requestOf(7, 9, { key: other })
    expect(refusalOf(() => judgeRequest(seven, asked, undefined)).params).toEqual({ fault: "unsigned" })
    // An authority that appointed another key tells its witnesses, who still compare the journal with what they saw.
    expect(judgeRequest(seven, asked, verifierOf(other)).before).toBe(7)
    const forked = requestOf(7, 9, { key: other, fork: 1 })
    expect(refusalOf(() => judgeRequest(seven, forked, verifierOf(other))).code).toBe("witness-saw-other")
  })

  test("a rehearsal with a real key, and an election with a rehearsal's", () => {
    const rehearsal = { name: "urne-rehearsal/4nPVWowQtAwLwB", seed: sha256("urn") }
    const asked = requestOf(0, 3, { key: rehearsal })
    expect(refusalOf(() => judgeRequest(fresh, asked, verifierOf(rehearsal))).code).toBe("key-of-other-world")
    const key = newWitnessKey("press/monde", true, seededRandom("witness"))
    expect(judgeRequest(key, asked, verifierOf(rehearsal)).checkpoint.size).toBe(3)
    expect(refusalOf(() => judgeRequest(key, requestOf(0, 3), urnKey)).code).toBe("key-of-other-world")
  })

  test("a text that is not a checkpoint", () => {
    const asked = { ...requestOf(0, 3), checkpoint: "nothing\n\n— x y\n" }
    expect(refusalOf(() => judgeRequest(fresh, asked, urnKey)).params).toEqual({ fault: "form" })
  })
})

test("each journal is remembered apart", () => {
  const second = { name: "urne/9nPVWowQtAwLwB", seed: sha256("second") }
  const { key } = judgeRequest(witnessOf(7), requestOf(0, 3, { key: second }), verifierOf(second))
  expect(key.memory.map(({ origin, size }) => [origin, size])).toEqual([
    [urn.name, 7],
    [second.name, 3],
  ])
})

test("a file that is not a witness key, or is of a later version, is refused as such", () => {
  const bytes = witnessKeyBytes(fresh)
  expect(isWitnessKey(bytes)).toBe(true)
  const later = utf8(new TextDecoder().decode(bytes).replace("witness key v1", "witness key v2"))
  expect(isWitnessKey(later)).toBe(true)
  expect(refusalOf(() => parseWitnessKey(later, "w.key")).code).toBe("newer-format")
  expect(isWitnessKey(utf8('{"format":"urne member key v1"}'))).toBe(false)
  expect(refusalOf(() => parseWitnessKey(utf8("{}"), "w.key")).code).toBe("not-a-witness-key")
})
