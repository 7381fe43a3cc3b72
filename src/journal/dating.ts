import type { EventType } from "./event.ts"

/**
 * Decides which entries of a journal carry an instant. `urn.accepted` never does, so that no entry tells when one voter
 * voted. But dated entries on both sides of it would tell. Events that need no date therefore get none where their
 * instant would reveal when a few ballots came; their place in the journal still says what came before them.
 */

/**
 * Between two dated entries that need no date there are either no ballots or at least this many, as between two
 * checkpoints.
 */
export const ballotsApart = 10

/**
 * Events whose hour matters to nobody. All others carry their instant whatever it reveals: the proposals and effects of
 * acts, and changes of phase.
 */
const spared: ReadonlySet<EventType> = new Set<EventType>([
  "act.signed",
  "act.reserved",
  "act.declined",
  "act.absent",
  "act.dropped",
  "trustees.checked",
  "credentials.opened",
  "urn.batch-announced",
  "urn.batch-received",
])

/**
 * Whether an entry of this type has an instant even where it reveals when the ballots before it came, however few they
 * are.
 */
export function mustBeDated(type: EventType): boolean {
  return !spared.has(type) && type !== "election.backed-up"
}

/** Whether an instant reveals nothing about single ballots, given how many came since the last dated entry. */
export function isApart(ballots: number): boolean {
  return ballots === 0 || ballots >= ballotsApart
}
