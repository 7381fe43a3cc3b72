/** Opens the encrypted tally with the partial decryptions of enough trustees (Belenios specification, section 4.21). */
import { finding, type Finding } from "../core/finding.ts"
import { sha256Hex } from "../core/hash.ts"
import type { PartialDecryption } from "./decryption.ts"
import {
  combinePublic,
  generator,
  invertPublic,
  multiplyPublic,
  type Point,
  samePoint,
  scalar,
  type Scalar,
  subtract,
} from "./group.ts"
import { type Logarithm, logarithmUpTo } from "./logarithm.ts"
import { checked, type Checked, faulty } from "./message.ts"
import { elementAt, mapTable, type Table } from "./per-choice.ts"
import type { OpenedTally } from "./tally.ts"
import { publicKeysOf, type TrusteeItem } from "./trustees.ts"

/** The contribution of one trustee. */
export interface Share {
  /** Rank among all trustees of the election, from 1. */
  readonly owner: number
  readonly factors: PartialDecryption["factors"]
  /**
   * Whether a proof that hashes the factors and the ciphertexts (`bindShare`) was checked, so that this share is right.
   */
  readonly proven?: boolean
}

export interface Opening {
  /** The number of votes of each choice, weights counted. */
  readonly result: Table<bigint>
  /** The owners of the shares that gave the result. Those shares, and no others, go into the archive. */
  readonly used: readonly number[]
  /** The owners of wrong shares, which do not lie on the polynomial that the used ones fix. */
  readonly wrong: readonly number[]
}

/** The shares of the trustees of one item, of which `wanted` are needed. */
interface Seats {
  /** How many trustees the items before have. */
  readonly before: number
  readonly wanted: number
  readonly shares: readonly Share[]
}

/**
 * Opens the tally. The proofs of the specification must have been checked: a wrong factor that passes them is off by
 * something that its owner cannot choose, so it gives no number of votes. Where a threshold has more shares than it
 * needs, subsets are tried until one gives a result, up to {@link mostTerms}; this also shows which shares are wrong.
 *
 * @param shares - of distinct trustees
 * @param totalWeight - of the ballots counted: no result is larger
 */
export function openTally(
  items: readonly TrusteeItem[],
  tally: OpenedTally,
  shares: readonly Share[],
  totalWeight: bigint,
  at: string,
): Checked<Opening> {
  const seats = seatsOf(items, shares)
  const findings = seatFindings(items, seats, shares, at)
  if (findings.length > 0) return faulty(...findings)
  const logarithm = logarithmUpTo(totalWeight)
  for (const seated of selections(seats)) {
    const result = tryOpening(seated, tally, logarithm)
    if (result === undefined) continue
    const used = seated.flatMap((seat) => seat.shares.map(({ owner }) => owner)).toSorted((a, b) => a - b)
    const wrong = seats.flatMap((seat, index) => wrongOwners(seat, seated[index] ?? seat))
    return checked({ result, used, wrong }, [])
  }
  return faulty(finding("SHARES_NO_RESULT", at, {}))
}

/**
 * Finds where a stated result differs from what the shares give, whichever subset is taken, up to {@link mostTerms}.
 * Where enough shares are proven, only these are taken. The findings are those of the first subset.
 */
export function resultFindings(
  items: readonly TrusteeItem[],
  tally: OpenedTally,
  shares: readonly Share[],
  totalWeight: bigint,
  result: Table<bigint>,
  at: string,
): readonly Finding[] {
  const seats = seatsOf(items, shares)
  const missing = seatFindings(items, seats, shares, at)
  if (missing.length > 0) return missing
  // What is left of β once the votes are taken away, which is the synthetic factor if the result is right.
  const wanted = mapTable(tally, ({ beta }, question, choice) => {
    const votes = elementAt(result, question, choice)
    return votes > totalWeight ? undefined : subtract(beta, multiplyPublic(generator, scalar(votes)))
  })
  const sameAt = (seated: readonly Seats[]) => {
    const terms = termsOf(seated)
    return (factor: Point | undefined, question: number, choice: number) =>
      factor !== undefined && samePoint(factorOf(terms, question, choice), factor)
  }
  const possible = wanted.every((row) => row.every((factor) => factor !== undefined))
  let first: readonly Seats[] | undefined
  for (const seated of selections(seats.map(provenSeats))) {
    first ??= seated
    if (!possible) break
    const same = sameAt(seated)
    // One wrong choice is enough to give this subset up.
    if (wanted.every((row, question) => row.every((factor, choice) => same(factor, question, choice)))) return []
  }
  const same = sameAt(first ?? [])
  return wanted.flatMap((row, question) =>
    row.flatMap((factor, choice) =>
      same(factor, question, choice)
        ? []
        : [finding("RESULT_VALUE", at, { question: question + 1, choice: choice + 1 })],
    ),
  )
}

/** Proven shares all lie on one polynomial, so any of them will do. */
function provenSeats(seat: Seats): Seats {
  const proven = seat.shares.filter((share) => share.proven === true)
  return proven.length < seat.wanted ? seat : { ...seat, shares: proven.slice(0, seat.wanted) }
}

function seatsOf(items: readonly TrusteeItem[], shares: readonly Share[]): readonly Seats[] {
  let before = 0
  return items.map((item) => {
    const first = before
    const size = item.kind === "Single" ? 1 : item.keys.length
    before += size
    const wanted = item.kind === "Single" ? 1 : item.threshold
    return { before: first, wanted, shares: shares.filter(({ owner }) => owner > first && owner <= first + size) }
  })
}

