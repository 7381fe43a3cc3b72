import * as z from "zod"
import { attachedPapers, complainants, complaintOutcomes, observers } from "../../../src/core/vocabulary.ts"
import { count, flag, hash, instant, list, path, rank, type Shape, text } from "./common.ts"

const written = { entry: rank, at: instant, published: flag }
const recorded = { number: rank, entry: rank, at: instant, by: list(text), text, published: flag }
const outcome = z.enum(complaintOutcomes)
const complaint = {
  ...{ ...recorded, role: z.enum(complainants), name: text, contact: text.optional(), due: instant },
  incident: rank.optional(),
  answers: list(z.strictObject({ ...recorded, outcome, act: rank.optional(), incident: rank.optional() })),
}
const faults = list(z.strictObject({ entry: rank, rule: text }))
const attached = { entry: rank, at: instant, paper: z.enum(attachedPapers), sha256: hash, size: count }

/** Commands about observations and complaints, and about scans of papers. */
export const complaints: Readonly<Record<string, readonly Shape[]>> = {
  "complaint add": [{ ...written, number: rank, role: z.enum(complainants), due: instant }],
  "complaint answer": [{ ...written, complaint: rank, answer: rank, outcome }],
  "complaint list": [{ complaints: list(z.strictObject(complaint)), faults }],
  "complaint show": [complaint],
  "complaint receipt": [
    {
      ...{ complaint: rank, entry: rank, due: instant, text, path: path.optional() },
      line: hash.meta({ description: "of the line of register.jsonl, without its end" }),
    },
  ],
  "observation add": [{ ...written, number: rank, role: z.enum(observers) }],
  "observation list": [
    {
      observations: list(z.strictObject({ ...recorded, role: z.enum(observers), name: text.optional() })),
      faults,
    },
  ],
  "paper attach": [{ ...attached, path }],
  "paper list": [
    {
      papers: list(
        z.strictObject({
          ...{ ...attached, by: list(text), what: text, name: text },
          kept: z.enum(["there", "absent", "altered"]),
        }),
      ),
    },
  ],
}
