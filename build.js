/**
 * Makes `dist/` of `src/`: a few files instead of hundreds, because finding and reading modules is most of what a short
 * command does. Packages stay outside. What many commands share is one file; the rest loads with the command that needs it.
 */
import { build } from "rolldown"
import manifest from "./package.json" with { type: "json" }

const packages = Object.keys(manifest.dependencies)

await build({
  input: {
    main: "src/main.ts",
    io: "src/cli/io.ts",
    thread: "src/workers/thread.ts",
    // For the members of the fixtures, who open their letters.
    reading: "src/paper/reading.ts",
  },
  platform: "node",
  external: (id) => packages.some((name) => id === name || id.startsWith(`${name}/`)),
  output: { dir: "dist", cleanDir: true, codeSplitting: { groups: [{ name: "common", minShareCount: 16 }] } },
})
