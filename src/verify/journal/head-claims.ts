import { fromHex, hex } from "../../core/bytes.ts"

/** States that the archive's event at this height had this hash, by a journal entry or by an act. */
export interface HeadClaim {
  readonly at: string
  readonly height: number
  /** 64 hexadecimal digits. */
  readonly head: string
}

/**
 * The claims of the journal's entries, in the order of their heights. There is one for every transaction that accepted
 * ballots, so each takes only 40 bytes.
 */
export interface HeadLog {
  readonly add: (entry: number, height: number, head: string) => void
  /** Yields the claims in the order in which they were added. */
  readonly claims: () => Iterable<HeadClaim>
}

export function headLog(): HeadLog {
  let numbers = new Uint32Array(2 * 64)
  let heads = new Uint8Array(32 * 64)
  let count = 0
  return {
    add(entry, height, head) {
      if (32 * count === heads.length) {
        const [moreNumbers, moreHeads] = [new Uint32Array(2 * numbers.length), new Uint8Array(2 * heads.length)]
        moreNumbers.set(numbers)
        moreHeads.set(heads)
        ;[numbers, heads] = [moreNumbers, moreHeads]
      }
      numbers.set([entry, height], 2 * count)
      heads.set(fromHex(head) ?? new Uint8Array(32), 32 * count)
      count++
    },
    *claims() {
      for (let index = 0; index < count; index++) {
        yield {
          at: journalPlace(numbers[2 * index] ?? 0),
          height: numbers[2 * index + 1] ?? 0,
          head: hex(heads.subarray(32 * index, 32 * index + 32)),
        }
      }
    },
  }
}

/** Names the place of a journal entry, for findings. Entries are numbered from 1. */
export function journalPlace(entry: number): string {
  return `journal:${entry}`
}
