/**
 * Instants are milliseconds since 1970-01-01T00:00Z inside the program, and RFC 3339 in UTC with whole seconds in
 * writing.
 */

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/

/** `2014-11-28T19:00:00Z`. Fractions of a second are dropped. */
export function instantText(instant: number): string {
  return new Date(instant).toISOString().replace(/\.\d{3}Z$/, "Z")
}

/**
 * Reads what `instantText` writes, and returns `undefined` for anything else: 30 February, other offsets, fractions.
 */
export function parseInstant(text: string): number | undefined {
  if (!form.test(text)) return undefined
  const instant = Date.parse(text)
  return Number.isNaN(instant) || instantText(instant) !== text ? undefined : instant
}
