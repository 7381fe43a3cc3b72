/** The fields of each event, as they are checked when an entry is written or read. */
import { parseInstant } from "../core/instant.ts"
import type { Json } from "../core/json.ts"
import { lookalikeSources } from "../core/lookalike.ts"
import {
  attachedPapers,
  attendanceRoles,
  causes,
  claimants,
  claimStatuses,
  complainants,
  complaintOutcomes,
  componentKinds,
  controllers,
  copyParts,
  custodyEnds,
  custodyKinds,
  drillLevels,
  effects,
  findingsOfIncidents,
  informed,
  mediumKinds,
  attestedChecks,
  observers,
  preflightChecks,
  preflightFacts,
  preflightStatuses,
  profileNames,
  probeStates,
  rateSides,
  silenceStates,
  turnoutSources,
  writerRoles,
} from "../core/vocabulary.ts"
import type { PublishedEntry, RegisterEvent, RegisterEventType } from "./event.ts"

type Rule = (value: Json | undefined) => boolean
type EventOf<T extends RegisterEventType> = Extract<RegisterEvent, { readonly type: T }>
type PrivateOf<T extends RegisterEventType> = EventOf<T> extends { readonly private?: infer P } ? NonNullable<P> : never

interface Shape<T extends RegisterEventType> {
  readonly fields: { readonly [F in Exclude<keyof EventOf<T>, "type" | "private">]-?: Rule }
  /** The private fields, or `undefined` if there never are any. */
  readonly private: [PrivateOf<T>] extends [never] ? undefined : { readonly [F in keyof PrivateOf<T>]-?: Rule }
  /** Whether an entry may lack its private fields. */
  readonly open?: true
}

/** The longest text of a field, in UTF-16 units. */
const longestText = 4000

/** Whether a text may be a field of an entry. */
export function isText(value: string): boolean {
  return value.trim() !== "" && value.length <= longestText
}

const text: Rule = (value) => typeof value === "string" && isText(value)
const optional =
  (rule: Rule): Rule =>
  (value) =>
    value === undefined || rule(value)
const oneOf =
  (values: readonly Json[]): Rule =>
  (value) =>
    value !== undefined && values.includes(value)
/** The identifier of a writer, a channel or a component. */
export function isIdentifier(value: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(value)
}

const rank: Rule = (value) => typeof value === "number" && value >= 1
const id: Rule = (value) => typeof value === "string" && isIdentifier(value)
const instant: Rule = (value) => typeof value === "string" && parseInstant(value) !== undefined
const commitment: Rule = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value)
const lines: Rule = (value) =>
  Array.isArray(value) && value.length >= 1 && value.length <= 9 && value.every((one) => typeof one === "string")

const hash: Rule = (value) => typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value)
const size: Rule = (value) => value === 0 || rank(value)
/** Some of these words, each once. */
const listOf =
  (values: readonly string[]): Rule =>
  (value) =>
    Array.isArray(value) &&
    new Set(value).size === value.length &&
    value.every((one: Json) => typeof one === "string" && values.includes(one))
const ranks: Rule = (value) => Array.isArray(value) && value.length <= 99 && value.every(rank)
/** Minutes to be added, for a channel or for all. */
const addedTimes: Rule = (value) =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.every((one: Json) => {
    const added = objectOf(one)
    return added !== undefined && holds(added, { channel: optional(id), minutes: rank })
  })

/** A probability with two digits. */
const probability: Rule = (value) => typeof value === "string" && /^[1-9]\.\de[+-]\d{1,3}$/.test(value)

/** The longest list of bins, in UTF-16 units: some months of a busy vote. */
const longestBins = 1_000_000
/** Bins of arrivals, in seconds after an instant. */
const bins: Rule = (value) =>
  typeof value === "string" &&
  value.length <= longestBins &&
  /^-?\d+-\d+:(?:<=)?\d+(?: -?\d+-\d+:(?:<=)?\d+)*$/.test(value)

const groupNames: Rule = (value) =>
  Array.isArray(value) && value.length >= 1 && value.every((one: Json) => one === null || text(one))
const tableGroups: Rule = (value) =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.every((one: Json) => {
    const group = objectOf(one)
    return group !== undefined && holds(group, { names: groupNames, registered: size, voters: size })
  })

/** An address as a browser writes it. */
const address: Rule = (value) =>
  typeof value === "string" && isText(value) && URL.canParse(value) && new URL(value).href === value

/** The names of other components, each once. */
const names: Rule = (value) =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.length <= 99 &&
  new Set(value).size === value.length &&
  value.every(id)
const component = {
  ...{ component: id, kind: oneOf(componentKinds), operator: optional(text), place: text },
  ...{ from: instant, runsOn: optional(names) },
}
const ofComponent = { operator: optional(text), contact: optional(text), contract: optional(text) }