function seatFindings(
  items: readonly TrusteeItem[],
  seats: readonly Seats[],
  shares: readonly Share[],
  at: string,
): readonly Finding[] {
  const count = publicKeysOf(items).length
  const owners = shares.map(({ owner }) => owner)
  const seen = new Set<number>()
  const strange = owners.filter((owner) => owner < 1 || owner > count || seen.size === seen.add(owner).size)
  const short = seats.flatMap(({ wanted, shares: { length } }, index) =>
    length < wanted ? [finding("SHARES_MISSING", at, { item: index + 1, wanted, found: length })] : [],
  )
  return [...strange.map((owner) => finding("SHARE_OWNER", at, { owner })), ...short]
}

/**
 * Subsets of k shares are tried until these have more shares than this together, which takes some seconds. Honest
 * shares all lie on one polynomial, so the first subset succeeds. The others are for archives with a wrong share among
 * more shares than needed: of 40 shares of which 20 are needed, there are 10^11 subsets.
 */
const mostTerms = 4000

/**
 * Yields ways to take as many shares of each item as it needs: all ways where they are few; otherwise first the first
 * shares of each item, then shares drawn by a hash, so that a few wrong ones are soon left out.
 */
function* selections(seats: readonly Seats[]): Generator<readonly Seats[]> {
  const terms = seats.reduce((sum, { wanted }) => sum + wanted, 0)
  const most = Math.max(1, Math.floor(mostTerms / Math.max(1, terms)))
  const count = seats.reduce((product, { shares, wanted }) => product * subsetCount(shares.length, wanted), 1)
  if (count <= most) {
    yield* everySelection(seats)
    return
  }
  for (let turn = 0; turn < most; turn++) {
    yield seats.map((seat) => ({ ...seat, shares: drawn(seat.shares, turn).slice(0, seat.wanted) }))
  }
}

function drawn(shares: readonly Share[], turn: number): readonly Share[] {
  if (turn === 0) return shares
  const ranked = shares.map((share) => ({ share, rank: sha256Hex(`${turn} ${share.owner}`) }))
  return ranked.toSorted((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ share }) => share)
}

/** Counts the subsets of `size` elements out of `length`. It returns infinity where nobody would try them all. */
function subsetCount(length: number, size: number): number {
  let count = 1
  for (let index = 1; index <= Math.min(size, length - size); index++) {
    count = (count * (length - index + 1)) / index
    if (count > mostTerms) return Infinity
  }
  return count
}

function* everySelection([seat, ...others]: readonly Seats[]): Generator<readonly Seats[]> {
  if (seat === undefined) {
    yield []
    return
  }
  for (const shares of subsets(seat.shares, seat.wanted)) {
    for (const rest of everySelection(others)) yield [{ ...seat, shares }, ...rest]
  }
}

function* subsets<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  if (size === 0) {
    yield []
    return
  }
  for (const [index, element] of list.slice(0, list.length - size + 1).entries()) {
    for (const rest of subsets(list.slice(index + 1), size - 1)) yield [element, ...rest]
  }
}

function tryOpening(seated: readonly Seats[], tally: OpenedTally, logarithm: Logarithm): Table<bigint> | undefined {
  const terms = termsOf(seated)
  const result: (readonly bigint[])[] = []
  for (const [question, row] of tally.entries()) {
    const votes: bigint[] = []
    for (const [choice, { beta }] of row.entries()) {
      const found = logarithm(subtract(beta, factorOf(terms, question, choice)))
      // One ciphertext that does not open is enough to give this subset up.
      if (found === undefined) return undefined
      votes.push(found)
    }
    result.push(votes)
  }
  return result
}

/** The factors of a share, and the number by which each of them is multiplied. */
interface Term {
  readonly times: Scalar
  readonly factors: PartialDecryption["factors"]
}

/** The terms of the synthetic factors; an item of one trustee is a threshold of 1. */
function termsOf(seated: readonly Seats[]): readonly Term[] {
  return seated.flatMap((seats) => interpolation(seats, 0))
}

function factorOf(terms: readonly Term[], question: number, choice: number): Point {
  return combinePublic(terms.map(({ times, factors }) => [times, elementAt(factors, question, choice)]))
}

/** The terms of the value at `position` of the polynomial through the shares, times α. */
function interpolation({ before, shares }: Seats, position: number): readonly Term[] {
  const positions = shares.map(({ owner }) => owner - before)
  return shares.map(({ owner, factors }) => ({ times: lagrange(positions, owner - before, position), factors }))
}

/** Π (x − k) / (δ − k) over the other positions k, mod q. */
function lagrange(positions: readonly number[], delta: number, x: number): Scalar {
  const others = positions.filter((k) => k !== delta)
  const product = (of: number) => scalar(others.reduce((all, k) => all * BigInt(of - k), 1n))
  return scalar(product(x) * invertPublic(product(delta)))
}

function wrongOwners(seats: Seats, seated: Seats): readonly number[] {
  const owners = seats.shares.filter((share) => !seated.shares.includes(share))
  const isRight = ({ owner, factors }: Share) => {
    const terms = interpolation(seated, owner - seats.before)
    return factors.every((row, question) =>
      row.every((factor, choice) => samePoint(factor, factorOf(terms, question, choice))),
    )
  }
  return owners.filter((share) => !isRight(share)).map(({ owner }) => owner)
}
