import { beforeAll, describe, expect, test, vi } from "vitest"
import { markedKernel } from "../support/marked-kernel.ts"
import { compareSecrets, edgeNumbers } from "../support/kernel-secrets.ts"
import { encodePoint, generator, multiplyPublic, pointText, scalar } from "../../src/belenios/group.ts"
import { loadKernel } from "../../src/belenios/kernel/kernel.ts"
import { kernelMultiples, referenceMultiples, secretMultiples } from "../../src/belenios/secret-multiples.ts"

const { compiled, marks } = vi.hoisted(() => ({
  compiled: { kernelBinaries: { plain: "", fused: "" } },
  marks: { counts: (): readonly number[] => [] },
}))
vi.mock("../../src/belenios/kernel/binary.ts", () => compiled)

beforeAll(async () => {
  const { binary, counts } = await markedKernel()
  compiled.kernelBinaries.plain = binary
  const kernel = loadKernel()
  if (kernel === undefined) throw new Error("WebAssembly has no vectors here")
  marks.counts = () => counts(kernel.memory)
})

const publicKey = multiplyPublic(generator, scalar(77n))

test("multiples of G are those of the group", () => {
  for (const make of [secretMultiples(), referenceMultiples(publicKey)]) {
    const bytes = make.ofGenerator(edgeNumbers)
    edgeNumbers.forEach((n, index) => {
      const text = pointText(bytes.subarray(32 * index, 32 * index + 32))
      expect(text).toBe(encodePoint(multiplyPublic(generator, n)))
    })
  }
})

test("multiples and ciphertexts agree with the reference, one or several at a time, for one key and another", () => {
  compareSecrets(80, 3)
})

describe("the steps of the kernel do not depend on", () => {
  const kernel = () => loadKernel() ?? expect.fail("no kernel")
  /** How often each statement runs in an action. */
  const steps = (action: () => void): readonly number[] => {
    const before = marks.counts()
    action()
    return marks.counts().map((count, index) => count - (before[index] ?? 0))
  }

  test("the numbers that hide and are hidden", () => {
    const multiples = kernelMultiples(kernel(), publicKey)
    multiples.ciphertexts([{ hiding: scalar(1n), value: scalar(1n) }])
    const all = edgeNumbers.map((number, index) => {
      const openings = [
        { hiding: number, value: edgeNumbers[edgeNumbers.length - 1 - index] ?? number },
        { hiding: edgeNumbers[(7 * index) % edgeNumbers.length] ?? number, value: number },
      ]
      return steps(() => void multiples.ciphertexts(openings)).join(" ")
    })
    expect(all[0]).toMatch(/[1-9]/)
    expect(new Set(all).size).toBe(1)
  })

  test("the number by which G is multiplied", () => {
    const multiples = kernelMultiples(kernel(), publicKey)
    const all = edgeNumbers.map((number) => steps(() => void multiples.ofGenerator([number])).join(" "))
    expect(new Set(all).size).toBe(1)
  })

  test("it, while those of the arithmetic on public numbers do: the counters count", () => {
    const at = kernel().areas({ pair: 768, number: 32 })
    const counted = [1, 3].map((digit) => {
      kernel().setIdentity(at.pair)
      kernel().write(
        at.number,
        Uint8Array.from({ length: 32 }, (_, index) => (index < digit ? 1 : 0)),
      )
      return steps(() => {
        kernel().addBases(at.pair, at.number)
      }).join(" ")
    })
    expect(new Set(counted).size).toBe(2)
  })
})

test("nothing secret is left where numbers and coordinates were", () => {
  const kernel = loadKernel() ?? expect.fail("no kernel")
  const number = scalar(0x1234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdefn)
  const before = Buffer.from(kernel.memory.buffer.slice(0))
  kernelMultiples(kernel, publicKey).ciphertexts([{ hiding: number, value: number }])
  const low = Buffer.from("efcdab9078563412", "hex")
  expect(before.includes(low)).toBe(false)
  expect(Buffer.from(kernel.memory.buffer).includes(low)).toBe(false)
})
