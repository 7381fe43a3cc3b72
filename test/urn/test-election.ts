import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import type { Statement } from "../../src/authority/act.ts"
import { addSignature, proposeAct, type ShownAct } from "../../src/authority/operations.ts"
import type { Choice } from "../../src/belenios/choice.ts"
import { drawCredential, votingKey } from "../../src/belenios/credential.ts"
import { encodePoint, randomScalar } from "../../src/belenios/group.ts"
import { publicCredentialsBody } from "../../src/belenios/public-credentials.ts"
import { keyPair } from "../../src/belenios/schnorr.ts"
import { proveTrusteeKey } from "../../src/belenios/trustee-key.ts"
import { trusteesBody } from "../../src/belenios/trustees.ts"
import { utf8Text } from "../../src/core/bytes.ts"
import { currentFormat } from "../../src/core/format.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import type { ActKind } from "../../src/core/vocabulary.ts"
import type { World } from "../../src/core/world.ts"
import { parseDefinition } from "../../src/definition/parse.ts"
import { type ElectionFile, electionFile } from "../../src/election/file.ts"
import { lifecycleOf } from "../../src/election/lifecycle.ts"
import type { Sha256 } from "../../src/journal/event.ts"
import { append, commitTo } from "../../src/journal/operations.ts"
import { originOf } from "../../src/notes/checkpoint.ts"
import { type SigningKey, verifierKeyText, verifierOf } from "../../src/notes/key.ts"
import { noteSource, signText } from "../../src/notes/note.ts"
import { digestOf } from "../../src/roll/queries.ts"
import { Store } from "../../src/store/store.ts"
import { diskFiles } from "../../src/terminal/files.ts"
import { sealedElection } from "../../src/urn/archive-queries.ts"
import { makeBallot } from "../../src/urn/cast-operations.ts"
import { admitBallots } from "../../src/urn/intake/admit-operations.ts"
import { type CheckedBallot, type Outcome, submitted } from "../../src/urn/intake/ballot.ts"
import { checkedOrRefused } from "../../src/urn/intake/check-queries.ts"
import { openUrn } from "../../src/urn/open-operations.ts"
import type { Arrival } from "../../src/urn/voting-hours.ts"
import { checkBallots } from "../../src/workers/check-ballots.ts"
import { seededRandom } from "../support/seeded-random.ts"
import { definitionWith } from "../support/short-definition.ts"
import { noNetwork, uncancelled } from "../support/tools.ts"

export const uuid = "9xDrMnXn4cUuGk"
export const software = "urne 0.0.0-test"
/** The hours of the definition below, and one a day before, at which everything is prepared. */
export const hours = {
  prepared: Date.UTC(2014, 10, 27, 9),
  opens: Date.UTC(2014, 10, 28, 19),
  noon: Date.UTC(2014, 10, 29, 11),
  closes: Date.UTC(2014, 10, 29, 19),
  graceEnds: Date.UTC(2014, 10, 29, 19, 30),
}

export interface TestOptions {
  readonly revote?: "refused" | "last-counts"
  readonly rehearsal?: boolean
  /** The weights of the members on the roll; by default three of weight 1. */
  readonly weights?: readonly bigint[]
  readonly questions?: string
  readonly minimumBallots?: number
  /** The section of the definition, written on one line. */
  readonly publish?: string
  /** The only true addresses of the vote, in YAML. */
  readonly addresses?: string
  /** The groups of the members, by their places in the roll. */
  readonly groups?: readonly (string | undefined)[]
  readonly format?: number
  /** The member `a` presides, and no decision is taken without that member. */
  readonly presided?: boolean
  /** Who may suspend the vote urgently, in YAML. */
  readonly urgent?: string
  /** Keeps the election on disk instead of in memory, so that another store may open it too. */
  readonly onDisk?: boolean
}

const twoQuestions = `
  - { question: "Who chairs?", answers: [Ada, Bo] }
  - { question: "Who sits?", answers: [Di, Ed, Fay], blank: false, min: 0, max: 2 }`

const authority = `
  name: Board
  quorum: { total: 2 }
  members: [{ id: a, name: A }, { id: b, name: B }, { id: c, name: C }]`

const presidedAuthority = `
  name: Board
  quorum: { total: 2, roles: { president: 1 } }
  members: [{ id: a, name: A, role: president }, { id: b, name: B }, { id: c, name: C }]`

