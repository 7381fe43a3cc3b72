/** Compares multiples by secret numbers on the kernel with those of the reference. */
import { encodePoint, generator, multiplyPublic, q, scalar, type Scalar } from "../../src/belenios/group.ts"
import { kernelOf, loadKernel } from "../../src/belenios/kernel/kernel.ts"
import { kernelMultiples, type Opening, referenceMultiples } from "../../src/belenios/secret-multiples.ts"
import { type Draws, draws } from "./draws.ts"

/**
 * These numbers have every digit, carries through all of them and through none, or are next to the order of the group.
 */
export const edgeNumbers: readonly Scalar[] = [
  ...[0n, 1n, 7n, 8n, 9n, 15n, 16n, 2n ** 252n, 2n ** 252n - 1n, 2n ** 128n],
  ...Array.from({ length: 16 }, (_, digit) => BigInt(`0x${digit.toString(16).repeat(63)}`)),
  ...[q - 1n, q - 2n, (q - 1n) / 2n, q - 8n, q - 9n],
].map(scalar)

const publicKeys = [5n, 2n ** 200n + 11n].map((secret) => multiplyPublic(generator, scalar(secret)))

function drawNumber(draw: Draws): Scalar {
  return draw.below(4) === 0 ? draw.pick(edgeNumbers) : scalar(draw.bits(256))
}

/** Makes `count` multiples of G and as many ciphertexts, and throws at the first that differ. */
export function compareSecrets(count: number, seed: number, binary?: Uint8Array): void {
  const kernel = binary === undefined ? loadKernel() : kernelOf(binary)
  if (kernel === undefined) throw new Error("WebAssembly has no vectors here")
  const draw = draws(seed)
  for (let done = 0; done < count;) {
    const publicKey = draw.pick(publicKeys)
    const [ours, theirs] = [kernelMultiples(kernel, publicKey), referenceMultiples(publicKey)]
    const length = Math.min(1 + draw.below(6), count - done)
    const openings = Array.from({ length }, (): Opening => ({ hiding: drawNumber(draw), value: drawNumber(draw) }))
    const numbers = openings.map(({ hiding }) => hiding)
    const same =
      Buffer.compare(ours.ofGenerator(numbers), theirs.ofGenerator(numbers)) === 0 &&
      Buffer.compare(ours.ciphertexts(openings), theirs.ciphertexts(openings)) === 0
    if (!same)
      throw new Error(
        `${openings.map(({ hiding, value }) => `${hiding}, ${value}`).join("; ")}, ${encodePoint(publicKey)}`,
      )
    done += length
  }
}
