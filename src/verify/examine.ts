import { type Table } from "../belenios/per-choice.ts"
import { fileName } from "../record/layout.ts"
import { resultCsv, resultJson } from "../record/result-document.ts"
import { type Definition } from "../definition/definition.ts"
import { equalBytes, utf8 } from "../core/bytes.ts"
import { parseInstant } from "../core/instant.ts"
import { finding } from "../core/finding.ts"
import { type Random } from "../core/world.ts"
import { parseVerifierKey } from "../notes/key.ts"
import { type Pool } from "../workers/pool.ts"
import { type ActPaper, actPlace, readActs } from "./act-papers.ts"
import { type ArchiveContext, type ArchiveFacts, eventPlace, readArchiveFacts } from "./archive.ts"
import { type Asked, type AskedBallot, askedRoots, askedTrackers, checkAsked, checkAskedBallots } from "./asked.ts"
import { checkAllBallots } from "./ballots.ts"
import { checkBatches } from "./batches.ts"
import { type CheckId, checks, done, type Remark } from "./checks.ts"
import { checkDefinition, readDefinition } from "./definition.ts"
import { type History } from "./history.ts"
import { type ReadJournal, readJournal } from "./journal.ts"
import { checkAnswers, checkCheckpoints, type Coverage, rootClaims } from "./notes.ts"
import { type Papers, papersOf, readPapers } from "./papers.ts"
import { checkResult } from "./result.ts"
import { checkSealed, checkStatements, checkTallyFigures, readReserve } from "./sealed.ts"
import { readSetup, type Setup } from "./setup.ts"
import { checkSignatures, type Judges } from "./signatures.ts"
import { checkFreeze } from "./urn-history.ts"
import { bareArchive, type Source } from "./source.ts"
import { checkTally } from "./tally.ts"

/** What a verification works with. */
export interface Tools {
  readonly pool: Pool
  readonly random: Random
  readonly progress: (checked: number, ballots: number) => void
}

/** What was read on the way, for the report; parts that were not reached are not there. */
export interface Examined {
  papers?: Papers
  acts?: ReadonlyMap<number, ActPaper>
  definition?: Definition
  journal?: ReadJournal
  judges?: Judges
  coverage?: Coverage
  archive?: ArchiveFacts
  setup?: Setup
  votes?: Table<bigint>
  readonly asked: AskedBallot[]
}

/**
 * Verifies a record or an archive, cheap things first: what was changed carelessly is found before any signature or proof
 * is looked at. Everything wrong is given as it is met; whoever wants only the first finding stops there.
 *
 * @param examined - filled on the way
 */
export async function* examine(
  source: Source,
  asked: Asked,
  tools: Tools,
  examined: Examined,
): AsyncGenerator<Remark, void, undefined> {
  if (source.kind === "archive") yield* examineArchive(source, asked, tools, examined)
  else yield* examineRecord(source, asked, tools, examined)
}

async function* examineArchive(
  source: Source,
  asked: Asked,
  tools: Tools,
  examined: Examined,
): AsyncGenerator<Remark, void, undefined> {
  const stream = () => source.stream(bareArchive)
  const context: ArchiveContext = { claims: [], more: [], trackers: askedTrackers(asked) }
  const archive = yield* readArchiveFacts(stream(), context)
  if (archive === undefined) return
  examined.archive = archive
  if (asked.trackers.length > 0) yield* checkAskedBallots({ ...asked, receipts: [] }, archive)
  const setup = yield* readSetup(archive, tools.pool)
  if (setup === undefined) return
  examined.setup = setup
  yield* examineVotes(stream, { archive, setup }, asked, tools, examined)
}

