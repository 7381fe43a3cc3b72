import { actHash, type Statement } from "../../src/authority/act.ts"
import { type Constitution, constitutionStatements, memberStatements } from "../../src/authority/constitution.ts"
import { openBallot } from "../../src/belenios/ballot-scan.ts"
import { ballotTracker } from "../../src/belenios/ballot.ts"
import type { Choice } from "../../src/belenios/choice.ts"
import { openTally } from "../../src/belenios/combination.ts"
import { type VotingKey, votingKey } from "../../src/belenios/credential.ts"
import { bindingBody, bindShare, decryptPartially, partialDecryptionBody } from "../../src/belenios/decryption.ts"
import { type Election, makeElection, parseElection } from "../../src/belenios/election.ts"
import { encryptBallot } from "../../src/belenios/encryption.ts"
import { makeEngine } from "../../src/belenios/engine.ts"
import { encodePoint, randomScalar } from "../../src/belenios/group.ts"
import { openShare } from "../../src/belenios/pedersen.ts"
import type { Table } from "../../src/belenios/per-choice.ts"
import { provePossession } from "../../src/belenios/possession.ts"
import { type PublicCredential, publicCredentialsBody, sortCredentials } from "../../src/belenios/public-credentials.ts"
import { resultBody } from "../../src/belenios/result.ts"
import { keyPair } from "../../src/belenios/schnorr.ts"
import { encryptedTallyBody, makeTally, parseEncryptedTally } from "../../src/belenios/tally.ts"
import { proveTrusteeKey } from "../../src/belenios/trustee-key.ts"
import { electionKey, type TrusteeItem, trusteesBody } from "../../src/belenios/trustees.ts"
import { fileName } from "../../src/bundle/layout.ts"
import { readme } from "../../src/bundle/readme.ts"
import { resultCsv, resultJson } from "../../src/bundle/result-document.ts"
import { hex } from "../../src/core/bytes.ts"
import { currentFormat } from "../../src/core/format.ts"
import { sha256, sha256Hex } from "../../src/core/hash.ts"
import { instantText } from "../../src/core/instant.ts"
import type { Phase } from "../../src/core/vocabulary.ts"
import { type Definition, rulesOf } from "../../src/definition/definition.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { type Batch, batchHash, signBatch } from "../../src/notes/batch.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { signNote } from "../../src/notes/note.ts"
import { signReceipt } from "../../src/notes/receipt.ts"
import { type UrgentSuspension, urgentSuspensionHash, urgentSuspensionText } from "../../src/notes/urgent-suspension.ts"
import { type SignedReply, signReply } from "../../src/trustees/signed-reply.ts"
import type { TaskAnswer } from "../../src/trustees/task.ts"
import { holdCeremony } from "./ceremony.ts"
import { lastBallots } from "./last-ballots.ts"
import { fail, Recorder, type Tampering } from "./recorder.ts"
import { seededRandom } from "./seeded-random.ts"

/** The places where a test may change the election itself. */
export interface StoryTampering extends Tampering {
  readonly definition?: (text: string) => string
  /** Changes the bytes of the election in the archive; its public key must stay. */
  readonly election?: (body: Uint8Array) => Uint8Array
  readonly trustees?: (body: Uint8Array) => Uint8Array
  readonly credentials?: (body: Uint8Array) => Uint8Array
  readonly reserve?: (body: Uint8Array) => Uint8Array
  /** Writes something before the authority is constituted, and at the very end. */
  readonly before?: (recorder: Recorder) => void
  readonly after?: (recorder: Recorder) => void
  /** Writes something between the seal and the opening. */
  readonly sealed?: (recorder: Recorder) => void
  readonly constitution?: (constitution: Constitution) => Constitution
  /** Changes the bytes of a ballot; `made` is the whole story so far. */
  readonly ballot?: (body: Uint8Array, index: number, made: Ballots) => Uint8Array
  /** The tally leaves out the ballots with these indices. */
  readonly uncounted?: readonly number[]
  /** Casts the fifth ballot while the urn is not open. */
  readonly early?: "sealed" | "suspended" | "urgent"
  /** The authority decides nothing between two urgent suspensions. */
  readonly unanswered?: true
  /** The last ballot is cast, and the urn frozen, so many minutes after the close. */
  readonly late?: number
  readonly frozen?: number
  readonly timestamp?: (seconds: number) => number
  /** Change what the nth holder (from 1) signs of the trustees, the key, and the resulting note. */
  readonly vouching?: (reply: SignedReply, nth: number) => SignedReply
  readonly voucher?: (nth: number, recorder: Recorder) => SigningKey | undefined
  readonly voucherNote?: (source: string, nth: number) => string
  /** Change what the nth urgent suspension (from 1) states, who signs it, and the resulting note. */
  readonly suspension?: (stated: UrgentSuspension, nth: number) => UrgentSuspension
  readonly suspenders?: (nth: number) => readonly string[]
  readonly suspensionNote?: (source: string, nth: number) => string
  readonly batch?: (batch: Batch) => Batch
  /** Changes the empty batch before it. */
  readonly emptyBatch?: (batch: Batch) => Batch
  readonly batchNote?: (source: string, recorder: Recorder) => string
  readonly tally?: (body: Uint8Array) => Uint8Array
  readonly sized?: (sized: { numTallied: number; totalWeight: bigint }) => { numTallied: number; totalWeight: bigint }
  readonly share?: (body: Uint8Array, owner: number) => Uint8Array
  readonly binding?: (body: Uint8Array, owner: number) => Uint8Array
  readonly result?: (votes: Table<bigint>) => Table<bigint>
  readonly resultBody?: (body: Uint8Array) => Uint8Array
}

