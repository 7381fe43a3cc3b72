import { readdirSync } from "node:fs"
import { test } from "vitest"
import { runScript } from "../support/script.ts"

const folder = new URL("../scripts/", import.meta.url).pathname

test.each(readdirSync(folder).filter((name) => name.endsWith(".txt")))("%s", async (name) => {
  await runScript(folder + name)
})
