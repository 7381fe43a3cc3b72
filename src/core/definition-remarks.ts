/** What is no mistake in a definition, and what whoever seals it should have seen: each with what its words need. */
export interface DefinitionRemarks {
  /** The letters name nobody to turn to. */
  readonly "no-contact": Record<string, never>
  /** An answer with a comma or a semicolon: perhaps several, of which a vote chooses all or none. */
  readonly "several-in-one": { readonly question: number; readonly answer: string }
  /** An answer that begins with a quote of print and does not end with one, or the other way round: a list was cut inside. */
  readonly "half-quoted": { readonly question: number; readonly answer: string }
  /** An even number of single words between commas: perhaps half as many persons, `Durand, Luc`. */
  readonly "single-words": { readonly question: number; readonly answers: number }
  /** Two texts that a reader takes for one. */
  readonly "look-alike": { readonly where: WrittenPlace; readonly text: string; readonly other: string }
  /** Blanks side by side. */
  readonly "double-blank": { readonly where: WrittenPlace; readonly text: string }
  /** A word with letters of several alphabets. */
  readonly "mixed-scripts": { readonly where: WrittenPlace; readonly text: string; readonly word: string }
  /** An answer that is called as the blank vote beside it. */
  readonly "called-blank": { readonly question: number; readonly answer: string }
  /** An answer that is a number, and not that of its place. */
  readonly "called-number": { readonly question: number; readonly answer: string; readonly place: number }
  /** A local time in the election's zone. */
  readonly "hours-passed": { readonly key: "opens" | "closes"; readonly value: string }
  readonly "several-presidents": { readonly names: readonly string[] }
  readonly "single-trustee": { readonly holder: string }
  readonly "low-minimum": { readonly minimum: number }
}

/** Where a text stands that people read; a number is that of a question, whose own words or answers are meant. */
export type WrittenPlace = "name" | "questions" | "authority" | "members" | number

/** Why a day and an hour cannot be taken as somebody wrote them. */
export type TimeFault =
  | { readonly fault: "form" | "hour" | "year" | "day" | "noon" }
  /** Two days that it could be, as `2026-04-03`. */
  | { readonly fault: "order"; readonly days: readonly [string, string] }
  /** The day of the week, from 0, Sunday, that this day is. */
  | { readonly fault: "weekday"; readonly day: string; readonly weekday: number }

export type DefinitionRemark = {
  [Code in keyof DefinitionRemarks]: { readonly code: Code; readonly params: DefinitionRemarks[Code] }
}[keyof DefinitionRemarks]
