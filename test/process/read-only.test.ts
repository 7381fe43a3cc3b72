import { spawnSync } from "node:child_process"
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { definitionWith } from "../support/short-definition.ts"

const program = new URL("../../bin/urne.js", import.meta.url).pathname
/** Root may do everything, so it becomes a user who owns nothing. */
const another = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
const reaches = spawnSync(process.execPath, [program, "--version"], another).status === 0

/** Makes an election in a folder that its reader may not write to. What that user writes goes to another folder. */
describe.skipIf(!reaches)("an election file that may be read but not written", () => {
  let folder = ""
  let own = ""
  const urne = (user: { uid?: number; gid?: number }, ...argv: readonly string[]) => {
    const env = { ...process.env, LC_ALL: "C", XDG_STATE_HOME: join(own, "state") }
    return spawnSync(process.execPath, [program, ...argv], { cwd: folder, encoding: "utf8", env, ...user })
  }
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "urne-read-only-"))
    own = mkdtempSync(join(tmpdir(), "urne-own-"))
    mkdirSync(join(own, "state"))
    for (const path of [own, join(own, "state")]) chmodSync(path, 0o777)
    writeFileSync(join(folder, "board.yaml"), definition)
    writeFileSync(join(folder, "p"), "one passphrase for everybody\n")
    expect(urne({}, "key", "new", "anne", "--rehearsal", "--passphrase-file", "p").status).toBe(0)
    const { status, stderr } = urne({}, "init", "board.yaml", "--member-key", "anne.key.pub")
    expect(status, stderr).toBe(0)
    rmSync(join(own, "state", "urne"), { recursive: true, force: true })
    chmodSync(join(folder, "board.urne"), 0o444)
    chmodSync(folder, 0o555)
  })
  afterAll(() => {
    chmodSync(folder, 0o700)
    rmSync(folder, { recursive: true })
    rmSync(own, { recursive: true, force: true })
  })

  test("can be inspected, listed, exported and compared", () => {
    const before = readdirSync(folder)
    for (const command of [["status"], ["journal", "list"], ["export", "--out", join(own, "record")]]) {
      const { status, stderr } = urne(another, ...command)
      expect([status, stderr]).toEqual([0, ""])
    }
    expect(readdirSync(folder)).toEqual(before)
  })

  test("refuses commands that would write to it before they write any other file", () => {
    for (const command of [
      ["annul", "--yes", "--reason", "why"],
      ["backup", join(own, "copy.urne")],
    ]) {
      const { status, stderr } = urne(another, ...command)
      expect([status, stderr]).toEqual([3, expect.stringContaining("read-only for you")])
    }
    expect(readdirSync(own)).not.toContain("copy.urne")
  })

  test("is refused with the reason if it may not be read", () => {
    chmodSync(folder, 0o700)
    chmodSync(join(folder, "board.urne"), 0)
    chmodSync(folder, 0o555)
    const { status, stderr } = urne(another, "status")
    expect([status, stderr]).toEqual([3, expect.stringContaining("cannot be opened: no permission (EACCES)")])
  })
})

const definition = definitionWith({
  name: "Board election",
  opens: "2030-11-28T20:00",
  closes: "2030-11-29T20:00",
  grace: undefined,
  channels: undefined,
  questions: `
  - question: Who chairs the board?
    answers: [Ada, Bo]`,
  authority: `
  name: Board
  quorum: { total: 1 }
  members: [{ id: anne, name: Anne Dubreuil, role: president }]`,
  trustees: "{ mandatory: [registry] }",
  roll: "{ id: number, name: [name] }",
  "minimum-ballots": undefined,
})
