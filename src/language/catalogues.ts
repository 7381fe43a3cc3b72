import type { Language } from "../core/vocabulary.ts"
import type { Catalogue } from "./catalogue.ts"
import { en } from "./en.ts"
import { fr } from "./fr.ts"

const catalogues: Readonly<Record<Language, Catalogue>> = { en, fr }

/** Both languages, for what is written in that of an election and not in that of the screen. */
export function catalogueOf(language: Language): Catalogue {
  return catalogues[language]
}
