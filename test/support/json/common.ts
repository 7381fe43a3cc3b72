import * as z from "zod"
import { actKinds, phases, roles } from "../../../src/core/vocabulary.ts"

/** The parts of all commands' schemas. Those with an `id` are defined once in each published schema. */

const form = (id: string, pattern: RegExp, description: string) => z.string().regex(pattern).meta({ id, description })

export const instant = form(
  "instant",
  /^\d{4}-(?:0\d|1[0-2])-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\dZ$/,
  "RFC 3339, UTC, whole seconds",
)
export const hash = form("hash", /^sha256:[0-9a-f]{64}$/, "SHA-256 in hexadecimal")
export const weight = form("weight", /^(?:0|[1-9]\d*)$/, "votes or weights, which may pass 2^53: decimal digits")
export const uuid = form("uuid", /^[1-9A-HJ-NP-Za-km-z]{14,}$/, "of an election, as the Belenios specification has it")
export const tracker = form("tracker", /^[A-Za-z0-9+/]{43}$/, "of a ballot, as the Belenios specification has it")
export const fingerprint = form(
  "fingerprint",
  /^[A-Za-z0-9+/]{43}$/,
  "of an election's definition in its archive, as the Belenios specification has it",
)
export const point = form(
  "point",
  /^[0-9a-f]{64}$/,
  "a public key of the election, as the Belenios specification has it",
)
export const verifierKey = form("verifierKey", /^[^+\s]+\+[0-9a-f]{8}\+\S+$/, "a C2SP verifier key")
export const path = z.string().min(1).meta({ id: "path", description: "of a file or folder, as it was given or named" })
export const note = z.string().endsWith("\n").meta({ id: "note", description: "a text, or a C2SP signed note" })
export const count = z.int().min(0)
export const rank = z.int().min(1)
export const text = z.string()
export const flag = z.boolean()
export const phase = z.enum(phases)
export const role = z.enum(roles)
export const actKind = z.enum(actKinds)
export const list = <Item extends z.ZodType>(item: Item) => z.array(item)
const params = z.record(z.string(), z.unknown()).meta({ description: "by code: see docs/codes.md" })

/** A fault in something; `check` is its number if a verification found it. */
export const finding = z.strictObject({ code: text, at: text, params, check: text.optional() }).meta({ id: "finding" })

const refusal = z.strictObject({ code: text, message: text, hint: text.optional(), params }).meta({
  id: "refusal",
  description: "why a command did nothing, or what it warns of; every code is in docs/codes.md",
})

export const argv = z
  .array(text)
  .min(1)
  .meta({ id: "argv", description: "a command, word by word; words in capitals are to be replaced" })

const shortfall = z.strictObject({ total: count, roles: z.partialRecord(role, count) })

/** How far a decision has come. */
export const actProgress = {
  act: rank,
  kind: actKind,
  state: z.enum(["pending", "effective", "dropped"]),
  text: note,
  expires: instant,
  signed: list(text),
  invalid: list(text),
  unsigned: list(text),
  answers: list(
    z.strictObject({ member: text, kind: z.enum(["reserved", "declined", "absent"]), reason: text, by: text }),
  ),
  missing: shortfall.optional(),
  names: z.record(z.string(), text).meta({ description: "the members' names, by their identifiers" }),
}
export const progress = z.strictObject(actProgress).meta({ id: "act" })

/** The forms of a command's result: the fields of each, with what every result has. */
export type Shape = Readonly<Record<string, z.ZodType>>

export function result(command: string, shapes: readonly Shape[]): z.ZodType {
  const forms = shapes.map((shape) =>
    z.strictObject({ schema: z.literal(2), command: z.literal(command), ...shape, warnings: list(refusal).optional() }),
  )
  const [only] = forms
  return only !== undefined && forms.length === 1 ? only : z.union(forms)
}

/** What standard error holds when a command is refused. */
export const refused = z.strictObject({
  schema: z.literal(2),
  command: text.optional().meta({ description: "where one was understood" }),
  error: refusal,
  warnings: list(refusal).optional(),
})
