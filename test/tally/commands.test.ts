import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { sha256Hex } from "../../src/core/hash.ts"
import { canonicalJson } from "../../src/core/json.ts"
import { type ElectionFile, openElectionFile } from "../../src/election/file.ts"
import { TestWorld } from "../support/script.ts"
import { tamperWith } from "../support/tamper.ts"
import { type MemoryWorld, memoryWorld } from "../trustees/memory-world.ts"
import { act, frozenElection, keyOf, member } from "./frozen.ts"

const holders = ["registry", "clerk"]
let terminal: TestWorld
let frozen: { readonly file: ElectionFile; readonly world: MemoryWorld }

beforeAll(async () => {
  const world = memoryWorld()
  const file = await frozenElection(world, {
    trustees: { mandatory: holders, threshold: null },
    questions: [{ question: "Who?", answers: ["=Ada", "Bo"], blank: true, min: 1, max: 1 }],
    votes: [
      { voter: 0, choices: [[1, 0]] },
      { voter: 1, choices: [[1, 0]] },
      { voter: 2, choices: [[0, 1]] },
      { voter: 3, choices: ["blank"] },
      { voter: 3, choices: [[1, 0]] },
      { voter: 4, choices: ["blank"] },
    ],
  })
  frozen = { file, world }
})
beforeEach(() => {
  const { file, world } = frozen
  terminal = new TestWorld()
  terminal.now = world.now()
  file.store.backupInto(join(terminal.cwd, "board.urne"))
  for (const [path, bytes] of world.disk) {
    mkdirSync(dirname(join(terminal.cwd, path)), { recursive: true })
    writeFileSync(join(terminal.cwd, path), bytes)
  }
  for (const holder of holders) writeFileSync(join(terminal.cwd, `${holder}.txt`), `${keyOf(holder).passphrase}\n`)
  writeFileSync(join(terminal.cwd, "member.txt"), `${member.passphrase}\n`)
  writeFileSync(join(terminal.cwd, "report.txt"), "what happened\n")
})
afterEach(() => {
  terminal.remove()
})

const board = ["--key", member.path, "--passphrase-file", "member.txt"]
const keys = ["--key", "registry.key", "clerk.key", "--passphrase-file", "registry.txt", "clerk.txt"]

/** Matches anything that reveals how somebody voted: the labels of a result. */
const figures = /Ada|Bo\b|Valid|Blank|%/

