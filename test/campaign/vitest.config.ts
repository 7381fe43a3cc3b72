import { defineConfig } from "vitest/config"

/** Long proofs, each a script of its own (`npm run test:mutants`, `npm run test:flips`, …) that prints its figures. */
export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    pool: "forks",
    globalSetup: ["../support/before-all.ts", "tamper/totals.ts"].map(
      (path) => new URL(path, import.meta.url).pathname,
    ),
    testTimeout: 3_600_000,
    include: ["test/campaign/*.campaign.ts"],
  },
})
