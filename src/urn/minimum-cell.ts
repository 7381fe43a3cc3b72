/**
 * The minimum cell of a definition (`publish.cell`): no figure is published from which fewer voters, or fewer members
 * who have not voted, could be told. `docs/turnout.md` has the proof.
 */

/** How many of some members have voted, and how many had at the figure that was published before (0 at first). */
export interface Turnout {
  readonly eligible: number
  readonly voters: number
  readonly before: number
}

/** Says of what there are too few: of voters who came since, or of members who have not voted. */
export function tooFewOf({ eligible, voters, before }: Turnout, cell: number): "came" | "missing" | undefined {
  if (voters - before < cell) return "came"
  return eligible - voters < cell ? "missing" : undefined
}
