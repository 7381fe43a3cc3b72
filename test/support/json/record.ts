import * as z from "zod"
import { stampSubjects } from "../../../src/notes/time-stamp/subject.ts"
import { besideParts } from "../../../src/verify/checks.ts"
import {
  actKind,
  count,
  finding,
  flag,
  hash,
  instant,
  list,
  note,
  path,
  phase,
  rank,
  type Shape,
  text,
  tracker,
  uuid,
  verifierKey,
  weight,
} from "./common.ts"
import { electionResult } from "./night.ts"

const verdict = z.enum(["VERIFIED", "CONSISTENT", "ARCHIVE VERIFIED", "PARTIAL", "INVALID", "NEWER FORMAT"])
const archive = z.strictObject({ uuid, height: count, hash })
const range = z.strictObject({ from: count, to: count, of: count }).nullable()
const figures = z.strictObject({
  ...{
    credentials: count.nullable(),
    accepted: count.nullable(),
    counted: count.nullable(),
    weight: weight.nullable(),
  },
  ...{ grace: count.nullable(), entries: count.nullable(), checkpoints: count.nullable(), acts: count.nullable() },
  ...{ signedEntries: count.nullable(), witnessedCheckpoints: count.nullable(), recovered: count.nullable() },
  witnesses: list(z.strictObject({ name: text, checkpoints: count, size: count })).nullable(),
  ...{ refusedShares: count.nullable(), software: text.nullable() },
})
const reliance = z.union([
  z.strictObject({ kind: z.literal("audit"), by: text, at: instant, ballots: count }),
  z.strictObject({
    ...{ kind: z.literal("parts"), by: list(text), parts: rank, ballotsAgain: count, credentialsAgain: count },
  }),
])

/** Commands about the record, and about what proves the journal. */
const stampedThing = { subject: z.enum(stampSubjects), number: rank }
const timeStamp = z.strictObject({
  ...{ at: instant, accuracy: z.number().nullable(), service: text, policy: text, serial: text, anchored: flag },
})

const minutes = { minutes: hash, public: hash, full: hash, drawn: instant, signed: list(text) }

export const record: Readonly<Record<string, readonly Shape[]>> = {
  "minutes sign": [minutes],
  "minutes show": [{ ...minutes, text }],
  "minutes export": [{ path, files: list(path) }],
  export: [
    {
      path,
      kind: z.enum(["folder", "tar"]),
      size: rank,
      files: rank,
      register: z.strictObject({ size: count, signed: count }),
    },
  ],
  verify: [
    {
      ...{ verdict, final: flag, kind: z.enum(["record", "archive"]), format: rank.nullable(), needs: text.nullable() },
      election: z.strictObject({ uuid, name: text, rehearsal: flag.nullable() }).nullable(),
      phase: phase.nullable(),
      checks: list(
        z.strictObject({
          ...{ check: text, status: z.enum(["done", "absent", "relied", "not-run"]) },
          ...{ present: count, checked: count, findings: count },
        }),
      ),
      findings: list(finding),
      beside: list(
        z.strictObject({
          ...{ part: z.enum(besideParts), state: z.enum(["sound", "faulty", "absent", "not-run"]) },
          ...{ findings: list(finding), stopped: flag },
        }),
      ).meta({ description: "what stands beside ballots and result; none of it is in the verdict" }),
      corrected: list(z.strictObject({ notice: rank, line: rank, by: rank })).meta({
        description: "lines of notices that were wrong and that later notices correct",
      }),
      stamps: list(z.strictObject({ ...stampedThing, ...timeStamp.shape })).meta({
        description: "time-stamps of services from outside that hold",
      }),
      attested: z.strictObject({ silences: count, tables: count, grouped: count }).nullable().meta({
        description:
          "figures of the register: apparent interruptions and turnout by group are attested, the totals of turnout tables are proven",
      }),
      unconfirmed: list(finding),
      ignored: list(text),
      stopped: flag,
      fingerprints: list(z.strictObject({ name: text, value: text })),
      figures,
      asked: list(z.strictObject({ tracker, height: rank, state: z.enum(["counts", "replaced"]) })),
      reliance: reliance.nullable(),
      selfChecked: z.strictObject({ ballots: count, credentials: count }).nullable(),
      extent: z.strictObject({ archive, journal: z.strictObject({ size: rank, root: hash }).nullable() }).nullable(),
      result: list(
        z.strictObject({
          ...{ question: text, blank: weight.nullable() },
          answers: list(z.strictObject({ answer: text, votes: weight })),
        }),
      ).nullable(),
      path: path.nullable().optional(),
    },
    {
      shard: z.strictObject({ index: rank, count: rank }),
      archive: z.strictObject({ height: count, hash }).nullable(),
      ...{ ballots: range, credentials: range, findings: list(finding), path: path.nullable(), signer: text },
    },
  ],
  "journal list": [
    {
      ...{ size: rank, root: hash },
      entries: list(
        z.strictObject({
          number: rank,
          event: z.record(z.string(), z.unknown()).meta({ description: "the entry as it was hashed, in its own form" }),
        }),
      ),
    },
  ],
  "journal prove": [{ number: rank, body: text, size: rank, root: hash, proof: list(hash), checkpoint: note }],
  "checkpoint show": [{ size: rank, root: hash, note, entries: rank, path: path.optional() }],
  "checkpoint check": [{ checkpoint: rank, size: rank }],
  "checkpoint request": [
    { witness: text, size: rank, root: hash, from: count, urnKey: verifierKey, request: note, path: path.optional() },
  ],
  "checkpoint cosign": [
    {
      ...{ witness: text, origin: text, size: count, root: hash, from: count, at: instant, note },
      path: path.optional(),
    },
  ],
  "stamp request": [{ ...stampedThing, imprint: hash, policy: text.nullable(), path }],
  "stamp attach": [{ ...stampedThing, stamp: timeStamp, added: flag }],
  "stamp list": [
    {
      roots: count,
      things: list(
        z.strictObject({ ...stampedThing, kind: actKind.nullable(), imprint: hash, stamps: list(timeStamp) }),
      ),
    },
  ],
  "checkpoint import": [{ size: rank, root: hash, witnesses: list(text), added: count }],
  completion: [{ shell: z.enum(["bash", "zsh", "fish"]), script: text }],
  rehearse: [
    {
      ...{ path, file: path, record: path, uuid, authority: hash, agrees: flag, verdict, findings: list(finding) },
      result: z.strictObject(electionResult),
      steps: list(z.strictObject({ step: text, count, milliseconds: z.number().min(0), bytes: count.nullable() })),
      differences: list(
        z.strictObject({
          ...{ question: text, answer: text.nullable(), expected: weight.nullable(), found: weight.nullable() },
        }),
      ).nullable(),
    },
  ],
}
