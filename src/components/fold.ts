import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { ComponentKind, ComponentRule } from "../core/vocabulary.ts"
import type { SignedEntry } from "../register/entry.ts"
import { componentLedger, isAboutComponent } from "./ledger.ts"

/** What one entry says of a component. */
export interface Version {
  /** From 1 on. */
  readonly version: number
  /** The number of the entry. */
  readonly entry: number
  /** When it was entered, in milliseconds. */
  readonly at: number
  /** The identifiers of those who signed it. */
  readonly by: readonly string[]
  readonly kind: ComponentKind
  /** Who runs it; `undefined` where that is not published. */
  readonly operator: string | undefined
  /** Where its data is. */
  readonly place: string
  /** Since when it is run so, and when it went out of use, if it did: milliseconds. */
  readonly from: number
  readonly until: number | undefined
  readonly runsOn: readonly string[]
}

/** A component with all its versions, of which the last holds. */
export interface Component<Of extends Version = Version> {
  readonly name: string
  readonly versions: readonly [Of, ...Of[]]
}

export interface Components<Of extends Version = Version> {
  readonly components: readonly Component<Of>[]
  /** Entries that break a rule, and therefore have no effect. */
  readonly faults: readonly { readonly entry: number; readonly rule: ComponentRule }[]
}

/**
 * Folds the entries of a register, in their order, into components. It needs nothing private.
 *
 * @param operators - whether the definition publishes operators
 */
export function componentsOf(entries: Iterable<SignedEntry>, operators: boolean | undefined): Components {
  const ledger = componentLedger(operators)
  const components = new Map<string, Component>()
  const faults: { entry: number; rule: ComponentRule }[] = []
  for (const { number, at, entry, signers } of entries) {
    const rule = ledger.take(entry, number)
    if (rule !== undefined) faults.push({ entry: number, rule })
    if (rule !== undefined || !isAboutComponent(entry)) continue
    const { component: name, kind, operator, place, runsOn = [] } = entry
    const changed = entry.type === "component.changed" ? entry : undefined
    const version: Version = {
      ...{ version: changed?.version ?? 1, entry: number, at, by: signers.map(({ id }) => id) },
      ...{ kind, operator, place, from: must(parseInstant(entry.from), "an instant of an entry that was read") },
      until: changed?.until === undefined ? undefined : parseInstant(changed.until),
      runsOn,
    }
    const before = components.get(name)?.versions ?? []
    components.set(name, { name, versions: [...before, version] as unknown as Component["versions"] })
  }
  return { components: [...components.values()], faults }
}

/** Returns the version that holds. */
export function lastOf<Of extends Version>({ versions }: Component<Of>): Of {
  return must(versions.at(-1), "a version of a component")
}
