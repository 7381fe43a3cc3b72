import { cancellationPoint } from "../core/cancellation.ts"
import { UrneError } from "../core/error.ts"
import { finding } from "../core/finding.ts"
import { must } from "../core/must.ts"
import type { Encoding } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import type { Definition } from "../definition/definition.ts"
import type { RollImported, Sha256 } from "../journal/event.ts"
import { append, commitTo, lastEntry, opensCommitment, requirePhase } from "../journal/operations.ts"
import type { Delimiter } from "./csv.ts"
import { rollDigest } from "./digest.ts"
import type { RollFile } from "./queries.ts"
import { type FileFinding, type Open, type Reading, readRoll } from "./reading.ts"
import { reportFile, reportHash, type RollReport, sourcesOf, toldDetail } from "./report.ts"
import type { Staging } from "./staging.ts"
import type { Voter } from "./voter.ts"

export interface RollRequest {
  /** The member files, which form one roll. `-` is standard input. */
  readonly paths: readonly string[]
  readonly encoding?: Encoding | undefined
  readonly delimiter?: Delimiter | undefined
  /** Where to write the report, if anywhere. It is written even if the import is refused. */
  readonly report?: string | undefined
  readonly force?: boolean
}

export interface ImportRequest extends RollRequest {
  /** How many rows may be left out. Exactly this many must be refused. */
  readonly skipRefused?: number | undefined
  /** Whether the import may replace another roll. */
  readonly replace?: boolean
}

export interface RollImport {
  readonly report: RollReport
  /** The report's hash, as it is in the journal. */
  readonly reportHash: string
  /** `false` where this very roll was already imported, so that nothing changed. */
  readonly imported: boolean
  readonly minimum: Minimum
  /** Names to look at, where the file does not state its encoding. */
  readonly samples: readonly string[]
}

/** Whether there can be a result: with fewer voters than the definition's minimum of ballots nothing is decrypted. */
export interface Minimum {
  readonly ballots: number
  readonly reachable: boolean
}

/** The largest standard input, in bytes. It cannot be read twice, so it is kept in memory. */
const largestInput = 256 * 1024 * 1024
const blockLength = 64 * 1024
/** How many refused rows the screen lists. The report file has them all. */
const shownRefusals = 100

/** What an import would do. */
export interface RollCheck {
  readonly report: RollReport
  /** The refusal that the import would meet: `rows-refused`, `faulty-artefact`. */
  readonly refusal: UrneError | undefined
  readonly minimum: Minimum
  /** As in `RollImport`. */
  readonly samples: readonly string[]
}

/**
 * Says what an import would do, row by row, without writing to the election file.
 *
 * @throws UrneError `faulty-artefact` where the file cannot be read as a roll at all, `roll-file-changed`, and those of
 * `Files`
 */
export async function checkRoll(
  { election }: Pick<RollFile, "election">,
  world: World,
  request: ImportRequest,
): Promise<RollCheck> {
  return checkRollOf(election.get().definition, world, request)
}

/** Does the same before there is an election file. @throws UrneError as `checkRoll` */
export async function checkRollOf(definition: Definition, world: World, request: ImportRequest): Promise<RollCheck> {
  const reading = await read(definition, world, request, () => undefined)
  const { report, findings, samples } = completed(request.paths, reading)
  await writeReport(world, request, report)
  const refusal = findings.length > 0 ? faulty(request.paths, findings) : refusalOfRows(request, report)
  return { report, refusal, minimum: minimumOf(definition, report), samples }
}

/**
 * Makes a member file the roll. Every row is imported (members who may not vote with the reason) or refused, and
 * nothing is imported unless no row is refused or exactly as many as `skipRefused` says. Until credentials exist,
 * another file may replace the roll, as a new entry of the journal. Until then the same files again (with the same
 * report and the same rows) change nothing; afterwards they are refused like any others.
 *
 * The rows wait outside the election file until all are read. One transaction then writes them, makes them the roll and
 * appends the entry.
 *
 * @throws UrneError `rows-refused`, `faulty-artefact`, `roll-file-changed`, `wrong-phase`, `roll-fixed`,
 * `roll-would-replace`, `busy`, `report-unwritten`
 */
export async function importRoll(file: RollFile, world: World, request: ImportRequest): Promise<RollImport> {
  file.store.requireWritable()
  await requireReportPlace(world, request)
  const before = file.store.read(() => {
    requireReplaceable(file, world.now())
    return file.roll.current()
  })
  const staging = file.roll.stage()
  try {
    const { report, samples } = await stageRows(file, world, request, staging)
    const refusal = refusalOfRows(request, report)
    if (refusal !== undefined) {
      await writeReport(world, request, report)
      throw refusal
    }
    const digest = rollDigest(staging.lines())
    const imported = file.store.write(() => {
      // Somebody imported another roll meanwhile, and neither operator knew of the other.
      if (file.roll.current() !== before) throw new UrneError("busy", { path: file.store.path })
      return adopt(file, world, { staging, digest, report, samples, replace: request.replace === true })
    })
    await reportImport(world, request, report)
    return imported
  } finally {
    staging.discard()
  }
}

/** @throws UrneError `wrong-phase`, `roll-fixed` */
function requireReplaceable({ journal }: RollFile, now: number): void {
  requirePhase(journal, now, "draft", "constituted")
  if (lastEntry(journal, "credentials.generated") !== undefined) throw new UrneError("roll-fixed", {})
}

async function stageRows(
  file: RollFile,
  world: World,
  request: RollRequest,
  staging: Staging,
): Promise<Pick<RollImport, "report" | "samples">> {
  const reading = await read(file.election.get().definition, world, request, (voters) => {
    cancellationPoint(world.signal)
    staging.add(voters)
  })
  const { report, findings, samples } = completed(request.paths, reading)
  if (findings.length > 0) throw faulty(request.paths, findings)
  return { report, samples }
}