export interface Ballots {
  readonly election: Election
  /** Keys of the members who vote, in the order of their ballots; the last is in reserve. */
  readonly credentials: readonly VotingKey[]
  /** The bodies of earlier ballots. */
  readonly bodies: readonly Uint8Array[]
}

export interface StoryOptions {
  /** The story ends at this phase; by default at the proclamation. */
  readonly until?:
    "drafted" | "constituted" | "sealed" | "open" | "suspended" | "extended" | "frozen" | "unsealed" | "tallied"
  readonly revote?: "refused" | "last-counts"
  /** Has fewer acts, for tests that run it thousands of times. */
  readonly short?: boolean
  /** Has the vote suspended urgently, once until it goes on by itself, and once until the authority takes it over. */
  readonly urgent?: "resumes" | "stays"
  /** Makes one question with one answer, for the same reason. */
  readonly small?: boolean
  /** Tells it like the program that knew no formats, or in format 2. Otherwise it is in the newest format. */
  readonly format?: 1 | 2
}

export interface Story {
  readonly recorder: Recorder
  readonly files: Map<string, Uint8Array>
  /** `sha256:` of the first act. */
  readonly anchor: string
  readonly receipts: readonly string[]
  readonly trackers: readonly string[]
}

const uuid = "4nPVWowQtAwLwB"
const random = seededRandom("story")
const minute = 60_000

const twoQuestions = `
  - question: Who chairs the board?
    answers: [Ada Example, Bo Sample, Cy Specimen]
    blank: true
    min: 1
    max: 1
  - question: Which changes are approved?
    answers: [The first, The second]
    blank: false
    min: 0
    max: 2`

const oneQuestion = `
  - question: Is the report approved?
    answers: ["Yes"]
    blank: false
    min: 0
    max: 1`

const definitionText = ({
  revote = "refused",
  small = false,
  urgent,
}: StoryOptions) => `name: Election of the board 2026
description: Congress
locale: en
timezone: Europe/Paris
opens: 2026-11-20T20:00
closes: 2026-11-21T20:00
grace: 30m
revote: ${revote}
questions:${small ? oneQuestion : twoQuestions}
authority:
  name: Electoral board
  quorum: { total: 3, roles: { president: 1 } }
  members:
    - { id: petra, name: Petra Amsel, role: president }
    - { id: simon, name: Simon Brook, role: secretary }
    - { id: dora, name: Dora Field, role: delegate, substitute: { id: eric, name: Eric Gray } }
    - { id: dan, name: Dan Hill, role: delegate }
    - { id: dina, name: Dina Iver, role: delegate }${
      urgent === undefined
        ? ""
        : `
  urgent-suspension: { members: 1, minutes: 30, after: ${urgent} }`
    }
trustees:
  mandatory: [registry]
  threshold: { needed: 2, holders: [first, second, third] }
roll:
  id: number
  name: [name]
credentials: { reserve: 10% }
channels: [site, office]
publish:
  results: { by: national }
  cell: 2
minimum-ballots: 2
`

