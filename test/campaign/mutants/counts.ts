import type { Event, UrnCounted } from "../../../src/journal/event.ts"
import type { StoryTampering } from "../../support/story.ts"
import { type Mutant, mutant } from "./mutant.ts"

/** Counts the turnout as urne would, once the vote is closed, and changes the entry. */
export function counting(
  change: (event: UrnCounted) => Event | readonly Event[] = (event) => event,
  after: (event: Event) => boolean = (event) => event.type === "act.proposed" && event.kind === "close",
): StoryTampering {
  let ballots = 0
  let isDone = false
  return {
    entry: (event) => {
      if (event.type === "urn.accepted") ballots += event.count
      if (isDone || !after(event) || !("at" in event)) return event
      isDone = true
      // Nobody votes twice in the story.
      return [event, change({ type: "urn.counted", at: event.at, ballots, voters: ballots })].flat()
    },
  }
}

const counted = (change: Partial<UrnCounted>) => counting((event) => ({ ...event, ...change }))

/**
 * These records count the turnout during the vote otherwise than the ballots do, or reveal too much about few voters.
 */
export const countMutants: readonly Mutant[] = [
  mutant("a turnout with a ballot too many", "URN_COUNTED", () =>
    counting((event) => ({ ...event, ballots: event.ballots + 1 })),
  ),
  mutant("a turnout with a voter too few", "URN_COUNTED", () =>
    counting((event) => ({ ...event, voters: event.voters - 1 })),
  ),
  mutant("a turnout that leaves out the last ballot", "URN_COUNTED", () =>
    counting((event) => ({ ...event, ballots: event.ballots - 1, voters: event.voters - 1 })),
  ),
  mutant("a turnout that tells of too few who have not voted", "URN_COUNTED", () => ({
    ...counting(),
    definition: (text) => text.replace("cell: 2", "cell: 3"),
    constitution: (constitution) => ({
      ...constitution,
      publish: constitution.publish.map((line) => line.replace("cell 2", "cell 3")),
    }),
  })),
  mutant("a turnout with more voters than may vote", "URN_COUNTED", () => counted({ voters: 99 })),
  mutant("a turnout counted again before anybody came", "URN_COUNTED", () => counting((event) => [event, event])),
  mutant("a turnout before the first voter", "URN_COUNTED", () =>
    counting(
      (event) => event,
      (event) => event.type === "urn.opened",
    ),
  ),
  mutant("a turnout whose hour tells when two ballots came", "JOURNAL_DATE", () => {
    let ballots = 0
    let lastInstant = ""
    return {
      entry: (event) => {
        if ("at" in event) lastInstant = event.at
        if (event.type !== "urn.accepted") return event
        const before = ballots
        ballots += event.count
        if (before >= 2 || ballots < 2) return event
        return [event, { type: "urn.counted", at: lastInstant, ballots, voters: ballots }]
      },
    }
  }),
  mutant("a turnout counted before the opening", ["JOURNAL_PHASE", "URN_COUNTED"], () =>
    counting(
      (event) => event,
      (event) => event.type === "credentials.generated",
    ),
  ),
  mutant("a turnout in an election of a format without it", "JOURNAL_FORM", () => counting(), {
    short: true,
    format: 1,
  }),
]
