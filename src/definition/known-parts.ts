import type { z } from "zod"

/** A value in which every part may be unknown, because the file has a mistake there. */
export type Known<Value> = Value extends readonly (infer Item)[]
  ? readonly (Known<Item> | undefined)[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: Known<Value[Key]> | undefined }
    : Value

/**
 * Returns the parts of a value that have the right shape, however many others do not, so that a mistake in one place
 * does not hide those in another. Returns `undefined` where nothing is known.
 */
export function knownParts<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Known<z.output<Schema>> | undefined {
  return partsOf(schema, value) as Known<z.output<Schema>> | undefined
}

function partsOf(schema: unknown, value: unknown): unknown {
  const { def, safeParse } = schema as SchemaInside
  const parsed = safeParse(value)
  if (parsed.success) return parsed.data
  if (def.innerType !== undefined) return partsOf(def.innerType, value)
  if (def.shape !== undefined && isMapping(value)) {
    return Object.fromEntries(Object.entries(def.shape).map(([key, inner]) => [key, partsOf(inner, value[key])]))
  }
  if (def.element !== undefined && Array.isArray(value)) return value.map((item) => partsOf(def.element, item))
  if (def.valueType !== undefined && isMapping(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, partsOf(def.valueType, item)]))
  }
  return undefined
}

/** The fields of zod's public classes that are read here. Each class has some of them. */
interface SchemaInside {
  readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: unknown }
  readonly def: {
    readonly innerType?: unknown
    readonly shape?: Readonly<Record<string, unknown>>
    readonly element?: unknown
    readonly valueType?: unknown
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