async function* examineRecord(
  source: Source,
  asked: Asked,
  tools: Tools,
  examined: Examined,
): AsyncGenerator<Remark, void, undefined> {
  if (source.faults !== undefined) {
    yield* source.faults
    return
  }
  const papers = yield* readPapers(source)
  const read = yield* readActs(papers)
  const { acts } = read
  Object.assign(examined, { papers, acts })
  if (!papers.paths.has(fileName({ kind: "journal" }))) return
  const journal = yield* readJournal(source, {
    acts: read,
    claims: [...rootClaims(papers, acts), ...askedRoots(asked)],
  })
  if (journal === undefined) return
  examined.journal = journal
  const { history } = journal
  yield* checkTarTime(source, history)
  const archive = yield* examineChain(source, papers, history, acts, asked)
  const definition = yield* readDefinition(papers)
  if (definition !== undefined) {
    examined.definition = definition
    yield* checkFreeze(history, definition.grace * 60_000)
    yield done("K7", history.entries)
  }
  const judges = yield* checkSignatures(history, acts)
  examined.judges = judges
  yield* examineNotes(papers, { history, definition, judges, acts }, asked, examined)
  if (archive === undefined) {
    if (history.height === undefined) for (const check of fromTheSealOn) yield done(check, 0)
    return
  }
  examined.archive = archive
  yield* checkAskedBallots(asked, archive)
  const setup = yield* readSetup(archive, tools.pool)
  if (setup === undefined) return
  examined.setup = setup
  const reserve = yield* readReserve(papers, setup.credentials)
  const record = { papers, history, definition, archive, setup, reserve }
  yield* checkSealed(record)
  yield* checkStatements(record)
  yield* checkTallyFigures(history, archive)
  yield* examineVotes(() => source.stream(archivePath(papers)), { archive, setup }, asked, tools, examined)
  yield* checkDocuments(papers, history, examined)
}

/** What there is nothing to check of before the urn is sealed. */
const fromTheSealOn: readonly CheckId[] = [
  ...checks.filter(({ scope }) => scope === "archive").map(({ id }) => id),
  ...(["C3", "K4", "K6", "K10", "K13", "E9"] as const),
]

/** A tar carries one time, that of the first entry: it is as old as the election, however often it is made again. */
function* checkTarTime({ time }: Source, { created }: History): Generator<Remark, void, undefined> {
  const expected = Math.floor((parseInstant(created?.at ?? "") ?? 0) / 1000)
  if (time !== undefined && time !== expected) yield finding("BUNDLE_TAR", "tar@0", { rule: "time" })
}

function archivePath({ archive }: Papers): string {
  return fileName({ kind: "archive", uuid: archive ?? "" })
}

/** The archive begins with the seal, and ends with the last event that the journal names. */
async function* examineChain(
  source: Source,
  papers: Papers,
  history: History,
  acts: ReadonlyMap<number, ActPaper>,
  asked: Asked,
): AsyncGenerator<Remark, ArchiveFacts | undefined, undefined> {
  const { height: expected, created } = history
  if (expected === undefined) {
    if (papers.archive !== undefined) yield finding("FILE_UNKNOWN", archivePath(papers), {})
    return undefined
  }
  if (papers.archive === undefined) {
    yield finding("FILE_MISSING", fileName({ kind: "archive", uuid: created?.uuid ?? "" }), {})
    return undefined
  }
  const more = [...acts.values()].flatMap(({ act: { number, archive } }) =>
    archive === undefined ? [] : [{ at: actPlace(number), height: archive.height, head: archive.hash }],
  )
  const context = { claims: history.heads.claims(), more, trackers: askedTrackers(asked) }
  const facts = yield* readArchiveFacts(source.stream(archivePath(papers)), context)
  if (facts === undefined) return undefined
  const { height } = facts.head
  if (height !== expected) yield finding("ARCHIVE_HEIGHT", eventPlace(height), { height, expected })
  return facts
}

interface Decided {
  readonly history: History
  readonly definition: Definition | undefined
  readonly judges: Judges
  readonly acts: ReadonlyMap<number, ActPaper>
}

