/**
 * What the kernel takes for each step, and what both engines take for whole ballots (three answers and blank): the least of
 * several rounds, in which the engines take turns. One line a figure. `npm run bench:kernel`.
 */
import { randomBytes } from "node:crypto"
import type { Engine } from "../src/belenios/ballot-arithmetic.ts"
import { ballotFindings } from "../src/belenios/ballot-proofs.ts"
import { openBallot } from "../src/belenios/ballot-scan.ts"
import { drawCredential, votingKey, votingKeys } from "../src/belenios/credential.ts"
import { makeElection } from "../src/belenios/election.ts"
import { encryptBallot } from "../src/belenios/encryption.ts"
import { encodeBytes, generator, q, randomScalar, type Scalar, scalarBytes } from "../src/belenios/group.ts"
import { kernelEngine } from "../src/belenios/kernel-engine.ts"
import { loadKernel } from "../src/belenios/kernel/kernel.ts"
import { referenceEngine } from "../src/belenios/reference-engine.ts"
import { keyPair } from "../src/belenios/schnorr.ts"
import type { Random } from "../src/core/world.ts"
import { rawKernel } from "../test/support/raw-kernel.ts"

const random: Random = (length) => Uint8Array.from(randomBytes(length))
const key = keyPair(randomScalar(random, "trustee", ""))
const uuid = "9xDrMnXn4cUuGk"
const election = makeElection({
  description: "",
  name: "Bench",
  publicKey: key.publicKey,
  questions: [{ question: "Who?", answers: ["Ada", "Bo", "Di"], blank: true, min: 1, max: 1 }],
  uuid,
})

const loadTime = timeOf(() => {
  if (loadKernel() === undefined) throw new Error("WebAssembly has no vectors here")
})
const { kernel, free } = rawKernel()
const [p, r, out] = [free, free + kernel.pairBytes, free + 2 * kernel.pairBytes]
const [bytes, numbers, work] = [free + 65_536, free + 66_000, free + 131_072]
const memory = new Uint8Array(kernel.memory.buffer)
memory.set(encodeBytes(generator), bytes)
memory.set(encodeBytes(key.publicKey), bytes + 32)
for (let index = 0; index < 8; index++) {
  memory.set(scalarBytes(index === 7 ? (q as Scalar) : randomScalar(random, "number", "")), numbers + 32 * index)
}
const tableTime = timeOf(() => {
  kernel.makeTable(bytes + 32, work)
})
say("load, with compilation", loadTime / 1e6, "ms")
say("table of G and Y", tableTime / 1e6, "ms")

kernel.decodePair(p, bytes)
kernel.decodePair(r, bytes)
const nothing = least(2000, () => kernel.arena())
const one = (runs: number, action: () => void) => least(runs, action) - nothing
say("product, a lane", one(2000, () => kernel.multiply(out, p, r)) / 2, "ns")
say("square, a lane", one(2000, () => kernel.square(out, p)) / 2, "ns")
say("doubling, a lane", one(500, () => kernel.double(r, 0)) / 2, "ns")
say("addition, a lane", one(500, () => kernel.addPoint(r, p)) / 2, "ns")
say("decoding a point", one(20, () => kernel.decodePair(r, bytes)) / 2e3, "µs")
const chain = (count: number, from: number) =>
  one(2, () => {
    kernel.multiples(out, p, numbers + 32 * from, count, work)
  }) / 2e3
say("multiple of a point", chain(1, 0), "µs")
say("a second one of the same point", chain(2, 0) - chain(1, 0), "µs")
say("whether a point is in the group, beside", chain(2, 6) - chain(1, 6), "µs")
say("multiple of G or Y", one(20, () => kernel.addBases(out, numbers)) / 2e3, "µs")
say("encoding a point, of 30", one(20, () => kernel.encodeAll(bytes + 4096, out, 15)) / 30e3, "µs")

const ballots = Array.from({ length: 4 }, (_, index) => {
  const voter = votingKey(uuid, drawCredential(random, String(index)))
  return encryptBallot(random, election, voter, [[0, 1, 0]])
})
const fast = engineOf("kernel")
const slow = engineOf("reference")
let bestFast = Infinity
let bestSlow = Infinity
for (let round = 0; round < 8; round++) {
  bestFast = Math.min(bestFast, least(1, () => check(fast), 40) / ballots.length)
  bestSlow = Math.min(bestSlow, least(1, () => check(slow), 2) / ballots.length)
}
say("a ballot, kernel", bestFast / 1e3, "µs")
say("a ballot, reference", bestSlow / 1e3, "µs")
say("ballots a second, kernel", 1e9 / bestFast, "")
say("reference / kernel", bestSlow / bestFast, "")
const read = least(2, () => openBallot(election, ballots[0] as Uint8Array, ""))
say("reading a ballot, of that", read / 1e3, "µs")
const voter = votingKey(uuid, drawCredential(random, "bench"))
const encrypt = least(2, () => encryptBallot(random, election, voter, [[0, 1, 0]]), 60)
say("encrypting a ballot", encrypt / 1e3, "µs")
const codes = Array.from({ length: 64 }, (_, index) => drawCredential(random, `bench ${index}`))
say("the key of a credential, of 64", least(1, () => votingKeys(uuid, codes), 60) / 64e3, "µs")

function engineOf(name: "kernel" | "reference"): Engine {
  const loaded = loadKernel()
  if (loaded === undefined || name === "reference") return referenceEngine(election.publicKey)
  return kernelEngine(election.publicKey, loaded)
}

function check(engine: Engine): void {
  for (const body of ballots) {
    const { value } = openBallot(election, body, "")
    if (value === undefined || ballotFindings(election, engine, value, "").length > 0) throw new Error("not valid")
  }
}

/** Nanoseconds. */
function timeOf(action: () => void): number {
  const start = process.hrtime.bigint()
  action()
  return Number(process.hrtime.bigint() - start)
}

/** Nanoseconds of one run, in the best of many short rounds: one of them is not disturbed by the rest of the machine. */
function least(runs: number, action: () => void, rounds = 200): number {
  let best = Infinity
  for (let round = 0; round < rounds; round++) {
    const time = timeOf(() => {
      for (let run = 0; run < runs; run++) action()
    })
    best = Math.min(best, time / runs)
  }
  return best
}

function say(what: string, figure: number, unit: string): void {
  process.stdout.write(`${what.padEnd(42)} ${figure.toFixed(figure < 100 ? 2 : 0).padStart(9)} ${unit}\n`)
}
