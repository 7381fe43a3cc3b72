import { equalBytes } from "../core/bytes.ts"
import { sha256 } from "../core/hash.ts"

/**
 * Merkle trees over a list of leaves, as RFC 6962 section 2.1 defines them. Indices count from 0; a size is a number of
 * leaves.
 */

/**
 * Looks up the root of a complete subtree. Node (level, number) covers the 2^level leaves from number · 2^level on. A
 * table and an array in memory serve alike. A node of the tree that is missing is a bug, so the function throws.
 */
export type NodeAt = (level: number, number: number) => Uint8Array

/** A node to keep, so that a `NodeAt` can look it up. */
export interface TreeNode {
  readonly level: number
  readonly number: number
  readonly hash: Uint8Array
}

/** The root of no leaves: the hash of the empty string. */
export const emptyRoot: Uint8Array = sha256()

/** SHA-256(0x00 ‖ data). */
export function leafHash(data: Uint8Array | string): Uint8Array {
  return sha256(leafPrefix, data)
}

/** SHA-256(0x01 ‖ left ‖ right). */
function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(nodePrefix, left, right)
}

const leafPrefix = Uint8Array.of(0x00)
const nodePrefix = Uint8Array.of(0x01)

/** Lists the nodes that leaf `index` completes: itself, and each subtree of which it is the last leaf. */
export function completedNodes(index: number, leaf: Uint8Array, nodeAt: NodeAt): readonly TreeNode[] {
  let node: TreeNode = { level: 0, number: index, hash: leaf }
  const nodes = [node]
  while (node.number % 2 === 1) {
    const left = nodeAt(node.level, node.number - 1)
    node = { level: node.level + 1, number: (node.number - 1) / 2, hash: nodeHash(left, node.hash) }
    nodes.push(node)
  }
  return nodes
}

/** Computes the root over the first `size` leaves. Reads one node for each bit of `size`. */
export function rootAt(size: number, nodeAt: NodeAt): Uint8Array {
  return size === 0 ? emptyRoot : rangeRoot(0, size, nodeAt)
}

/** The hashes that lead from leaf `index` to the root at `size`, from the leaf upwards (RFC 6962 section 2.1.1). */
export function inclusionProof(index: number, size: number, nodeAt: NodeAt): readonly Uint8Array[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`no leaf ${index} in a tree of ${size}`)
  const proof: Uint8Array[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start)
    if (index < middle) {
      proof.push(rangeRoot(middle, end, nodeAt))
      end = middle
    } else {
      proof.push(rangeRoot(start, middle, nodeAt))
      start = middle
    }
  }
  return proof.reverse()
}

/** The hashes that show the tree at `from` to be the beginning of the tree at `to` (RFC 6962 section 2.1.2). */
export function consistencyProof(from: number, to: number, nodeAt: NodeAt): readonly Uint8Array[] {
  if (!(from >= 0 && from <= to)) throw new RangeError(`a tree of ${to} has no beginning of ${from}`)
  if (from === 0 || from === to) return []
  const proof: Uint8Array[] = []
  let [start, end] = [0, to]
  while (end !== from) {
    const middle = start + largestPowerBelow(end - start)
    if (from <= middle) {
      proof.push(rangeRoot(middle, end, nodeAt))
      end = middle
    } else {
      proof.push(rangeRoot(start, middle, nodeAt))
      start = middle
    }
  }
  // The verifier already has the old root where it is itself a node of the new tree.
  if (start > 0) proof.push(rangeRoot(start, end, nodeAt))
  return proof.reverse()
}

export interface Inclusion {
  readonly index: number
  readonly size: number
  readonly leaf: Uint8Array
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Whether the leaf of this hash stands at `index` in the tree of this size and root. */
export function verifyInclusion({ index, size, leaf, root, proof }: Inclusion): boolean {
  if (!isSize(size) || !isSize(index) || index >= size) return false
  let [number, last] = [index, size - 1]
  let hash = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (number % 2 === 1 || number === last) {
      hash = nodeHash(sibling, hash)
      // A last node without a right neighbour rises unchanged until it has a left one.
      while (number % 2 === 0) [number, last] = [half(number), half(last)]
    } else {
      hash = nodeHash(hash, sibling)
    }
    ;[number, last] = [half(number), half(last)]
  }
  return last === 0 && equalBytes(hash, root)
}

/**
 * Returns a function that proves leaves of one tree: whether a leaf of this hash stands at `index` under `root`,
 * although `nodeAt` may give nodes of another tree. Every node that a leaf was proved by is trusted from then on, so
 * that leaves close together need only a node or two each.
 */
