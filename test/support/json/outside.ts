import * as z from "zod"
import { lookalikeClasses, lookalikeSources, nameStandings } from "../../../src/core/lookalike.ts"
import { exposureClasses, severities } from "../../../src/core/exposure.ts"
import { count, flag, hash, instant, list, path, rank, type Shape, text } from "./common.ts"

const standing = z.enum(nameStandings)
const name = z.strictObject({
  name: text.meta({ description: "as the DNS has it" }),
  unicode: text.meta({ description: "as people see it" }),
  class: z.enum(lookalikeClasses),
  standing: standing.optional(),
})

const finding = z.strictObject({
  ...{ class: z.enum(exposureClasses), severity: z.enum(severities), host: text, path: text.optional() },
  seen: z.strictObject({
    rule: text.meta({ description: "by which it was recognised, or what is missing" }),
    ...{ status: count.optional(), size: count.optional(), until: instant.optional() },
    sha256: hash.optional().meta({ description: "of the bytes that were read" }),
  }),
})

/** What is looked at before the vote. */
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
  "preflight authorise": [{ hosts: list(text), until: instant, at: instant, sha256: hash, entry: rank }],
  "preflight exposure": [
    {
      ...{ at: instant, most: rank, rate: rank, requests: count, failed: count, warned: count, sha256: hash },
      hosts: list(z.strictObject({ host: text, address: text, requests: count })),
      findings: list(finding),
      written: path.optional(),
      entry: rank.optional(),
    },
  ],
}
