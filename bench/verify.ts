import { others, program, type Rehearsed, rehearsed, type Shape, usual } from "./elections.ts"
import { measure, ratioOf, type Run, type Spread, type Summary, summaryOf } from "./measure.ts"

/** What both took for one election. */
export interface VerifyFigures {
  readonly shape: string
  readonly ballots: number
  readonly rounds: number
  readonly ours: Summary
  readonly peers: Summary
  /** How many times longer the peer took, run by run. */
  readonly ratio: Spread
}

/** The usual shape with so many ballots, and each of the others with as many as it takes to be worth measuring. */
export function verifications(sizes: readonly number[]): readonly (readonly [Shape, number])[] {
  return [
    ...sizes.map((size) => [usual, size] as const),
    ...others.map((shape) => [shape, Math.min(shape.ballots, Math.max(...sizes))] as const),
  ]
}

/** Verifies one election in turns with the peer and with us: made by us, checked by both. */
export async function measureVerify(
  [shape, ballots]: readonly [Shape, number],
  peer: string,
  folder: string,
): Promise<VerifyFigures> {
  const election = rehearsed(folder, shape, ballots)
  const rounds = ballots > 5000 ? 3 : 5
  const [ours, peers]: [Run[], Run[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    ours.push(await verifyHere(election, folder))
    peers.push(await measure(peer, ["election", "verify"], election.archive))
  }
  const ratio = ratioOf(ours, peers)
  return { shape: shape.name, ballots, rounds, ours: summaryOf(ours), peers: summaryOf(peers), ratio }
}

function verifyHere({ bundle }: Rehearsed, folder: string): Promise<Run> {
  return measure(process.execPath, [program, "verify", bundle], folder)
}