/** The voters' choices, one ballot each. */
const choices: readonly (readonly Choice[])[] = [
  [
    [1, 0, 0],
    [1, 1],
  ],
  [
    [0, 1, 0],
    [0, 0],
  ],
  ["blank", [1, 0]],
  [
    [1, 0, 0],
    [0, 1],
  ],
  [
    [0, 0, 1],
    [1, 1],
  ],
  [
    [0, 1, 0],
    [1, 0],
  ],
]
const voters = choices.length + 1

/** The trustees with all their secrets. Their ceremony is held once. */
export const trustees = (() => {
  const registry = keyPair(randomScalar(random, "registry", ""))
  const held = holdCeremony(random, 2, 3)
  const shares = held.keys.map(
    (keys, index) => openShare(keys, held.voutputs[index]?.privateKey ?? "") ?? fail("no share"),
  )
  const items: readonly TrusteeItem[] = [{ kind: "Single", key: proveTrusteeKey(random, registry) }, held.item]
  return { items, held, keys: [registry, ...shares], body: trusteesBody(items), publicKey: electionKey(items) }
})()

/** Holders whose signing keys the authority certified: trustees 1 and 2. */
const certifiedHolders = ["registry", "first"] as const

/** Keys by voter; the last is in reserve. */
export const credentials: readonly VotingKey[] = Array.from({ length: voters + 1 }, (_, index) =>
  votingKey(uuid, `${index}`.padStart(25, "1")),
)

export function tell(tampering: StoryTampering = {}, options: StoryOptions = {}): Story {
  const story = new Telling(tampering, options)
  story.prepare()
  if (!isUnsealed(options)) story.vote()
  return story.end()
}

/** Whether the story ends before the urn is sealed. */
function isUnsealed({ until }: StoryOptions): boolean {
  return until === "drafted" || until === "constituted"
}

class Telling {
  readonly recorder: Recorder
  private readonly tampering: StoryTampering
  private readonly options: StoryOptions
  private readonly definition: Definition
  /** The rules of the published definition, which a test may have changed. */
  private readonly rules: ReturnType<typeof rulesOf>
  private readonly definitionHash: `sha256:${string}`
  private readonly receipts: string[] = []
  private readonly bodies: Uint8Array[] = []
  private election: Election | undefined
  private closes: number
  private quorum = ["petra", "simon", "dan"]

  constructor(tampering: StoryTampering, options: StoryOptions) {
    this.tampering = tampering
    this.options = options
    const honest = definitionText(options)
    const text = tampering.definition?.(honest) ?? honest
    const parsed = parseDefinition(honest)
    if (!("definition" in parsed)) throw new Error(JSON.stringify(parsed.findings))
    this.definition = parsed.definition
    this.definitionHash = `sha256:${sha256Hex(text)}`
    this.closes = this.definition.closes
    this.recorder = new Recorder({ uuid, name: this.definition.name, now: Date.UTC(2026, 10, 1, 9) }, tampering)
    this.recorder.write(fileName({ kind: "definition" }), text)
    const sealed = !isUnsealed(options)
    const read = parseDefinition(text)
    const format = this.options.format ?? currentFormat
    const stated = "definition" in read ? read.definition : this.definition
    this.rules = rulesOf(stated, format)
    this.recorder.write(fileName({ kind: "readme" }), readme({ definition: stated, uuid, sealed, format }))
  }

  prepare(): void {
    const { recorder } = this
    recorder.append({
      type: "election.created",
      phase: "draft",
      uuid,
      rehearsal: false,
      definition: this.definitionHash,
      ...(this.options.format === 1 ? {} : { format: this.options.format ?? currentFormat }),
    })
    recorder.checkpoint()
    recorder.wait(10)
    this.tampering.before?.(recorder)
    if (this.options.until === "drafted") return
    this.constitute()
    recorder.checkpoint()
    if (this.options.short !== true) this.replaceMember()
    const roll = hex(sha256("roll"))
    recorder.wait(60)
    recorder.append({
      type: "roll.imported",
      rows: 9,
      eligible: voters,
      ineligible: 2,
      refused: 0,
      roll,
      report: this.definitionHash,
    })
    this.holdCeremony()
    this.generate()
    if (this.options.until === "constituted") return
    recorder.wait(60)
    this.seal(roll)
    recorder.checkpoint({ witnessed: true })
    this.tampering.sealed?.(recorder)
  }

