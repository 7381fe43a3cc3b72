import { readArchive } from "../../../src/belenios/archive-items.ts"
import { archiveEntries, archiveHeader } from "../../../src/belenios/archive.ts"
import { appendEvent } from "../../../src/belenios/chain.ts"
import { parseElection } from "../../../src/belenios/election.ts"
import { concat, utf8, utf8Text } from "../../../src/core/bytes.ts"
import { sha256, sha256Hex } from "../../../src/core/hash.ts"
import type { Event, UrnAccepted } from "../../../src/journal/event.ts"
import { type Batch, signBatch } from "../../../src/notes/batch.ts"
import type { BatchBin } from "../../../src/notes/batch-arrivals.ts"
import { noteSource, parseNote, signNote } from "../../../src/notes/note.ts"
import { right } from "../../support/ceremony.ts"
import { fail } from "../../support/recorder.ts"
import { honestBallot, type StoryTampering, tell } from "../../support/story.ts"
import { onAct } from "./acts.ts"
import { onEntry } from "./journal.ts"
import { type Mutant, mutant } from "./mutant.ts"

const open = { short: true, until: "open" } as const
const zeros = "0".repeat(64)

const onAccepted = (change: (event: UrnAccepted) => object) => onEntry("urn.accepted", change, 2)

/** States another hour of opening or closing, one hour later. */
const later = (kind: "open", key: string): StoryTampering =>
  onAct(kind, (act) => ({
    ...act,
    statements: act.statements.map((each) =>
      each.key === key ? { key, value: each.value.replace("T19", "T20") } : each,
    ),
  }))

const onBatch = (change: (batch: Batch) => Batch): StoryTampering => ({ batch: change })

const noteOf = (source: string) => parseNote(source) ?? fail("no note")

/** Makes the last ballot's entry count the end of ballots as another one, and name the right event for it. */
const endAsBallot = (): StoryTampering => {
  const heads = new Map<number, string>()
  for (const item of readArchive(tell({}, { short: true }).recorder.archive())) {
    if ("height" in item) heads.set(item.height, item.hash)
  }
  const named = (height: number) => ({ height, head: heads.get(height) ?? fail("no event") })
  return {
    entry: (event) => {
      if (event.type === "urn.accepted" && event.height === 6) return { ...event, count: event.count + 1, ...named(7) }
      if (event.type === "urn.frozen") return { ...event, ballots: 7, grace: 2, ...named(8) }
      return event.type === "tally.computed" ? [] : event
    },
  }
}

const history: readonly Mutant[] = [
  mutant(
    "an entry that names another event of the archive",
    "ARCHIVE_HEAD",
    onAccepted((event) => ({ ...event, head: zeros })),
    open,
  ),
  mutant(
    "a freeze that names another event of the archive",
    "ARCHIVE_HEAD",
    onEntry("urn.frozen", (event) => ({ ...event, head: zeros })),
  ),
  mutant(
    "an archive that ends before the journal",
    "ARCHIVE_HEIGHT",
    {
      files: (files, { records, timestamp, uuid }) => {
        files.set(`${uuid}.bel`, concat(archiveHeader(timestamp), archiveEntries(records.slice(0, -2), timestamp)))
      },
    },
    open,
  ),
  mutant(
    "an archive with a ballot that the journal does not know",
    "ARCHIVE_HEIGHT",
    {
      files: (files, { records, timestamp, uuid, head }) => {
        const election = right(parseElection(records[0]?.body ?? fail("no election"), ""))
        const more = appendEvent(head, { type: "Ballot", ballot: honestBallot(election, 2) }).records
        files.set(`${uuid}.bel`, concat(archiveHeader(timestamp), archiveEntries([...records, ...more], timestamp)))
      },
    },
    { short: true, until: "open" },
  ),
  mutant(
    "an entry that counts a ballot too many",
    "URN_COUNT",
    onAccepted((event) => ({ ...event, count: event.count + 1 })),
    open,
  ),
  mutant(
    "a freeze that counts a ballot less",
    "URN_COUNT",
    onEntry("urn.frozen", (event) => ({ ...event, ballots: 5 })),
  ),
  mutant("an end of ballots counted as a ballot", "ARCHIVE_EVENT", endAsBallot),
  mutant(
    "a tally that counts a ballot more",
    "URN_COUNT",
    onEntry("tally.computed", (event) => ({ ...event, ballots: 7 })),
  ),
  mutant("an urn opened before its hour", "URN_OPENED_EARLY", later("open", "opens"), open),
  mutant("a ballot accepted before the urn was opened", "URN_ACCEPTED", { early: "sealed" }),
  mutant("a ballot accepted while the vote was suspended", "URN_ACCEPTED", { early: "suspended" }, {}),
  mutant("a ballot accepted after the grace", "URN_LATE", { late: 35 }),
  mutant("an urn frozen before the grace ended", "URN_FROZEN_EARLY", { frozen: 20 }),
  mutant(
    "an urn frozen with more ballots in the grace than came",
    "URN_GRACE",
    onEntry("urn.frozen", (event) => ({ ...event, grace: 7 })),
  ),
  mutant(
    "an urn frozen with too many ballots in the grace, of a format in which a copy shows when those before it came",
    "URN_GRACE",
    onEntry("urn.frozen", (event) => ({ ...event, grace: 3 })),
    { short: true, format: 1 },
  ),
  mutant(
    "an urn frozen with too few ballots in the grace",
    "URN_GRACE",
    onEntry("urn.frozen", (event) => ({ ...event, grace: 0 })),
  ),
]

