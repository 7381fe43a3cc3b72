import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concat, fromHex, hex, utf8 } from "../../src/core/bytes.ts"
import { sha256 } from "../../src/core/hash.ts"
import {
  consistencyProof,
  growingTree,
  inclusionProof,
  inclusionProver,
  leafHash,
  memoryTree,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from "../../src/notes/merkle.ts"

/**
 * Computes the root as RFC 6962 section 2.1 defines it, word for word and slowly; everything else must agree with it.
 */
function definition(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (first === undefined) return sha256()
  if (leaves.length === 1) return sha256(concat(Uint8Array.of(0), first))
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha256(concat(Uint8Array.of(1), definition(leaves.slice(0, k)), definition(leaves.slice(k))))
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => utf8(`entry ${i}`))

function treeOf(leaves: readonly Uint8Array[]) {
  const tree = memoryTree()
  for (const leaf of leaves) tree.add(leafHash(leaf))
  return tree
}

describe("the leaves and roots that Certificate Transparency implementations test with", () => {
  const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
  const roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]
  const bytes = leaves.map((leaf) => fromHex(leaf) ?? new Uint8Array())
  test.each(roots.map((root, size) => [size, root] as const))("size %i", (size, root) => {
    expect(hex(definition(bytes.slice(0, size)))).toBe(root)
    expect(hex(treeOf(bytes.slice(0, size)).root())).toBe(root)
    expect(hex(rootAt(size, treeOf(bytes).nodeAt))).toBe(root)
  })
})

test("law: a growing tree has the root of the definition at every size", () => {
  const leaves = leavesOf(70)
  const tree = growingTree()
  expect(tree.root()).toEqual(definition([]))
  for (const [index, leaf] of leaves.entries()) {
    tree.add(leafHash(leaf))
    expect(tree.size()).toBe(index + 1)
    expect(tree.root()).toEqual(definition(leaves.slice(0, index + 1)))
  }
})

const largest = 40
const leaves = leavesOf(largest)
const tree = treeOf(leaves)

test("every leaf of every tree up to 40 has a proof, which holds for nothing else", () => {
  for (let size = 1; size <= largest; size++) {
    const root = rootAt(size, tree.nodeAt)
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(index, size, tree.nodeAt)
      const leaf = leafHash(leaves[index] ?? "")
      expect(verifyInclusion({ index, size, leaf, root, proof })).toBe(true)
      expect(verifyInclusion({ index: index ^ 1, size, leaf, root, proof })).toBe(false)
      expect(verifyInclusion({ index, size, leaf: leafHash("other"), root, proof })).toBe(false)
      expect(verifyInclusion({ index, size, leaf, root, proof: [...proof, leaf] })).toBe(false)
      if (size > 1) expect(verifyInclusion({ index, size, leaf, root, proof: proof.slice(1) })).toBe(false)
    }
  }
})

describe("a prover", () => {
  const proverFor = (size: number, nodeAt = tree.nodeAt) => inclusionProver(size, rootAt(size, tree.nodeAt), nodeAt)

  test("proves every leaf of every tree up to 40, in any order, and nothing else", () => {
    for (let size = 1; size <= largest; size++) {
      for (const step of [1, 7, -1]) {
        const isIncluded = proverFor(size)
        for (let i = 0; i < size; i++) {
          const index = (((i * step) % size) + size) % size
          const leaf = leafHash(leaves[index] ?? "")
          expect(isIncluded(index, leafHash("other"))).toBe(false)
          expect(isIncluded(index ^ 1, leaf)).toBe(false)
          expect(isIncluded(index, leaf)).toBe(true)
        }
        expect(isIncluded(size, leafHash(leaves[size] ?? ""))).toBe(false)
        expect(isIncluded(-1, leafHash(leaves[0] ?? ""))).toBe(false)
      }
    }
  })

  test("reads a node or two for each leaf once it knows those above them", () => {
    let read = 0
    const isIncluded = proverFor(32, (level, number) => {
      read++
      return tree.nodeAt(level, number)
    })
    for (let index = 0; index < 32; index++) expect(isIncluded(index, leafHash(leaves[index] ?? ""))).toBe(true)
    expect(read).toBeLessThanOrEqual(32)
  })

  test("proves nothing under another root, nor with a node of another tree", () => {
    const leaf = leafHash(leaves[3] ?? "")
    expect(inclusionProver(11, rootAt(12, tree.nodeAt), tree.nodeAt)(3, leaf)).toBe(false)
    expect(inclusionProver(0, rootAt(0, tree.nodeAt), tree.nodeAt)(0, leaf)).toBe(false)
    for (let level = 0; level < 4; level++) {
      for (let number = 0; number < 11 >> level; number++) {
        const isAltered = (at: number, which: number) => at === level && which === number
        const isIncluded = proverFor(11, (at, which) =>
          isAltered(at, which) ? leafHash("other") : tree.nodeAt(at, which),
        )
        const onTheWay = [
          [0, 2],
          [1, 0],
          [2, 1],
        ].some(([at = 0, which = 0]) => isAltered(at, which))
        const isPeak = [
          [3, 0],
          [1, 4],
          [0, 10],
        ].some(([at = 0, which = 0]) => isAltered(at, which))
        expect([level, number, isIncluded(3, leaf)]).toEqual([level, number, !onTheWay && !isPeak])
        // The prover learnt nothing from what it refused.
        expect(isIncluded(3, leafHash("other"))).toBe(false)
      }
    }
  })

  test("an inner node does not pass for a leaf", () => {
    expect(proverFor(4)(0, tree.nodeAt(1, 0))).toBe(false)
  })
})

