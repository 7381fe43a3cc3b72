import { test } from "vitest"
import { examine } from "../../src/verify/examine.ts"
import { memorySource } from "../../src/verify/source.ts"
import { openPool } from "../../src/workers/pool.ts"
import { tell } from "../support/story.ts"
const tools = { pool: openPool(1), random: (length: number) => new Uint8Array(length), progress: () => undefined }
test("t", async () => {
  for (const short of [false, true]) for (let i = 0; i < 3; i++) {
    let t = performance.now()
    const story = tell({}, { short })
    console.log("tell", short, (performance.now() - t).toFixed(0), [...story.files.values()].reduce((a, b) => a + b.length, 0), story.recorder.bodies.length)
    if (i === 0) console.log([...story.files].map(([n, b]) => `${n} ${b.length}`).join("\n"))
    t = performance.now()
    const log: string[] = []
    for await (const r of examine(memorySource(story.files), { authority: undefined, checkpoints: [], receipts: [], trackers: [] }, tools, { asked: [] })) {
      if ("check" in r) log.push(`${r.check}@${(performance.now() - t).toFixed(0)}`)
    }
    console.log(log.join(" "))
  }
})
