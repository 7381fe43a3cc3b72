import { expect, test } from "vitest"
import { effectiveActs } from "../../src/authority/proven-acts.ts"
import { readArchive } from "../../src/belenios/archive-items.ts"
import { parsePublicCredentials, publicCredentialsBody } from "../../src/belenios/public-credentials.ts"
import { concat, utf8Text } from "../../src/core/bytes.ts"
import { sha256Hex } from "../../src/core/hash.ts"
import { currentPhase, lastEntry } from "../../src/journal/operations.ts"
import { appendToArchive } from "../../src/urn/archive-operations.ts"
import { archiveBytes, archiveHead } from "../../src/urn/archive-queries.ts"
import { checkSeal } from "../../src/urn/seal-check-queries.ts"
import { sealStatements } from "../../src/urn/seal-queries.ts"
import { sealedBy, sealedStatements } from "../../src/urn/seal.ts"
import { withoutTriggers } from "../support/tamper.ts"
import { software, TestElection, uuid } from "./test-election.ts"

function missing(election: TestElection): unknown {
  try {
    return sealStatements(election.file, software)
  } catch (error) {
    return (error as { params: unknown }).params
  }
}

test("a seal is refused with everything that is missing, and nothing else", () => {
  const election = new TestElection()
  const thing = (name: string) => ({ thing: name })
  expect(missing(election)).toEqual({ kind: "seal", missing: [thing("roll"), thing("trustees"), thing("credentials")] })
  election.roll()
  expect(missing(election)).toEqual({ kind: "seal", missing: [thing("trustees"), thing("credentials")] })
  election.establish()
  expect(missing(election)).toEqual({
    kind: "seal",
    missing: [{ thing: "possession", holder: "greffe" }, thing("credentials")],
  })
  election.possess()
  expect(missing(election)).toEqual({ kind: "seal", missing: [thing("credentials")] })
  election.issue()
  expect(missing(election)).toHaveLength(7)
  election.remove()
})

test("a seal is refused if the votes of all members together could never be decrypted", () => {
  const election = new TestElection({ minimumBallots: 4 }).ready()
  const missing = [{ thing: "voters", eligible: 3, minimum: 4 }]
  expect(() => {
    election.decide("seal")
  }).toThrow(expect.objectContaining({ code: "not-ready", params: { kind: "seal", missing } }))
  expect(new TestElection({ minimumBallots: 3 }).ready().decide("seal")).toBeUndefined()
})

test("a seal waits for each holder's key, and for as many credentials as members", () => {
  const untried = new TestElection().roll().establish().issue()
  expect(missing(untried)).toEqual({ kind: "seal", missing: [{ thing: "possession", holder: "greffe" }] })
  untried.remove()
  const other = new TestElection().roll(4).establish().possess().issue()
  expect(missing(other)).toEqual({ kind: "seal", missing: [{ thing: "credentials" }] })
  other.remove()
})

test("an event that may not come next is not appended, whatever calls for it", () => {
  const election = new TestElection().sealed()
  const { file } = election
  expect(() => file.store.write(() => appendToArchive(file, { type: "Result", result: new Uint8Array() }))).toThrow(
    "Result after Setup",
  )
  expect(archiveHead(file)?.height).toBe(0)
  election.remove()
})

test("a seal begins the archive with the setup that it states", () => {
  const election = new TestElection().sealed()
  const { file } = election
  expect(currentPhase(file.journal, election.now)).toBe("sealed")
  const items = [...readArchive(concat(...archiveBytes(file)))]
  expect(items).toHaveLength(2)
  const [start, setup] = items
  expect(start).toEqual({ type: "Start", timestamp: election.now / 1000 })
  if (setup === undefined || "code" in setup || setup.type !== "Setup") throw new Error(JSON.stringify(setup))
  expect(JSON.parse(utf8Text(setup.election) ?? "")).toMatchObject({
    version: 1,
    name: "Congrès",
    uuid,
    group: "Ed25519",
  })
  expect(archiveHead(file)).toEqual({ type: "Setup", height: 0, hash: setup.hash })

  const [act] = effectiveActs(file, "seal")
  if (act === undefined) throw new Error("no act")
  const sealed = sealedBy(act)
  expect(sealed).toMatchObject({
    roll: { members: 3, commitment: lastEntry(file.journal, "roll.imported")?.event.roll },
    credentials: { issued: 3, reserve: 1, list: `sha256:${sha256Hex(setup.credentials)}` },
    trustees: { mandatory: 1, threshold: undefined, structure: `sha256:${sha256Hex(setup.trustees)}` },
    software,
  })
  expect(sealed && [...sealedStatements(sealed), { key: "register", value: "none" }]).toEqual(act.statements)
  election.remove()
})