function definitionText({
  revote = "refused",
  rehearsal = false,
  questions = twoQuestions,
  minimumBallots = 1,
  publish,
  addresses,
  groups,
  presided = false,
  urgent,
}: TestOptions): string {
  return definitionWith({
    name: "Congrès",
    locale: "fr",
    rehearsal: String(rehearsal),
    revote,
    questions,
    trustees: "{ mandatory: [greffe] }",
    credentials: "{ reserve: 40% }",
    channels: "[site, office]",
    "minimum-ballots": String(minimumBallots),
    ...(publish === undefined ? {} : { publish }),
    ...(addresses === undefined ? {} : { addresses }),
    ...(presided ? { authority: presidedAuthority } : {}),
    ...(urgent === undefined ? {} : { authority: `${authority}\n  urgent-suspension: ${urgent}` }),
    ...(groups === undefined ? {} : { roll: "{ id: number, name: name, group: federation }" }),
  })
}

const random = seededRandom("urn")
const trusteeKey = keyPair(randomScalar(random, "trustee", ""))

export function keyNamed(name: string): SigningKey {
  return { name, seed: random(32, "key", name) }
}
export const siteKey = keyNamed("urne.example/site")

/** An election under test: its file, its clock, its secrets. */
export class TestElection {
  readonly file: ElectionFile
  readonly codes: readonly string[]
  readonly reserve: readonly string[]
  readonly urnKey: SigningKey
  readonly folder = mkdtempSync(join(tmpdir(), "urne-urn-"))
  readonly world: World
  now = hours.prepared
  jobs = 1
  private readonly options: TestOptions

  /** Constitutes the authority, and makes nothing else. */
  constructor(options: TestOptions = {}) {
    const { rehearsal = false, weights = [1n, 1n, 1n], onDisk = false } = options
    this.options = options
    const path = join(this.folder, "election.urne")
    if (onDisk) Store.create(path, () => undefined)
    this.file = electionFile(onDisk ? Store.open(path) : Store.inMemory())
    this.urnKey = keyNamed(originOf(uuid, rehearsal))
    this.codes = weights.map((_, index) => drawCredential(random, `issued ${index}`))
    this.reserve = [drawCredential(random, "reserve")]
    const now = () => this.now
    this.world = {
      now,
      random: seededRandom("world"),
      files: diskFiles(this.folder, Readable.from([]), uncancelled),
      network: noNetwork,
      jobs: 1,
      signal: uncancelled,
      progress: () => undefined,
      software,
    }
    this.create(options)
    this.decide("constitute")
  }

  private create(options: TestOptions): void {
    const text = definitionText(options)
    const parsed = parseDefinition(text)
    if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
    const { store, election, authority, journal } = this.file
    store.write(() => {
      const { rehearsal } = parsed.definition
      const urnKey = verifierKeyText(verifierOf(this.urnKey))
      election.create({ uuid, rehearsal, urnKey, definitionText: text, definition: parsed.definition })
      for (const id of ["a", "b", "c"]) authority.addMemberKey(id, verifierKeyText(verifierOf(keyNamed(id))))
      authority.addChannelKey("site", verifierKeyText(verifierOf(siteKey)))
      append(journal, this.now, {
        type: "election.created",
        phase: "draft",
        format: options.format ?? currentFormat,
        uuid,
        rehearsal,
        definition: `sha256:${sha256Hex(text)}`,
      })
    })
  }

  roll(members = this.codes.length): this {
    const { store, journal, roll } = this.file
    const counts = { rows: members, eligible: members, ineligible: 0, refused: 0 }
    store.write(() => {
      const staging = roll.stage()
      staging.add(
        Array.from({ length: members }, (_, i) => ({
          ...{ line: i + 2, id: `m${i}`, key: `m${i}`, name: `Member ${i}`, address: [], postcode: "" },
          ...{ group: this.options.groups?.[i], weight: 1n, ineligible: undefined },
        })),
      )
      roll.adopt(staging)
      const commitment = commitTo(journal, random, digestOf(roll))
      append(journal, this.now, { type: "roll.imported", ...counts, roll: commitment, report: "sha256:00" })
    })
    return this
  }

  establish(): this {
    const { store, trustees, journal } = this.file
    const publicKey = encodePoint(trusteeKey.publicKey)
    const body = utf8Text(trusteesBody([{ kind: "Single", key: proveTrusteeKey(random, trusteeKey) }])) ?? ""
    store.write(() => {
      trustees.establish({ body, publicKey }, [{ owner: 1, holder: "greffe", kind: "mandatory", publicKey }])
      const hash = `sha256:${sha256Hex(body)}` as const
      append(journal, this.now, { type: "trustees.established", trustees: hash, key: publicKey })
    })
    return this
  }

  possess(): this {
    const { store, trustees, journal } = this.file
    store.write(() => {
      trustees.addPossession({ owner: 1, size: 1, proof: "{}" })
      append(journal, this.now, { type: "trustees.checked", owner: 1, checkpoint: 1 })
    })
    return this
  }