  private constitute(): void {
    const { authority, channels, publish } = this.definition
    const members = authority.members.map(({ id, role, name }) => ({
      id,
      role,
      name,
      key: this.recorder.verifierOf(id),
    }))
    const stated: Constitution = {
      definition: this.definitionHash,
      authority: authority.name,
      members,
      substitutes: authority.members.flatMap(({ id, substitute }) =>
        substitute === null ? [] : [{ member: id, ...substitute }],
      ),
      quorum: authority.quorum,
      quorums: authority.quorums,
      urnKey: verifierKeyText(verifierOf(this.recorder.urnKey)),
      channels: channels.map((name) => ({ name, key: name === "site" ? this.recorder.verifierOf("site") : undefined })),
      // The other two sat in the room, and nobody certified a key of theirs.
      holderKeys:
        this.options.format === 1
          ? []
          : certifiedHolders.map((holder) => ({ holder, key: this.recorder.verifierOf(holder) })),
      witnesses: [verifierKeyText(verifierOf(this.recorder.witness, "cosignature"))],
      publish: [`turnout ${publish.turnout.by}`, `results ${publish.results.by}`, `cell ${publish.cell}`],
    }
    const constitution = this.tampering.constitution?.(stated) ?? stated
    const all = members.map(({ id }) => id)
    this.recorder.act("constitute", constitutionStatements(constitution), all, { phase: "constituted" })
  }

  private replaceMember(): void {
    const { recorder } = this
    recorder.wait(60)
    recorder.dropped("replace", [{ key: "replaces", value: "simon" }])
    const eric = { id: "eric", role: "delegate", name: "Eric Gray", key: recorder.verifierOf("eric") } as const
    recorder.act("replace", [{ key: "replaces", value: "dora" }, ...memberStatements(eric)], this.quorum)
    recorder.reservation("dina", "The notice was short.")
    this.quorum = ["eric", "petra", "simon"]
  }

  private holdCeremony(): void {
    const { recorder } = this
    for (const holder of ["registry", "first", "second", "third"]) {
      recorder.append({ type: "trustees.answered", holder, step: "join", message: this.definitionHash })
    }
    recorder.append({
      type: "trustees.established",
      trustees: `sha256:${sha256Hex(this.trusteesBody())}`,
      key: encodePoint(trustees.publicKey),
    })
    if (this.options.format === 1) {
      recorder.append({ type: "trustees.checked", owner: 1, checkpoint: recorder.tree.size() })
      return
    }
    const notes = [...certifiedHolders.entries(), [0, certifiedHolders[0]] as const]
    for (const [index, [place, holder]] of notes.entries()) this.vouch(place + 1, holder, index + 1)
  }

  /** A holder whose key is certified vouches for the trustees. */
  private vouch(owner: number, holder: string, nth: number): void {
    const { recorder, tampering } = this
    const { size, root } = recorder.journal()
    const pair = trustees.keys[owner - 1] ?? fail("no trustee")
    const proof = provePossession(random, uuid, `${size} ${root}`, pair)
    const trustee: TaskAnswer = { step: "check", size, proof, trustees: `sha256:${sha256Hex(this.trusteesBody())}` }
    const stated: SignedReply = {
      ...{
        uuid,
        rehearsal: false,
        authority: actHash(recorder.acts.findLast(({ act }) => act.kind === "constitute")?.text ?? ""),
        holder,
      },
      ...{ origin: { size, root }, request: sha256Hex(`request ${nth}`), answer: trustee },
    }
    const reply = tampering.vouching?.(stated, nth) ?? stated
    const signed = signReply(reply, tampering.voucher?.(nth, recorder) ?? recorder.keyOf(holder))
    const source = tampering.voucherNote?.(signed, nth) ?? signed
    recorder.write(fileName({ kind: "trustee-note", owner, size }), source)
    recorder.append({ type: "trustees.checked", owner, checkpoint: size, note: `sha256:${sha256Hex(source)}` })
  }

  private trusteesBody(): Uint8Array {
    return this.tampering.trustees?.(trustees.body) ?? trustees.body
  }

  private generate(): void {
    const [list, reserve] = [this.listBody(), this.reserveBody()]
    this.recorder.append({
      type: "credentials.generated",
      issued: voters,
      reserve: 1,
      credentials: `sha256:${sha256Hex(list)}`,
      reserveKeys: `sha256:${sha256Hex(reserve)}`,
      officerFile: this.definitionHash,
    })
    this.recorder.append({
      type: "credentials.opened",
      purpose: "print",
      by: "officer",
      reason: "letters",
      letters: voters,
    })
  }

