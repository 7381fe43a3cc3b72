/**
 * Requires that changes of phase which this machine sees for the first time follow from acts of the authority, and from
 * the archive.
 */
import { type Act, actHash, statementOf } from "../authority/act.ts"
import type { PhaseBefore } from "../authority/deed.ts"
import { effectiveActs, provenActs } from "../authority/proven-acts.ts"
import type { AuthorityTable } from "../authority/table.ts"
import { UrneError } from "../core/error.ts"
import { parseInstant } from "../core/instant.ts"
import type { ActKind, Phase } from "../core/vocabulary.ts"
import type { CredentialTable } from "../credentials/table.ts"
import type { ElectionTable } from "../definition/table.ts"
import { continues, provedEvent } from "../journal/entry-index-queries.ts"
import type { EntryIndex } from "../journal/entry-index.ts"
import type { Event } from "../journal/event.ts"
import { entries, eventOf } from "../journal/operations.ts"
import { phaseBeforeClosing, resumingText } from "../journal/phase.ts"
import type { JournalTable } from "../journal/table.ts"
import { provenPossessions, provenTrustees } from "../trustees/proven-queries.ts"
import type { TrusteesTable } from "../trustees/table.ts"
import { provenBatches } from "./batch-queries.ts"
import { provenCounts } from "./count-queries.ts"
import type { UrnTable } from "./table.ts"
import { urgentSuspensions } from "./urgent-queries.ts"

interface EnactedFile {
  readonly journal: JournalTable
  readonly authority: AuthorityTable
  readonly credentials: CredentialTable
  readonly election: ElectionTable
  readonly trustees: TrusteesTable
  readonly urn: UrnTable
}

/**
 * Checks entries that this machine had not read yet, and that change the phase or are written once in the life of an
 * election. They must be what urne writes: each as its act states it, at its place in the order of phases, with its
 * event in the archive. Otherwise somebody without a key could append an entry that ends the vote, or extends it.
 *
 * @param before - what an earlier command read of the journal, which is still the beginning of it
 * @throws UrneError `election-file-altered`, naming the entry
 */
export function requireEnacted(file: EnactedFile, before: EntryIndex | undefined): void {
  const known = before !== undefined && continues(file.journal, before, file.journal.size()) ? before : undefined
  let last = known === undefined ? undefined : phaseEventIn(file.journal, known)
  const once = new Set<string>(known?.numbers.keys())
  const read = new Set<Event["type"]>()
  for (const entry of entries(file.journal, known?.size)) {
    const event = eventOf(entry)
    const repeated = onceOnly.includes(event.type) && once.has(event.type)
    if (repeated || !follows(file, entry.number, event, last)) {
      throw new UrneError("election-file-altered", { part: "journal", at: `${entry.number} ${event.type}` })
    }
    once.add(event.type)
    read.add(event.type)
    if ("phase" in event) last = event
  }
  for (const [prove, ...types] of rowsBehind) if (types.some((type) => read.has(type))) prove(file)
}

/** What proves the rows that belong to entries of some types, and that are written in the same transaction. */
const rowsBehind: readonly (readonly [prove: (file: EnactedFile) => unknown, ...types: readonly Event["type"][]])[] = [
  [provenBatches, "urn.batch-announced", "urn.batch-received"],
  [provenCounts, "urn.counted"],
  [provenTrustees, "trustees.established"],
  [provenPossessions, "trustees.checked"],
]

function phaseEventIn(journal: JournalTable, index: EntryIndex): Event | undefined {
  const entry = journal.byNumber(index.phase)
  return entry === undefined ? undefined : provedEvent(journal, index, entry)
}

const onceOnly: readonly Event["type"][] = [
  "election.created",
  "credentials.generated",
  "trustees.established",
  "urn.opened",
  "urn.frozen",
  "tally.computed",
  "tally.result",
]

/**
 * Whether an entry may follow the one that changed the phase last, as far as the acts and the archive tell.
 *
 * @param number - of the entry
 */
function follows(file: EnactedFile, number: number, event: Event, last: Event | undefined): boolean {
  const at = "at" in event ? parseInstant(event.at ?? "") : undefined
  const phase = phaseBeforeClosing(last, at ?? -Infinity)
  switch (event.type) {
    case "election.created":
      return phase === undefined
    case "act.effective":
      return isEnacted(file, event, { phase, until: resumingText(last) })
    case "urn.suspended":
      return phase === "open" && urgentSuspensions(file).some(({ entry }) => entry === number)
    case "urn.opened": {
      const act = effectiveActs(file, "open").at(-1)
      const opens = parseInstant(act === undefined ? "" : (statementOf(act, "opens") ?? "")) ?? Infinity
      const on = act !== undefined && statementOf(act, "closes") === event.closes
      return phase === "sealed" && on && (parseInstant(event.at) ?? -Infinity) >= opens
    }
    case "urn.frozen":
      return isVoting(phase) && effectiveActs(file, "close").length > 0 && isArchived(file, event)
    case "tally.computed":
      return phase === "frozen" && isArchived(file, event)
    case "tally.result":
      return phase === "unsealed" && isArchived(file, event)
    case "urn.accepted":
      return isVoting(phase) && isArchived(file, event)
    case "credentials.generated": {
      const { credentials } = file
      const isDrawn = credentials.count("issued") === event.issued && credentials.count("reserve") === event.reserve
      return phase === "constituted" && isDrawn
    }
    case "urn.batch-announced":
    case "urn.batch-received":
    case "urn.counted":
      return isVoting(phase)
    case "trustees.established":
      return phase === "constituted"
    default:
      return true
  }
}

function isVoting(phase: Phase | undefined): boolean {
  return phase === "open" || phase === "suspended"
}

function isArchived(
  { urn }: EnactedFile,
  { height, head }: { readonly height: number; readonly head: string },
): boolean {
  return urn.eventAt(height)?.hash === head
}

type Enacted = Extract<Event, { type: "act.effective" }>

function isEnacted(
  file: EnactedFile,
  event: Enacted,
  before: { readonly [Key in keyof PhaseBefore]: PhaseBefore[Key] | undefined },
): boolean {
  const proven = provenActs(file).find(({ stored }) => stored.number === event.act)
  if (proven?.stored.state !== "effective" || actHash(proven.stored.text) !== event.text) return false
  const { act } = proven
  const until = act.kind === "extend" && before.phase === "suspended" ? before.until : undefined
  const isStated = event.closes === closesOf(act) && event.until === until
  return act.kind === event.kind && event.phase === phaseOf(act, before.phase) && isStated
}

const phases: Readonly<Partial<Record<ActKind, Phase>>> = {
  constitute: "constituted",
  seal: "sealed",
  suspend: "suspended",
  resume: "open",
  unseal: "unsealed",
  proclaim: "proclaimed",
  annul: "annulled",
}

/** Returns the phase that the entry of an act states, if it states one (`lifecycle.ts`). */
function phaseOf({ kind }: Act, before: Phase | undefined): Phase | undefined {
  return kind === "extend" ? before : phases[kind]
}

function closesOf(act: Act): string | undefined {
  return ["suspend", "resume", "extend"].includes(act.kind) ? statementOf(act, "closes") : undefined
}
