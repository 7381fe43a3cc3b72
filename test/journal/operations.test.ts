import { createHmac } from "node:crypto"
import * as fc from "fast-check"
import { beforeEach, describe, expect, test } from "vitest"
import { hex } from "../../src/core/bytes.ts"
import { sha256 } from "../../src/core/hash.ts"
import { instantText } from "../../src/core/instant.ts"
import type { Random } from "../../src/core/world.ts"
import type { NewEvent } from "../../src/journal/event.ts"
import {
  append,
  commitTo,
  currentPhase,
  entries,
  entriesOfType,
  eventOf,
  journalHead,
  journalRoot,
  lastEntry,
  lastPhaseEntry,
  opensCommitment,
  proveConsistency,
  proveInclusion,
  requirePhase,
} from "../../src/journal/operations.ts"
import { growingTree, leafHash, verifyConsistency, verifyInclusion } from "../../src/notes/merkle.ts"
import { refusal } from "../support/refusal.ts"
import { type Journal, openJournal } from "./open-journal.ts"

const start = Date.UTC(2014, 10, 28, 18)
const second = 1000
const created: NewEvent = {
  type: "election.created",
  phase: "draft",
  uuid: "9xDrMnXn4cUuGk",
  rehearsal: false,
  definition: `sha256:${"0".repeat(64)}`,
}
const accepted = (height: number): NewEvent => ({ type: "urn.accepted", count: 1, height, head: "ab".repeat(32) })
const opened = (closes: number): NewEvent => ({
  type: "urn.opened",
  phase: "open",
  closes: instantText(closes),
  ballots: 0,
})

let file: Journal
beforeEach(() => {
  file = openJournal()
})
const write = (now: number, event: NewEvent) => file.store.write(() => append(file.journal, now, event))

describe("an entry that needs no date", () => {
  const checkedKey = (checkpoint: number): NewEvent => ({ type: "trustees.checked", owner: 1, checkpoint })
  const announced = {
    type: "urn.batch-announced",
    channel: "site",
    count: 1,
    sha256: `sha256:${"0".repeat(64)}`,
  } as const
  const last = () => eventOf([...entries(file.journal)].at(-1) ?? { number: 0, body: "" })
  const hour = 3_600_000
  const openWith = (ballots: number, format?: number) => {
    write(start, { ...created, ...(format === undefined ? {} : { format }) })
    write(start, opened(start + hour))
    for (let height = 1; height <= ballots; height++) write(start, accepted(height))
  }

  test.each([
    [0, true],
    [1, false],
    [9, false],
    [10, true],
  ])("has an instant after %i ballots without a dated entry: %s", (ballots, dated) => {
    openWith(ballots, 2)
    write(start + second, checkedKey(1))
    expect("at" in last()).toBe(dated)
    // The next entries are judged by the one that was dated last.
    write(start + second, accepted(ballots + 1))
    write(start + second, checkedKey(2))
    expect("at" in last()).toBe(ballots === 9)
  })

  test("counts ballots, not the transactions that accepted them", () => {
    openWith(0, 2)
    write(start, { ...accepted(12), count: 12 } as NewEvent)
    write(start + second, checkedKey(1))
    expect(last()).toHaveProperty("at")
  })

  test("has one in an election of the first format, as has every act and change of phase", () => {
    openWith(1)
    write(start + second, checkedKey(1))
    expect(last()).toHaveProperty("at")
    file = openJournal()
    openWith(1, 2)
    write(start + second, { type: "act.proposed", act: 1, kind: "suspend", text: `sha256:${"0".repeat(64)}` })
    expect(last()).toHaveProperty("at")
  })

  test("has one when it announces a batch after the hour of closing, to prove that this was in time", () => {
    openWith(1, 2)
    write(start + hour - 1, { ...announced, number: 1 })
    expect(last()).not.toHaveProperty("at")
    write(start + hour, { ...announced, number: 2 })
    expect(last()).toHaveProperty("at")
  })

  test("cannot be written with a clock that went back", () => {
    openWith(1, 2)
    expect(() => write(start - 60 * second, checkedKey(1))).toThrow(refusal("clock-went-back"))
  })
})

