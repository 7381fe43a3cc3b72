/**
 * The text by which a few members suspend the vote at once, where the definition allows it. It is no act: acts follow one
 * another, each naming the one before, and one that waits for its signatures must not hold this up, nor be ended by it.
 */
import { sha256Hex } from "../core/hash.ts"
import { instantText, parseInstant } from "../core/instant.ts"

export interface UrgentSuspension {
  readonly rehearsal: boolean
  readonly uuid: string
  /** Counted from 1. */
  readonly number: number
  /** When the text was made, in milliseconds. The vote is suspended from the entry on that names it, a little later. */
  readonly at: number
  /** When the vote goes on by itself; `undefined` where it stays suspended until the authority decides. */
  readonly until: number | undefined
  /** The hour of closing, which stays. */
  readonly closes: number
  /** The last act in effect, by the hash of its text. Of the journal nothing is named: its size would date ballots. */
  readonly after: { readonly act: number; readonly text: string }
  readonly reason: string
}

export function urgentSuspensionText(suspension: UrgentSuspension): string {
  const { rehearsal, uuid, number, at, until, closes, after, reason } = suspension
  return [
    firstLine(rehearsal),
    `election ${uuid}`,
    `suspension ${number}`,
    `at ${instantText(at)}`,
    `until ${until === undefined ? decided : instantText(until)}`,
    `closes ${instantText(closes)}`,
    `after ${after.act} ${after.text}`,
    `reason ${reason}`,
    "",
  ].join("\n")
}

const firstLine = (rehearsal: boolean) =>
  rehearsal ? "urne rehearsal urgent suspension v1" : "urne urgent suspension v1"
const decided = "decided"

const form =
  /^(urne (?:rehearsal )?urgent suspension v1)\nelection (\w+)\nsuspension ([1-9]\d{0,3})\nat (\S+)\nuntil (\S+)\ncloses (\S+)\nafter ([1-9]\d{0,8}) (sha256:[0-9a-f]{64})\nreason (.+)\n$/

/** Reads the text, and returns `undefined` unless writing it again gives the same text. */
export function parseUrgentSuspension(text: string): UrgentSuspension | undefined {
  const [, first, uuid = "", number, at = "", until = "", closes = "", act, hash = "", reason = ""] =
    form.exec(text) ?? []
  const suspension: UrgentSuspension = {
    rehearsal: first === firstLine(true),
    uuid,
    number: Number(number),
    at: parseInstant(at) ?? NaN,
    until: until === decided ? undefined : (parseInstant(until) ?? NaN),
    closes: parseInstant(closes) ?? NaN,
    after: { act: Number(act), text: hash },
    reason,
  }
  const instants = [suspension.at, suspension.until ?? 0, suspension.closes]
  if (instants.some((instant) => Number.isNaN(instant))) return undefined
  return urgentSuspensionText(suspension) === text ? suspension : undefined
}

/** The hash by which the journal names the signed note. */
export function urgentSuspensionHash(note: string): `sha256:${string}` {
  return `sha256:${sha256Hex(note)}`
}

/** How long after its making (milliseconds) a text may be signed and take effect. Its members decide about what is now. */
export const oldestUrgent = 15 * 60 * 1000