/** Everything else that somebody signed, and the definition on which the first act rests. */
function* examineNotes(
  papers: Papers,
  { history, definition, judges, acts }: Decided,
  asked: Asked,
  examined: Examined,
): Generator<Remark, void, undefined> {
  const constitution = judges.authority?.constitution
  if (definition !== undefined) yield* checkDefinition(papers, definition, history, constitution)
  const anchor = [...acts.values()].find(
    ({ act }) => act.kind === "constitute" && history.acts.get(act.number)?.effective !== undefined,
  )
  const urnKey = constitution === undefined ? undefined : parseVerifierKey(constitution.urnKey)
  yield* checkAsked(asked, anchor?.hash, urnKey)
  yield done("K2", history.acts.size)
  yield done("K3", history.inEffect.length)
  if (constitution === undefined) {
    // Without an authority nobody vouches for the key of the urn.
    yield done("A4", papersOf(papers, "checkpoint").length, 0)
    for (const check of ["A5", "A6", "C5"] as const) yield done(check, 0)
    return
  }
  examined.coverage = yield* checkCheckpoints(papers, constitution)
  yield* checkAnswers(papers, history, judges)
  yield* checkBatches(papers, history, constitution)
}

interface Urn {
  readonly archive: ArchiveFacts
  readonly setup: Setup
}

/** Ballots, encrypted tally, shares and result. */
async function* examineVotes(
  stream: () => AsyncIterable<Uint8Array>,
  { archive, setup }: Urn,
  asked: Asked,
  { pool, random, progress }: Tools,
  examined: Examined,
): AsyncGenerator<Remark, void, undefined> {
  const { definition, journal, papers } = examined
  const watched = new Map<number, number | undefined>([...archive.found.values()].map((height) => [height, undefined]))
  const canSum = yield* checkAllBallots(stream(), {
    election: setup.election,
    credentials: setup.credentials,
    blocked: journal?.history.blocked ?? new Set(),
    mayRevote: definition?.revote !== "refused",
    watched,
    present: archive.ballots,
    pool,
    key: random(32, "verify.fingerprint"),
    progress: (checked) => {
      progress(checked, archive.ballots)
    },
  })
  if (papers !== undefined) yield done("K10", archive.ballots)
  for (const tracker of askedTrackers(asked)) {
    const height = archive.found.get(tracker)
    const rank = height === undefined ? undefined : watched.get(height)
    if (height === undefined || rank === undefined) continue
    examined.asked.push({
      tracker,
      height,
      state: setup.credentials.lastBallot(rank) === height ? "counts" : "replaced",
    })
  }
  const tally = yield* checkTally(stream, archive, setup, pool, canSum)
  const { election, trustees } = setup
  if (tally === undefined || trustees === undefined) {
    if (archive.tally !== undefined) return
    yield done("E8", 0)
    if (papers !== undefined) yield done("E9", 0)
    yield done("E10", 0)
    yield done("K12", 0)
    return
  }
  const votes = yield* checkResult(archive, { election, trustees, tally }, papers)
  if (votes !== undefined) examined.votes = votes
}

/** The documents about the result say what the archive says. */
function* checkDocuments(
  papers: Papers,
  { phase, created }: History,
  { archive, setup, votes }: Examined,
): Generator<Remark, void, undefined> {
  const facts =
    archive?.tally === undefined || setup === undefined || votes === undefined
      ? undefined
      : {
          election: setup.election,
          votes,
          accepted: archive.ballots,
          counted: archive.tally.numTallied,
          weight: archive.tally.totalWeight,
          rehearsal: created?.rehearsal === true,
          proclaimed: phase === "proclaimed",
        }
  // A result that could not be read was found wrong already.
  if (facts === undefined && archive?.result !== undefined) return
  for (const [kind, write] of [
    ["result-json", resultJson],
    ["result-csv", resultCsv],
  ] as const) {
    const [paper] = papersOf(papers, kind)
    const path = fileName({ kind })
    if (facts === undefined) {
      if (paper !== undefined) yield finding("FILE_UNKNOWN", path, {})
    } else if (paper === undefined) {
      if (!papers.paths.has(path)) yield finding("FILE_MISSING", path, {})
    } else if (!equalBytes(paper.bytes, utf8(write(facts)))) yield finding("RESULT_DOCUMENT", path, {})
  }
  yield done("K13", facts === undefined ? 0 : 2)
}
