import { dirname, join, resolve } from "node:path"
import { meetCheckpoints } from "../authority/checkpoint-operations.ts"
import { equalBytes } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import type { World } from "../core/world.ts"
import { credentialMemory, rememberCredentials } from "../credentials/proof-queries.ts"
import { proveElection } from "../definition/proof-queries.ts"
import { clockJump, lastInstant, watchClock } from "../journal/clock-queries.ts"
import { entryIndexOf, rememberEntryIndex } from "../journal/entry-index-queries.ts"
import { logHead, logRoot } from "../journal/log-queries.ts"
import type { LogTree } from "../journal/log.ts"
import { lastEntry, lastPhaseEntry } from "../journal/operations.ts"
import { readingPath, readReading, writeReading } from "../journal/reading.ts"
import {
  checkSeen,
  checkSeenRegister,
  memoryPath,
  recordSeen,
  rehearsalStateFolder,
  seenPath,
  seenRegisterPath,
} from "../journal/seen.ts"
import type { StoredCheckpoint } from "../journal/stored-checkpoint.ts"
import { type FoundUrnKey, urnKeySearch } from "../journal/urn-key-search.ts"
import { knownFacts, learn } from "../notes/facts.ts"
import type { SigningKey } from "../notes/key.ts"
import type { Io } from "../terminal/io.ts"
import type { Screen } from "../terminal/output.ts"
import type { Prompt } from "../terminal/prompt.ts"
import { requireEnacted } from "../urn/enacted-queries.ts"
import { rememberUrn, urnMemory } from "../urn/ledger-queries.ts"
import { readRows, rowsPath, writeRows } from "../urn/rows-memory.ts"
import { type ElectionFile, openElectionFile } from "./file.ts"

/** What an operation without an election file is given. */
export interface Session {
  readonly world: World
  readonly prompt: Prompt
  /** The screen on standard error, for what is shown before a question. */
  readonly screen: Screen
  /** Shows text on standard error: an act before it is signed, a warning. */
  readonly show: (text: string) => void
  /** Makes a path of the command line absolute, for SQLite, which opens its files itself. */
  readonly absolute: (path: string) => string
  /** Runs work that shows what the next person at this terminal must not read, then erases the screen. */
  readonly erasing: <T>(work: () => Promise<T>) => Promise<T>
  /** Words a refusal, where the command goes on after it. */
  readonly explain: (error: UrneError) => string
  /**
   * Returns the world of a rehearsal, whose clock and randomness `--at` and `--seed` may fix.
   * @throws UrneError `rehearsal-only` if either was given and `rehearsal` is false
   */
  readonly worldOf: (election: { rehearsal: boolean; uuid: string; size: () => number }) => World
}

export interface ElectionSession extends Session {
  readonly file: ElectionFile
  readonly path: string
  /**
   * Returns the key that signs checkpoints and receipts. @throws UrneError `urn-key-absent`, `not-an-urn-key`,
   * `another-urn-key`
   */
  readonly urnKey: () => Promise<SigningKey>
  /** Signs the register where the urn key is at hand and the register is not signed as it stands. */
  readonly signRegister: () => Promise<void>
  /** Returns the same with its place, if there is one. @throws UrneError `not-an-urn-key`, `another-urn-key` */
  readonly findUrnKey: () => Promise<FoundUrnKey | undefined>
  /** The environment that names the state folder of this election. */
  readonly state: Io["env"]
  /** Adds a warning beside the result, which was reached all the same. */
  readonly warn: (warning: UrneError) => void
}

export interface ElectionOptions {
  /** Allows a file that is older than what this machine has seen. Only `recover` works on such a file. */
  readonly restored?: boolean
  /** Called when another command has held the file for a second. */
  readonly onWait?: () => void
  /** The file of the urn key, if the user names it. */
  readonly urnKey?: string
  /** The user confirms that the clock is right, however far it is past the last entry. */
  readonly clockIsRight?: boolean
  /** Called with the zone of the election (IANA name) once its definition is proved. */
  readonly onZone?: (zone: string) => void
}

/** What an operation returned, and what went wrong after it had done its work. */
export interface Outcome<Result> {
  readonly result: Result
  readonly afterwards: UrneError | undefined
  /** Warnings beside the result: it was reached, but something is missing for what follows. */
  readonly warnings: readonly UrneError[]
}