test("the list of credentials is that of the voting protocol, with weights and without", () => {
  for (const weights of [
    [1n, 1n, 1n],
    [1n, 7n, 1n],
  ]) {
    const election = new TestElection().sealed(weights)
    const body = Uint8Array.from(election.file.urn.record(3)?.body ?? [])
    const { value, findings } = parsePublicCredentials(body, "credentials")
    expect(findings).toEqual([])
    expect(value?.map(({ weight }) => weight).toSorted()).toEqual([...weights, 1n].toSorted())
    expect(body).toEqual(publicCredentialsBody([...election.file.credentials.all()]))
    election.remove()
  }
})

test("a seal does not take effect if the tables differ from what the journal registered", () => {
  for (const [change, thing] of [
    ["UPDATE credential SET weight = 2 WHERE kind = 'issued'", "credentials"],
    ["UPDATE voter SET name = 'Eve' WHERE key = 'm1'", "roll"],
  ] as const) {
    const election = new TestElection().ready()
    const { db } = election.file.store
    withoutTriggers(db, () => db.exec(change))
    expect(() => {
      election.decide("seal")
    }).toThrow(expect.objectContaining({ code: "not-ready", params: { kind: "seal", missing: [{ thing }] } }))
    expect(currentPhase(election.file.journal, election.now)).toBe("constituted")
    expect(archiveHead(election.file)).toBeUndefined()
    election.remove()
  }
})

test("a rehearsal is marked in the name under which its ballots are encrypted", () => {
  const election = new TestElection({ rehearsal: true })
  expect(() => election.sealed()).not.toThrow()
  expect(utf8Text(Uint8Array.from(election.file.urn.record(1)?.body ?? []))).toContain(
    '"name":"SCRUTIN À BLANC — Congrès"',
  )
  election.remove()
})

test("seal check finds everything unchanged, or names what was changed", () => {
  const election = new TestElection().open()
  const { store } = election.file
  const report = checkSeal(election.file, software)
  expect(report).toMatchObject({ conform: true })
  expect(report.checks.map(({ item }) => item)).toEqual([
    ...["definition", "election", "roll", "credentials", "reserve", "trustees", "software", "archive"],
  ])
  const bad = (change: string, item: string, version = software) => {
    store.db.exec("SAVEPOINT change")
    if (change !== "") store.db.exec(change)
    const { conform, checks } = checkSeal(election.file, version)
    expect(conform).toBe(false)
    expect(checks.filter((check) => !check.conform).map((check) => check.item)).toContain(item)
    store.db.exec("ROLLBACK TO change; RELEASE change")
  }
  // An attacker who edits the file drops the triggers first.
  for (const name of store.db
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    .pluck()
    .all()) {
    store.db.exec(`DROP TRIGGER ${name}`)
  }
  bad("UPDATE voter SET name = 'Eve' WHERE key = 'm1'", "roll")
  bad("DELETE FROM voter WHERE key = 'm1'", "roll")
  bad("UPDATE credential SET weight = 2 WHERE kind = 'issued'", "credentials")
  bad("UPDATE credential SET weight = 2 WHERE kind = 'reserve'", "reserve")
  bad("UPDATE trustees SET body = body || ' '", "trustees")
  bad(
    "UPDATE archive_record SET body = CAST(replace(CAST(body AS TEXT), 'Ada', 'Eve') AS BLOB) WHERE number = 1",
    "election",
  )
  bad(
    "UPDATE archive_record SET body = CAST(replace(CAST(body AS TEXT), 'Ada', 'Eve') AS BLOB) WHERE number = 1",
    "archive",
  )
  bad("DELETE FROM archive_record WHERE height = 0", "archive")
  bad("", "software", "urne 9.9.9")
  expect(checkSeal(election.file, software).conform).toBe(true)
  election.remove()
})
