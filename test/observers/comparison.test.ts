import { describe, expect, test } from "vitest"
import { type Act, actHash, actText } from "../../src/authority/act.ts"
import { lostStateText } from "../../src/authority/lost-state.ts"
import { base64 } from "../../src/core/bytes.ts"
import { signCheckpoint } from "../../src/notes/checkpoint.ts"
import { type SigningKey, verifierOf } from "../../src/notes/key.ts"
import { leafHash, memoryTree, rootAt } from "../../src/notes/merkle.ts"
import { compareShown } from "../../src/observers/comparison.ts"
import { knownRoot, nothingShown, type Shown, type ShownState, wholeLog } from "../../src/observers/shown.ts"
import { parseSplitProof, provenSplit, splitProofText } from "../../src/observers/split.ts"
import { seededRandom } from "../support/seeded-random.ts"

const uuid = "4nPVWowQtAwLwB"
const name = `urne/${uuid}`
const random = seededRandom("comparison")
const urn: SigningKey = { name, seed: random(32, "urn") }
const other: SigningKey = { name, seed: random(32, "other") }

let draws = 0

/** Draws a whole number from `least` to `most`. */
function drawn(least: number, most: number): number {
  const [a = 0, b = 0] = random(2, `draw ${draws++}`)
  return least + ((a * 256 + b) % (most - least + 1))
}

type Tree = ReturnType<typeof memoryTree>

function treeOf(entries: readonly string[]): Tree {
  const tree = memoryTree()
  for (const entry of entries) tree.add(leafHash(entry))
  return tree
}

function stateAt(tree: Tree, size: number, key = urn): ShownState {
  const root = rootAt(size, tree.nodeAt)
  return { size, root, note: signCheckpoint({ size, root }, key), signer: verifierOf(key) }
}

interface SideOf {
  readonly sizes: readonly number[]
  /** How many entries are at hand, if any are. */
  readonly whole?: number
  readonly acts?: readonly Act[]
  readonly key?: SigningKey
  readonly path?: string
}

function side(tree: Tree, { sizes, whole, acts = [], key = urn, path = "side" }: SideOf): Shown {
  const states = [...new Set(sizes)].toSorted((a, b) => a - b).map((size) => stateAt(tree, size, key))
  const log = whole === undefined ? undefined : wholeLog({ size: whole, nodeAt: tree.nodeAt })
  return {
    ...{ path, kind: whole === undefined ? "observer" : "record", uuid, rehearsal: false, anchor: undefined },
    acts: acts.map((act) => ({ act, hash: actHash(actText(act)) })),
    urnKeys: [verifierOf(key)],
    logs: { journal: { states, whole: log }, register: nothingShown },
  }
}

const long = Array.from({ length: 400 }, (_, i) => `entry ${i + 1}`)
/** The same journal up to an entry, and another from there on. */
const forkAfter = (size: number) =>
  treeOf([...long.slice(0, size), ...long.slice(size).map((one) => `${one}, otherwise`)])

