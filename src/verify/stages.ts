/**
 * Checks a record or an archive in stages, cheap ones first, so that careless changes are found before any signature or
 * proof is verified. Each stage is told what the earlier ones learned, reports what it finds and how much it checked,
 * and returns what it learned itself.
 */
import { fileName } from "../bundle/layout.ts"
import { parseInstant } from "../core/instant.ts"
import type { Definition } from "../definition/definition.ts"
import type { UrnKeyTerm } from "../notes/urn-key-term.ts"
import { checkAnswers } from "./acts/answers.ts"
import { checkBatchArrivals } from "./acts/batch-arrivals.ts"
import { checkBatches } from "./acts/batches.ts"
import { checkCheckpoints, type Coverage, rootClaims } from "./acts/checkpoints.ts"
import { checkDefinition, checkNames, checkReadme, readDefinition } from "./acts/definition.ts"
import { checkHolderNotes, type Vouching } from "./acts/holder-notes.ts"
import { checkExpectations, checkExpectedBallots } from "./acts/kept-notes.ts"
import { checkSignatures, type Judges } from "./acts/signatures.ts"
import { checkSuspensions } from "./acts/suspensions.ts"
import { urnKeyTerms } from "./acts/urn-keys.ts"
import { checkSealed, checkStatements, checkTallyFigures, readReserve } from "./archive/agreement.ts"
import { type ArchiveContext, type ArchiveFacts, eventPlace, readArchiveFacts } from "./archive/chain.ts"
import { checkCounts } from "./archive/counts.ts"
import { checkDocuments } from "./archive/documents.ts"
import { checkPossession } from "./archive/possession.ts"
import { readSetup, type Setup } from "./archive/setup.ts"
import { checkMinimum } from "./archive/tally.ts"
import { type CheckId, checks } from "./checks.ts"
import { auditedHeight, auditedRoots } from "./divided/relied.ts"
import { type Expectations, expectedRoots, expectedTrackers } from "./expectations.ts"
import type { Facts } from "./facts.ts"
import type { History } from "./journal/history.ts"
import { type ReadJournal, readJournal } from "./journal/journal.ts"
import { lostHistories } from "./journal/lost-history.ts"
import { checkPhaseFiles } from "./journal/phase-files.ts"
import { checkFreeze } from "./journal/urn-entries.ts"
import { checkMinutes } from "./minutes/minutes.ts"
import { checkNotices } from "./notices/notices.ts"
import { namedSizes, readNotices } from "./notices/read.ts"
import { EnoughFound, type OpenReport } from "./open-report.ts"
import { checkAttested } from "./register/attested.ts"
import { checkComponents } from "./register/components.ts"
import { checkCustody } from "./register/custody.ts"
import { startReading } from "./register/entries.ts"
import { checkPreflight } from "./register/preflight.ts"
import { checkRegister } from "./register/register.ts"
import { type ActPaper, actPlace, type ReadActs, readActs } from "./source/act-papers.ts"
import { type Papers, papersOf, readPapers } from "./source/papers.ts"
import { bareArchive, type Source } from "./source/source.ts"
import { stampedSizes } from "./stamps/files.ts"
import { checkStamps } from "./stamps/stamps.ts"
import type { Tools } from "./tools.ts"
import { type BallotAudit, checkVotes, startBallotAudit } from "./votes.ts"

/** What a record is checked with. */
interface Setting {
  readonly expectations: Expectations
  readonly tools: Tools
  readonly report: OpenReport
  /** Keeps what a stage learned, so that the report still has it if a later stage finds enough to stop. */
  readonly learn: (facts: Facts) => void
  readonly learned: () => Facts
}

/** Checks a record or an archive to its end, or until the report has enough findings. */
export async function runStages(
  source: Source,
  expectations: Expectations,
  tools: Tools,
  report: OpenReport,
): Promise<Facts> {
  let facts: Facts = {}
  const learn = (more: Facts) => {
    facts = { ...facts, ...more }
  }
  const setting = { expectations, tools, report, learn, learned: () => facts }
  try {
    await (source.kind === "archive" ? archiveStages(source, setting) : recordStages(source, setting))
  } catch (error) {
    if (!(error instanceof EnoughFound)) throw error
  }
  return facts
}

/** Checks an archive by itself: its chain, setup, ballots, tally and result. */
async function archiveStages(source: Source, setting: Setting): Promise<void> {
  const { expectations, tools, report, learn } = setting
  const stream = () => source.stream(bareArchive)
  const context: ArchiveContext = {
    claims: [],
    more: [],
    trackers: expectedTrackers(expectations),
    audited: auditedHeight(tools.relied),
  }
  const archive = await readArchiveFacts(stream(), context, report)
  if (archive === undefined) return
  learn({ archive })
  if (expectations.trackers.length > 0) {
    checkExpectedBallots({ ...expectations, receipts: [] }, archive, { urnKeys: [], against: [], lost: [] }, report)
  }
  const audit = await startBallotAudit(stream, archive, tools, report)
  try {
    learnWork(audit, setting)
    const setup = await readSetup(archive, audit.opened, audit.work, report)
    if (setup === undefined) return
    learn({ setup })
    const context = { mayRevote: true, papers: undefined, trackers: expectedTrackers(expectations) }
    learn(await checkVotes(audit, setup, context, tools.progress, report))
  } finally {
    await audit.work.stop()
  }
}

