/** Judges a definition by the articles of a profile. What happens before the vote is judged by `preflight/`. */
import type { ProfileLack } from "../core/finding-codes.ts"
import { type ActKind, actKinds, type ProfileArticle, type Role, type StatedPart } from "../core/vocabulary.ts"
import { type Definition, holdersOf } from "./definition.ts"
import type { Demand, Profile } from "./profiles.ts"

/** An article that a definition does not meet, and the part of the file that says so. */
export interface Unmet {
  readonly article: ProfileArticle
  readonly path: readonly string[]
  readonly lack: ProfileLack
}

/** Lists what a definition lacks, in the order of the articles. */
export function unmetArticles(definition: Definition, { articles }: Profile): readonly Unmet[] {
  return articles.flatMap(({ article, demands }) =>
    demands.flatMap((demand) => lacksOf(definition, demand).map((one) => ({ article, ...one }))),
  )
}

type Lacking = Omit<Unmet, "article">

function lacksOf(definition: Definition, demand: Demand): readonly Lacking[] {
  const { authority, trustees } = definition
  switch (demand.demand) {
    case "quorum":
      return judgedActs(definition, demand).flatMap((act) => quorumLacks(definition, act, demand))
    case "members": {
      const { role, least } = demand
      const found = authority.members.filter((one) => one.role === role).length
      return found >= least ? [] : [{ path: ["authority", "members"], lack: { lack: "members", role, least } }]
    }
    case "keys": {
      const holders = holdersOf(trustees).length
      const needed = trustees.mandatory.length + (trustees.threshold?.needed ?? 0)
      if (holders < demand.holders) {
        return [{ path: ["trustees"], lack: { lack: "holders", found: holders, least: demand.holders } }]
      }
      if (needed >= demand.needed) return []
      return [{ path: ["trustees"], lack: { lack: "needed", found: needed, least: demand.needed } }]
    }
    case "keys-of": {
      const { role, least } = demand
      return keysOf(definition, role) >= least ? [] : [{ path: ["trustees"], lack: { lack: "keys-of", role, least } }]
    }
    case "keys-part": {
      const { role, part } = demand
      const found = keysOf(definition, role)
      const least = Math.ceil((holdersOf(trustees).length * part.numerator) / part.denominator)
      return found >= least ? [] : [{ path: ["trustees"], lack: { lack: "keys-part", role, found, least } }]
    }
    case "grace": {
      const { grace: found } = definition
      return found >= demand.minutes ? [] : [{ path: ["grace"], lack: { lack: "grace", found, least: demand.minutes } }]
    }
    case "revote":
      return definition.revote === demand.revote ? [] : [{ path: ["revote"], lack: { lack: "revote" } }]
    case "stated":
      return isStated(definition, demand.what)
        ? []
        : [{ path: statedAt[demand.what], lack: { lack: "stated", what: demand.what } }]
    case "check":
    case "posted":
      // The definition says nothing of these.
      return []
  }
}

type QuorumDemand = Extract<Demand, { demand: "quorum" }>

/** Lists the acts whose quorum is judged. The general quorum, which stands for all acts without one of their own, comes as `undefined`. */
function judgedActs({ authority }: Definition, { acts }: QuorumDemand): readonly (ActKind | undefined)[] {
  return acts === "every" ? [undefined, ...actKinds.filter((kind) => authority.quorums[kind] !== undefined)] : acts
}

function quorumLacks(
  { authority }: Definition,
  act: ActKind | undefined,
  { total: least = 1, roles = {} }: QuorumDemand,
): readonly Lacking[] {
  const { quorum, quorums, members } = authority
  const own = act === undefined ? undefined : quorums[act]
  const path = act === undefined || own === undefined ? ["authority", "quorum"] : ["authority", "quorums", act]
  const total = (own ?? quorum).total
  const demanded = Object.entries(roles) as [Role, number][]
  const lacking = demanded.filter(([role, number]) => {
    // Where the authority has fewer of a role, all of them are asked for, and one at least.
    const there = Math.max(1, members.filter((one) => one.role === role).length)
    return (own?.roles[role] ?? quorum.roles[role] ?? 0) < Math.min(number, there)
  })
  return [
    ...(total >= least ? [] : [{ path, lack: { lack: "quorum", act, found: total, least } as const }]),
    ...lacking.map(([role, number]) => ({ path, lack: { lack: "quorum-role", act, role, least: number } as const })),
  ]
}

/** Counts the keys of the urn that are held by members with a role, or by their substitutes. */
function keysOf({ authority, trustees }: Definition, role: Role): number {
  const people = authority.members
    .filter((one) => one.role === role)
    .flatMap(({ id, substitute }) => (substitute === null ? [id] : [id, substitute.id]))
  return holdersOf(trustees).filter((holder) => people.includes(holder)).length
}

const statedAt = {
  addresses: ["addresses"],
  help: ["help"],
  "time-stamps": ["time-stamps"],
  turnout: ["publish", "turnout"],
} as const satisfies Readonly<Record<StatedPart, readonly string[]>>

function isStated({ addresses, help, timeStamps, publish }: Definition, what: StatedPart): boolean {
  switch (what) {
    case "addresses":
      return addresses.length > 0
    case "help":
      return help.phone !== null || help.email !== null
    case "time-stamps":
      return timeStamps !== undefined
    case "turnout":
      return publish.turnout.at.length > 0
  }
}
