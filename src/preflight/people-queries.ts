/** Looks whether the people who are needed later can do their part: members with their keys, holders with theirs. */
import { currentAuthority } from "../authority/act-queries.ts"
import { type Authority, missingSignatures } from "../authority/authority.ts"
import { provenActs } from "../authority/proven-acts.ts"
import { instantText, parseInstant } from "../core/instant.ts"
import type { ActKind } from "../core/vocabulary.ts"
import { provedEntry } from "../journal/entry-index-queries.ts"
import { entriesOfType } from "../journal/operations.ts"
import { provedRegister } from "../register/queries.ts"
import { provenHolders } from "../trustees/proven-queries.ts"
import { failed, notRun, passed, warned } from "./found.ts"
import { day, type Look, type Looks, type PreflightFile, week } from "./setting.ts"

/** The acts without which a sealed election does not come to its end. */
const needed: readonly ActKind[] = ["open", "close", "unseal", "proclaim"]

/**
 * Looks whether so many members have shown in the last week that they can open their keys as the coming acts need: by
 * signing this run, an act, or an entry of the register.
 */
const members: Look = (file, { now, opened }) => {
  const authority = currentAuthority(file)
  if (authority === undefined) return notRun()
  const shown = new Set([...opened, ...signedSince(file, now - week)])
  const lacking = needed.map((kind) => missingSignatures(authority, kind, shown)).filter((one) => one !== undefined)
  const facts = { shown: authority.members.filter(({ id }) => shown.has(id)).length, needed: mostSignatures(authority) }
  return lacking.length > 0 ? failed(facts) : passed(facts)
}

/** Returns how many signatures the coming act with the highest quorum needs. */
function mostSignatures(authority: Authority): number {
  return Math.max(...needed.map((kind) => missingSignatures(authority, kind, new Set())?.total ?? 0))
}

/** Lists the identifiers of whoever signed an act that took effect, or an entry of the register, since an instant. */
function signedSince(file: PreflightFile, since: number): readonly string[] {
  const acts = provenActs(file).flatMap(({ effect, signed }) => {
    const event = effect === undefined ? undefined : provedEntry(file.journal, effect).event
    const at = event !== undefined && "at" in event ? parseInstant(event.at) : undefined
    return at !== undefined && at >= since ? signed : []
  })
  const entries = provedRegister(file).entries.flatMap(({ at, signers }) =>
    at >= since ? signers.filter(({ of }) => of === "member").map(({ id }) => id) : [],
  )
  return [...acts, ...entries]
}

/** Before the vote a holder shows the medium that will be used; a week later a stick may have died in a drawer. */
const fresh = 8 * day

/**
 * Looks whether as many holders have proved that their files open and hold their keys as it takes to open the urn, and
 * whether they did so lately.
 */
const holders: Look = (file, { now }) => {
  const all = provenHolders(file)
  const { threshold } = file.election.get().definition.trustees
  if (all.length === 0) return notRun()
  const last = new Map<number, number>()
  for (const { event } of entriesOfType(file.journal, "trustees.checked")) {
    const at = event.at === undefined ? undefined : parseInstant(event.at)
    if (at !== undefined) last.set(event.owner, at)
  }
  const isEnough = (since: number) => {
    const proven = all.filter(({ owner }) => (last.get(owner) ?? -Infinity) >= since)
    const ofKind = (list: typeof all, kind: "mandatory" | "threshold") => list.filter((one) => one.kind === kind).length
    return (
      ofKind(proven, "mandatory") === ofKind(all, "mandatory") &&
      ofKind(proven, "threshold") >= (threshold?.needed ?? 0)
    )
  }
  const oldest = Math.min(...last.values())
  const needed = all.filter(({ kind }) => kind === "mandatory").length + (threshold?.needed ?? 0)
  const facts = { proven: last.size, needed, ...(last.size === 0 ? {} : { oldest: instantText(oldest) }) }
  if (!isEnough(0)) return failed(facts)
  return isEnough(now - fresh) ? passed(facts) : warned(facts)
}

export const peopleLooks = { members, holders } satisfies Looks
