import { type Kernel, kernelOf, runnableKernels } from "../../src/belenios/kernel/kernel.ts"

type Unary = (out: number, x: number) => void
type Binary = (out: number, x: number, y: number) => void

/** Everything that `assembly/index.ts` exports, in an instance of its own: what the program calls, and the steps of it. */
export interface RawKernel extends Omit<Kernel, "areas" | "write" | "read" | "move"> {
  readonly isExact: () => number
  readonly add: Binary
  readonly subtract: Binary
  readonly multiply: Binary
  readonly multiplyWide: Binary
  readonly multiplyPackedWide: Binary
  readonly square: (out: number, x: number, unused?: number) => void
  readonly squareWide: Unary
  readonly carry: Unary
  readonly reduce: (out: number, x: number, unused?: number) => void
  readonly pack: Unary
  readonly invert: Unary
  readonly powerForRoot: Unary
  readonly fromBytes: Binary
  readonly toBytes: (out: number, x: number, lane: number) => void
  readonly double: (point: number, withT: number) => void
  readonly cache: Unary
  readonly addCached: (out: number, point: number, cached: number, minus: number) => void
  readonly addPacked: (point: number, entry: number, minus: number) => void
}

/** Makes a kernel with some megabytes of memory, and returns the first address of them. */
export function rawKernel(binary = runnableKernels()[0]): { readonly kernel: RawKernel; readonly free: number } {
  const kernel = binary === undefined ? undefined : (kernelOf(binary) as RawKernel | undefined)
  if (kernel === undefined) throw new Error("WebAssembly has no vectors here")
  kernel.memory.grow(64)
  return { kernel, free: kernel.arena() }
}

/** Lists those of the kernel's binaries that run here, each with the number of limbs of its field. */
export const namedKernels = runnableKernels().map(
  (binary) => [rawKernel(binary).kernel.pairBytes / 64, binary] as const,
)