describe("appending", () => {
  test("writes an entry as canonical JSON with its instant, numbered from 1", () => {
    expect(write(start, created)).toBe(1)
    expect(write(start + second, { type: "election.backed-up", size: 1 })).toBe(2)
    expect([...entries(file.journal)]).toEqual([
      {
        number: 1,
        body: `{"at":"2014-11-28T18:00:00Z","definition":"sha256:${"0".repeat(64)}","phase":"draft","rehearsal":false,"type":"election.created","uuid":"9xDrMnXn4cUuGk"}`,
      },
      { number: 2, body: '{"at":"2014-11-28T18:00:01Z","size":1,"type":"election.backed-up"}' },
    ])
  })

  test("writes the entry of an accepted ballot without an instant", () => {
    write(start, created)
    write(start + second, accepted(3))
    const [, entry] = entries(file.journal)
    expect(entry && Object.keys(eventOf(entry))).toEqual(["count", "head", "height", "type"])
  })

  test("is refused with a clock that went back by more than two seconds, and entries never go back", () => {
    write(start, created)
    for (let height = 0; height < 3; height++) write(start + 60 * second, accepted(height))
    expect(() => write(start - 3 * second, accepted(4))).toThrow(
      refusal("clock-went-back", { last: "2014-11-28T18:00:00Z", now: "2014-11-28T17:59:57Z" }),
    )
    write(start - 2 * second, { type: "election.backed-up", size: 4 })
    expect(lastEntry(file.journal, "election.backed-up")?.event.at).toBe("2014-11-28T18:00:00Z")
    expect(file.journal.size()).toBe(5)
  })

  test("outside a transaction is refused, and a transaction that fails appends nothing", () => {
    expect(() => append(file.journal, start, created)).toThrow("transaction")
    expect(() =>
      file.store.write(() => {
        append(file.journal, start, created)
        append(file.journal, start, accepted(1))
        throw new Error("no")
      }),
    ).toThrow("no")
    expect(journalHead(file.journal)).toEqual({ size: 0, root: sha256() })
    write(start, created)
  })

  test("an opening without an hour of closing is a bug", () => {
    expect(() => write(start, { type: "urn.opened", phase: "open", closes: "soon", ballots: 0 })).toThrow("hour")
    expect(() =>
      write(start, { type: "act.effective", act: 4, kind: "suspend", text: "sha256:", phase: "suspended" }),
    ).toThrow("hour")
    expect(file.journal.size()).toBe(0)
  })
})

describe("the schema refuses what operations never do", () => {
  test.each([
    'UPDATE journal SET body = \'{"type":"x"}\'',
    "DELETE FROM journal WHERE number = 2",
    'INSERT OR REPLACE INTO journal (number, body) VALUES (2, \'{"type":"x"}\')',
    'INSERT INTO journal (number, body) VALUES (9, \'{"type":"x"}\')',
    "INSERT INTO journal (number, body) VALUES (3, 'no json')",
    "INSERT INTO journal (number, body) VALUES (3, '{}')",
    "UPDATE journal_node SET hash = zeroblob(32)",
    "INSERT OR REPLACE INTO journal_node VALUES (0, 0, zeroblob(32))",
    "DELETE FROM journal_node",
    "INSERT INTO journal_node VALUES (5, 0, zeroblob(31))",
    "UPDATE journal_salt SET key = zeroblob(32)",
    "DELETE FROM journal_salt",
    "DELETE FROM checkpoint",
    "UPDATE checkpoint SET note = ''",
  ])("%s", (sql) => {
    write(start, created)
    write(start, accepted(1))
    file.store.db.exec("INSERT INTO journal_salt VALUES (1, zeroblob(32)); INSERT INTO checkpoint VALUES (1, '', '')")
    expect(() => file.store.db.exec(sql)).toThrow(/append-only|next number|constraint|malformed JSON/)
  })
})

describe("the phase", () => {
  test("is that of the last entry that states one; the clock closes the urn without an entry", () => {
    expect(currentPhase(file.journal, start)).toBe("draft")
    write(start, created)
    write(start, opened(start + 3600 * second))
    for (let height = 0; height < 5; height++) write(start, accepted(height))
    expect(currentPhase(file.journal, start + 3599 * second)).toBe("open")
    expect(currentPhase(file.journal, start + 3600 * second)).toBe("closed")
    expect(lastPhaseEntry(file.journal)).toMatchObject({ number: 2, event: { type: "urn.opened" } })
  })

  test("of a suspended urn becomes closed at its hour, too", () => {
    const closes = instantText(start + second)
    write(start, { type: "act.effective", act: 5, kind: "suspend", text: "sha256:", phase: "suspended", closes })
    expect(currentPhase(file.journal, start)).toBe("suspended")
    expect(currentPhase(file.journal, start + second)).toBe("closed")
  })

  test("is refused with the phases that were needed", () => {
    write(start, opened(start + second))
    expect(requirePhase(file.journal, start, "suspended", "open")).toBe("open")
    expect(() => requirePhase(file.journal, start + second, "suspended", "open")).toThrow(
      refusal("wrong-phase", { phase: "closed", wanted: ["suspended", "open"] }),
    )
  })
})

