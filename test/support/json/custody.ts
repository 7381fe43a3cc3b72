import * as z from "zod"
import { leftOutKinds, leftOutReasons } from "../../../src/core/vocabulary.ts"
import { count, hash, list, path, rank, type Shape, text } from "./common.ts"

const leftOut = list(
  z.strictObject({
    ...{ kind: z.enum(leftOutKinds), path },
    why: z
      .enum(leftOutReasons)
      .meta({ description: "`beside`: it is beside the election, and goes into no plain copy" }),
  }),
)
const copy = { path, entries: rank, root: hash, sha256: hash }
const file = z.strictObject({ name: text, size: count, sha256: hash })

/** Commands about copies of the election and who holds them. */
export const custody: Readonly<Record<string, readonly Shape[]>> = {
  backup: [
    { ...copy, leftOut },
    {
      ...{ ...copy, recipients: list(text), register: z.strictObject({ entries: count, root: hash }) },
      ...{ files: list(file), leftOut },
    },
  ],
}
