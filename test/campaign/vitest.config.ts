import { defineConfig } from "vitest/config"

/** Long proofs, each a script of its own (`npm run test:mutants`, `npm run test:flips`, …) that prints its figures. */
export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    pool: "forks",
    globalSetup: [new URL("../support/build.ts", import.meta.url).pathname],
    testTimeout: 3_600_000,
    include: ["test/campaign/*.campaign.ts"],
  },
})
