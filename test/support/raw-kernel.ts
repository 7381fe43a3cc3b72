import { runnableKernels } from "../../src/belenios/kernel/kernel.ts"

type Unary = (out: number, x: number) => void
type Binary = (out: number, x: number, y: number) => void

/** Everything that `assembly/index.ts` exports, in an instance of its own. */
export interface RawKernel {
  readonly memory: WebAssembly.Memory
  readonly arena: () => number
  readonly add: Binary
  readonly subtract: Binary
  readonly multiply: Binary
  readonly multiplyPacked: Binary
  readonly squareOfSum: Binary
  readonly square: (out: number, x: number, unused?: number) => void
  readonly reduce: (out: number, x: number, unused?: number) => void
  readonly invert: Unary
  readonly powerForRoot: Unary
  readonly fromBytes: Binary
  readonly toBytes: (out: number, x: number, lane: number) => void
  readonly decodePair: (out: number, bytes: number) => number
  readonly encodeAll: (out: number, points: number, count: number) => void
  readonly identityLanes: (point: number) => number
  readonly double: (point: number, withT: number) => void
  readonly cache: Unary
  readonly addCached: (out: number, point: number, cached: number, minus: number) => void
  readonly addPacked: (point: number, entry: number, minus: number) => void
  readonly addPoint: Unary
  readonly sumOf: (out: number, points: number, count: number) => void
  readonly setIdentity: (point: number) => void
  readonly workBytes: (count: number) => number
  readonly multiples: (out: number, point: number, numbers: number, count: number, work: number) => void
  readonly makeTable: (publicKey: number, work: number) => void
  readonly addBases: (point: number, number: number) => void
  readonly addGenerators: (p: number, m: number, q: number, n: number) => void
}

/** The kernel with some megabytes of memory, and the first address of them. */
export function rawKernel(binary = runnableKernels()[0]): { readonly kernel: RawKernel; readonly free: number } {
  if (binary === undefined) throw new Error("WebAssembly has no vectors here")
  const kernel = new WebAssembly.Instance(new WebAssembly.Module(binary)).exports as RawKernel
  const free = kernel.arena()
  kernel.memory.grow(64)
  return { kernel, free }
}
