import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type {
  Controller,
  CopyPart,
  CustodyEnd,
  CustodyKind,
  CustodyRule,
  DrillLevel,
  MediumKind,
} from "../core/vocabulary.ts"
import type { SignedEntry } from "../register/entry.ts"
import { custodyLedger, isAboutCustody } from "./ledger.ts"

/** Something that was entered of a copy: that it is held, that it was handed over, that it is no more. */
export interface CustodyStep {
  readonly entry: number
  /** The identifiers of those who signed it. */
  readonly by: readonly string[]
  readonly what: "recorded" | "transferred" | CustodyEnd
  /** When it happened, in milliseconds. */
  readonly at: number
  /** Who holds the copy since then. */
  readonly holder: string
  readonly seal: string | undefined
  /** The seal before it was another one, or this one has none. */
  readonly otherSeal: boolean
}

/** A copy with its chain of custody. */
export interface HeldCopy {
  readonly name: string
  readonly kind: CustodyKind
  /** `sha256:` and 64 hexadecimal digits. */
  readonly sha256: string | undefined
  readonly read: boolean
  readonly control: Controller
  readonly holder: string
  readonly end: CustodyEnd | undefined
  readonly chain: readonly [CustodyStep, ...CustodyStep[]]
}

export interface HeldDrill {
  readonly drill: number
  readonly entry: number
  readonly level: DrillLevel
  readonly passed: boolean
  readonly copy: string
  readonly parts: readonly CopyPart[]
  /** Milliseconds. */
  readonly held: number
}

export interface ProvenMedium {
  readonly entry: number
  readonly medium: MediumKind
  readonly holder: string
  /** Milliseconds. */
  readonly proven: number
}

export interface Custody {
  readonly copies: readonly HeldCopy[]
  readonly drills: readonly HeldDrill[]
  readonly media: readonly ProvenMedium[]
  /** Entries that break a rule, and therefore have no effect. */
  readonly faults: readonly { readonly entry: number; readonly rule: CustodyRule }[]
}

/** Folds the entries of a register, in their order, into who holds what. It needs nothing private. */
export function custodyOf(entries: Iterable<SignedEntry>): Custody {
  const ledger = custodyLedger()
  const copies = new Map<string, HeldCopy>()
  const drills: HeldDrill[] = []
  const media: ProvenMedium[] = []
  const faults: { entry: number; rule: CustodyRule }[] = []
  for (const { number, entry, signers } of entries) {
    const by = signers.map(({ id }) => id)
    const rule = ledger.take(entry, by)
    if (rule !== undefined) faults.push({ entry: number, rule })
    if (rule !== undefined || !isAboutCustody(entry)) continue
    if (entry.type === "drill.held") {
      const { drill, level, passed, copy, parts } = entry
      drills.push({ drill, entry: number, level, passed, copy, parts, held: instant(entry.heldAt) })
    } else if (entry.type === "medium.proven") {
      media.push({ entry: number, medium: entry.medium, holder: entry.holder, proven: instant(entry.proven) })
    } else if (entry.type === "custody.recorded") {
      const { copy: name, kind, sha256, read, control, holder, since, seal } = entry
      const step = { entry: number, by, what: "recorded", at: instant(since), holder, seal, otherSeal: false } as const
      copies.set(name, { ...{ name, kind, sha256, read, control, holder, end: undefined }, chain: [step] })
    } else {
      const held = must(copies.get(entry.copy), "a copy that is recorded")
      copies.set(held.name, afterStep(held, entry, { entry: number, by }))
    }
  }
  return { copies: [...copies.values()], drills, media, faults }
}

type Moved = Extract<SignedEntry["entry"], { readonly type: "custody.transferred" | "custody.ended" }>

function afterStep(held: HeldCopy, entry: Moved, made: Pick<CustodyStep, "entry" | "by">): HeldCopy {
  const last = must(held.chain.at(-1), "a step of a copy")
  if (entry.type === "custody.ended") {
    const { holder, seal } = last
    const step: CustodyStep = { ...made, what: entry.end, at: instant(entry.ended), holder, seal, otherSeal: false }
    return { ...held, end: entry.end, chain: [...held.chain, step] }
  }
  const { receiver: holder, seal, control, handed } = entry
  const otherSeal = last.seal !== undefined && seal !== last.seal
  const step: CustodyStep = { ...made, what: "transferred", at: instant(handed), holder, seal, otherSeal }
  return { ...held, holder, control, chain: [...held.chain, step] }
}

function instant(text: string): number {
  return must(parseInstant(text), "an instant of an entry that was read")
}
