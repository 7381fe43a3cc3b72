/** Keeps the ballots of a small archive, so that it need not be read twice. Of a large one it keeps nothing. */
export interface KeptBallots {
  readonly add: (ballot: Uint8Array) => void
  /** Returns all ballots in order, as views, or `undefined` if there are more than this keeps. */
  readonly all: () => readonly Uint8Array[] | undefined
}

const mostBytes = 24 * 1024 * 1024
/** Ballots lie in slabs, because memory in a few large pieces goes back to the system as soon as it is freed. */
const slabBytes = 1024 * 1024

export function keptBallots(): KeptBallots {
  let kept: Uint8Array[] | undefined = []
  let bytes = 0
  let slab = new Uint8Array()
  let used = 0
  return {
    add(ballot) {
      if (kept === undefined) return
      bytes += ballot.length
      if (bytes > mostBytes) {
        kept = undefined
        slab = new Uint8Array()
        return
      }
      if (used + ballot.length > slab.length) {
        slab = new Uint8Array(Math.max(slabBytes, ballot.length))
        used = 0
      }
      slab.set(ballot, used)
      kept.push(slab.subarray(used, (used += ballot.length)))
    },
    all: () => kept,
  }
}
