import { statementsOf } from "../../authority/act.ts"
import { encodePoint } from "../../belenios/group.ts"
import { parsePublicCredentials } from "../../belenios/public-credentials.ts"
import { electionKey, type TrusteeItem } from "../../belenios/trustees.ts"
import { fileName } from "../../bundle/layout.ts"
import { sha256Hex } from "../../core/hash.ts"
import type { Definition } from "../../definition/definition.ts"
import { checkElection } from "../acts/definition.ts"
import { compareStatements } from "../journal/act-entries.ts"
import type { ActHistory, History } from "../journal/history.ts"
import type { OpenReport } from "../open-report.ts"
import { actPlace } from "../source/act-papers.ts"
import { type Papers, papersOf } from "../source/papers.ts"
import { type ArchiveFacts, eventPlace } from "./chain.ts"
import type { CredentialList } from "./credential-list.ts"
import type { Setup } from "./setup.ts"

/** The parts of a record with a sealed urn that acts and entries are compared with. */
export interface SealedRecord {
  readonly papers: Papers
  readonly history: History
  readonly definition: Definition | undefined
  readonly archive: ArchiveFacts
  readonly setup: Setup
  /** How many keys are in reserve, if that is known. */
  readonly reserve: number | undefined
}

/**
 * Reads the list of keys in reserve and marks them, so that a ballot of one is found.
 *
 * @returns how many there are; `undefined` if the list cannot be read
 */
export function readReserve(papers: Papers, credentials: CredentialList, report: OpenReport): number | undefined {
  const path = fileName({ kind: "reserve-keys" })
  const [paper] = papersOf(papers, "reserve-keys")
  if (paper === undefined) {
    if (!papers.paths.has(path)) report.fail("FILE_MISSING", path, {})
    return undefined
  }
  const { value: list } = parsePublicCredentials(paper.bytes, path)
  if (list === undefined) {
    report.fail("RESERVE_LIST", path, { rule: "form" })
    return undefined
  }
  for (const { key, weight } of list) {
    const rank = credentials.rankOf(key)
    if (rank === undefined || credentials.weightOf(rank) !== weight) {
      report.fail("RESERVE_LIST", path, { rule: "stranger" })
    } else credentials.putInReserve(rank)
  }
  return list.length
}

/** Checks that the archive begins with what was defined and with what the journal says about the preparations. */
export function checkSealed(record: SealedRecord, report: OpenReport): void {
  const { papers, history, definition, archive, setup, reserve } = record
  const { election, trustees, credentials } = setup
  const at = eventPlace(0)
  if (papers.archive !== history.created?.uuid) report.fail("ARCHIVE_NAME", at, { uuid: papers.archive ?? "" })
  if (definition !== undefined) {
    checkElection(definition, history.created?.uuid ?? "", election, at, report)
    if (trustees !== undefined) compareTrustees(definition, trustees, at, report)
  }
  const seal = actInEffect(history, "seal")
  const sealedAt = Math.floor((seal?.paper?.act.proposed ?? 0) / 1000)
  if (seal !== undefined && archive.timestamp !== sealedAt) {
    report.fail("ARCHIVE_TIMESTAMP", at, { stated: archive.timestamp, expected: sealedAt })
  }
  const { setup: bodies } = archive
  const issued = reserve === undefined ? undefined : credentials.size - reserve
  compareFigures(
    history,
    "credentials.generated",
    history.credentials,
    {
      issued,
      reserve,
      credentials: `sha256:${sha256Hex(bodies.credentials)}`,
      reserveKeys: reserve === undefined ? undefined : reserveListHash(papers),
    },
    report,
  )
  compareFigures(
    history,
    "trustees.established",
    history.trustees,
    {
      trustees: `sha256:${sha256Hex(bodies.trustees)}`,
      key: trustees === undefined ? undefined : encodePoint(electionKey(trustees)),
    },
    report,
  )
  compareFigures(history, "roll.imported", history.roll, { eligible: issued }, report)
  report.done("K6", 1)
}

function compareTrustees(
  { trustees: rules }: Definition,
  trustees: readonly TrusteeItem[],
  at: string,
  report: OpenReport,
): void {
  const { threshold, mandatory } = rules
  const expected = trusteesText(
    mandatory.length,
    threshold === null ? [] : [[threshold.needed, threshold.holders.length]],
  )
  const stated = statedTrustees(trustees)
  if (stated !== expected) report.fail("TRUSTEES_DEFINITION", at, { stated, expected })
}

function statedTrustees(trustees: readonly TrusteeItem[]): string {
  const singles = trustees.filter(({ kind }) => kind === "Single").length
  const thresholds = trustees.flatMap((item) =>
    item.kind === "Pedersen" ? [[item.threshold, item.keys.length] as const] : [],
  )
  return trusteesText(singles, thresholds)
}

/** `1 mandatory and 2 of 3`. */
function trusteesText(mandatory: number, thresholds: readonly (readonly [needed: number, holders: number])[]): string {
  const parts = thresholds.map(([needed, holders]) => `${needed} of ${holders}`)
  return [...(mandatory > 0 ? [`${mandatory} mandatory`] : []), ...parts].join(" and ")
}

/** Checks that the archive holds what the acts in effect state about it. */
export function checkStatements(record: SealedRecord, report: OpenReport): void {
  const { papers, history, archive } = record
  const expected = { seal: sealed(record), unseal: unsealed(archive), proclaim: proclaimed(archive) }
  for (const kind of ["seal", "unseal", "proclaim"] as const) {
    for (const { number, paper } of history.inEffect.filter((known) => known.kind === kind)) {
      if (paper !== undefined) compareStatements(paper.act, expected[kind], actPlace(number), report)
    }
  }
  const proclamation = actInEffect(history, "proclaim")
  if (proclamation !== undefined) compareDocuments(proclamation, papers, report)
  report.done("K4", history.inEffect.length)
}

