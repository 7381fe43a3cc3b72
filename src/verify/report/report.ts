import { statementOf } from "../../authority/act.ts"
import type { Election } from "../../belenios/election.ts"
import type { Table } from "../../belenios/per-choice.ts"
import { manifestName } from "../../bundle/manifest.ts"
import { fromBase64 } from "../../core/bytes.ts"
import type { Finding } from "../../core/finding.ts"
import { type Format, hasFeature, programOf } from "../../core/format.ts"
import { sha256Hex } from "../../core/hash.ts"
import type { Phase } from "../../core/vocabulary.ts"
import { isRehearsalName } from "../../definition/election-name.ts"
import type { Audit } from "../../notes/audit.ts"
import type { StampedThing } from "../../notes/time-stamp/subject.ts"
import { type ToldStamp, toldStamp } from "../../notes/time-stamp/time-stamp.ts"
import type { WitnessCoverage } from "../acts/checkpoints.ts"
import {
  type AskedCheckId,
  besideOf,
  type BesidePart,
  besideParts,
  type Check,
  type CheckId,
  checkOf,
  checks,
  ofReader,
} from "../checks.ts"
import type { Reliance, Relied } from "../divided/relied.ts"
import type { Expectations, ExpectedBallot } from "../expectations.ts"
import type { Facts } from "../facts.ts"
import type { Correction } from "../notices/texts.ts"
import type { CheckOutcomes } from "../open-report.ts"
import type { AttestedFigures } from "../register/attested.ts"
import type { Source } from "../source/source.ts"
import { type CheckStatus, type Verdict, verdictOf } from "./verdict.ts"

export interface CheckReport {
  readonly check: CheckId
  readonly status: CheckStatus
  /** How much there was to check, and how much was checked here: entries, acts, signatures, ballots. */
  readonly present: number
  readonly checked: number
  readonly findings: number
}

/** Hashes that a person compares with what was read aloud, printed or published elsewhere. */
export type FingerprintName =
  | "authority"
  | "definition"
  | "election"
  | "credentials"
  | "trustees"
  | "archive"
  | "journal"
  | "encrypted-tally"
  | "result"
  | "manifest"

export interface Report {
  readonly verdict: Verdict
  /** Whether the record is complete: it has the result, or the election was annulled. */
  readonly final: boolean
  readonly kind: Source["kind"]
  /** The format that the record states, by which its checks were chosen; `null` for an archive by itself. */
  readonly format: Format | null
  /** The first version of this program that knows a newer format. */
  readonly needs: string | null
  readonly election: { readonly uuid: string; readonly name: string; readonly rehearsal: boolean | null } | null
  readonly phase: Phase | null
  readonly checks: readonly CheckReport[]
  readonly findings: readonly (Finding & { readonly check: CheckId })[]
  /** What stands beside ballots and result, part by part. None of it is in the verdict. */
  readonly beside: readonly BesideReport[]
  /** Lines of notices that were wrong, and that later notices correct. They are no findings. */
  readonly corrected: readonly Correction[]
  /** The time-stamps that hold, of whatever service. */
  readonly stamps: readonly ReportedStamp[]
  /** Figures of the register: what people attest, and what the ballot log proves. */
  readonly attested: AttestedFigures | null
  /** What the reader gave and the record does not confirm, although that proves nothing against the record. */
  readonly unconfirmed: readonly (Finding & { readonly check: CheckId })[]
  /** Files that are not part of a record but that nobody put there on purpose. */
  readonly ignored: readonly string[]
  /** Whether there are findings beyond those listed, because verification stopped. */
  readonly stopped: boolean
  readonly fingerprints: readonly { readonly name: FingerprintName; readonly value: string }[]
  readonly figures: Figures
  readonly asked: readonly ExpectedBallot[]
  /** What was not checked here, because another audit did. */
  readonly reliance: Reliance | null
  /** How many ballots and credentials were also checked with the slow arithmetic, with the same outcome. */
  readonly selfChecked: NonNullable<Facts["selfChecked"]> | null
  /** How far this verification went, which an auditor signs for a later one. */
  readonly extent: Pick<Audit, "archive" | "journal"> | null
  readonly result: readonly QuestionVotes[] | null
}

