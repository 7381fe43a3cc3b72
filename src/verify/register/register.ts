import { fileName } from "../../bundle/layout.ts"
import { base64, equalBytes, utf8Text } from "../../core/bytes.ts"
import { hasFeature, statedFormat } from "../../core/format.ts"
import { linesOf } from "../../core/lines.ts"
import type { Checkpoint } from "../../notes/checkpoint.ts"
import { growingTree, leafHash } from "../../notes/merkle.ts"
import type { UrnKeyTerm } from "../../notes/urn-key-term.ts"
import { openRegisterCheckpoint } from "../../register/checkpoint.ts"
import { longestEntry, parseEntry, type SignedEntry } from "../../register/entry.ts"
import { checks } from "../checks.ts"
import type { History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import type { Papers } from "../source/papers.ts"
import type { Source } from "../source/source.ts"
import { type EntryReading, readEntry, registerPlace, startReading } from "./entries.ts"
import { compareLongest, compareStated, type Stated, statedByActs, statedByMinutes } from "./stated.ts"

const entriesName = fileName({ kind: "register" })
const checkpointName = fileName({ kind: "register-checkpoint" })

/** More bytes than the register of any evening has, and more than a checkpoint can have. */
const mostBytes = 16 * 1024 * 1024
const mostCheckpoint = 65_536

/** An entry has at most as many UTF-16 units as `longestEntry` says, each of at most three bytes. */
const longestLine = 3 * longestEntry

/** The checks of the two files, of which a record without a register has nothing. What acts state of it is checked all the same. */
const ofFiles = checks.flatMap(({ id, beside }) => (beside === "register" && id !== "R8" ? [id] : []))

/** What notices and minutes are compared with. */
export interface RegisterFacts {
  readonly size: number
  /** The entries that count, in order. */
  readonly entries: readonly SignedEntry[]
  /** Base64 of the root at each of the sizes that were asked for. */
  readonly rootsAt: ReadonlyMap<number, string>
}

/**
 * Checks the register of a record: the checkpoint by a key of the urn, that the entries are those which it covers and which
 * acts state, and each entry. Older formats have none.
 *
 * @param urnKeys - the keys that the authority certified for the urn
 * @param kept - the sizes of which notices name the root
 */
export async function checkRegister(
  source: Source,
  {
    papers,
    history,
    urnKeys,
    kept,
  }: {
    readonly papers: Papers
    readonly history: History
    readonly urnKeys: readonly UrnKeyTerm[]
    readonly kept: ReadonlySet<number>
  },
  report: OpenReport,
): Promise<RegisterFacts | undefined> {
  if (!hasFeature(statedFormat(history.created ?? {}), "register")) return undefined
  const stated = [...statedByActs(history, report), ...statedByMinutes(papers)]
  const names = [entriesName, checkpointName]
  const missing = names.filter((name) => !papers.paths.has(name))
  if (missing.length === names.length) {
    report.absent(...ofFiles)
    compareLongest(stated, 0, report)
    return undefined
  }
  for (const name of missing) report.fail("REGISTER_MISSING", name, {})
  const checkpoint = missing.includes(checkpointName) ? undefined : await readCheckpoint(source, urnKeys, report)
  if (missing.includes(entriesName)) return undefined
  return readEntries(source, { history, urnKeys, checkpoint, stated, kept }, report)
}

async function readCheckpoint(
  source: Source,
  urnKeys: readonly UrnKeyTerm[],
  report: OpenReport,
): Promise<Checkpoint | undefined> {
  const opened = openRegisterCheckpoint(
    await textOf(source.stream(checkpointName)),
    urnKeys.map(({ key }) => key),
  )
  report.done("R1", 1)
  if (!("fault" in opened)) return opened.checkpoint
  report.fail("REGISTER_CHECKPOINT", checkpointName, { fault: opened.fault })
  return undefined
}

/** Reads a short file. What is longer than a checkpoint can be, or is no text, becomes a text that is no note. */
async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const block of stream) {
    length += block.length
    if (length > mostCheckpoint) return ""
    parts.push(block)
  }
  return utf8Text(Buffer.concat(parts)) ?? ""
}

async function isLongerThan(most: number, stream: AsyncIterable<Uint8Array>): Promise<boolean> {
  let length = 0
  for await (const block of stream) {
    length += block.length
    if (length > most) return true
  }
  return false
}

async function readEntries(
  source: Source,
  {
    history,
    urnKeys,
    checkpoint,
    stated,
    kept,
  }: {
    readonly history: History
    readonly urnKeys: readonly UrnKeyTerm[]
    readonly checkpoint: Checkpoint | undefined
    readonly stated: readonly Stated[]
    readonly kept: ReadonlySet<number>
  },
  report: OpenReport,
): Promise<RegisterFacts | undefined> {
  if (await isLongerThan(mostBytes, source.stream(entriesName))) {
    report.fail("REGISTER_SIZE", entriesName, { limit: mostBytes })
    return undefined
  }
  const tree = growingTree()
  const rootsAt = new Map<number, string>()
  let reading = startReading(history, urnKeys)
  for await (const line of linesOf(source.stream(entriesName), longestLine)) {
    const before = { size: tree.size(), root: tree.root() }
    if (kept.has(before.size)) rootsAt.set(before.size, base64(before.root))
    const body = line.end === "line-feed" ? utf8Text(line.body) : undefined
    const entry = parseEntry(body ?? "")
    if (entry === undefined) report.fail("REGISTER_FORM", registerPlace(before.size + 1), {})
    else reading = readEntry(reading, entry, before, report)
    // Of a line that was not read to its end nothing is known, and nothing of what comes after it.
    if (line.end === "cut") return undefined
    tree.add(leafHash(line.body))
    compareStated(stated, { size: tree.size(), root: tree.root() }, report)
  }
  compareLongest(stated, tree.size(), report)
  compareState({ size: tree.size(), root: tree.root() }, checkpoint, report)
  reportDone(reading, tree.size(), report)
  const size = tree.size()
  if (kept.has(size)) rootsAt.set(size, base64(tree.root()))
  return { size, entries: reading.counting, rootsAt }
}

function compareState(
  { size: entries, root }: Pick<Checkpoint, "size" | "root">,
  checkpoint: Checkpoint | undefined,
  report: OpenReport,
): void {
  if (checkpoint === undefined) return
  const { size } = checkpoint
  if (size !== entries) report.fail("REGISTER_CUT", entriesName, { size, entries })
  else if (!equalBytes(root, checkpoint.root)) report.fail("REGISTER_ROOT", entriesName, { size })
  report.done("R2", entries)
}

function reportDone({ writers, references }: EntryReading, entries: number, report: OpenReport): void {
  report.done("R3", entries)
  report.done("R4", entries)
  report.done("R5", entries)
  report.done("R6", writers)
  report.done("R7", references)
}