const batches: readonly Mutant[] = [
  mutant("a batch note that another key signed", "BATCH_NOTE", {
    batchNote: (source) => signNote(noteOf(source).text, { name: "urne.example/site", seed: sha256("x") }),
  }),
  mutant("a batch note with a forged signature", "BATCH_NOTE", {
    batchNote: (source, recorder) =>
      noteSource({
        text: noteOf(source).text,
        signatures: noteOf(signNote("another\n", recorder.keyOf("site"))).signatures,
      }),
  }),
  mutant("a batch note with a line more", "BATCH_NOTE", {
    batchNote: (source, recorder) => signNote(`${noteOf(source).text}more\n`, recorder.keyOf("site")),
  }),
  mutant(
    "a batch note of another election",
    "BATCH_NOTE",
    onBatchNote((text) => text.replace("4nPVWowQtAwLwB", "9xDrMnXn4cUuGk")),
  ),
  mutant(
    "a batch note of a rehearsal",
    "BATCH_NOTE",
    onBatchNote((text) => text.replace("urne batch", "urne rehearsal batch")),
  ),
  mutant(
    "a batch note of another channel",
    "BATCH_NOTE",
    onBatchNote((text) => text.replace("channel site", "channel office")),
  ),
  mutant(
    "a batch note of another number",
    "BATCH_NOTE",
    onBatchNote((text) => text.replace("batch 2", "batch 3")),
  ),
  mutant("a batch note of a channel without a key", "BATCH_NOTE", {
    files: (files) => {
      files.set("batches/office-000001.txt", files.get("batches/site-000001.txt") ?? fail("no note"))
    },
  }),
  mutant(
    "a batch that follows another one",
    "BATCH_SEQUENCE",
    onBatch((batch) => ({ ...batch, previous: `sha256:${zeros}` })),
  ),
  mutant(
    "a batch that follows none",
    "BATCH_SEQUENCE",
    onBatch((batch) => ({ ...batch, previous: undefined })),
  ),
  mutant(
    "a batch missing at the freeze",
    "BATCH_SEQUENCE",
    onBatch((batch) => ({ ...batch, number: 3 })),
  ),
  mutant(
    "a batch of another number of ballots",
    "BATCH_RECORD",
    onBatchNote((text) => text.replace("count 2", "count 3")),
  ),
  mutant(
    "a batch of other ballots",
    "BATCH_RECORD",
    onBatchNote((text) => text.replace(/sha256 [0-9a-f]{64}\n$/, `sha256 ${sha256Hex("others")}\n`)),
  ),
  mutant("a batch whose note is gone", "BATCH_RECORD", {
    files: (files) => void files.delete("batches/site-000002.txt"),
  }),
  mutant(
    "a batch of which a ballot is not accounted for",
    "BATCH_ANNOUNCED",
    onReceived((event) => ({ ...event, accepted: 1 })),
  ),
  mutant(
    "a batch of whose lines it is not said whether their ballots were there before",
    "BATCH_ANNOUNCED",
    onReceived(({ type, at, channel, number, count, accepted, refused, sha256 }) => ({
      ...{ type, channel, number, count, accepted, refused, sha256 },
      ...(at === undefined ? {} : { at }),
    })),
  ),
  mutant(
    "a batch of an election of format 1 whose lines are counted as today",
    "BATCH_ANNOUNCED",
    onReceived((event) => ({ ...event, present: 0 })),
    { short: true, format: 1 },
  ),
  mutant(
    "a batch whose ballots were there before and are counted as brought",
    "BATCH_ANNOUNCED",
    onReceived((event) => ({ ...event, present: 1 })),
  ),
  mutant("a batch that brought more than came since its announcement", "BATCH_ANNOUNCED", {
    ...onBatch((batch) => ({ ...batch, count: 3 })),
    ...onReceived((event) => ({ ...event, accepted: 3 })),
  }),
  mutant("batches that together brought more than came while they were awaited", "BATCH_ANNOUNCED", broughtTwice()),
  mutant(
    "a batch received with other ballots than were announced",
    "BATCH_ANNOUNCED",
    onReceived((event) => ({ ...event, sha256: `sha256:${zeros}` })),
  ),
  mutant(
    "a batch received with fewer ballots than were announced",
    "BATCH_ANNOUNCED",
    onReceived((event) => ({ ...event, count: 1, accepted: 1 })),
  ),
  mutant(
    "a batch received twice",
    "BATCH_ANNOUNCED",
    onReceived((event) => [event, event]),
  ),
  mutant(
    "a batch announced twice",
    "BATCH_ANNOUNCED",
    onEntry("urn.batch-announced", (event) => [event, event], 2),
  ),
  mutant("a batch announced once it was received", "BATCH_ANNOUNCED", announcedLate()),
  mutant("a batch announced after the grace", "BATCH_LATE", withThirdBatch("urn.frozen")),
  mutant("a batch announced after the close without the hour", "JOURNAL_DATE", withThirdBatch("close")),
  mutant("a batch announced before the urn was opened", "BATCH_PHASE", withThirdBatch("urn.opened")),
  mutant("a batch announced while the vote was suspended", "BATCH_PHASE", withThirdBatch("suspend"), {}),
  mutant("a batch received after the freeze", "BATCH_PHASE", receivedLate()),
  mutant(
    "a batch announced that never came",
    "BATCH_MISSING",
    onReceived(() => []),
  ),
  mutant("a batch given up that came", "BATCH_PRESENT", givingUp("site 2")),
  mutant("a batch given up that nobody announced", "BATCH_PRESENT", givingUp("site 3")),
  mutant("a batch given up of a channel without batches", "BATCH_PRESENT", givingUp("office 1")),
]