/** Every check once, in its order, each with what was seen. */
const foundChecks: Rule = (value) =>
  Array.isArray(value) &&
  value.length === preflightChecks.length &&
  value.every((one: Json, i) => {
    const found = objectOf(one)
    const check: Rule = (name) => name === preflightChecks[i]
    return found !== undefined && holds(found, { check, status: oneOf(preflightStatuses), facts: optional(facts) })
  })
const facts: Rule = (value) => {
  const found = value === undefined ? undefined : objectOf(value)
  return (
    found !== undefined &&
    Object.entries(found).length >= 1 &&
    Object.entries(found).every(([name, fact]) => oneOf(preflightFacts)(name) && isSeen(fact))
  )
}
const isSeen: Rule = (value) => size(value) || (typeof value === "string" && /^[\w:.+ -]{1,100}$/.test(value))
const day: Rule = (value) =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && parseInstant(`${value}T00:00:00Z`) !== undefined
/** A name in the DNS, of which the letters are those of the keyboard. */
const host: Rule = (value) =>
  typeof value === "string" && value.length <= 253 && /^(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})+$/.test(value)
const hosts: Rule = (value) =>
  Array.isArray(value) && value.length >= 1 && new Set(value).size === value.length && value.every(host)

const findings: Rule = (value) => Array.isArray(value) && value.length >= 1 && value.every(text)

const shapes: { readonly [T in RegisterEventType]: Shape<T> } = {
  "writer.certified": { fields: { writer: id, role: oneOf(writerRoles), key: text }, private: { name: text } },
  "writer.removed": { fields: { writer: id }, private: { reason: text } },
  "log.noted": { fields: { text: optional(text) }, private: { text }, open: true },
  "attendance.entered": { fields: { role: oneOf(attendanceRoles) }, private: { name: text } },
  "attendance.left": { fields: { entered: rank }, private: undefined },
  "component.added": { fields: component, private: ofComponent, open: true },
  "component.changed": {
    fields: { ...component, version: (value) => rank(value) && value !== 1, before: rank, until: optional(instant) },
    private: ofComponent,
    open: true,
  },
  "silence.found": {
    fields: {
      ...{ silence: rank, state: oneOf(silenceStates), from: instant, until: instant, rate: oneOf(rateSides) },
      ...{ ballots: size, expected: size, K: rank, S: rank, g: size, n: rank, p: probability },
    },
    private: { since: instant, bins },
  },
  "turnout.table": {
    fields: {
      ...{ table: rank, source: oneOf(turnoutSources), of: instant, registered: size, voters: size },
      groups: optional(tableGroups),
    },
    private: undefined,
  },
  "incident.opened": { fields: { incident: rank, title: text }, private: undefined },
  "incident.observed": {
    fields: {
      ...{ incident: rank, observation: rank, what: text, from: instant, until: optional(instant) },
      ...{ effect: oneOf(effects), component: optional(text), silence: optional(rank) },
    },
    private: { seenBy: text },
    open: true,
  },
  "incident.claimed": {
    fields: {
      ...{ incident: rank, claim: rank, cause: oneOf(causes), what: text, claimant: oneOf(claimants) },
      ...{ by: optional(text), said: instant, where: text },
    },
    private: { by: text },
    open: true,
  },
  "incident.judged": {
    fields: {
      ...{ incident: rank, claim: rank, status: oneOf(claimStatuses.slice(1)), evidence: ranks, reason: text },
    },
    private: undefined,
  },
  "incident.evidenced": {
    fields: { incident: rank, evidence: rank, what: text, sha256: hash, size },
    private: { name: text },
    open: true,
  },
  "incident.concluded": {
    fields: { incident: rank, conclusion: rank, finding: oneOf(findingsOfIncidents), what: text, claims: ranks },
    private: undefined,
  },
  "incident.decided": {
    fields: {
      ...{ incident: rank, decision: rank, what: text, hours: optional(addedTimes) },
      ...{ ballots: (value) => value === undefined || value === 0 || rank(value), evidence: optional(ranks) },
    },
    private: undefined,
  },
  "incident.authorised": { fields: { incident: rank, decision: rank, act: rank }, private: undefined },
  "incident.told": { fields: { incident: rank, whom: oneOf(informed), what: text }, private: undefined },
  "incident.closed": { fields: { incident: rank, reason: text }, private: undefined },
  "incident.reopened": { fields: { incident: rank, reason: text }, private: undefined },
  "incident.corrected": { fields: { incident: rank, entry: rank, what: text }, private: undefined },
  "intervention.added": {
    fields: {
      ...{ intervention: rank, what: text, why: text, from: instant, until: optional(instant) },
      ...{ component: optional(text), incident: optional(rank) },
    },
    private: { who: text },
    open: true,
  },
  "intervention.corrected": { fields: { intervention: rank, what: text }, private: undefined },
  "observation.entered": {
    fields: { observation: rank, role: oneOf(observers), text: optional(text) },
    private: { name: optional(text), text: optional(text) },
    open: true,
  },
  "complaint.entered": {
    fields: {
      ...{ complaint: rank, role: oneOf(complainants), due: instant, incident: optional(rank), text: optional(text) },
    },
    private: { name: text, contact: optional(text), text: optional(text) },
  },
  "complaint.answered": {
    fields: {
      ...{ complaint: rank, answer: rank, outcome: oneOf(complaintOutcomes), act: optional(rank) },
      ...{ incident: optional(rank), text: optional(text) },
    },
    private: { text },
    open: true,
  },
  "paper.attached": {
    fields: { paper: oneOf(attachedPapers), sha256: hash, size },
    private: { name: text, what: text },
  },
  "lookalikes.checked": {
    fields: {
      ...{ hosts, generated: size, held: size, exists: size, unknown: size, how: oneOf(lookalikeSources) },
      sha256: hash,
    },
    private: { names: hosts },
    open: true,
  },
  "custody.recorded": {
    fields: {
      ...{ copy: id, kind: oneOf(custodyKinds), sha256: optional(hash), read: oneOf([true, false]), holder: id },
      ...{ since: instant, control: oneOf(controllers), seal: optional(text) },
    },
    private: { where: text, medium: text },
  },
  "custody.transferred": {
    fields: {
      ...{ copy: id, giver: id, receiver: id, handed: instant, control: oneOf(controllers), seal: optional(text) },
    },
    private: { condition: text, where: optional(text) },
  },
  "custody.ended": {
    fields: { copy: id, end: oneOf(custodyEnds), ended: instant },
    private: { reason: text },
  },
  "medium.proven": {
    fields: {
      ...{ medium: oneOf(mediumKinds), holder: text, proven: instant, register: text },
      ...{ proof: optional(text), codes: optional(hash) },
    },
    private: { label: text },
  },
  "drill.held": {
    fields: {
      ...{ drill: rank, level: oneOf(drillLevels), passed: oneOf([true, false]), seconds: size, copy: hash },
      ...{ parts: listOf(copyParts), heldAt: instant, note: optional(hash) },
    },
    private: { where: text, faults: optional(text), entries: optional(rank), root: optional(text) },
  },
  "exposure.authorised": { fields: { hosts, until: instant, sha256: hash }, private: { by: text, name: text } },
  "exposure.examined": {
    fields: { hosts, requests: size, failed: size, warned: size, sha256: hash },
    private: { findings },
    open: true,
  },
  "notice.issued": { fields: { number: rank, note: hash }, private: undefined },
  "preflight.run": {
    fields: { run: rank, software: text, profile: optional(oneOf(profileNames)), checks: foundChecks },
    private: undefined,
  },
  "preflight.attested": {
    fields: {
      ...{ check: oneOf(attestedChecks), status: oneOf(["pass", "fail"]), day: optional(day), sha256: optional(hash) },
    },
    private: { done: text, name: optional(text) },
  },
  "page.referenced": { fields: { url: address, sha256: hash, size }, private: undefined },
  "probe.turned": {
    fields: {
      ...{ url: address, state: oneOf(probeStates), from: instant, answered: optional(rank) },
      ...{ failure: optional(text), sha256: optional(hash) },
    },
    private: undefined,
  },
  "probe.seen": {
    fields: { url: address, from: instant, to: instant, polls: rank, failed: size, slowest: size },
    private: undefined,
  },
  "certificate.ending": { fields: { url: address, until: instant, sha256: hash }, private: undefined },
}
export const registerEventTypes = Object.keys(shapes) as readonly RegisterEventType[]

