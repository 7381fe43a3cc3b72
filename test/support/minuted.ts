import { fileName } from "../../src/bundle/layout.ts"
import { type MinutesNote, minutesNoteText } from "../../src/minutes/note.ts"
import { textHash } from "../../src/minutes/queries.ts"
import { minutesHash, minutesKey } from "../../src/minutes/stated.ts"
import { minutesText } from "../../src/minutes/text.ts"
import { growingTree, leafHash } from "../../src/notes/merkle.ts"
import { signNote } from "../../src/notes/note.ts"
import type { StatedRegister } from "../../src/register/stated.ts"
import type { Facts } from "../../src/verify/facts.ts"
import { minutesFacts } from "../../src/verify/minutes/facts.ts"
import { openReport } from "../../src/verify/open-report.ts"
import { memorySource } from "../../src/verify/source/source.ts"
import { runStages } from "../../src/verify/stages.ts"
import { attesting, hourOfSilence } from "./attested.ts"
import { type Story, type StoryOptions, type StoryTampering, tell } from "./story.ts"
import { tools } from "./tools.ts"

/** Where a test may change the minutes of a story. What follows from a change is made from it. */
export interface MinutesTampering {
  readonly text?: (text: string) => string
  readonly note?: (note: MinutesNote) => MinutesNote
  readonly noteText?: (text: string) => string
  readonly by?: readonly string[]
  /** The signed note, after the proclamation stated it. */
  readonly source?: (source: string) => string
  /** The public text, after it was signed. */
  readonly published?: (text: string) => string
  readonly stated?: (value: string) => string | undefined
  readonly files?: StoryTampering["files"]
}

const drawn = Date.UTC(2026, 10, 22, 21)
const nothing = { authority: undefined, checkpoints: [], receipts: [], trackers: [] }

/** Returns what a story tells, as a verification learns it. */
async function factsOf({ files }: Story): Promise<Facts> {
  return runStages(memorySource(files), nothing, tools, openReport())
}

/** A short story with a register in which an incident rests on an apparent interruption. */
const silent: StoryTampering = attesting(({ opened }) => {
  const silence = hourOfSilence(opened + 600_000)
  const { at } = silence
  const { from = "" } = silence.tells
  return [
    silence,
    { at, tells: { type: "incident.opened", incident: 1, title: "No vote arrives" } },
    {
      at,
      tells: {
        ...{ type: "incident.observed", incident: 1, observation: 1, what: "The site answers nobody", from },
        ...{ effect: "interruption", silence: 1 },
      },
    },
  ]
})

/** Minutes that tell the figures of an apparent interruption, with one thing changed in them. */
export function minutedSilence(change: MinutesTampering = {}): Promise<Story> {
  const options = { short: true, small: true }
  const { files } = tell(silent, options)
  const tree = growingTree()
  for (const line of new TextDecoder().decode(files.get("register.jsonl")).trimEnd().split("\n")) {
    tree.add(leafHash(line))
  }
  return minuted(change, { story: silent, register: { size: tree.size(), root: tree.root() } }, options)
}

/**
 * A story whose record has minutes, with one thing changed in them. They are drawn up from the story as it is without.
 *
 * @param register - the state on which they rest; `none` where the story has no register
 */
export async function minuted(
  change: MinutesTampering = {},
  {
    story = {},
    register = { size: 0, root: new Uint8Array() },
  }: {
    readonly story?: StoryTampering
    readonly register?: StatedRegister
  } = {},
  options: StoryOptions = { short: true },
): Promise<Story> {
  const facts = minutesFacts(await factsOf(tell(story, options)), { drawn, register })
  if (facts === undefined) throw new Error("the story has no result")
  const text = change.text?.(minutesText(facts)) ?? minutesText(facts)
  const honest: MinutesNote = {
    ...{ rehearsal: facts.rehearsal, uuid: facts.uuid, result: facts.result, register, drawn },
    ...{ public: textHash(text), full: textHash(`${text}full`) },
  }
  const made = minutesNoteText(change.note?.(honest) ?? honest)
  const noteText = change.noteText?.(made) ?? made
  return tell(
    {
      ...story,
      act: (act, recorder) => {
        const told = story.act?.(act, recorder) ?? act
        if (told.kind !== "proclaim") return told
        const source = signNote(noteText, ...(change.by ?? ["petra", "simon"]).map((name) => recorder.keyOf(name)))
        const value = change.stated === undefined ? minutesHash(source) : change.stated(minutesHash(source))
        const statements = told.statements.flatMap((one) =>
          one.key !== minutesKey ? [one] : value === undefined ? [] : [{ key: minutesKey, value }],
        )
        return { ...told, statements }
      },
      files: (files, recorder) => {
        story.files?.(files, recorder)
        const source = signNote(noteText, ...(change.by ?? ["petra", "simon"]).map((name) => recorder.keyOf(name)))
        const put = (kind: "minutes" | "minutes-note", content: string) =>
          files.set(fileName({ kind }), new TextEncoder().encode(content))
        put("minutes", change.published?.(text) ?? text)
        put("minutes-note", change.source?.(source) ?? source)
        change.files?.(files, recorder)
      },
    },
    options,
  )
}
