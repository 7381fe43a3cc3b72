import { cancellationPoint } from "../core/cancellation.ts"
import type { World } from "../core/world.ts"
import type { Catalogue } from "../language/catalogue.ts"

export type StepName = keyof Catalogue["labels"]["rehearsal"]["steps"]

/** How long a step took, how many items it handled, and how much it wrote. */
export interface Step {
  readonly step: StepName
  readonly count: number
  readonly milliseconds: number
  readonly bytes: number | null
}

export interface Figures {
  readonly count: number
  readonly bytes?: number
}

/** Takes one step, and derives its figures from what it made. */
export type TakeStep = <T>(
  step: StepName,
  work: () => T | Promise<T>,
  figures: (made: T) => Figures | Promise<Figures>,
) => Promise<T>

/**
 * Takes steps one after another and times them by the real clock.
 *
 * @param taken - called with the figures
 * @param began - told of each step before it begins
 */
export function stepTaker(
  { now, signal }: Pick<World, "now" | "signal">,
  taken: Step[],
  began: (step: StepName) => void,
): TakeStep {
  return async (step, work, figures) => {
    cancellationPoint(signal)
    began(step)
    const start = now()
    const made = await work()
    const milliseconds = now() - start
    const { count, bytes } = await figures(made)
    taken.push({ step, count, milliseconds, bytes: bytes ?? null })
    return made
  }
}

/** Adds up the bytes of some files. */
export async function lengthOf({ files }: Pick<World, "files">, paths: Iterable<string>): Promise<number> {
  let bytes = 0
  for (const path of paths) for await (const block of files.stream(path)) bytes += block.length
  return bytes
}
