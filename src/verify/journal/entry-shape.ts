import { isUuid } from "../../belenios/uuid.ts"
import { statedFormats } from "../../core/format.ts"
import { parseInstant } from "../../core/instant.ts"
import type { Json } from "../../core/json.ts"
import { actKinds, phases } from "../../core/vocabulary.ts"
import { parseBody } from "../../journal/entry.ts"
import type { Event, EventType } from "../../journal/event.ts"

/**
 * The form of each field of a journal entry that comes from outside. What the fields mean is checked elsewhere in this
 * folder.
 */
type Rule = (value: Json | undefined) => boolean

/** The fields of one type of event, except `type`. An optional field has a rule that accepts `undefined`. */
type Shape<T extends EventType> = {
  readonly [Field in Exclude<keyof Extract<Event, { readonly type: T }>, "type">]-?: Rule
}

const text: Rule = (value) => typeof value === "string" && value !== ""
const matching =
  (form: RegExp): Rule =>
  (value) =>
    typeof value === "string" && form.test(value)
const oneOf =
  (...values: readonly Json[]): Rule =>
  (value) =>
    value !== undefined && values.includes(value)
const optional =
  (rule: Rule): Rule =>
  (value) =>
    value === undefined || rule(value)
const count: Rule = (value) => typeof value === "number" && value >= 0
const rank: Rule = (value) => typeof value === "number" && value >= 1
const flag: Rule = (value) => typeof value === "boolean"
const instant: Rule = (value) => typeof value === "string" && parseInstant(value) !== undefined
const uuid: Rule = (value) => typeof value === "string" && isUuid(value)
const sha256 = matching(/^sha256:[0-9a-f]{64}$/)
const digest = matching(/^[0-9a-f]{64}$/)
const decimal = matching(/^(?:0|[1-9]\d*)$/)
const id = matching(/^[a-z0-9][a-z0-9._-]{0,63}$/)
const point = digest
/** Whether such an entry may lack its instant is checked where the entries before it are known. */
const dated = optional(instant)
const act = { at: instant, act: rank }
const signed = { at: dated, act: rank }

const shapes: { readonly [T in EventType]: Shape<T> } = {
  "election.created": {
    at: instant,
    phase: oneOf("draft"),
    uuid,
    rehearsal: flag,
    definition: sha256,
    format: optional(oneOf(...statedFormats)),
  },
  "election.backed-up": { at: instant, size: rank },
  "act.proposed": { ...act, kind: oneOf(...actKinds), text: sha256 },
  "act.signed": { ...signed, member: id },
  "act.reserved": { ...signed, member: id, note: sha256 },
  "act.declined": { ...signed, member: id, note: sha256 },
  "act.absent": { ...signed, member: id, note: sha256 },
  "act.dropped": { ...signed, reason: oneOf("withdrawn", "expired", "stale") },
  "act.effective": {
    ...act,
    kind: oneOf(...actKinds),
    text: sha256,
    phase: optional(oneOf(...phases)),
    closes: optional(instant),
    until: optional(instant),
    clock: optional(instant),
  },
  "roll.imported": {
    at: instant,
    rows: count,
    eligible: count,
    ineligible: count,
    refused: count,
    roll: digest,
    report: sha256,
  },
  "trustees.answered": { at: instant, holder: id, step: oneOf("join", "commit", "deal", "finish"), message: sha256 },
  "trustees.restarted": { at: instant },
  "trustees.established": { at: instant, trustees: sha256, key: point },
  "trustees.checked": { at: dated, owner: rank, checkpoint: count, note: optional(sha256) },
  "credentials.generated": {
    at: instant,
    issued: count,
    reserve: count,
    credentials: sha256,
    reserveKeys: sha256,
    officerFile: sha256,
  },
  "credentials.opened": { at: dated, purpose: oneOf("print", "markoff"), by: text, reason: text, letters: count },
  "urn.opened": { at: instant, phase: oneOf("open"), closes: instant, ballots: oneOf(0) },
  "urn.suspended": {
    at: instant,
    phase: oneOf("suspended"),
    closes: instant,
    until: optional(instant),
    number: rank,
    note: sha256,
  },
  "urn.accepted": { count: rank, height: rank, head: digest },
  "urn.batch-announced": { at: dated, channel: id, number: rank, count, sha256 },
  "urn.batch-received": {
    at: dated,
    channel: id,
    number: rank,
    count,
    accepted: count,
    present: optional(count),
    refused: count,
    sha256,
  },
  "urn.counted": { at: instant, ballots: count, voters: count },
  "urn.frozen": { at: instant, phase: oneOf("frozen"), ballots: count, grace: count, height: rank, head: digest },
  "tally.computed": {
    at: instant,
    ballots: count,
    counted: count,
    weight: decimal,
    tally: digest,
    height: rank,
    head: digest,
  },
  "tally.share-received": { at: instant, owner: rank, share: sha256 },
  "tally.share-refused": { at: instant, owner: rank, share: sha256 },
  "tally.result": { at: instant, phase: oneOf("tallied"), result: digest, height: rank, head: digest },
}

/**
 * Reads the event of an entry's body, and returns `undefined` unless the body is canonical JSON with exactly the fields
 * of its type.
 */
export function readEvent(body: string): Event | undefined {
  const event = parseBody(body)
  if (event === undefined || !Object.hasOwn(shapes, event.type)) return undefined
  const shape = shapes[event.type] as Readonly<Record<string, Rule>>
  const fields = event as unknown as Readonly<Record<string, Json>>
  const known = Object.keys(fields).every((name) => name === "type" || Object.hasOwn(shape, name))
  return known && Object.entries(shape).every(([name, holds]) => holds(fields[name])) ? event : undefined
}
