/**
 * Makes the file that is given to observers. It says what notices may say and nothing fresher: while ballots come in, a state of
 * the journal that is newer than the last published total would date the ballots since then.
 */
import { carriedActs } from "../authority/carried-operations.ts"
import { urnKeyTerms } from "../authority/urn-key-queries.ts"
import { base64, concat, equalBytes } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { must } from "../core/must.ts"
import { logRoot, proveConsistency } from "../journal/log-queries.ts"
import type { LogTree } from "../journal/log.ts"
import { entriesOfType, lastEntry } from "../journal/operations.ts"
import { checkpointText } from "../notes/checkpoint.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../notes/key.ts"
import { signNote } from "../notes/note.ts"
import { issuedNotices, type NoticeFile, publicPoints } from "../notices/queries.ts"
import { toldAt } from "../notices/told.ts"
import { signedStates } from "../register/checkpoint-queries.ts"
import { registerOrigin } from "../register/entry.ts"
import { hasRegister, provedRegister } from "../register/queries.ts"
import { type CosignedFile, cosignedCheckpoints } from "../witnesses/cosigned-operations.ts"
import { type CarriedLog, type CarriedState, type ObserverFile, observerFileText } from "./observer-file.ts"
import type { LogKind, Shown, ShownState } from "./shown.ts"

/** The tables from which an observer file is made. */
export type ObservedFile = NoticeFile & CosignedFile

/** How far an observer file goes. */
export interface MadeObserverFile {
  readonly content: string
  readonly notices: number
  /** The longest state of the journal and of the register that is in it; 0 if there is none. */
  readonly journal: number
  readonly register: number
  readonly states: number
  /** The last public state of the journal. It is longer than `journal` where nobody could sign it. */
  readonly public: number
}

/**
 * Makes an observer file. States that the urn has not signed by themselves are signed, where its key is at hand: the election
 * file is not changed.
 *
 * @param asked - what others were shown: the states of it that are public are proved as well, so that both can be compared
 * @throws UrneError `act-needed` before the authority is constituted, `fresher-than-public`, `shown-another`, `act-altered`, `entry-altered`, `election-file-altered`
 */
export function observerFile(
  file: ObservedFile,
  urnKey: SigningKey | undefined,
  asked: readonly Shown[],
): MadeObserverFile {
  return file.journal.atOnce(() => {
    const acts = carriedActs(file)
    if (acts.length === 0) throw new UrneError("act-needed", { kind: "constitute" })
    const reach = reachOf(file)
    const key = urnKey !== undefined && isCurrent(file, urnKey) ? urnKey : undefined
    const journal = journalStates(file, reach, key, asked)
    const register = hasRegister(file) ? registerStates(file, reach, key, asked) : []
    const notices = reach.notices.map(({ note }) => note)
    const content: ObserverFile = {
      ...{ acts, notices, definition: file.election.get().definitionText },
      journal: carriedLog(file.journal, journal, reach.quiet),
      register: carriedLog(file.register, register, reach.register),
    }
    return {
      content: observerFileText(content),
      notices: notices.length,
      journal: journal.at(-1)?.size ?? 0,
      register: register.at(-1)?.size ?? 0,
      states: journal.length + register.length,
      public: reach.journal,
    }
  })
}

type ReachFile = Parameters<typeof observerFile>[0]

/** What may be shown now. */
interface Reach {
  readonly notices: ReturnType<typeof issuedNotices>
  /** The longest state of the journal, and of the register. */
  readonly journal: number
  readonly register: number
  /** How many entries of the journal came before the first ballot could. */
  readonly quiet: number
  /** Whether a state of the journal up to that size is public. */
  readonly isPublic: (size: number) => boolean
}

function reachOf(file: ReachFile): Reach {
  const notices = issuedNotices(file)
  const points = publicPoints(file)
  const [first] = entriesOfType(file.journal, "urn.opened")
  // Before the first ballot nothing is dated, and after the last one the record is published whole.
  const isQuiet = first === undefined || lastEntry(file.journal, "urn.frozen") !== undefined
  const size = file.register.size()
  const quiet = first?.number ?? file.journal.size()
  if (isQuiet) return { notices, journal: file.journal.size(), register: size, quiet, isPublic: () => true }
  const point = must(points.at(-1), "a public state of a journal in which the urn was opened")
  const sizes = new Set([...points.map(({ number }) => number), ...notices.map(({ notice }) => notice.journal.size)])
  const at = toldAt(point)
  const entered = hasRegister(file) ? provedRegister(file).entries.findLast((entry) => entry.at <= at)?.number : 0
  return {
    notices,
    journal: point.number,
    quiet,
    register: Math.max(entered ?? 0, notices.at(-1)?.entry ?? 0),
    isPublic: (one) => one <= first.number || sizes.has(one),
  }
}

