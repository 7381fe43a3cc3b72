/** The encrypted tally: the product of the ballots that count (Belenios specification, sections 4.17 and 4.18). */
import { equalBytes, utf8 } from "../core/bytes.ts"
import { finding, type Finding } from "../core/finding.ts"
import { type Ciphertext, ciphertextJson } from "./answer.ts"
import type { Engine } from "./ballot-arithmetic.ts"
import type { OpenBallot } from "./ballot-scan.ts"
import { encodePoint, type Point, pointText } from "./group.ts"
import {
  checked,
  type Checked,
  faulty,
  type Field,
  members,
  MessageFault,
  pointOrIdentity,
  readMessage,
  table,
} from "./message.ts"
import { mapTable, type Table } from "./per-choice.ts"
import { choiceCount, type Question } from "./question.ts"

export type EncryptedTally = Table<Ciphertext>

/** An encrypted tally whose points were checked. */
export type OpenedTally = Table<{ readonly alpha: Point; readonly beta: Point }>

/** Adds up ballots one by one without keeping them. */
export interface TallyMaker {
  /** Counts a ballot that passed all its checks and is the last one of its credential. */
  readonly add: (ballot: Pick<OpenBallot, "points">, weight: bigint) => void
  readonly result: () => {
    readonly encryptedTally: EncryptedTally
    readonly numTallied: number
    readonly totalWeight: bigint
  }
}

export function makeTally(engine: Engine, questions: readonly Question[]): TallyMaker {
  const counts = questions.map(choiceCount)
  const sums = engine.accumulator(counts.reduce((total, count) => total + count, 0))
  let numTallied = 0
  let totalWeight = 0n
  return {
    add({ points }, weight) {
      // The first point is the credential.
      sums.add(points.subarray(32), weight)
      numTallied += 1
      totalWeight += weight
    },
    result() {
      const bytes = sums.sums()
      let at = 0
      const next = () => pointText(bytes.subarray(at, (at += 32)))
      const encryptedTally = counts.map((count) =>
        Array.from({ length: count }, () => ({ alpha: next(), beta: next() })),
      )
      return { encryptedTally, numTallied, totalWeight }
    },
  }
}

export function encryptedTallyBody(tally: EncryptedTally): Uint8Array {
  return utf8(JSON.stringify(mapTable(tally, ciphertextJson)))
}

/**
 * Reads an encrypted tally: canonical, of the shape of the questions, made of points of the group. The identity is
 * accepted, because it is right where no ballot counts.
 */
export function parseEncryptedTally(
  questions: readonly Question[],
  body: Uint8Array,
  at: string,
): Checked<OpenedTally> {
  const read = readMessage(body, (message) => table(message, questions.map(choiceCount), readOpened))
  if (read instanceof MessageFault) return faulty(finding("TALLY_FORM", at, read.form))
  const texts = mapTable(read, ({ alpha, beta }) => ({ alpha: encodePoint(alpha), beta: encodePoint(beta) }))
  if (!equalBytes(encryptedTallyBody(texts), body)) {
    return faulty(finding("TALLY_FORM", at, { path: "", rule: "canonical" }))
  }
  return checked(read, [])
}

/** Finds where an encrypted tally differs from the one that the ballots make. */
export function tallyFindings(made: EncryptedTally, stated: OpenedTally, at: string): readonly Finding[] {
  return made.flatMap((row, question) =>
    row.flatMap(({ alpha, beta }, choice) => {
      const other = stated[question]?.[choice]
      const same = other && encodePoint(other.alpha) === alpha && encodePoint(other.beta) === beta
      return same ? [] : [finding("TALLY_PRODUCT", at, { question: question + 1, choice: choice + 1 })]
    }),
  )
}

function readOpened(field: Field): { readonly alpha: Point; readonly beta: Point } {
  const { alpha, beta } = members(field, ["alpha", "beta"])
  return { alpha: pointOrIdentity(alpha), beta: pointOrIdentity(beta) }
}
