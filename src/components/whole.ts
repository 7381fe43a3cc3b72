import type { Component, Components, Version } from "./fold.ts"

/** A version with what is not published of it. */
export interface WholeVersion extends Version {
  readonly operator: string
  /** Whether the operator is published. */
  readonly published: boolean
  readonly contact: string | undefined
  readonly contract: string | undefined
}
export type WholeComponent = Component<WholeVersion>
export type WholeComponents = Components<WholeVersion>