function onReceived(change: Parameters<typeof onEntry<"urn.batch-received">>[1]): StoryTampering {
  return onEntry("urn.batch-received", change, 2)
}

/** Puts the entry of the second announcement after that of the reception. */
function announcedLate(): StoryTampering {
  let announced: Event | undefined
  return {
    entry: (event) => {
      if (event.type === "urn.batch-announced" && event.number === 2) {
        announced = event
        return []
      }
      return event.type === "urn.batch-received" && announced !== undefined ? [event, announced] : event
    },
  }
}

/** Receives the second batch right after the freeze. */
function receivedLate(): StoryTampering {
  let received: Event | undefined
  return {
    entry: (event) => {
      if (event.type === "urn.batch-received" && event.number === 2) {
        received = event
        return []
      }
      if (event.type !== "urn.frozen" || received === undefined) return event
      return [event, { ...received, at: event.at } as Event]
    },
  }
}

/** Announces and receives a third batch, without ballots, before an entry, or right after an act, where it has no hour. */
function withThirdBatch(before: "urn.frozen" | "urn.opened" | "suspend" | "close"): StoryTampering {
  const batch = { channel: "site", number: 3, count: 0, sha256: sha256Hex("") }
  const fields = { ...batch, sha256: `sha256:${batch.sha256}` } as const
  const entries = (at: string | undefined): readonly Event[] => [
    { ...fields, ...(at === undefined ? {} : { at }), type: "urn.batch-announced" },
    { ...fields, ...(at === undefined ? {} : { at }), type: "urn.batch-received", accepted: 0, present: 0, refused: 0 },
  ]
  return {
    entry: (event) => {
      if (event.type === before) return [...entries(event.at), event]
      if (event.type !== "act.effective" || event.kind !== before) return event
      return [event, ...entries(before === "close" ? undefined : event.at)]
    },
    files: thirdNote(batch),
  }
}

