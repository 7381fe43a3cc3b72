import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    pool: "forks",
    // Every core works: by default one of them would wait for the others.
    maxWorkers: "100%",
    // The program is loaded once a worker and not once a file: what a module remembers, no test may depend on.
    isolate: false,
    // Long enough for a machine that is busy with something else: no test waits for a time to pass.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    globalSetup: ["test/support/before-all.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/story/**", "test/process/**", "test/interop/**"],
        },
      },
      {
        // Whole elections, command by command.
        extends: true,
        test: { name: "story", include: ["test/story/**/*.test.ts"] },
      },
      {
        // Tests that run bin/urne.js as a process: threads, signals, pseudo-terminals. They need dist/.
        extends: true,
        test: { name: "process", include: ["test/process/**/*.test.ts"] },
      },
      {
        // With the real belenios-tool, named by BELENIOS_TOOL, and with Python; without them they are skipped.
        extends: true,
        test: {
          name: "interop",
          include: ["test/interop/**/*.test.ts"],
          testTimeout: 1_200_000,
        },
      },
    ],
  },
})
