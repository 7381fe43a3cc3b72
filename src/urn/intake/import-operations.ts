/**
 * Imports files of ballots: reads them line by line, has them checked on several threads, and accepts them in
 * transactions of a few hundred.
 */
import { isCertified } from "../../authority/urn-key-queries.ts"
import { isCancelled } from "../../core/cancellation.ts"
import { UrneError } from "../../core/error.ts"
import type { World } from "../../core/world.ts"
import { checkpointIfDue } from "../../journal/checkpoint-operations.ts"
import { lastPhaseEntry } from "../../journal/operations.ts"
import type { SigningKey } from "../../notes/key.ts"
import { openPool, type Pool } from "../../workers/pool.ts"
import { announceBatch, recordReceived } from "../announce-operations.ts"
import type { UrnFile } from "../archive-queries.ts"
import { alteredBatch, refusedLines } from "../batch-queries.ts"
import { isReceived, type RefusedLine, type StoredBatch } from "../batch-table.ts"
import { type Arrival, requireAdmission } from "../voting-hours.ts"
import { admitBallots } from "./admit-operations.ts"
import { type CheckedBallot, type OnLine, type Outcome, resultOf, type ScreenedBallot } from "./ballot.ts"
import { checkedLines } from "./check-queries.ts"
import { type BallotSource, ballotSource, submittedLines, watched } from "./read.ts"
import { screenAgain, screenBallots } from "./screen-queries.ts"

export interface ImportRequest {
  /** A file of JSON lines, each a Belenios ballot; `-` is standard input. */
  readonly path: string
  readonly channel: string
  /** The path of the batch's note, where the channel has a key. */
  readonly note?: string
}

export interface ImportReport {
  readonly channel: string
  /** The number of the batch, where it came with a note. */
  readonly batch: number | undefined
  readonly lines: number
  readonly accepted: number
  /** How many lines had their ballot in the urn before this run. */
  readonly present: number
  readonly refused: number
  /** The first thousand refused lines, with all that is wrong with each. */
  readonly refusals: readonly RefusedLine[]
}

/** How many ballots one task checks, and how many lines one transaction takes. */
const chunkLength = 32
const groupLength = 256

const refusalsShown = 1000

/**
 * Imports a file of ballots into the urn. Each line is accepted or refused with its reason, and accepted ballots stay,
 * whatever comes after them. When run again, for example after a crash, it accepts what is not there yet. While it
 * runs, checkpoints are made as they are due, between two transactions.
 *
 * @param urnKey - signs the checkpoints; `undefined` on a machine that lacks the key
 * @throws UrneError `wrong-phase`, `vote-over`, `no-ballots`, `import-cancelled`, those of `announceBatch`, `busy` if
 * another import of the same batch was faster
 */
export async function importBallots(
  file: UrnFile,
  request: ImportRequest,
  world: World,
  urnKey?: SigningKey,
): Promise<ImportReport> {
  const pool = openPool(world)
  try {
    return await importWith(pool, file, request, world, urnKey)
  } catch (error) {
    if (!isCancelled(error)) throw error
    throw new UrneError("import-cancelled", { path: request.path }, { cause: error })
  } finally {
    await pool.close()
  }
}

/** Does the same on existing threads, for batch after batch. */
export async function importWith(
  pool: Pool,
  file: UrnFile,
  request: ImportRequest,
  world: World,
  urnKey?: SigningKey,
): Promise<ImportReport> {
  const source = await ballotSource(request.path, request.note !== undefined, world)
  const batch = await announceBatch(file, request.channel, request.note, source, world)
  let intake = beginIntake(request.channel, batch)
  const before = new HandledBefore(file, batch)
  const looked = watched(source)
  const screened = screenedLines(file, looked.source, intake, world)
  let group: CheckedLine[] = []
  for await (const lines of checkedLines(pool, file, request.channel, screened)) {
    group.push(...before.handled(lines))
    if (group.length < groupLength) continue
    intake = before.found(intake)
    intake = admitGroup(file, intake, group, world.now())
    group = []
    if (urnKey !== undefined) checkpointIfDue(file, urnKey, world.now(), (key) => isCertified(file, key))
    world.progress("ballots.check", intake.lines, batch?.count ?? intake.lines + 1)
  }
  intake = admitGroup(file, before.found(intake), group, world.now())
  // The file was measured before, but may have been replaced since.
  if (batch !== undefined && intake.lines !== batch.count) {
    throw new UrneError("batch-refused", { path: request.path, fault: "content", taken: intake.lines })
  }
  if (batch === undefined && !looked.isFilled()) {
    throw new UrneError("no-ballots", { path: request.path, lines: intake.lines, batch: undefined })
  }
  const { channel, lines, accepted, present, refused: count, refusals } = intake
  return { channel, batch: batch?.number, lines, accepted, present, refused: count, refusals }
}

type CheckedLine = OnLine<CheckedBallot | Outcome>

/** How far the import of a file has come. */
interface Intake extends Omit<ImportReport, "batch"> {
  readonly batch: StoredBatch | undefined
}

/** Starts an import. A batch that was imported in part continues where it stopped. */
function beginIntake(channel: string, batch: StoredBatch | undefined): Intake {
  const { accepted: present, refused: count } = batch ?? { accepted: 0, refused: 0 }
  return { channel, batch, lines: present + count, accepted: 0, present, refused: count, refusals: [] }
}

/**
 * The lines of a batch that were handled before, as the row of the batch says. That is not believed: each of them must
 * be in the urn, or be refused again. Otherwise a line that was never checked would be missing from the urn for good.
 */