  private listBody(): Uint8Array {
    const body = publicCredentialsBody(sortCredentials(credentials.map(listed)))
    return this.tampering.credentials?.(body) ?? body
  }

  private reserveBody(): Uint8Array {
    const body = publicCredentialsBody(credentials.slice(voters).map(listed))
    return this.tampering.reserve?.(body) ?? body
  }

  private seal(roll: string): void {
    const { recorder, definition } = this
    const { description, name, questions } = definition
    const made = makeElection({ description, name, questions, uuid, publicKey: trustees.publicKey })
    const body = this.tampering.election?.(made.body) ?? made.body
    const [list, reserve, items] = [this.listBody(), this.reserveBody(), this.trusteesBody()]
    const sealedAt = recorder.now
    recorder.act(
      "seal",
      [
        { key: "definition", value: this.definitionHash },
        { key: "election-fingerprint", value: sha256Compact(body) },
        { key: "roll", value: `${voters} members hmac-sha256:${roll}` },
        {
          key: "credentials",
          value: `${voters} issued 1 in reserve sha256:${sha256Hex(list)} reserve sha256:${sha256Hex(reserve)}`,
        },
        { key: "trustees", value: `1 mandatory and 2 of 3 sha256:${sha256Hex(items)}` },
        { key: "urn", value: "0 ballots" },
        { key: "software", value: "urne 0.0.0-test" },
        ...this.register(),
      ],
      this.quorum,
      { phase: "sealed" },
    )
    const seconds = Math.floor(sealedAt / 1000)
    recorder.timestamp = this.tampering.timestamp?.(seconds) ?? seconds
    // If the election in the archive cannot be read, ballots are made for the readable one.
    this.election = parseElection(body, "").value ?? made
    recorder.extend({ type: "Setup", election: body, trustees: items, credentials: list })
    recorder.write(fileName({ kind: "reserve-keys" }), reserve)
  }

  vote(): void {
    const { recorder, options } = this
    if (options.until === "sealed") return
    recorder.wait(60)
    const { opens } = this.definition
    const hours = [
      { key: "opens", value: instantText(opens) },
      { key: "closes", value: instantText(this.closes) },
      { key: "urn", value: "0 ballots" },
    ]
    recorder.act("open", hours, this.quorum)
    if (this.tampering.early === "sealed") this.cast(4)
    recorder.now = opens + minute
    recorder.append({ type: "urn.opened", phase: "open", closes: instantText(this.closes), ballots: 0 })
    recorder.checkpoint()
    this.cast(0)
    if (options.urgent !== undefined) this.suspendUrgently(options.urgent)
    this.cast(1)
    if (options.urgent !== undefined) this.takeOver()
    if (options.until === "open") return
    if (options.short !== true) this.interrupt()
    if (options.until === "suspended" || options.until === "extended") return
    this.receiveBatch()
    this.close()
    if (options.until === "frozen") return
    this.count()
  }

  private cast(...indexes: readonly number[]): void {
    const { recorder } = this
    const before = { size: recorder.tree.size(), root: recorder.tree.root() }
    const election = this.election ?? fail("no election")
    for (const index of indexes) {
      const honest = honestBallot(election, index)
      const body = this.tampering.ballot?.(honest, index, { election, credentials, bodies: this.bodies }) ?? honest
      this.bodies.push(body)
      const { height } = recorder.extend({ type: "Ballot", ballot: body })
      this.receipts.push(
        signReceipt({ rehearsal: false, uuid, tracker: ballotTracker(body), height, before }, recorder.urnKey),
      )
    }
    const { height, hash } = recorder.head ?? fail("no archive")
    recorder.append({ type: "urn.accepted", count: indexes.length, height, head: hash })
  }

  /** A member suspends the vote. It goes on by itself, or the authority resumes it. */
  private suspendUrgently(after: "resumes" | "stays"): void {
    const { recorder } = this
    recorder.wait(60)
    this.suspend(1)
    if (this.tampering.early === "urgent") {
      this.cast(4)
      recorder.wait(5)
      if (after === "resumes") this.extend("open")
    }
    if (after === "stays") this.decideAgain("resume", { phase: "open", closes: instantText(this.closes) })
    recorder.wait(40)
  }

