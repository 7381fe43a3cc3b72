/** Makes `dist-bench/`, the measurements. */
import { bundle } from "./bundle.mjs"

await bundle({ kernel: "bench/kernel.ts", run: "bench/run.ts", thread: "src/workers/thread.ts" }, "dist-bench")