  issue(weights: readonly bigint[] = this.codes.map(() => 1n)): this {
    const { store, journal, credentials } = this.file
    const key = (code: string) => votingKey(uuid, code).publicCredential
    store.write(() => {
      for (const [index, code] of this.codes.entries()) {
        credentials.insert({
          key: key(code),
          weight: weights[index] ?? 1n,
          group: this.options.groups?.[index],
          kind: "issued",
          state: "usable",
        })
      }
      for (const code of this.reserve) {
        credentials.insert({ key: key(code), weight: 1n, group: undefined, kind: "reserve", state: "reserve" })
      }
      const all = [...credentials.all()]
      const hash = (kinds: readonly string[]): Sha256 =>
        `sha256:${sha256Hex(publicCredentialsBody(all.filter(({ kind }) => kinds.includes(kind))))}`
      append(journal, this.now, {
        type: "credentials.generated",
        issued: this.codes.length,
        reserve: this.reserve.length,
        credentials: hash(["issued", "reserve"]),
        reserveKeys: hash(["reserve"]),
        officerFile: "sha256:00",
      })
    })
    return this
  }

  keyOf(code: string): string {
    return votingKey(uuid, code).publicCredential
  }

  ready(weights?: readonly bigint[]): this {
    return this.roll().establish().possess().issue(weights)
  }

  sealed(weights?: readonly bigint[]): this {
    this.ready(weights).decide("seal")
    return this
  }

  /** Opens the vote, at noon of the second day. */
  open(weights?: readonly bigint[]): this {
    this.sealed(weights).decide("open")
    this.now = hours.opens
    openUrn(this.file, this.now)
    this.now = hours.noon
    return this
  }

  /** Proposes an act and has it signed by two members. */
  decide(kind: ActKind, given: Readonly<Record<string, string>> | readonly Statement[] = {}): void {
    const statements = Array.isArray(given)
      ? (given as readonly Statement[])
      : Object.entries(given as Record<string, string>).map(([key, value]) => ({ key, value }))
    this.sign(this.propose(kind, statements), kind === "constitute" ? ["a", "b", "c"] : ["a", "b"])
  }

  propose(kind: ActKind, given: readonly Statement[] = []): ShownAct {
    return proposeAct(this.file, lifecycle, { kind, given }, this.now)
  }

  sign(proposed: ShownAct, members: readonly string[] = ["a", "b"]): void {
    for (const id of members) {
      const signing = keyNamed(id)
      const note = noteSource({ text: proposed.text, signatures: [signText(proposed.text, signing)] })
      const member = { id, role: "member" as const, name: id.toUpperCase(), key: verifierKeyText(verifierOf(signing)) }
      addSignature(
        this.file,
        lifecycle,
        { act: proposed.act, text: proposed.text, member, line: note.slice(proposed.text.length + 1).trimEnd() },
        this.now,
      )
    }
  }

  ballot(
    code: string,
    choices: readonly Choice[] = [
      [1, 0],
      [0, 0, 1],
    ],
    draw = "",
  ): Uint8Array {
    const election = sealedElection(this.file)
    return makeBallot(seededRandom(`ballot ${draw}`), election, votingKey(uuid, code), choices)
  }

  /** Reads and checks a ballot as an import does. */
  checked(body: Uint8Array, at = "ballot"): CheckedBallot {
    const ballot = submitted({ at, body })
    const [check] = checkBallots({ election: sealedElection(this.file).body, ballots: [ballot] })
    const found = check && checkedOrRefused(ballot, check)
    if (found?.state !== "checked") throw new Error(JSON.stringify(found))
    return found
  }

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(join(this.folder, name), content)
    return name
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8")
  }

  /** Reads every row of every table, so that a test can say that nothing changed. */
  contents(): string {
    const { db } = this.file.store
    const names = db
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .pluck()
      .all()
    return JSON.stringify(names.map((name) => [name, db.prepare(`SELECT * FROM ${name}`).raw().all()]))
  }

  remove(): void {
    this.file.store.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Puts checked ballots into the urn, in a transaction of their own. */
export function acceptBallots(
  file: ElectionFile,
  ballots: readonly CheckedBallot[],
  channel: string,
  now: number,
  session: Exclude<Arrival, "announced">,
): readonly Outcome[] {
  return file.store.write(() => admitBallots(file, ballots, channel, now, session))
}

export function lines(...ballots: readonly Uint8Array[]): string {
  return ballots.map((ballot) => `${utf8Text(ballot) ?? ""}\n`).join("")
}

/** Says what each kind of act states and does. */
export const lifecycle = lifecycleOf({ software })
