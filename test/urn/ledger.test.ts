import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { pointBytes } from "../../src/belenios/point-text.ts"
import { concat } from "../../src/core/bytes.ts"
import { type ElectionFile, electionFile } from "../../src/election/file.ts"
import { Store } from "../../src/store/store.ts"
import { archivedBallot } from "../../src/urn/archived-ballot.ts"
import { closingReport, freezeUrn } from "../../src/urn/freeze-operations.ts"
import type { CheckedBallot, Outcome } from "../../src/urn/intake/ballot.ts"
import { receiptAgain } from "../../src/urn/receipt-queries.ts"
import { hasVoted, provedUrn, rememberUrn, urnLedger, urnMemory } from "../../src/urn/ledger-queries.ts"
import type { UrnMemory } from "../../src/urn/ledger.ts"
import { parseRows, rowsBytes } from "../../src/urn/rows-memory.ts"
import { tamperWith } from "../support/tamper.ts"
import { acceptBallots, hours, TestElection, type TestOptions } from "./test-election.ts"

let election: TestElection
const opened: Store[] = []
afterEach(() => {
  for (const store of opened.splice(0)) store.close()
  election.remove()
})

const key = new Uint8Array(32).fill(7)
const code = (index: number) => election.codes[index] ?? ""
const checked = (voter: number, draw = "") =>
  election.checked(election.ballot(code(voter), undefined, draw), `ballots.jsonl:${voter + 1}`)
const cast = (file: ElectionFile, ballots: readonly CheckedBallot[], channel = "site") =>
  acceptBallots(file, ballots, channel, election.now, { began: hours.opens })
const codesOf = (outcomes: readonly Outcome[]) =>
  outcomes.map((outcome) => (outcome.state === "refused" ? outcome.findings[0]?.code : outcome.state))
const altered = (part: string) =>
  expect.objectContaining({
    code: "election-file-altered",
    params: expect.objectContaining({ part }) as object,
  }) as Error
const path = () => join(election.folder, "election.urne")

/** Opens the file as another command does, on a machine that remembers this of it. */
function reopened(memory: UrnMemory, at = path()): ElectionFile {
  const store = Store.open(at)
  opened.push(store)
  const file = electionFile(store)
  rememberUrn(file.urn, memory)
  return file
}

const nothing: UrnMemory = { key, ledger: undefined }

/** Makes an urn on the disk whose ballots this machine counts as it takes them in. */
function openUrn(options: TestOptions = {}): void {
  election = new TestElection({ onDisk: true, ...options }).open()
  rememberUrn(election.file.urn, nothing)
}

function memory(): UrnMemory {
  const kept = urnMemory(election.file.urn)
  if (kept?.ledger === undefined) throw new Error("nothing was counted")
  return kept
}

const keyOf = (voter: number) => `x'${Buffer.from(pointBytes(election.keyOf(code(voter))) ?? []).toString("hex")}'`
const stranger = `x'${"ab".repeat(32)}'`

interface Tampering {
  readonly name: string
  readonly sql: () => string
  /** The ballot that is cast afterwards, by somebody whom the change would help or harm. */
  readonly ballot: () => CheckedBallot
  readonly part: string
  readonly revote?: "last-counts"
}

