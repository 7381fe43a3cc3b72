/** Makes the contents of a record at a size of the journal: its files in order, the same each time. */
import { noteText } from "../authority/act-file.ts"
import { linesOf, provenActs } from "../authority/proven-acts.ts"
import type { AuthorityTable } from "../authority/table.ts"
import { parseResult } from "../belenios/result.ts"
import { fileName } from "../bundle/layout.ts"
import { readme } from "../bundle/readme.ts"
import { type ResultFacts, resultCsv, resultJson } from "../bundle/result-document.ts"
import { parseInstant } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { CredentialTable } from "../credentials/table.ts"
import { rulesOf } from "../definition/definition.ts"
import type { ElectionTable } from "../definition/table.ts"
import type { Event } from "../journal/event.ts"
import { publishedLines } from "../journal/log-queries.ts"
import { electionFormat, entries, eventOf, lastEntry } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import { minutesNamed, type SignedMinutes } from "../minutes/queries.ts"
import { statedMinutes } from "../minutes/stated.ts"
import type { MinutesTable } from "../minutes/table.ts"
import { batchName } from "../notes/batch.ts"
import { replyBytes } from "../notes/time-stamp/token.ts"
import type { StoredNotice } from "../notices/table.ts"
import type { PublishedRegister } from "../register/checkpoint-queries.ts"
import type { RegisterTable } from "../register/table.ts"
import type { PublishedStamp } from "../stamps/queries.ts"
import { provenPossessions } from "../trustees/proven-queries.ts"
import type { TrusteesTable } from "../trustees/table.ts"
import { archiveBytes, type ArchiveEnd, sealedElection } from "../urn/archive-queries.ts"
import { openedBatch, provenBatches } from "../urn/batch-queries.ts"
import { channelKey } from "../urn/channel-queries.ts"
import { provedReserve } from "../urn/seal-queries.ts"
import type { UrnTable } from "../urn/table.ts"
import { urgentSuspensions } from "../urn/urgent-queries.ts"
import { cosignedCheckpoints } from "../witnesses/cosigned-operations.ts"
import type { WitnessTable } from "../witnesses/table.ts"
import { archivedResult, archivedShares, type KeptShare } from "./archived-queries.ts"
import { type BundleFile, wholeFile } from "./bundle-file.ts"

/** The tables from which a record is made. None of them is changed. */
export interface RecordFile {
  readonly journal: JournalTable
  readonly election: ElectionTable
  readonly authority: AuthorityTable
  readonly witnesses: WitnessTable
  readonly credentials: CredentialTable
  readonly urn: UrnTable
  readonly register: RegisterTable
  readonly minutes: MinutesTable
  readonly trustees: Pick<TrusteesTable, "possessions">
  readonly tally: PublishedShares
}

/** What is published about the shares of the decryption besides the archive, as the table of shares keeps it. */
interface PublishedShares {
  readonly standing: () => readonly (KeptShare & { readonly state: "received" | "refused" | "counted" })[]
}

/**
 * Returns the files of the record at a size of the journal, without the manifest. They are the same each time. What
 * stands beside ballots and result is left out, so that nothing about it keeps anybody from counting these.
 *
 * @throws UrneError `entry-altered`
 */
export function recordFiles(file: RecordFile, size: number): () => Iterable<BundleFile> {
  const state = stateAt(file, size)
  return () => bundleFiles(file, state)
}

/** Returns the same files as they will be once the result is proclaimed. */
export function recordAsProclaimed(file: RecordFile, size: number): () => Iterable<BundleFile> {
  const state = { ...stateAt(file, size), proclaimed: true }
  return () => bundleFiles(file, state)
}

