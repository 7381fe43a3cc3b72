import type { z } from "zod"
import type { Path } from "./yaml.ts"

/** Lists the keys that the mapping at a path of a section may have, for the suggestion that follows an unknown one. */
export function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let found: unknown = schema
  for (const step of path.slice(1)) found = inner(unwrapped(found), step)
  const definition = defOf(unwrapped(found))
  if (definition?.shape !== undefined) return Object.keys(definition.shape)
  return Object.keys(defOf(definition?.keyType)?.entries ?? {})
}

interface SchemaDef {
  readonly shape?: Readonly<Record<string, unknown>>
  readonly element?: unknown
  readonly innerType?: unknown
  readonly keyType?: unknown
  readonly valueType?: unknown
  readonly entries?: Readonly<Record<string, string>>
}

function defOf(schema: unknown): SchemaDef | undefined {
  return (schema as { readonly def?: SchemaDef } | undefined)?.def
}

/** Defaults and `nullable` wrap the schema that they apply to. */
function unwrapped(schema: unknown): unknown {
  let found = schema
  for (let next = defOf(found)?.innerType; next !== undefined; next = defOf(found)?.innerType) found = next
  return found
}

function inner(schema: unknown, step: string | number): unknown {
  const definition = defOf(schema)
  return definition?.shape?.[step] ?? definition?.element ?? definition?.valueType
}
