import { fileName } from "../../src/bundle/layout.ts"
import { instantText } from "../../src/core/instant.ts"
import type { Json } from "../../src/core/json.ts"
import type { ActKind } from "../../src/core/vocabulary.ts"
import type { LogHead } from "../../src/journal/log.ts"
import { checkpointText } from "../../src/notes/checkpoint.ts"
import type { SigningKey } from "../../src/notes/key.ts"
import { growingTree, leafHash } from "../../src/notes/merkle.ts"
import { noteSource, signNote, signText } from "../../src/notes/note.ts"
import { bodyOf, commitmentTo, registerOrigin, signedTextOf, type UnsignedEntry } from "../../src/register/entry.ts"
import type { PublishedEntry } from "../../src/register/event.ts"
import { statedKey, statedRegisterText, statingKinds } from "../../src/register/stated.ts"
import type { Recorder } from "./recorder.ts"
import type { StoryTampering } from "./story.ts"

/** An entry of the register before it is signed: what it tells, minutes after the first, and who signs it. */
export interface Told {
  readonly tells: Readonly<Record<string, Json>>
  readonly minute: number
  readonly by: readonly string[]
}

/** The places where a test may change the register of a story. What follows from a change is derived from it. */
export interface RegisterTampering {
  readonly told?: (told: Told, number: number) => Told | readonly Told[]
  /** Changes the text that is signed, and the signature lines under it. */
  readonly text?: (text: string, number: number) => string
  readonly lines?: (lines: readonly string[], number: number) => readonly string[]
  readonly body?: (body: string, number: number) => string
  /** Changes the entries, one per line, after the checkpoint was made. */
  readonly entries?: (lines: string) => string
  readonly checkpoint?: (text: string, recorder: Recorder) => string
  readonly note?: (source: string, recorder: Recorder) => string
  readonly files?: StoryTampering["files"]
}

const secret = commitmentTo(new Uint8Array(32), '{"name":"Jo Invented"}')

/** Makes an evening of six entries, by two members and somebody whom they let write. */
function evening(recorder: Recorder): readonly Told[] {
  const desk = recorder.verifierOf("desk-1")
  return [
    {
      tells: { type: "writer.certified", writer: "desk-1", role: "desk", key: desk, private: secret },
      ...{ minute: 0, by: ["petra", "simon"] },
    },
    { tells: { type: "log.noted", text: "The hall is open" }, minute: 1, by: ["desk-1"] },
    { tells: { type: "attendance.entered", role: "bailiff", private: secret }, minute: 2, by: ["desk-1"] },
    { tells: { type: "log.noted", private: secret }, minute: 3, by: ["dan"] },
    { tells: { type: "attendance.left", entered: 3 }, minute: 4, by: ["petra"] },
    { tells: { type: "writer.removed", writer: "desk-1", private: secret }, minute: 5, by: ["dan"] },
  ]
}

/** Writes the entries of the evening, with one thing changed, one per line. */
export function writtenRegister(
  recorder: Recorder,
  change: RegisterTampering,
): { readonly lines: readonly string[]; readonly head: LogHead } {
  const tree = growingTree()
  const lines: string[] = []
  const begin = Date.UTC(2026, 10, 20, 12)
  const all = evening(recorder).flatMap((one, i) => change.told?.(one, i + 1) ?? one)
  for (const { tells, minute, by } of all) {
    const number = lines.length + 1
    const unsigned = { ...tells, at: instantText(begin + minute * 60_000) } as unknown as UnsignedEntry
    const before = { size: tree.size(), root: tree.root() }
    const honest = signedTextOf({ uuid: recorder.uuid, rehearsal: false }, before, unsigned)
    const text = change.text?.(honest, number) ?? honest
    const made = by.map((name) => lineOf(text, name === "urn" ? recorder.urnKey : recorder.keyOf(name)))
    const signed = change.lines?.(made, number) ?? made
    const whole = bodyOf({ ...unsigned, signed } as PublishedEntry)
    const body = change.body?.(whole, number) ?? whole
    lines.push(`${body}\n`)
    tree.add(leafHash(body))
  }
  return { lines, head: { size: tree.size(), root: tree.root() } }
}

/** Makes a story whose record has a register with one thing changed. */
export function registered(change: RegisterTampering = {}): StoryTampering {
  return {
    files: (files, recorder) => {
      const { lines, head } = writtenRegister(recorder, change)
      const state = { origin: registerOrigin(recorder.urnKey.name), ...head }
      const stated = change.checkpoint?.(checkpointText(state), recorder) ?? checkpointText(state)
      const source = signNote(stated, recorder.urnKey)
      const text = lines.join("")
      const put = (kind: "register" | "register-checkpoint", content: string) =>
        files.set(fileName({ kind }), new TextEncoder().encode(content))
      put("register-checkpoint", change.note?.(source, recorder) ?? source)
      put("register", change.entries?.(text) ?? text)
      change.files?.(files, recorder)
    },
  }
}

/**
 * Does the same with acts that state the register: *seal* none of it, *close* its first four entries, *proclaim* all six.
 *
 * @param stated - changes what an act states
 */
export function statedRegister(
  change: RegisterTampering = {},
  stated: (value: string, kind: ActKind) => string | undefined = (value) => value,
): StoryTampering {
  return {
    ...registered(change),
    act: (act, recorder) => {
      if (!statingKinds.includes(act.kind)) return act
      const told = act.kind === "seal" ? nothing : act.kind === "close" ? firstFour : {}
      const value = stated(statedRegisterText(writtenRegister(recorder, told).head), act.kind)
      const others = act.statements.filter(({ key }) => key !== statedKey)
      return { ...act, statements: value === undefined ? others : [...others, { key: statedKey, value }] }
    },
  }
}

const nothing: RegisterTampering = { told: () => [] }
const firstFour: RegisterTampering = { told: (one, number) => (number <= 4 ? one : []) }

function lineOf(text: string, key: SigningKey): string {
  return noteSource({ text, signatures: [signText(text, key)] })
    .slice(text.length + 1)
    .trimEnd()
}
