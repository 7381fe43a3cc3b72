import { readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { App } from "../../src/cli/app.ts"
import { refusalOf, rootCommand } from "../../src/cli/commander.ts"
import { exitStatus } from "../../src/cli/exit.ts"
import { type CommanderError } from "commander"
import { UrneError } from "../../src/core/error.ts"
import { credentialCommands } from "../../src/credentials/commands.ts"
import { type OfficerEntry } from "../../src/credentials/officer-file.ts"
import { readOfficerFile } from "../../src/credentials/operations.ts"
import { type Voter } from "../../src/roll/voter.ts"
import { openElectionFile } from "../../src/election-file.ts"
import { catalogueOf } from "../../src/language/catalogues.ts"
import { Store } from "../../src/store/store.ts"
import { TestWorld } from "../support/script.ts"
import { enter, openElection, rememberOn, start, voters, worldIn } from "./open-election.ts"

let terminal: TestWorld
beforeEach(() => {
  terminal = terminalWith(voters(6))
})

/** A folder with an election file and a passphrase. */
function terminalWith(members: readonly Voter[]): TestWorld {
  const world = new TestWorld()
  world.now = start
  openElection(members, {}, Store.open(join(world.cwd, "congress.urne"), { create: true })).remove()
  writeFileSync(join(world.cwd, "p.txt"), "six words\n")
  return world
}
afterEach(() => {
  terminal.remove()
})

/** Runs one command of this room as `main` does. */
async function run(...args: readonly string[]): Promise<number> {
  terminal.out = terminal.err = ""
  const io = terminal.io()
  const app = new App(io, catalogueOf("en"))
  const program = rootCommand(io, app.labels.command, { version: "0", json: args.includes("--json") })
  credentialCommands(program, app)
  try {
    await program.parseAsync(["credentials", ...args], { from: "user" })
    return app.status
  } catch (thrown) {
    const error = thrown instanceof UrneError ? (thrown as UrneError) : refusalOf(thrown as CommanderError, false)
    if (error === undefined) return 0
    if (!(error instanceof UrneError)) throw error
    const { code } = error
    terminal.err += code
    return exitStatus[code]
  }
}

const generate = () => run("generate", "--officer", "greffe", "--passphrase-file", "p.txt")
const opening = ["--key", "greffe.officer.key", "--passphrase-file", "p.txt", "--reason", "first posting"]
const codes = "scrutin-a-blanc-congress-codes.age"

async function entries(): Promise<readonly OfficerEntry[]> {
  const file = openElectionFile(join(terminal.cwd, "congress.urne"))
  const access = { file: codes, keyPath: "greffe.officer.key", passphrase: "six words" }
  const all: OfficerEntry[] = []
  for await (const entry of (await readOfficerFile(file, access, worldIn(terminal.cwd))).entries) all.push(entry)
  file.store.close()
  return all
}

describe("credentials at the command line", () => {
  test("generate says what was made, and shows no code", async () => {
    expect(await generate()).toBe(0)
    expect(terminal.out).toContain("6 codes issued, 1 in reserve")
    expect(terminal.out).toContain("key of greffe written to greffe.officer.key")
    expect(readdirSync(terminal.cwd)).toContain(codes)
    const all = await entries()
    expect(all).toHaveLength(7)
    for (const { code } of all) expect(terminal.out + terminal.err).not.toContain(code)
  })

  test("print that fails after the journal said that it began does not say that nothing was kept", async () => {
    expect(await generate()).toBe(0)
    const print = ["credentials", "print", ...opening, "--out", "letters"]
    expect(await terminal.run(...print, "--part-size", "0")).toBe(2)
    expect(terminal.err).not.toContain("what was done before that stays")
    const io = terminal.io()
    const writeFolder: typeof io.files.writeFolder = (path) =>
      Promise.reject(new UrneError("file-not-written", { path, cause: "ENOSPC" }))
    terminal.io = () => ({ ...io, files: { ...io.files, writeFolder } })
    expect(await terminal.run(...print)).toBe(1)
    expect(terminal.err).toContain("what was done before that stays: urne status shows where the election stands")
  })

  test("generate names the option for what it cannot ask", async () => {
    expect(await run("generate")).toBe(2)
    expect(terminal.err).toContain("no-terminal")
    expect(readdirSync(terminal.cwd)).not.toContain(codes)
  })

  test("print writes the letters, and refuses to guess a reason", async () => {
    await generate()
    expect(await run("print", ...opening.slice(0, 4))).toBe(2)
    expect(await run("print", ...opening, "--part-size", "4")).toBe(0)
    expect(terminal.out).toContain("6 letters printed in scrutin-a-blanc-congress-letters")
    expect(readdirSync(join(terminal.cwd, "scrutin-a-blanc-congress-letters"))).toEqual([
      "SHA256SUMS",
      "letters-001.pdf",
      "letters-002.pdf",
    ])
    expect(await run("print", ...opening)).toBe(4)
    expect(terminal.err).toContain("file-exists")
  })

  test("print lists the letters to look at", async () => {
    terminal.remove()
    const members = voters(2).map((voter, i) => ({ ...voter, name: i === 0 ? "王小明" : "Bo" }))
    terminal = terminalWith(members)
    await generate()
    expect(await run("print", ...opening)).toBe(0)
    expect(terminal.out).toMatch(/before they are posted:[^]*1000 +letters-001.pdf +a character that no font has/)
  })

  test.each(["0", "5001", "x", "1e3"])("print refuses parts of %s letters", async (size) => {
    await generate()
    expect(await run("print", ...opening, "--part-size", size)).toBe(2)
  })

  test("check takes a code from a file or from standard input, and answers by its exit status", async () => {
    await generate()
    const [first] = await entries()
    terminal.stdin = `${first?.code ?? ""}\n`
    expect(await run("check", "--code-file", "-")).toBe(0)
    expect(terminal.out).toBe("This code opens a ballot in this election.\n")
    writeFileSync(join(terminal.cwd, "code.txt"), "aBcDe-fGhJkm-NPqRs-tUvWxY")
    expect(await run("--json", "check", "--code-file", "code.txt")).toBe(4)
    expect(JSON.parse(terminal.out)).toEqual({
      ...{ schema: 2, command: "credentials check" },
      ...{ opens: false, state: "unknown" },
    })
    writeFileSync(join(terminal.cwd, "code.txt"), "hello")
    expect(await run("check", "--code-file", "code.txt")).toBe(3)
  })

  test("markoff writes the list once the urn is frozen", async () => {
    await generate()
    expect(await run("markoff", ...opening)).toBe(4)
    const file = openElectionFile(join(terminal.cwd, "congress.urne"))
    enter(file, "frozen")
    await rememberOn(file, terminal)
    file.store.close()
    expect(await run("markoff", ...opening)).toBe(0)
    expect(terminal.out).toContain("0 of 6 members voted; list in scrutin-a-blanc-congress-markoff.csv")
  })
})