/** A time-stamp that holds. */
export interface ReportedStamp extends StampedThing, ToldStamp {}

export interface BesideReport {
  readonly part: BesidePart
  readonly state: "sound" | "faulty" | "absent" | "not-run"
  readonly findings: readonly (Finding & { readonly check: CheckId })[]
  /** Whether there may be findings beyond those listed. */
  readonly stopped: boolean
}

export interface Figures {
  readonly credentials: number | null
  readonly accepted: number | null
  readonly counted: number | null
  readonly weight: bigint | null
  readonly grace: number | null
  readonly entries: number | null
  /** How many checkpoints bear the urn's signature. */
  readonly checkpoints: number | null
  /** How many entries they cover. Whoever holds the urn's key could still change the rest without a trace. */
  readonly signedEntries: number | null
  readonly witnessedCheckpoints: number | null
  /** How much of the journal each witness whom the authority named vouches for. */
  readonly witnesses: readonly WitnessCoverage[] | null
  readonly acts: number | null
  /** How often the authority decided to go on from an older file, which lost entries. */
  readonly recovered: number | null
  /** How many shares the keeper of the file claims to have refused. Nobody signed that, and nothing rests on it. */
  readonly refusedShares: number | null
  /** The program that sealed the urn. */
  readonly software: string | null
}

export interface QuestionVotes {
  readonly question: string
  readonly blank: bigint | null
  readonly answers: readonly { readonly answer: string; readonly votes: bigint }[]
}

/** What a report is made from once the checks are done. */
interface ReportInput {
  readonly source: Source
  readonly format: Format | null
  readonly expectations: Expectations
  readonly relied: Relied | undefined
  readonly outcomes: CheckOutcomes
  readonly facts: Facts
}

/** Makes the report of checks that were made. */
export function reportOf({ source, format, expectations, relied, outcomes, facts }: ReportInput): Report {
  const found = outcomes.findings.map((one) => ({ check: checkOf(one), ...shortened(one) }))
  const isOfReader = ({ code }: Finding) => ofReader.includes(code)
  const apart = outcomes.beside.map((one) => ({ check: checkOf(one), ...shortened(one) }))
  const [findings, unconfirmed] = [found.filter((one) => !isOfReader(one)), found.filter(isOfReader)]
  const isScope = ({ id, scope, since }: Check) =>
    (since === undefined || (format !== null && hasFeature(format, since))) &&
    (scope === "archive" || (scope === "record" ? source.kind === "record" : isExpected(id, expectations, relied)))
  const made = checks.filter(isScope)
  const reports = checkReports(made, outcomes.done, [...found, ...apart])
  const besides = reports.filter(({ check }) => made.some(({ id, beside }) => id === check && beside !== undefined))
  const { archive, journal, setup } = facts
  return {
    verdict: verdictOf(
      source.kind,
      expectations,
      reports.filter((one) => !besides.includes(one)),
      findings,
    ),
    final: archive?.result !== undefined || journal?.history.phase === "annulled",
    kind: source.kind,
    format,
    needs: null,
    election: electionOf(facts),
    phase: journal?.history.phase ?? null,
    checks: reports,
    findings,
    beside: besideReports(made, besides, apart, outcomes.besideStopped),
    corrected: facts.corrected ?? [],
    stamps: (facts.stamps ?? []).map(({ subject, number, stamp }) => ({ subject, number, ...toldStamp(stamp) })),
    attested: facts.attested ?? null,
    unconfirmed,
    ignored: facts.papers?.ignored ?? [],
    stopped: outcomes.stopped,
    fingerprints: fingerprintsOf(facts),
    figures: figuresOf(facts),
    asked: facts.expected ?? [],
    reliance: facts.reliance ?? null,
    selfChecked: facts.selfChecked ?? null,
    extent: extentOf(facts),
    result: resultOf(setup?.election, facts.votes),
  }
}

