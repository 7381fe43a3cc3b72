import { readDefinition } from "../definition/operations.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import type { Step } from "./advice.ts"

/** Where we are before there is an election file: what to write, to make, to run. */
export interface Beginning {
  readonly step: Extract<Step, "define" | "make-key" | "init">
  /** The definition file found here. */
  readonly definition: string | undefined
  /** Other definition files, which this is not about. */
  readonly others: readonly string[]
  /** The first member without a key here, and whether the key is for a rehearsal. */
  readonly member: string | undefined
  readonly rehearsal: boolean
  /** The public keys of members found here. */
  readonly publicKeys: readonly string[]
}

/** Looks at the files of this folder: a definition, the members' public keys. */
export async function beginning(world: World): Promise<Beginning> {
  const names = await world.files.list(".")
  const [definition, ...others] = names.filter((name) => /\.ya?ml$/.test(name))
  const none = { definition, others, member: undefined, rehearsal: false, publicKeys: [] }
  if (definition === undefined) return { step: "define", ...none }
  const read = await definitionOf(definition, world)
  if (read === undefined) return { step: "define", ...none }
  const members = read.authority.members.map(({ id }) => id)
  const keyOf = (id: string) => names.find((name) => name === `${id}.key.pub`)
  const member = members.find((id) => keyOf(id) === undefined)
  const publicKeys = members.flatMap((id) => keyOf(id) ?? [])
  const step = member === undefined ? "init" : "make-key"
  return { step, definition, others, member, rehearsal: read.rehearsal, publicKeys }
}

async function definitionOf(path: string, world: World) {
  try {
    return (await readDefinition(world.files, path)).definition
  } catch (error) {
    // A definition with mistakes is still to be completed: `define --check` lists them.
    if (error instanceof UrneError) return undefined
    throw error
  }
}
