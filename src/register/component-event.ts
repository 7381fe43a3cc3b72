import type { ComponentKind } from "../core/vocabulary.ts"

/**
 * What is entered about the components of the system on which the vote runs: who runs each, and since when. Each is one
 * entry of the register. Nothing is deleted: a change is another version, and names the entry of the one before it.
 * Contacts and contracts are never published, and operators only if the definition says so.
 */
export type ComponentEvent = ComponentAdded | ComponentChanged

interface ComponentFacts {
  /** The short name by which incidents and other components name it. */
  readonly component: string
  readonly kind: ComponentKind
  /** Who runs it, if the definition publishes operators. */
  readonly operator?: string
  /** Where its data is: place and country. */
  readonly place: string
  /** Since when it is run so. */
  readonly from: string
  /** The names of the components on which it runs. */
  readonly runsOn?: readonly string[]
  readonly private?: { readonly operator?: string; readonly contact?: string; readonly contract?: string }
}

export interface ComponentAdded extends ComponentFacts {
  readonly type: "component.added"
}

export interface ComponentChanged extends ComponentFacts {
  readonly type: "component.changed"
  /** From 2 on. */
  readonly version: number
  /** The number of the entry that has the version before it. */
  readonly before: number
  /** When it went out of use, if it did. */
  readonly until?: string
}
