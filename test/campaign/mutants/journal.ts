import { fileName } from "../../../src/bundle/layout.ts"
import { base64, utf8 } from "../../../src/core/bytes.ts"
import { sha256 } from "../../../src/core/hash.ts"
import { canonicalJson, type Json } from "../../../src/core/json.ts"
import type { Event, EventType } from "../../../src/journal/event.ts"
import { signCheckpoint } from "../../../src/notes/checkpoint.ts"
import type { StoryTampering } from "../../support/story.ts"
import { type Mutant, mutant } from "./mutant.ts"

/** Changes the entries of one type: the `nth` of them, from 1, or all. */
export function onEntry<Type extends EventType>(
  type: Type,
  change: (event: Extract<Event, { readonly type: Type }>) => object | readonly object[],
  nth?: number,
): StoryTampering {
  let seen = 0
  return {
    entry: (event) => {
      if (event.type !== type || (nth !== undefined && ++seen !== nth)) return event
      return change(event as Extract<Event, { readonly type: Type }>) as Event
    },
  }
}

/** Rewrites the text of an entry. */
function onBody(number: number, change: (body: string) => string): StoryTampering {
  return { body: (body, at) => (at === number ? change(body) : body) }
}

const edited = (change: (fields: Record<string, Json>) => void) => (body: string) => {
  const fields = JSON.parse(body) as Record<string, Json>
  change(fields)
  return canonicalJson(fields)
}

function keepCheckpoints(files: Map<string, Uint8Array>, kept: number): void {
  const names = [...files.keys()].filter((name) => name.startsWith("checkpoints/")).toSorted()
  for (const name of names.slice(kept)) files.delete(name)
}

const short = { short: true, until: "open" } as const
const other = base64(sha256("another root"))