interface AnyShape {
  readonly fields: Readonly<Record<string, Rule>>
  readonly private: Readonly<Record<string, Rule>> | undefined
  readonly open?: true
}

/** Whether a JSON value is a published entry with exactly the fields of its type. */
export function isPublishedEntry(value: Json): boolean {
  const entry = objectOf(value)
  const shape = shapeOf(entry?.["type"])
  if (entry === undefined || shape === undefined) return false
  const rules: Record<string, Rule> = { type: () => true, at: instant, signed: lines, ...shape.fields }
  if (shape.private !== undefined) rules["private"] = shape.open === true ? optional(commitment) : commitment
  // These stand in the entry or in what is private of it.
  const isTold = (name: string) => !(name in shape.fields) || entry["private"] !== undefined || name in entry
  return holds(entry, rules) && isTold("text") && isTold("operator")
}

/** Whether a JSON value has the private fields of an entry of this type. */
export function isPrivate(type: PublishedEntry["type"], value: Json): boolean {
  const rules = shapeOf(type)?.private
  const content = objectOf(value)
  return rules !== undefined && content !== undefined && holds(content, rules)
}

function shapeOf(type: Json | undefined): AnyShape | undefined {
  return typeof type === "string" && Object.hasOwn(shapes, type) ? shapes[type as RegisterEventType] : undefined
}

function holds(value: Readonly<Record<string, Json>>, rules: Readonly<Record<string, Rule>>): boolean {
  return (
    Object.keys(value).every((name) => Object.hasOwn(rules, name)) &&
    Object.entries(rules).every(([name, rule]) => rule(value[name]))
  )
}

function objectOf(value: Json): Readonly<Record<string, Json>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : undefined
}
