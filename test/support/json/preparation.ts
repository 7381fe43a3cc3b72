import * as z from "zod"
import { doubts } from "../../../src/roll/doubts.ts"
import {
  count,
  finding,
  flag,
  hash,
  instant,
  list,
  path,
  point,
  rank,
  type Shape,
  text,
  uuid,
  weight,
} from "./common.ts"

const lines = { rows: count, lines: text }

/** The report of a member file, which has a format of its own: its bytes are what the journal holds the hash of. */
const source = { sha256: text, bytes: count, encoding: text, delimiter: text }
const rollFigures = {
  ...{ rows: count, blank: count, eligible: count, ineligible: count, refused: count, weight, cell: count },
  reasons: list(z.strictObject({ ...lines, column: text, value: text })),
  refusals: list(z.strictObject({ ...lines, code: text })),
  details: list(z.strictObject({ line: rank, code: text, params: z.record(z.string(), z.unknown()) })),
  doubts: z.strictObject({
    kinds: list(z.strictObject({ ...lines, doubt: z.enum(doubts) })),
    twice: z.strictObject({ rows: count, pairs: list(z.strictObject({ line: rank, like: rank })) }),
  }),
  lookAlikes: z.strictObject({ rows: count, pairs: list(z.strictObject({ line: rank, like: rank })) }),
  groups: z.strictObject({ count, list: list(z.strictObject({ group: text, eligible: count })) }),
  smallGroups: list(text),
  rareWeights: list(z.strictObject({ weight, voters: count })),
  withoutAddress: z.strictObject(lines),
}
const rollReport = z
  .union([
    z.strictObject({ schema: z.literal(1), file: z.strictObject(source), ...rollFigures }),
    z
      .strictObject({
        schema: z.literal(2),
        files: list(z.strictObject({ ...source, sha256: hash, lines: count })),
        ...rollFigures,
      })
      .meta({ description: "several files: lines are counted on from one file to the next" }),
  ])
  .meta({ id: "rollReport" })
/** The names of several files, in the order of the report, which has none. */
const files = list(path).optional()
const minimum = z.strictObject({ ballots: count, reachable: flag })

const step = z.enum(["join", "commit", "deal", "finish", "check", "decrypt"])
const requests = list(z.strictObject({ holder: text, step, path }))
const established = {
  key: point,
  trustees: hash,
  holders: list(
    z.strictObject({ owner: rank, holder: text, kind: z.enum(["mandatory", "threshold"]), publicKey: point }),
  ),
}
const checked = { checked: list(z.strictObject({ holder: text, size: count })), unchecked: list(text) }
const decryption = {
  shares: list(
    z.strictObject({ holder: text, state: z.enum(["received", "present", "refused"]), findings: list(finding) }),
  ),
  missing: list(z.strictObject({ needed: rank, holders: list(text) })),
  complete: flag,
  proclaimed: flag,
  wrong: list(text),
}

/** Commands about who may vote, who can open the urn, and how voters are let in. */
export const preparation: Readonly<Record<string, readonly Shape[]>> = {
  "roll import": [
    {
      report: rollReport,
      reportHash: hash,
      imported: flag,
      minimum,
      samples: list(text),
      path: path.optional(),
      files,
    },
    {
      ...{
        dryRun: z.literal(true),
        importable: flag,
        report: rollReport,
        minimum,
        samples: list(text),
        path: path.optional(),
        files,
      },
      refusal: z.strictObject({ code: text, params: z.record(z.string(), z.unknown()) }).optional(),
    },
  ],
  "roll show": [
    {
      roll: z
        .strictObject({
          ...{ imported: instant, eligible: count, ineligible: count, refused: count, weight, report: hash },
          roll: text.meta({ description: "HMAC-SHA256 under a key that stays in the election file" }),
          intact: flag,
          groups: list(z.strictObject({ group: text.optional(), eligible: count })),
        })
        .nullable(),
    },
  ],
  "roll list": [
    {
      members: list(
        z.strictObject({
          ...{ id: text, name: text, group: text.nullable(), weight, line: rank },
          ineligible: z.strictObject({ column: text, value: text }).nullable(),
          doubts: list(z.enum(doubts)).optional(),
        }),
      ),
    },
  ],
  "trustees ceremony": [{ ...established, files: list(z.strictObject({ holder: text, path })) }],
  "trustees invite": [{ requests }],
  "trustees answer": [
    {
      ...{ uuid, rehearsal: flag, authority: hash, holder: text, step, keyPath: path, path },
      ...{ joined: flag, signed: flag },
    },
  ],
  "trustees receive": [
    {
      ceremony: z
        .strictObject({
          taken: list(z.strictObject({ holder: text, step, state: z.enum(["new", "known"]) })),
          established: flag,
          waiting: list(z.strictObject({ holder: text, step })),
          requests,
        })
        .optional(),
      possession: z.strictObject(checked).optional(),
      decryption: z.strictObject(decryption).optional(),
    },
  ],
  "trustees status": [
    {
      state: z.enum(["not-begun", "under-way", "established"]),
      key: point.optional(),
      needed: rank.optional(),
      holders: list(
        z.strictObject({
          ...{ owner: rank, holder: text, kind: z.enum(["mandatory", "threshold"]), publicKey: point.optional() },
          ...{ done: list(step), due: step.optional(), checked: count.optional() },
        }),
      ),
      decryption: z
        .strictObject({ given: list(text), missing: decryption.missing, proclaimed: decryption.proclaimed })
        .optional(),
    },
  ],
  "trustees check": [checked, { requests }],
  "credentials generate": [
    {
      ...{ issued: count, reserve: count, path, credentials: hash, reserveKeys: hash },
      officers: list(z.strictObject({ name: text, keyPath: path, created: flag })),
    },
  ],
  "credentials print": [
    {
      ...{ path, officer: text, letters: count },
      parts: list(z.strictObject({ name: text, letters: rank, sha256: hash })),
      flawed: list(z.strictObject({ member: text, part: rank, flaws: list(text) })),
      apart: list(z.strictObject({ member: text, fault: text })),
    },
  ],
  "credentials check": [{ opens: flag, state: z.enum(["usable", "reserve", "blocked", "unknown"]), voted: flag }],
  "credentials markoff": [{ path, officer: text, members: count, voted: count, sha256: hash }],
  decrypt: [decryption, { requests }],
}
