import { statementOf } from "../../src/authority/act.ts"
import { fileName } from "../../src/bundle/layout.ts"
import { utf8, utf8Text } from "../../src/core/bytes.ts"
import { instantText, parseInstant } from "../../src/core/instant.ts"
import type { Json } from "../../src/core/json.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { publicEntry } from "../../src/incidents/public-entry.ts"
import type { Event } from "../../src/journal/event.ts"
import {
  type EarlierNotice,
  type NoticeFacts,
  noticeFacts,
  type NoticeGround,
  unanswered,
} from "../../src/notices/facts.ts"
import { type Notice, noticeHash } from "../../src/notices/notice.ts"
import { noticeText } from "../../src/notices/notice-text.ts"
import { isPoint, isTold, toldAt, type ToldEntry } from "../../src/notices/told.ts"
import { checkpointText } from "../../src/notes/checkpoint.ts"
import { growingTree, leafHash } from "../../src/notes/merkle.ts"
import { signNote } from "../../src/notes/note.ts"
import { bodyOf, registerOrigin, type SignedEntry, signedTextOf, type UnsignedEntry } from "../../src/register/entry.ts"
import type { PublishedEntry } from "../../src/register/event.ts"
import { hourOfSilence } from "./attested.ts"
import { fail, type Recorder, signatureLine } from "./recorder.ts"
import type { StoryTampering } from "./story.ts"

type Fields = Readonly<Record<string, Json>>

/**
 * Something of the night, at an instant or a minute after the urn was frozen: an entry of the register, or a notice, with
 * whoever signs it.
 */
export type Happening = { readonly at: string; readonly by: readonly string[] } & (
  { readonly tells: Fields } | { readonly issues: Partial<Pick<Notice, "statement" | "cites" | "corrects">> }
)

/** Where a test may change the notices of a story. What follows from a change is made from it. */
export interface NoticeTampering {
  readonly night?: (night: readonly Happening[]) => readonly Happening[]
  /** The head of a notice, before its text is made. */
  readonly notice?: (notice: Notice, number: number) => Notice
  readonly text?: (text: string, number: number) => string
  readonly by?: (members: readonly string[], number: number) => readonly string[]
  readonly note?: (source: string, number: number) => string
  /** The entry by which a notice was issued; none where it gives nothing. */
  readonly entry?: (tells: Fields, number: number) => readonly Fields[]
  readonly name?: (name: string, number: number) => string
  readonly files?: StoryTampering["files"]
  readonly definition?: (text: string) => string
}

/** A line of the first notice, where the interruption is told: the second one corrects it. */
export const outageLine = 20

const incident = { incident: 1 }
const evidence = `sha256:${"ab".repeat(32)}`
const night: readonly Happening[] = [
  entry("20:30", { type: "incident.opened", ...incident, title: "No vote arrives" }),
  entry("20:30", {
    ...{ type: "incident.observed", ...incident, observation: 1, what: "The site answers nobody" },
    ...{ from: "2026-11-20T19:30:00Z", until: "2026-11-20T20:15:00Z", effect: "interruption" },
  }),
  entry("20:45", {
    ...{ type: "incident.claimed", ...incident, claim: 1, cause: "intrusion", what: "An attack", claimant: "press" },
    ...{ said: "2026-11-20T20:40:00Z", where: "on the radio" },
  }),
  { at: "2026-11-20T21:00:00Z", by: ["petra", "simon"], issues: {} },
  entry("21:05", { type: "log.noted", text: "The first notice was read aloud" }),
  entry("21:20", { type: "incident.corrected", ...incident, entry: 2, what: "It was over at 20:00" }),
  {
    ...{ at: "2026-11-20T21:30:00Z", by: ["petra", "dan"] },
    issues: { statement: ["We ask the host."], cites: [1], corrects: [{ notice: 1, line: outageLine }] },
  },
  entry("22:00", { type: "incident.evidenced", ...incident, evidence: 1, what: "A log", sha256: evidence, size: 3 }),
  entry("22:00", {
    ...{ type: "incident.judged", ...incident, claim: 1, status: "refuted", evidence: [1] },
    reason: "Nobody was there",
  }),
  entry("22:00", { type: "incident.closed", ...incident, reason: "Dealt with" }),
  { at: "2026-11-21T11:00:00Z", by: ["simon", "dan"], issues: {} },
  { at: "frozen", by: ["petra", "simon", "dan"], issues: {} },
]

/** The same night, whose incident rests on an apparent interruption of the register. */
export const silentNight: readonly Happening[] = [
  entry("20:20", hourOfSilence(Date.UTC(2026, 10, 20, 19, 15)).tells),
  ...night.map((one) =>
    "tells" in one && one.tells["type"] === "incident.observed" ? { ...one, tells: { ...one.tells, silence: 1 } } : one,
  ),
]

function entry(clock: string, tells: Fields): Happening {
  return { at: `2026-11-20T${clock}:00Z`, by: ["petra"], tells }
}

/** A story whose record has four notices, of a night with one incident, with one thing changed in them. */
export function noticed(change: NoticeTampering = {}): StoryTampering {
  const hours = ' turnout: { at: ["22:00", "12:00"] }\n'
  return {
    definition: (text) => {
      const due = text.replace("  results: {", ` ${hours}  results: {`)
      return change.definition?.(due) ?? due
    },
    constitution: (constitution) => ({
      ...constitution,
      publish: constitution.publish.map((line) => line.replace("turnout national", "turnout national 22:00 12:00")),
    }),
    files: (files, recorder) => {
      write(new Telling(files, recorder, change), files, recorder)
      change.files?.(files, recorder)
    },
  }
}