describe("two sides of one history", () => {
  const tree = treeOf(long)

  test("a thousand random prefixes never give an alarm", { timeout: 60_000 }, () => {
    const told = new Map<string, number>()
    for (let run = 0; run < 1000; run++) {
      const sizes = () => Array.from({ length: drawn(1, 5) }, () => drawn(1, 400))
      const [mine, theirs] = [sizes(), sizes()]
      const whole = (of: readonly number[]) => (drawn(0, 2) === 0 ? { whole: drawn(Math.max(...of), 400) } : {})
      const [a, b] = [side(tree, { sizes: mine, ...whole(mine) }), side(tree, { sizes: theirs, ...whole(theirs) })]
      const { verdict, logs } = compareShown(a, b)
      told.set(verdict, (told.get(verdict) ?? 0) + 1)
      expect(["equal", "prefix", "undecided"], `${mine.join()} and ${theirs.join()}`).toContain(verdict)
      const [log] = logs
      if (verdict === "undecided") expect(log?.reason).toBe("apart")
      // Where one side knows the state of the other, nothing is left open.
      const [first, second] = [log?.first, log?.second]
      const shorter = (first?.size ?? 0) < (second?.size ?? 0) ? first : second
      const isKnown = [a, b].every((one) => knownRoot(one.logs.journal, shorter?.size ?? 0) !== undefined)
      expect(verdict === "undecided").toBe(!isKnown)
    }
    expect([...told.keys()].toSorted()).toEqual(["equal", "prefix", "undecided"])
  })

  test("the same state is equal, a longer one continues it, and nothing between is undecided", () => {
    const at = (...sizes: readonly number[]) => side(tree, { sizes })
    expect(compareShown(at(12), at(12)).verdict).toBe("equal")
    expect(compareShown(at(12), at(12, 30)).logs[0]).toMatchObject({ verdict: "prefix", common: 12 })
    expect(compareShown(at(12, 20), at(12, 30)).logs[0]).toMatchObject({
      ...{ verdict: "undecided", reason: "apart", common: 12 },
    })
    expect(compareShown(side(tree, { sizes: [12], whole: 20 }), at(16)).verdict).toBe("prefix")
  })
})

describe("two histories", () => {
  test("a fork that both sides were shown is proven, and the proof stands by itself", { timeout: 60_000 }, () => {
    const tree = treeOf(long)
    let proven = 0
    for (let run = 0; run < 200; run++) {
      const at = drawn(0, 380)
      const fork = forkAfter(at)
      const shared = at === 0 ? [] : [drawn(1, at)]
      const past = () => drawn(at + 1, 400)
      const whole = drawn(0, 1) === 0 ? {} : { whole: 400 }
      const a = side(tree, { sizes: [...shared, past()] })
      const b = side(fork, { sizes: [...shared, past(), ...(drawn(0, 1) === 0 ? [400] : [])], ...whole })
      const { verdict, logs } = compareShown(a, b)
      expect(["split", "undecided"]).toContain(verdict)
      const proof = logs[0]?.proof
      if (verdict !== "split" || proof === undefined) continue
      proven += 1
      const text = splitProofText(proof)
      const read = parseSplitProof(text)
      expect(read === undefined ? undefined : splitProofText(read)).toBe(text)
      expect(provenSplit(proof)?.first.size).toBeGreaterThan(at)
      // The two notes alone, without what leads from one to the other, prove nothing of different sizes.
      if (proof.between !== undefined) expect(provenSplit({ ...proof, between: undefined })).toBeUndefined()
      expect(provenSplit({ ...proof, urnKey: verifierOf(other) })).toBeUndefined()
    }
    expect(proven).toBeGreaterThan(50)
  })

  const [tree, fork] = [treeOf(long), forkAfter(10)]

  test("one size with two roots is proven by the two notes alone", () => {
    const { logs } = compareShown(side(tree, { sizes: [10, 20] }), side(fork, { sizes: [10, 20] }))
    const [log] = logs
    expect(log).toMatchObject({ verdict: "split", common: 10 })
    expect(log?.proof?.between).toBeUndefined()
    expect(log?.proof && provenSplit(log.proof)).toMatchObject({ first: { size: 20 }, second: { size: 20 } })
  })

  test("a proof of one history is none", () => {
    const { root, note: first } = stateAt(tree, 20)
    const second = stateAt(tree, 30).note
    const proof = wholeLog({ size: 400, nodeAt: tree.nodeAt }).proof(20, 30)
    expect(provenSplit({ urnKey: verifierOf(urn), first, second, between: { root, proof } })).toBeUndefined()
    expect(provenSplit({ urnKey: verifierOf(urn), first, second: first, between: undefined })).toBeUndefined()
    const bent = { root: stateAt(fork, 20).root, proof }
    expect(provenSplit({ urnKey: verifierOf(urn), first, second, between: bent })).toBeUndefined()
  })

  test("what the urn did not sign is no proof, nor are notes of two keys", () => {
    const unsigned = compareShown(side(tree, { sizes: [10], whole: 20 }), side(fork, { sizes: [10], whole: 20 }))
    expect(unsigned.logs[0]).toMatchObject({ verdict: "undecided", reason: "unsigned", common: 10 })
    const twoKeys = compareShown(side(tree, { sizes: [20] }), side(fork, { sizes: [20], key: other }))
    expect(twoKeys.logs[0]).toMatchObject({ verdict: "undecided", reason: "other-key" })
  })
})

