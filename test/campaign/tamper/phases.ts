import { cpSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Readable } from "node:stream"
import { openMemberKey } from "../../../src/authority/member-operations.ts"
import { authorityFingerprint } from "../../../src/authority/queries.ts"
import { utf8 } from "../../../src/core/bytes.ts"
import { instantText } from "../../../src/core/instant.ts"
import type { World } from "../../../src/core/world.ts"
import { readOfficerFile } from "../../../src/credentials/queries.ts"
import { parseDefinition } from "../../../src/definition/parse.ts"
import { openElectionFile } from "../../../src/election/file.ts"
import { lifecycleOf } from "../../../src/election/lifecycle.ts"
import { enterAnswer, enterComplaint, enterObservation } from "../../../src/complaints/operations.ts"
import { addComponent } from "../../../src/components/operations.ts"
import { sha256Hex } from "../../../src/core/hash.ts"
import { attachPaper } from "../../../src/papers/attached-operations.ts"
import { enterEvents } from "../../../src/incidents/operations.ts"
import { checkpointIfDue } from "../../../src/journal/checkpoint-operations.ts"
import { issueNotice } from "../../../src/notices/operations.ts"
import { draftNotice } from "../../../src/notices/queries.ts"
import type { IncidentEvent } from "../../../src/register/incident-event.ts"
import { decide } from "../../../src/rehearsal/act-operations.ts"
import { addUp, decryptUrn } from "../../../src/rehearsal/count-operations.ts"
import { constituteAuthority, drawCodes, makeUrnKeys, prepareRoll } from "../../../src/rehearsal/prepare-operations.ts"
import {
  codesPath,
  hour,
  memberKeyPath,
  minute,
  officerKeyPath,
  passphrase,
  type Stage,
} from "../../../src/rehearsal/stage.ts"
import {
  beginVoting,
  checkKeys,
  closeVoting,
  encryptBatches,
  holderAccess,
  receiveBatches,
  voteAtBooth,
} from "../../../src/rehearsal/vote-operations.ts"
import { diskFiles } from "../../../src/terminal/files.ts"
import { announceBatches } from "../../../src/urn/announce-operations.ts"
import { suspendUrgently } from "../../../src/urn/urgent-operations.ts"
import { draftSuspension } from "../../../src/urn/urgent-queries.ts"
import { TestWorld } from "../../support/script.ts"
import { seededRandom } from "../../support/seeded-random.ts"
import { definitionWith } from "../../support/short-definition.ts"
import { noNetwork, uncancelled } from "../../support/tools.ts"

export type PhaseName = "constituted" | "drawn" | "sealed" | "open" | "frozen" | "tallied"

/** A small election as it stood in one phase: its folder, which every case copies, and what its commands are given. */
export interface Phase {
  readonly name: PhaseName
  readonly folder: string
  /** The commands run at this instant. */
  readonly at: string
  /** SHA-256 of the act that constituted the authority. */
  readonly authority: string
  /** Clocks after the hour of closing, and after the grace. */
  readonly closed: string
  readonly graceOver: string
}

export const electionName = "e.urne"

/** The definition has everything that letters, ballots and acts can show of it. */
const definitionText = definitionWith({
  revote: "last-counts",
  authority: `
  name: Board
  quorum: { total: 2 }
  urgent-suspension: { members: 1, minutes: 60 }
  members: [{ id: a, name: A }, { id: b, name: B, substitute: { id: s, name: S } }, { id: c, name: C }]`,
  trustees: "{ mandatory: [registrar, notary] }",
  roll: "{ id: number, name: name, address: [street, town], postcode: town, group: section, weight: votes }",
  credentials: "{ reserve: 20% }",
  "minimum-ballots": "2",
  publish: "{ cell: 2 }",
  addresses: '["https://vote.example"]',
  help: '{ phone: "01 23 45 67 89" }',
})

const roll = `number,name,street,town,section,votes
1,Ada Un,1 rue A,75001,north,1
2,Bo Deux,2 rue B,75002,north,1
3,Cy Trois,3 rue C,75003,south,2
4,Di Quatre,4 rue D,75001,south,1
5,Ed Cinq,5 rue E,75005,north,1
6,Flo Six,6 rue F,75006,south,1
`

