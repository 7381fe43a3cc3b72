import { fileName } from "../bundle/layout.ts"
import { type Definition } from "../definition/definition.ts"
import { parseInstant } from "../core/instant.ts"
import { finding } from "../core/finding.ts"
import { type UrnKeyTerm } from "../notes/urn-key-term.ts"
import { type ActPaper, actPlace, type ReadActs, readActs } from "./act-papers.ts"
import { type ArchiveContext, type ArchiveFacts, eventPlace, readArchiveFacts } from "./archive.ts"
import { type Asked, askedRoots, askedTrackers, checkAsked, checkAskedBallots } from "./asked.ts"
import { checkBatches } from "./batches.ts"
import { type CheckId, checks, done, type Remark } from "./checks.ts"
import { checkDefinition, checkNames, checkReadme, readDefinition } from "./definition.ts"
import { type Examined, type Tools } from "./examined.ts"
import { type History } from "./history.ts"
import { lostHistories } from "./lost-history.ts"
import { checkHolderNotes } from "./holder-notes.ts"
import { type ReadJournal, readJournal } from "./journal.ts"
import { checkAnswers, checkCheckpoints, rootClaims } from "./notes.ts"
import { type Papers, papersOf, readPapers } from "./papers.ts"
import { checkSealed, checkStatements, checkTallyFigures, readReserve } from "./sealed.ts"
import { checkPhaseFiles } from "./phase-files.ts"
import { auditedHeight, auditedRoots } from "./relied.ts"
import { readSetup } from "./setup.ts"
import { checkSignatures, type Judges } from "./signatures.ts"
import { bareArchive, type Source } from "./source.ts"
import { checkMinimum } from "./tally.ts"
import { checkFreeze } from "./urn-history.ts"
import { urnKeyTerms } from "./urn-keys.ts"
import { beginVotes, type BegunVotes, checkDocuments, examineVotes } from "./votes.ts"

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
  const examination = source.kind === "archive" ? examineArchive : examineRecord
  const missing = new Set<string>()
  for await (const remark of examination(source, asked, tools, examined)) {
    // The manifest names a file that is gone, and so does what else needs it.
    if ("code" in remark && remark.code === "FILE_MISSING") {
      if (missing.has(remark.at)) continue
      missing.add(remark.at)
    }
    yield remark
  }
}

async function* examineArchive(
  source: Source,
  asked: Asked,
  tools: Tools,
  examined: Examined,
): AsyncGenerator<Remark, void, undefined> {
  const stream = () => source.stream(bareArchive)
  const context: ArchiveContext = {
    claims: [],
    more: [],
    trackers: askedTrackers(asked),
    audited: auditedHeight(tools.relied),
  }
  const archive = yield* readArchiveFacts(stream(), context)
  if (archive === undefined) return
  examined.archive = archive
  if (asked.trackers.length > 0) {
    yield* checkAskedBallots({ ...asked, receipts: [] }, archive, { urnKeys: [], lost: [] })
  }
  const votes = yield* beginVotes(stream, archive, tools, examined)
  try {
    const setup = yield* readSetup(archive, votes.opened, votes.examination)
    if (setup === undefined) return
    examined.setup = setup
    yield* examineVotes(votes, setup, asked, tools, examined)
  } finally {
    await votes.examination.stop()
  }
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
  examined.papers = papers
  if (!papers.paths.has(fileName({ kind: "journal" }))) return
  const journal = yield* readJournal(source, {
    acts: read,
    claims: [...rootClaims(papers, acts), ...askedRoots(asked), ...auditedRoots(tools.relied)],
  })
  if (journal === undefined) return
  examined.journal = journal
  const { history } = journal
  yield* checkPhaseFiles(papers, history)
  yield* checkTarTime(source, history)
  const archive = yield* examineChain(source, { papers, history, acts }, asked, tools)
  const stream = () => source.stream(archivePath(papers))
  const votes = archive && (yield* beginVotes(stream, archive, tools, examined))
  try {
    yield* examineDecisions({ papers, journal, acts: read, votes }, asked, tools, examined)
  } finally {
    await votes?.examination.stop()
  }
}

interface Read {
  readonly papers: Papers
  readonly journal: ReadJournal
  readonly acts: ReadActs
  readonly votes: BegunVotes | undefined
}

