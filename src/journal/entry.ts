import { instantText } from "../core/instant.ts"
import { canonicalJson, type Json, tryParseJson } from "../core/json.ts"
import type { Event, NewEvent } from "./event.ts"

/**
 * Adds the instant to an event. `urn.accepted` never has one, so that no entry tells when one voter voted.
 *
 * @param at - milliseconds; `undefined` for an event whose instant would tell that (`dating.ts`)
 */
export function stamped(event: NewEvent, at: number | undefined): Event {
  return event.type === "urn.accepted" || at === undefined ? (event as Event) : { ...event, at: instantText(at) }
}

/** Writes the body of an entry: canonical JSON (RFC 8785), the bytes that the Merkle tree hashes. */
export function entryBody(event: Event): string {
  return canonicalJson(event as unknown as Json)
}

/**
 * Reads the event of a body, and returns `undefined` unless the body is the canonical JSON of an object with a `type`.
 * Where the body comes from outside, the caller checks the fields.
 */
export function parseBody(body: string): Event | undefined {
  const value = tryParseJson(body)
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined
  if (typeof (value as { readonly type?: Json }).type !== "string") return undefined
  return canonicalJson(value) === body ? (value as unknown as Event) : undefined
}