/** Holds a small election until it is in a phase, and keeps its folder as it is then. */
export async function preparePhase(folder: string, wanted: PhaseName): Promise<Phase> {
  const live = join(folder, "live")
  mkdirSync(live, { recursive: true })
  const world = worldIn(live)
  const parsed = parseDefinition(definitionText)
  if ("findings" in parsed) throw new Error(JSON.stringify(parsed.findings))
  const { definition } = parsed
  writeFileSync(join(live, "members.csv"), roll)
  const theatre = {
    open: openElectionFile,
    lifecycle: lifecycleOf(world),
    absolute: (path: string) => join(live, path),
  }
  const script = { definition, definitionText, folder: ".", name: "e", seed: utf8("tamper") }
  const stage = await constituteAuthority(script, theatre, world)
  try {
    for await (const name of held(stage)) {
      checkpointIfDue(stage.file, stage.urnKey, stage.clock.now())
      if (name === wanted) break
    }
    const phase: Phase = {
      ...{ name: wanted, folder: join(folder, wanted), at: instantText(stage.clock.now() + minute) },
      authority: authorityFingerprint(stage.file) ?? "",
      closed: instantText(definition.closes + minute),
      graceOver: instantText(definition.closes + definition.grace * minute + minute),
    }
    stage.file.store.close()
    cpSync(live, phase.folder, { recursive: true })
    // This machine has seen the current election, and counted the ballots of its urn.
    const machine = new TestWorld(phase.folder)
    const given = ["-f", electionName, "--at", phase.at, "--seed", "seed"]
    await machine.run(...given, "status")
    // Where the last entries had no checkpoint, the first command that finds the urn key would make one for all that follow.
    await machine.run(...given, "checkpoint", "show")
    if (["open", "frozen", "tallied"].includes(wanted))
      await machine.run(...given, "receipt", "--code-file", "code-1.txt")
    return phase
  } finally {
    stage.file.store.close()
  }
}

/** Holds the election, and stops at each phase. */
async function* held(stage: Stage): AsyncGenerator<PhaseName, void, undefined> {
  await enterIncident(stage)
  await issueFirstNotice(stage)
  await prepareRoll(stage, { path: "members.csv" })
  await makeUrnKeys(stage)
  for (const holder of ["registrar", "notary"]) {
    const { path } = holderAccess(stage, holder)
    await stage.world.files.writeWhole(`keys/${holder}.holder`, await stage.world.files.read(path), { secret: true })
  }
  yield "constituted"
  await drawCodes(stage)
  await checkKeys(stage)
  const codes = await writeCodes(stage)
  yield "drawn"
  await decide(stage, "seal")
  yield "sealed"
  await beginVoting(stage)
  const vote = (index: number, yes: number) => ({ code: codes[index] ?? "", weight: 1n, choices: [[yes]] })
  const [first, second] = [
    // The last is refused: its voter comes to the booth before, and stays there.
    { channel: "office", number: 1, votes: [vote(2, 1), vote(3, 0), vote(0, 0)] },
    { channel: "office", number: 2, votes: [vote(4, 1)] },
  ]
  const batches = await encryptBatches(stage, { booth: [], batches: [first, second], late: undefined })
  stage.clock.pass(hour)
  // The first of them changes the vote until a bin of arrivals is full.
  const again = Array.from({ length: 9 }, (_, nth) => vote(0, nth % 2))
  await voteAtBooth(stage, { booth: [vote(0, 1), vote(1, 1), vote(1, 0), ...again], batches: [], late: undefined })
  await suspendOnce(stage)
  await receiveBatches(
    { ...stage, definition: { ...stage.definition, closes: stage.clock.now() + hour } },
    batches.slice(0, 1),
    () => undefined,
  )
  await announceBatches(
    stage.file,
    "office",
    batches.slice(1).map(({ note }) => note),
    stage.world,
  )
  yield "open"
  await receiveBatches(stage, batches.slice(1), () => undefined)
  await closeVoting(stage, { late: undefined })
  yield "frozen"
  await addUp(stage)
  await decryptUrn(stage)
  yield "tallied"
}

