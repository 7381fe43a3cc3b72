import { expect, test } from "vitest"
import type { Act } from "../../src/authority/act.ts"
import { instantText } from "../../src/core/instant.ts"
import type { Event } from "../../src/journal/event.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import type { Recorder } from "../support/recorder.ts"
import { tell } from "../support/story.ts"
import { tools } from "../support/tools.ts"

const asked = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }
const quorum = ["petra", "dan", "dina"]
const year = 525_600

/** The ways in which a recovery from a wrong clock may differ from the right one. */
interface Differing {
  readonly entry?: (event: Event) => Event
  readonly clock?: (right: string) => string
  readonly stated?: boolean
  readonly recorded?: boolean
  readonly signers?: readonly string[]
  readonly act?: (act: Act) => Act
}

/** Writes an entry a year ahead; then the clock is right, an act gives that instant up, and the journal goes on. */
async function recovered(differing: Differing = {}): Promise<readonly string[]> {
  const { stated = true, recorded = true, signers = quorum } = differing
  let held: string | undefined
  const after = (recorder: Recorder) => {
    recorder.wait(year)
    recorder.append({ type: "election.backed-up", size: recorder.tree.size() })
    const wrong = instantText(recorder.now)
    recorder.wait(10 - year)
    held = wrong
    const clock = differing.clock?.(wrong) ?? wrong
    const statements = [...(stated ? [{ key: "clock", value: clock }] : []), { key: "reason", value: "A wrong clock" }]
    recorder.act("recover", statements, signers, recorded ? { clock } : {})
    recorder.wait(10)
    recorder.append({ type: "election.backed-up", size: recorder.tree.size() })
    recorder.checkpoint()
  }
  // Entries before the act takes effect are dated with the wrong instant.
  const hold = (event: Event): Event => {
    const isHeld = held !== undefined && (event.type === "act.proposed" || event.type === "act.signed")
    const one = isHeld ? { ...event, at: held ?? "" } : event
    return differing.entry?.(one) ?? one
  }
  const tampering = { after, entry: hold, ...(differing.act === undefined ? {} : { act: differing.act }) }
  const { files } = tell(tampering, { until: "constituted", short: true })
  const { findings } = await verify(memorySource(files), asked, tools)
  return findings.map(({ code }) => code)
}

test("an act of the quorum can give up an instant that a wrong clock wrote, after which the journal continues from its own instant", async () => {
  expect(await recovered()).toEqual([])
})

test("no entry may be dated before another without that act, or without its quorum", async () => {
  expect(await recovered({ stated: false, recorded: false })).toContain("JOURNAL_TIME")
  expect(await recovered({ signers: ["petra"] })).toEqual(["ACT_QUORUM"])
})

test("the act and its entry state the same instant, which is that of the last entry", async () => {
  expect(await recovered({ stated: false })).toContain("JOURNAL_ACT")
  expect(await recovered({ recorded: false })).toContain("JOURNAL_ACT")
  expect(await recovered({ clock: () => "2030-01-01T00:00:00Z" })).toEqual(
    expect.arrayContaining(["ACT_STATEMENT", "ACT_TIME"]),
  )
})

test("no other kind of act may give up an instant", async () => {
  const kind = "annul" as const
  const codes = await recovered({
    act: (act) => (act.kind === "recover" ? { ...act, kind } : act),
    entry: (event) => ("kind" in event && event.kind === "recover" ? { ...event, kind } : event),
  })
  expect(codes).toContain("JOURNAL_TIME")
})

test("the journal goes back to no instant before the one that its members read", async () => {
  const codes = await recovered({
    entry: (event) =>
      event.type === "act.effective" && event.kind === "recover" ? { ...event, at: "2014-01-01T00:00:00Z" } : event,
  })
  expect(codes).toContain("JOURNAL_TIME")
})
