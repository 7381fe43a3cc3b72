import type { FindingParams } from "../core/finding.ts"
import type { Refusals } from "../core/refusals.ts"

/** What is said of a refusal: the fact in lower case without a full stop, then what to do next. */
export interface Text {
  readonly message: string
  readonly hint?: string
}

export type RefusalTexts<Room> = { readonly [Code in keyof Room]: (params: Room[Code]) => Text }
export type FindingTexts<Room> = { readonly [Code in keyof Room]: (params: Room[Code]) => string }

/** What a language says of every refusal and every finding. A missing text does not compile. */
export interface Sayings {
  readonly refusals: RefusalTexts<Refusals>
  readonly findings: FindingTexts<FindingParams>
}
