import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openMemberKey } from "../../src/authority/member-operations.ts"
import { votingKey } from "../../src/belenios/credential.ts"
import { backUp } from "../../src/custody/operations.ts"
import { parseBody } from "../../src/journal/entry.ts"
import type { Event } from "../../src/journal/event.ts"
import { checkpointNow } from "../../src/journal/list-operations.ts"
import { append, entries } from "../../src/journal/operations.ts"
import { exportRecord } from "../../src/record/export-operations.ts"
import { decide } from "../../src/rehearsal/act-operations.ts"
import { channelKeyPath, minute, passphrase, type Stage } from "../../src/rehearsal/stage.ts"
import { beginVoting, holderAccess, holderSigner, readLetters } from "../../src/rehearsal/vote-operations.ts"
import { checkPossession } from "../../src/trustees/check-operations.ts"
import { makeBatchNote } from "../../src/urn/announce-operations.ts"
import { sealedElection } from "../../src/urn/archive-queries.ts"
import { beginVote, castVote, makeBallot } from "../../src/urn/cast-operations.ts"
import { importBallots } from "../../src/urn/intake/import-operations.ts"
import { openSource } from "../../src/verify/source/source.ts"
import { verify } from "../../src/verify/verify.ts"
import { TestWorld } from "../support/script.ts"
import { electionToSeal } from "../support/staged-election.ts"
import { tools } from "../support/tools.ts"

let folder: TestWorld
let stage: Stage
/** The entries of the published record are read once. */
let published: readonly Event[]
/** Counts the copies that were made. */
const copies = { made: 0 }
/** At these minutes after the opening somebody votes: one person now and then, as at night. */
const votes = [2, 3, 7, 8, 9, 13, 14, 20, 21, 22, 23, 30, 31, 33, 34, 35, 40, 41, 42, 43, 44, 45, 50, 51]

beforeAll(async () => {
  folder = new TestWorld()
  stage = await electionToSeal(folder.cwd, votes.length + 2, { ...folder.io(), progress: () => undefined })
  const { file, world, clock, urnKey } = stage
  await decide(stage, "seal")
  await beginVoting(stage)
  const signer = await holderSigner(stage, "registrar")
  const electors = [...(await readLetters(stage))]
  const opened = clock.now()
  for (let time = 1; time <= 60; time++) {
    clock.moveTo(opened + time * minute)
    if (votes.includes(time))
      castVote(file, beginVote(file, electors.pop()?.code ?? "", clock.now()), [[1]], urnKey, world)
    const copy = `copies/${time}.saved`
    await backUp(
      file,
      { path: copy, absolute: `${folder.cwd}/${copy.replace("/", "-")}` },
      { ...world, files: withPaths(copy) },
    )
    copies.made++
    checkpointNow(file, urnKey, clock.now())
    if (time % 5 === 0) await checkPossession(file, [holderAccess(stage, "registrar")], world, [signer])
    if (time === 31) openOfficerFile()
    if (time === 32) await sendBatch(electors.pop()?.code ?? "", 1)
    if (time === 46) await decide(stage, "suspend", [{ key: "reason", value: "The hall is evacuated" }])
    if (time === 49) await decide(stage, "resume", [{ key: "reason", value: "Everybody is back" }])
  }
  await exportRecord(file, { path: "record", kind: "folder", size: undefined, force: false }, world)
  published = [...entries(file.journal)].map(({ body }) => parseBody(body) as Event)

  function withPaths(copy: string) {
    return {
      ...world.files,
      stream: (path: string) => world.files.stream(path === copy ? copy.replace("/", "-") : path),
    }
  }
}, 120_000)

afterAll(() => {
  stage.file.store.close()
  folder.remove()
})

/** Prints letters as `credentials print` does, without the time that setting their pages takes. */
function openOfficerFile(): void {
  const { file, clock } = stage
  const event = {
    type: "credentials.opened",
    purpose: "print",
    by: "officer",
    reason: "A lost letter",
    letters: 1,
  } as const
  file.store.write(() => append(file.journal, clock.now(), event))
}

