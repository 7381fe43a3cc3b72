import { noteText } from "../../src/authority/act-file.ts"
import { type Act, actHash, actText, type Statement } from "../../src/authority/act.ts"
import { archiveEntries, archiveHeader, type ArchiveRecord } from "../../src/belenios/archive.ts"
import { appendEvent, type ArchiveHead, type EventContent } from "../../src/belenios/chain.ts"
import { compareFiles, fileName } from "../../src/bundle/layout.ts"
import { manifestName, manifestText } from "../../src/bundle/manifest.ts"
import { base64, concat, utf8 } from "../../src/core/bytes.ts"
import { sha256, sha256Hex } from "../../src/core/hash.ts"
import type { ActKind, Phase } from "../../src/core/vocabulary.ts"
import { isApart, mustBeDated } from "../../src/journal/dating.ts"
import { entryBody, stamped } from "../../src/journal/entry.ts"
import type { Event, NewEvent } from "../../src/journal/event.ts"
import { cosign, signCheckpoint } from "../../src/notes/checkpoint.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { leafHash, memoryTree } from "../../src/notes/merkle.ts"
import { noteSource, parseNote, signText, withSignature } from "../../src/notes/note.ts"

/**
 * The places where a test may change a record while it is made. What follows from a change is derived from it: hashes,
 * chain, tree, signatures, manifest.
 */
export interface Tampering {
  /** Replaces an entry of the journal by another one, several, or none. */
  readonly entry?: (event: Event, number: number) => Event | readonly Event[]
  /** Changes the canonical text of an entry. */
  readonly body?: (body: string, number: number) => string
  readonly act?: (act: Act, recorder: Recorder) => Act
  /** Replaces the key of a member, a channel or a witness. */
  readonly key?: (key: SigningKey) => SigningKey
  /** Changes the members who sign, as the journal records them. */
  readonly signers?: (members: readonly string[], act: Act) => readonly string[]
  /** Changes the file of an act, text and signatures. */
  readonly note?: (source: string, act: Act, recorder: Recorder) => string
  /** Replaces what is appended to the archive. */
  readonly content?: (content: EventContent, height: number) => EventContent | readonly EventContent[]
  /** Changes the records of an event before they are appended; the head stays the one that they were made for. */
  readonly records?: (records: readonly ArchiveRecord[], height: number) => readonly ArchiveRecord[]
  readonly head?: (head: ArchiveHead) => ArchiveHead
  readonly checkpoint?: (source: string, size: number, recorder: Recorder) => string
  /** Changes the files before the manifest is made. */
  readonly files?: (files: Map<string, Uint8Array>, recorder: Recorder) => void
  /** Changes the files together with their manifest. */
  readonly bundle?: (files: Map<string, Uint8Array>, recorder: Recorder) => void
}

/** Writes an election's journal, acts, archive and checkpoints, as the program would. */
export class Recorder {
  readonly uuid: string
  readonly name: string
  readonly urnKey: SigningKey
  readonly witness: SigningKey = { name: "witness.example/press", seed: sha256("witness") }
  readonly bodies: string[] = []
  readonly tree = memoryTree()
  readonly records: ArchiveRecord[] = []
  readonly files = new Map<string, Uint8Array>()
  readonly acts: { readonly act: Act; readonly text: string }[] = []
  head: ArchiveHead | undefined
  timestamp = 0
  ballots = 0
  /** Milliseconds. */
  now: number
  private readonly tampering: Tampering
  /** Whether the format allows entries without a date. */
  private apart = false
  /** How many ballots came since the last dated entry. */
  private undated = 0
  private closes = Infinity
  /** The last act that took effect. */
  inEffect: { readonly number: number; readonly text: string } | undefined

  constructor(election: { readonly uuid: string; readonly name: string; readonly now: number }, tampering: Tampering) {
    this.uuid = election.uuid
    this.name = election.name
    this.now = election.now
    this.urnKey = { name: `urne/${election.uuid}`, seed: sha256("urn", election.uuid) }
    this.tampering = tampering
  }

  keyOf(member: string): SigningKey {
    const key = { name: `urne.example/${member}`, seed: sha256("member", member) }
    return this.tampering.key?.(key) ?? key
  }

  verifierOf(member: string): string {
    return verifierKeyText(verifierOf(this.keyOf(member)))
  }

  wait(minutes: number): void {
    this.now += minutes * 60_000
  }

  append(event: NewEvent): void {
    const { entry, body: change } = this.tampering
    const dated = this.isDated(event)
    if (!dated && event.type === "election.backed-up") return
    const whole = stamped(event, dated ? this.now : undefined)
    const made = entry === undefined ? whole : entry(whole, this.bodies.length + 1)
    for (const one of Array.isArray(made) ? (made as readonly Event[]) : [made as Event]) {
      const text = entryBody(one)
      const body = change === undefined ? text : change(text, this.bodies.length + 1)
      this.bodies.push(body)
      this.tree.add(leafHash(body))
    }
  }

  /** Decides this as `append` does for an election file. */
  private isDated(event: NewEvent): boolean {
    if (event.type === "election.created") this.apart = event.format !== undefined
    if (event.type === "urn.accepted") this.undated += event.count
    if ("closes" in event) this.closes = Date.parse(event.closes ?? "")
    const announcedLate = event.type === "urn.batch-announced" && this.now >= this.closes
    const dated = !this.apart || mustBeDated(event.type) || isApart(this.undated) || announcedLate
    if (dated && event.type !== "urn.accepted") this.undated = 0
    return dated
  }

