/** Makes `dist/`, the program. */
import { bundle } from "./bundle.mjs"

await bundle(
  {
    main: "src/main.ts",
    io: "src/cli/io.ts",
    // For the members of the fixtures, who open their letters.
    reading: "src/paper/reading.ts",
  },
  "dist",
)
// By itself: a thread that loads nothing but its tasks is at work while the program still reads.
await bundle({ thread: "src/workers/thread.ts" }, "dist", { beside: true })
