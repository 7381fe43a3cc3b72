import { type ActProgress, type AuthorityFile, livingAct, progressOf, readAct } from "../authority/act-queries.ts"
import { type Act, statementOf } from "../authority/act.ts"
import type { Lifecycle } from "../authority/deed.ts"
import { effectiveActs, provenActs, waitingAct } from "../authority/proven-acts.ts"
import { authorityFingerprint } from "../authority/queries.ts"
import type { StoredAct } from "../authority/table.ts"
import { base64 } from "../core/bytes.ts"
import type { ActKind, Phase } from "../core/vocabulary.ts"
import type { CredentialTable } from "../credentials/table.ts"
import { clockStanding } from "../journal/clock-queries.ts"
import type { Sha256 } from "../journal/event.ts"
import type { MachineMemory } from "../journal/machine-memory.ts"
import { currentPhase, entriesOfType, journalHead, journalRoot, lastEntry } from "../journal/operations.ts"
import { standingShares } from "../tally/standing-queries.ts"
import type { TallyTable } from "../tally/table.ts"
import { certifiedKeys } from "../trustees/certified-queries.ts"
import { trusteesFacts } from "../trustees/facts-queries.ts"
import { provenHolders } from "../trustees/proven-queries.ts"
import type { TrusteesTable } from "../trustees/table.ts"
import { batchesAwaited } from "../urn/channel-queries.ts"
import { closingAhead, closingHour, hourOf, openingAct } from "../urn/closing-hour.ts"
import { acceptedBallots, urnLedger } from "../urn/ledger-queries.ts"
import type { UrnTable } from "../urn/table.ts"
import { graceEnd } from "../urn/voting-hours.ts"
import { type WitnessStanding, witnessStandings } from "../witnesses/cosigned-operations.ts"
import type { WitnessTable } from "../witnesses/table.ts"
import { type Advice, nextStep, type Standing } from "./advice.ts"

/** The tables that `status` reads. It changes nothing. */
export interface GuideFile extends AuthorityFile {
  readonly trustees: TrusteesTable
  readonly credentials: CredentialTable
  readonly urn: UrnTable
  readonly tally: TallyTable
  readonly witnesses: WitnessTable
}

/** The number of voters or of ballots that count, and the minimum below which nothing is decrypted. */
export interface TooFew {
  readonly of: "voters" | "ballots"
  readonly count: number
  readonly minimum: number
}

/** One screen: where the election stands, what is missing, and the next command. */
export interface Status {
  readonly name: string
  readonly uuid: string
  readonly rehearsal: boolean
  readonly phase: Phase
  readonly advice: Advice
  readonly pending: ActProgress | undefined
  /**
   * Acts under which there are lines in members' names that are not their signatures. Somebody has written to the file.
   */
  readonly invalid: readonly { readonly act: number; readonly members: readonly string[] }[]
  /** The hash of the act that constituted the authority, once it is in effect. */
  readonly authority: Sha256 | undefined
  /** Instants in milliseconds. `closes` takes extensions into account. */
  readonly opens: number
  readonly closes: number
  readonly timezone: string
  readonly members: number | undefined
  readonly ineligible: number | undefined
  readonly trustees: {
    readonly established: boolean
    readonly unchecked: readonly string[]
    /** Whether they answer from elsewhere, by files that are carried. */
    readonly apart: boolean
  }
  readonly credentials: { readonly issued: number; readonly reserve: number } | undefined
  readonly ballots: number
  /** Why there can be no result, if that is so. */
  readonly tooFew: TooFew | undefined
  readonly shares: { readonly received: number; readonly holders: readonly string[] }
  readonly journal: { readonly size: number; readonly root: string }
  /** The witnesses whom the authority named. */
  readonly witnesses: readonly WitnessStanding[]
  /**
   * Set where this machine's clock cannot be right, or was wrong when the last entry was written. Instants are
   * milliseconds.
   */
  readonly clock: { readonly state: "behind" | "ahead"; readonly now: number; readonly last: number } | undefined
}

/**
 * @param lifecycle - needed where an act is pending, to know whether it can still be signed
 * @param memory - what this machine remembers; empty where it can remember nothing
 */
export function statusOf<File extends GuideFile>(
  file: File,
  lifecycle: Lifecycle<File> | undefined,
  now: number,
  memory: MachineMemory | undefined,
): Status {
  const { journal, election, tally } = file
  const { uuid, rehearsal, definition } = election.get()
  const roll = lastEntry(journal, "roll.imported")?.event
  const generated = lastEntry(journal, "credentials.generated")?.event
  // An act past its hour, or that states what is no longer true, is not pending: the next proposal drops it.
  const pending = lifecycle === undefined ? waitingAct(file) : livingAct(file, lifecycle, now)
  const standing = standingOf(file, pending, now, memory)
  const head = journalHead(journal)
  const given = new Set(standingShares({ journal, tally }).map(({ owner }) => owner))
  return {
    name: definition.name,
    uuid,
    rehearsal,
    phase: standing.phase,
    advice: nextStep(standing),
    pending: pending === undefined ? undefined : progressOf(file, pending),
    invalid: provenActs(file).flatMap(({ stored, invalid }) =>
      invalid.length === 0 ? [] : [{ act: stored.number, members: invalid }],
    ),
    authority: authorityFingerprint(file),
    opens: standing.opening.opens,
    closes: closingHour(file),
    timezone: definition.timezone,
    members: roll?.eligible,
    ineligible: roll?.ineligible,
    trustees: { established: standing.trustees, unchecked: standing.unchecked, apart: standing.apart },
    credentials: generated === undefined ? undefined : { issued: generated.issued, reserve: generated.reserve },
    ballots: acceptedBallots(file),
    tooFew: tooFew(file),
    shares: {
      received: given.size,
      holders: provenHolders(file).flatMap(({ owner, holder }) => (given.has(owner) ? [] : [holder])),
    },
    journal: { size: head.size, root: base64(head.root) },
    witnesses: witnessStandings(file),
    clock: clockOf(file, now),
  }
}