/**
 * Runs `operation` on an election file. Before it, the journal must continue what this machine has seen of this
 * election; after it, the new state is remembered, and a checkpoint is signed if one is due.
 */
export async function withElection<Result>(
  io: Io,
  path: string,
  session: Session,
  operation: (session: ElectionSession) => Result | Promise<Result>,
  options: ElectionOptions = {},
): Promise<Outcome<Result>> {
  const { onWait } = options
  const file = openElectionFile(resolve(io.cwd, path), onWait === undefined ? {} : { onWait })
  try {
    const { uuid, rehearsal } = file.election.claimed()
    const world = session.worldOf({ rehearsal, uuid, size: () => file.journal.size() })
    const state = await stateOf(io, path, { uuid, rehearsal })
    const seen = seenPath(state, uuid)
    const seenRegister = seenRegisterPath(state, uuid)
    if (seen !== undefined && options.restored !== true) await checkSeen(io.files, seen, found(file))
    if (seenRegister !== undefined && options.restored !== true)
      await checkSeenRegister(io.files, seenRegister, foundIn(file.register))
    const keepReading = await proved(io, file, seen, options)
    const { timezone: zone } = file.election.get().definition
    options.onZone?.(zone)
    const screen = { ...session.screen, zone }
    const keepRows = await rememberRows(io, file, seen)
    if (options.clockIsRight !== true) await watchClockAfterGap(file, world.now())
    const search = urnKeyFinder(io, path, file, options.urnKey)
    // A key file that was named and is wrong is refused before anything is done.
    if (options.urnKey !== undefined) await search()
    const before = file.journal.size()
    const written = file.register.size()
    const warnings: UrneError[] = seen === undefined ? [new UrneError("state-nowhere", {})] : []
    const warn = (warning: UrneError) => {
      warnings.push(warning)
    }
    const follow = async () => {
      if (file.journal.size() > before) warnings.push(...(await signCheckpoint(file, search, before, world.now())))
      if (file.register.size() > 0 && file.register.size() + file.journal.size() > written + before) {
        await signRegisterWith(file, search)
      }
      const continues = options.restored !== true || recovered(file, before)
      if (seen !== undefined && continues) {
        const { size, rootAt } = found(file)
        await recordSeen(io.files, seen, { size, root: rootAt(size) }, options)
      }
      if (seenRegister !== undefined && continues && file.register.size() > 0) {
        await unlessAltered(() => recordSeen(io.files, seenRegister, logHead(file.register), options))
      }
      if (file.journal.size() > before) await keepDecrypted(io, file, state)
      await keepReading()
      if (continues) await keepRows()
    }
    const signRegister = () => signRegisterWith(file, search)
    const urnKey = async () => (await search())?.key ?? refuseUrnKey(file, path)
    try {
      const handed = { ...session, screen, world, file, path, state, urnKey, findUrnKey: search, warn, signRegister }
      const result = await operation(handed)
      return { result, afterwards: await failureOf(follow, path), warnings }
    } catch (error) {
      // What was done before the failure stands, and the operation's own failure is the one to report.
      if (file.journal.size() === before && file.register.size() === written) {
        // What was proved on the way need not be proved again at the next attempt.
        if (options.restored !== true) await failureOf(keepRows, path).catch(() => undefined)
        throw error
      }
      await failureOf(follow, path).catch(() => undefined)
      throw markKept(error)
    }
  } catch (error) {
    throw file.store.judge(error)
  } finally {
    file.store.close()
  }
}

/**
 * Returns the environment that names the state folder of an election. It is the user's, unless a rehearsal has a folder
 * of its own beside it, of which the user's knows nothing. An election that this machine has seen stays where it was
 * seen, whatever its file says.
 */
async function stateOf(
  { env, files, cwd }: Io,
  path: string,
  { uuid, rehearsal }: { readonly uuid: string; readonly rehearsal: boolean },
): Promise<Io["env"]> {
  if (!rehearsal) return env
  const own = join(dirname(resolve(cwd, path)), rehearsalStateFolder)
  if ((await files.kind(own)) !== "folder") return env
  const seen = seenPath(env, uuid)
  return seen !== undefined && (await files.kind(seen)) !== undefined ? env : { ...env, XDG_STATE_HOME: own }
}

