import * as z from "zod"
import { signedStages } from "../../../src/components/signed.ts"
import { componentKinds } from "../../../src/core/vocabulary.ts"
import { actKind, flag, instant, list, path, rank, type Shape, text } from "./common.ts"

const kind = z.enum(componentKinds)
const version = {
  ...{ version: rank, entry: rank, at: instant, by: list(text), kind, operator: text, published: flag, place: text },
  ...{ from: instant, until: instant.optional(), runsOn: list(text) },
  ...{ contact: text.optional(), contract: text.optional() },
  signed: z
    .enum(signedStages)
    .meta({ description: "before the seal, before the opening, during the vote, or after it" }),
  stated: z
    .strictObject({ act: rank, kind: actKind })
    .optional()
    .meta({ description: "the first act in effect that states the register with this entry" }),
}
const component = { component: text, ...version, incidents: list(rank) }
const part = z.strictObject({
  ...{ operator: text, runs: list(text), ran: list(text) },
  carries: list(z.strictObject({ component: text, on: list(text) })),
  runsNot: list(text),
})
const entered = { component: text, version: rank, entry: rank, at: instant, by: list(text) }

/** Commands about components of the system. */
export const components: Readonly<Record<string, readonly Shape[]>> = {
  "component add": [entered],
  "component change": [entered],
  "component list": [
    {
      components: list(z.strictObject(component)),
      of: part.optional(),
      faults: list(z.strictObject({ entry: rank, rule: text })),
    },
  ],
  "component show": [{ ...component, versions: list(z.strictObject(version)), of: part.optional() }],
  "component map": [
    {
      components: list(
        z.strictObject({ component: text, kind, operator: text, runsOn: list(text), standsOn: list(text) }),
      ),
      written: list(path),
    },
  ],
}