describe("the Merkle tree", () => {
  test("law: has the root of the bodies at every size, and proves every entry and every earlier tree", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (count) => {
        file = openJournal()
        for (let height = 0; height < count; height++) write(start, accepted(height))
        const tree = growingTree()
        for (const { number, body } of entries(file.journal)) {
          const before = { from: tree.size(), fromRoot: tree.root() }
          tree.add(leafHash(body))
          expect(journalRoot(file.journal, number)).toEqual(tree.root())
          const { size, root } = journalHead(file.journal)
          const proof = proveInclusion(file.journal, number)
          expect(verifyInclusion({ index: number - 1, size, leaf: leafHash(body), root, proof })).toBe(true)
          const extension = proveConsistency(file.journal, before.from)
          expect(verifyConsistency({ ...before, to: size, toRoot: root, proof: extension })).toBe(true)
        }
      }),
      { numRuns: 8 },
    )
  })

  test("has the same root when 10,000 entries are read in pages while others are appended", () => {
    file.store.write(() => {
      for (let height = 0; height < 10_000; height++) append(file.journal, start, accepted(height))
    })
    const { size, root } = journalHead(file.journal)
    let [pages, largest] = [0, 0]
    const watched = {
      ...file.journal,
      page(...range: Parameters<typeof file.journal.page>) {
        const page = file.journal.page(...range)
        pages++
        largest = Math.max(largest, page.length)
        return page
      },
    }
    const tree = growingTree()
    for (const { number, body } of entries(watched)) {
      if (number % 2500 === 0) write(start, accepted(number))
      tree.add(leafHash(body))
    }
    expect(tree.size()).toBe(size)
    expect(tree.root()).toEqual(root)
    expect(largest).toBeLessThanOrEqual(500)
    expect(pages).toBeGreaterThanOrEqual(20)
    expect(file.journal.size()).toBe(10_004)
  })
})

test("entries are found by type, and from a given number on", () => {
  write(start, created)
  for (let height = 1; height < 4; height++) write(start, accepted(height))
  write(start, { type: "election.backed-up", size: 4 })
  expect([...entriesOfType(file.journal, "urn.accepted")].map(({ event }) => event.height)).toEqual([1, 2, 3])
  expect(lastEntry(file.journal, "urn.accepted")).toMatchObject({ number: 4, event: { height: 3 } })
  expect(lastEntry(file.journal, "tally.computed")).toBeUndefined()
  expect([...entries(file.journal, 2, 4)].map(({ number }) => number)).toEqual([3, 4])
})

describe("a salted commitment", () => {
  let draws = 0
  const random: Random = (length) => new Uint8Array(length).fill(++draws)

  test("is an HMAC under a key drawn for the next entry alone", () => {
    write(start, created)
    const commitments = ["roll", "roll"].map((secret) =>
      file.store.write(() => {
        const roll = commitTo(file.journal, random, secret)
        const report = "sha256:" as const
        append(file.journal, start, {
          type: "roll.imported",
          rows: 1,
          eligible: 1,
          ineligible: 0,
          refused: 0,
          roll,
          report,
        })
        return roll
      }),
    )
    const key = file.journal.salt(2)
    expect(commitments[0]).toBe(
      createHmac("sha256", key ?? "")
        .update("roll")
        .digest("hex"),
    )
    expect(commitments[1]).not.toBe(commitments[0])
    expect(opensCommitment(file.journal, 2, commitments[0] ?? "", "roll")).toBe(true)
    expect(opensCommitment(file.journal, 2, commitments[0] ?? "", "roll ")).toBe(false)
    expect(opensCommitment(file.journal, 3, commitments[0] ?? "", "roll")).toBe(false)
    expect(opensCommitment(file.journal, 1, commitments[0] ?? "", "roll")).toBeUndefined()
    expect([...entries(file.journal)].some(({ body }) => body.includes(hex(key ?? new Uint8Array())))).toBe(false)
  })

  test("is made once per entry, or the write fails", () => {
    expect(() =>
      file.store.write(() => [commitTo(file.journal, random, "a"), commitTo(file.journal, random, "b")]),
    ).toThrow("UNIQUE")
    expect(file.journal.salt(1)).toBeUndefined()
  })
})