/** The first two voters have voted, in one transaction; the third has not. */
const tamperings: readonly Tampering[] = [
  {
    name: "a deleted vote",
    sql: () => `DELETE FROM vote WHERE credential = ${keyOf(0)}`,
    ballot: () => checked(0, "again"),
    part: "votes",
  },
  {
    name: "a vote given to another key",
    sql: () => `UPDATE vote SET credential = ${stranger} WHERE credential = ${keyOf(0)}`,
    ballot: () => checked(0, "again"),
    part: "votes",
  },
  {
    name: "an inserted vote",
    sql: () => `INSERT INTO vote VALUES (${keyOf(2)}, 'site', 99)`,
    ballot: () => checked(2),
    part: "votes",
  },
  {
    name: "a vote in another channel",
    sql: () => `UPDATE vote SET channel = 'office' WHERE credential = ${keyOf(0)}`,
    ballot: () => checked(0, "again"),
    part: "votes",
    revote: "last-counts",
  },
  {
    name: "a vote of a later ballot",
    sql: () => `UPDATE vote SET ballot = 77 WHERE credential = ${keyOf(0)}`,
    ballot: () => checked(0, "again"),
    part: "votes",
    revote: "last-counts",
  },
  {
    name: "a vote that has the place of the next ballot",
    sql: () => `INSERT INTO vote VALUES (${stranger}, 'site', 3)`,
    ballot: () => checked(2),
    part: "votes",
  },
  {
    name: "a deleted ciphertext",
    sql: () => `DELETE FROM ciphertext WHERE fingerprint = ${fingerprint(0)}`,
    ballot: () => ({ ...checked(2), fingerprints: checked(0).fingerprints }),
    part: "ciphertexts",
  },
  {
    name: "a changed ciphertext",
    sql: () => `UPDATE ciphertext SET fingerprint = x'${"cd".repeat(16)}' WHERE fingerprint = ${fingerprint(0)}`,
    ballot: () => ({ ...checked(2), fingerprints: checked(0).fingerprints }),
    part: "ciphertexts",
  },
  {
    name: "an inserted ciphertext",
    sql: () => `INSERT INTO ciphertext VALUES (${fingerprint(2)})`,
    ballot: () => checked(2),
    part: "ciphertexts",
  },
  {
    name: "a deleted ballot",
    sql: () => `DELETE FROM ballot WHERE height = 1`,
    ballot: () => checked(0),
    part: "ballots",
  },
  {
    name: "a ballot under another name",
    sql: () => `UPDATE ballot SET tracker = '${checked(2).tracker}' WHERE height = 1`,
    ballot: () => checked(2),
    part: "ballots",
  },
  {
    name: "a ballot inserted in the next place",
    sql: () =>
      `INSERT INTO ballot SELECT 3, '${"B".repeat(43)}', credential, channel, grace, entry FROM ballot WHERE height = 1`,
    ballot: () => checked(2),
    part: "ballots",
  },
]

const fingerprint = (voter: number) => `x'${Buffer.from(checked(voter).fingerprints[0] ?? []).toString("hex")}'`

describe.each([
  ["that counted the ballots", memory],
  ["that knew nothing of them", () => nothing],
])("on a machine %s", (_, remembered) => {
  test.each(tamperings)("$name is refused", ({ sql, ballot, part, revote }) => {
    openUrn(revote === undefined ? {} : { revote })
    cast(election.file, [checked(0), checked(1)])
    const known = remembered()
    const sent = ballot()
    tamperWith(path(), sql())
    const file = reopened(known)
    const before = election.contents()
    expect(() => cast(file, [sent])).toThrow(altered(part))
    expect(election.contents()).toBe(before)
  })

  test("an archive whose end was cut off is refused", () => {
    openUrn()
    cast(election.file, [checked(0), checked(1)])
    const known = remembered()
    tamperWith(path(), "DELETE FROM archive_record WHERE number > (SELECT max(number) - 2 FROM archive_record)")
    expect(() => cast(reopened(known), [checked(2)])).toThrow(/election-file-altered|entry-altered/)
  })

  test("an unchanged file admits the next voter, and refuses one who has voted", () => {
    openUrn()
    cast(election.file, [checked(0), checked(1)])
    const file = reopened(remembered())
    expect(codesOf(cast(file, [checked(0), checked(1, "again"), checked(2)]))).toEqual([
      ...["present", "BALLOT_REVOTE", "accepted"],
    ])
  })
})

