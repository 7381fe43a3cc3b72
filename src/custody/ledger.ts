import { parseInstant } from "../core/instant.ts"
import type { CustodyRule } from "../core/vocabulary.ts"
import type { CustodyEvent } from "../register/custody-event.ts"
import type { PublishedEvent, RegisterEvent } from "../register/event.ts"

/** An entry about copies, before or after it was entered. */
export type AboutCustody = Extract<PublishedEvent | RegisterEvent, { readonly type: CustodyEvent["type"] }>

/** Follows the entries of a register, so that each about copies is checked against those before it. */
export interface CustodyLedger {
  /**
   * Takes the next entry, as it is published or as it is about to be. Names the rule that it breaks, and then nothing
   * follows from it; `undefined` if it breaks none or is about something else.
   *
   * @param signers - the identifiers of those who sign it
   */
  readonly take: (entry: PublishedEvent | RegisterEvent, signers: readonly string[]) => CustodyRule | undefined
}

export const custodyTypes = [
  "custody.recorded",
  "custody.transferred",
  "custody.ended",
  "drill.held",
  "medium.proven",
] as const satisfies readonly CustodyEvent["type"][]

export function isAboutCustody(entry: PublishedEvent | RegisterEvent): entry is AboutCustody {
  return (custodyTypes as readonly string[]).includes(entry.type)
}

/** Names what an entry is about, for people. */
export function subjectOf(entry: AboutCustody): string {
  switch (entry.type) {
    case "drill.held":
      return String(entry.drill)
    case "medium.proven":
      return entry.holder
    default:
      return entry.copy
  }
}

interface Held {
  readonly holder: string
  /** The instant of the last thing that was entered of it, in milliseconds. */
  readonly at: number
  readonly ended: boolean
}

/** Begins before the first entry. The rules are stated here alone. */
export function custodyLedger(): CustodyLedger {
  const copies = new Map<string, Held>()
  let drills = 0

  function ruleOfCopy(
    entry: Extract<AboutCustody, { readonly type: "custody.transferred" | "custody.ended" }>,
    signers: readonly string[],
  ): CustodyRule | undefined {
    const held = copies.get(entry.copy)
    if (held === undefined) return "unknown"
    if (held.ended) return "ended"
    if (instantOf(entry) < held.at) return "order"
    if (entry.type === "custody.ended") return undefined
    if (entry.giver !== held.holder) return "giver"
    if (entry.receiver === entry.giver) return "same"
    return [entry.giver, entry.receiver].every((one) => signers.includes(one)) ? undefined : "signers"
  }

  function ruleBroken(entry: AboutCustody, signers: readonly string[]): CustodyRule | undefined {
    switch (entry.type) {
      case "custody.recorded":
        return copies.has(entry.copy) ? "taken" : undefined
      case "custody.transferred":
      case "custody.ended":
        return ruleOfCopy(entry, signers)
      case "drill.held":
        return entry.drill === drills + 1 ? undefined : "number"
      case "medium.proven":
        return (entry.medium === "holder" ? entry.proof : entry.codes) === undefined ? "proof" : undefined
    }
  }

  function follow(entry: AboutCustody): void {
    if (entry.type === "drill.held") drills = entry.drill
    if (entry.type === "drill.held" || entry.type === "medium.proven") return
    const at = instantOf(entry)
    if (entry.type === "custody.recorded") copies.set(entry.copy, { holder: entry.holder, at, ended: false })
    const held = copies.get(entry.copy)
    if (held === undefined) return
    if (entry.type === "custody.transferred") copies.set(entry.copy, { ...held, holder: entry.receiver, at })
    if (entry.type === "custody.ended") copies.set(entry.copy, { ...held, at, ended: true })
  }

  return {
    take: (entry, signers) => {
      if (!isAboutCustody(entry)) return undefined
      const rule = ruleBroken(entry, signers)
      if (rule === undefined) follow(entry)
      return rule
    },
  }
}

type AboutCopy = Exclude<AboutCustody, { readonly type: "drill.held" | "medium.proven" }>

function instantOf(entry: AboutCopy): number {
  const text =
    entry.type === "custody.recorded" ? entry.since : entry.type === "custody.transferred" ? entry.handed : entry.ended
  return parseInstant(text) ?? 0
}
