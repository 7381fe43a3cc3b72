import { describe, expect, test } from "vitest"
import {
  encodeBytes,
  encodePoint,
  generator,
  multiplyPublic,
  pointText,
  scalar,
  type Scalar,
  scalarBytes,
} from "../../src/belenios/group.ts"
import { type Kernel, kernelOf, runnableKernels } from "../../src/belenios/kernel/kernel.ts"
import { kernelMultiples, referenceMultiples, secretMultiples } from "../../src/belenios/secret-multiples.ts"
import { draws } from "../support/draws.ts"
import { compareSecrets, edgeNumbers } from "../support/kernel-secrets.ts"
import { namedKernels, type RawKernel } from "../support/raw-kernel.ts"
import { tracedBinary } from "../support/traced-kernel.ts"

const publicKey = multiplyPublic(generator, scalar(77n))

test("multiples of G equal those of the group", () => {
  for (const make of [secretMultiples(), referenceMultiples(publicKey)]) {
    const bytes = make.ofGenerator(edgeNumbers)
    edgeNumbers.forEach((n, index) => {
      const text = pointText(bytes.subarray(32 * index, 32 * index + 32))
      expect(text).toBe(encodePoint(multiplyPublic(generator, n)))
    })
  }
})

test.each(namedKernels)(
  "on the field of %i limbs, multiples and ciphertexts agree with the reference, for one key and another",
  (_, binary) => {
    compareSecrets(100, 3, binary)
  },
)

/** The traces of these numbers are compared: those at the edges of digits, and random ones. */
const draw = draws(11)
const secrets: readonly Scalar[] = [...edgeNumbers, ...Array.from({ length: 20 }, () => scalar(draw.bits(256)))]

describe.each(namedKernels)("steps and addresses on the field of %i limbs", (_, binary) => {
  const step = { trace: 0, count: 0 }
  const trace = {
    step(value: number, place: number) {
      step.trace = Math.imul((step.trace ^ value) + Math.imul(place, 0x9e3779b1), 0x01000193)
      step.trace ^= step.trace >>> 15
      step.count += 1
      return value
    },
  }
  const module = new WebAssembly.Module(Buffer.from(tracedBinary(binary)))
  const { pairBytes: sizeOfPair, ...kernel } = new WebAssembly.Instance(module, { trace }).exports as TracedKernel
  const pairBytes = sizeOfPair()
  const arena = kernel.arena()
  kernel.memory.grow(64)
  const memory = new Uint8Array(kernel.memory.buffer)
  const [key, m, n, p, q] = [arena, arena + 32, arena + 64, arena + 96, arena + 96 + pairBytes]
  memory.set(encodeBytes(publicKey), key)
  kernel.makeTable(key, arena + 8 * pairBytes)

  /** Records what an observer sees of an action with each of the secrets, and with another secret beside it. */
  const seen = (action: () => void): ReadonlySet<string> =>
    new Set(
      secrets.map((secret, index) => {
        kernel.setIdentity(p)
        kernel.setIdentity(q)
        memory.set(scalarBytes(secret), m)
        memory.set(scalarBytes(secrets[(7 * index + 3) % secrets.length] ?? secret), n)
        step.trace = step.count = 0
        action()
        return `${step.count} ${step.trace}`
      }),
    )

  test("do not depend on the number that is added", () => {
    expect(seen(() => kernel.addSecret(p, m)).size).toBe(1)
    expect(step.count).toBeGreaterThan(10_000)
  })

  test("do not depend on the two numbers by which G is multiplied", () => {
    expect(seen(() => kernel.addSecretGenerators(p, m, q, n)).size).toBe(1)
    expect(step.count).toBeGreaterThan(10_000)
  })

  test("do not depend on the coordinates of points that are encoded", () => {
    const make = () => {
      kernel.addSecret(p, m)
      kernel.addSecretGenerators(p, n, q, m)
      kernel.encodeAll(arena + 8 * pairBytes, p, 2)
    }
    expect(seen(make).size).toBe(1)
  })

  test("differ in the arithmetic on public numbers, so they would be noticed", () => {
    expect(seen(() => kernel.addBases(p, m)).size).toBeGreaterThan(10)
  })
})

type TracedKernel = Omit<RawKernel, "pairBytes"> & { readonly pairBytes: () => number }

test.each(namedKernels)(
  "on the field of %i limbs memory is wiped where numbers and pairs of points were",
  (_, binary) => {
    const kernel = kernelOf(binary) ?? expect.fail("no kernel")
    const number = scalar(0x0234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdefn)
    const low = Buffer.from("efcdab9078563412", "hex")
    expect(Buffer.from(scalarBytes(number)).includes(low)).toBe(true)
    let pairs = 0
    const watched = {
      ...kernel,
      encodeAll(out: number, points: number, count: number) {
        pairs = points
        kernel.encodeAll(out, points, count)
      },
    }
    const before = Buffer.from(kernel.memory.buffer.slice(0))
    expect(before.includes(low)).toBe(false)
    kernelMultiples(watched, publicKey).ciphertexts([{ hiding: number, value: number }])
    const after = Buffer.from(kernel.memory.buffer)
    expect(after.includes(low)).toBe(false)
    expect(pairs).toBeGreaterThan(0)
    expect(after.subarray(pairs, pairs + 2 * kernel.pairBytes).every((byte) => byte === 0)).toBe(true)
  },
)

test("a table whose making was interrupted is not used", () => {
  // This needs an instance of its own, since it leaves another table in it than the program knows.
  const kernel = kernelOf(runnableKernels()[0] ?? expect.fail("no kernel")) ?? expect.fail("no kernel")
  const openings = [{ hiding: scalar(5n), value: scalar(6n) }]
  let stopped = false
  const stoppable: Kernel = {
    ...kernel,
    makeTable(key, work) {
      kernel.makeTable(key, work)
      if (stopped) throw new Error("stopped")
    },
  }
  const expected = referenceMultiples(generator).ciphertexts(openings)
  expect(kernelMultiples(stoppable, generator).ciphertexts(openings)).toEqual(expected)
  stopped = true
  expect(() => kernelMultiples(stoppable, publicKey).ciphertexts(openings)).toThrow("stopped")
  stopped = false
  expect(kernelMultiples(stoppable, generator).ciphertexts(openings)).toEqual(expected)
})
