/**
 * Reads the form of JSON messages: objects with known members, arrays of known length, strings and numbers mod q. It
 * needs no group, so code that only reads a message does not load the arithmetic. A reader takes a {@link Field} and
 * throws {@link MessageFault}.
 */
import { utf8Text } from "../core/bytes.ts"
import type { MessageRule } from "../core/finding-codes.ts"
import { type Json, JsonSyntaxError, parseJson } from "../core/json.ts"
import type { Table } from "./per-choice.ts"
import { parseScalar, type Scalar } from "./scalar.ts"

/** Thrown by readers, and caught where the message was opened. */
export class MessageFault extends Error {
  override readonly name = "MessageFault"
  /** The place in the message, and the rule it breaks: the parameters of the findings about forms. */
  readonly form: { readonly path: string; readonly rule: MessageRule }
  constructor(path: string, rule: MessageRule) {
    super(`${path}: ${rule}`)
    this.form = { path, rule }
  }
}

/** A JSON value and where it stands in its message, such as `answers[0].choices[1].alpha`. */
export interface Field {
  readonly value: Json
  readonly path: string
}

/** Reads the JSON of `bytes`, strictly (no duplicate key, no floating-point number, no byte order mark). */
export function readMessage<T>(bytes: Uint8Array, read: (message: Field) => T): T | MessageFault {
  const text = utf8Text(bytes)
  if (text === undefined) return new MessageFault("", "utf8")
  return readText(text, read)
}

/** Reads the JSON of a text as {@link readMessage} does: a message inside another. */
export function readText<T>(text: string, read: (message: Field) => T): T | MessageFault {
  try {
    return read({ value: parseJson(text), path: "" })
  } catch (error) {
    if (error instanceof MessageFault) return error
    if (error instanceof JsonSyntaxError) return new MessageFault("", "json")
    throw error
  }
}

/** Reads the members of an object: all `required`, any of `optional`, no others. Their order does not matter. */
export function members<const Required extends string, const Optional extends string = never>(
  { value, path }: Field,
  required: readonly Required[],
  optional: readonly Optional[] = [],
): { readonly [Name in Required]: Field } & { readonly [Name in Optional]?: Field } {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new MessageFault(path, "object")
  const known = new Set<string>([...required, ...optional])
  const found: Record<string, Field> = {}
  for (const [name, member] of Object.entries(value)) {
    if (!known.has(name)) throw new MessageFault(join(path, name), "unknown")
    found[name] = { value: member, path: join(path, name) }
  }
  for (const name of required) if (!(name in found)) throw new MessageFault(join(path, name), "missing")
  return found as { readonly [Name in Required]: Field } & { readonly [Name in Optional]?: Field }
}

/** Reads the elements of an array, which must have `length` of them if it is given. */
export function elements({ value, path }: Field, length?: number): readonly Field[] {
  if (!Array.isArray(value)) throw new MessageFault(path, "array")
  if (length !== undefined && value.length !== length) throw new MessageFault(path, "length")
  return (value as readonly Json[]).map((element, index) => ({ value: element, path: `${path}[${index}]` }))
}

export function string({ value, path }: Field): string {
  if (typeof value !== "string") throw new MessageFault(path, "string")
  return value
}

/** An integer from `least` to 2^53 − 1. */
export function integer({ value, path }: Field, least: number): number {
  if (typeof value !== "number" || value < least) throw new MessageFault(path, "integer")
  return value
}

export function boolean({ value, path }: Field): boolean {
  if (typeof value !== "boolean") throw new MessageFault(path, "boolean")
  return value
}

/** A number mod q: canonical decimal in a string. */
export function scalarOf(field: Field): Scalar {
  const read = parseScalar(string(field))
  if (read === undefined) throw new MessageFault(field.path, "scalar")
  return read
}

/** An array of arrays of given lengths: one a question, one element a ciphertext of its tally. */
export function table<T>(field: Field, lengths: readonly number[], read: (element: Field) => T): Table<T> {
  return elements(field, lengths.length).map((row, index) => elements(row, lengths[index]).map(read))
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`
}
