import { type Table } from "../belenios/per-choice.ts"
import { resultFindings, type Share } from "../belenios/combination.ts"
import {
  bindingFindings,
  decryptionFindings,
  parseBinding,
  parsePartialDecryption,
  type PartialDecryption,
} from "../belenios/decryption.ts"
import { type Election } from "../belenios/election.ts"
import { type Point } from "../belenios/group.ts"
import { parseResult } from "../belenios/result.ts"
import { type OpenedTally } from "../belenios/tally.ts"
import { type TrusteePublicKey } from "../belenios/trustee-key.ts"
import { publicKeysOf, type TrusteeItem } from "../belenios/trustees.ts"
import { finding, type Finding } from "../core/finding.ts"
import { fileName } from "../bundle/layout.ts"
import { type ArchiveFacts, eventPlace } from "./archive.ts"
import { done, type Remark } from "./checks.ts"
import { type Papers, papersOf } from "./papers.ts"

export interface TallyContext {
  readonly election: Election
  readonly trustees: readonly TrusteeItem[]
  readonly tally: OpenedTally
}

/** A share of the archive, read, and whose it is. */
interface ReadShare extends Share {
  readonly decryption: PartialDecryption
  readonly publicKey: Point
}

/** Checks the trustees' proofs in the archive, and ours where a bundle brings them; then what the shares give. */
export function* checkResult(
  facts: ArchiveFacts,
  context: TallyContext,
  papers: Papers | undefined,
): Generator<Remark, Table<bigint> | undefined, undefined> {
  const shares: ReadShare[] = []
  const keys = publicKeysOf(context.trustees)
  for (const stated of facts.shares) {
    const share = yield* readShare(stated, keys, context)
    if (share !== undefined) shares.push(share)
  }
  yield done("E8", facts.shares.length)
  const proven = papers === undefined ? new Set<number>() : yield* checkBindings(shares, context, papers)
  const known = shares.map((share) => ({ ...share, proven: proven.has(share.owner) }))
  return yield* compareResult(facts, context, known)
}

function* readShare(
  { owner, body, height }: ArchiveFacts["shares"][number],
  keys: readonly TrusteePublicKey[],
  { election, tally }: TallyContext,
): Generator<Finding, ReadShare | undefined, undefined> {
  const at = eventPlace(height)
  const publicKey = keys[owner - 1]?.publicKey
  const { value: decryption, findings } = parsePartialDecryption(election.questions, body, at)
  yield* findings
  if (publicKey === undefined) {
    yield finding("SHARE_OWNER", at, { owner })
    return undefined
  }
  if (decryption === undefined) return undefined
  yield* decryptionFindings(election.fingerprint, owner, publicKey, tally, decryption, at)
  return { owner, factors: decryption.factors, decryption, publicKey }
}

/**
 * Every share that gave the result came with a proof that hashes factor and ciphertext.
 *
 * @returns the owners of those that are proven
 */
function* checkBindings(
  shares: readonly ReadShare[],
  { election, tally }: TallyContext,
  papers: Papers,
): Generator<Remark, ReadonlySet<number>, undefined> {
  const proven = new Set<number>()
  const proofs = new Map(papersOf(papers, "share").map(({ file, path, bytes }) => [file.owner, { path, bytes }]))
  for (const { owner, decryption, publicKey } of shares) {
    const paper = proofs.get(owner)
    const path = fileName({ kind: "share", owner })
    if (paper === undefined) {
      yield finding("FILE_MISSING", path, {})
      continue
    }
    const { value: binding, findings } = parseBinding(election.questions, paper.bytes, path)
    yield* findings
    if (binding === undefined) continue
    const wrong = bindingFindings(election.fingerprint, owner, publicKey, tally, decryption, binding, path)
    if (wrong.length === 0) proven.add(owner)
    yield* wrong
  }
  const owners = new Set(shares.map(({ owner }) => owner))
  for (const [owner, { path }] of proofs) {
    if (!owners.has(owner)) yield finding("FILE_UNKNOWN", path, {})
  }
  yield done("E9", shares.length)
  return proven
}

function* compareResult(
  { result, tally: sized }: ArchiveFacts,
  { election, trustees, tally }: TallyContext,
  shares: readonly Share[],
): Generator<Remark, Table<bigint> | undefined, undefined> {
  if (result === undefined || sized === undefined) {
    yield done("E10", 0)
    yield done("K12", 0)
    return undefined
  }
  const at = eventPlace(result.height)
  const { value: votes, findings } = parseResult(election.questions, result.body, at)
  yield* findings
  if (votes === undefined) return undefined
  yield* resultFindings(trustees, tally, shares, sized.totalWeight, votes, at)
  yield done("E10", 1)
  yield* checkBalance(election, votes, sized.totalWeight, at)
  return votes
}

/**
 * Of W votes, b blank, each other one chooses from `min` to `max` answers: (W − b)·min ≤ Σ answers ≤ (W − b)·max. The
 * proofs of the ballots imply it, so it is one more way to notice that something was missed.
 */
function* checkBalance(
  { questions }: Election,
  votes: Table<bigint>,
  weight: bigint,
  at: string,
): Generator<Remark, void, undefined> {
  for (const [index, { blank, min, max }] of questions.entries()) {
    const row = votes[index] ?? []
    const blanks = blank ? (row[0] ?? 0n) : 0n
    const sum = row.slice(blank ? 1 : 0).reduce((total, count) => total + count, 0n)
    const [least, most] = [(weight - blanks) * BigInt(min), (weight - blanks) * BigInt(max)]
    if (sum < least || sum > most || row.some((count) => count > weight)) {
      yield finding("BALANCE", at, { question: index + 1, sum: `${sum}`, least: `${least}`, most: `${most}` })
    }
  }
  yield done("K12", questions.length)
}
