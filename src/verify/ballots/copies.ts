/** Finds ballots that occur twice in an archive, and ballots that hold ciphertexts of another. */
import { alphaAt, openBallot } from "../../belenios/ballot-scan.ts"
import type { Election } from "../../belenios/election.ts"
import { ciphertextCount } from "../../belenios/question.ts"
import { equalBytes } from "../../core/bytes.ts"
import { finding, type Finding } from "../../core/finding.ts"
import { sha256 } from "../../core/hash.ts"
import { partsOf } from "../../core/parts.ts"
import type { AuditedBallots } from "../../workers/audit-ballots.ts"
import { eventPlace } from "../archive/chain.ts"
import { fingerprints } from "./fingerprints.ts"

export interface Copies {
  /** Adds the next ballots of the archive. */
  readonly add: (audited: Pick<AuditedBallots, "ballots" | "alphas" | "credentials">) => void
  /**
   * Yields the findings, once all ballots were added. A ballot that occurs twice is not also reported for copied
   * ciphertexts.
   */
  readonly findings: () => AsyncGenerator<Finding, void, undefined>
}

/** Reads the ballots at these heights once more, in any order. */
export type BallotsAgain = (
  wanted: ReadonlySet<number>,
) => AsyncIterable<{ readonly height: number; readonly ballot: Uint8Array }>

/**
 * Compares by fingerprints of 64 bits. Among the ballots of a country, one verification in a thousand meets two
 * different things with the same fingerprint, so ballots with equal fingerprints are read again and compared
 * themselves.
 */
export function copyFinder(election: Election, again: BallotsAgain): Copies {
  const perBallot = ciphertextCount(election.questions)
  const [ballots, alphas, opened] = [fingerprints(), fingerprints(), openedBallots()]

  function* suspectBallots(): Generator<Suspect, void, undefined> {
    for (const { index, first } of ballots.repeated()) yield { height: index + 1, first: first + 1 }
  }
  function* suspectCiphertexts(replayed: ReadonlySet<number>): Generator<Suspect, void, undefined> {
    const heightOf = (alpha: number) => opened.rankOf(Math.floor(alpha / perBallot)) + 1
    for (const { index, first } of alphas.repeated()) {
      const [height, other] = [heightOf(index), heightOf(first)]
      const ciphertexts = { own: index % perBallot, other: first % perBallot }
      if (!replayed.has(height)) yield { height, first: other, ciphertexts }
    }
  }
  return {
    add(audited) {
      ballots.add(audited.ballots)
      alphas.add(audited.alphas)
      for (const credential of audited.credentials) opened.add(credential !== undefined)
    },
    async *findings() {
      const replayed = new Set<number>()
      for await (const { height, first } of confirmed(suspectBallots(), election, again)) {
        replayed.add(height)
        yield finding("BALLOT_REPLAYED", eventPlace(height), { height: first })
      }
      for await (const { height, ciphertexts } of confirmed(suspectCiphertexts(replayed), election, again)) {
        yield finding("BALLOT_COPIED", eventPlace(height), { ciphertext: (ciphertexts?.own ?? 0) + 1 })
      }
    },
  }
}

/** Two ballots, or two of their ciphertexts counted from 0, that share a fingerprint. */
interface Suspect {
  readonly height: number
  readonly first: number
  readonly ciphertexts?: { readonly own: number; readonly other: number }
}

/** How many suspects are compared in one reading of the archive: as many as a report has findings. */
const suspectsAtOnce = 1000

/**
 * Yields the suspects that really equal one before them, with that one as their first. The first of several things with
 * one fingerprint may differ while two after it are equal, so each is compared with all different ones before it.
 */
async function* confirmed(
  suspects: Generator<Suspect, void, undefined>,
  election: Election,
  again: BallotsAgain,
): AsyncGenerator<Suspect, void, undefined> {
  const different = new Map<string, { readonly height: number; readonly thing: Uint8Array | undefined }[]>()
  for (const some of partsOf(suspects, suspectsAtOnce)) {
    const things = await thingsOf(some, election, again)
    for (const suspect of some) {
      const [own, other] = placesOf(suspect)
      const before = different.get(other) ?? [{ height: suspect.first, thing: things.get(other) }]
      different.set(other, before)
      const thing = things.get(own)
      const same = before.find((one) => thing !== undefined && one.thing !== undefined && equalBytes(one.thing, thing))
      if (same === undefined) before.push({ height: suspect.height, thing })
      else yield { ...suspect, first: same.height }
    }
  }
}

/** Reads what the fingerprints were made of: the hash of a ballot, the α of a ciphertext. */
async function thingsOf(
  suspects: readonly Suspect[],
  election: Election,
  again: BallotsAgain,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted = new Set(suspects.flatMap(placesOf))
  const things = new Map<string, Uint8Array>()
  for await (const { height, ballot } of again(new Set(suspects.flatMap(({ height, first }) => [height, first])))) {
    if (wanted.has(place(height))) things.set(place(height), sha256(ballot))
    const points = openBallot(election, ballot, "").value?.points ?? new Uint8Array()
    for (let ciphertext = 0; alphaAt(ciphertext) < points.length; ciphertext++) {
      const at = place(height, ciphertext)
      if (wanted.has(at)) things.set(at, points.slice(alphaAt(ciphertext), alphaAt(ciphertext) + 32))
    }
  }
  return things
}

function placesOf({ height, first, ciphertexts }: Suspect): readonly [string, string] {
  return [place(height, ciphertexts?.own), place(first, ciphertexts?.other)]
}

function place(height: number, ciphertext?: number): string {
  return `${height} ${ciphertext ?? "whole"}`
}

/** Which ballots were opened, by their ranks in the urn from 0. Almost always all of them were. */
interface OpenedBallots {
  readonly add: (isOpen: boolean) => void
  /** Returns the rank in the urn of the `index`th ballot that was opened. */
  readonly rankOf: (index: number) => number
}

function openedBallots(): OpenedBallots {
  // For each ballot that was not opened: how many before it were.
  const before: number[] = []
  let opened = 0
  return {
    add(isOpen) {
      if (isOpen) opened++
      else before.push(opened)
    },
    rankOf(index) {
      let [low, high] = [0, before.length]
      while (low < high) {
        const middle = Math.floor((low + high) / 2)
        if ((before[middle] ?? 0) <= index) low = middle + 1
        else high = middle
      }
      return index + low
    },
  }
}