test("a count goes from the encrypted tally to the proclamation at the terminal", async () => {
  expect(await terminal.run("result")).toBe(4)
  expect(terminal.err).toContain("urne tally")
  expect(await terminal.run("tally")).toBe(0)
  // A command advises what status advises: nothing that was frozen may be lost.
  expect(terminal.out).toMatch(/Next: make a backup.*\n {2}urne backup\n$/)
  expect(await terminal.run("backup")).toBe(0)
  expect(await terminal.run("tally")).toBe(0)
  expect(terminal.out).toMatch(/Next: decide to unseal the urn\n {2}urne unseal\n$/)
  expect(terminal.out).toMatch(/Ballots accepted +6\nReplaced by their voters +1\nBallots counted +5/)
  expect(terminal.out).not.toMatch(figures)
  expect(await terminal.run("decrypt", ...keys)).toBe(4)
  expect(terminal.err).toContain("unsealed")

  expect(await terminal.run("unseal", ...board)).toBe(0)
  expect(terminal.err).toMatch(/ballots 6 accepted 5 counted\n +weight 5\n +encrypted-tally sha256:[0-9a-f]{64}/)
  // Computed again, the tally leads to nothing that was done already.
  expect(await terminal.run("tally")).toBe(0)
  expect(terminal.out).not.toContain("urne unseal")
  expect(await terminal.run("decrypt", "--key", "registry.key", "--passphrase-file", "clerk.txt")).toBe(3)
  expect(await terminal.run("decrypt", "--key", "registry.key", "--passphrase-file", "registry.txt")).toBe(0)
  expect(terminal.out).toMatch(/registry +received\n\nStill needed: 1 of clerk/)
  expect(await terminal.run("trustees", "status")).toBe(0)
  expect(terminal.out).toMatch(/registry +mandatory +decrypt +[0-9]*\n/)
  expect(terminal.out).toMatch(/clerk +mandatory {10,}decrypt +[0-9]*\n\nStill needed: 1 of clerk\n$/)
  expect(await terminal.run("result")).toBe(4)
  expect(terminal.err).toContain("still needed: 1 of clerk")
  expect(await terminal.run("decrypt", ...keys)).toBe(0)
  expect(terminal.out).toMatch(/registry +already known\nclerk +received\n\nEnough shares/)
  expect(terminal.out).not.toMatch(figures)
  expect(await terminal.run("trustees", "status")).toBe(0)
  expect(terminal.out).toMatch(/registry +mandatory +decrypt [^]*clerk +mandatory +decrypt [^]*\n\nEnough shares/)

  expect(await terminal.run("result")).toBe(0)
  expect(terminal.out).toMatch(/=Ada +3 +75\.00% +#{18}\n/)
  expect(terminal.out).toMatch(/Bo +1 +25\.00% +#{6}\n/)
  expect(terminal.out).toMatch(/Blank +1\n/)
  expect(terminal.out).toMatch(/Valid votes +4\n/)
  for (const line of terminal.out.trimEnd().split("\n")) expect(line).toMatch(/^REHEARSAL PROVISIONAL/)
  const ends = (pattern: RegExp) => (pattern.exec(terminal.out)?.[0] ?? "").length
  expect(ends(/^.*Votes/m)).toBe(ends(/^.*=Ada +3/m))
  expect(ends(/^.*Of valid votes/m)).toBe(ends(/^.*75\.00%/m))
  expect(await terminal.run("--lang", "fr", "result")).toBe(0)
  expect(terminal.out).toMatch(/^SCRUTIN À BLANC PROVISOIRE {2}Suffrages exprimés/m)

  expect(await terminal.run("proclaim", "--document", "report.txt", ...board)).toBe(0)
  expect(terminal.err).toMatch(/document report.txt sha256:[0-9a-f]{64}/)
  expect(await terminal.run("result")).toBe(0)
  expect(terminal.out).not.toContain("PROVISIONAL")
  expect(terminal.out).toContain("REHEARSAL")
  expect(await terminal.run("result", "--json")).toBe(0)
  const { provisional, questions, balance, weight } = JSON.parse(terminal.out) as Record<string, unknown>
  expect({ provisional, weight }).toEqual({ provisional: false, weight: "5" })
  expect(questions).toMatchObject([{ blank: "1", valid: "4", answers: [{ votes: "3", share: 7500 }, { votes: "1" }] }])
  expect(balance).toHaveLength(4)
})

test("a proclamation that is carried to a member brings the result, proved by the hash that is signed", async () => {
  await terminal.run("tally")
  await terminal.run("unseal", ...board)
  await terminal.run("decrypt", ...keys)
  expect(await terminal.run("proclaim", "--no-sign")).toBe(0)
  expect(await terminal.run("act", "export", "--out", "carried.json")).toBe(0)
  const carried = JSON.parse(readFileSync(join(terminal.cwd, "carried.json"), "utf8")) as Record<string, string>
  expect(carried["result"]).toBe('{"result":[[1,3,1]]}')
  /** Returns what a member who signs this file is shown. */
  const signing = async (file: object, status: number) => {
    writeFileSync(join(terminal.cwd, "brought.json"), `${canonicalJson(file as never)}\n`)
    expect(await terminal.run("act", "sign", "brought.json", ...board), terminal.err).toBe(status)
    return terminal.err
  }
  for (const other of ['{"result":[[1,1,3]]}', '{"result":[[1,3,1]]} ', "", '{"result":[[1,3]]}']) {
    const said = await signing({ ...carried, result: other }, 3)
    expect(said).toContain("the result in it is not the one whose hash the act states")
    expect(said).not.toMatch(figures)
  }
  expect(await signing(carried, 0)).toMatch(
    /^REHEARSAL PROVISIONAL {2}=Ada +3 +75\.00% +#+\n.*Bo +1 +25\.00% +#+\n.*Blank +1\n.*Valid votes +4\n[^]*Result +the one whose hash/m,
  )
  expect(await terminal.run("act", "import", "brought.signed.json")).toBe(0)
  expect(await terminal.run("result")).toBe(0)
  expect(terminal.out).not.toContain("PROVISIONAL")
})

test("no act but a proclamation carries a result", async () => {
  await terminal.run("tally")
  expect(await terminal.run("unseal", "--no-sign")).toBe(0)
  expect(await terminal.run("act", "export", "--out", "carried.json")).toBe(0)
  const carried = JSON.parse(readFileSync(join(terminal.cwd, "carried.json"), "utf8")) as Record<string, string>
  expect(carried["result"]).toBeUndefined()
  writeFileSync(
    join(terminal.cwd, "brought.json"),
    `${canonicalJson({ ...carried, result: '{"result":[[1,3,1]]}' })}\n`,
  )
  expect(await terminal.run("act", "sign", "brought.json", ...board)).toBe(3)
  expect(terminal.err).toContain("the result in it is not the one")
})

test("the result as a file for spreadsheets runs no formula", async () => {
  await terminal.run("tally")
  await terminal.run("unseal", ...board)
  await terminal.run("decrypt", ...keys)
  expect(await terminal.run("result", "--csv", "result.csv")).toBe(0)
  const csv = readFileSync(join(terminal.cwd, "result.csv"), "utf8")
  expect(csv).toMatch(/^\ufeffnumber,question,answer,votes,status\r\n/)
  expect(csv).toContain("'=Ada,3,REHEARSAL PROVISIONAL\r\n")
  expect(await terminal.run("result", "--csv", "resultat.csv", "--lang", "fr")).toBe(0)
  const french = readFileSync(join(terminal.cwd, "resultat.csv"), "utf8")
  expect(french).toMatch(/^\ufeffnuméro;question;réponse;voix;état\r\n/)
  expect(french).toContain("1;Who?;(vote blanc);1;REHEARSAL PROVISIONAL\r\n")
  expect(await terminal.run("result", "--csv", "result.csv")).toBe(4)
  expect(await terminal.run("result", "--csv", "-")).toBe(0)
  expect(terminal.out).toBe(csv)
})

test("without a terminal, a command names what it needs", async () => {
  expect(await terminal.run("decrypt")).toBe(4)
  await terminal.run("tally")
  await terminal.run("unseal", ...board)
  expect(await terminal.run("decrypt")).toBe(2)
  expect(terminal.err).toContain("--key")
  expect(await terminal.run("decrypt", "--key", "registry.key")).toBe(2)
  expect(terminal.err).toContain("--passphrase-file")
  expect(await terminal.run("decrypt", "--out", "requests")).toBe(0)
  expect(terminal.out).toMatch(/2 requests written/)
})

describe("a document that is proclaimed", () => {
  beforeEach(async () => {
    await terminal.run("tally")
    await terminal.run("unseal", ...board)
    await terminal.run("decrypt", ...keys)
    expect(await terminal.run("export", "--out", "before")).toBe(0)
  })

  /** Returns the verdict on the record as it is now, with what is wrong. */
  async function verdict(): Promise<string> {
    expect(await terminal.run("export", "--out", "after", "--force")).toBe(0)
    await terminal.run("verify", "after", "--json")
    const { verdict: is, findings } = JSON.parse(terminal.out) as { verdict: string; findings: { code: string }[] }
    return [is, ...findings.map(({ code }) => code)].join(" ")
  }

  test.each(["result.csv", "result.json", "definition.yaml", "README.txt"])(
    "%s of the record is named as it will be published",
    async (name) => {
      expect(await terminal.run("proclaim", "--document", `before/${name}`, ...board), terminal.err).toBe(0)
      expect(await verdict()).toBe("CONSISTENT")
      const published = readFileSync(join(terminal.cwd, "after", name))
      expect(readFileSync(join(terminal.cwd, "after/acts/0006-proclaim.txt"), "utf8")).toContain(
        `document ${name} sha256:${sha256Hex(published)}\n`,
      )
    },
  )

  test.each(["journal.jsonl", "manifest.sha256"])("%s cannot be named in the act that it holds", async (name) => {
    expect(await terminal.run("proclaim", "--document", `before/${name}`, ...board)).toBe(3)
    expect(terminal.err).toContain("holds this very act")
    expect(await verdict()).toBe("CONSISTENT")
  })

  test.each(["README.txt", "result.csv", "reserve-keys.json"])("a %s of one's own is refused", async (name) => {
    writeFileSync(join(terminal.cwd, name), "what happened\n")
    expect(await terminal.run("proclaim", "--document", name, ...board)).toBe(3)
    expect(terminal.err).toContain(`${name} is not the ${name} that is in the record`)
  })

  test("is replaced by proclaiming again if the record changes it", async () => {
    const file = openElectionFile(join(terminal.cwd, "board.urne"))
    const value = `result.csv sha256:${sha256Hex(readFileSync(join(terminal.cwd, "before/result.csv")))}`
    const world = memoryWorld(terminal.now)
    for (const path of [member.path, "./board.urn-key"]) world.disk.set(path, readFileSync(join(terminal.cwd, path)))
    await act(file, "proclaim", world, [{ key: "document", value }])
    file.store.close()
    writeFileSync(join(terminal.cwd, member.path), world.disk.get(member.path) ?? "")
    expect(await verdict()).toBe("INVALID ACT_STATEMENT")
    expect(await terminal.run("proclaim", "--document", "report.txt", ...board), terminal.err).toBe(0)
    expect(await verdict()).toBe("CONSISTENT")
  })

  test("can be proclaimed again without another decision", async () => {
    const proclaim = ["proclaim", "--document", "report.txt", ...board]
    expect(await terminal.run(...proclaim), terminal.err).toBe(0)
    const first = terminal.out
    expect(first).toMatch(/^Act 6: .*in effect/)
    expect(await terminal.run(...proclaim), terminal.err).toBe(0)
    expect(terminal.out).toBe(first)
    expect(await terminal.run("act", "show", "7")).toBe(3)
    // Another document, which nobody signed in time, holds up nobody.
    expect(await terminal.run("proclaim", "--no-sign", "--valid-for", "1"), terminal.err).toBe(0)
    terminal.now += 2 * 3_600_000
    expect(await terminal.run(...proclaim), terminal.err).toBe(0)
    expect(terminal.out).toBe(first)
    expect(await terminal.run("act", "show", "8")).toBe(3)
  })

  test("is refused if the result in the archive was altered", async () => {
    tamperWith(
      join(terminal.cwd, "board.urne"),
      `UPDATE archive_record SET body = CAST(replace(CAST(body AS TEXT), 'result', 'resolt') AS BLOB)
       WHERE number = (SELECT max(number) - 1 FROM archive_record)`,
    )
    expect(await terminal.run("proclaim", ...board), terminal.err).toBe(4)
    expect(terminal.err).toMatch(/the archive is not what was recorded/)
    expect(await terminal.run("act", "show", "6")).toBe(3)
  })
})
