import * as z from "zod"
import { hash, instant, list, note, path, rank, type Shape, text } from "./common.ts"

const due = z.strictObject({ number: rank, at: instant })
const line = z.strictObject({ notice: rank, line: rank })
const issued = {
  ...{ number: rank, at: instant, sha256: hash, entry: rank, signers: list(text) },
  answers: list(rank).meta({ description: "the hours of the definition that it answers, by their numbers" }),
  ...{ corrects: list(line), cites: list(rank) },
}

/** Numbered notices that members sign. */
export const notices: Readonly<Record<string, readonly Shape[]>> = {
  notice: [{ issued: z.strictObject(issued).nullable(), next: due.nullable() }],
  "notice draft": [
    {
      drafted: z.strictObject({ ...{ number: rank, at: instant, until: instant, signatures: rank, path } }).nullable(),
      next: due.nullable(),
    },
  ],
  "notice sign": [{ number: rank, members: list(text), signed: list(text), needed: rank, path }],
  "notice publish": [{ issued: z.strictObject(issued).nullable(), next: due.nullable() }],
  "notice list": [{ notices: list(z.strictObject(issued)), due: list(due), next: due.nullable() }],
  "notice show": [{ ...issued, text: note, note }],
  "notice export": [{ number: rank, sha256: hash, written: list(path) }],
}
