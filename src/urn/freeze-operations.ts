/** Freezing the urn: nothing comes in any more, and what is there is counted. */
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { statementOf } from "../authority/act.ts"
import { effectiveActs } from "../authority/proven-acts.ts"
import { append, lastEntry, lastPhaseEntry, requirePhase } from "../journal/operations.ts"
import { closingOf } from "../journal/phase.ts"
import { batchName } from "../notes/batch.ts"
import { appendToArchive } from "./archive-operations.ts"
import { sealedElection } from "./archive-queries.ts"
import { batchesAwaited, declaredMissing } from "./channel-queries.ts"
import { currentClosing } from "./hours-queries.ts"
import { type OpeningFile, type Signatory, signatories } from "./open-operations.ts"
import { urnRegister } from "./register-queries.ts"
import { type UrnRegister } from "./register.ts"
import { graceEnd } from "./voting-hours.ts"

/** What is read aloud when the urn is frozen. */
export interface ClosingReport {
  readonly uuid: string
  readonly name: string
  /** The hour after which no vote could begin. */
  readonly closed: string
  readonly frozen: string
  /** In which the hours are meant, by its IANA name. */
  readonly timezone: string
  /** Ballots accepted, replaced ones included. */
  readonly ballots: number
  /** Credentials that voted: voters. */
  readonly voters: number
  /** Ballots that the definition wants before anything is decrypted. */
  readonly minimumBallots: number
  /** Ballots that a later one of the same credential replaced. */
  readonly replaced: number
  /** Of the ballots, those accepted after the hour of closing. */
  readonly grace: number
  readonly channels: readonly { readonly channel: string; readonly ballots: number }[]
  /** Batches that the authority declared missing, each `CHANNEL NUMBER`. */
  readonly missing: readonly string[]
  /** Who signs the report on paper. */
  readonly members: readonly Signatory[]
  /** The archive's EndBallots. */
  readonly height: number
  readonly head: string
  /** The journal entry that records the freeze. */
  readonly entry: number
}

/**
 * Ends the ballots of the archive. Refused before the hour of closing and its grace have passed, and while a batch that
 * was announced is not there, unless the act `close` gives it up. Again, it gives the same report.
 *
 * @param now - milliseconds
 * @throws UrneError `wrong-phase`, `act-needed`, `not-before`, `not-ready`, `election-file-altered`, `entry-altered`
 */
export function freezeUrn(file: OpeningFile, now: number): ClosingReport {
  return file.store.write(() => {
    const { journal } = file
    if (lastEntry(journal, "urn.frozen") === undefined) {
      requirePhase(journal, now, "closed")
      requireFreezable(file, now)
      const { height: ballots, grace } = requireAllBallots(file)
      const { height, hash } = appendToArchive(file, { type: "EndBallots" })
      append(journal, now, { type: "urn.frozen", phase: "frozen", ballots, grace, height, head: hash })
    }
    return closingReport(file)
  })
}

/**
 * The ballots that the urn took in. Their rows must be as many: the figure goes into the journal for good.
 *
 * @throws UrneError `election-file-altered`, `entry-altered`
 */
function requireAllBallots(file: OpeningFile): UrnRegister {
  const register = urnRegister(file)
  const rows = file.urn.ballots()
  if (rows !== register.height) {
    throw new UrneError("election-file-altered", { part: "ballots", at: `${rows} of ${register.height}` })
  }
  return register
}

function requireFreezable(file: OpeningFile, now: number): void {
  if (effectiveActs(file, "close").length === 0) throw new UrneError("act-needed", { kind: "close" })
  const end = graceEnd(currentClosing(file), file.election.get().definition.grace)
  if (now < end) throw notBefore(end)
  const missing = batchesAwaited(file).map(({ channel, number }) => ({ thing: "batch", channel, number }) as const)
  if (missing.length > 0) throw new UrneError("not-ready", { kind: "close", missing })
}

/**
 * Refused while ballots may still begin: a vote is never closed before its hour.
 *
 * @throws UrneError `not-before` while the urn is open or suspended, `wrong-phase`
 */
export function requireClosed(file: OpeningFile, now: number): void {
  const last = lastPhaseEntry(file.journal)?.event
  const closes = last === undefined ? undefined : closingOf(last)
  if (closes !== undefined && now < closes) throw notBefore(closes)
  requirePhase(file.journal, now, "closed", "frozen", "unsealed", "tallied", "proclaimed")
}

function notBefore(hour: number): UrneError {
  return new UrneError("not-before", { kind: "close", hour: instantText(hour) })
}

/** How far the closing has come: decided or not, what the freeze waits for, and done. */
export interface Closing {
  /** The act `close` is in effect. */
  readonly decided: boolean
  /** When the grace is over, while it is not. */
  readonly graceEnds: string | undefined
  /** Batches announced that are not there, each `CHANNEL NUMBER`. */
  readonly awaited: readonly string[]
  readonly timezone: string
  /** Once the urn is frozen. */
  readonly report: ClosingReport | undefined
  /** The urn was frozen before: the report is the same again, and no other. */
  readonly reprint: boolean
}

/** Freezes the urn if the act is in effect and nothing is waited for. @throws UrneError `wrong-phase` */
export function freezeWhenDue(file: OpeningFile, now: number): Closing {
  const { grace, timezone } = file.election.get().definition
  if (lastEntry(file.journal, "urn.frozen") !== undefined) {
    const report = closingReport(file)
    return { decided: true, graceEnds: undefined, awaited: [], timezone, report, reprint: true }
  }
  const decided = effectiveActs(file, "close").length > 0
  const end = graceEnd(currentClosing(file), grace)
  const awaited = batchesAwaited(file).map(batchName)
  const due = decided && now >= end && awaited.length === 0
  const graceEnds = now < end ? instantText(end) : undefined
  return { decided, graceEnds, awaited, timezone, report: due ? freezeUrn(file, now) : undefined, reprint: false }
}

/** The report of the freeze. @throws UrneError `act-needed` before it, `election-file-altered`, `entry-altered` */
export function closingReport(file: OpeningFile): ClosingReport {
  const { journal } = file
  const frozen = lastEntry(journal, "urn.frozen")
  const close = effectiveActs(file, "close").at(-1)
  if (frozen === undefined || close === undefined) throw new UrneError("act-needed", { kind: "close" })
  const { uuid, name } = sealedElection(file)
  const { at, ballots, grace, height, head } = frozen.event
  const { voters, channels } = urnRegister(file)
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
