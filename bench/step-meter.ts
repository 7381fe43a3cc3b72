/** Measures a step of an election in turns with what it can be compared with. */
import { ratioOf, type Run, type Spread, type Summary, summaryOf } from "./measure.ts"

/** A step of an election with so many members, half of whom vote. */
export interface StepFigures {
  readonly step: string
  readonly members: number
  readonly rounds: number
  readonly ours: Summary
  /** With what it was compared; nothing where there is nothing to compare with. */
  readonly yardstick?: { readonly name: string; readonly summary: Summary; readonly ratio: Spread }
}

/** Measures steps one after the other, each so many times. @param measured - is told of each when it is done */
export function stepMeter(members: number, rounds: number, measured: (figures: StepFigures) => void) {
  const figures: StepFigures[] = []
  async function step(name: string, ours: () => Promise<Run>, theirs?: readonly [string, () => Promise<Run>]) {
    const [own, others]: [Run[], Run[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      own.push(await ours())
      if (theirs !== undefined) others.push(await theirs[1]())
    }
    const yardstick = theirs && { name: theirs[0], summary: summaryOf(others), ratio: ratioOf(own, others) }
    const made = { step: name, members, rounds, ours: summaryOf(own), ...(yardstick && { yardstick }) }
    figures.push(made)
    measured(made)
  }
  return { figures, step }
}
