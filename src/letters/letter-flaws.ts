/** Why a letter should be looked at before it is posted. */
export const letterFlaws = ["number-cut", "address-cut", "character-missing", "marks-stacked", "right-to-left"] as const
export type LetterFlaw = (typeof letterFlaws)[number]
