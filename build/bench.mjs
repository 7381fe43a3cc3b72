/** Makes `dist-bench/`, the measurements. */
import { bundle } from "./bundle.mjs"

await bundle({ kernel: "bench/kernel.ts", verify: "bench/verify.ts" }, "dist-bench")
