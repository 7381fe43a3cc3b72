import * as z from "zod"
import {
  attestedChecks,
  preflightChecks,
  preflightFacts,
  preflightStatuses,
  profileNames,
} from "../../../src/core/vocabulary.ts"
import { actProgress, count, hash, instant, list, rank, type Shape, text } from "./common.ts"

const check = z.enum(preflightChecks)
const status = z.enum(preflightStatuses)
const counts = z.strictObject({ pass: count, warn: count, fail: count, "not-run": count })
const profile = z.enum(profileNames).nullable()
const facts = z
  .partialRecord(z.enum(preflightFacts), z.union([z.number(), text]))
  .meta({ description: "what was seen: numbers, instants, short texts" })
const found = { check, status, facts }

/** Commands about what is looked at before the vote. */
export const preflight: Readonly<Record<string, readonly Shape[]>> = {
  preflight: [
    {
      ...{ profile, counts },
      checks: list(
        z.strictObject({
          ...found,
          before: status
            .nullable()
            .optional()
            .meta({ description: "what the last run that was entered found; absent where there is none" }),
        }),
      ),
      entered: z.strictObject({ run: rank, entry: rank }).nullable(),
    },
  ],
  "preflight attest": [
    { check: z.enum(attestedChecks), status: z.enum(["pass", "fail"]), entry: rank, at: instant, by: list(text) },
  ],
  "preflight list": [
    {
      runs: list(
        z.strictObject({
          ...{ run: rank, entry: rank, hash, at: instant, by: list(text), software: text, profile, counts },
          checks: list(z.strictObject(found)),
        }),
      ),
      last: rank.nullable().meta({ description: "the last run since the seal" }),
      open: list(check).meta({ description: "what is wanting in it and no act overrides" }),
      overridden: list(check),
      faults: list(z.strictObject({ entry: rank, rule: text })),
    },
  ],
  override: [actProgress],
}