  /** The authority answers that suspension by more time, and takes another one over. */
  private takeOver(): void {
    const { recorder } = this
    recorder.wait(20)
    if (this.tampering.unanswered !== true) this.extend("open")
    const until = this.suspend(2)
    this.extend("suspended", until)
    // One that stays is taken over by the extension.
    if (until !== undefined) this.decideAgain("suspend", { phase: "suspended", closes: instantText(this.closes) })
    recorder.wait(90)
    this.decideAgain("resume", { phase: "open", closes: instantText(this.closes) })
    recorder.checkpoint()
  }

  /** Returns when the suspension ends by itself. */
  private suspend(nth: number): string | undefined {
    const { recorder, tampering, closes } = this
    const { number: act, text } = recorder.inEffect ?? fail("no act")
    const until = this.options.urgent === "stays" ? undefined : recorder.now + 30 * minute
    const honest: UrgentSuspension = {
      ...{ rehearsal: false, uuid, number: nth, at: recorder.now, until, closes },
      ...{ after: { act, text }, reason: "Nobody can vote." },
    }
    const made = urgentSuspensionText(tampering.suspension?.(honest, nth) ?? honest)
    const keys = (tampering.suspenders?.(nth) ?? ["simon"]).map((member) => recorder.keyOf(member))
    const source = tampering.suspensionNote?.(signNote(made, ...keys), nth) ?? signNote(made, ...keys)
    recorder.wait(2)
    recorder.write(fileName({ kind: "suspension", number: nth }), source)
    const stated = until === undefined ? undefined : instantText(until)
    recorder.append({
      ...{ type: "urn.suspended", phase: "suspended", closes: instantText(closes), number: nth },
      ...(stated === undefined ? {} : { until: stated }),
      note: urgentSuspensionHash(source),
    })
    return stated
  }

  private decideAgain(kind: "suspend" | "resume", leadsTo: { readonly phase: Phase; readonly closes: string }): void {
    const stays = { key: "closes", value: instantText(this.closes) }
    this.recorder.act(kind, [stays, { key: "reason", value: "The line is known." }], this.quorum, leadsTo)
  }

  private extend(phase: Phase, until?: string, reason = "An hour was lost."): void {
    const before = instantText(this.closes)
    this.closes += 60 * minute
    const closes = instantText(this.closes)
    const statements = [
      { key: "closes", value: closes },
      { key: "instead-of", value: before },
      { key: "reason", value: reason },
    ]
    this.recorder.act("extend", statements, this.quorum, {
      ...{ phase, closes },
      ...(until === undefined ? {} : { until }),
    })
  }

  private interrupt(): void {
    const { recorder } = this
    recorder.wait(60)
    const stays = { key: "closes", value: instantText(this.closes) }
    const during = { phase: "suspended", closes: stays.value } as const
    recorder.act("suspend", [stays, { key: "reason", value: "The line is down." }], this.quorum, during)
    recorder.checkpoint()
    if (this.options.until === "suspended") return
    if (this.tampering.early === "suspended") this.cast(4)
    recorder.wait(30)
    const again = { phase: "open", closes: stays.value } as const
    recorder.act("resume", [stays, { key: "reason", value: "The line is up." }], this.quorum, again)
    recorder.checkpoint()
    this.extend("open", undefined, "The line was down.")
    recorder.checkpoint()
  }

  /** Makes two ballots from the site, in a batch, and an empty batch before it. */
  private receiveBatch(): void {
    const { recorder } = this
    recorder.wait(30)
    const first: Batch = {
      rehearsal: false,
      uuid,
      channel: "site",
      number: 1,
      previous: undefined,
      count: 0,
      sha256: sha256Hex(""),
    }
    const empty = this.tampering.emptyBatch?.(first) ?? first
    this.announce(empty)
    this.receive(empty, 0)
    const honest: Batch = {
      ...first,
      number: 2,
      previous: batchHash(empty),
      count: 2,
      sha256: sha256Hex("two ballots"),
    }
    const full = this.tampering.batch?.(honest) ?? honest
    this.announce(full)
    this.cast(2, 3)
    this.receive(full, 2)
  }

  private announce(batch: Batch): void {
    const { recorder } = this
    const { channel, number, count, sha256 } = batch
    const source = signBatch(batch, recorder.keyOf("site"))
    const note = count === 2 ? (this.tampering.batchNote?.(source, recorder) ?? source) : source
    recorder.write(fileName({ kind: "batch", channel, number }), note)
    recorder.append({ type: "urn.batch-announced", channel, number, count, sha256: `sha256:${sha256}` })
  }

