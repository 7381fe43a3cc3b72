import type { FindingParams } from "../core/finding.ts"
import type { Refusals } from "../core/refusals.ts"
import type { Language } from "../core/vocabulary.ts"
import type * as english from "./en.ts"

/** What is said of a refusal: the fact in lower case without a full stop, then what to do next. */
export interface Text {
  readonly message: string
  readonly hint?: string
}

export type RefusalTexts<Room> = { readonly [Code in keyof Room]: (params: Room[Code]) => Text }
export type FindingTexts<Room> = { readonly [Code in keyof Room]: (params: Room[Code]) => string }

/** Everything the program can say, in one language. A missing text does not compile. */
export interface Catalogue {
  readonly language: Language
  readonly refusals: RefusalTexts<Refusals>
  readonly findings: FindingTexts<FindingParams>
  /** Labels and sentences of screens and documents, a section a room. */
  readonly labels: typeof english.labels
}
