/**
 * The kernel of `assembly/` as this thread loads it: arithmetic on pairs of points, one in each lane of its vectors.
 * Points, numbers and results are given by their addresses in its memory. Only public data enters it, except where the
 * name of a function says that it takes secret numbers.
 */
import { setFlagsFromString } from "node:v8"
import { equalBytes } from "../../core/bytes.ts"
import { q, type Scalar, scalarBytes } from "../scalar.ts"
import { kernelBinaries } from "./binary.ts"

/** Exports of `assembly/index.ts`, described there. */
interface Exports {
  readonly memory: WebAssembly.Memory
  readonly isExact: () => number
  readonly arena: () => number
  readonly decodePair: (out: number, bytes: number) => number
  readonly encodeAll: (out: number, points: number, count: number) => void
  readonly pairBytes: () => number
  readonly identityLanes: (point: number) => number
  readonly workBytes: (count: number) => number
  readonly multiples: (out: number, point: number, numbers: number, count: number, work: number) => void
  readonly makeTable: (publicKey: number, work: number) => void
  readonly addBases: (point: number, number: number) => void
  readonly addGenerators: (p: number, m: number, q: number, n: number) => void
  readonly addSecret: (point: number, number: number) => void
  readonly addSecretGenerators: (p: number, m: number, q: number, n: number) => void
  readonly sumOf: (out: number, points: number, count: number) => void
  readonly addPoint: (point: number, other: number) => void
  readonly setIdentity: (point: number) => void
}

export interface Kernel extends Omit<Exports, "pairBytes"> {
  /** Bytes of a pair of points. */
  readonly pairBytes: number
  /** Returns addresses of areas of these lengths in bytes, free until the next call. They may hold anything. */
  readonly areas: <Name extends string>(lengths: Readonly<Record<Name, number>>) => Readonly<Record<Name, number>>
  /**
   * How often areas have been handed out. As long as it stays the same, what a caller left in its areas is still there.
   */
  readonly turn: () => number
  readonly write: (address: number, bytes: Uint8Array) => void
  /** Copies bytes out of the memory. */
  readonly read: (address: number, length: number) => Uint8Array
  readonly move: (target: number, source: number, length: number) => void
}

/** The order of the group, by which points are multiplied to see whether they are in it: 32 bytes, lowest first. */
export const groupOrder = scalarBytes(q as Scalar)

const pageBytes = 65_536
let loaded: Kernel | null | undefined

/** Loads the kernel, or returns `undefined` where WebAssembly or its vectors are missing. */
export function loadKernel(): Kernel | undefined {
  loaded ??= load() ?? null
  return loaded ?? undefined
}

/** Lists the kernel's binaries that run here, the faster one first. Both give the same points and numbers. */
export function runnableKernels(): readonly Uint8Array[] {
  return binaries().filter((binary) => instantiate(binary) !== undefined)
}

function load(): Kernel | undefined {
  for (const binary of binaries()) {
    const kernel = kernelOf(binary)
    if (kernel !== undefined) return kernel
  }
  return undefined
}

function binaries(): readonly Uint8Array[] {
  const { fused, plain } = kernelBinaries
  return [fused, plain].map((text) => Buffer.from(text, "base64"))
}

/** Instantiates a binary, unless the engine lacks an instruction that it needs or executes one inexactly. */
function instantiate(binary: Uint8Array): Exports | undefined {
  if (typeof WebAssembly === "undefined") return undefined
  // Node 20 has relaxed vectors only with this flag. Later versions, which have a navigator, do not know the flag.
  const isNode20 = !("navigator" in globalThis)
  if (isNode20 && !WebAssembly.validate(binary)) setFlagsFromString("--experimental-wasm-relaxed-simd")
  if (!WebAssembly.validate(binary)) return undefined
  const exports = new WebAssembly.Instance(new WebAssembly.Module(binary)).exports as Exports
  return exports.isExact() === 0 ? undefined : exports
}

/** Makes the kernel of one of its binaries, or returns `undefined` where that binary does not run. */
export function kernelOf(binary: Uint8Array): Kernel | undefined {
  const exports = instantiate(binary)
  if (exports === undefined) return undefined
  const { memory } = exports
  const arena = exports.arena()
  let bytes = new Uint8Array(memory.buffer)
  let turn = 0
  return {
    ...exports,
    pairBytes: exports.pairBytes(),
    turn: () => turn,
    areas<Name extends string>(lengths: Readonly<Record<Name, number>>) {
      turn++
      let end = arena
      const addresses: Record<Name, number> = { ...lengths }
      for (const name in lengths) {
        addresses[name] = end
        end += Math.ceil(lengths[name] / 16) * 16
      }
      const missing = Math.ceil((end - bytes.length) / pageBytes)
      if (missing > 0) {
        memory.grow(missing)
        bytes = new Uint8Array(memory.buffer)
      }
      return addresses
    },
    write(address, written) {
      bytes.set(written, address)
    },
    read: (address, length) => bytes.slice(address, address + length),
    move(target, source, length) {
      bytes.copyWithin(target, source, source + length)
    },
  }
}

const tables = new WeakMap<Kernel, Uint8Array>()

/** Makes the kernel's one table, of G and of a key of 32 bytes, unless it is there already for this key. */
export function openTable(kernel: Kernel, key: Uint8Array): void {
  const known = tables.get(kernel)
  if (known !== undefined && equalBytes(known, key)) return
  tables.delete(kernel)
  const at = kernel.areas({ key: 32, work: 128 * kernel.pairBytes })
  kernel.write(at.key, key)
  kernel.makeTable(at.key, at.work)
  tables.set(kernel, key)
}

/** Whether there is a table, for any key: each of them holds the multiples of G. */
export function hasTable(kernel: Kernel): boolean {
  return tables.has(kernel)
}

/**
 * Decodes pairs of points, 64 bytes each, which need not be in the group. Returns what is wrong with each point; one that is
 * badly encoded becomes the identity.
 *
 * @param points - where the pairs go
 * @param bytes - where there is room for the encoded points
 */
export function decodePairs(
  kernel: Kernel,
  points: number,
  bytes: number,
  encoded: Uint8Array,
): ("encoding" | "identity" | undefined)[] {
  kernel.write(bytes, encoded)
  return Array.from({ length: encoded.length / 64 }, (_, pair) => {
    const faults = kernel.decodePair(points + pair * kernel.pairBytes, bytes + 64 * pair)
    return [faultNames[faults & 3], faultNames[faults >> 2]]
  }).flat()
}

const faultNames = [undefined, "encoding", "identity"] as const
