import type { Catalogue } from "../language/catalogue.ts"
import type { Outcome } from "./outcome.ts"

/** How numbers and names are written where the lines are to stand. */
interface Written {
  readonly count: (figure: bigint | number) => string
  readonly name: (answer: string) => string
}

/**
 * Says in sentences, one a line, who is elected by a question, or what is missing for it. Ties are named, and nothing
 * else is said of them.
 *
 * @param base - the votes of which an absolute majority is more than half
 */
export function outcomeLines(
  { majority, of, seats, needed, quorum, elected, tie, vacant, secondRound }: Outcome,
  base: bigint,
  { outcome: say }: Catalogue["labels"]["tally"],
  { count, name }: Written,
): readonly string[] {
  const names = (answers: readonly string[]) => answers.map(name)
  const lines: string[] = []
  if (quorum !== null) {
    const { registered, needed: wanted, voted, reached } = quorum
    lines.push(say.quorum({ registered: count(registered), needed: count(wanted), voted: count(voted), reached }))
    if (!reached) return lines
  }
  if (needed !== null) lines.push(say.needed(count(needed), count(base), of))
  if (elected.length > 0) lines.push(say.elected(names(elected)))
  else if (tie === null) lines.push(say.nobody(majority))
  if (tie !== null) lines.push(say.tie(names(tie.answers), tie.places, seats))
  if (vacant > 0 && seats > 1) lines.push(say.vacant(vacant))
  if (secondRound === null) return lines
  const [first, ...others] = names(secondRound.answers)
  if (first !== undefined) {
    lines.push(others.length === 0 ? say.secondRoundOf(first) : say.secondRound([first, ...others]))
  }
  if (secondRound.tie !== null) lines.push(say.secondTie(names(secondRound.tie.answers), secondRound.tie.places))
  return lines
}

/** Returns the votes of which an absolute majority is more than half. */
export function majorityBase(
  { of }: Outcome,
  { valid, blank }: { readonly valid: bigint; readonly blank: bigint | null },
) {
  return of === "valid" ? valid : valid + (blank ?? 0n)
}