  journal(): Act["journal"] {
    return { size: this.tree.size(), root: base64(this.tree.root()) }
  }

  /** Proposes an act, has these members sign it in turn, and puts it into effect. */
  act(
    kind: ActKind,
    statements: readonly Statement[],
    members: readonly string[],
    leadsTo: {
      readonly phase?: Phase
      readonly closes?: string
      readonly until?: string
      readonly clock?: string
    } = {},
  ): Act {
    const act = this.propose(kind, statements)
    const signers = this.tampering.signers?.(members, act) ?? members
    for (const member of signers) {
      this.append({ type: "act.signed", act: act.number, member })
      this.wait(1)
    }
    const text = this.publish(act, signers)
    this.append({ type: "act.effective", act: act.number, kind, text: actHash(text), ...leadsTo })
    this.inEffect = { number: act.number, text: actHash(text) }
    return act
  }

  /** Proposes an act and withdraws it. */
  dropped(kind: ActKind, statements: readonly Statement[]): void {
    const act = this.propose(kind, statements)
    this.publish(act, [])
    this.wait(1)
    this.append({ type: "act.dropped", act: act.number, reason: "withdrawn" })
  }

  private propose(kind: ActKind, statements: readonly Statement[]): Act {
    const stated: Act = {
      rehearsal: false,
      uuid: this.uuid,
      name: this.name,
      number: this.acts.length + 1,
      kind,
      previous: this.inEffect as Act["previous"],
      proposed: this.now,
      expires: this.now + 12 * 3_600_000,
      journal: this.journal(),
      archive: this.head === undefined ? undefined : { height: this.head.height, hash: this.head.hash },
      statements,
    }
    const act = this.tampering.act?.(stated, this) ?? stated
    const text = actText(act)
    this.acts.push({ act, text })
    this.append({ type: "act.proposed", act: this.acts.length, kind, text: actHash(text) })
    return act
  }

  private publish(act: Act, signers: readonly string[]): string {
    const text = actText(act)
    const lines = signers.map((member) => signatureLine(text, this.keyOf(member)))
    const source = noteText(text, lines)
    this.write(
      fileName({ kind: "act", act: act.number, deed: act.kind }),
      this.tampering.note?.(source, act, this) ?? source,
    )
    return text
  }

  /** Writes a member's reservation about the last act. */
  reservation(member: string, text: string): void {
    const { act, text: actBody } = this.acts.at(-1) ?? fail("no act")
    const lines = [
      "urne reservation v1",
      `election ${this.uuid}`,
      `act ${act.number} ${actHash(actBody)}`,
      `member ${member}`,
    ]
    const note = [...lines, `text ${text}`, ""].join("\n")
    const source = noteSource({ text: note, signatures: [signText(note, this.keyOf(member))] })
    this.append({ type: "act.reserved", act: act.number, member, note: actHash(source) })
    this.write(fileName({ kind: "answer", act: act.number, member, answer: "reserved" }), source)
  }

  /** Appends an event to the archive. */
  extend(content: EventContent): ArchiveHead {
    const made = this.tampering.content?.(content, (this.head?.height ?? -1) + 1) ?? content
    for (const one of Array.isArray(made) ? (made as readonly EventContent[]) : [made as EventContent]) {
      const { head, records } = appendEvent(this.head, one)
      this.records.push(...(this.tampering.records?.(records, head.height) ?? records))
      this.head = this.tampering.head?.(head) ?? head
      if (one.type === "Ballot") this.ballots++
    }
    return this.head ?? fail("an archive without an event")
  }

  checkpoint(options: { readonly witnessed?: boolean } = {}): void {
    const size = this.tree.size()
    const source = signCheckpoint({ size, root: this.tree.root() }, this.urnKey)
    const note = parseNote(source) ?? fail("no note")
    const cosigned =
      options.witnessed === true ? noteSource(withSignature(note, cosign(note.text, this.witness, this.now))) : source
    const made = this.tampering.checkpoint?.(cosigned, size, this) ?? cosigned
    this.write(fileName({ kind: "checkpoint", size }), made)
  }

  write(name: string, content: string | Uint8Array): void {
    this.files.set(name, typeof content === "string" ? utf8(content) : content)
  }

  archive(): Uint8Array {
    return concat(archiveHeader(this.timestamp), archiveEntries(this.records, this.timestamp))
  }

  /** Returns the files of the bundle, in their order. */
  bundle(): Map<string, Uint8Array> {
    this.write(fileName({ kind: "journal" }), this.bodies.map((body) => `${body}\n`).join(""))
    if (this.records.length > 0) this.write(fileName({ kind: "archive", uuid: this.uuid }), this.archive())
    this.tampering.files?.(this.files, this)
    const whole = withManifest(this.files)
    this.tampering.bundle?.(whole, this)
    return whole
  }
}

/** Returns the same files in the order of a bundle, with their manifest; one that is there is made anew. */
function withManifest(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const names = [...files.keys()].filter((name) => name !== manifestName).sort(compareFiles)
  const whole = new Map(names.map((name) => [name, files.get(name) ?? new Uint8Array()]))
  const hashed = [...whole].map(([name, bytes]) => ({ name, sha256: sha256Hex(bytes) }))
  return whole.set(manifestName, utf8(manifestText(hashed)))
}

export function signatureLine(text: string, key: SigningKey): string {
  return noteSource({ text, signatures: [signText(text, key)] })
    .slice(text.length + 1)
    .trimEnd()
}

export function fail(why: string): never {
  throw new Error(why)
}
