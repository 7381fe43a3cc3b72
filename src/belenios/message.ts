/**
 * Reads the JSON messages of Belenios (specification, section 4): what {@link Field} reads, and points of the group. A
 * reader throws {@link MessageFault}, which `readMessage` turns into a finding.
 */
import type { Finding } from "../core/finding.ts"
import { type Field, MessageFault, string } from "./field.ts"
import { examinePoint, examinePointOrIdentity, type Point } from "./group.ts"

export * from "./field.ts"
export { proof } from "./proof.ts"

/** The value that was read, or what is wrong with it: never both. */
export type Checked<T> =
  | { readonly value: T; readonly findings: readonly [] }
  | { readonly value: undefined; readonly findings: readonly Finding[] }

/** Returns the value unless there are findings. */
export function checked<T>(value: T, findings: readonly Finding[]): Checked<T> {
  return findings.length === 0 ? { value, findings: [] } : faulty(...findings)
}

export function faulty(...findings: readonly Finding[]): {
  readonly value: undefined
  readonly findings: readonly Finding[]
} {
  return { value: undefined, findings }
}

/** Reads a point other than the identity. */
export function point(field: Field): Point {
  const read = examinePoint(string(field))
  if (typeof read === "string") throw new MessageFault(field.path, "point")
  return read
}

/** Reads a point, the identity included. */
export function pointOrIdentity(field: Field): Point {
  const read = examinePointOrIdentity(string(field))
  if (typeof read === "string") throw new MessageFault(field.path, "point")
  return read
}
