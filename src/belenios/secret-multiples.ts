/**
 * The only way to multiples of G, and of an election's public key Y, by secret numbers. Neither the steps that run nor
 * the memory that they touch depend on the numbers. JavaScript's big integers, through which the numbers pass, are
 * another matter: their arithmetic is not of constant time.
 */
import { generatorBase, multiplyFixed, publicKeyBase } from "./fixed-base.ts"
import { add, encodeAll, encodeBytes, generator, type Point, scalar, type Scalar, scalarBytes } from "./group.ts"
import { hasTable, type Kernel, loadKernel, openTable } from "./kernel/kernel.ts"

/** Opens an ElGamal ciphertext (e·G, e·Y + f·G): the number e that hides it, and the number f that it holds. */
export interface Opening {
  readonly hiding: Scalar
  readonly value: Scalar
}

export interface SecretMultiples {
  /** n·G for each n, 32 bytes each (RFC 8032). */
  readonly ofGenerator: (numbers: readonly Scalar[]) => Uint8Array
  /** e·G and e·Y + f·G for each opening, 64 bytes each. */
  readonly ciphertexts: (openings: readonly Opening[]) => Uint8Array
}

/**
 * Makes them on the kernel, or on the reference where WebAssembly vectors are missing. Without a key Y they serve the
 * generator alone.
 */
export function secretMultiples(publicKey: Point = generator): SecretMultiples {
  const kernel = loadKernel()
  return kernel === undefined ? referenceMultiples(publicKey) : kernelMultiples(kernel, publicKey)
}

/** Makes them on @noble/ed25519, from tables: every multiple is the sum of equally many entries. */
export function referenceMultiples(publicKey: Point): SecretMultiples {
  const ofG = generatorBase()
  const ofY = publicKeyBase(publicKey)
  return {
    ofGenerator: (numbers) => encodeAll(numbers.map((n) => multiplyFixed(ofG, n))),
    ciphertexts(openings) {
      const pairs = openings.map(({ hiding, value }) => [
        multiplyFixed(ofG, hiding),
        add(multiplyFixed(ofY, hiding), multiplyFixed(ofG, value)),
      ])
      return encodeAll(pairs.flat())
    },
  }
}

export function kernelMultiples(kernel: Kernel, publicKey: Point): SecretMultiples {
  const key = encodeBytes(publicKey)
  return {
    ofGenerator(numbers) {
      if (!hasTable(kernel)) openTable(kernel, key)
      const at = areas(kernel, numbers.length)
      clear(kernel, at.pairs, numbers.length)
      addGenerators(kernel, at, numbers)
      const bytes = encoded(kernel, at, numbers.length)
      const ofNumbers = new Uint8Array(32 * numbers.length)
      numbers.forEach((_, index) => {
        ofNumbers.set(bytes.subarray(64 * index + 32, 64 * index + 64), 32 * index)
      })
      return ofNumbers
    },
    ciphertexts(openings) {
      openTable(kernel, key)
      const at = areas(kernel, openings.length)
      clear(kernel, at.pairs, openings.length)
      openings.forEach(({ hiding }, index) => {
        kernel.write(at.numbers, scalarBytes(hiding))
        kernel.addSecret(at.pairs + index * kernel.pairBytes, at.numbers)
      })
      addGenerators(
        kernel,
        at,
        openings.map(({ value }) => value),
      )
      return encoded(kernel, at, openings.length)
    },
  }
}

type Areas = ReturnType<typeof areas>

function areas(kernel: Kernel, count: number) {
  // One more pair than needed, for the second number where their count is odd.
  return kernel.areas({ pairs: (count + 1) * kernel.pairBytes, numbers: 64, bytes: 64 * count })
}

function clear(kernel: Kernel, pairs: number, count: number): void {
  for (let index = 0; index <= count; index++) kernel.setIdentity(pairs + index * kernel.pairBytes)
}

/** Adds each number's multiple of G to lane 1 of its pair, two at a time, and forgets the numbers. */
function addGenerators(kernel: Kernel, at: Areas, numbers: readonly Scalar[]): void {
  for (let index = 0; index < numbers.length; index += 2) {
    kernel.write(at.numbers, scalarBytes(numbers[index] ?? scalar(0n)))
    kernel.write(at.numbers + 32, scalarBytes(numbers[index + 1] ?? scalar(0n)))
    const pair = at.pairs + index * kernel.pairBytes
    kernel.addSecretGenerators(pair, at.numbers, pair + kernel.pairBytes, at.numbers + 32)
  }
  kernel.write(at.numbers, new Uint8Array(64))
}

/** Encodes the pairs, 64 bytes each, and clears their coordinates, which tell more than the points do. */
function encoded(kernel: Kernel, at: Areas, count: number): Uint8Array {
  kernel.encodeAll(at.bytes, at.pairs, count)
  kernel.write(at.pairs, new Uint8Array((count + 1) * kernel.pairBytes))
  return kernel.read(at.bytes, 64 * count)
}
