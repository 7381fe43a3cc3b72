import type { Language } from "../core/vocabulary.ts"
import type { Definition } from "./definition.ts"

/**
 * Stands before the name of every rehearsal. Its ballots are encrypted under that name, so they never pass for real
 * ones.
 */
const rehearsalMark: Record<Language, string> = { en: "REHEARSAL — ", fr: "SCRUTIN À BLANC — " }

/** The name that voters see. */
export function electionName({ name, rehearsal, locale }: Definition): string {
  return rehearsal ? rehearsalMark[locale] + name : name
}

/** Whether an archive's election is a rehearsal, judged by its name. */
export function isRehearsalName(name: string): boolean {
  return Object.values(rehearsalMark).some((mark) => name.startsWith(mark))
}