/** These records have something wrong in the journal: in its entries, its tree, its phases or its hours. */
export const journalMutants: readonly Mutant[] = [
  mutant(
    "an entry with a space",
    "JOURNAL_FORM",
    onBody(4, (body) => body.replace(",", ", ")),
    short,
  ),
  mutant(
    "an entry with its fields in another order",
    "JOURNAL_FORM",
    onBody(4, (body) => body.replace(/^\{(.*?),(.*)\}$/, "{$2,$1}")),
    short,
  ),
  mutant(
    "an entry with a field twice",
    "JOURNAL_FORM",
    onBody(4, (body) => body.replace("{", '{"at":"2026-11-01T09:00:00Z",')),
    short,
  ),
  mutant(
    "an entry of an unknown type",
    "JOURNAL_FORM",
    onBody(
      20,
      edited((fields) => (fields["type"] = "urn.emptied")),
    ),
    short,
  ),
  mutant(
    "an entry that blocks a credential, for which nobody has a signature",
    "JOURNAL_FORM",
    onEntry("urn.opened", (event) => [
      event,
      { type: "credentials.blocked", at: event.at, credential: "ab".repeat(32) },
    ]),
    short,
  ),
  mutant(
    "an entry with a field more",
    "JOURNAL_FORM",
    onBody(
      4,
      edited((fields) => (fields["note"] = "x")),
    ),
    short,
  ),
  mutant(
    "an entry with a field less",
    "JOURNAL_FORM",
    onBody(
      4,
      edited((fields) => delete fields["member"]),
    ),
    short,
  ),
  mutant(
    "an entry with a date that does not exist",
    "JOURNAL_FORM",
    onBody(
      4,
      edited((fields) => (fields["at"] = "2026-02-30T09:00:00Z")),
    ),
    short,
  ),
  mutant(
    "an entry with a negative count",
    "JOURNAL_FORM",
    onEntry("roll.imported", (event) => ({ ...event, refused: -1 })),
    short,
  ),
  mutant(
    "an entry that is not JSON",
    "JOURNAL_FORM",
    onBody(4, () => "nothing"),
    short,
  ),
  mutant(
    "an empty line in the journal",
    "JOURNAL_FORM",
    { files: (files) => void files.set("journal.jsonl", Uint8Array.from([...(files.get("journal.jsonl") ?? []), 10])) },
    short,
  ),
  mutant(
    "a last line without its end",
    "JOURNAL_FORM",
    {
      files: (files) => void files.set("journal.jsonl", (files.get("journal.jsonl") ?? new Uint8Array()).slice(0, -1)),
    },
    short,
  ),
  mutant(
    "an empty journal",
    "JOURNAL_FORM",
    { files: (files) => void files.set("journal.jsonl", new Uint8Array()) },
    short,
  ),
  mutant(
    "an election that begins twice",
    "JOURNAL_START",
    onEntry("election.created", (event) => [event, event]),
    short,
  ),
  mutant(
    "a journal that does not begin",
    "JOURNAL_START",
    onEntry("election.created", (event) => [{ type: "election.backed-up", at: event.at, size: 1 }, event]),
    short,
  ),
  mutant(
    "an entry before the one that precedes it",
    "JOURNAL_TIME",
    onEntry("roll.imported", (event) => ({ ...event, at: "2026-11-01T09:00:00Z" })),
    short,
  ),

  mutant(
    "a record without its checkpoints",
    "CHECKPOINT_MISSING",
    { files: (files) => keepCheckpoints(files, 0) },
    short,
  ),
  mutant(
    "a record just constituted, without its checkpoints",
    "CHECKPOINT_MISSING",
    { files: (files) => keepCheckpoints(files, 0) },
    { short: true, until: "constituted" },
  ),
  mutant("a record of which the later checkpoints are gone", "CHECKPOINT_MISSING", {
    files: (files) => keepCheckpoints(files, 3),
  }),
  mutant(
    "a checkpoint of another journal",
    "JOURNAL_ROOT",
    {
      checkpoint: (source, size, { urnKey }) =>
        size > 20 ? signCheckpoint({ size, root: sha256("another") }, urnKey) : source,
    },
    short,
  ),
  mutant(
    "an act that names another journal",
    "JOURNAL_ROOT",
    { act: (act) => (act.kind === "open" ? { ...act, journal: { ...act.journal, root: other } } : act) },
    short,
  ),
  mutant(
    "an entry removed after it was signed",
    "JOURNAL_ROOT",
    {
      files: (files, { bodies }) =>
        void files.set(
          "journal.jsonl",
          utf8(bodies.map((body) => `${body.replace('"letters":7', '"letters":6')}\n`).join("")),
        ),
    },
    short,
  ),
  mutant(
    "a journal cut after it was signed",
    "JOURNAL_CUT",
    {
      files: (files, { urnKey, tree }) =>
        void files.set(
          fileName({ kind: "checkpoint", size: 99 }),
          utf8(signCheckpoint({ size: 99, root: tree.root() }, urnKey)),
        ),
    },
    short,
  ),

  mutant(
    "an unsealing that declares no phase",
    "JOURNAL_PHASE",
    onEntry("act.effective", ({ phase, ...event }) =>
      event.kind === "unseal" ? event : { ...event, ...(phase && { phase }) },
    ),
  ),
  mutant(
    "an opening that declares its phase too early",
    "JOURNAL_PHASE",
    onEntry("act.effective", (event) => (event.kind === "open" ? { ...event, phase: "open" } : event)),
    short,
  ),
  mutant(
    "a seal that declares that the urn is open",
    "JOURNAL_PHASE",
    onEntry("act.effective", (event) => (event.kind === "seal" ? { ...event, phase: "unsealed" } : event)),
    { short: true, until: "sealed" },
  ),
  mutant(
    "credentials made after the seal",
    "JOURNAL_PHASE",
    () => {
      let kept: Event | undefined
      return {
        entry: (event) => {
          if (event.type === "credentials.generated") return ((kept = event), [])
          return event.type === "act.effective" && event.kind === "seal" && kept
            ? [event, { ...kept, at: event.at } as Event]
            : event
        },
      }
    },
    { short: true, until: "sealed" },
  ),
  mutant(
    "a share received before the unsealing",
    "JOURNAL_PHASE",
    onEntry("tally.computed", (event) => [
      event,
      { type: "tally.share-received", at: event.at, owner: 1, share: `sha256:${event.tally}` },
    ]),
  ),
  mutant("an urn frozen although nobody decided to close", "JOURNAL_PHASE", {
    act: (act) => (act.kind === "close" ? { ...act, kind: "recover" } : act),
    entry: (event) => ("kind" in event && event.kind === "close" ? { ...event, kind: "recover" } : event),
  }),
  mutant(
    "an opening with another hour of closing",
    "JOURNAL_CLOSES",
    onEntry("urn.opened", (event) => ({ ...event, closes: "2026-11-21T20:00:00Z" })),
    short,
  ),
  mutant(
    "a suspension that moves the close",
    "JOURNAL_CLOSES",
    onEntry("act.effective", (event) =>
      event.kind === "suspend" ? { ...event, closes: "2026-11-21T20:00:00Z" } : event,
    ),
    { until: "suspended" },
  ),
  mutant(
    "a suspension without its hour",
    "JOURNAL_CLOSES",
    onEntry("act.effective", ({ closes, ...event }) =>
      event.kind === "suspend" ? event : { ...event, ...(closes && { closes }) },
    ),
    { until: "suspended" },
  ),
  mutant(
    "an extension that shortens the vote",
    ["JOURNAL_CLOSES"],
    {
      act: (act) =>
        act.kind === "extend"
          ? {
              ...act,
              statements: act.statements.map((each) =>
                each.key === "closes" ? { ...each, value: "2026-11-21T18:00:00Z" } : each,
              ),
            }
          : act,
      entry: (event) =>
        event.type === "act.effective" && event.kind === "extend"
          ? { ...event, closes: "2026-11-21T18:00:00Z" }
          : event,
    },
    { until: "extended" },
  ),
  mutant(
    "an act dropped twice",
    "JOURNAL_ACT",
    onEntry("act.dropped", (event) => [event, event]),
    { until: "sealed" },
  ),
  mutant(
    "an act proposed while another waits",
    "JOURNAL_ACT",
    onEntry("act.dropped", () => []),
    { until: "sealed" },
  ),
  mutant(
    "an act proposed as another kind",
    "JOURNAL_ACT",
    onEntry("act.proposed", (event) => (event.act === 2 ? { ...event, kind: "recover" } : event)),
    { until: "sealed" },
  ),
  mutant(
    "an act that takes effect with another text",
    "JOURNAL_ACT",
    onEntry("act.effective", (event) =>
      event.kind === "open" ? { ...event, text: `sha256:${"0".repeat(64)}` } : event,
    ),
    short,
  ),
  mutant(
    "an act in effect that nobody proposed",
    "JOURNAL_ACT",
    onEntry("urn.opened", (event) => [
      { type: "act.effective", at: event.at, act: 9, kind: "recover", text: `sha256:${"0".repeat(64)}` },
      event,
    ]),
    short,
  ),
  mutant(
    "a refusal of an act that nobody proposed",
    "JOURNAL_ACT",
    onEntry("urn.opened", (event) => [
      { type: "act.declined", at: event.at, act: 9, member: "dan", note: `sha256:${"0".repeat(64)}` },
      event,
    ]),
    short,
  ),
  ...datedMutants(),
]

