import * as z from "zod"
import { undecidedReasons, verdicts } from "../../../src/observers/comparison.ts"
import { logKinds } from "../../../src/observers/shown.ts"
import { actKind, count, flag, hash, instant, list, path, rank, type Shape, text, uuid, verifierKey } from "./common.ts"

const state = { size: rank, root: hash }
const log = z.enum(logKinds)
const states = list(z.strictObject({ ...state, cosigned: list(z.strictObject({ witness: text, at: instant })) }))
const side = z.strictObject({
  ...{ path, kind: z.enum(["observer", "record", "checkpoint", "receipt"]), election: uuid, rehearsal: flag },
  fingerprint: hash.nullable().meta({ description: "of the act that constitutes the authority; null of a bare note" }),
  journal: rank.nullable().meta({ description: "how many entries it shows" }),
  register: rank.nullable(),
})

/** Commands about what observers hold. */
export const observers: Readonly<Record<string, readonly Shape[]>> = {
  "observer export": [
    {
      ...{ path, notices: count, journal: count, register: count, states: count },
      public: count.meta({ description: "the longest state of the journal that is public" }),
    },
  ],
  "observer show": [
    {
      ...{ election: uuid, rehearsal: flag, name: text, timezone: text, fingerprint: hash },
      members: list(z.strictObject({ id: text, name: text })),
      acts: list(z.strictObject({ act: rank, kind: actKind })),
      notices: list(z.strictObject({ number: rank, at: instant, sha256: hash, signers: list(text) })),
      ...{ journal: states, register: states },
    },
  ],
  compare: [
    {
      verdict: z.enum(verdicts),
      sides: list(side),
      logs: list(
        z.strictObject({
          ...{ log, verdict: z.enum(verdicts), first: z.strictObject(state), second: z.strictObject(state) },
          common: count.meta({ description: "up to how many entries both are known to be the same" }),
          act: rank.optional().meta({ description: "the act recover that explains it, or may" }),
          reason: z.enum(undecidedReasons).optional(),
        }),
      ),
      written: path.optional(),
    },
    {
      ...{ verdict: z.literal("split"), election: uuid, rehearsal: flag, log },
      ...{ first: z.strictObject(state), second: z.strictObject(state), urnKey: verifierKey },
      certifiedBy: path.nullable().meta({ description: "the file whose acts certify the key" }),
      isGiven: flag.meta({ description: "whether the key was given with --urn" }),
    },
  ],
}