class HandledBefore {
  private readonly batch: StoredBatch | undefined
  private readonly refused: ReadonlySet<number>
  private accepted = 0
  private rejected = 0
  private refusals: RefusedLine[] = []

  /** @throws UrneError `election-file-altered` */
  constructor(file: UrnFile, batch: StoredBatch | undefined) {
    this.batch = batch
    this.refused = batch === undefined ? new Set() : refusedLines(file, batch)
  }

  /**
   * Counts the lines that were handled before.
   *
   * @returns the others
   * @throws UrneError `election-file-altered` for a ballot that is not in the urn but could be
   */
  handled(lines: readonly CheckedLine[]): readonly CheckedLine[] {
    const { batch } = this
    if (batch === undefined) return lines
    const done = batch.accepted + batch.refused
    for (const { line, ballot } of lines) {
      if (line > done) continue
      if (ballot.state === "checked") throw alteredBatch(batch)
      // The very ballot that was refused here may have been accepted another way since.
      if (ballot.state !== "refused" && !this.refused.has(line)) this.accepted++
      else this.rejected++
      if (ballot.state === "refused") this.refusals.push({ line, findings: ballot.findings })
    }
    return lines.filter(({ line }) => line > done)
  }

  /**
   * Checks the counts at the first new lines, when all earlier ones have been counted.
   *
   * @throws UrneError `election-file-altered` unless there are as many of each kind as the row of the batch says
   */
  found(intake: Intake): Intake {
    const { batch, accepted, rejected, refusals } = this
    if (batch === undefined) return intake
    if (accepted !== batch.accepted || rejected !== batch.refused) throw alteredBatch(batch)
    this.refusals = []
    return { ...intake, refusals: [...refusals, ...intake.refusals].slice(0, refusalsShown) }
  }
}

/** Yields the ballots of a file in order, each screened by what the urn knows at that moment. */
async function* screenedLines(
  file: UrnFile,
  source: BallotSource,
  { lines: done, channel, batch }: Pick<Intake, "lines" | "channel" | "batch">,
  world: World,
): AsyncGenerator<readonly OnLine<ScreenedBallot | Outcome>[], void, undefined> {
  for await (const lines of submittedLines(source, chunkLength)) {
    const now = world.now()
    const old = lines.filter(({ line }) => line <= done).map(({ ballot }) => ballot)
    const fresh = lines.filter(({ line }) => line > done).map(({ ballot }) => ballot)
    const screened = resultOf(
      [...old, ...fresh],
      [...screenAgain(file, old, channel), ...screenBallots(file, fresh, channel, now, arrivalOf(batch, now))],
    )
    yield lines.map(({ line, ballot }) => ({ line, ballot: screened(ballot) }))
  }
}

/**
 * Says when ballots arrived. A channel without a key cannot show that its ballots were cast before the hour of closing,
 * so they count from now.
 */
function arrivalOf(batch: StoredBatch | undefined, now: number): Arrival {
  return batch === undefined ? { began: now } : "announced"
}

/** Accepts a group of lines and records how far the batch has come, in one transaction. */
function admitGroup(file: UrnFile, intake: Intake, group: readonly CheckedLine[], now: number): Intake {
  if (group.length === 0) return intake
  const { channel, batch } = intake
  const { journal, election } = file
  return file.store.write(() => {
    // While the urn accepts nothing, a batch does not advance either, even by refused lines only.
    if (batch !== undefined) {
      requireAdmission(lastPhaseEntry(journal)?.event, now, election.get().definition.grace, "announced")
    }
    const ballots = group.flatMap(({ ballot }) => (ballot.state === "checked" ? [ballot] : []))
    const admitted = resultOf(ballots, admitBallots(file, ballots, channel, now, arrivalOf(batch, now)))
    const outcomes = group.map(({ line, ballot }) => {
      return { line, outcome: ballot.state === "checked" ? admitted(ballot) : ballot }
    })
    const refusals = outcomes.flatMap(({ line, outcome }) =>
      outcome.state === "refused" ? [{ line, findings: outcome.findings }] : [],
    )
    const count = (state: Outcome["state"]) => outcomes.filter(({ outcome }) => outcome.state === state).length
    const by = { accepted: count("accepted"), present: count("present"), refused: refusals.length }
    return {
      channel,
      batch: batch === undefined ? undefined : advance(file, batch, by, refusals, now),
      lines: intake.lines + group.length,
      accepted: intake.accepted + by.accepted,
      present: intake.present + by.present,
      refused: intake.refused + by.refused,
      refusals: [...intake.refusals, ...refusals].slice(0, refusalsShown),
    }
  })
}

function advance(
  file: UrnFile,
  batch: StoredBatch,
  by: { readonly accepted: number; readonly present: number; readonly refused: number },
  refusals: readonly RefusedLine[],
  now: number,
): StoredBatch {
  const { batches } = file.urn
  const step = { accepted: by.accepted + by.present, present: by.present, refused: by.refused }
  // When one batch is imported twice at once, the slower import stops, and finds on its next run what the other did.
  if (!batches.advance(batch, batch.accepted + batch.refused, step))
    throw new UrneError("busy", { path: file.store.path })
  for (const refusal of refusals) batches.refuse(batch, refusal)
  const advanced = {
    ...batch,
    accepted: batch.accepted + step.accepted,
    present: batch.present + step.present,
    refused: batch.refused + step.refused,
  }
  if (isReceived(advanced)) recordReceived(file, advanced, now)
  return advanced
}