/** What the first entries of the journal say about an election, which is enough to know what was published then. */
interface State {
  readonly size: number
  /** In milliseconds. */
  readonly created: number
  /** The signers of each act proposed by then, in the order in which they signed. */
  readonly acts: ReadonlyMap<number, readonly string[]>
  /** Reservations, refusals and absences, as `ACT KIND MEMBER`. */
  readonly answers: ReadonlySet<string>
  /** Announced batches, as `CHANNEL NUMBER`. */
  readonly batches: ReadonlySet<string>
  /** Notes by which holders vouch for the trustees, as `OWNER SIZE`. */
  readonly vouched: ReadonlySet<string>
  /** The last event of the archive; `undefined` before the seal. */
  readonly end: ArchiveEnd | undefined
  readonly tallied: Extract<Event, { type: "tally.computed" }> | undefined
  readonly result: Extract<Event, { type: "tally.result" }> | undefined
  readonly proclaimed: boolean
  /** The number of the last proclamation in effect. */
  readonly proclamation: number | undefined
  /** The numbers of the last two entries that changed the phase. */
  readonly phases: { readonly last: number; readonly before: number }
}

export function stateAt(file: RecordFile, size: number): State {
  const { journal } = file
  const acts = new Map<number, string[]>()
  const answers = new Set<string>()
  const batches = new Set<string>()
  const vouched = new Set<string>()
  let created = 0
  let end: ArchiveEnd | undefined
  let tallied: State["tallied"]
  let result: State["result"]
  let proclamation: number | undefined
  let phases = { last: 0, before: 0 }
  for (const entry of entries(journal, 0, size)) {
    const event = eventOf(entry)
    if ("height" in event) end = { height: event.height, head: event.head }
    if ("phase" in event) phases = { last: entry.number, before: phases.last }
    switch (event.type) {
      case "election.created":
        created = must(parseInstant(event.at), "instant of the first entry")
        break
      case "act.proposed":
        acts.set(event.act, [])
        break
      case "act.signed":
        acts.get(event.act)?.push(event.member)
        break
      case "act.reserved":
      case "act.declined":
      case "act.absent":
        answers.add(`${event.act} ${event.type.slice("act.".length)} ${event.member}`)
        break
      case "act.effective":
        if (event.kind === "seal") end = { height: 0, head: undefined }
        if (event.kind === "proclaim") proclamation = event.act
        break
      case "urn.batch-announced":
        batches.add(`${event.channel} ${event.number}`)
        break
      case "trustees.checked":
        if (event.note !== undefined) vouched.add(`${event.owner} ${event.checkpoint}`)
        break
      case "tally.computed":
        tallied = event
        break
      case "tally.result":
        result = event
        break
      default:
    }
  }
  const proclaimed = proclamation !== undefined
  return { size, created, acts, answers, batches, vouched, end, tallied, result, proclaimed, proclamation, phases }
}

/** What stands beside ballots and result in a record, as far as it is published. */
export interface PublishedBeside {
  readonly register?: PublishedRegister | undefined
  readonly notices?: readonly StoredNotice[]
  readonly minutes?: SignedMinutes | undefined
  readonly stamps?: readonly PublishedStamp[]
}

