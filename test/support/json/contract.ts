import { expect } from "vitest"
import * as z from "zod"
import { refused, result, type Shape } from "./common.ts"
import { complaints } from "./complaints.ts"
import { components } from "./components.ts"
import { custody } from "./custody.ts"
import { decisions } from "./decisions.ts"
import { incidents } from "./incidents.ts"
import { night } from "./night.ts"
import { notices } from "./notices.ts"
import { observers } from "./observers.ts"
import { preparation } from "./preparation.ts"
import { outside } from "./outside.ts"
import { preflight } from "./preflight.ts"
import { record } from "./record.ts"
import { register } from "./register.ts"
import { watch } from "./watch.ts"

/** The fields of every command's result, by the words it is called with. To add a command, add a line to its room's file. */
const shapes: Readonly<Record<string, readonly Shape[]>> = {
  ...decisions,
  ...preparation,
  ...night,
  ...incidents,
  ...complaints,
  ...components,
  ...preflight,
  ...custody,
  ...notices,
  ...observers,
  ...outside,
  ...record,
  ...register,
  ...watch,
}

/** The schema of every command's result. */
export const schemas: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries(shapes).map(([command, forms]) => [command, result(command, forms)]),
)

/** Makes the files of `docs/json/`, by their names. */
export function publishedSchemas(): ReadonlyMap<string, string> {
  const pages = [...schemas].map(
    ([command, schema]) => [fileOf(command), schemaText(schema, `urne ${command}`)] as const,
  )
  return new Map([...pages, [fileOf("refusal"), schemaText(refused, "a refusal, on standard error")]])
}

export function fileOf(command: string): string {
  return `${command.replaceAll(" ", "-")}.json`
}

function schemaText(schema: z.ZodType, title: string): string {
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema) }, null, 2)}\n`
}

/** The output of a command line with `--json`. */
export interface Said {
  readonly argv: readonly string[]
  readonly out: string
  readonly err: string
}

/** Commands whose result was seen to keep the contract, since this test file began. */
export const kept = new Set<string>()

/** Fails where a command that was asked for JSON does not keep the contract of `docs/json.md`. */
export function expectContract({ argv, out, err }: Said): void {
  if (!argv.includes("--json") || argv.some((word) => asText.includes(word))) return
  const at = `urne ${argv.join(" ")}\n${out.slice(0, 2000)}${err.slice(0, 2000)}`
  if (out !== "") {
    const value = JSON.parse(out) as { readonly command?: string }
    const schema = schemas.get(value.command ?? "")
    expect(schema, `${at}\nno schema of “${value.command ?? ""}”: test/support/json/`).toBeDefined()
    expect(schema?.safeParse(value).error?.message, at).toBeUndefined()
    expect(unfit(value), at).toEqual([])
    kept.add(value.command ?? "")
  }
  for (const line of err.split("\n").slice(0, -1)) {
    const value: unknown = JSON.parse(line)
    expect(refused.safeParse(value).error?.message, at).toBeUndefined()
    expect(unfit(value), at).toEqual([])
  }
  expect(err === "" || err.endsWith("\n"), at).toBe(true)
}

const asText = ["--help", "-h", "--version", "help"]

/**
 * Fields whose value has a form of its own: entries of the journal as they were hashed, and values that Belenios and
 * HMAC give in hex.
 */
const ownForm = ["event", "key", "publicKey", "roll"]
const isRollReport = (value: unknown) => (value as { readonly schema?: unknown } | null)?.schema === 1
/** A finding quotes the record or the ballot word for word. */
const isFinding = (keys: readonly string[]) => ["code", "at", "params"].every((key) => keys.includes(key))

/** Values that no schema should have let through: epoch numbers, bytes as objects, hashes without their name. */
export function unfit(value: unknown, at = ""): readonly string[] {
  if (typeof value === "number" && Math.abs(value) > 1e11) return [`${at}: ${value} looks like an instant`]
  if (typeof value === "string" && /^[0-9a-f]{64}$/.test(value)) return [`${at}: a hash without its name`]
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) && !/^[-\dT:]{19}Z$/.test(value)) {
    return [`${at}: ${value} is not RFC 3339 in UTC`]
  }
  if (typeof value !== "object" || value === null) return []
  const keys = Object.keys(value)
  if (!Array.isArray(value) && keys.length > 0 && keys.every((key) => /^\d+$/.test(key)))
    return [`${at}: bytes as an object`]
  return Object.entries(value).flatMap(([key, inner]) =>
    ownForm.includes(key) || isRollReport(inner) || (key === "params" && isFinding(keys))
      ? []
      : unfit(inner, `${at}/${key}`),
  )
}
