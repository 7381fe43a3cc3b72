/** The encrypted tally, of which only numbers of ballots are known. */
import type { ComputedTally } from "../tally/computed-queries.ts"
import type { Screen } from "../terminal/output.ts"
import { nextLines, type NextStep } from "./next-step.ts"
import { figures } from "./result.ts"

export interface ShownTally {
  readonly computed: ComputedTally
  /** The next step, while the urn is not unsealed. */
  readonly advice: NextStep | undefined
}

/** Shows numbers of ballots only, since nobody knows yet how they were cast. */
export function tallyScreen({ computed, advice }: ShownTally, screen: Screen): string {
  const { ballots, replaced, counted, minimumBallots, weight, tally: hash } = computed
  const { tally } = screen.labels
  const tooFew = screen.labels.guide.tooFewBallots(screen.count(counted), screen.count(minimumBallots))
  const next = advice === undefined ? "" : `\n${nextLines(advice.step, undefined, advice.next, screen)}`
  const end = counted < minimumBallots ? `\n${screen.style.red(tooFew)}\n` : next
  const counts = figures(screen, [
    [tally.accepted, ballots],
    [tally.replaced, replaced],
    [tally.counted, counted],
    [tally.weight, weight],
  ])
  return `${tally.computed}\n\n${counts}\n${tally.tally} sha256:${hash}\n${end}`
}
