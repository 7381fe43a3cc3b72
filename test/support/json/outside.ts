import * as z from "zod"
import { lookalikeClasses, lookalikeSources, nameStandings } from "../../../src/core/lookalike.ts"
import { count, flag, hash, list, path, rank, type Shape, text } from "./common.ts"

const standing = z.enum(nameStandings)
const name = z.strictObject({
  name: text.meta({ description: "as the DNS has it" }),
  unicode: text.meta({ description: "as people see it" }),
  class: z.enum(lookalikeClasses),
  standing: standing.optional(),
})

/** What is looked at from outside before the vote. */
export const outside: Readonly<Record<string, readonly Shape[]>> = {
  "preflight domains": [
    {
      ...{ hosts: list(text), generated: count, names: list(name), sha256: hash },
      more: flag.meta({ description: "whether there are more than --most" }),
      faults: list(z.strictObject({ line: rank, text })).meta({ description: "lines of --held that are no names" }),
      how: z.enum(lookalikeSources).optional(),
      standings: z.record(standing, count).optional(),
      written: path.optional(),
      entry: rank.optional(),
    },
  ],
}