/** Adds what stays to refusals that would otherwise say that nothing was changed. */
function markKept(error: unknown): unknown {
  if (!(error instanceof UrneError)) return error
  const { code, params } = error as UrneError
  switch (code) {
    case "not-confirmed":
    case "cancelled":
    case "file-unwritable":
    case "file-not-written":
    case "storage":
      return new UrneError(code, { ...params, kept: true } as never, { cause: error })
    default:
      return error
  }
}

/**
 * Returns how the steps after a command's work failed, if they did. The work is done and its result is shown all the
 * same: a voter who heard only of the failure, as if nothing had been kept, would vote again.
 */
async function failureOf(follow: () => Promise<void>, path: string): Promise<UrneError | undefined> {
  try {
    await follow()
    return undefined
  } catch (error) {
    if (!(error instanceof UrneError)) throw error
    const failure = error as UrneError
    // The next command makes the checkpoint.
    if (failure.code === "busy") return undefined
    if (!("cause" in failure.params)) return failure
    const { cause } = failure.params
    const place = "path" in failure.params ? failure.params.path : path
    return new UrneError("state-unwritten", { path: place, cause }, { cause: error })
  }
}

/** Whether a decision to go on from a restored file took effect since the journal had `before` entries. */
function recovered({ journal }: ElectionFile, before: number): boolean {
  const last = lastEntry(journal, "act.effective")
  return last !== undefined && last.number > before && last.event.kind === "recover"
}

/** Signs the register where the urn key is at hand. Elsewhere its last entries wait for the next signature. */
async function signRegisterWith(file: ElectionFile, search: FindUrnKey): Promise<void> {
  const { checkpointRegister, registerCheckpointDue } = await import("../register/checkpoint-operations.ts")
  if (file.store.db.readonly || !registerCheckpointDue(file)) return
  const [found] = await settled(search)
  if (found === undefined) return
  await unlessAltered(() => {
    checkpointRegister(file, found.key)
  })
}

/** The urn signs nothing that another program wrote, and the machine remembers nothing of it; whoever reads the register is told. */
async function unlessAltered(work: () => void | Promise<void>): Promise<void> {
  const { isAlteredRegister } = await import("../register/queries.ts")
  try {
    await work()
  } catch (error) {
    if (!isAlteredRegister(error)) throw error
  }
}

function found({ journal }: ElectionFile) {
  return foundIn(journal)
}

function foundIn(log: LogTree) {
  return { size: log.size(), rootAt: (size: number) => logRoot(log, size) }
}

/**
 * Remembers on this machine who has helped to decrypt. The file says so too, but may be lost, and a restored one needs
 * it.
 */
async function keepDecrypted(io: Io, file: ElectionFile, state: Io["env"]): Promise<void> {
  if (file.tally.standing().length === 0) return
  const { decryptedIn } = await import("../custody/decrypted.ts")
  const { remember } = await import("../journal/machine-memory.ts")
  await remember(io.files, memoryPath(state, file.election.get().uuid), { decrypted: decryptedIn(file) })
}

/** Makes entries check the clock, which may be wrong so long after the last entry. */
async function watchClockAfterGap(file: ElectionFile, now: number): Promise<void> {
  if (now <= (lastInstant(file.journal) ?? now) + clockJump) return
  const { closingAhead } = await import("../urn/closing-hour.ts")
  watchClock(file.journal, closingAhead(file))
}

/**
 * Proves what every command rests on: the journal, read from where this machine stopped; the election's row; that newer
 * entries have their acts; the checkpoints that this machine has not met, and the last one.
 *
 * @returns a function that remembers what was read
 */
async function proved(
  { files }: Io,
  file: ElectionFile,
  seen: string | undefined,
  { restored = false }: Pick<ElectionOptions, "restored">,
): Promise<() => Promise<void>> {
  const path = seen === undefined ? undefined : readingPath(seen)
  const before = path === undefined ? undefined : await readReading(files, path)
  if (before !== undefined) {
    rememberEntryIndex(file.journal, before.index)
    learn(before.facts)
  }
  const definition = await proveElection(file, before?.definition)
  requireEnacted(file, before?.index)
  // What was restored may have another journal.
  const met = meetCheckpoints(file, restored ? [] : (before?.checkpoints ?? []))
  return async () => {
    const index = entryIndexOf(file.journal)
    const checkpoints = isSame(file.journal.checkpointSizes(), sizesOf(met)) ? met : meetCheckpoints(file, met)
    const facts = knownFacts()
    const known =
      before !== undefined &&
      before.definition === definition &&
      equalBytes(before.index.root, index.root) &&
      isSame(before.facts, facts) &&
      isSame(sizesOf(before.checkpoints), sizesOf(checkpoints))
    if (path !== undefined && !known) await writeReading(files, path, { index, definition, facts, checkpoints })
  }
}