describe("a loss that the authority declared", () => {
  const [kept, lost] = [forkAfter(10), treeOf(long)]
  const stated = (key: string, size: number, tree: Tree) => ({
    key,
    value: lostStateText({ size, root: rootAt(size, tree.nodeAt) }),
  })
  const act = (statements: Act["statements"]): Act => ({
    ...{ rehearsal: false, uuid, name: "Board", number: 7, kind: "recover", previous: undefined },
    ...{ proposed: 0, expires: 3_600_000, archive: undefined, statements },
    journal: { size: 10, root: base64(rootAt(10, kept.nodeAt)) },
  })
  const after = act([stated("lost-after", 10, kept)])
  const before = side(lost, { sizes: [10, 20] })

  test("explains what came after the state that was kept, and names the act", () => {
    const goesOn = side(kept, { sizes: [10, 20], acts: [after] })
    expect(compareShown(before, goesOn).logs[0]).toMatchObject({ verdict: "declared", act: 7 })
    expect(compareShown(goesOn, before).logs[0]).toMatchObject({ verdict: "declared", act: 7 })
    const seen = side(kept, { sizes: [20], acts: [act([stated("lost", 20, lost)])] })
    expect(compareShown(before, seen).logs[0]).toMatchObject({ verdict: "declared", act: 7 })
    // A state of another size may be of what was given up: that is said, and not decided.
    expect(compareShown(before, side(kept, { sizes: [10, 30], acts: [after] })).logs[0]).toMatchObject({
      ...{ verdict: "undecided", reason: "apart", act: 7 },
    })
  })

  test("explains nothing before that state, and nothing between two who both hold the act", () => {
    const early = forkAfter(5)
    expect(compareShown(before, side(early, { sizes: [10], acts: [after] })).verdict).toBe("split")
    const withAct = side(lost, { sizes: [20], acts: [after] })
    expect(compareShown(withAct, side(kept, { sizes: [20], acts: [after] })).verdict).toBe("split")
  })
})

test("two identifiers, or two authorities, are two elections", () => {
  const tree = treeOf(long)
  const one = side(tree, { sizes: [10] })
  expect(compareShown(one, { ...one, uuid: "4nPVWowQtAwLwC" }).verdict).toBe("different")
  expect(compareShown(one, { ...one, rehearsal: true }).verdict).toBe("different")
  const [a, b] = [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`] as const
  expect(compareShown({ ...one, anchor: a }, { ...one, anchor: b }).verdict).toBe("different")
})

test("who was shown nothing of what the other was shown finds out nothing", () => {
  const tree = treeOf(long)
  const one = side(tree, { sizes: [10] })
  const nothing = side(tree, { sizes: [] })
  const ofRegister = { ...one, logs: { journal: nothingShown, register: one.logs.journal } }
  expect(compareShown(one, nothing)).toEqual({ verdict: "undecided", logs: [] })
  expect(compareShown(one, ofRegister)).toEqual({ verdict: "undecided", logs: [] })
  // Of two constitutions of one identifier, each is an election.
  const [a, b] = [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`] as const
  expect(compareShown({ ...one, anchor: a }, { ...nothing, anchor: b }).verdict).toBe("different")
})