/** Makes the report of a record that only a later program can read. It says nothing for or against the record. */
export function newerReport(format: Format): Report {
  return {
    verdict: "NEWER FORMAT",
    final: false,
    kind: "record",
    format,
    needs: programOf(format),
    election: null,
    phase: null,
    checks: [],
    findings: [],
    beside: [],
    corrected: [],
    stamps: [],
    attested: null,
    unconfirmed: [],
    ignored: [],
    stopped: false,
    fingerprints: [],
    figures: figuresOf({}),
    asked: [],
    reliance: null,
    selfChecked: null,
    extent: null,
    result: null,
  }
}

/** Texts and lists of a hostile record may be megabytes long, and occur in a thousand findings. */
const longestText = 500
const longestList = 50

/** Cuts the long texts of a finding, and marks the cut with an ellipsis. */
function shortened(found: Finding): Finding {
  const short = (value: unknown): unknown => {
    if (typeof value === "string" && value.length > longestText) return `${value.slice(0, longestText).toWellFormed()}…`
    return Array.isArray(value) ? value.slice(0, longestList).map(short) : value
  }
  const params = Object.entries(found.params).map(([key, value]) => [key, short(value)] as const)
  return { ...found, params: Object.fromEntries(params) } as unknown as Finding
}

function checkReports(
  made: readonly Check[],
  done: CheckOutcomes["done"],
  findings: readonly { readonly check: CheckId }[],
): readonly CheckReport[] {
  return made.map(({ id }) => {
    const { present, checked, relied } = done.get(id) ?? { present: 1, checked: 0, relied: 0 }
    const own = checked === present ? "done" : "not-run"
    const status = present === 0 ? "absent" : relied > 0 && checked + relied === present ? "relied" : own
    return { check: id, status, present, checked, findings: findings.filter(({ check }) => check === id).length }
  })
}

/** Tells of each part that stands beside ballots and result, as far as records of this format have it. */
function besideReports(
  made: readonly Check[],
  reports: readonly CheckReport[],
  apart: BesideReport["findings"],
  stopped: ReadonlySet<BesidePart>,
): readonly BesideReport[] {
  return besideParts.flatMap((part): readonly BesideReport[] => {
    const own = reports.filter(({ check }) => made.some(({ id, beside }) => id === check && beside === part))
    if (own.length === 0) return []
    const findings = apart.filter((one) => besideOf(one) === part)
    // The first check of a part is about the files that it consists of; where there are none, acts may say so.
    const isThere = own[0]?.status !== "absent"
    const clean = own.some(({ status }) => status === "not-run") ? "not-run" : isThere ? "sound" : "absent"
    return [{ part, state: findings.length > 0 ? "faulty" : clean, findings, stopped: stopped.has(part) }]
  })
}

/** Whether the reader asked for a check that is made only on request. */
function isExpected(
  id: CheckId,
  { authority, checkpoints, receipts, trackers }: Expectations,
  relied: Relied | undefined,
): boolean {
  const expected: Record<AskedCheckId, boolean> = {
    A1: authority !== undefined,
    A7: checkpoints.length > 0,
    A8: receipts.length > 0,
    A9: relied?.kind === "audit",
    C6: receipts.length > 0,
    C7: trackers.length > 0,
  }
  return Object.hasOwn(expected, id) && expected[id as AskedCheckId]
}

function extentOf({ archive, setup, journal }: Facts): Report["extent"] {
  if (archive === undefined || setup === undefined) return null
  const { height, hash } = archive.head
  const seen = journal && { size: journal.history.entries, root: fromBase64(journal.root) ?? new Uint8Array() }
  return { archive: { uuid: setup.election.uuid, height, hash }, journal: seen }
}