function sizesOf(checkpoints: readonly StoredCheckpoint[]): readonly number[] {
  return checkpoints.map(({ size }) => size)
}

function isSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((one, i) => one === others[i])
}

/**
 * Gives the tables what this machine remembers about rows that follow from lists and ballots, with which rows are then
 * compared.
 *
 * @returns a function that remembers what became known
 */
async function rememberRows(
  { files, random }: Io,
  { urn, credentials }: ElectionFile,
  seen: string | undefined,
): Promise<() => Promise<void>> {
  const path = seen === undefined ? undefined : rowsPath(seen)
  const before = path === undefined ? undefined : await readRows(files, path)
  rememberUrn(urn, { key: before?.key ?? random(32, "urn.rows"), ledger: before?.ledger })
  rememberCredentials(credentials, before?.credentials)
  return async () => {
    const now = { credentials: credentialMemory(credentials), ...urnMemory(urn) }
    const { key, ledger } = now
    const isKnown = ledger === before?.ledger && now.credentials === before?.credentials
    if (path === undefined || key === undefined || isKnown) return
    // Another command may have come further meanwhile, and then its memory is kept.
    const there = (await readRows(files, path))?.ledger
    if (there?.head !== before?.ledger?.head && (there?.height ?? 0) > (ledger?.height ?? 0)) return
    await writeRows(files, path, { ...now, key, ledger })
  }
}

type FindUrnKey = () => Promise<FoundUrnKey | undefined>

/** Returns a function that looks for the key that the authority certified when it is first needed. */
function urnKeyFinder(io: Io, path: string, file: ElectionFile, given: string | undefined): FindUrnKey {
  return async () => {
    const { findUrnKey } = await import("../journal/urn-key-search.ts")
    const { certifiedUrnKey } = await import("../authority/urn-key-queries.ts")
    return findUrnKey(io.files, await urnKeySearch(io.files, path, given), certifiedUrnKey(file))
  }
}

async function refuseUrnKey(file: ElectionFile, path: string): Promise<never> {
  throw new UrneError("urn-key-absent", await missingUrnKey(file, path))
}

/**
 * Signs a checkpoint if one is due. Machines that only sign acts or watch have no urn key; the machine that receives
 * ballots makes the checkpoints. A missing one is therefore reported only where the phase changed, which happens on
 * that machine.
 */
async function signCheckpoint(
  file: ElectionFile,
  search: FindUrnKey,
  before: number,
  now: number,
): Promise<readonly UrneError[]> {
  const { checkpointDue, checkpointIfDue } = await import("../journal/checkpoint-operations.ts")
  if (!checkpointDue(file.journal, now)) return []
  const [found, refused] = await settled(search)
  if (found !== undefined) {
    const { isCertified } = await import("../authority/urn-key-queries.ts")
    checkpointIfDue(file, found.key, now, (key) => isCertified(file, key))
    return []
  }
  const phase = lastPhaseEntry(file.journal)?.number ?? 0
  if (phase <= before) return []
  const key = await missingUrnKey(file, file.store.path)
  const missing = new UrneError("checkpoint-unsigned", { ...key, entry: phase })
  return refused === undefined ? [missing] : [refused, missing]
}

/** Names the key that is not here, by its usual name. */
async function missingUrnKey(
  file: ElectionFile,
  path: string,
): Promise<{ readonly path: string; readonly uuid: string }> {
  const { usualUrnKeyPath } = await import("../authority/urn-key-queries.ts")
  return { path: usualUrnKeyPath(file, path), uuid: file.election.get().uuid }
}

/** Returns the key, or the refusal of a file that has its name but is another. */
async function settled(search: FindUrnKey): Promise<readonly [FoundUrnKey | undefined, UrneError | undefined]> {
  try {
    return [await search(), undefined]
  } catch (error) {
    if (error instanceof UrneError) return [undefined, error as UrneError]
    throw error
  }
}
