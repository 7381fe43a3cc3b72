import { test } from "vitest"
import { examine } from "../../src/verify/examine.ts"
import { memorySource } from "../../src/verify/source.ts"
import { openPool } from "../../src/workers/pool.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { tell } from "../support/story.ts"
const tools = { pool: openPool(1), random: (length: number) => new Uint8Array(length), progress: () => undefined }
test("t", async () => {
    const story = tell({}, { short: true })
    let t = performance.now()
    for (let i = 0; i < 50; i++) parseDefinition(story.files.get("definition.yaml")!)
    console.log("definition", (performance.now() - t) / 50)
    const sums = new Map<string, number>()
    const n = 100
    for (let i = 0; i < n; i++) {
      t = performance.now()
      for await (const r of examine(memorySource(story.files), { authority: undefined, checkpoints: [], receipts: [], trackers: [] }, tools, { asked: [] })) {
        if ("check" in r) sums.set(r.check, (sums.get(r.check) ?? 0) + performance.now() - t)
        if ("check" in r && r.check === "I5") break
      }
    }
    console.log([...sums].map(([k, v]) => `${k} ${(v / n).toFixed(2)}`).join("\n"))
})
