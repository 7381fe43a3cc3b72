/**
 * The only way to group arithmetic on public data. It takes and returns bytes, one ballot at a time, so that a faster
 * engine can replace it unnoticed. Nothing secret passes here: times depend on the data.
 */
import type { Engine } from "./ballot-arithmetic.ts"
import type { Point } from "./group.ts"
import { kernelEngine } from "./kernel-engine.ts"
import { loadKernel } from "./kernel/kernel.ts"
import { referenceEngine } from "./reference-engine.ts"

/**
 * Makes the engine for an election: the kernel, or the reference where WebAssembly vectors are missing. Its tables are
 * made when they are first needed.
 */
export function makeEngine(publicKey: Point): Engine {
  const kernel = loadKernel()
  return kernel === undefined ? referenceEngine(publicKey) : kernelEngine(publicKey, kernel)
}
