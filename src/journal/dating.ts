import { type EventType } from "./event.ts"

/**
 * Which entries of a journal carry an instant. `urn.accepted` never does, so that no entry tells when one voter voted; but
 * dated entries on both sides of it would. So what need not be dated is not, where its instant would tell when a few ballots
 * came: its place says what came before it, and no more.
 */

/** Between two dated entries that need not be there stand none, or at least so many ballots; as between two checkpoints. */
export const ballotsApart = 10

/**
 * Events on whose hour nothing rests. Those that are not here carry their instant whatever it tells: the proposals and effects of
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

/** Whether the instant of an entry of this type may tell when the ballots before it came, however few they are. */
export function mustBeDated(type: EventType): boolean {
  return !spared.has(type) && type !== "election.backed-up"
}

/** Whether an instant tells nothing of single ballots, so many of which came since the last dated entry. */
export function isApart(ballots: number): boolean {
  return ballots === 0 || ballots >= ballotsApart
}