interface Staged {
  readonly staging: Staging
  readonly digest: Sha256
  readonly report: RollReport
  readonly samples: readonly string[]
  readonly replace: boolean
}

/** Makes the rows the roll, inside the caller's transaction. */
function adopt(file: RollFile, world: World, { staging, digest, report, samples, replace }: Staged): RollImport {
  const { journal, roll } = file
  requireReplaceable(file, world.now())
  const { rows, eligible, ineligible, refused } = report
  const last = lastEntry(journal, "roll.imported")
  const result = {
    report,
    reportHash: reportHash(report),
    minimum: minimumOf(file.election.get().definition, report),
    samples,
  }
  if (last !== undefined && isSame(file, last, digest, result.reportHash)) return { ...result, imported: false }
  if (last !== undefined && !replace) {
    const { rows: all, refused: leftOut } = last.event
    throw new UrneError("roll-would-replace", { before: all - leftOut, after: rows - refused })
  }
  roll.adopt(staging)
  append(journal, world.now(), {
    ...{ type: "roll.imported", rows, eligible, ineligible, refused },
    roll: commitTo(journal, world.random, digest),
    report: result.reportHash,
  })
  return { ...result, imported: true }
}

function minimumOf({ minimumBallots: ballots }: Definition, { eligible }: RollReport): Minimum {
  return { ballots, reachable: eligible >= ballots }
}

function isSame(
  { journal }: RollFile,
  last: { readonly number: number; readonly event: RollImported },
  digest: string,
  hash: string,
): boolean {
  return last.event.report === hash && opensCommitment(journal, last.number, last.event.roll, digest) === true
}

async function read(
  { roll: rules, publish }: Definition,
  world: World,
  { paths, encoding, delimiter }: RollRequest,
  take: (voters: readonly Voter[]) => void,
): Promise<Reading> {
  const files: Open[] = []
  for (const path of paths) files.push(await blocksOf(world, path))
  return readRoll(
    files,
    {
      ...{ rules, cell: publish.cell },
      ...(encoding === undefined ? {} : { encoding }),
      ...(delimiter === undefined ? {} : { delimiter }),
      progress: (done, total) => {
        world.progress("roll.import", done, total)
      },
    },
    take,
  )
}

async function blocksOf({ files }: World, path: string): Promise<Open> {
  if (path !== "-") return () => files.stream(path)
  const bytes = await files.read(path, largestInput)
  // eslint-disable-next-line @typescript-eslint/require-await
  return async function* () {
    for (let at = 0; at < bytes.length; at += blockLength) yield bytes.subarray(at, at + blockLength)
  }
}

/**
 * Requires that a reading came to the end of the files, that they were the same the second time, and that none is there
 * twice.
 *
 * @throws UrneError `faulty-artefact`, `roll-file-changed`
 */
function completed(paths: readonly string[], reading: Reading): Extract<Reading, { readonly report: RollReport }> {
  if (reading.report === undefined) throw faulty(paths, reading.findings)
  if (reading.changed !== undefined)
    throw new UrneError("roll-file-changed", { path: must(paths[reading.changed], "file of the roll") })
  const hashes = sourcesOf(reading.report).map(({ sha256 }) => sha256)
  const again = hashes.flatMap((hash, file) => {
    const first = hashes.indexOf(hash)
    return first === file
      ? []
      : [{ ...finding("roll-file-twice", "1", { path: must(paths[first], "file of the roll") }), file }]
  })
  if (again.length > 0) throw faulty(paths, again)
  return reading
}

function faulty(paths: readonly string[], findings: readonly FileFinding[]): UrneError {
  const files = [...new Set(findings.map(({ file }) => file))]
  const [only] = files
  const path = files.length === 1 && only !== undefined ? must(paths[only], "file of the roll") : together(paths)
  return new UrneError("faulty-artefact", {
    path,
    findings: findings.map(({ file, ...one }) => {
      return file === undefined ? { ...one, at: path } : { ...one, at: `${paths[file] ?? ""}:${one.at}` }
    }),
  })
}

/** Joins the names of several files, of which there may be a hundred. */
function together(paths: readonly string[]): string {
  return paths.length < 4 ? paths.join(", ") : `${paths[0] ?? ""}, … ${paths.at(-1) ?? ""}`
}

async function requireReportPlace({ files }: World, { report: path, force }: RollRequest): Promise<void> {
  if (path !== undefined) await files.requireWritable(path, { force: force === true && "roll-report" })
}

/** Writes the report once the rows are the roll, since it says what happened. @throws UrneError `report-unwritten` */
async function reportImport(world: World, request: RollRequest, report: RollReport): Promise<void> {
  try {
    await writeReport(world, request, report)
  } catch (error) {
    if (!(error instanceof UrneError)) throw error
    const { params } = error as UrneError
    const cause = "cause" in params ? params.cause : "EEXIST"
    throw new UrneError("report-unwritten", { path: request.report ?? "", cause }, { cause: error })
  }
}

async function writeReport({ files }: World, { report: path, force }: RollRequest, report: RollReport): Promise<void> {
  if (path !== undefined) await files.writeWhole(path, reportFile(report), { force: force === true && "roll-report" })
}

function refusalOfRows({ paths, skipRefused }: ImportRequest, report: RollReport): UrneError | undefined {
  const { refused, details } = report
  if (refused === (skipRefused ?? 0)) return undefined
  const findings = details.slice(0, shownRefusals).map((detail) => {
    const { at, params } = toldDetail(report, detail, paths)
    return finding(detail.code, at, params)
  })
  return new UrneError("rows-refused", { path: together(paths), refused, skipped: skipRefused, findings })
}
