import type { Event } from "../../src/journal/event.ts"
import { mustBeDated } from "../../src/journal/dating.ts"
import type { ElectionFile } from "../../src/election/file.ts"

/** An instant that a file ties to places among its ballots. */
interface Point {
  readonly instant: number
  /** The ballots up to this height came before it. */
  readonly upTo: number
  /** The ballots after this height came after it. */
  readonly after: number
  /** Whether it is an act or a change of phase, whose instant is given whatever it reveals. */
  readonly isDue: boolean
}

/** Lists all such instants of an election file: in its journal, beside its checkpoints, and in its bins of arrivals. */
export function datedPoints({ journal, urn }: ElectionFile, now: number): readonly Point[] {
  const events = journal.page(0, journal.size(), journal.size()).map(({ body }) => JSON.parse(body) as Event)
  const heightAt = (size: number) =>
    events.slice(0, size).reduce((sum, event) => sum + (event.type === "urn.accepted" ? event.count : 0), 0)
  const at = (instant: string, size: number, isDue: boolean) => {
    return { instant: Date.parse(instant), upTo: heightAt(size), after: heightAt(size), isDue }
  }
  const entries = events.flatMap((event, index) =>
    "at" in event ? [at(event.at, index, mustBeDated(event.type))] : [],
  )
  const phases = new Set(events.flatMap((event, index) => ("phase" in event ? [index + 1] : [])))
  const checkpoints = journal.checkpoints(journal.size()).map((one) => at(one.at, one.size, phases.has(one.size)))
  // Ballots of channels are on neither side of the end of a bin.
  const booth = [...urn.allBallots()].flatMap(({ height, channel }) => (channel === "booth" ? [height] : []))
  const bins = urn.arrivals.all().flatMap(({ ended, height }) => {
    const upTo = Math.max(0, ...booth.filter((one) => one <= height))
    const after = Math.min(heightAt(events.length), ...booth.filter((one) => one > height).map((one) => one - 1))
    return ended <= now ? [{ instant: ended, upTo, after, isDue: false }] : []
  })
  return [...entries, ...checkpoints, ...bins]
}

/**
 * Finds the fewest ballots that the file dates between two instants, unless the later of these is one that has to be
 * given.
 */
export function fewestDated(file: ElectionFile, now: number): number {
  const points = datedPoints(file, now)
  const height = file.urn.lastEvent()?.height ?? 0
  let fewest = Infinity
  for (let ballot = 1; ballot <= height; ballot++) {
    const from = Math.max(0, ...points.filter(({ after }) => after < ballot).map(({ after }) => after))
    const to = Math.min(...points.filter(({ upTo }) => upTo >= ballot).map(({ upTo }) => upTo))
    if (to === Infinity || points.some(({ upTo, isDue }) => isDue && upTo === to)) continue
    fewest = Math.min(fewest, to - from)
  }
  return fewest
}