/** The first batch is empty and says when nothing came; a third one, as empty, says it of a later time. */
export function emptyHours(...bins: readonly (readonly BatchBin[])[]): StoryTampering {
  const [first = [], third] = bins
  const batch = { channel: "site", number: 3, count: 0, sha256: sha256Hex("") }
  const fields = { ...batch, sha256: `sha256:${batch.sha256}` } as const
  return {
    emptyBatch: (empty) => ({ ...empty, arrivals: first }),
    ...(third === undefined
      ? {}
      : {
          entry: (event) => {
            if (event.type !== "urn.batch-received" || event.number !== 2) return event
            const at = event.at === undefined ? {} : { at: event.at }
            return [
              event,
              { ...fields, ...at, type: "urn.batch-announced" },
              { ...fields, ...at, type: "urn.batch-received", accepted: 0, present: 0, refused: 0 },
            ]
          },
          files: thirdNote({ ...batch, arrivals: third }),
        }),
  }
}

/** A bin of a story, by the minutes after its opening at which it begins and ends. */
export function storyBin(from: number, to: number, ballots = 0): BatchBin {
  const opens = Date.UTC(2026, 10, 20, 19)
  return { from: opens + from * 60_000, to: opens + to * 60_000, ballots }
}

/** Makes the note of a third batch, signed by its channel. */
function thirdNote(
  batch: Pick<Batch, "channel" | "number" | "count" | "sha256" | "arrivals">,
): NonNullable<StoryTampering["files"]> {
  return (files, recorder) => {
    const { text } = noteOf(utf8Text(files.get("batches/site-000002.txt") ?? fail("no note")) ?? "")
    const note = { ...batch, rehearsal: false, uuid: recorder.uuid, previous: `sha256:${sha256Hex(text)}` } as const
    files.set("batches/site-000003.txt", utf8(signBatch(note, recorder.keyOf("site"))))
  }
}

/** Announces a third batch with the second, which says of the same two ballots that it brought them. */
function broughtTwice(): StoryTampering {
  const batch = { channel: "site", number: 3, count: 2, sha256: sha256Hex("the same") }
  const fields = { ...batch, sha256: `sha256:${batch.sha256}` } as const
  return {
    entry: (event) => {
      if (!("channel" in event) || event.number !== 2) return event
      const at = event.at === undefined ? {} : { at: event.at }
      if (event.type === "urn.batch-announced") return [event, { ...fields, ...at, type: event.type }]
      return [event, { ...fields, ...at, type: event.type, accepted: 2, present: 0, refused: 0 }]
    },
    files: thirdNote(batch),
  }
}

/** Has the act `close` declare a batch missing. */
function givingUp(batch: string): StoryTampering {
  return onAct("close", (act) => ({ ...act, statements: [...act.statements, { key: "missing", value: batch }] }))
}

/** Changes the text of the second batch's note; its channel signs what came out. */
function onBatchNote(change: (text: string) => string): StoryTampering {
  return { batchNote: (source, recorder) => signNote(change(noteOf(source).text), recorder.keyOf("site")) }
}

const wrongArrivals = (name: string, ...bins: readonly (readonly BatchBin[])[]) =>
  mutant(name, "BATCH_ARRIVALS", () => emptyHours(...bins))

/** The hours of the vote and its grace end so many minutes after the opening. */
const wholeVote = 24 * 60 + 30

const arrivals: readonly Mutant[] = [
  wrongArrivals("a batch with a bin of four minutes", [storyBin(0, 4)]),
  wrongArrivals("a batch with a bin that ends before it begins", [storyBin(10, 5)]),
  wrongArrivals("a batch with a bin of nine ballots", [storyBin(0, 5, 9)]),
  wrongArrivals("a batch whose bins leave five minutes out", [storyBin(0, 5), storyBin(10, 15)]),
  wrongArrivals("a batch whose bins overlap", [storyBin(0, 10), storyBin(5, 15)]),
  wrongArrivals("a batch whose bins hold more ballots than it has", [storyBin(0, 5, 10)]),
  wrongArrivals("a batch whose bins begin before the vote", [storyBin(-1, 5)]),
  wrongArrivals("a batch whose bins end after the grace", [storyBin(0, wholeVote + 1)]),
  wrongArrivals("a batch whose bins overlap those of an earlier one", [storyBin(0, 10)], [storyBin(9, 20)]),
  mutant("a batch of two ballots that says when they came", "BATCH_ARRIVALS", () =>
    onBatch((batch) => ({ ...batch, arrivals: [storyBin(0, 60, 2)] })),
  ),
  mutant(
    "a batch with arrivals in an election of a format without them",
    "BATCH_NOTE",
    () => emptyHours([storyBin(0, 5)]),
    { short: true, format: 2 },
  ),
]

/** These records have something wrong between the opening and the freeze. */
export const urnMutants: readonly Mutant[] = [...history, ...batches, ...arrivals]