describe("what a machine counted is what holds, whatever the rows say:", () => {
  test("the closing report counts channels and grace by the ballots as they came", () => {
    openUrn()
    cast(election.file, [checked(0), checked(1)])
    cast(election.file, [checked(2)], "office")
    const known = memory()
    tamperWith(
      path(),
      "UPDATE ballot SET channel = 'office', grace = 1; UPDATE vote SET channel = 'office'; DELETE FROM vote WHERE ballot = 2",
    )
    election.now = hours.graceEnds
    election.decide("close")
    const file = reopened(known)
    const figures = {
      ...{ ballots: 3, voters: 3, replaced: 0, grace: 0 },
      channels: [
        { channel: "office", ballots: 1 },
        { channel: "site", ballots: 2 },
      ],
    }
    expect(freezeUrn(file, election.now)).toMatchObject(figures)
    expect(closingReport(file)).toMatchObject(figures)
  })

  test("an urn whose ledger lacks ballots cannot be frozen", () => {
    openUrn()
    cast(election.file, [checked(0), checked(1)])
    const known = memory()
    tamperWith(path(), "DELETE FROM ballot WHERE height = 1")
    election.now = hours.graceEnds
    election.decide("close")
    expect(() => freezeUrn(reopened(known), election.now)).toThrow(altered("ballots"))
  })

  test("voters are marked off by their ballots, or not at all", () => {
    openUrn()
    cast(election.file, [checked(0)])
    const known = memory()
    tamperWith(path(), `UPDATE vote SET credential = ${keyOf(1)}`)
    const file = reopened(known)
    for (const voter of [0, 1]) {
      expect(() => hasVoted(file, election.keyOf(code(voter)))).toThrow(altered("votes"))
    }
    expect(hasVoted(file, election.keyOf(code(2)))).toBe(false)
    expect(hasVoted(election.file, "nobody")).toBe(false)
  })

  test("a receipt is for the ballot that counts, with its own entry", () => {
    openUrn({ revote: "last-counts" })
    const [first, last] = [checked(0), checked(0, "again")]
    cast(election.file, [first])
    cast(election.file, [last])
    const known = memory()
    const asked = (file: ElectionFile) => receiptAgain(file, { code: code(0) }, election.urnKey).tracker
    expect(asked(reopened(known))).toBe(last.tracker)
    tamperWith(path(), "UPDATE vote SET ballot = 1")
    expect(() => asked(reopened(known))).toThrow(altered("votes"))
    tamperWith(path(), "UPDATE vote SET ballot = 2; UPDATE ballot SET entry = entry + 1 WHERE height = 1")
    expect(() => receiptAgain(reopened(known), { tracker: first.tracker }, election.urnKey)).toThrow(altered("ballots"))
  })
})