/** What was decided and signed, then what the archive holds, while the threads check its ballots. */
async function* examineDecisions(
  { papers, journal, acts: { acts }, votes }: Read,
  asked: Asked,
  tools: Tools,
  examined: Examined,
): AsyncGenerator<Remark, void, undefined> {
  const { history } = journal
  const definition = yield* readDefinition(papers)
  if (definition !== undefined) {
    examined.definition = definition
    yield* checkFreeze(history, definition.grace * 60_000)
    yield done("K7", history.ballots)
  }
  const judges = yield* checkSignatures(history, acts)
  const urnKeys = urnKeyTerms(judges.authority, history)
  yield* examineNotes(papers, { journal, definition, judges, acts, urnKeys }, asked, examined)
  if (votes === undefined) {
    if (history.height === undefined) for (const check of fromTheSealOn) yield done(check, 0)
    return
  }
  const { archive, opened, examination } = votes
  examined.archive = archive
  yield* checkAskedBallots(asked, archive, { urnKeys, lost: lostHistories(history) })
  const setup = yield* readSetup(archive, opened, examination)
  if (setup === undefined) return
  examined.setup = setup
  const reserve = yield* readReserve(papers, setup.credentials)
  const record = { papers, history, definition, archive, setup, reserve }
  yield* checkSealed(record)
  yield* checkStatements(record)
  yield* checkTallyFigures(history, archive)
  yield* checkMinimum(history, archive, definition)
  yield* examineVotes(votes, setup, asked, tools, examined)
  yield* checkDocuments(papers, history, examined)
}

/** What there is nothing to check of before the urn is sealed. */
const fromTheSealOn: readonly CheckId[] = [
  ...checks.filter(({ scope }) => scope === "archive").map(({ id }) => id),
  ...(["C3", "K4", "K6", "K10", "K13", "K15", "E9"] as const),
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
  { papers, history, acts }: Pick<Read, "papers"> & { history: History; acts: ReadActs["acts"] },
  asked: Asked,
  { relied }: Tools,
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
    // What is no height was found where the act was proposed.
    archive === undefined || !Number.isSafeInteger(archive.height)
      ? []
      : [{ at: actPlace(number), height: archive.height, head: archive.hash }],
  )
  const context = {
    claims: history.heads.claims(),
    more,
    trackers: askedTrackers(asked),
    audited: auditedHeight(relied),
  }
  const facts = yield* readArchiveFacts(source.stream(archivePath(papers)), context)
  if (facts === undefined) return undefined
  const { height } = facts.head
  if (height !== expected) yield finding("ARCHIVE_HEIGHT", eventPlace(height), { height, expected })
  return facts
}

interface Decided {
  readonly journal: ReadJournal
  readonly definition: Definition | undefined
  readonly judges: Judges
  readonly acts: ReadonlyMap<number, ActPaper>
  readonly urnKeys: readonly UrnKeyTerm[]
}

/** Everything else that somebody signed, and the definition on which the first act rests. */
function* examineNotes(
  papers: Papers,
  { journal: { history, against }, definition, judges, acts, urnKeys }: Decided,
  asked: Asked,
  examined: Examined,
): Generator<Remark, void, undefined> {
  const constitution = judges.authority?.constitution
  if (definition !== undefined) {
    yield* checkDefinition(papers, definition, history, constitution)
    yield* checkNames(history, definition, judges.authority)
    yield* checkReadme(papers, definition, history)
  }
  const anchor = [...acts.values()].find(
    ({ act }) => act.kind === "constitute" && history.acts.get(act.number)?.effective !== undefined,
  )
  yield* checkAsked(asked, { anchor: anchor?.hash, urnKeys, against, lost: lostHistories(history) })
  yield done("K2", history.acts.size)
  yield done("K3", history.inEffect.length)
  // Members answer the act that constitutes them as well.
  yield* checkAnswers(papers, history, judges)
  if (constitution === undefined) {
    // Without an authority nobody vouches for the key of the urn.
    yield done("A4", papersOf(papers, "checkpoint").length, 0)
    for (const check of ["A6", "A10", "C5", "C8"] as const) yield done(check, 0)
    return
  }
  if (definition !== undefined) yield* checkHolderNotes(papers, history, { definition, judges, anchor: anchor?.hash })
  examined.coverage = yield* checkCheckpoints(papers, history, constitution, urnKeys)
  yield* checkBatches(papers, history, constitution)
}
