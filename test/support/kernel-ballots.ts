/** Sends whole ballots through both engines: valid ones, and ones that are spoilt in one way or another. */
import { type Answer, makeAnswer, proofsOf } from "../../src/belenios/answer.ts"
import type { Engine } from "../../src/belenios/ballot-arithmetic.ts"
import { ballotFindings } from "../../src/belenios/ballot-proofs.ts"
import { openedBallot } from "../../src/belenios/ballot-scan.ts"
import { type Ballot, parseBallot } from "../../src/belenios/ballot.ts"
import { encryptBallot } from "../../src/belenios/encryption.ts"
import { CurvePoint, pointText, q, scalar, type Scalar } from "../../src/belenios/group.ts"
import { kernelEngine } from "../../src/belenios/kernel-engine.ts"
import { kernelOf, loadKernel } from "../../src/belenios/kernel/kernel.ts"
import type { Question } from "../../src/belenios/question.ts"
import { referenceEngine } from "../../src/belenios/reference-engine.ts"
import type { Proof } from "../../src/belenios/schnorr.ts"
import { concat, hex } from "../../src/core/bytes.ts"
import type { Finding } from "../../src/core/finding.ts"
import { right } from "./ceremony.ts"
import { type Draws, draws } from "./draws.ts"
import { p } from "./kernel-field.ts"
import { drawnPoints } from "./kernel-points.ts"
import { seededRandom } from "./seeded-random.ts"
import { smallElection } from "./small-election.ts"

/** Shapes of answers: blank votes or none, one value or several for the sum. */
const asked: readonly Question[] = [
  { question: "Who chairs?", answers: ["Ada", "Bo", "Cy"], blank: true, min: 1, max: 1 },
  { question: "Who sits?", answers: ["Di", "Ed"], blank: false, min: 0, max: 2 },
  { question: "Approve?", answers: ["Yes"], blank: true, min: 0, max: 1 },
]

const small = smallElection(seededRandom("kernel ballots"), asked, 4)
const votes = [
  [[0, 1, 0], [1, 1], [1]],
  ["blank", [0, 0], "blank"],
  [[0, 0, 1], [0, 1], [0]],
  [[1, 0, 0], [1, 0], "blank"],
] as const
const honest = small.voters.map((voter, index) => {
  const body = encryptBallot(seededRandom(`ballot ${index}`), small.election, voter, votes[index] ?? votes[0])
  return right(parseBallot(small.election, body, ""))
})

export function bothEngines(
  publicKey = small.election.publicKey,
  binary?: Uint8Array,
): { readonly kernel: Engine; readonly reference: Engine } {
  const kernel = binary === undefined ? loadKernel() : kernelOf(binary)
  if (kernel === undefined) throw new Error("WebAssembly has no vectors here")
  return { kernel: kernelEngine(publicKey, kernel), reference: referenceEngine(publicKey) }
}

/** Names each way of spoiling a ballot, and says what it does to a point or to the proof of an alternative. */
const pointWays: Readonly<Record<string, (text: string, draw: Draws) => string>> = {
  another: (_, draw) => textOf(draw.pick(pool.slice(10, 26))),
  negative: (text) => (text.startsWith("0") ? `8${text.slice(1)}` : textOf(draw0(text).negate())),
  "outside the group": (text, draw) => textOf(draw0(text).add(draw.pick(pool.slice(1, 8)))),
  identity: () => textOf(CurvePoint.ZERO),
  // This is a number from p to 2^255 − 1.
  "not canonical": (_, draw) => (p + BigInt(draw.below(19))).toString(16),
  "any bytes": (_, draw) => draw.bits(256).toString(16).padStart(64, "0"),
  "a large number": (_, draw) => `7fffffffffffffff${draw.bits(192).toString(16).padStart(48, "0")}`,
}

const pool = drawnPoints(draws(7), 16)
const textOf = (point: CurvePoint) => pointText(Uint8Array.from(point.toBytes()))
const draw0 = (text: string) => CurvePoint.fromBytes(Uint8Array.from(Buffer.from(text, "hex")).reverse(), false)

const numberWays: Readonly<Record<string, (value: Scalar, draw: Draws) => Scalar>> = {
  "one more": (value) => scalar(value + 1n),
  zero: (value) => scalar(value === 0n ? 1n : 0n),
  "the largest": () => scalar(q - 1n),
  negated: (value) => scalar(0n - value),
  "any number": (_, draw) => scalar(draw.bits(512)),
}

