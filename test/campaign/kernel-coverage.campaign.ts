/** Requires that the comparisons execute every statement of the kernel, on either field (`npm run test:kernel`). */
import { afterEach, expect, test, vi } from "vitest"
import { compareBallots, compareSums } from "../support/kernel-ballots.ts"
import { compareField } from "../support/kernel-field.ts"
import { comparePoints } from "../support/kernel-points.ts"
import { compareSecrets } from "../support/kernel-secrets.ts"
import { fields, markedKernel } from "../support/marked-kernel.ts"

afterEach(() => {
  vi.restoreAllMocks()
})

test.each(fields)("every statement of the kernel is executed: %s", async (field) => {
  const { binary, statements, counts } = await markedKernel(field)
  const memories: WebAssembly.Memory[] = []
  const { Instance } = WebAssembly
  vi.spyOn(WebAssembly, "Instance").mockImplementation(function (module: WebAssembly.Module) {
    const instance = new Instance(module)
    memories.push((instance.exports as { readonly memory: WebAssembly.Memory }).memory)
    return instance
  })
  compareField(2000, 1, binary)
  comparePoints(400, 1, binary)
  compareBallots(600, 1, binary)
  compareSums(20, 1, binary)
  compareSecrets(20, 1, binary)

  const executed = memories.map(counts)
  const missed = statements.filter((_, index) => executed.every((times) => times[index] === 0))
  console.log(
    `${field}: ${statements.length - missed.length} of ${statements.length} statements of the kernel executed`,
  )
  expect(missed).toEqual([])
})