/** Yields the files in the order of a bundle (`layout.ts`), without the manifest. */
export function* bundleFiles(
  file: RecordFile,
  state: State,
  { register, notices = [], minutes, stamps = [] }: PublishedBeside = {},
): Generator<BundleFile, void, undefined> {
  const { election, authority } = file
  const { definitionText, definition, uuid } = election.get()
  yield wholeFile(
    fileName({ kind: "readme" }),
    readme({
      definition,
      uuid,
      sealed: state.end !== undefined,
      format: electionFormat(file.journal),
    }),
  )
  yield wholeFile(fileName({ kind: "definition" }), definitionText)
  for (const { stored } of provenActs(file)) {
    const { number, kind, text } = stored
    const signed = state.acts.get(number)
    if (signed === undefined) continue
    const content = noteText(text, linesOf(authority, stored, signed))
    yield wholeFile(fileName({ kind: "act", act: number, deed: kind }), content)
  }
  yield* sorted(
    authority.answers().filter(({ act, kind, member }) => state.answers.has(`${act} ${kind} ${member}`)),
    ({ act, member, kind }) => fileName({ kind: "answer", act, member, answer: kind }),
  )
  for (const { size, note } of cosignedCheckpoints(file, state.size)) {
    yield wholeFile(fileName({ kind: "checkpoint", size }), note)
  }
  const announced = provenBatches(file).filter((batch) => state.batches.has(batchName(batch)))
  for (const batch of announced) openedBatch(batch, election.get(), channelKey(file, batch.channel))
  yield* sorted(announced, ({ channel, number }) => fileName({ kind: "batch", channel, number }))
  for (const { entry, note, suspension } of urgentSuspensions(file)) {
    if (entry <= state.size) yield wholeFile(fileName({ kind: "suspension", number: suspension.number }), note)
  }
  for (const { owner, size, note } of provenPossessions(file)) {
    if (typeof note !== "string" || !state.vouched.has(`${owner} ${size}`)) continue
    yield wholeFile(fileName({ kind: "trustee-note", owner, size }), note)
  }
  yield* resultFiles(file, state)
  if (state.end !== undefined) {
    yield { name: fileName({ kind: "reserve-keys" }), blocks: () => [provedReserve(file)] }
  }
  for (const { number, note } of notices) yield wholeFile(fileName({ kind: "notice", number }), note)
  if (minutes !== undefined) {
    yield wholeFile(fileName({ kind: "minutes" }), minutes.public)
    yield wholeFile(fileName({ kind: "minutes-note" }), minutes.note)
  }
  const named = stamps.map(({ token, ...of }) => ({
    name: fileName({ kind: "stamp", ...of }),
    reply: replyBytes(token),
  }))
  for (const { name, reply } of named.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    yield { name, blocks: () => [reply] }
  }
  if (register !== undefined) {
    yield wholeFile(fileName({ kind: "register-checkpoint" }), register.note)
    yield { name: fileName({ kind: "register" }), blocks: register.blocks }
  }
  yield { name: fileName({ kind: "journal" }), blocks: () => publishedLines(file.journal, state.size) }
  const { end } = state
  if (end !== undefined) {
    yield { name: fileName({ kind: "archive", uuid }), blocks: () => archiveBytes(file, end) }
  }
}

/** Returns the minutes that the last proclamation states. @throws UrneError `election-file-altered` */
export function publishedMinutes(file: RecordFile, { proclamation }: State): SignedMinutes | undefined {
  const act = provenActs(file).find(({ stored }) => stored.number === proclamation)?.act
  const stated = act === undefined ? undefined : statedMinutes(act)
  return stated === undefined || stated === "none" ? undefined : minutesNamed(file, stated)
}

function* sorted<T extends { readonly note: string }>(
  items: readonly T[],
  nameOf: (item: T) => string,
): Generator<BundleFile, void, undefined> {
  const named = items.map((item) => ({ name: nameOf(item), note: item.note }))
  for (const { name, note } of named.toSorted((a, b) => (a.name < b.name ? -1 : 1))) yield wholeFile(name, note)
}

/**
 * Yields the proofs of the shares that gave the result, and the result for programs and for spreadsheets, once there is
 * one.
 */
function* resultFiles(
  file: RecordFile,
  { tallied, result, proclaimed }: State,
): Generator<BundleFile, void, undefined> {
  if (tallied === undefined || result === undefined) return
  const election = sealedElection(file)
  const counted = file.tally.standing().filter(({ state }) => state === "counted")
  for (const { owner, proof } of archivedShares(file, counted, { tallied, result })) {
    yield wholeFile(fileName({ kind: "share", owner }), proof)
  }
  const { value: votes } = parseResult(election.questions, archivedResult(file, result), "result")
  if (votes === undefined) throw new Error("a result that cannot be read")
  const { ballots: accepted, counted: tallies, weight } = tallied
  const { rehearsal, definition } = file.election.get()
  const facts: ResultFacts = {
    ...{ election, votes, accepted, counted: tallies, weight: BigInt(weight), rehearsal, proclaimed },
    registered: must(lastEntry(file.journal, "roll.imported"), "import of the roll").event.eligible,
    rules: rulesOf(definition, electionFormat(file.journal)),
  }
  yield wholeFile(fileName({ kind: "result-json" }), resultJson(facts))
  yield wholeFile(fileName({ kind: "result-csv" }), resultCsv(facts))
}
