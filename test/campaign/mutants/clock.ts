import { instantText } from "../../../src/core/instant.ts"
import type { Event } from "../../../src/journal/event.ts"
import type { Recorder } from "../../support/recorder.ts"
import type { StoryOptions, StoryTampering } from "../../support/story.ts"
import { type Mutant, mutant } from "./mutant.ts"

const options: StoryOptions = { short: true, until: "constituted" }
const year = 525_600
const hour = 60

/**
 * Writes an entry dated a year ahead, the act by which the quorum gives that instant up, and the entry that follows.
 *
 * @param held - minutes after the wrong entry: the date of what comes before the act takes effect, and the instant that
 * the act states
 */
function recovery(held: number, change: (event: Event) => Event = (event) => event): StoryTampering {
  let at: string | undefined
  return {
    after: (recorder: Recorder) => {
      recorder.wait(year)
      recorder.append({ type: "election.backed-up", size: recorder.tree.size() })
      at = instantText(recorder.now + held * 60_000)
      recorder.wait(10 - year)
      const clock = { key: "clock", value: at }
      const statements = [clock, { key: "reason", value: "The clock was wrong" }]
      recorder.act("recover", statements, ["petra", "dan", "dina"], { clock: clock.value })
      recorder.wait(10)
      recorder.append({ type: "election.backed-up", size: recorder.tree.size() })
      recorder.checkpoint()
    },
    entry: (event) =>
      change(
        at !== undefined && (event.type === "act.proposed" || event.type === "act.signed") ? { ...event, at } : event,
      ),
  }
}

/** These journals go back in time in another way than an act states. */
export const clockMutants: readonly Mutant[] = [
  mutant("an act that gives up another instant than the last", "ACT_STATEMENT", () => recovery(hour), options),
  mutant(
    "a journal that goes back before the act which gives up the last instant",
    "JOURNAL_TIME",
    () =>
      recovery(0, (event) =>
        event.type === "act.effective" && event.kind === "recover" ? { ...event, at: "2014-01-01T00:00:00Z" } : event,
      ),
    options,
  ),
]
