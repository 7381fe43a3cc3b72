import type { Language } from "../core/vocabulary.ts"
import type { labels } from "./en.ts"
import type { Sayings } from "./texts.ts"

/** Everything the program can say, in one language. A missing text does not compile. */
export interface Catalogue extends Sayings {
  readonly language: Language
  /** Labels and sentences of screens and documents, a section a room. */
  readonly labels: typeof labels
}
