import { defineConfig } from "vitest/config"

/** Runs the long proofs. Each has a script of its own (`npm run test:mutants`, `npm run test:flips`, …) and prints its figures. */
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
