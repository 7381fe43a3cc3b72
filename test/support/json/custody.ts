import * as z from "zod"
import {
  controllers,
  copyParts,
  custodyAnswers,
  custodyEnds,
  custodyKinds,
  custodyStates,
  drillLevels,
  leftOutKinds,
  leftOutReasons,
  mediumKinds,
  neededParts,
  restoredRelations,
} from "../../../src/core/vocabulary.ts"
import { argv, count, flag, hash, instant, list, path, rank, type Shape, text, uuid } from "./common.ts"

const leftOut = list(
  z.strictObject({
    ...{ kind: z.enum(leftOutKinds), path },
    why: z
      .enum(leftOutReasons)
      .meta({ description: "`beside`: it is beside the election, and goes into no plain copy" }),
  }),
)
const level = z.enum(drillLevels)
const copy = { path, entries: rank, root: hash, sha256: hash }
const file = z.strictObject({ name: text, size: count, sha256: hash })

const entered = { entry: rank, at: instant, by: list(text) }
const heldCopy = {
  ...{ copy: text, kind: z.enum(custodyKinds), sha256: hash.optional(), read: flag, control: z.enum(controllers) },
  ...{ holder: text, since: instant, end: z.enum(custodyEnds).optional(), place: text, medium: text },
}

/** Commands about copies of the election and who holds them. */
export const custody: Readonly<Record<string, readonly Shape[]>> = {
  backup: [
    { ...copy, leftOut },
    {
      ...{ ...copy, recipients: list(text), register: z.strictObject({ entries: count, root: hash }) },
      ...{ files: list(file), leftOut },
    },
  ],
  restore: [
    {
      ...{ path, copy: z.strictObject({ path, kind: z.enum(["plain", "encrypted"]), sha256: hash }) },
      ...{ made: instant.optional(), uuid, rehearsal: flag, entries: rank, root: hash },
      ...{ register: z.strictObject({ entries: count, root: hash }), missing: leftOut },
      standing: z
        .strictObject({ relation: z.enum(restoredRelations), entries: count })
        .meta({ description: "how it stands to what this machine has seen, and by how many entries of the journal" }),
      ...{ next: argv, nextText: text },
    },
    {
      drills: list(
        z.strictObject({
          ...{ path, sha256: hash, level, passed: flag, seconds: count, held: instant, parts: list(z.enum(copyParts)) },
          faults: list(z.strictObject({ level, code: text, reason: text })),
          ...{ uuid: uuid.optional(), entries: rank.optional(), root: hash.optional() },
        }),
      ),
      recorded: list(
        z.union([
          z.strictObject({ path, drill: rank, entry: rank, at: instant }),
          z.strictObject({ path, note: path.nullable() }),
        ]),
      ),
    },
  ],
  "custody copy": [{ copy: text, ...entered }],
  "custody transfer": [{ copy: text, ...entered }],
  "custody lost": [{ copy: text, ...entered }],
  "custody destroyed": [{ copy: text, ...entered }],
  "custody medium": [{ medium: z.enum(mediumKinds), holder: text, ...entered }],
  "custody list": [
    { copies: list(z.strictObject(heldCopy)), faults: list(z.strictObject({ entry: rank, rule: text })) },
  ],
  "custody show": [
    {
      ...heldCopy,
      chain: list(
        z.strictObject({
          ...{ entry: rank, by: list(text), what: z.enum(["recorded", "transferred", ...custodyEnds]), at: instant },
          ...{ holder: text, otherSeal: flag, seal: text.optional(), place: text.optional() },
          ...{ condition: text.optional(), reason: text.optional() },
        }),
      ),
    },
  ],
  "custody report": [
    {
      answer: z.enum(custodyAnswers),
      ...{ entries: rank, restorable: rank.optional() },
      parts: list(
        z.strictObject({
          ...{ part: z.enum(neededParts), of: text.optional(), state: z.enum(custodyStates), holders: list(text) },
          proof: z
            .union([
              z.strictObject({ by: z.literal("drill"), drill: rank, level, at: instant }),
              z.strictObject({ by: z.literal("hash"), copy: text, at: instant }),
              z.strictObject({ by: z.literal("medium"), at: instant }),
              z.strictObject({ by: z.literal("possession") }),
            ])
            .optional(),
          ...{ days: count.optional(), old: flag.optional(), command: text.optional() },
        }),
      ),
      written: list(path),
    },
  ],
  "custody drill": [{ drill: rank, entry: rank, at: instant, by: list(text) }],
}
