/**
 * Reads of a published record what two histories are told apart by: its two logs, whole, and the states that the urn signed.
 * Whether the record is right in all else, only `verify` says.
 */
import { actHash, actText } from "../authority/act.ts"
import { type JudgedActs, judgeActs, type SignedText } from "../authority/carried-text.ts"
import { fileName, parseFileName } from "../bundle/layout.ts"
import { concat, equalBytes, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { tryParseJson } from "../core/json.ts"
import { linesOf } from "../core/lines.ts"
import type { RecordFault } from "../core/refusals.ts"
import type { Event } from "../journal/event.ts"
import { parseVerifierKey } from "../notes/key.ts"
import { leafHash, memoryTree } from "../notes/merkle.ts"
import { openUrnCheckpoint, type UrnKeyTerm } from "../notes/urn-key-term.ts"
import { openRegisterCheckpoint } from "../register/checkpoint.ts"
import { longestEntry } from "../register/entry.ts"
import { nothingShown, type Shown, type ShownLog, type ShownState, wholeLog, type WholeLog } from "./shown.ts"

/** The files of a record, wherever they are. */
export interface RecordFiles {
  readonly names: readonly string[]
  readonly stream: (name: string) => AsyncIterable<Uint8Array>
}

/** @throws UrneError `record-unsound` */
export async function readRecord(record: RecordFiles, path: string): Promise<Shown> {
  const refuse = (rule: RecordFault): never => {
    throw new UrneError("record-unsound", { path, rule })
  }
  const journal = await readJournal(record)
  if (journal === undefined) return refuse("journal")
  const { log, created, effects } = journal
  const of = { uuid: created.uuid, rehearsal: created.rehearsal }
  const definition = await textOf(record, fileName({ kind: "definition" }))
  const judged = judgeActs(await effectiveActs(record, effects), definition ?? "", of, ({ number }) => {
    return effects.get(number)?.entry
  })
  if ("fault" in judged) return refuse(judged.fault)
  if (judged.acts.length !== effects.size) return refuse("authority")
  const terms = termsOf(judged)
  const states = (await journalStates(record, log, terms)) ?? refuse("checkpoint")
  const register = (await readRegister(record, terms)) ?? refuse("register")
  const acts = judged.acts.map((act) => ({ act, hash: actHash(actText(act)) }))
  const logs = { journal: { states, whole: log }, register }
  const urnKeys = terms.map(({ key }) => key)
  return { ...{ path, kind: "record", ...of, anchor: judged.anchor, acts, urnKeys, logs } }
}

interface ReadJournal {
  readonly log: WholeLog
  readonly created: Extract<Event, { readonly type: "election.created" }>
  /** By the numbers of the acts in effect: what the journal says of each, and where. */
  readonly effects: ReadonlyMap<number, { readonly text: string; readonly entry: number }>
}

async function readJournal(record: RecordFiles): Promise<ReadJournal | undefined> {
  const name = fileName({ kind: "journal" })
  if (!record.names.includes(name)) return undefined
  let created: ReadJournal["created"] | undefined
  const effects = new Map<number, { readonly text: string; readonly entry: number }>()
  const log = await readLog(record.stream(name), (body, number) => {
    // An entry that matters here is found by its type before anything of it is parsed: most are ballots.
    const text = number === 1 || isOfActs(body) ? utf8Text(body) : undefined
    const event = text === undefined ? undefined : (tryParseJson(text) as Event | undefined)
    if (event?.type === "election.created" && number === 1) created = event
    if (event?.type === "act.effective") effects.set(event.act, { text: event.text, entry: number })
  })
  const isNamed = typeof created?.uuid === "string" && typeof created.rehearsal === "boolean"
  return log === undefined || created === undefined || !isNamed ? undefined : { log, created, effects }
}

function isOfActs(body: Uint8Array): boolean {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes('"type":"act.effective"')
}

/** Reads a log of one entry a line, and returns `undefined` where a line is too long or not ended. */
async function readLog(
  stream: AsyncIterable<Uint8Array>,
  look: (body: Uint8Array, number: number) => void,
): Promise<WholeLog | undefined> {
  const tree = memoryTree()
  for await (const { body, end } of linesOf(stream, longestEntry)) {
    if (end !== "line-feed") return undefined
    tree.add(leafHash(body))
    look(body, tree.size())
  }
  return wholeLog({ size: tree.size(), nodeAt: tree.nodeAt })
}

/** Reads the acts that the journal says are in effect, each with its signatures; others are left out. */
async function effectiveActs(record: RecordFiles, effects: ReadJournal["effects"]): Promise<readonly SignedText[]> {
  const acts: { readonly number: number; readonly carried: SignedText }[] = []
  for (const name of record.names) {
    const file = parseFileName(name)
    if (file?.kind !== "act" || !effects.has(file.act)) continue
    const source = (await textOf(record, name)) ?? ""
    const end = source.lastIndexOf("\n\n")
    const carried = {
      text: source.slice(0, end + 1),
      lines: source
        .slice(end + 2)
        .split("\n")
        .slice(0, -1),
    }
    if (actHash(carried.text) === effects.get(file.act)?.text) acts.push({ number: file.act, carried })
  }
  return acts.toSorted((a, b) => a.number - b.number).map(({ carried }) => carried)
}

function termsOf({ authority: { urnKeys } }: JudgedActs): readonly UrnKeyTerm[] {
  return urnKeys.flatMap(({ key: text, from }, i) => {
    const key = parseVerifierKey(text)
    return key === undefined ? [] : [{ key, from, to: urnKeys[i + 1]?.from ?? Infinity, height: Infinity }]
  })
}

async function journalStates(
  record: RecordFiles,
  log: WholeLog,
  terms: readonly UrnKeyTerm[],
): Promise<readonly ShownState[] | undefined> {
  const states: ShownState[] = []
  for (const name of record.names) {
    const file = parseFileName(name)
    if (file?.kind !== "checkpoint") continue
    const note = (await textOf(record, name)) ?? ""
    const opened = openUrnCheckpoint(note, terms)
    if ("fault" in opened) return undefined
    const { size, root } = opened.checkpoint
    if (size < 1 || size > log.size || !equalBytes(log.rootAt(size), root)) return undefined
    states.push({ size, root, note, signer: opened.term.key })
  }
  return states.toSorted((a, b) => a.size - b.size)
}

async function readRegister(record: RecordFiles, terms: readonly UrnKeyTerm[]): Promise<ShownLog | undefined> {
  const [name, checkpoint] = [fileName({ kind: "register" }), fileName({ kind: "register-checkpoint" })]
  if (!record.names.includes(name)) return nothingShown
  const whole = await readLog(record.stream(name), () => undefined)
  const note = (await textOf(record, checkpoint)) ?? ""
  const keys = terms.map(({ key }) => key)
  const signer = keys.find((key) => "checkpoint" in openRegisterCheckpoint(note, [key]))
  const opened = openRegisterCheckpoint(note, keys)
  if (whole === undefined || signer === undefined || "fault" in opened) return undefined
  const { size, root } = opened.checkpoint
  if (size < 1 || size > whole.size || !equalBytes(whole.rootAt(size), root)) return undefined
  return { states: [{ size, root, note, signer }], whole }
}

/** The longest file of a record that is read here whole: `verify` allows as much. */
const longestFile = 4 << 20

async function textOf({ names, stream }: RecordFiles, name: string): Promise<string | undefined> {
  if (!names.includes(name)) return undefined
  const blocks: Uint8Array[] = []
  let length = 0
  for await (const block of stream(name)) {
    length += block.length
    if (length > longestFile) return undefined
    blocks.push(block)
  }
  return utf8Text(concat(...blocks))
}
