/** Which statements of the kernel the comparisons execute (`npm run test:kernel`): all of them must be. */
import { expect, test, vi } from "vitest"
import { markedKernel } from "../support/marked-kernel.ts"

const { compiled, memories } = vi.hoisted(() => ({
  compiled: { kernelBinaries: { plain: "", fused: "" } },
  memories: [] as WebAssembly.Memory[],
}))
vi.mock("../../src/belenios/kernel/binary.ts", () => compiled)

test("every statement of the kernel is executed", async () => {
  const { binary, statements, counts } = await markedKernel()
  compiled.kernelBinaries.plain = binary
  const { Instance } = WebAssembly
  vi.spyOn(WebAssembly, "Instance").mockImplementation(function (module: WebAssembly.Module) {
    const instance = new Instance(module)
    memories.push((instance.exports as { readonly memory: WebAssembly.Memory }).memory)
    return instance
  })

  const { compareField } = await import("../support/kernel-field.ts")
  const { comparePoints } = await import("../support/kernel-points.ts")
  const { compareBallots, compareSums } = await import("../support/kernel-ballots.ts")
  const { compareSecrets } = await import("../support/kernel-secrets.ts")
  compareField(2000, 1)
  comparePoints(400, 1)
  compareBallots(600, 1)
  compareSums(20, 1)
  compareSecrets(20, 1)

  const executed = memories.map(counts)
  const missed = statements.filter((_, index) => executed.every((times) => times[index] === 0))
  console.log(`${statements.length - missed.length} of ${statements.length} statements of the kernel executed`)
  expect(missed).toEqual([])
})