/**
 * Checks files and journal, the archive's chain, then what was decided and signed while the threads check the ballots.
 */
async function recordStages(source: Source, setting: Setting): Promise<void> {
  const { expectations, tools, report, learn, learned } = setting
  if (source.faults !== undefined) {
    report.add(source.faults)
    return
  }
  const papers = await readPapers(source, report)
  const acts = readActs(papers, report)
  learn({ papers })
  if (!papers.paths.has(fileName({ kind: "journal" }))) return
  const claims = [...rootClaims(papers, acts.acts), ...expectedRoots(expectations), ...auditedRoots(tools.relied)]
  const notices = readNotices(papers)
  const kept = new Set([
    ...papersOf(papers, "trustee-note").map(({ file }) => file.size),
    ...namedSizes(notices, "journal"),
  ])
  const journal = await readJournal(source, { acts, claims, kept, dated: stampedSizes(papers) }, report)
  if (journal === undefined) return
  learn({ journal })
  const { history } = journal
  checkPhaseFiles(papers, history, report)
  checkTarTime(source, history, report)
  const archive = await chainStage(source, { papers, history, acts: acts.acts }, setting)
  const stream = () => source.stream(archivePath(papers))
  const audit = archive && (await startBallotAudit(stream, archive, tools, report))
  try {
    if (audit !== undefined) learnWork(audit, setting)
    const definition = await readDefinition(papers, report)
    learn({ definition })
    const signed = signatureStage({ papers, journal, acts, definition }, setting)
    const register = await checkRegister(
      source,
      { papers, history, kept: namedSizes(notices, "register"), ...signed },
      report,
    )
    learn({ register: register?.entries ?? [] })
    let setup: Setup | undefined
    if (audit !== undefined) setup = await contentStage(audit, { papers, journal, definition, ...signed }, setting)
    else if (history.height === undefined) report.absent(...fromTheSealOn)
    const finalVoters = votersOf(history, archive, setup)
    const { givenUp } = startReading(history, signed.urnKeys)
    learn({ attested: checkAttested(register, { history, definition, givenUp, finalVoters }, report) })
    checkComponents(register, definition, report)
    const { trustees } = setup ?? { trustees: undefined }
    const codes = history.credentials?.officerFile
    checkCustody(register, { uuid: history.created?.uuid ?? "", definition, trustees, codes }, report)
    checkPreflight(register, { history, definition }, report)
    learn({ corrected: checkNotices(notices, { journal, register, definition, finalVoters, ...signed }, report) })
    checkMinutes(learned(), report)
    learn({ stamps: checkStamps(papers, { journal, notices, definition }, report) })
  } finally {
    await audit?.work.stop()
  }
}

/** Returns how many voted of the frozen urn, where its ballots and the list of credentials can be read. */
function votersOf(
  { frozen }: History,
  archive: ArchiveFacts | undefined,
  setup: Setup | undefined,
): number | undefined {
  if (frozen === undefined || archive === undefined || setup === undefined) return undefined
  return archive.voters.votersUpTo(setup.credentials, [frozen.event.ballots])[0]
}

function learnWork({ work: { reliance, selfChecked } }: BallotAudit, { learn }: Setting): void {
  learn({ reliance, selfChecked })
}

/** The checks that have nothing to check before the urn is sealed. */
const fromTheSealOn: readonly CheckId[] = checks
  .filter(({ scope, from }) => scope === "archive" || from === "seal")
  .map(({ id }) => id)

/** Checks the one time that a tar carries: that of the first entry, however often the tar is made again. */
function checkTarTime({ time }: Source, { created }: History, report: OpenReport): void {
  const expected = Math.floor((parseInstant(created?.at ?? "") ?? 0) / 1000)
  if (time !== undefined && time !== expected) report.fail("BUNDLE_TAR", "tar@0", { rule: "time" })
}

function archivePath({ archive }: Papers): string {
  return fileName({ kind: "archive", uuid: archive ?? "" })
}