export function inclusionProver(
  size: number,
  root: Uint8Array,
  nodeAt: NodeAt,
): (index: number, leaf: Uint8Array) => boolean {
  const known = new Map<string, Uint8Array>()
  const learn = ({ level, number, hash }: TreeNode) => known.set(`${level} ${number}`, hash)
  const peaks = peaksOf(size, nodeAt)
  const hashes = peaks.map(({ hash }) => hash)
  const whole = hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right))
  if (equalBytes(whole, root)) peaks.forEach(learn)
  return (index, leaf) => {
    if (known.size === 0 || !isSize(index) || index >= size) return false
    const path: TreeNode[] = []
    let node: TreeNode = { level: 0, number: index, hash: leaf }
    for (;;) {
      const { level, number, hash } = node
      const there = known.get(`${level} ${number}`)
      if (there !== undefined) {
        if (!equalBytes(there, hash)) return false
        path.forEach(learn)
        return true
      }
      // A complete subtree that is no peak has a neighbour: without one, the way up would have ended at the peak.
      const isRight = number % 2 === 1
      const beside = { level, number: isRight ? number - 1 : number + 1 }
      const sibling = { ...beside, hash: known.get(`${level} ${beside.number}`) ?? nodeAt(level, beside.number) }
      path.push(node, sibling)
      const parent = isRight ? nodeHash(sibling.hash, hash) : nodeHash(hash, sibling.hash)
      node = { level: level + 1, number: half(number), hash: parent }
    }
  }
}

/** Lists the complete subtrees that make up a tree of this size, from the left, where the largest is. */
function peaksOf(size: number, nodeAt: NodeAt): readonly TreeNode[] {
  const peaks: TreeNode[] = []
  for (let start = 0; start < size;) {
    const width = largestPowerBelow(size - start + 1)
    const [level, number] = [Math.log2(width), start / width]
    peaks.push({ level, number, hash: nodeAt(level, number) })
    start += width
  }
  return peaks
}

export interface Consistency {
  readonly from: number
  readonly fromRoot: Uint8Array
  readonly to: number
  readonly toRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/**
 * Whether the tree of size `from` is the beginning of the tree of size `to`, so that nothing was removed or rewritten.
 */
export function verifyConsistency({ from, fromRoot, to, toRoot, proof }: Consistency): boolean {
  if (!isSize(from) || !isSize(to) || from > to) return false
  if (from === 0) return proof.length === 0 && equalBytes(fromRoot, emptyRoot)
  if (from === to) return proof.length === 0 && equalBytes(fromRoot, toRoot)
  let [number, last] = [from - 1, to - 1]
  while (number % 2 === 1) [number, last] = [half(number), half(last)]
  // Where the old tree is one complete subtree, the path begins at its root.
  const [first, ...rest] = number === 0 ? [fromRoot, ...proof] : proof
  if (first === undefined) return false
  let [old, whole] = [first, first]
  for (const sibling of rest) {
    if (last === 0) return false
    if (number % 2 === 1 || number === last) {
      old = nodeHash(sibling, old)
      whole = nodeHash(sibling, whole)
      while (number % 2 === 0) [number, last] = [half(number), half(last)]
    } else {
      whole = nodeHash(whole, sibling)
    }
    ;[number, last] = [half(number), half(last)]
  }
  return last === 0 && equalBytes(old, fromRoot) && equalBytes(whole, toRoot)
}

/** A tree that only grows, and that keeps only the nodes that its next root needs: one for each bit of its size. */
export interface GrowingTree {
  readonly add: (leaf: Uint8Array) => void
  readonly size: () => number
  readonly root: () => Uint8Array
}

export function growingTree(): GrowingTree {
  // Roots of complete subtrees, the largest first; their sizes are the bits of `size`.
  const peaks: Uint8Array[] = []
  let size = 0
  return {
    add(leaf) {
      let hash = leaf
      for (let number = size; number % 2 === 1; number = half(number)) {
        const left = peaks.pop()
        if (left === undefined) throw new Error("fewer peaks than bits")
        hash = nodeHash(left, hash)
      }
      peaks.push(hash)
      size++
    },
    size: () => size,
    root: () => (size === 0 ? emptyRoot : peaks.reduceRight((right, left) => nodeHash(left, right))),
  }
}

/** Makes a tree that is kept whole in memory, for proofs over a journal that was read from a file. */
export function memoryTree(): GrowingTree & { readonly nodeAt: NodeAt } {
  const levels: Uint8Array[][] = []
  const nodeAt: NodeAt = (level, number) => {
    const hash = levels[level]?.[number]
    if (hash === undefined) throw new Error(`no Merkle node (${level}, ${number})`)
    return hash
  }
  const size = () => levels[0]?.length ?? 0
  return {
    add(leaf) {
      for (const { level, hash } of completedNodes(size(), leaf, nodeAt)) (levels[level] ??= []).push(hash)
    },
    size,
    root: () => rootAt(size(), nodeAt),
    nodeAt,
  }
}

/**
 * Computes the root over the leaves [start, end), where start is a multiple of the largest power of two within their
 * number.
 */
function rangeRoot(start: number, end: number, nodeAt: NodeAt): Uint8Array {
  let [level, power] = [0, 1]
  while (power * 2 <= end - start) [level, power] = [level + 1, power * 2]
  const left = nodeAt(level, start / power)
  return start + power === end ? left : nodeHash(left, rangeRoot(start + power, end, nodeAt))
}

/** The k of RFC 6962: the largest power of two smaller than `count`, which is at least 2. */
function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

function half(number: number): number {
  return Math.floor(number / 2)
}

function isSize(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0
}