/** Makes a batch of one ballot, as a channel sends that brings each ballot at once. */
async function sendBatch(code: string, number: number): Promise<void> {
  const { file, world } = stage
  const body = makeBallot(world.random, sealedElection(file), votingKey(file.election.get().uuid, code), [[1]])
  const path = `batch-${number}.jsonl`
  await world.files.writeWhole(path, Buffer.concat([body, Buffer.from("\n")]))
  const { key } = await openMemberKey({ path: channelKeyPath(stage, "office"), passphrase }, world)
  const source = { path, blocks: () => world.files.stream(path) }
  const { note } = await makeBatchNote({ uuid: file.election.get().uuid, channel: "office" }, source, key)
  await world.files.writeWhole(`${path}.note`, note)
  const report = await importBallots(file, { path, channel: "office", note: `${path}.note` }, world)
  expect(report.accepted).toBe(1)
}

/**
 * Lists each stretch between two dated entries: the ballots that came in it, and the types of the entries around it.
 */
function stretches(events: readonly Event[]) {
  const found: { readonly ballots: number; readonly around: readonly string[] }[] = []
  let [ballots, last] = [0, "election.created"]
  for (const event of events) {
    if (event.type === "urn.accepted") ballots += event.count
    else if (event.at !== undefined) {
      found.push({ ballots, around: [last, event.type] })
      ;[ballots, last] = [0, event.type]
    }
  }
  return found
}

describe("a night with a copy each minute and checks of the trustees", () => {
  test("has no dated stretch of fewer than ten ballots in its published record, except around acts", () => {
    const narrow = stretches(published).filter(({ ballots, around }) => {
      return ballots > 0 && ballots < 10 && !around.includes("act.proposed") && !around.includes("act.effective")
    })
    expect(narrow).toEqual([])
    const wide = stretches(published).filter(({ ballots }) => ballots >= 10)
    expect(wide.length).toBeGreaterThan(0)
  })

  test("tells of every copy and check in the record, without the hour where that would say too much", () => {
    const of = (type: Event["type"]) => published.filter((event) => event.type === type)
    const undated = (type: Event["type"]) => of(type).filter((event) => !("at" in event)).length
    expect(of("trustees.checked")).toHaveLength(13)
    expect(undated("trustees.checked")).toBeGreaterThan(5)
    expect([of("credentials.opened").length, undated("credentials.opened")]).toEqual([1, 1])
    expect([of("urn.batch-announced").length, undated("urn.batch-announced")]).toEqual([1, 1])
    expect([of("urn.batch-received").length, undated("urn.batch-received")]).toEqual([1, 1])
    expect(undated("act.proposed") + undated("act.effective") + undated("urn.opened")).toBe(0)
    expect(copies.made).toBe(60)
    expect(of("election.backed-up")).toEqual([])
  })

  test("keeps no finer hours in the election file: checkpoints are ten ballots apart, however often they are asked for", () => {
    const phases = published.flatMap((event, index) => ("phase" in event ? [index + 1] : []))
    const sizes = stage.file.journal.checkpoints(published.length).map(({ size }) => size)
    const between = sizes.slice(1).map((size, index) => {
      const from = sizes[index] ?? 0
      const ballots = published
        .slice(from, size)
        .reduce((sum, event) => sum + (event.type === "urn.accepted" ? event.count : 0), 0)
      return { ballots, phase: phases.some((number) => number > from && number <= size) }
    })
    expect(between.filter(({ ballots, phase }) => !phase && ballots > 0 && ballots < 10)).toEqual([])
  })

  test("has a record that verifies", async () => {
    const source = await openSource(stage.world, "record")
    const report = await verify(source, { authority: undefined, checkpoints: [], receipts: [], trackers: [] }, tools)
    expect([report.verdict, report.findings]).toEqual(["CONSISTENT", []])
    expect(report.checks.find(({ check }) => check === "K16")).toMatchObject({ status: "done" })
  })
})