function electionOf({ setup, journal, definition }: Facts): Report["election"] {
  const created = journal?.history.created
  const uuid = created?.uuid ?? setup?.election.uuid
  const name = setup?.election.name ?? definition?.name
  if (uuid === undefined || name === undefined) return null
  return { uuid, name, rehearsal: created?.rehearsal ?? null }
}

function fingerprintsOf({ papers, archive, setup, journal }: Facts): Report["fingerprints"] {
  // A dropped act constituted nobody: anybody could put another authority's text there.
  const first = journal?.history.inEffect.find(({ kind }) => kind === "constitute")?.paper
  const hashOf = (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : `sha256:${sha256Hex(bytes)}`)
  const manifest = papers?.hashes.get(manifestName)
  const values: Readonly<Record<FingerprintName, string | undefined>> = {
    authority: first?.hash,
    definition: journal?.history.created?.definition,
    election: setup?.election.fingerprint,
    credentials: hashOf(archive?.setup.credentials),
    trustees: hashOf(archive?.setup.trustees),
    archive: archive === undefined ? undefined : `${archive.head.height} ${archive.head.hash}`,
    journal: journal === undefined ? undefined : `${journal.history.entries} ${journal.root}`,
    "encrypted-tally": hashOf(archive?.tally?.encryptedTally),
    result: hashOf(archive?.result?.body),
    manifest: manifest === undefined ? undefined : `sha256:${manifest}`,
  }
  return (Object.entries(values) as [FingerprintName, string | undefined][]).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  )
}

function figuresOf({ setup, archive, journal, coverage }: Facts): Figures {
  const history = journal?.history
  const seal = history?.inEffect.findLast(({ kind }) => kind === "seal")?.paper
  return {
    credentials: setup?.credentials.size ?? null,
    accepted: archive?.ballots ?? null,
    counted: archive?.tally?.numTallied ?? null,
    weight: archive?.tally?.totalWeight ?? null,
    grace: history?.frozen?.event.grace ?? null,
    entries: history?.entries ?? null,
    checkpoints: coverage?.checkpoints ?? null,
    signedEntries: coverage?.signed ?? null,
    witnessedCheckpoints: coverage?.witnessed ?? null,
    witnesses: coverage?.witnesses ?? null,
    acts: history?.inEffect.length ?? null,
    recovered: history?.inEffect.filter(({ kind }) => kind === "recover").length ?? null,
    refusedShares: history?.refusedShares ?? null,
    software: seal === undefined ? null : (statementOf(seal.act, "software") ?? null),
  }
}

function resultOf(election: Election | undefined, votes: Table<bigint> | undefined): Report["result"] {
  if (election === undefined || votes === undefined) return null
  return election.questions.map(({ question, answers, blank }, index) => {
    const row = votes[index] ?? []
    return {
      question,
      blank: blank ? (row[0] ?? 0n) : null,
      answers: answers.map((answer, place) => ({ answer, votes: row[place + (blank ? 1 : 0)] ?? 0n })),
    }
  })
}

/**
 * Returns the exit status of `verify`: 0, 5 for what does not verify, or 3 for what this program cannot read. @param
 * final - whether the reader asked for a result
 */
export function exitOf(
  { verdict, final: isFinal, unconfirmed }: Pick<Report, "verdict" | "final" | "unconfirmed">,
  final: boolean,
): 0 | 3 | 5 {
  if (verdict === "NEWER FORMAT") return 3
  if (verdict === "INVALID" || verdict === "PARTIAL" || unconfirmed.length > 0) return 5
  return final && !isFinal ? 5 : 0
}

/** Whether this is a rehearsal whose name does not say so, as the name that voters see does. */
export function lacksMark({ election }: Pick<Report, "election">): boolean {
  return election?.rehearsal === true && !isRehearsalName(election.name)
}
