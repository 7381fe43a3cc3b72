import { afterEach, beforeEach, describe, expect, test } from "vitest"
import {
  append,
  currentPhase,
  entries,
  entriesOfType,
  lastEntry,
  lastPhaseEntry,
} from "../../src/journal/operations.ts"
import { parseReading, readingText } from "../../src/journal/reading.ts"
import { entryIndexOf, rememberEntryIndex } from "../../src/journal/entry-index-queries.ts"
import { journalTable, type JournalTable } from "../../src/journal/table.ts"
import { Store } from "../../src/store/store.ts"
import { withoutTriggers } from "../support/tamper.ts"

let store: Store
let journal: JournalTable
const start = Date.UTC(2014, 10, 28)
const uuid = "9xDrMnXn4cUuGk"

beforeEach(() => {
  store = Store.inMemory()
  journal = journalTable(store.db)
  store.write(() => {
    append(journal, start, {
      ...{ type: "election.created", phase: "draft", uuid, rehearsal: true, definition: "sha256:00" },
    } as const)
    append(journal, start, {
      type: "act.effective",
      act: 1,
      kind: "constitute",
      text: "sha256:00",
      phase: "constituted",
    })
    append(journal, start, { type: "act.effective", act: 2, kind: "seal", text: "sha256:00", phase: "sealed" })
    append(journal, start + 1000, { type: "election.backed-up", size: 3 })
  })
})
afterEach(() => {
  store.close()
})

const tamper = (sql: string) => {
  withoutTriggers(store.db, () => store.db.exec(sql))
  // The table is opened anew, as a fresh command would.
  journal = journalTable(store.db)
}
const altered = (number: number) =>
  expect.objectContaining({ code: "entry-altered", params: { of: "journal", number } }) as Error

describe("an entry that decides is proved when it is read", () => {
  const remembered = () => {
    const index = entryIndexOf(journal)
    return () => {
      rememberEntryIndex(journal, index)
    }
  }

  test.each([
    ["its body is another", `UPDATE journal SET body = replace(body, 'sealed', 'open') WHERE number = 3`, 3],
    ["it is gone", "DELETE FROM journal WHERE number = 3", 3],
    ["its leaf is another", "UPDATE journal_node SET hash = zeroblob(32) WHERE level = 0 AND number = 2", 3],
  ])("and refused if %s", (_, sql, number) => {
    tamper(sql)
    expect(() => currentPhase(journal, start)).toThrow(altered(number))
  })

  test("and refused even if this machine remembers what it read before", () => {
    const remember = remembered()
    tamper(`UPDATE journal SET body = replace(body, 'sealed', 'open') WHERE number = 3`)
    remember()
    expect(() => lastPhaseEntry(journal)).toThrow(altered(3))
  })

  test("and found even if no index leads to it", () => {
    const sql = store.db.prepare<[], string>("SELECT sql FROM sqlite_schema WHERE name = 'journal_phase'").pluck().get()
    store.db.exec(`DROP INDEX journal_phase; ${sql ?? ""} AND number < 3`)
    journal = journalTable(store.db)
    expect(currentPhase(journal, start)).toBe("sealed")
    expect(lastEntry(journal, "act.effective")?.number).toBe(3)
    expect(Array.from(entriesOfType(journal, "act.effective"), ({ number }) => number)).toEqual([2, 3])
  })
})

test("an entry appended in a transaction that is undone is forgotten", () => {
  expect(() => {
    store.write(() => {
      append(journal, start, { type: "act.effective", act: 3, kind: "annul", text: "sha256:00", phase: "annulled" })
      expect(currentPhase(journal, start)).toBe("annulled")
      throw new Error("undone")
    })
  }).toThrow("undone")
  expect(currentPhase(journal, start)).toBe("sealed")
  store.write(() => append(journal, start + 2000, { type: "election.backed-up", size: 4 }))
  expect(currentPhase(journal, start)).toBe("sealed")
  expect(entryIndexOf(journal)).toEqual(entryIndexOf(journalTable(store.db)))
})

test.each([
  ["its body", `UPDATE journal SET body = replace(body, 'sealed', 'open') WHERE number = 3`],
  ["the node beside it", "UPDATE journal_node SET hash = zeroblob(32) WHERE level = 0 AND number = 3"],
])("an entry is proved again once %s was changed", (_, sql) => {
  expect(lastPhaseEntry(journal)).toBe(lastPhaseEntry(journal))
  withoutTriggers(store.db, () => store.db.exec(sql))
  expect(() => lastPhaseEntry(journal)).toThrow(altered(3))
})

describe("what a machine remembers", () => {
  test("is read back as it was written, and any other text is ignored", () => {
    const memory = {
      ...{ index: entryIndexOf(journal), definition: { text: "aa", decoded: "bb" } },
      ...{ facts: ["cc"], checkpoints: [{ size: 1, at: "2014-11-28T19:00:00Z", note: "x" }] },
    }
    const text = readingText(memory)
    expect(parseReading(text)).toEqual(memory)
    const less = { ...memory, definition: undefined, facts: [], checkpoints: [] }
    expect(parseReading(readingText(less))).toEqual(less)
    for (const other of ["", "urne read v1\n", "urne read v1\nnull\n", text.replace("v1", "v2"), `${text} `]) {
      expect(parseReading(other)).toBeUndefined()
    }
  })

  test("about another history is not used", () => {
    const { root, ...index } = entryIndexOf(journal)
    rememberEntryIndex(journal, { ...index, root: root.map((byte) => byte ^ 1), phase: 2 })
    const again = journalTable(store.db)
    rememberEntryIndex(again, { ...index, root: root.map((byte) => byte ^ 1), phase: 2 })
    expect(currentPhase(again, start)).toBe("sealed")
  })
})

describe("an entry missing from the journal is noticed:", () => {
  test.each([
    ["one between two others", "DELETE FROM journal WHERE number = 2", 2],
    ["the first", "DELETE FROM journal WHERE number = 1", 1],
  ])("%s", (_, sql, number) => {
    withoutTriggers(store.db, () => store.db.exec(sql))
    expect(() => [...entries(journal)]).toThrow(altered(number))
  })

  test("several at the end of what is read", () => {
    withoutTriggers(store.db, () => store.db.exec("DELETE FROM journal WHERE number IN (2, 3)"))
    expect(() => [...entries(journal, 0, 3)]).toThrow(altered(2))
    expect(() => [...entries(journal, 1, 3)]).toThrow(altered(2))
  })
})