  private receive(batch: Batch, accepted: number): void {
    const { recorder } = this
    const { channel, number, count, sha256 } = batch
    const apart = this.options.format === 1 ? {} : { present: 0 }
    const event = { channel, number, count, accepted, ...apart, refused: 0, sha256: `sha256:${sha256}` } as const
    recorder.append({ ...event, type: "urn.batch-received" })
  }

  /** Makes one ballot shortly before the close, and one within its grace. */
  private close(): void {
    const { recorder } = this
    recorder.now = this.closes - 10 * minute
    recorder.append({ type: "election.backed-up", size: recorder.tree.size() })
    if (this.tampering.early === undefined) this.cast(4)
    recorder.now = this.closes + minute
    recorder.act("close", [{ key: "closes", value: instantText(this.closes) }, ...this.register()], this.quorum)
    recorder.now = this.closes + (this.tampering.late ?? 5) * minute
    recorder.append({ type: "election.backed-up", size: recorder.tree.size() })
    this.cast(5)
    recorder.now = this.closes + (this.tampering.frozen ?? 40) * minute
    const { height, hash } = recorder.extend({ type: "EndBallots" })
    recorder.append({ type: "urn.frozen", phase: "frozen", ballots: this.bodies.length, grace: 1, height, head: hash })
    recorder.checkpoint()
  }

  private count(): void {
    const { recorder, tampering, options } = this
    const election = this.election ?? fail("no election")
    const end = recorder.head ?? fail("no archive")
    const made = sumOf(election, this.bodies, tampering.uncounted ?? [])
    const encryptedTally = tampering.tally?.(made.body) ?? made.body
    const { numTallied, totalWeight } = tampering.sized?.(made) ?? made
    const tally = recorder.extend({ type: "EncryptedTally", numTallied, totalWeight, encryptedTally })
    const tallyHash = sha256Hex(encryptedTally)
    recorder.append({
      type: "tally.computed",
      ballots: this.bodies.length,
      counted: numTallied,
      weight: String(totalWeight),
      tally: tallyHash,
      height: tally.height,
      head: tally.hash,
    })
    recorder.wait(10)
    const statements: readonly Statement[] = [
      { key: "end-ballots", value: `${end.height} ${end.hash}` },
      { key: "ballots", value: `${this.bodies.length} accepted ${numTallied} counted` },
      { key: "weight", value: String(totalWeight) },
      { key: "encrypted-tally", value: `sha256:${tallyHash}` },
    ]
    recorder.act("unseal", statements, this.quorum, { phase: "unsealed" })
    recorder.checkpoint()
    if (options.until === "unsealed") return
    // Shares of a tally that cannot be read are those of the one that it should have been.
    const shares = sharesOf(election, encryptedTally, totalWeight) ?? sharesOf(election, made.body, totalWeight)
    const result = this.decrypt(shares ?? fail("no shares"))
    recorder.append({
      type: "tally.result",
      phase: "tallied",
      result: sha256Hex(result.body),
      height: result.height,
      head: result.hash,
    })
    recorder.checkpoint()
    if (options.until !== "tallied") this.proclaim(result)
    this.document(election, result, numTallied, totalWeight)
  }

  private decrypt(honest: MadeShares) {
    const { recorder, tampering } = this
    for (const { owner, share, binding } of honest.shares) {
      const sent = tampering.share?.(share, owner) ?? share
      recorder.append({ type: "tally.share-received", owner, share: `sha256:${sha256Hex(sent)}` })
      recorder.extend({ type: "PartialDecryption", owner, partialDecryption: sent })
      recorder.write(fileName({ kind: "share", owner }), tampering.binding?.(binding, owner) ?? binding)
    }
    const votes = tampering.result?.(honest.votes) ?? honest.votes
    const made = tampering.resultBody?.(resultBody(votes)) ?? resultBody(votes)
    const { height, hash } = recorder.extend({ type: "Result", result: made })
    return { votes, body: made, height, hash }
  }

  private proclaim(result: { readonly body: Uint8Array; readonly height: number; readonly hash: string }): void {
    const statements = [
      { key: "result", value: `${result.height} ${result.hash}` },
      { key: "votes", value: `sha256:${sha256Hex(result.body)}` },
      ...(this.options.format === undefined ? [{ key: "minutes", value: "none" }] : []),
      ...this.register(),
    ]
    this.recorder.wait(10)
    this.recorder.act("proclaim", statements, this.quorum, { phase: "proclaimed" })
    this.recorder.checkpoint()
  }

