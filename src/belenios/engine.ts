/**
 * The one door to group arithmetic on public data. Its unit is one ballot, bytes in and bytes out, so that a faster engine
 * can stand behind it without its callers noticing. Nothing secret passes here: times depend on the data.
 */
import { type Engine } from "./ballot-arithmetic.ts"
import { type Point } from "./group.ts"
import { kernelEngine } from "./kernel-engine.ts"
import { loadKernel } from "./kernel/kernel.ts"
import { referenceEngine } from "./reference-engine.ts"

/** The engine for an election: the kernel, or where its vectors are missing the reference. Its tables are made at need. */
export function makeEngine(publicKey: Point): Engine {
  const kernel = loadKernel()
  return kernel === undefined ? referenceEngine(publicKey) : kernelEngine(publicKey, kernel)
}
