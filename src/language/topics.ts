import type { Language } from "../core/vocabulary.ts"
import type { exitStatuses } from "./en/exit-status.ts"
import type { glossary } from "./en/glossary.ts"

/** What `urne help` says besides the commands. Nothing else says any of it, so it is no part of the catalogue. */
export interface Topics {
  readonly glossary: typeof glossary
  readonly exitStatuses: typeof exitStatuses
}

export async function loadTopics(language: Language): Promise<Topics> {
  const [words, codes] =
    language === "fr"
      ? await Promise.all([import("./fr/glossary.ts"), import("./fr/exit-status.ts")])
      : await Promise.all([import("./en/glossary.ts"), import("./en/exit-status.ts")])
  return { glossary: words.glossary, exitStatuses: codes.exitStatuses }
}