  /** Makes what *seal*, *close* and *proclaim* state of the register, which has no entries unless a test writes them. */
  private register(): readonly Statement[] {
    return this.options.format === undefined ? [{ key: "register", value: "none" }] : []
  }

  private document(
    election: Election,
    { votes }: { readonly votes: Table<bigint> },
    counted: number,
    weight: bigint,
  ): void {
    const proclaimed = this.options.until !== "tallied"
    const facts = {
      ...{ election, votes, accepted: this.bodies.length, counted, weight, rehearsal: false, proclaimed },
      registered: voters,
      rules: this.rules,
    }
    this.recorder.write(fileName({ kind: "result-json" }), resultJson(facts))
    this.recorder.write(fileName({ kind: "result-csv" }), resultCsv(facts))
  }

  end(): Story {
    const { recorder } = this
    this.tampering.after?.(recorder)
    const first = recorder.acts.find(({ act }) => act.kind === "constitute")?.text ?? ""
    return {
      recorder,
      files: recorder.bundle(),
      anchor: actHash(first),
      receipts: this.receipts,
      trackers: this.bodies.map(ballotTracker),
    }
  }
}

function listed({ publicCredential }: VotingKey): PublicCredential {
  return { key: publicCredential, weight: 1n }
}

function sha256Compact(body: Uint8Array): string {
  return Buffer.from(sha256(body)).toString("base64").replace(/=+$/, "")
}

/** Honest parts are made once: hundreds of variants differ in one thing only. */
const ballotsMade = new Map<string, Uint8Array>()

/** Makes the ballot of a voter, always the same for one election. */
export function honestBallot(election: Election, index: number): Uint8Array {
  const key = `${election.fingerprint} ${index}`
  const known = ballotsMade.get(key)
  if (known !== undefined) return known
  const all = choices[index] ?? fail("no choice")
  const chosen = election.questions.length > 1 ? all : [(all[1]?.slice(0, 1) ?? []) as readonly number[]]
  const body = encryptBallot(random, election, credentials[index] ?? fail("no voter"), chosen)
  ballotsMade.set(key, body)
  return body
}

function sumOf(election: Election, bodies: readonly Uint8Array[], uncounted: readonly number[]) {
  const parsed = bodies.flatMap((body, index) => {
    const ballot = uncounted.includes(index) ? undefined : openBallot(election, body, "").value
    return ballot === undefined ? [] : [ballot]
  })
  const maker = makeTally(makeEngine(election.publicKey), election.questions)
  for (const ballot of lastBallots(parsed)) maker.add(ballot, 1n)
  const { encryptedTally, numTallied, totalWeight } = maker.result()
  return { body: encryptedTallyBody(encryptedTally), numTallied, totalWeight }
}

interface MadeShares {
  readonly shares: readonly { readonly owner: number; readonly share: Uint8Array; readonly binding: Uint8Array }[]
  readonly votes: Table<bigint>
}

const sharesMade = new Map<string, MadeShares>()

/** The shares of the registry and of two of the three, and the votes that they give; nothing where the tally is not one. */
function sharesOf(election: Election, body: Uint8Array, weight: bigint): MadeShares | undefined {
  const key = `${election.fingerprint} ${sha256Hex(body)} ${weight}`
  const known = sharesMade.get(key)
  if (known !== undefined) return known
  const tally = parseEncryptedTally(election.questions, body, "").value
  if (tally === undefined) return undefined
  const made = [1, 2, 3].map((owner) => {
    const secret = trustees.keys[owner - 1] ?? fail("no trustee")
    const decryption = decryptPartially(random, election.fingerprint, secret, tally)
    const binding = bindShare(random, election.fingerprint, secret, tally, decryption)
    return { owner, decryption, share: partialDecryptionBody(decryption), binding: bindingBody(binding) }
  })
  const factors = made.map(({ owner, decryption }) => ({ owner, factors: decryption.factors }))
  const opened = openTally(trustees.items, tally, factors, weight, "").value
  const whole = { shares: made, votes: opened?.result ?? tally.map((row) => row.map(() => 0n)) }
  sharesMade.set(key, whole)
  return whole
}
