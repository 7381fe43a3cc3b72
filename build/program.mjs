/** Makes `dist/`, the program. */
import { bundle } from "./bundle.mjs"

await bundle(
  {
    main: "src/main.ts",
    io: "src/cli/io.ts",
    thread: "src/workers/thread.ts",
    // For the members of the fixtures, who open their letters.
    reading: "src/paper/reading.ts",
  },
  "dist",
)