function write(telling: Telling, files: Map<string, Uint8Array>, recorder: Recorder): void {
  telling.tell()
  const { size, root } = telling.head()
  const state = { origin: registerOrigin(recorder.urnKey.name), size, root }
  files.set(fileName({ kind: "register-checkpoint" }), utf8(signNote(checkpointText(state), recorder.urnKey)))
  files.set(fileName({ kind: "register" }), utf8(telling.lines.join("")))
}

class Telling {
  readonly lines: string[] = []
  private readonly tree = growingTree()
  private readonly entries: SignedEntry[] = []
  private readonly earlier = new Map<number, EarlierNotice>()
  private before: Notice["after"]
  private readonly files: Map<string, Uint8Array>
  private readonly recorder: Recorder
  private readonly change: NoticeTampering
  private readonly told: readonly ToldEntry[]

  constructor(files: Map<string, Uint8Array>, recorder: Recorder, change: NoticeTampering) {
    this.files = files
    this.recorder = recorder
    this.change = change
    this.told = toldIn(recorder)
  }

  head(): Notice["register"] {
    return { size: this.tree.size(), root: this.tree.root() }
  }

  tell(): void {
    for (const one of this.change.night?.(night) ?? night) {
      const at = one.at === "frozen" ? this.frozenAt() : (parseInstant(one.at) ?? fail(`no instant: ${one.at}`))
      // Where the story ends before the urn is frozen, nothing is told of that.
      if (at === undefined) continue
      if ("tells" in one) this.enter(one.tells, at, one.by)
      else this.issue(one.issues, at, one.by)
    }
  }

  private frozenAt(): number | undefined {
    const frozen = this.told.find(({ event }) => event.type === "urn.frozen")
    return frozen && toldAt(frozen) + 60_000
  }

  private enter(tells: Fields, at: number, by: readonly string[]): void {
    const unsigned = { ...tells, at: instantText(at) } as unknown as UnsignedEntry
    const text = signedTextOf({ uuid: this.recorder.uuid, rehearsal: false }, this.head(), unsigned)
    const signed = by.map((name) => signatureLine(text, this.recorder.keyOf(name)))
    const entered = { ...unsigned, signed } as PublishedEntry
    const body = bodyOf(entered)
    this.lines.push(`${body}\n`)
    this.tree.add(leafHash(body))
    this.entries.push({ number: this.tree.size(), at, entry: entered, signers: by.map((id) => ({ id, of: "member" })) })
  }

  private issue(
    { statement = [], cites = [], corrects = [] }: Partial<Pick<Notice, "statement" | "cites" | "corrects">>,
    at: number,
    by: readonly string[],
  ): void {
    const { change, recorder, told } = this
    const number = this.earlier.size + 1
    const ground = this.ground()
    const point = told.findLast((one) => isPoint(one) && toldAt(one) <= at)?.number ?? fail("no state to name")
    const honest: Notice = {
      ...{ rehearsal: false, uuid: recorder.uuid, number, after: this.before, at },
      ...{ journal: journalAt(recorder, point), register: this.head() },
      answers: unanswered(
        ground.definition,
        [...this.earlier.values()].map(({ notice }) => notice),
        at,
      ).map((due) => due.number),
      ...{ statement, cites, corrects },
    }
    const facts = noticeFacts(ground, honest) ?? fail("a notice that cannot be made")
    const notice = change.notice?.(honest, number) ?? honest
    const made = textOf(noticeFacts(ground, notice) ?? facts, notice)
    const text = change.text?.(made, number) ?? made
    const signers = change.by?.(by, number) ?? by
    const signed = signNote(text, ...signers.map((name) => (name === "urn" ? recorder.urnKey : recorder.keyOf(name))))
    const source = change.note?.(signed, number) ?? signed
    const name = fileName({ kind: "notice", number })
    this.files.set(change.name?.(name, number) ?? name, utf8(source))
    this.before = noticeHash(source)
    this.earlier.set(number, { notice, text })
    const tells = { type: "notice.issued", number, note: this.before }
    for (const one of change.entry?.(tells, number) ?? [tells]) this.enter(one, at + 60_000, by.slice(0, 1))
  }

  private ground(): NoticeGround {
    const definition = utf8Text(this.files.get("definition.yaml") ?? new Uint8Array()) ?? ""
    const parsed = parseDefinition(definition)
    if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
    return {
      definition: parsed.definition,
      told: this.told,
      incidents: this.entries.flatMap((one) => publicEntry(one) ?? []),
      register: this.entries,
      earlier: this.earlier,
      // Nobody votes twice in the story.
      finalVoters: this.recorder.ballots,
    }
  }
}

function textOf(facts: NoticeFacts, notice: Notice): string {
  return noticeText({ ...facts, notice })
}

/** Returns the journal as it was at a size. */
export function journalAt({ bodies }: Recorder, size: number): Notice["journal"] {
  const tree = growingTree()
  for (const body of bodies.slice(0, size)) tree.add(leafHash(body))
  return { size, root: tree.root() }
}

function toldIn({ bodies, acts }: Recorder): readonly ToldEntry[] {
  return bodies.flatMap((body, i): readonly ToldEntry[] => {
    const event = JSON.parse(body) as Event
    if (!isTold(event)) return []
    const act = event.type === "act.effective" && event.kind === "open" ? acts[event.act - 1]?.act : undefined
    const hour = (key: string) => parseInstant((act && statementOf(act, key)) ?? "")
    return [{ number: i + 1, event, hours: act && { opens: hour("opens"), closes: hour("closes") } }]
  })
}