/** Spoils the ballot in one drawn way, and names that way. */
function spoil(ballot: Ballot, draw: Draws): readonly [way: string, ballot: Ballot] {
  const kind = draw.below(10)
  const target = draw.below(ballot.answers.length)
  const inAnswer = (change: (answer: Answer) => Answer): Ballot => ({
    ...ballot,
    answers: ballot.answers.map((answer, index) => (index === target ? change(answer) : answer)),
  })
  if (kind < 3) {
    const [name, way] = draw.pick(Object.entries(pointWays))
    if (kind === 0) return [`credential: ${name}`, { ...ballot, credential: way(ballot.credential, draw) }]
    const side = draw.pick(["alpha", "beta"] as const)
    const changed = inAnswer((answer) => {
      const at = draw.below(answer.choices.length)
      const choices = answer.choices.map((each, index) =>
        index === at ? { ...each, [side]: way(each[side], draw) } : each,
      )
      return makeAnswer(choices, proofsOf(answer))
    })
    return [`${side}: ${name}`, changed]
  }
  const [name, way] = draw.pick(Object.entries(numberWays))
  const member = draw.pick(["challenge", "response"] as const)
  const change = (proof: Proof): Proof => ({ ...proof, [member]: way(proof[member], draw) })
  if (kind === 3) {
    const { hash, proof } = ballot.signature
    return [`signature, ${member}: ${name}`, { ...ballot, signature: { hash, proof: change(proof) } }]
  }
  const inProofs = (rewrite: (proofs: readonly (readonly Proof[])[]) => readonly (readonly Proof[])[]) =>
    inAnswer((answer) => makeAnswer(answer.choices, rewrite(proofsOf(answer))))
  if (kind < 7) {
    const changed = inProofs((proofs) => {
      const claim = draw.below(proofs.length)
      const at = draw.below(proofs[claim]?.length ?? 1)
      return proofs.map((each, index) =>
        index === claim ? each.map((one, rank) => (rank === at ? change(one) : one)) : each,
      )
    })
    return [`proof, ${member}: ${name}`, changed]
  }
  if (kind === 7) {
    const turned = inProofs((proofs) => proofs.map((each) => (each.length > 1 ? [...each].reverse() : each)))
    return ["alternatives in another order", turned]
  }
  if (kind === 8) {
    // The sum of the challenges, which is compared with the hash, does not change.
    const shifted = inProofs((proofs) =>
      proofs.map((each) =>
        each.map((one, rank) => ({
          ...one,
          challenge: scalar(one.challenge + (rank === 0 && each.length > 1 ? 1n : rank === 1 ? -1n : 0n)),
        })),
      ),
    )
    return ["challenges shifted", shifted]
  }
  const other = draw.pick(honest.filter((each) => each.credential !== ballot.credential))
  return ["answers of another ballot", { ...ballot, answers: other.answers }]
}

/**
 * Examines ballots until `proofs` proofs were compared, every second ballot spoilt. Throws at the first ballot on which
 * the engines disagree, or that is spoilt and passes. Returns how often each way of spoiling occurred.
 */
export function compareBallots(proofs: number, seed: number, binary?: Uint8Array): ReadonlyMap<string, number> {
  const draw = draws(seed)
  const { kernel, reference } = bothEngines(undefined, binary)
  const ways = new Map<string, number>()
  for (let done = 0, round = 0; done < proofs; round++) {
    const ballot = draw.pick(honest)
    const [way, examined] = round % 2 === 0 ? (["honest", ballot] as const) : spoil(ballot, draw)
    ways.set(way, (ways.get(way) ?? 0) + 1)
    const [one, other] = [kernel, reference].map((engine) => findingsOf(engine, examined))
    if (one !== other) throw new Error(`${way}: the kernel says ${one}, the reference ${other}`)
    if ((one === "[]") !== (way === "honest")) throw new Error(`${way}: ${one}`)
    done += 1 + ballot.answers.reduce((sum, answer) => sum + proofsOf(answer).length, 0)
  }
  return ways
}

function findingsOf(engine: Engine, ballot: Ballot): string {
  const findings: readonly Finding[] = ballotFindings(small.election, engine, openedBallot(ballot), "")
  return JSON.stringify(findings)
}

/** Adds up `count` drawn ciphertexts with drawn weights, 0 among them, and throws where the engines differ. */
export function compareSums(count: number, seed: number, binary?: Uint8Array): void {
  const draw = draws(seed)
  const { kernel, reference } = bothEngines(undefined, binary)
  const accumulators = [kernel.accumulator(2), reference.accumulator(2)] as const
  for (let done = 0; done < count; done++) {
    const points = Array.from({ length: 4 }, () => Uint8Array.from(draw.pick(pool.slice(10, 26)).toBytes()))
    const weight = draw.pick([0n, 1n, 1n, 2n, 16n, draw.bits(32), draw.bits(64)])
    for (const accumulator of accumulators) accumulator.add(concat(...points), weight)
    const [one, other] = accumulators.map((each) => hex(each.sums()))
    if (one !== other) throw new Error(`with weight ${weight} the kernel says ${one}, the reference ${other}`)
  }
}