/**
 * Registers a component, and enters an incident with a cause that somebody alleges, of whom the name stays private, an intervention, a complaint with
 * its answer, an observation and a scan.
 */
async function enterIncident(stage: Stage): Promise<void> {
  const { key } = await openMemberKey({ path: memberKeyPath(stage, "a"), passphrase }, stage.world)
  const at = instantText(stage.clock.now())
  const site = { kind: "site", operator: "Votes Fictional", place: "Toulouse, France", from: at, runsOn: [] } as const
  addComponent(stage.file, "site", { ...site, contact: "Jo Invented", contract: undefined }, key, stage.world)
  const told = { incident: 1, what: "The site answers nobody" }
  const claim = { claim: 1, cause: "intrusion", claimant: "operator", said: at, where: "on the radio" } as const
  const events: readonly IncidentEvent[] = [
    { type: "incident.opened", incident: 1, title: "The site" },
    { ...told, type: "incident.observed", observation: 1, from: at, effect: "interruption" },
    { ...told, ...claim, type: "incident.claimed", private: { by: "Somebody" } },
    { ...told, type: "intervention.added", intervention: 1, why: "It was full", from: at, private: { who: "Jo" } },
  ]
  enterEvents(stage.file, events, key, stage.world)
  const complaint = { role: "voter", name: "Jo Invented", contact: "jo@example.org", incident: 1, hours: 24 } as const
  enterComplaint(stage.file, { ...complaint, text: "It answers nobody", published: false }, [key], stage.world)
  const answer = { complaint: 1, outcome: "noted", act: 1, incident: 1, text: "It did not", published: true } as const
  enterAnswer(stage.file, answer, [key], stage.world)
  const seen = { role: "delegate", name: "Max Made-up", text: "The hall was full", published: false } as const
  enterObservation(stage.file, seen, [key], stage.world)
  const scan = {
    paper: "other",
    what: "a letter",
    name: "scan.pdf",
    sha256: `sha256:${sha256Hex("scan")}`,
    size: 4,
  } as const
  attachPaper(stage.file, scan, [key], stage.world)
}

/** Has a member suspend the vote, and waits until it has gone on by itself. */
async function suspendOnce(stage: Stage): Promise<void> {
  const { key } = await openMemberKey({ path: memberKeyPath(stage, "a"), passphrase }, stage.world)
  const now = stage.clock.now()
  suspendUrgently(stage.file, draftSuspension(stage.file, "Nobody can vote", now), [key], now)
  stage.clock.pass(hour)
}

/** Issues a notice that cites the incident. */
async function issueFirstNotice(stage: Stage): Promise<void> {
  const keys = await Promise.all(
    ["a", "b"].map(async (id) => {
      const { key } = await openMemberKey({ path: memberKeyPath(stage, id), passphrase }, stage.world)
      return key
    }),
  )
  const request = { statement: ["We are looking into it"], cites: [1], corrects: [] }
  const draft = draftNotice(stage.file, request, stage.clock.now())
  issueNotice(stage.file, draft, request, keys, stage.world)
}

/** The codes of members and of the reserve, in files of their own, in the order of the member numbers. */
async function writeCodes(stage: Stage): Promise<readonly string[]> {
  const access = { file: codesPath(stage), keyPath: officerKeyPath(stage, "officer"), passphrase }
  const opened = await readOfficerFile(stage.file, access, stage.world)
  const codes: string[] = []
  let reserved = 0
  for await (const { member, code } of opened.entries) {
    const name = member === undefined ? `reserve-${++reserved}` : `code-${codes.push(code)}`
    await stage.world.files.writeWhole(`${name}.txt`, `${code}\n`)
  }
  return codes
}

function worldIn(folder: string): World {
  return {
    now: () => 0,
    random: seededRandom("tamper"),
    files: diskFiles(folder, Readable.from([]), uncancelled),
    network: noNetwork,
    jobs: 1,
    signal: uncancelled,
    progress: () => undefined,
    software: "urne 0.0.0-test",
  }
}
