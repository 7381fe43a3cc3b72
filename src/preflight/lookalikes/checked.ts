/** Look-alikes with what is known of each, and the list of them as a file. */
import { csvLine } from "../../core/csv.ts"
import { type LookalikeSource, type NameStanding, nameStandings } from "../../core/lookalike.ts"
import type { Lookalike } from "./generate.ts"

export interface CheckedName extends Lookalike {
  /** Absent where nobody was asked and no list was given. */
  readonly standing?: NameStanding
}

export interface CheckedNames {
  /** The hosts of which these are the look-alikes. */
  readonly hosts: readonly string[]
  readonly names: readonly CheckedName[]
  readonly how: LookalikeSource | undefined
}

/** Names of a standing. */
export function standing({ names }: Pick<CheckedNames, "names">, wanted: NameStanding): readonly CheckedName[] {
  return names.filter((one) => one.standing === wanted)
}

/** Counts the names of each standing. */
export function standingCounts(checked: Pick<CheckedNames, "names">): Readonly<Record<NameStanding, number>> {
  const counts = nameStandings.map((one) => [one, standing(checked, one).length] as const)
  return Object.fromEntries(counts) as Record<NameStanding, number>
}

/** Writes the names as CSV: `name`, `unicode`, `class`, `standing`. */
export function namesSheet(names: readonly CheckedName[]): string {
  const rows = names.map((one) => csvLine([one.name, one.unicode, one.class, one.standing ?? ""]))
  return csvLine(["name", "unicode", "class", "standing"]) + rows.join("")
}
