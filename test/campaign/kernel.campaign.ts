/**
 * Compares the kernel with arithmetic that shares no code with it, and prints how often (`npm run test:kernel`): the field
 * with integers, the curve with @noble/ed25519, whole proofs with the reference engine. SCALE=0.01 makes a hundredth of
 * them, SEED draws others.
 */
import { expect, test } from "vitest"
import { compareBallots, compareSums } from "../support/kernel-ballots.ts"
import { compareField } from "../support/kernel-field.ts"
import { comparePoints } from "../support/kernel-points.ts"
import { compareSecrets } from "../support/kernel-secrets.ts"
import { namedKernels } from "../support/raw-kernel.ts"

const scale = Number(process.env["SCALE"] ?? 1)
const seed = Number(process.env["SEED"] ?? 1)

test.each(namedKernels)("10,000,000 operations of the field of %i limbs", (limbs, binary) => {
  const count = 10_000_000 * scale
  compareField(count, seed, binary)
  console.log(`${count} operations of the field of ${limbs} limbs agree with integers, seed ${seed}`)
})

test.each(namedKernels)("1,000,000 operations on points, %i limbs", (limbs, binary) => {
  const count = 1_000_000 * scale
  comparePoints(count, seed, binary)
  console.log(`${count} operations on points of ${limbs} limbs agree with @noble/ed25519, seed ${seed}`)
})

test("100,000 proofs", () => {
  const count = 100_000 * scale
  const ways = compareBallots(count, seed)
  const lines = [...ways].sort(([a], [b]) => a.localeCompare(b)).map(([way, times]) => `  ${times} ${way}`)
  console.log(`${count} proofs agree with the reference engine, seed ${seed}; ballots:\n${lines.join("\n")}`)
  expect(ways.size).toBeGreaterThan(scale < 0.02 ? 1 : 30)
})

test("10,000 sums of ciphertexts with weights", () => {
  const count = 10_000 * scale
  compareSums(count, seed)
  console.log(`${count} sums with weights agree with the reference engine, seed ${seed}`)
})

test("20,000 multiples by secret numbers", () => {
  const count = 10_000 * scale
  compareSecrets(count, seed)
  console.log(`${count} multiples of G and ${count} ciphertexts agree with @noble/ed25519, seed ${seed}`)
})
