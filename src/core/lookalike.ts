/** How names that look like those of the vote are made, those most likely first. */
export const lookalikeClasses = [
  ...(["top-level", "missing-dot", "word", "hyphenation", "omission", "transposition", "repetition"] as const),
  ...(["plural", "replacement", "vowel-swap", "homoglyph", "insertion", "addition", "subdomain"] as const),
  ...(["bitsquatting", "homoglyph-pair"] as const),
] as const
export type LookalikeClass = (typeof lookalikeClasses)[number]

/**
 * What is known of a name. `held`: it is on the list of those that the authority holds. `exists`: it is not, and a
 * resolver knows it. `free`: a resolver says that there is none. `unknown`: nobody said.
 */
export const nameStandings = ["held", "exists", "free", "unknown"] as const
export type NameStanding = (typeof nameStandings)[number]

/** By what names were checked: by asking a resolver, or by a list alone. */
export const lookalikeSources = ["resolver", "list"] as const
export type LookalikeSource = (typeof lookalikeSources)[number]
