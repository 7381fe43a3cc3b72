/** What an act *proclaim* states of the minutes, which are signed before it. */
import { type Act, statementsOf } from "../authority/act.ts"
import { utf8 } from "../core/bytes.ts"
import { sha256Hex } from "../core/hash.ts"

export const minutesKey = "minutes"

/** The hash by which the act names minutes: SHA-256 of the signed note, with its signatures. */
export function minutesHash(note: string): `sha256:${string}` {
  return `sha256:${sha256Hex(utf8(note))}`
}

/** Returns the hash that an act states, `none`, or `undefined` unless it states one of these once. */
export function statedMinutes(act: Pick<Act, "statements">): "none" | `sha256:${string}` | undefined {
  const [value, ...more] = statementsOf(act, minutesKey)
  if (value === undefined || more.length > 0 || !/^(?:none|sha256:[0-9a-f]{64})$/.test(value)) return undefined
  return value as "none" | `sha256:${string}`
}
