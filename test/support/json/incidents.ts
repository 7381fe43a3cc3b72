import * as z from "zod"
import {
  causes,
  claimants,
  claimStatuses,
  effects,
  findingsOfIncidents,
  informed,
} from "../../../src/core/vocabulary.ts"
import { count, hash, instant, list, path, rank, type Shape, text } from "./common.ts"

const correction = z.strictObject({ entry: rank, at: instant, writer: text, what: text })
const recorded = { entry: rank, at: instant, writer: text, corrections: list(correction) }
const status = z.enum(claimStatuses)
const judgement = z.strictObject({
  ...{ claim: rank, status, evidence: list(rank), reason: text },
  ...recorded,
})
const minutes = z.strictObject({ channel: text.optional(), minutes: rank })
const deadline = z.strictObject({ incident: rank, whom: z.enum(informed), due: instant, met: instant.optional() })
const piece = {
  ...{ evidence: rank, what: text, sha256: hash, size: count },
  private: z.strictObject({ name: text }).optional(),
  ...recorded,
}

const incident = {
  ...{ number: rank, title: text, state: z.enum(["open", "closed"]), ...recorded },
  observations: list(
    z.strictObject({
      ...{ observation: rank, what: text, from: instant, until: instant.optional(), effect: z.enum(effects) },
      component: text.optional(),
      silence: rank
        .optional()
        .meta({ description: "the number of the apparent interruption of the register on which it rests" }),
      private: z.strictObject({ seenBy: text }).optional(),
      ...recorded,
    }),
  ),
  claims: list(
    z.strictObject({
      ...{ claim: rank, cause: z.enum(causes), what: text, claimant: z.enum(claimants), by: text.optional() },
      ...{ said: instant, where: text, status, judgements: list(judgement) },
      private: z.strictObject({ by: text }).optional(),
      ...recorded,
    }),
  ),
  evidence: list(z.strictObject(piece)),
  conclusions: list(
    z.strictObject({
      ...{ conclusion: rank, finding: z.enum(findingsOfIncidents), what: text, claims: list(rank) },
      ...recorded,
    }),
  ),
  decisions: list(
    z.strictObject({
      ...{ decision: rank, what: text, hours: list(minutes).optional(), ballots: count.optional() },
      evidence: list(rank).optional(),
      authorised: z.strictObject({ decision: rank, act: rank, ...recorded }).optional(),
      ...recorded,
    }),
  ),
  told: list(z.strictObject({ whom: z.enum(informed), what: text, ...recorded })),
  turns: list(z.strictObject({ state: z.enum(["open", "closed"]), reason: text, ...recorded })),
}

/** A command that enters something returns the entry as the register holds it. */
const entered = { entry: rank, at: instant, writer: text }
const about = { incident: rank }

/** Commands about incidents and interventions. */
export const incidents: Readonly<Record<string, readonly Shape[]>> = {
  "incident open": [{ ...about, ...entered }],
  "incident observe": [{ ...about, observation: rank, ...entered }],
  "incident claim": [{ ...about, claim: rank, ...entered }],
  "incident judge": [{ ...about, claim: rank, status, ...entered }],
  "incident evidence": [{ ...about, evidence: rank, sha256: hash, path, ...entered }],
  "incident conclude": [{ ...about, conclusion: rank, ...entered }],
  "incident decide": [{ ...about, decision: rank, ...entered }],
  "incident authorise": [{ ...about, decision: rank, act: rank, ...entered }],
  "incident tell": [{ ...about, ...entered }],
  "incident close": [{ ...about, ...entered }],
  "incident reopen": [{ ...about, ...entered }],
  "incident correct": [{ ...about, ...entered }],
  "incident list": [
    {
      incidents: list(z.strictObject({ ...incident, evidence: list(z.strictObject(piece)) })),
      deadlines: list(deadline),
      faults: list(z.strictObject({ entry: rank, rule: text })),
    },
  ],
  "incident show": [
    {
      ...incident,
      evidence: list(z.strictObject({ ...piece, kept: z.enum(["there", "absent", "altered"]) })),
      deadlines: list(deadline),
    },
  ],
  "intervention add": [{ intervention: rank, incident: rank.optional(), ...entered }],
  "intervention correct": [{ intervention: rank, ...entered }],
  "intervention list": [
    {
      interventions: list(
        z.strictObject({
          ...{ intervention: rank, what: text, why: text, from: instant, until: instant.optional() },
          ...{ component: text.optional(), incident: rank.optional() },
          private: z.strictObject({ who: text }).optional(),
          ...recorded,
        }),
      ),
    },
  ],
}
