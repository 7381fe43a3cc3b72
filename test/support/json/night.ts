import * as z from "zod"
import { sources } from "../../../src/availability/hours.ts"
import { majorities, majorityBases } from "../../../src/core/majority.ts"
import { complainants, custodyAnswers, informed } from "../../../src/core/vocabulary.ts"
import {
  argv,
  count,
  finding,
  fingerprint,
  flag,
  hash,
  instant,
  list,
  note,
  path,
  phase,
  progress,
  rank,
  role,
  type Shape,
  text,
  tracker,
  uuid,
  weight,
} from "./common.ts"
import { decision } from "./decisions.ts"

const numberedInstant = z.strictObject({ number: rank, at: instant })
const signatories = list(z.strictObject({ name: text, role }))
const head = { height: count, head: hash, entry: rank }
const batch = z.strictObject({
  ...{ channel: text, number: rank, count: count.optional(), accepted: count.optional(), refused: count.optional() },
  state: z.enum(["received", "incomplete", "missing", "given-up"]),
})
const counted = z.strictObject({ at: instant, ballots: count, voters: count })
const receipt = { tracker, height: rank, receipt: note, path: path.optional() }

const turnout = z.strictObject({ registered: count.optional(), at: instant, ballots: count, voters: count })
const lost = z.strictObject({ from: instant, to: instant })
const source = z.enum(sources)
const suspension = {
  ...{ number: rank, entry: rank, from: instant, until: instant.nullable(), closes: instant, signed: list(text) },
}
const silence = z
  .strictObject({
    ...{ from: instant, to: instant, ballots: count, expected: count, K: rank, S: count, g: count, p: text, n: rank },
    ...{ rate: z.enum(["before", "after"]), provisional: flag },
  })
  .meta({ id: "silence", description: "an apparent interruption of voting; S and g in seconds: docs/availability.md" })

const standing = {
  ...{ name: text, uuid, rehearsal: flag, phase, timezone: text, opens: instant, closes: instant },
  advice: z.strictObject({ step: text, from: instant.optional() }),
  pending: progress.optional(),
  invalid: list(z.strictObject({ act: rank, members: list(text) })),
  authority: hash.optional(),
  turnout: turnout.nullable(),
  members: count.optional(),
  ineligible: count.optional(),
  trustees: z.strictObject({ established: flag, unchecked: list(text), apart: flag }),
  awaited: list(text).meta({ description: "holders whose reply is awaited in a ceremony apart" }),
  credentials: z.strictObject({ issued: count, reserve: count }).optional(),
  ballots: count,
  tooFew: z.strictObject({ of: z.enum(["voters", "ballots"]), count, minimum: count }).optional(),
  shares: z.strictObject({ received: count, holders: list(text) }),
  journal: z.strictObject({ size: rank, root: hash }),
  witnesses: list(z.strictObject({ name: text, size: rank.nullable(), at: instant.nullable() })),
  clock: z.strictObject({ state: z.enum(["behind", "ahead"]), now: instant, last: instant }).optional(),
  log: flag,
  lacksMinutes: flag,
  urnKey: z.strictObject({ path: path.nullable(), usual: path }),
  urgentSuspension: z.strictObject(suspension).optional(),
  interruption: silence.optional(),
  /** Present only if some are open, or if somebody still has to be told. */
  incidents: list(z.strictObject({ number: rank, title: text })).optional(),
  deadlines: list(z.strictObject({ incident: rank, whom: z.enum(informed), due: instant })).optional(),
  /** Present only if some wait for an answer. */
  complaints: list(z.strictObject({ complaint: rank, role: z.enum(complainants), due: instant })).optional(),
  /** Present only if something was entered about copies. */
  custody: z
    .strictObject({ answer: z.enum(custodyAnswers), entries: rank, restorable: rank.optional() })
    .meta({ description: "whether the authority holds a complete, restorable copy that no vendor can withhold" })
    .optional(),
  lastNotice: numberedInstant.optional(),
  dueNotice: numberedInstant
    .meta({ description: "an hour of the definition that has passed without a notice" })
    .optional(),
}
const next = {
  ...{ next: argv.optional(), nextText: text.optional() },
  ...{ afterwards: argv.optional(), afterwardsText: text.optional() },
}

const equation = z.strictObject({
  name: z.enum(["voters", "ballots", "weight", "answers"]),
  ...{ question: rank.nullable(), least: weight, value: weight, most: weight, holds: flag },
})
const tie = z.strictObject({ places: rank, answers: list(text) }).nullable()
const outcome = z
  .strictObject({
    ...{ majority: z.enum(majorities), of: z.enum(majorityBases), seats: rank, needed: weight.nullable() },
    quorum: z.strictObject({ registered: count, voted: count, needed: count, reached: flag }).nullable(),
    ...{ elected: list(text), tie, vacant: count },
    secondRound: z.strictObject({ answers: list(text), tie }).nullable(),
  })
  .meta({ description: "who is elected, where the definition states a majority" })

export const electionResult = {
  ...{ uuid, name: text, rehearsal: flag, provisional: flag, members: count, voters: count, weight },
  ballots: z.strictObject({ accepted: count, replaced: count, counted: count }),
  questions: list(
    z.strictObject({
      ...{ question: text, blank: weight.nullable(), valid: weight, tie: list(text), outcome: outcome.nullable() },
      answers: list(
        z.strictObject({
          ...{ answer: text, votes: weight },
          share: count.nullable().meta({ description: "hundredths of a percent of the valid votes" }),
        }),
      ),
    }),
  ),
  balance: list(equation),
}

