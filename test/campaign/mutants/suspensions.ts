import { fileName } from "../../../src/bundle/layout.ts"
import type { FindingCode } from "../../../src/core/finding.ts"
import { instantText } from "../../../src/core/instant.ts"
import type { UrnSuspended } from "../../../src/journal/event.ts"
import { signNote } from "../../../src/notes/note.ts"
import type { UrgentSuspension } from "../../../src/notes/urgent-suspension.ts"
import type { StoryOptions, StoryTampering } from "../../support/story.ts"
import { type Mutant, mutant } from "./mutant.ts"

const urgent = { short: true, small: true, until: "open", urgent: "resumes" } as const
const minute = 60_000

function changed(
  name: string,
  codes: FindingCode | readonly FindingCode[],
  tampering: StoryTampering,
  options: StoryOptions = urgent,
): Mutant {
  return mutant(name, codes, tampering, options)
}

const states = (change: (stated: UrgentSuspension) => Partial<UrgentSuspension>, of = 1): StoryTampering => ({
  suspension: (stated, nth) => (nth === of ? { ...stated, ...change(stated) } : stated),
})
const entry = (change: (event: UrnSuspended) => Partial<UrnSuspended>, of = 1): StoryTampering => ({
  entry: (event) => (event.type === "urn.suspended" && event.number === of ? { ...event, ...change(event) } : event),
})
const signedBy = (...members: readonly string[]): StoryTampering => ({ suspenders: () => members })
const path = fileName({ kind: "suspension", number: 1 })
const asRule = (rule: string): StoryTampering => ({
  definition: (text) => text.replace(/\n {2}urgent-suspension: .*/, rule),
})

export const suspensionMutants: readonly Mutant[] = [
  changed("an urgent suspension that nobody signed as a member", "SUSPENSION_SIGNERS", signedBy("dora", "stranger")),
  changed("an urgent suspension signed with the key of a channel", "SUSPENSION_SIGNERS", signedBy("site")),
  changed(
    "an urgent suspension signed by one where two must",
    "SUSPENSION_SIGNERS",
    asRule("\n  urgent-suspension: { members: 2, minutes: 30 }"),
  ),
  changed("an urgent suspension with a strange signature more", "SUSPENSION_SIGNERS", signedBy("simon", "stranger")),
  changed("an urgent suspension that the definition allows to nobody", "SUSPENSION_RULE", asRule("")),
  changed(
    "an urgent suspension of another election",
    "SUSPENSION_RULE",
    states(() => ({ uuid: "4nPVWowQtAwLwC" })),
  ),
  changed(
    "an urgent suspension of the rehearsal",
    "SUSPENSION_RULE",
    states(() => ({ rehearsal: true })),
  ),
  changed(
    "an urgent suspension with another number",
    "SUSPENSION_RULE",
    states(() => ({ number: 7 })),
  ),
  changed(
    "an urgent suspension after another act",
    "SUSPENSION_RULE",
    states(({ after }) => ({ after: { ...after, act: after.act - 1 } })),
  ),
  changed(
    "an urgent suspension after an act with another text",
    "SUSPENSION_RULE",
    states(({ after }) => ({ after: { ...after, text: `sha256:${"0".repeat(64)}` } })),
  ),
  changed(
    "an urgent suspension with another hour of closing",
    "SUSPENSION_RULE",
    states(({ closes }) => ({ closes: closes + minute })),
  ),
  changed(
    "an urgent suspension that was made after it took effect",
    "SUSPENSION_RULE",
    states(({ at, until = 0 }) => ({ at: at + 3 * minute, until: until + 3 * minute })),
  ),
  changed(
    "an urgent suspension that was made an hour before",
    "SUSPENSION_RULE",
    states(({ at, until = 0 }) => ({ at: at - 60 * minute, until: until - 60 * minute })),
  ),
  changed(
    "an urgent suspension that is longer than the definition allows",
    "SUSPENSION_RULE",
    states(({ until = 0 }) => ({ until: until + minute })),
  ),
  changed(
    "an urgent suspension that does not end",
    "SUSPENSION_RULE",
    states(() => ({ until: undefined })),
  ),
  changed(
    "an urgent suspension that ends by itself where it must not",
    "SUSPENSION_RULE",
    states(({ at }) => ({ until: at + 30 * minute })),
    { ...urgent, urgent: "stays" },
  ),
  changed(
    "an urgent suspension whose entry ends it later",
    "SUSPENSION_RULE",
    entry(({ until = "" }) => ({ until: instantText(Date.parse(until) + minute) })),
  ),
  changed("a second urgent suspension before the authority decided anything", "SUSPENSION_RULE", { unanswered: true }),
  changed("an urgent suspension with another note", "SUSPENSION_NOTE", {
    files: (files, recorder) => {
      const text = new TextDecoder().decode(files.get(path)).split("\n\n")[0] ?? ""
      files.set(path, new TextEncoder().encode(signNote(`${text}\n`, recorder.keyOf("simon"), recorder.keyOf("petra"))))
    },
  }),
  changed("an urgent suspension whose note is no note", "SUSPENSION_NOTE", { suspensionNote: () => "suspended\n" }),
  changed("an urgent suspension without its note", "SUSPENSION_RECORD", {
    files: (files) => void files.delete(path),
  }),
  changed("a note of an urgent suspension that the journal does not know", "SUSPENSION_RECORD", {
    files: (files) => void files.set(fileName({ kind: "suspension", number: 3 }), files.get(path) ?? new Uint8Array()),
  }),
  changed(
    "an urgent suspension that is entered under another number",
    "SUSPENSION_RECORD",
    entry(() => ({ number: 5 })),
  ),
  changed(
    "an urgent suspension in a format without them",
    ["FILE_UNKNOWN", "SUSPENSION_RULE"],
    {},
    { ...urgent, format: 2 },
  ),
  changed(
    "an urgent suspension that moves the hour of closing",
    ["ACT_STATEMENT", "JOURNAL_CLOSES", "SUSPENSION_RULE"],
    entry(({ closes }) => ({ closes: instantText(Date.parse(closes) + minute) })),
  ),
  changed("an extension that ends an urgent suspension later", "JOURNAL_RESUMES", {
    entry: (event) =>
      event.type === "act.effective" && event.until !== undefined
        ? { ...event, until: instantText(Date.parse(event.until) + minute) }
        : event,
  }),
  changed("an act that lets an urgent suspension end", "JOURNAL_RESUMES", {
    entry: (event) =>
      event.type === "act.effective" && event.kind === "suspend"
        ? { ...event, until: instantText(Date.parse(event.at) + 300 * minute) }
        : event,
  }),
  // What is dated after it and before the end of the suspension goes back in time.
  changed("a ballot accepted during an urgent suspension", ["JOURNAL_PHASE", "JOURNAL_RESUMES", "JOURNAL_TIME"], {
    early: "urgent",
  }),
  changed(
    "a ballot accepted while the vote stays suspended urgently",
    "URN_ACCEPTED",
    { early: "urgent" },
    { ...urgent, urgent: "stays" },
  ),
]
