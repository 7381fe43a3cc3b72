import { fileName } from "../bundle/layout.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import { readDefinition } from "../definition/operations.ts"
import type { Step } from "./advice.ts"

/** What `status` sees where there is no election file: what to write, to make, or to run. */
export interface Beginning {
  readonly step: Extract<
    Step,
    "define" | "make-key" | "init" | "answer-request" | "sign-act" | "find-file" | "keep-key"
  >
  /** The definition file in this folder. */
  readonly definition: string | undefined
  /** Other definition files, which this is not about. */
  readonly others: readonly string[]
  /** The first member without a key here, and whether the key is for a rehearsal. */
  readonly member: string | undefined
  readonly rehearsal: boolean
  /** The public keys of members in this folder. */
  readonly publicKeys: readonly string[]
  /** The public keys of holders, who answer from elsewhere and sign their answers. */
  readonly holderKeys: readonly string[]
  /** What was brought here to be answered or signed: the file, and the key at hand. */
  readonly brought: Brought | undefined
}

interface Brought {
  readonly path: string
  readonly key: string | undefined
  /**
   * The key with which a holder whom the authority certified signs the first reply. The holder's file keeps it for
   * later ones.
   */
  readonly signWith: string | undefined
  /** The published record in which a holder looks at what is to be decrypted. */
  readonly record?: string | undefined
}

const nothing = {
  definition: undefined,
  others: [],
  member: undefined,
  rehearsal: false,
  publicKeys: [],
  holderKeys: [],
  brought: undefined,
}

/**
 * Looks at the files of this folder. It may belong to somebody who begins an election, to a holder or a member to whom
 * files are brought, or be one from which the election file was moved.
 */
export async function beginning(world: World): Promise<Beginning> {
  const names = await world.files.list(".")
  const ending = (end: string) => names.filter((name) => name.endsWith(end))
  // These are made beside an election file, and nowhere else.
  if (ending(".urn-key").length > 0 || ending(".officer.key").length > 0) return { step: "find-file", ...nothing }
  const holders = ending(".trustee-key")
  // Whoever carries a key may have left its public half with somebody else.
  const signing = [...new Set([...ending(".key.pub").map((name) => name.slice(0, -".pub".length)), ...ending(".key")])]
  const request = ending(".request.json").find((name) => !isAnswered(name, names))
  if (request !== undefined) {
    const signWith = request.endsWith("-join.request.json") ? only(signing) : undefined
    const record = request.endsWith("-decrypt.request.json") ? await recordAmong(names, world) : undefined
    return { step: "answer-request", ...nothing, brought: { path: request, key: only(holders), signWith, record } }
  }
  const act = await actToSign(names, world)
  if (act !== undefined)
    return { step: "sign-act", ...nothing, brought: { path: act, key: only(signing), signWith: undefined } }
  if (holders.length > 0) return { step: "keep-key", ...nothing }
  const begun = await definitionHere(names, world)
  // Whoever has signed an act that was brought is a member, even with the definition at hand.
  const isBegun = begun.definition !== undefined && ending(".signed.json").length === 0
  return isBegun || signing.length === 0 ? begun : { step: "keep-key", ...nothing }
}

function only(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined
}

/** Finds the only folder here that has a manifest. */
async function recordAmong(names: readonly string[], { files }: World): Promise<string | undefined> {
  const manifest = fileName({ kind: "manifest" })
  const kinds = await Promise.all(names.map((name) => files.kind(`${name}/${manifest}`)))
  return only(names.filter((_, i) => kinds[i] === "file"))
}

/** Whether a request has its reply beside it. */
function isAnswered(request: string, names: readonly string[]): boolean {
  return names.includes(request.replace(/\.request\.json$/, ".reply.json"))
}

const largestAct = 1 << 20

/** Finds an act that was carried here and is not signed yet. */
async function actToSign(names: readonly string[], { files }: World): Promise<string | undefined> {
  const { isActFile } = await import("../authority/act-file.ts")
  const waiting = names.filter(
    (name) =>
      name.endsWith(".json") &&
      !/\.(?:signed|reply)\.json$/.test(name) &&
      !names.includes(name.replace(/\.json$/, ".signed.json")),
  )
  for (const name of waiting.slice(0, 20)) {
    if ((await files.kind(name)) !== "file") continue
    try {
      if (isActFile(await files.read(name, largestAct))) return name
    } catch (error) {
      // A file that is too large or unreadable is not an act.
      if (!(error instanceof UrneError)) throw error
    }
  }
  return undefined
}

async function definitionHere(names: readonly string[], world: World): Promise<Beginning> {
  const [definition, ...others] = names.filter((name) => /\.ya?ml$/.test(name))
  const none = { ...nothing, definition, others }
  if (definition === undefined) return { step: "define", ...none }
  const read = await definitionOf(definition, world)
  if (read === undefined) return { step: "define", ...none }
  const members = read.authority.members.map(({ id }) => id)
  const keyOf = (id: string) => names.find((name) => name === `${id}.key.pub`)
  const member = members.find((id) => keyOf(id) === undefined)
  const publicKeys = members.flatMap((id) => keyOf(id) ?? [])
  const { mandatory, threshold } = read.trustees
  const holderKeys = [...mandatory, ...(threshold?.holders ?? [])].flatMap((id) => keyOf(id) ?? [])
  const step = member === undefined ? "init" : "make-key"
  return { ...none, step, member, rehearsal: read.rehearsal, publicKeys, holderKeys }
}

async function definitionOf(path: string, world: World) {
  try {
    return (await readDefinition(world.files, path)).definition
  } catch (error) {
    // A definition with mistakes still has to be completed: `define --check` lists them.
    if (error instanceof UrneError) return undefined
    throw error
  }
}
