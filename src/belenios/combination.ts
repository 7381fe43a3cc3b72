/** Opening the encrypted tally with the partial decryptions of enough trustees (Belenios specification, section 4.21). */
import { finding, type Finding } from "../core/finding.ts"
import { type PartialDecryption } from "./decryption.ts"
import {
  combinePublic,
  generator,
  invertPublic,
  multiplyPublic,
  samePoint,
  scalar,
  subtract,
  type Point,
  type Scalar,
} from "./group.ts"
import { logarithmUpTo, type Logarithm } from "./logarithm.ts"
import { checked, faulty, type Checked } from "./message.ts"
import { elementAt, mapTable, type Table } from "./per-choice.ts"
import { type OpenedTally } from "./tally.ts"
import { publicKeysOf, type TrusteeItem } from "./trustees.ts"

/** What one trustee contributed. */
export interface Share {
  /** Rank among all trustees of the election, from 1. */
  readonly owner: number
  readonly factors: PartialDecryption["factors"]
}

export interface Opening {
  /** The number of votes of each choice, weights counted. */
  readonly result: Table<bigint>
  /** Whose shares gave it: those, and no others, go into the archive. */
  readonly used: readonly number[]
  /** Whose shares are wrong: they do not lie on the polynomial that the used ones fix. */
  readonly wrong: readonly number[]
}

/** Shares of the trustees of one item, as many as it takes. */
interface Seats {
  /** How many trustees stand in the items before. */
  readonly before: number
  readonly wanted: number
  readonly shares: readonly Share[]
}

/**
 * Opens the tally. The proofs of the specification must have been checked: a factor that passes them and is wrong is off
 * by something that its owner cannot choose, so it gives no number of votes. Where a threshold has more shares than it
 * needs, the subsets are tried until one gives a result; that tells the wrong shares.
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

/** Where a stated result is not what the shares give, whichever subset is taken. */
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
  let findings: readonly Finding[] = []
  for (const seated of selections(seats)) {
    const right = mapTable(tally, ({ beta }, question, choice) => {
      const votes = elementAt(result, question, choice)
      const stated = multiplyPublic(generator, scalar(votes))
      return votes <= totalWeight && samePoint(subtract(beta, factorOf(seated, question, choice)), stated)
    })
    findings = right.flatMap((row, question) =>
      row.flatMap((same, choice) =>
        same ? [] : [finding("RESULT_VALUE", at, { question: question + 1, choice: choice + 1 })],
      ),
    )
    if (findings.length === 0) break
  }
  return findings
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
  const strange = owners.filter((owner, index) => owner < 1 || owner > count || owners.indexOf(owner) !== index)
  const short = seats.flatMap(({ wanted, shares: { length } }, index) =>
    length < wanted ? [finding("SHARES_MISSING", at, { item: index + 1, wanted, found: length })] : [],
  )
  return [...strange.map((owner) => finding("SHARE_OWNER", at, { owner })), ...short]
}

/** Every way to take as many shares of each item as it wants. */
function* selections([seat, ...others]: readonly Seats[]): Generator<readonly Seats[]> {
  if (seat === undefined) {
    yield []
    return
  }
  for (const shares of subsets(seat.shares, seat.wanted)) {
    for (const rest of selections(others)) yield [{ ...seat, shares }, ...rest]
  }
}

function* subsets<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  if (size === 0) {
    yield []
    return
  }
  for (const [index, element] of list.entries()) {
    for (const rest of subsets(list.slice(index + 1), size - 1)) yield [element, ...rest]
  }
}

function tryOpening(seated: readonly Seats[], tally: OpenedTally, logarithm: Logarithm): Table<bigint> | undefined {
  const result: (readonly bigint[])[] = []
  for (const [question, row] of tally.entries()) {
    const votes: bigint[] = []
    for (const [choice, { beta }] of row.entries()) {
      const found = logarithm(subtract(beta, factorOf(seated, question, choice)))
      // One ciphertext that does not open is enough to give these shares up.
      if (found === undefined) return undefined
      votes.push(found)
    }
    result.push(votes)
  }
  return result
}

/** The synthetic factor of a ciphertext; an item of one trustee is a threshold of 1. */
function factorOf(seated: readonly Seats[], question: number, choice: number): Point {
  return combinePublic(seated.flatMap((seats) => interpolation(seats, 0, question, choice)))
}

/** The terms of the value at `position` of the polynomial through the shares, times α. */
function interpolation(
  { before, shares }: Seats,
  position: number,
  question: number,
  choice: number,
): readonly (readonly [Scalar, Point])[] {
  const positions = shares.map(({ owner }) => owner - before)
  return shares.map(({ owner, factors }) => [
    lagrange(positions, owner - before, position),
    elementAt(factors, question, choice),
  ])
}

/** Π (x − k) / (δ − k) over the other positions k, mod q. */
function lagrange(positions: readonly number[], delta: number, x: number): Scalar {
  const others = positions.filter((k) => k !== delta)
  const product = (of: number) => scalar(others.reduce((all, k) => all * BigInt(of - k), 1n))
  return scalar(product(x) * invertPublic(product(delta)))
}

function wrongOwners(seats: Seats, seated: Seats): readonly number[] {
  const owners = seats.shares.filter((share) => !seated.shares.includes(share))
  const isRight = ({ owner, factors }: Share) =>
    factors.every((row, question) =>
      row.every((factor, choice) =>
        samePoint(factor, combinePublic(interpolation(seated, owner - seats.before, question, choice))),
      ),
    )
  return owners.filter((share) => !isRight(share)).map(({ owner }) => owner)
}