/** Whether a backup was made of this journal since the urn was frozen. */
function isBackedUp({ journal }: GuideFile, { backup }: MachineMemory): boolean {
  const frozen = lastEntry(journal, "urn.frozen")?.number
  if (backup === undefined || frozen === undefined || backup.size < frozen || backup.size > journal.size()) return false
  return base64(journalRoot(journal, backup.size)) === backup.root
}

function clockOf(file: GuideFile, now: number): Status["clock"] {
  // Nothing more is written then, and a rehearsal that was held in advance ends in the future.
  if (["proclaimed", "annulled"].includes(currentPhase(file.journal, now))) return undefined
  const { state, last } = clockStanding(file.journal, now, closingAhead(file))
  return state === "right" || last === undefined ? undefined : { state, now, last }
}

function standingOf(
  file: GuideFile,
  pending: StoredAct | undefined,
  now: number,
  memory: MachineMemory | undefined,
): Standing {
  const { journal, election } = file
  const { definition } = election.get()
  const facts = trusteesFacts(file)
  const opening = openingAct(file)
  return {
    phase: currentPhase(journal, now),
    now,
    clock: clockOf(file, now),
    pendingAct: pending?.kind,
    pendingClock: pending !== undefined && statementOf(readAct(pending), "clock") !== undefined,
    vainAct: pending?.kind === "open" && now >= hourOf(readAct(pending), "closes", definition.closes),
    roll: lastEntry(journal, "roll.imported") !== undefined,
    hopeless: tooFew(file) !== undefined,
    trustees: facts !== undefined,
    apart: isApart(file),
    certified: certifiedKeys(file).size > 0,
    unchecked: facts?.unchecked ?? [],
    credentials: lastEntry(journal, "credentials.generated") !== undefined,
    printed: lettersPrinted(file),
    opening: { decided: opening !== undefined, opens: openingHour(file), closes: closingHour(file) },
    closing: {
      decided: effective(file, "close") !== undefined,
      freezable: graceEnd(closingHour(file), definition.grace),
      batchesAwaited: batchesAwaited(file).length > 0,
    },
    tallied: lastEntry(journal, "tally.computed") !== undefined,
    backedUp: memory === undefined || isBackedUp(file, memory),
    sharesNeeded: sharesNeeded(file),
  }
}

function effective(file: Pick<GuideFile, "authority" | "journal">, kind: ActKind): Act | undefined {
  return effectiveActs(file, kind).at(-1)
}

function openingHour(file: GuideFile): number {
  return hourOf(openingAct(file), "opens", file.election.get().definition.opens)
}

/**
 * Says why there can be no result, if so: before the opening those who may vote, and after the freeze the ballots that
 * count, are fewer than the definition's minimum.
 */
function tooFew(file: GuideFile): TooFew | undefined {
  const { journal, election } = file
  const { minimumBallots: minimum } = election.get().definition
  if (lastEntry(journal, "tally.result") !== undefined) return undefined
  const frozen = lastEntry(journal, "urn.frozen") !== undefined
  const eligible = lastEntry(journal, "roll.imported")?.event.eligible
  const counted = lastEntry(journal, "tally.computed")?.event.counted
  const count = frozen ? (counted ?? urnLedger(file).voters) : eligible
  if (count === undefined || count >= minimum) return undefined
  return { of: frozen ? "ballots" : "voters", count, minimum }
}

/** Whether holders answer from elsewhere. Replies from before a ceremony began anew no longer count. */
function isApart({ journal }: Pick<GuideFile, "journal">): boolean {
  const answered = lastEntry(journal, "trustees.answered")
  const restarted = lastEntry(journal, "trustees.restarted")
  return answered !== undefined && answered.number > (restarted?.number ?? 0)
}

function lettersPrinted({ journal }: Pick<GuideFile, "journal">): boolean {
  for (const { event } of entriesOfType(journal, "credentials.opened")) if (event.purpose === "print") return true
  return false
}

/** Whether shares are missing: that of a mandatory trustee, or one of the threshold. */
function sharesNeeded(file: GuideFile): boolean {
  const { journal, tally, election } = file
  const given = new Set(standingShares({ journal, tally }).map(({ owner }) => owner))
  const all = provenHolders(file)
  const mandatory = all.filter(({ kind }) => kind === "mandatory")
  const needed = election.get().definition.trustees.threshold?.needed ?? 0
  const received = all.filter(({ kind, owner }) => kind === "threshold" && given.has(owner)).length
  return mandatory.some(({ owner }) => !given.has(owner)) || received < needed
}
