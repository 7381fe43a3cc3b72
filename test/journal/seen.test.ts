import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { sha256 } from "../../src/core/hash.ts"
import { append, journalHead, journalRoot } from "../../src/journal/operations.ts"
import {
  checkSeen,
  type FoundJournal,
  parseSeen,
  readSeen,
  recordSeen,
  requireContinues,
  seenPath,
  seenText,
} from "../../src/journal/seen.ts"
import { diskFiles } from "../../src/terminal/files.ts"
import { refusal } from "../support/refusal.ts"
import { uncancelled } from "../support/tools.ts"
import { type Journal, openJournal } from "./open-journal.ts"

test("the file lies in the user's state folder; without one nothing is remembered", () => {
  expect(seenPath({ HOME: "/home/a", XDG_STATE_HOME: "/state" }, "Abc1")).toBe("/state/urne/seen/Abc1")
  expect(seenPath({ HOME: "/home/a" }, "Abc1")).toBe("/home/a/.local/state/urne/seen/Abc1")
  expect(seenPath({ HOME: "/home/a", XDG_STATE_HOME: "relative" }, "Abc1")).toBe("/home/a/.local/state/urne/seen/Abc1")
  expect(seenPath({}, "Abc1")).toBeUndefined()
  expect(() => seenPath({ HOME: "/home/a" }, "../x")).toThrow()
})

test("a memory is read back as it was written, and nothing else is accepted", () => {
  const head = { size: 213, root: sha256("root") }
  const text = seenText(head)
  expect(parseSeen(text)).toEqual(head)
  for (const bad of ["", text.slice(1), `${text}\n`, text.replace("213", "0213"), text.replace("=", "")]) {
    expect(parseSeen(bad)).toBeUndefined()
  }
})

test("a journal continues what was seen if it is as long or longer and begins the same", () => {
  const rootAt = (size: number) => sha256(`root at ${size}`)
  const seen = { size: 5, root: rootAt(5) }
  for (const size of [5, 6, 500]) requireContinues(seen, { size, rootAt })
  expect(() => {
    requireContinues(seen, { size: 4, rootAt })
  }).toThrow(refusal("rollback", { seen: 5, found: 4 }))
  expect(() => {
    requireContinues(seen, { size: 6, rootAt: () => sha256("another") })
  }).toThrow(refusal("journal-rewritten", { seen: 5 }))
})

describe("a machine with files", () => {
  let folder = ""
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "urne-seen-"))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })
  const at = (name: string) => join(folder, name)
  const files = () => diskFiles(folder, Readable.from([]), uncancelled)
  const seen = () => at("state/urne/seen/Abc1")
  const found = ({ journal }: Journal): FoundJournal => ({
    size: journal.size(),
    rootAt: (size) => journalRoot(journal, size),
  })
  function vote(file: Journal, height: number): void {
    file.store.write(() => append(file.journal, 0, { type: "urn.accepted", count: 1, height, head: String(height) }))
  }

  test("notices an older copy, a copy without its log and another history", async () => {
    const file = openJournal(at("a.urne"), { create: true })
    for (let height = 0; height < 5; height++) vote(file, height)
    file.store.backupInto(at("older.urne"))
    file.store.backupInto(at("fork.urne"))
    vote(file, 5)
    copyFileSync(at("a.urne"), at("alone.urne"))
    await checkSeen(files(), seen(), found(file))
    await recordSeen(files(), seen(), journalHead(file.journal))
    expect(statSync(seen()).mode & 0o777).toBe(0o600)
    vote(file, 6)
    await checkSeen(files(), seen(), found(file))
    file.store.close()

    for (const [name, code] of [
      ["older.urne", "rollback"],
      ["alone.urne", "rollback"],
      ["fork.urne", "journal-rewritten"],
    ] as const) {
      const copy = openJournal(at(name))
      if (name === "fork.urne") for (const height of [50, 60, 70]) vote(copy, height)
      await expect(checkSeen(files(), seen(), found(copy)), name).rejects.toThrow(refusal(code))
      copy.store.close()
    }
  })

  test("keeps the highest state, unless the authority went on from a restored file", async () => {
    const [low, high] = [
      { size: 3, root: sha256("3") },
      { size: 5, root: sha256("5") },
    ]
    await recordSeen(files(), seen(), high)
    await recordSeen(files(), seen(), low)
    expect(await readSeen(files(), seen())).toEqual(high)
    await recordSeen(files(), seen(), low, { restored: true })
    expect(await readSeen(files(), seen())).toEqual(low)
    expect(readdirSync(at("state/urne/seen"))).toEqual(["Abc1"])
  })

  test("reports a damaged memory instead of forgetting it", async () => {
    expect(await readSeen(files(), seen())).toBeUndefined()
    await recordSeen(files(), seen(), { size: 3, root: sha256("3") })
    writeFileSync(seen(), "")
    await expect(readSeen(files(), seen())).rejects.toThrow(refusal("state-damaged"))
  })
})