/** Whether the urn signs with this key now. */
function isCurrent(file: ObservedFile, key: SigningKey): boolean {
  const [last] = urnKeyTerms(file).slice(-1)
  return last !== undefined && verifierKeyText(last.key) === verifierKeyText(verifierOf(key))
}

type State = Pick<ShownState, "size" | "note">

function journalStates(
  file: ObservedFile,
  reach: Reach,
  urnKey: SigningKey | undefined,
  asked: readonly Shown[],
): readonly State[] {
  const signed = cosignedCheckpoints(file, reach.journal).filter(({ size }) => reach.isPublic(size))
  const others = askedStates(file.journal, "journal", asked, reach)
  const from = urnKeyTerms(file).at(-1)?.from ?? 0
  // A receipt is no checkpoint: the state that it names is signed by itself.
  const before = receiptStates(asked)
  const wanted = [...reach.notices.map(({ notice }) => notice.journal.size), ...before, reach.journal].filter(
    (size) => size >= from && size <= reach.journal,
  )
  return withSigned(file.journal, [...others, ...signed], wanted, urnKey, (origin) => origin)
}

function registerStates(
  file: ObservedFile,
  reach: Reach,
  urnKey: SigningKey | undefined,
  asked: readonly Shown[],
): readonly State[] {
  provedRegister(file)
  const signed = signedStates(file).filter(({ size }) => size <= reach.register)
  const others = askedStates(file.register, "register", asked, reach)
  const wanted = [...reach.notices.map(({ notice }) => notice.register.size), reach.register]
  return withSigned(file.register, [...others, ...signed], wanted, urnKey, registerOrigin)
}

/**
 * Adds the wanted states that nobody has signed by themselves.
 *
 * @param known - of two states of one size the last counts
 */
function withSigned(
  log: LogTree,
  known: readonly State[],
  wanted: readonly number[],
  urnKey: SigningKey | undefined,
  originOf: (origin: string) => string,
): readonly State[] {
  const states = new Map(known.map(({ size, note }) => [size, { size, note }]))
  for (const size of wanted) {
    if (urnKey === undefined || size < 1 || states.has(size)) continue
    const text = checkpointText({ origin: originOf(urnKey.name), size, root: logRoot(log, size) })
    states.set(size, { size, note: signNote(text, urnKey) })
  }
  return [...states.values()].toSorted((a, b) => a.size - b.size)
}

/** Lists the states of what others were shown, each of which has to be one of this log that is public. */
function askedStates(log: LogTree, kind: LogKind, asked: readonly Shown[], reach: Reach): readonly State[] {
  return asked.flatMap((shown) =>
    shown.logs[kind].states.flatMap(({ size, root, note }) => {
      const { path } = shown
      if (size > log.size() || !equalBytes(logRoot(log, size), root)) {
        throw new UrneError("shown-another", { path, size, log: kind })
      }
      if (size > reach[kind]) throw new UrneError("fresher-than-public", { path, size, public: reach[kind], log: kind })
      return shown.kind === "receipt" ? [] : [{ size, note }]
    }),
  )
}

function receiptStates(asked: readonly Shown[]): readonly number[] {
  return asked.flatMap(({ kind, logs }) => (kind === "receipt" ? logs.journal.states.map(({ size }) => size) : []))
}

/**
 * Proves that each state continues the one before it, and gives the hashes of entries up to the longest state that has no more.
 *
 * @param most - how many hashes may be given
 */
function carriedLog(log: LogTree, states: readonly State[], most: number): CarriedLog {
  const known = states.findLast(({ size }) => size <= most)?.size ?? 0
  const leaves = Array.from({ length: known }, (_, i) => log.nodeAt(0, i))
  return { leaves: base64(concat(...leaves)), states: chained(log, states) }
}

function chained(log: LogTree, states: readonly State[]): readonly CarriedState[] {
  return states.map(({ size, note }, i) => {
    const before = states[i - 1]?.size
    return { note, proof: before === undefined ? [] : proveConsistency(log, before, size).map(base64) }
  })
}
