import { base64 } from "../core/bytes.ts"
import { fingerprintGroups } from "../core/fingerprint.ts"
import { parseInstant } from "../core/instant.ts"
import type { ActKind, Phase } from "../core/vocabulary.ts"
import { statementOf } from "../authority/act.ts"
import { authorityFingerprint } from "../authority/list-operations.ts"
import { type ActProgress, type AuthorityFile, progressOf, readAct } from "../authority/operations.ts"
import type { CredentialTable } from "../credentials/table.ts"
import { currentPhase, entriesOfType, journalHead, lastEntry, lastPhaseEntry } from "../journal/operations.ts"
import { closingOf } from "../journal/phase.ts"
import type { TallyTable } from "../tally/table.ts"
import { trusteesFacts } from "../trustees/facts-operations.ts"
import type { TrusteesTable } from "../trustees/table.ts"
import { graceEnd } from "../urn/voting-hours.ts"
import type { UrnTable } from "../urn/table.ts"
import { type Advice, nextStep, type Standing } from "./advice.ts"

/** What `status` reads; it changes nothing. */
export interface GuideFile extends AuthorityFile {
  readonly trustees: TrusteesTable
  readonly credentials: CredentialTable
  readonly urn: UrnTable
  readonly tally: TallyTable
}

/** One screen: where we are, what is missing, the next command. */
export interface Status {
  readonly name: string
  readonly uuid: string
  readonly rehearsal: boolean
  readonly phase: Phase
  readonly advice: Advice
  readonly pending: ActProgress | undefined
  /** The authority's fingerprint in eight groups, once it is constituted. */
  readonly authority: string | undefined
  /** Instants in milliseconds; `closes` as extended. */
  readonly opens: number
  readonly closes: number
  readonly timezone: string
  readonly members: number | undefined
  readonly ineligible: number | undefined
  readonly trustees: { readonly established: boolean; readonly unchecked: readonly string[] }
  readonly credentials: { readonly issued: number; readonly reserve: number } | undefined
  readonly ballots: number
  readonly shares: { readonly received: number; readonly holders: readonly string[] }
  readonly journal: { readonly size: number; readonly root: string }
}

export function statusOf(file: GuideFile, now: number): Status {
  const { journal, election, urn, tally, trustees, authority } = file
  const { uuid, rehearsal, definition } = election.get()
  const roll = lastEntry(journal, "roll.imported")?.event
  const generated = lastEntry(journal, "credentials.generated")?.event
  const standing = standingOf(file, now)
  const pending = authority.pending()
  const head = journalHead(journal)
  const anchor = authorityFingerprint(file)
  const given = new Set(tally.standing().map(({ owner }) => owner))
  return {
    name: definition.name,
    uuid,
    rehearsal,
    phase: standing.phase,
    advice: nextStep(standing),
    pending: pending === undefined ? undefined : progressOf(file, pending),
    authority: anchor === undefined ? undefined : fingerprintGroups(anchor).join(" "),
    opens: standing.opening.opens,
    closes: closingHour(file),
    timezone: definition.timezone,
    members: roll?.eligible,
    ineligible: roll?.ineligible,
    trustees: { established: standing.trustees, unchecked: standing.unchecked },
    credentials: generated === undefined ? undefined : { issued: generated.issued, reserve: generated.reserve },
    ballots: urn.ballots(),
    shares: {
      received: given.size,
      holders: trustees.all().flatMap(({ owner, holder }) => (given.has(owner) ? [] : [holder])),
    },
    journal: { size: head.size, root: base64(head.root) },
  }
}

function standingOf(file: GuideFile, now: number): Standing {
  const { journal, election, authority } = file
  const { definition } = election.get()
  const facts = trusteesFacts(file)
  const pending = authority.pending()
  const opening = effective(file, "open")
  return {
    phase: currentPhase(journal, now),
    now,
    // An act past its hour waits for nobody: proposing it anew drops it.
    pendingAct: pending === undefined || now >= readAct(pending).expires ? undefined : pending.kind,
    roll: lastEntry(journal, "roll.imported") !== undefined,
    trustees: facts !== undefined,
    unchecked: facts?.unchecked ?? [],
    credentials: lastEntry(journal, "credentials.generated") !== undefined,
    printed: lettersPrinted(file),
    opening: { decided: opening !== undefined, opens: openingHour(file) },
    closing: {
      decided: effective(file, "close") !== undefined,
      freezable: graceEnd(closingHour(file), definition.grace),
    },
    tallied: lastEntry(journal, "tally.computed") !== undefined,
    sharesNeeded: sharesNeeded(file),
  }
}

function effective({ authority }: Pick<GuideFile, "authority">, kind: ActKind) {
  const stored = authority.acts().findLast((act) => act.kind === kind && act.state === "effective")
  return stored === undefined ? undefined : readAct(stored)
}

function openingHour(file: GuideFile): number {
  const act = effective(file, "open")
  return (
    parseInstant(act === undefined ? "" : (statementOf(act, "opens") ?? "")) ?? file.election.get().definition.opens
  )
}

/** The hour of closing as extended: what the last entry says, else the act `open`, else the definition. */
function closingHour(file: GuideFile): number {
  const last = lastPhaseEntry(file.journal)
  const running = last === undefined ? undefined : closingOf(last.event)
  if (running !== undefined) return running
  const act = effective(file, "open")
  return (
    parseInstant(act === undefined ? "" : (statementOf(act, "closes") ?? "")) ?? file.election.get().definition.closes
  )
}

function lettersPrinted({ journal }: Pick<GuideFile, "journal">): boolean {
  for (const { event } of entriesOfType(journal, "credentials.opened")) if (event.purpose === "print") return true
  return false
}

/** Whether shares are missing: each mandatory trustee's, or one of the threshold's. */
function sharesNeeded({ trustees, tally, election }: GuideFile): boolean {
  const given = new Set(tally.standing().map(({ owner }) => owner))
  const all = trustees.all()
  const mandatory = all.filter(({ kind }) => kind === "mandatory")
  const needed = election.get().definition.trustees.threshold?.needed ?? 0
  const received = all.filter(({ kind, owner }) => kind === "threshold" && given.has(owner)).length
  return mandatory.some(({ owner }) => !given.has(owner)) || received < needed
}
