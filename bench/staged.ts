import { execFileSync } from "node:child_process"
import {
  cpSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sha256 } from "../src/core/hash.ts"
import { decryptOfficerFile } from "../src/credentials/officer-file.ts"
import { openOfficerKey } from "../src/credentials/officer-key.ts"
import { syntheticRoll } from "../src/rehearsal/synthetic-roll.ts"
import { definitionOf, program, usual } from "./elections.ts"
import { measure, type Run } from "./measure.ts"

const passphrase = "a passphrase for measurements"
const members = ["ada", "bo", "cy"]
const holders = ["one", "two", "three"]

/**
 * An election that is led by hand to one step after another, so that each step can be measured on copies of it: with
 * invented members, a clock that is given, and no memory of what was seen before.
 */
export class StagedElection {
  readonly folder = mkdtempSync(join(tmpdir(), "urne-bench-"))
  readonly members: number

  constructor(count: number) {
    this.members = count
    this.write("pw", `${passphrase}\n`)
    this.write("seed", "measurements\n")
    this.write("election.yaml", definitionOf({ ...usual, fromRoll: true }))
    const random = (length: number, purpose: string, message: Uint8Array | string = "") =>
      sha256(purpose, message).slice(0, length)
    this.write("members.csv", Buffer.concat([...syntheticRoll(random, count)]))
    for (const name of members) this.run("key", "new", name, "--rehearsal", "--out", `${name}.key`, ...this.pw(1))
    this.run("init", "election.yaml", "--member-key", ...members.map((name) => `${name}.key.pub`), "--out", "e.urne")
    this.run("constitute", ...this.signed(members))
    mkdirSync(join(this.folder, "keys"))
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), content)
  }

  /** Leads the election itself on, with the clock at this instant. */
  run(...args: readonly string[]): string {
    return this.runAt("2014-11-10T09:00:00Z", ...args)
  }

  runAt(instant: string, ...args: readonly string[]): string {
    return execFileSync(process.execPath, [program, ...given(instant, "e"), ...args], {
      cwd: this.folder,
      env: this.environment(),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    })
  }

  /** Measures a command on a copy, and throws the copy away. */
  async measureAt(instant: string, args: readonly string[], name = "e"): Promise<Run> {
    const copy = mkdtempSync(join(tmpdir(), "urne-bench-"))
    try {
      cpSync(this.folder, copy, { recursive: true })
      const env = { XDG_STATE_HOME: mkdtempSync(join(copy, "state-")), LC_ALL: "C" }
      return await measure(process.execPath, [program, ...given(instant, name), ...args], copy, env)
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  }

  importRoll(): void {
    this.run("roll", "import", "members.csv")
    this.run("trustees", "ceremony", "--out", "keys", ...this.pw(holders.length))
  }

  readonly generate = [
    "credentials",
    "generate",
    "--officer",
    "officer",
    "--key",
    "officer.key",
    ...this.pw(1),
    "--out",
    "codes.age",
  ]
  readonly print = [
    ...["credentials", "print", "--codes", "codes.age", "--key", "officer.key", ...this.pw(1)],
    ...["--reason", "measured", "--out", "letters"],
  ]

  /** Up to the moment at which ballots may come. */
  open(): void {
    const keys = readdirSync(join(this.folder, "keys"))
      .filter((name) => name.endsWith(".trustee-key"))
      .map((name) => `keys/${name}`)
    this.runAt("2014-11-28T15:00:00Z", "trustees", "check", "--key", ...keys, ...this.pw(keys.length))
    this.runAt("2014-11-28T15:00:00Z", "seal", ...this.signed(members.slice(0, 2)))
    this.runAt("2014-11-28T17:00:00Z", "open", ...this.signed(members.slice(0, 2)))
    this.runAt("2014-11-28T19:00:00Z", "open")
  }

  /** Up to the moment at which they are added up. */
  close(): void {
    this.runAt("2014-11-29T19:05:00Z", "close", ...this.signed(members.slice(0, 2)))
    this.runAt("2014-11-29T20:30:00Z", "close")
  }

  /** Keeps the election as it is under another name, to be measured after it was led on. */
  keepAs(name: string): void {
    for (const end of ["urne", "urn-key"]) cpSync(join(this.folder, `e.${end}`), join(this.folder, `${name}.${end}`))
  }

  /** A record of the election as it is now. */
  publish(instant: string, name: string): void {
    this.runAt(instant, "export", "--out", name)
    mkdirSync(join(this.folder, `${name}-archive`))
    cpSync(this.archiveOf(name), join(this.folder, `${name}-archive`, "election.bel"))
  }

  archiveOf(name: string): string {
    const folder = join(this.folder, name)
    return join(folder, readdirSync(folder).find((each) => each.endsWith(".bel")) ?? "")
  }

  /** The codes of so many members, in the order of the officer's file. */
  async codes(count: number): Promise<readonly string[]> {
    const key = await openOfficerKey(readFileSync(join(this.folder, "officer.key")), passphrase, "officer.key")
    const path = join(this.folder, "codes.age")
    const { entries } = await decryptOfficerFile(createReadStream(path), key.identity, path)
    const codes: string[] = []
    for await (const { member, code } of entries) if (member !== undefined && codes.length < count) codes.push(code)
    return codes
  }

  private environment(): NodeJS.ProcessEnv {
    return { ...process.env, XDG_STATE_HOME: join(this.folder, "state"), LC_ALL: "C" }
  }

  private pw(count: number): readonly string[] {
    return ["--passphrase-file", ...Array.from({ length: count }, () => "pw")]
  }

  private signed(names: readonly string[]): readonly string[] {
    return ["--key", ...names.map((name) => `${name}.key`), ...this.pw(names.length)]
  }
}

function given(instant: string, name: string): readonly string[] {
  return ["--quiet", "--no-input", "--yes", "--seed", "seed", "--at", instant, "--file", `${name}.urne`]
}