/** Commands of the urn from the seal to the result, and those that look at it. */
export const night: Readonly<Record<string, readonly Shape[]>> = {
  "seal check": [
    {
      ...{ act: rank, conform: flag },
      checks: list(z.strictObject({ item: text, sealed: text, found: text, conform: flag })),
    },
  ],
  open: [
    {
      ...{ decision, opens: instant.optional(), timezone: text },
      reprint: flag,
      report: z
        .strictObject({
          ...{ uuid, name: text, opened: instant, opens: instant, closes: instant, timezone: text },
          ...{ ballots: z.literal(0), members: signatories, electionFingerprint: fingerprint, ...head },
        })
        .optional(),
    },
  ],
  "suspend-urgently": [suspension],
  "suspend-urgently draft": [
    {
      ...{ number: rank, at: instant, until: instant.nullable(), closes: instant },
      holdsUntil: instant.meta({ description: "until when it can be put into effect" }),
      ...{ signatures: rank, path },
    },
  ],
  "suspend-urgently sign": [{ number: rank, members: list(text), signed: list(text), needed: rank, path }],
  "suspend-urgently publish": [suspension],
  cast: [receipt],
  receipt: [receipt],
  "ballots encrypt": [{ ballot: text, path: path.optional() }],
  "ballots announce": [{ batches: list(batch) }],
  "ballots batches": [{ batches: list(batch) }],
  "ballots import": [
    {
      ...{ channel: text, batch: rank.optional(), lines: count, accepted: count, present: count, refused: count },
      refusals: list(z.strictObject({ line: rank, findings: list(finding) })),
    },
  ],
  "ballots note": [
    {
      ...{ rehearsal: flag, uuid, channel: text, number: rank, previous: hash.optional(), count, sha256: hash, note },
      bins: count.meta({ description: "how many bins of arrivals the note has" }),
      path: path.optional(),
    },
  ],
  close: [
    {
      ...{ decision, decided: flag, graceEnds: instant.optional(), awaited: list(text), timezone: text },
      reprint: flag,
      report: z
        .strictObject({
          ...{ uuid, name: text, closed: instant, frozen: instant, timezone: text, ballots: count, voters: count },
          ...{ minimumBallots: count, replaced: count, grace: count, missing: list(text), members: signatories },
          channels: list(z.strictObject({ channel: text, ballots: count })),
          ...head,
        })
        .optional(),
    },
  ],
  status: [
    { ...standing, ...next },
    {
      ...{ name: text, rehearsal: flag, phase, now: instant, opens: instant, closes: instant, timezone: text },
      turnout: turnout.nullable(),
      act: z.strictObject({ kind: text, signed: list(text), awaited: list(text) }).nullable(),
      lastNotice: z.union([numberedInstant, z.literal("altered")]).nullable(),
    },
    {
      ...{ step: text, definition: path.optional(), others: list(path), member: text.optional(), rehearsal: flag },
      ...{ publicKeys: list(path), holderKeys: list(path), ...next },
      brought: z
        .strictObject({ path, key: path.optional(), signWith: path.optional(), record: path.optional() })
        .optional(),
    },
  ],
  turnout: [
    {
      ...{ name: text, rehearsal: flag, timezone: text, opens: instant, closes: instant },
      ...{ registered: count.optional(), cell: rank },
      counts: list(counted),
      final: counted.optional(),
      counting: z
        .strictObject({ counted: flag, waits: z.enum(["came", "missing", "apart", "format"]).optional() })
        .optional(),
      groups: list(z.strictObject({ names: list(text.nullable()), eligible: count, voters: count })).optional(),
      noTable: z.enum(["national", "not-frozen", "came", "missing"]).optional(),
      entered: z
        .strictObject({ table: rank, entry: rank, before: flag })
        .nullable()
        .meta({ description: "the turnout table of the register that `--enter` made, or found (`before`)" }),
      ...{ svg: path.optional(), csv: path.optional() },
    },
  ],
  availability: [
    {
      ...{ name: text, rehearsal: flag, timezone: text, written: list(path), defined: lost, promised: lost },
      entered: list(z.strictObject({ silence: rank, entry: rank }))
        .nullable()
        .meta({ description: "the apparent interruptions that `--enter` entered in the register" }),
      acts: z.strictObject({ open: rank.nullable(), extend: list(rank), suspend: list(rank) }),
      ...{ until: instant, promisedSeconds: count },
      offeredSeconds: count.meta({ description: "without what any source tells; while some are undecided, at most" }),
      undecided: list(source),
      sources: list(
        z.strictObject({
          ...{ source, lostSeconds: count.nullable(), spans: list(lost) },
          undecidable: z
            .enum(["too-few-ballots", "no-arrivals", "no-probes", "no-register", "register-altered"])
            .nullable(),
        }),
      ),
      channels: list(
        z.strictObject({
          ...{ channel: text, ballots: count, until: instant.nullable(), interruptions: list(silence) },
          state: z.enum(["decided", "not-decidable", "not-signed"]),
        }),
      ).meta({ description: "what the channels signed of the arrivals of their ballots" }),
      arrivals: z
        .strictObject({
          state: z.enum(["decided", "not-decidable"]),
          ...{ ballots: count, handedOver: count, planned: flag, unplanned: list(lost), interruptions: list(silence) },
        })
        .nullable(),
    },
  ],
  tally: [
    {
      ...{ uuid, rehearsal: flag, ballots: count, replaced: count, counted: count, minimumBallots: count, weight },
      ...{ tally: hash, height: rank, head: hash },
    },
  ],
  "paper print": [
    {
      paper: z.enum(["zero-report", "closing-report", "proclamation", "mark-off-sheet", "log-book"]),
      ...{ path, pages: rank, sha256: hash },
    },
  ],
  result: [{ ...electionResult, path: path.optional(), csv: text.optional() }],
}
