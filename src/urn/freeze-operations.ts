/** Freezes the urn: no ballot is received any more, and those that are there will be counted. */
import { statementOf } from "../authority/act.ts"
import { effectiveActs } from "../authority/proven-acts.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { append, lastEntry, lastPhaseEntry, requirePhase } from "../journal/operations.ts"
import { closingOf } from "../journal/phase.ts"
import { batchName } from "../notes/batch.ts"
import { appendToArchive } from "./archive-operations.ts"
import { sealedElection } from "./archive-queries.ts"
import { batchesAwaited, declaredMissing } from "./channel-queries.ts"
import { currentClosing } from "./hours-queries.ts"
import { urnLedger } from "./ledger-queries.ts"
import type { UrnLedger } from "./ledger.ts"
import { type OpeningFile, signatories, type Signatory } from "./open-operations.ts"
import { graceEnd } from "./voting-hours.ts"

/** What is read aloud when the urn is frozen. */
export interface ClosingReport {
  readonly uuid: string
  readonly name: string
  /** The hour after which no vote could begin. */
  readonly closed: string
  readonly frozen: string
  /** The IANA name of the zone in which the hours are read. */
  readonly timezone: string
  /** How many ballots were accepted, replaced ones included. */
  readonly ballots: number
  /** How many credentials voted, which is the number of voters. */
  readonly voters: number
  /** How many ballots the definition requires before anything is decrypted. */
  readonly minimumBallots: number
  /** How many ballots a later one of the same credential replaced. */
  readonly replaced: number
  /** How many of the ballots were accepted after the hour of closing. */
  readonly grace: number
  readonly channels: readonly { readonly channel: string; readonly ballots: number }[]
  /** The batches that the authority declared missing, each as `CHANNEL NUMBER`. */
  readonly missing: readonly string[]
  /** Who signs the report on paper. */
  readonly members: readonly Signatory[]
  /** The height of the archive's EndBallots. */
  readonly height: number
  readonly head: string
  /** The journal entry that records the freeze. */
  readonly entry: number
}

/**
 * Ends the ballots of the archive. It is refused before the hour of closing and its grace have passed, and while an
 * announced batch is not complete, unless the act `close` gives it up. When called again, it returns the same report.
 *
 * @param now - in milliseconds
 * @throws UrneError `wrong-phase`, `act-needed`, `grace-runs`, `not-ready`, `election-file-altered`, `entry-altered`
 */
export function freezeUrn(file: OpeningFile, now: number): ClosingReport {
  return file.store.write(() => {
    const { journal } = file
    if (lastEntry(journal, "urn.frozen") === undefined) {
      requirePhase(journal, now, "closed")
      requireFreezable(file, now)
      const { height: ballots, ballotsInGrace: grace } = requireAllBallots(file)
      const { height, hash } = appendToArchive(file, { type: "EndBallots" })
      append(journal, now, { type: "urn.frozen", phase: "frozen", ballots, grace, height, head: hash })
    }
    return closingReport(file)
  })
}

/**
 * Returns the ledger of the ballots in the urn, and requires that there are as many rows: the figure goes into the
 * journal for good.
 *
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
function requireAllBallots(file: OpeningFile): UrnLedger {
  const ledger = urnLedger(file)
  const rows = file.urn.ballots()
  if (rows !== ledger.height) {
    throw new UrneError("election-file-altered", { part: "ballots", at: `${rows} of ${ledger.height}` })
  }
  return ledger
}

function requireFreezable(file: OpeningFile, now: number): void {
  if (effectiveActs(file, "close").length === 0) throw new UrneError("act-needed", { kind: "close" })
  const closes = currentClosing(file)
  const end = graceEnd(closes, file.election.get().definition.grace)
  if (now < end) throw new UrneError("grace-runs", { closed: instantText(closes), hour: instantText(end) })
  const missing = batchesAwaited(file).map(({ channel, number }) => ({ thing: "batch", channel, number }) as const)
  if (missing.length > 0) throw new UrneError("not-ready", { kind: "close", missing })
}

/**
 * Refuses while a vote may still begin: a vote is never closed before its hour.
 *
 * @throws UrneError `not-before` while the urn is open or suspended, `wrong-phase`
 */
export function requireClosed(file: OpeningFile, now: number): void {
  const last = lastPhaseEntry(file.journal)?.event
  const closes = last === undefined ? undefined : closingOf(last)
  if (closes !== undefined && now < closes)
    throw new UrneError("not-before", { kind: "close", hour: instantText(closes) })
  requirePhase(file.journal, now, "closed", "frozen", "unsealed", "tallied", "proclaimed")
}

/** How far the closing has come: whether it is decided, what the freeze waits for, and whether it is done. */
export interface Closing {
  /** Whether the act `close` is in effect. */
  readonly decided: boolean
  /** When the grace ends; `undefined` once it has. */
  readonly graceEnds: string | undefined
  /** Announced batches that are not complete, each as `CHANNEL NUMBER`. */
  readonly awaited: readonly string[]
  readonly timezone: string
  /** Present once the urn is frozen. */
  readonly report: ClosingReport | undefined
  /** Whether the urn was already frozen, so that this is the same report again. */
  readonly reprint: boolean
}

/** Freezes the urn if the act is in effect and nothing is waited for. @throws UrneError `wrong-phase` */
export function freezeWhenDue(file: OpeningFile, now: number): Closing {
  const { grace: minutes, timezone } = file.election.get().definition
  if (lastEntry(file.journal, "urn.frozen") !== undefined) {
    const report = closingReport(file)
    return { decided: true, graceEnds: undefined, awaited: [], timezone, report, reprint: true }
  }
  const decided = effectiveActs(file, "close").length > 0
  const end = graceEnd(currentClosing(file), minutes)
  const awaited = batchesAwaited(file).map(batchName)
  const due = decided && now >= end && awaited.length === 0
  const graceEnds = now < end ? instantText(end) : undefined
  return { decided, graceEnds, awaited, timezone, report: due ? freezeUrn(file, now) : undefined, reprint: false }
}

/**
 * Makes the report of the freeze. @throws UrneError `act-needed` before it, `election-file-altered`, `entry-altered`
 */
export function closingReport(file: OpeningFile): ClosingReport {
  const { journal } = file
  const frozen = lastEntry(journal, "urn.frozen")
  const close = effectiveActs(file, "close").at(-1)
  if (frozen === undefined || close === undefined) throw new UrneError("act-needed", { kind: "close" })
  const { uuid, name } = sealedElection(file)
  const { at, ballots, grace, height, head } = frozen.event
  const { voters, channels } = urnLedger(file)
  const { timezone, minimumBallots } = file.election.get().definition
  return {
    uuid,
    name,
    closed: statementOf(close, "closes") ?? "",
    frozen: at,
    timezone,
    ballots,
    voters,
    minimumBallots,
    replaced: ballots - voters,
    grace,
    channels: [...channels]
      .map(([channel, count]) => ({ channel, ballots: count }))
      .toSorted((a, b) => (a.channel < b.channel ? -1 : 1)),
    missing: [...declaredMissing(file)],
    members: signatories(file),
    height,
    head,
    entry: frozen.number,
  }
}
