import { instantText } from "../../src/core/instant.ts"
import type { Json } from "../../src/core/json.ts"
import type { Event } from "../../src/journal/event.ts"
import type { Recorder } from "./recorder.ts"
import { registered, type Told } from "./registered.ts"
import type { StoryTampering } from "./story.ts"

/** What an entry of the register tells, and by whom it is signed, at an instant in milliseconds. */
export interface Attested {
  readonly at: number
  readonly tells: Readonly<Record<string, Json>>
}

/** The instants of a story, in milliseconds: when its urn was opened, counted and frozen. */
export interface StoryTimes {
  readonly opened: number
  readonly counts: readonly { readonly at: number; readonly voters: number }[]
  readonly frozen: number
}

/** The first entry of the register of a story. */
const begin = Date.UTC(2026, 10, 20, 12)

/** Adds entries of a member to the register of a story, after its evening. */
export function attesting(make: (times: StoryTimes) => readonly Attested[], base: StoryTampering = {}): StoryTampering {
  return {
    ...base,
    files: (files, recorder) => {
      const more = make(timesOf(recorder)).map(({ at, tells }): Told => ({
        tells,
        minute: (at - begin) / 60_000,
        by: ["petra"],
      }))
      registered({ told: (one, number) => (number === 6 ? [one, ...more] : one) }).files?.(files, recorder)
    },
  }
}

function timesOf({ bodies }: Recorder): StoryTimes {
  const events = bodies.map((body) => JSON.parse(body) as Event)
  const last = (type: Event["type"]) => {
    const found = events.findLast((event) => event.type === type)
    return found !== undefined && "at" in found ? Date.parse(found.at) : 0
  }
  return {
    opened: last("urn.opened"),
    counts: events.flatMap((event) =>
      event.type === "urn.counted" ? [{ at: Date.parse(event.at), voters: event.voters }] : [],
    ),
    frozen: last("urn.frozen"),
  }
}

/** An hour without a ballot, where 240 were expected: 20 took five minutes. */
export function hourOfSilence(from: number, change: Readonly<Record<string, Json>> = {}): Attested {
  const until = from + 3_600_000
  return {
    at: until + 60_000,
    tells: {
      ...{ type: "silence.found", silence: 1, state: "ended", from: instantText(from), until: instantText(until) },
      ...{ ballots: 0, expected: 240, K: 20, S: 300, g: 3600, p: "5.3e-23", n: 49, rate: "before" },
      private: "0".repeat(64),
      ...change,
    },
  }
}