/** Checks that the archive begins with the seal, and ends with the last event that the journal names. */
async function chainStage(
  source: Source,
  {
    papers,
    history,
    acts,
  }: { readonly papers: Papers; readonly history: History; readonly acts: ReadonlyMap<number, ActPaper> },
  { expectations, tools: { relied }, report }: Setting,
): Promise<ArchiveFacts | undefined> {
  const { height: expected, created } = history
  if (expected === undefined) {
    if (papers.archive !== undefined) report.fail("FILE_UNKNOWN", archivePath(papers), {})
    return undefined
  }
  if (papers.archive === undefined) {
    report.fail("FILE_MISSING", fileName({ kind: "archive", uuid: created?.uuid ?? "" }), {})
    return undefined
  }
  const more = [...acts.values()].flatMap(({ act: { number, archive } }) =>
    // What is no height already has a finding where the act was proposed.
    archive === undefined || !Number.isSafeInteger(archive.height)
      ? []
      : [{ at: actPlace(number), height: archive.height, head: archive.hash }],
  )
  const context = {
    claims: history.heads.claims(),
    more,
    trackers: expectedTrackers(expectations),
    audited: auditedHeight(relied),
  }
  const facts = await readArchiveFacts(source.stream(archivePath(papers)), context, report)
  if (facts === undefined) return undefined
  const { height } = facts.head
  if (height !== expected) report.fail("ARCHIVE_HEIGHT", eventPlace(height), { height, expected })
  return facts
}

interface Read {
  readonly papers: Papers
  readonly journal: ReadJournal
  readonly acts: ReadActs
  readonly definition: Definition | undefined
}

/** Checks who decided, and everything that somebody signed, with the definition on which the first act rests. */
function signatureStage(
  { papers, journal: { history, against }, acts: { acts }, definition }: Read,
  { expectations, report, learn }: Setting,
): Signed {
  if (definition !== undefined) checkFreeze(history, definition.grace * 60_000, report)
  const judges = checkSignatures(history, acts, report)
  const { authority } = judges
  const urnKeys = urnKeyTerms(authority, history)
  if (definition !== undefined) {
    checkDefinition(papers, definition, history, authority?.constitution, report)
    checkNames(history, definition, authority, report)
    checkReadme(papers, definition, history, report)
    learn({ suspensions: checkSuspensions(papers, history, definition, report) })
  }
  const anchor = [...acts.values()].find(
    ({ act }) => act.kind === "constitute" && history.acts.get(act.number)?.effective !== undefined,
  )?.hash
  checkExpectations(expectations, { anchor, urnKeys, against, lost: lostHistories(history) }, report)
  // Members may answer the act that constitutes them, too.
  checkAnswers(papers, history, judges, report)
  const { coverage, vouchings } = noteStage({ papers, history, definition, judges, anchor, urnKeys }, report)
  learn({ coverage })
  return { urnKeys, vouchings }
}

/** What people and the urn signed, as far as the archive is held against it. */
interface Signed {
  readonly urnKeys: readonly UrnKeyTerm[]
  readonly vouchings: readonly Vouching[]
}

interface Decided {
  readonly papers: Papers
  readonly history: History
  readonly definition: Definition | undefined
  readonly judges: Judges
  readonly anchor: string | undefined
  readonly urnKeys: readonly UrnKeyTerm[]
}

/** Checks what holders, the urn and channels signed with keys that the authority certified. */
function noteStage(
  { papers, history, definition, judges, anchor, urnKeys }: Decided,
  report: OpenReport,
): { readonly coverage: Coverage | undefined; readonly vouchings: readonly Vouching[] } {
  const constitution = judges.authority?.constitution
  let vouchings: readonly Vouching[] = []
  // Without an authority nobody vouches for any of these keys.
  if (constitution === undefined) report.absent("A6", "A10", "C5", "C8", "K19")
  else if (definition !== undefined) {
    vouchings = checkHolderNotes(papers, history, { definition, judges, anchor }, report)
  }
  const coverage = checkCheckpoints(papers, history, constitution, urnKeys, report)
  if (constitution !== undefined) {
    const batches = checkBatches(papers, history, constitution, report)
    if (definition !== undefined) checkBatchArrivals(batches, history, definition, report)
  }
  return { coverage, vouchings }
}

/** Compares what the archive holds with what was decided and journalled, then checks its ballots and what they give. */
async function contentStage(
  audit: BallotAudit,
  { papers, journal, definition, urnKeys, vouchings }: Omit<Read, "acts"> & Signed,
  { expectations, tools, report, learn }: Setting,
): Promise<Setup | undefined> {
  const { archive, opened, work } = audit
  const { history, against } = journal
  learn({ archive })
  checkExpectedBallots(expectations, archive, { urnKeys, against, lost: lostHistories(history) }, report)
  const setup = await readSetup(archive, opened, work, report)
  if (setup === undefined) return undefined
  learn({ setup })
  const reserve = readReserve(papers, setup.credentials, report)
  const record = { papers, history, definition, archive, setup, reserve }
  checkSealed(record, report)
  checkPossession(vouchings, journal, archive, setup.trustees, report)
  checkStatements(record, report)
  checkTallyFigures(history, archive, report)
  checkMinimum(history, archive, definition, report)
  checkCounts(history, definition, archive, setup, report)
  const context = {
    mayRevote: definition?.revote !== "refused",
    papers,
    trackers: expectedTrackers(expectations),
  }
  const votes = await checkVotes(audit, setup, context, tools.progress, report)
  learn(votes)
  checkDocuments(papers, history, { definition, archive, setup, votes: votes.votes }, report)
  return setup
}
