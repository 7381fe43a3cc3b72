import { resultFindings, type Share } from "../../belenios/combination.ts"
import {
  bindingFindings,
  decryptionFindings,
  parseBinding,
  parsePartialDecryption,
  type PartialDecryption,
} from "../../belenios/decryption.ts"
import type { Election } from "../../belenios/election.ts"
import type { Point } from "../../belenios/group.ts"
import type { Table } from "../../belenios/per-choice.ts"
import { parseResult } from "../../belenios/result.ts"
import type { OpenedTally } from "../../belenios/tally.ts"
import type { TrusteePublicKey } from "../../belenios/trustee-key.ts"
import { publicKeysOf, type TrusteeItem } from "../../belenios/trustees.ts"
import { fileName } from "../../bundle/layout.ts"
import type { OpenReport } from "../open-report.ts"
import { type Papers, papersOf } from "../source/papers.ts"
import { type ArchiveFacts, eventPlace } from "./chain.ts"

export interface TallyContext {
  readonly election: Election
  readonly trustees: readonly TrusteeItem[]
  readonly tally: OpenedTally
}

/** A share that was read from the archive, and its owner. */
interface ReadShare extends Share {
  readonly decryption: PartialDecryption
  readonly publicKey: Point
}

/**
 * Checks the trustees' proofs in the archive, ours where the bundle has them, and then the result that the shares give.
 */
export function checkResult(
  facts: ArchiveFacts,
  context: TallyContext,
  papers: Papers | undefined,
  report: OpenReport,
): Table<bigint> | undefined {
  const shares: ReadShare[] = []
  const keys = publicKeysOf(context.trustees)
  for (const stated of facts.shares) {
    const share = readShare(stated, keys, context, report)
    if (share !== undefined) shares.push(share)
  }
  report.done("E8", facts.shares.length)
  const proven = papers === undefined ? new Set<number>() : checkBindings(shares, context, papers, report)
  const known = shares.map((share) => ({ ...share, proven: proven.has(share.owner) }))
  return compareResult(facts, context, known, report)
}

function readShare(
  { owner, body, height }: ArchiveFacts["shares"][number],
  keys: readonly TrusteePublicKey[],
  { election, tally }: TallyContext,
  report: OpenReport,
): ReadShare | undefined {
  const at = eventPlace(height)
  const publicKey = keys[owner - 1]?.publicKey
  const { value: decryption, findings } = parsePartialDecryption(election.questions, body, at)
  report.add(findings)
  if (publicKey === undefined) {
    report.fail("SHARE_OWNER", at, { owner })
    return undefined
  }
  if (decryption === undefined) return undefined
  report.add(decryptionFindings(election.fingerprint, owner, publicKey, tally, decryption, at))
  return { owner, factors: decryption.factors, decryption, publicKey }
}

/**
 * Checks that every share that gave the result came with a proof that hashes factor and ciphertext.
 *
 * @returns the owners of those that are proven
 */
function checkBindings(
  shares: readonly ReadShare[],
  { election, tally }: TallyContext,
  papers: Papers,
  report: OpenReport,
): ReadonlySet<number> {
  const proven = new Set<number>()
  const proofs = new Map(papersOf(papers, "share").map(({ file, path, bytes }) => [file.owner, { path, bytes }]))
  for (const { owner, decryption, publicKey } of shares) {
    const paper = proofs.get(owner)
    const path = fileName({ kind: "share", owner })
    if (paper === undefined) {
      report.fail("FILE_MISSING", path, {})
      continue
    }
    const { value: binding, findings } = parseBinding(election.questions, paper.bytes, path)
    report.add(findings)
    if (binding === undefined) continue
    const wrong = bindingFindings(election.fingerprint, owner, publicKey, tally, decryption, binding, path)
    if (wrong.length === 0) proven.add(owner)
    report.add(wrong)
  }
  const owners = new Set(shares.map(({ owner }) => owner))
  for (const [owner, { path }] of proofs) {
    if (!owners.has(owner)) report.fail("FILE_UNKNOWN", path, {})
  }
  report.done("E9", shares.length)
  return proven
}

function compareResult(
  { result, tally: sized }: ArchiveFacts,
  { election, trustees, tally }: TallyContext,
  shares: readonly Share[],
  report: OpenReport,
): Table<bigint> | undefined {
  if (result === undefined || sized === undefined) {
    report.absent("E10", "K12")
    return undefined
  }
  const at = eventPlace(result.height)
  const { value: votes, findings } = parseResult(election.questions, result.body, at)
  report.add(findings)
  if (votes === undefined) return undefined
  report.add(resultFindings(trustees, tally, shares, sized.totalWeight, votes, at))
  report.done("E10", 1)
  checkBalance(election, votes, sized.totalWeight, at, report)
  return votes
}

/**
 * Checks the balance: of W votes, b are blank, and each other one chooses from `min` to `max` answers, so (W − b)·min ≤
 * Σ answers ≤ (W − b)·max. The proofs of the ballots imply it, so this is one more way to notice that something was
 * missed.
 */
function checkBalance(
  { questions }: Election,
  votes: Table<bigint>,
  weight: bigint,
  at: string,
  report: OpenReport,
): void {
  for (const [index, { blank, min, max }] of questions.entries()) {
    const row = votes[index] ?? []
    const blanks = blank ? (row[0] ?? 0n) : 0n
    const sum = row.slice(blank ? 1 : 0).reduce((total, count) => total + count, 0n)
    const [least, most] = [(weight - blanks) * BigInt(min), (weight - blanks) * BigInt(max)]
    if (sum < least || sum > most || row.some((count) => count > weight)) {
      report.fail("BALANCE", at, { question: index + 1, sum: `${sum}`, least: `${least}`, most: `${most}` })
    }
  }
  report.done("K12", questions.length)
}