/** What cannot be read in the archive has findings of its own, and is not compared here. */
function sealed({ papers, history, archive, setup, reserve }: SealedRecord): Expected {
  const { roll, created } = history
  const { election, credentials, trustees } = setup
  const [list, structure] = [archive.setup.credentials, archive.setup.trustees].map(
    (body) => `sha256:${sha256Hex(body)}`,
  )
  const counts = `${credentials.size - (reserve ?? 0)} issued ${reserve ?? 0} in reserve`
  const stock = `${counts} ${list ?? ""} reserve ${reserveListHash(papers)}`
  return [
    ["definition", created?.definition ?? ""],
    ["election-fingerprint", election.fingerprint],
    ["roll", `${roll?.eligible ?? 0} members hmac-sha256:${roll?.roll ?? ""}`],
    ...(reserve === undefined ? [] : [["credentials", stock] as const]),
    ...(trustees === undefined ? [] : [["trustees", `${statedTrustees(trustees)} ${structure ?? ""}`] as const]),
    ["urn", "0 ballots"],
  ]
}

function reserveListHash({ hashes }: Papers): string {
  return `sha256:${hashes.get(fileName({ kind: "reserve-keys" })) ?? ""}`
}

type Expected = readonly (readonly [key: string, value: string])[]

function unsealed({ end, tally, ballots }: ArchiveFacts): Expected {
  return [
    ["end-ballots", end === undefined ? "none" : `${end.height} ${end.hash}`],
    ["ballots", `${ballots} accepted ${tally?.numTallied ?? 0} counted`],
    ["weight", `${tally?.totalWeight ?? 0n}`],
    ["encrypted-tally", tally === undefined ? "none" : `sha256:${sha256Hex(tally.encryptedTally)}`],
  ]
}

function proclaimed({ result }: ArchiveFacts): Expected {
  return [
    ["result", result === undefined ? "none" : `${result.height} ${result.hash}`],
    ["votes", result === undefined ? "none" : `sha256:${sha256Hex(result.body)}`],
  ]
}

/** Checks that documents of the bundle that were proclaimed are the ones that were proclaimed. */
function compareDocuments({ number, paper }: ActHistory, { hashes }: Papers, report: OpenReport): void {
  if (paper === undefined) return
  for (const stated of statementsOf(paper.act, "document")) {
    const name = stated.slice(0, stated.indexOf(" "))
    const hash = hashes.get(name)
    const expected = `${name} sha256:${hash ?? ""}`
    if (hash !== undefined && stated !== expected) {
      report.fail("ACT_STATEMENT", actPlace(number), { key: "document", stated, expected })
    }
  }
}

/** Checks what the journal says about the ballots, the tally and the result. */
export function checkTallyFigures(history: History, archive: ArchiveFacts, report: OpenReport): void {
  const { tally, result, shares } = archive
  compareEvents(history, archive, report)
  compareFigures(
    history,
    "tally.computed",
    history.tallied,
    {
      counted: tally?.numTallied,
      weight: tally === undefined ? undefined : String(tally.totalWeight),
      tally: tally === undefined ? undefined : sha256Hex(tally.encryptedTally),
    },
    report,
  )
  compareFigures(
    history,
    "tally.result",
    history.result,
    {
      result: result === undefined ? undefined : sha256Hex(result.body),
    },
    report,
  )
  for (const { owner, body, height } of shares) {
    const recorded = history.shares.get(owner) ?? new Set()
    const expected = `sha256:${sha256Hex(body)}`
    if (recorded.has(expected)) continue
    const stated = [...recorded].join(" ") || "none"
    report.fail("JOURNAL_FIGURE", eventPlace(height), { key: "share", stated, expected })
  }
}

/**
 * Checks that the end of the ballots, the tally and the result have the same heights in the journal and in the archive,
 * and are in the one only if in the other. Other entries state heights but not the type of event, so only this check
 * shows that no other event was counted as a ballot.
 */
function compareEvents({ frozen, tallied, result }: History, archive: ArchiveFacts, report: OpenReport): void {
  const pairs = [
    ["EndBallots", frozen?.event.height, archive.end?.height],
    ["EncryptedTally", tallied?.height, archive.tally?.height],
    ["Result", result?.height, archive.result?.height],
  ] as const
  for (const [type, stated, found] of pairs) {
    if (stated !== found) report.fail("ARCHIVE_EVENT", eventPlace(found ?? stated ?? 0), { type, stated, found })
  }
}

function compareFigures<Entry extends { readonly type: Parameters<History["places"]["get"]>[0] }>(
  { places }: History,
  type: Entry["type"],
  entry: Entry | undefined,
  expected: Partial<Record<Exclude<keyof Entry, "type" | "at">, string | number | undefined>>,
  report: OpenReport,
): void {
  if (entry === undefined) return
  for (const [key, value] of Object.entries(expected) as [keyof Entry & string, string | number | undefined][]) {
    const stated = entry[key]
    if (value === undefined || stated === value) continue
    report.fail("JOURNAL_FIGURE", places.get(type) ?? "", { key, stated: String(stated), expected: String(value) })
  }
}

function actInEffect({ inEffect }: History, kind: ActHistory["kind"]): ActHistory | undefined {
  return inEffect.findLast((known) => known.kind === kind)
}
