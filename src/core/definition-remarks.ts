/**
 * Remarks on a definition: nothing here is a mistake, but whoever seals the definition should have seen it. Each
 * carries the values that its message needs.
 */
export interface DefinitionRemarks {
  /** The letters name nobody whom a voter could ask for help. */
  readonly "no-contact": Record<string, never>
  /**
   * An answer contains a comma or a semicolon: it may be several answers, and a vote would choose all of them or none.
   */
  readonly "several-in-one": { readonly question: number; readonly answer: string }
  /**
   * An answer begins with a typographic quote and does not end with one, or the reverse: a list may have been split
   * inside it.
   */
  readonly "half-quoted": { readonly question: number; readonly answer: string }
  /** An even number of single words stands between commas: they may be half as many persons, as in `Durand, Luc`. */
  readonly "single-words": { readonly question: number; readonly answers: number }
  /** Two texts look the same to a reader. */
  readonly "look-alike": { readonly where: WrittenPlace; readonly text: string; readonly other: string }
  /** A text has two or more blanks in a row. */
  readonly "double-blank": { readonly where: WrittenPlace; readonly text: string }
  /** A word mixes letters of several alphabets. */
  readonly "mixed-scripts": { readonly where: WrittenPlace; readonly text: string; readonly word: string }
  /** An answer is named like the blank vote that stands beside it. */
  readonly "called-blank": { readonly question: number; readonly answer: string }
  /** An answer is a number, but not the number of its own place in the list. */
  readonly "called-number": { readonly question: number; readonly answer: string; readonly place: number }
  /** Ballots that choose nothing are among the votes of which a majority is more than half. */
  readonly "empty-counted": { readonly question: number }
  /** `value` is a local time in the election's zone. */
  readonly "hours-passed": { readonly key: "opens" | "closes"; readonly value: string }
  readonly "several-presidents": { readonly names: readonly string[] }
  readonly "single-trustee": { readonly holder: string }
  readonly "low-minimum": { readonly minimum: number }
}

/** The place of a text that people read. A number is a question's, and means its wording or its answers. */
export type WrittenPlace = "name" | "questions" | "authority" | "members" | number

/** Why a day and an hour cannot be understood as they were written. */
export type TimeFault =
  | { readonly fault: "form" | "hour" | "year" | "day" | "noon" }
  /** The two days it could mean, as `2026-04-03`. */
  | { readonly fault: "order"; readonly days: readonly [string, string] }
  /** `weekday` is the day of the week that `day` really is, from 0 for Sunday. */
  | { readonly fault: "weekday"; readonly day: string; readonly weekday: number }

export type DefinitionRemark = {
  [Code in keyof DefinitionRemarks]: { readonly code: Code; readonly params: DefinitionRemarks[Code] }
}[keyof DefinitionRemarks]