describe("the ledger of an urn", () => {
  test("continues with the ballots that another command accepted since, including revotes", () => {
    openUrn({ revote: "last-counts", weights: Array.from({ length: 6 }, () => 1n) })
    cast(election.file, [checked(0), checked(1)])
    const known = memory()
    const other = reopened(nothing)
    cast(other, [checked(0, "again"), checked(2)])
    cast(other, [checked(3), checked(2, "again")], "site")
    cast(other, [checked(4)], "office")
    const next = reopened(known)
    expect(codesOf(cast(next, [checked(1, "again"), checked(5), checked(4, "elsewhere")]))).toEqual([
      ...["accepted", "accepted", "BALLOT_CHANNEL"],
    ])
    const whole = urnLedger(reopened(nothing))
    expect(urnMemory(next.urn)?.ledger).toEqual(whole)
    expect(whole).toMatchObject({ height: 9, voters: 6, ballotsInGrace: 0 })
    expect([...whole.channels]).toEqual([
      ["site", 8],
      ["office", 1],
    ])
  })

  test.each<readonly [string, () => string, string]>([
    ["a vote is missing", () => `DELETE FROM vote WHERE credential = ${keyOf(2)}`, "votes"],
    ["a vote of an earlier ballot is missing", () => `DELETE FROM vote WHERE credential = ${keyOf(0)}`, "votes"],
    ["a ballot is missing", () => "DELETE FROM ballot WHERE height = 4", "ballots"],
    ["a ballot has another credential", () => `UPDATE ballot SET credential = ${keyOf(1)} WHERE height = 4`, "ballots"],
    ["a ballot is of no channel", () => "UPDATE ballot SET channel = 'nowhere' WHERE height = 4", "ballots"],
    ["a ballot names another entry", () => "UPDATE ballot SET entry = 3 WHERE height = 4", "ballots"],
    ["a ciphertext is missing", () => `DELETE FROM ciphertext WHERE fingerprint = ${fingerprint(2)}`, "ciphertexts"],
  ])("refuses newer ballots where %s", (_, sql, part) => {
    openUrn({ revote: "last-counts" })
    cast(election.file, [checked(0), checked(1)])
    const known = memory()
    cast(election.file, [checked(0, "again"), checked(2)])
    tamperWith(path(), sql())
    expect(() => urnLedger(reopened(known))).toThrow(altered(part))
  })

  test("forgets ballots whose transaction was undone", () => {
    openUrn({ revote: "last-counts" })
    const { file } = election
    cast(file, [checked(0)])
    const before = urnLedger(file)
    const undone = () =>
      file.store.write(() => {
        cast(nested(file), [checked(1), checked(0, "undone")])
        throw new Error("undone")
      })
    expect(undone).toThrow("undone")
    expect(urnLedger(file)).toEqual(before)
    expect(codesOf(cast(file, [checked(1), checked(0, "again")]))).toEqual(["accepted", "accepted"])
    expect(urnLedger(file)).toEqual(urnLedger(reopened(nothing)))
  })

  /** Gives the same tables, with transactions that may run within another. */
  function nested(file: ElectionFile): ElectionFile {
    return {
      ...file,
      store: Object.assign(Object.create(file.store) as Store, { write: <T>(work: () => T) => work() }),
    }
  }

  test("is made again from a backup that replaces the file", () => {
    openUrn({ revote: "last-counts" })
    cast(election.file, [checked(0)])
    const backup = join(election.folder, "backup.urne")
    election.file.store.backupInto(backup)
    cast(election.file, [checked(0, "again"), checked(1)])
    const known = memory()
    const file = reopened(known, backup)
    expect(codesOf(cast(file, [checked(0), checked(0, "other"), checked(2)]))).toEqual([
      ...["present", "accepted", "accepted"],
    ])
    expect(urnMemory(file.urn)?.ledger).toEqual(urnLedger(reopened(nothing, backup)))
  })

  test("notices what another program wrote while the file was open", () => {
    openUrn()
    const { file } = election
    cast(file, [checked(0)])
    expect(codesOf(cast(file, [checked(0, "again")]))).toEqual(["BALLOT_REVOTE"])
    tamperWith(path(), "DELETE FROM vote")
    expect(() => cast(file, [checked(0, "again")])).toThrow(altered("votes"))
  })

  test("is remembered unchanged, or not at all if a byte is missing", () => {
    openUrn()
    cast(election.file, [checked(0), checked(1)])
    const { ledger } = memory()
    const credentials = {
      ...({ list: "sha256:00", reserveKeys: "sha256:01" } as const),
      digests: new Uint8Array(65_536).fill(3),
    }
    for (const kept of [
      { key, ledger, credentials },
      { key, ledger, credentials: undefined },
      { key, ledger: undefined, credentials },
    ]) {
      const bytes = rowsBytes(kept)
      expect(parseRows(bytes)).toEqual(kept)
      for (const other of [bytes.slice(0, -1), bytes.slice(1), concat(bytes, Uint8Array.of(0)), bytes.slice(0, 40)]) {
        expect(parseRows(other)).toBeUndefined()
      }
    }
    expect(parseRows(new Uint8Array())).toBeUndefined()
  })

  test("reads the same from an archived ballot as from the rows of an accepted one", () => {
    openUrn()
    const ballot = checked(0)
    expect(archivedBallot(ballot.body)).toEqual({
      credential: pointBytes(ballot.credential),
      fingerprints: ballot.fingerprints,
    })
    expect(archivedBallot(new Uint8Array())).toBeUndefined()
  })

  test("of no ballots is empty, and any rows beside it are refused", () => {
    openUrn()
    expect(urnLedger(election.file)).toMatchObject({ height: 0, voters: 0, ballotsInGrace: 0, channels: new Map() })
    tamperWith(path(), `INSERT INTO vote VALUES (${keyOf(0)}, 'site', 1)`)
    expect(() => provedUrn(reopened(nothing))).toThrow(altered("votes"))
  })
})