test("an inner node does not pass for a leaf", () => {
  const root = rootAt(4, tree.nodeAt)
  const claim = { index: 0, size: 4, leaf: tree.nodeAt(1, 0), root, proof: [tree.nodeAt(1, 1)] }
  expect(verifyInclusion(claim)).toBe(false)
  expect(verifyInclusion({ ...claim, size: 2 })).toBe(true)
})

test("every tree up to 40 has proofs that it begins every longer one", () => {
  for (let to = 0; to <= largest; to++) {
    for (let from = 0; from <= to; from++) {
      const [fromRoot, toRoot] = [rootAt(from, tree.nodeAt), rootAt(to, tree.nodeAt)]
      const proof = consistencyProof(from, to, tree.nodeAt)
      expect(verifyConsistency({ from, fromRoot, to, toRoot, proof })).toBe(true)
      expect(verifyConsistency({ from, fromRoot, to, toRoot, proof: [...proof, fromRoot] })).toBe(false)
      if (proof.length === 0) continue
      expect(verifyConsistency({ from, fromRoot, to, toRoot, proof: proof.slice(1) })).toBe(false)
      expect(verifyConsistency({ from, fromRoot: toRoot, to, toRoot, proof })).toBe(false)
      expect(verifyConsistency({ from, fromRoot, to, toRoot: fromRoot, proof })).toBe(false)
    }
  }
})

test("law: a tree in which an earlier leaf was rewritten has no proof of consistency", () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: largest }), fc.nat(largest), fc.nat(largest))
  fc.assert(
    fc.property(sizes, ([from, more, victim]) => {
      const to = Math.min(largest, from + more)
      const rewritten = treeOf(leaves.with(victim % from, utf8("rewritten")))
      const claim = { from, fromRoot: rootAt(from, tree.nodeAt), to, toRoot: rootAt(to, rewritten.nodeAt) }
      for (const { nodeAt } of [tree, rewritten]) {
        expect(verifyConsistency({ ...claim, proof: consistencyProof(from, to, nodeAt) })).toBe(false)
      }
    }),
  )
})

test("law: one changed bit of a proof breaks it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: largest }), fc.nat(), fc.nat(), (size, one, bit) => {
      const index = one % size
      const proof = inclusionProof(index, size, tree.nodeAt).map((hash) => hash.slice())
      const victim = proof[bit % proof.length] ?? new Uint8Array()
      victim[bit % 32] = (victim[bit % 32] ?? 0) ^ (1 << (bit % 8))
      const leaf = leafHash(leaves[index] ?? "")
      expect(verifyInclusion({ index, size, leaf, root: rootAt(size, tree.nodeAt), proof })).toBe(false)
    }),
  )
})

test("impossible sizes and indices are refused, and do not loop", () => {
  const root = rootAt(4, tree.nodeAt)
  const proof = inclusionProof(0, 4, tree.nodeAt)
  for (const bad of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
    expect(verifyInclusion({ index: bad, size: 4, leaf: root, root, proof })).toBe(false)
    expect(verifyInclusion({ index: 0, size: bad, leaf: root, root, proof })).toBe(false)
    expect(verifyConsistency({ from: bad, fromRoot: root, to: 4, toRoot: root, proof })).toBe(false)
    expect(verifyConsistency({ from: 2, fromRoot: root, to: bad, toRoot: root, proof })).toBe(false)
  }
  expect(() => inclusionProof(4, 4, tree.nodeAt)).toThrow(RangeError)
  expect(() => consistencyProof(5, 4, tree.nodeAt)).toThrow(RangeError)
})

test("computing a root or a proof of 155,900 leaves reads at most two nodes per level", () => {
  let read = 0
  const nodeAt = () => {
    read++
    return new Uint8Array(32)
  }
  rootAt(155_900, nodeAt)
  expect(read).toBeLessThanOrEqual(18)
  for (const prove of [
    () => inclusionProof(77_777, 155_900, nodeAt),
    () => consistencyProof(77_777, 155_900, nodeAt),
  ]) {
    read = 0
    prove()
    expect(read).toBeLessThanOrEqual(2 * 18)
  }
})