/**
 * These entries have an instant that reveals when a few ballots came, and one lacks the instant that it must have. The
 * ballots of the story come after its urn is opened, at most two of them between two acts.
 */
function datedMutants(): readonly Mutant[] {
  const after = (type: "urn.accepted", made: (at: string) => object, nth = 2): StoryTampering => {
    let [at, seen] = ["", 0]
    return {
      entry: (event) => {
        if ("at" in event) at = event.at
        return event.type === type && ++seen === nth ? [event, made(at) as Event] : event
      },
    }
  }
  const dates: readonly (readonly [name: string, made: (at: string) => object])[] = [
    ["a copy mentioned", (at) => ({ type: "election.backed-up", at, size: 5 })],
    ["a proof of possession dated", (at) => ({ type: "trustees.checked", at, owner: 1, checkpoint: 5 })],
    [
      "the officer’s file opened, with the hour,",
      (at) => ({ type: "credentials.opened", at, purpose: "print", by: "officer", reason: "lost", letters: 1 }),
    ],
    ["a dated refusal", (at) => ({ type: "act.absent", at, act: 1, member: "dan", note: `sha256:${"0".repeat(64)}` })],
  ]
  return [
    ...dates.map(([name, made]) =>
      mutant(
        `${name} after two ballots`,
        name === "a dated refusal" ? ["JOURNAL_DATE", "ANSWER_UNRECORDED"] : "JOURNAL_DATE",
        () => after("urn.accepted", made),
      ),
    ),
    mutant("a batch dated as it was received", "JOURNAL_DATE", () => {
      let at = ""
      return {
        entry: (event) => {
          if ("at" in event) at = event.at
          return event.type === "urn.batch-received" ? { ...event, at } : event
        },
      }
    }),
    mutant(
      "a proof of possession without its hour, of a format in which every entry has one",
      "JOURNAL_DATE",
      () => after("urn.accepted", () => ({ type: "trustees.checked", owner: 1, checkpoint: 5 })),
      { short: true, format: 1 },
    ),
  ]
}
