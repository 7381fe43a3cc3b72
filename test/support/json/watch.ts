import * as z from "zod"
import { probeStates } from "../../../src/core/vocabulary.ts"
import { count, flag, hash, instant, list, rank, type Shape, text } from "./common.ts"

const url = z.url()

/** Commands that watch the official addresses. */
export const watch: Readonly<Record<string, readonly Shape[]>> = {
  watch: [
    {
      ended: z.enum(["once", "until", "frozen", "cancelled"]).meta({ description: "why nobody watches any more" }),
      addresses: list(
        z.strictObject({
          ...{ url, state: z.enum(probeStates), polls: count, failed: count },
          slowest: count.meta({ description: "milliseconds, of the questions that were answered" }),
        }),
      ),
      entries: count.meta({ description: "how many entries were made in the register" }),
      incidents: list(rank),
    },
  ],
  "watch reference": [
    {
      pages: list(
        z.strictObject({
          ...{ url, status: count, size: count, sha256: hash, title: text.nullable() },
          certificate: z.strictObject({ authorised: flag, until: instant.nullable() }),
          entry: rank.nullable().meta({ description: "null where it was entered before" }),
        }),
      ),
    },
  ],
}
