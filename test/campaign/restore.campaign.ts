import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { sha256 } from "../../src/core/hash.ts"
import type { Status } from "../../src/guide/queries.ts"
import type { Io } from "../../src/terminal/io.ts"
import { lettersIn } from "../support/letters.ts"
import { TestWorld } from "../support/script.ts"

/**
 * Loses a night at each of eight points, after a backup. On a fresh machine (another folder, nothing in the state
 * folder) the backup replaces the election, and only what `status` advises is done: with the urn key, without it, and
 * without it but with another one that the authority certifies. How each ends is printed.
 */

const definition = `name: Board election
locale: en
timezone: Europe/Paris
opens: 2014-11-28T20:00
closes: 2014-11-29T20:00
grace: 30m
rehearsal: true
questions: [{ question: Who chairs the board?, answers: [Ada, Bo] }]
authority:
  name: Board
  quorum: { total: 2 }
  members:
    - { id: anne, name: Anne Dubreuil, role: president }
    - { id: bruno, name: Bruno Lacaze, role: delegate }
trustees: { mandatory: [registry, court] }
roll: { id: number, name: [name] }
minimum-ballots: 1
`

/** `status --json` tells this much that the campaign acts on. Its instants are RFC 3339. */
interface Shown extends Omit<Status, "opens" | "closes"> {
  readonly opens: string
  readonly closes: string
  readonly urnKey: { readonly path: string | null }
}

/** Each machine has its own folders and random draws, so that none knows what another saw. */
class Machine extends TestWorld {
  private drawn = 0
  readonly name: string
  codes: ReadonlyMap<string, string> = new Map()

  constructor(name: string) {
    super()
    this.name = name
  }

  override io(): Io {
    const random = (length: number) => {
      const draw = this.drawn++
      const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) => sha256(`${this.name} ${draw} ${i}`))
      return Uint8Array.from(Buffer.concat(blocks)).slice(0, length)
    }
    return { ...super.io(), random }
  }

  /** Runs a command that must succeed. */
  async must(...args: readonly string[]): Promise<string> {
    const status = await this.run(...args)
    expect(status, `${this.name}: urne ${args.join(" ")}\n${this.out}${this.err}`).toBe(0)
    return this.out
  }

  async status(): Promise<Shown> {
    return JSON.parse(await this.must("status", "--json")) as Shown
  }

  /** Runs a command that must not succeed, and returns the code of its refusal. */
  refusal(): string {
    return /^\{.*?"error":\{"code":"([a-z-]+)"/m.exec(this.err)?.[1] ?? this.err
  }

  holderFile(holder: string): string {
    return readdirSync(this.cwd).find((name) => name.endsWith(`${holder}.trustee-key`)) ?? ""
  }
}

const signed = ["--key", "anne.key", "bruno.key", "--passphrase-file", "p.txt", "p.txt"]
const passphrase = ["--passphrase-file", "p.txt"]
const day = 24 * 3_600_000

/**
 * Does what `status` advises, once. Returns `undefined` when it is done, or else the code of the refusal that it met.
 */
async function advance(machine: Machine): Promise<string | undefined> {
  const { advice, uuid, opens, closes } = await machine.status()
  const commands: Partial<Record<string, () => readonly (readonly string[])[]>> = {
    constitute: () => [["constitute", ...signed]],
    "import-roll": () => [["roll", "import", "members.csv"]],
    "hold-ceremony": () => [["trustees", "ceremony", ...twice]],
    "generate-credentials": () => [["credentials", "generate", "--officer", "registrar", ...passphrase]],
    "print-letters": () => [
      [
        ...["credentials", "print", "--key", "registrar.officer.key", ...passphrase],
        ...["--reason", "posting", "--out", "letters"],
      ],
    ],
    "check-trustees": () => [
      ["trustees", "check", "--key", machine.holderFile("registry"), machine.holderFile("court"), ...twice],
    ],
    seal: () => [["seal", ...signed]],
    open: () => [["open", ...signed]],
    "await-opening": () => {
      machine.now = Date.parse(opens)
      return []
    },
    "begin-vote": () => [["open"]],
    cast: () => ["1", "2", "3"].map((number) => vote(machine, number)),
    // Whoever has no urn key to bring is told the same by the first voter.
    "bring-urn-key": () => [vote(machine, "1")],
    resume: () => [["resume", "--reason", "The power is back", ...signed]],
    close: () => [["close", ...signed]],
    "await-grace": () => {
      machine.now = Date.parse(closes) + day / 24
      return []
    },
    freeze: () => [["close"]],
    tally: () => [["tally"]],
    backup: () => [["backup"]],
    unseal: () => [["unseal", ...signed]],
    decrypt: () => [
      ["decrypt", "--key", machine.holderFile("registry"), ...passphrase],
      ["decrypt", "--key", machine.holderFile("court"), ...passphrase],
    ],
    "compute-result": () => [["result"]],
    proclaim: () => [["proclaim", ...signed]],
    export: () => [["export", "--out", `record-${uuid}`]],
  }
  const make = commands[advice.step]
  if (make === undefined) throw new Error(`${machine.name}: status advises ${advice.step}`)
  for (const command of make()) {
    const status = await machine.run(...command, "--json", "--yes", "--quiet")
    if (status === 0) continue
    const code = machine.refusal()
    // These tell voters who voted before the loss, and holders who decrypted, that nothing is missing.
    if (!["ballot-refused", "share-given"].includes(code)) return code
  }
  if (advice.step === "cast") machine.now = Date.parse(closes)
  return undefined
}

const twice = ["--passphrase-file", "p.txt", "p.txt"]

function vote(machine: Machine, number: string): readonly string[] {
  if (machine.codes.size === 0) machine.codes = lettersIn(join(machine.cwd, "letters"))
  writeFileSync(join(machine.cwd, `code-${number}`), `${machine.codes.get(number) ?? ""}\n`)
  return ["cast", "--code-file", `code-${number}`, "--choice", "1=1"]
}

/** Goes on to the record and verifies it. Returns the verdict, or the code of the refusal that ends it. */
async function finish(machine: Machine): Promise<string> {
  for (let steps = 0; steps < 60; steps++) {
    const { advice, uuid, authority } = await machine.status()
    if (advice.step === "verify") {
      await machine.run("verify", `record-${uuid}`, "--final", "--authority", authority ?? "", "--json")
      return (JSON.parse(machine.out) as { readonly verdict: string }).verdict
    }
    const refusal = await advance(machine)
    if (refusal !== undefined) return refusal
  }
  throw new Error(`${machine.name}: status leads nowhere`)
}

/** The night goes on to each of these points before a backup is made. */
const points: readonly (readonly [name: string, reach: (night: Machine) => Promise<void>])[] = [
  ["after constitute", (night) => until(night, "import-roll")],
  ["after credentials", (night) => until(night, "check-trustees")],
  ["after seal", (night) => until(night, "open")],
  [
    "open, with ballots",
    async (night) => {
      await until(night, "cast")
      await night.must(...vote(night, "1"), "--yes")
    },
  ],
  [
    "suspended",
    async (night) => {
      await night.must("suspend", "--reason", "The power failed", ...signed)
    },
  ],
  ["after freeze", (night) => until(night, "tally")],
  [
    "unsealed, with a share",
    async (night) => {
      await until(night, "decrypt")
      await night.must("decrypt", "--key", night.holderFile("registry"), ...passphrase)
    },
  ],
  ["after result", (night) => until(night, "proclaim")],
]

async function until(night: Machine, step: string): Promise<void> {
  for (let steps = 0; (await night.status()).advice.step !== step; steps++) {
    expect(steps).toBeLessThan(40)
    expect(await advance(night), night.name).toBeUndefined()
  }
}

/** A point keeps every file but the election's own, and the backup: that is all that survives the loss. */
interface Point {
  readonly name: string
  readonly folder: string
  readonly now: number
}

let night: Machine
const kept: Point[] = []
const machines: Machine[] = []

beforeAll(async () => {
  night = new Machine("night")
  machines.push(night)
  writeFileSync(join(night.cwd, "board.yaml"), definition)
  writeFileSync(join(night.cwd, "p.txt"), "one passphrase for everybody\n")
  writeFileSync(join(night.cwd, "members.csv"), "number;name\n1;Irène Sauvage\n2;Marc Leroux\n3;Ann Lee\n")
  for (const member of ["anne", "bruno"]) await night.must("key", "new", member, "--rehearsal", ...passphrase)
  await night.must("init", "board.yaml", "--member-key", "anne.key.pub", "bruno.key.pub")
  for (const [i, [name, reach]] of points.entries()) {
    await reach(night)
    const folder = join(night.cwd, `copies-${i + 1}`)
    mkdirSync(folder)
    await night.must("backup", join(folder, "board.urne-backup"))
    for (const file of readdirSync(night.cwd)) {
      const isOther = !/^board\.urne|^copies-|^\.local$|urne-backup$/.test(file)
      if (isOther) cpSync(join(night.cwd, file), join(folder, file), { recursive: true })
    }
    kept.push({ name, folder, now: night.now })
  }
  expect(await finish(night)).toBe("VERIFIED")
  writeFileSync(join(night.cwd, "kept.txt"), await night.must("checkpoint", "show"))
}, 3_600_000)

afterAll(() => {
  for (const machine of machines) machine.remove()
})

/** Sets up a machine that has seen nothing, with the backup in the place of the election. */
function restored({ name, folder, now }: Point, withKey: boolean): Machine {
  const machine = new Machine(`${name}, ${withKey ? "with the urn key" : "urn key lost"}`)
  machines.push(machine)
  machine.now = now
  for (const file of readdirSync(folder)) {
    const to = file === "board.urne-backup" ? "board.urne" : file
    cpSync(join(folder, file), join(machine.cwd, to), { recursive: true })
  }
  if (!withKey) rmSync(join(machine.cwd, "board.urn-key"))
  return machine
}

/**
 * The expected end at each point: with the key, with the key lost and nothing done about it, and with another
 * certified.
 */
const expected: Readonly<Record<string, readonly [withKey: string, lost: string, appointed: string]>> = {
  "after constitute": ["VERIFIED", "urn-key-absent", "VERIFIED"],
  "after credentials": ["VERIFIED", "urn-key-absent", "VERIFIED"],
  "after seal": ["VERIFIED", "urn-key-absent", "VERIFIED"],
  "open, with ballots": ["VERIFIED", "urn-key-absent", "VERIFIED"],
  suspended: ["VERIFIED", "urn-key-absent", "VERIFIED"],
  "after freeze": ["VERIFIED", "checkpoints-missing", "VERIFIED"],
  "unsealed, with a share": ["VERIFIED", "checkpoints-missing", "VERIFIED"],
  // The last change of phase may be without a checkpoint.
  "after result": ["VERIFIED", "VERIFIED", "VERIFIED"],
}

function printed(title: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = ([name = "", ...cells]: readonly string[]) =>
    name.padEnd(24) + cells.map((one) => one.padEnd(25)).join("")
  process.stdout.write(`\n${[title, ...rows].map(line).join("\n")}\n`)
}

test("a restore at each of eight points, with the urn key and without, ends in a verified record or says what is missing", async () => {
  const rows: (readonly [string, string, string, string])[] = []
  for (const point of kept) {
    const machine = restored(point, true)
    expect((await machine.status()).urnKey.path).toBe("board.urn-key")
    const whole = await finish(machine)
    const without = restored(point, false)
    expect((await without.status()).urnKey.path).toBeNull()
    const lost = await finish(without)
    const another = restored(point, false)
    await another.must("appoint", "--new-urn-key", ...signed)
    expect((await another.status()).urnKey.path).not.toBeNull()
    rows.push([point.name, whole, lost, await finish(another)])
  }
  printed(["lost", "with the urn key", "urn key lost", "lost, another certified"], rows)
  expect(Object.fromEntries(rows.map(([name, ...outcomes]) => [name, outcomes]))).toEqual(expected)
  expect(rows).toHaveLength(8)
})

/** Here the night had gone on to its end before it was lost, which the keys of members and holders remember. */
const expectedSince: Readonly<Record<string, string>> = {
  "after seal": "another-tally-decrypted",
  "open, with ballots": "another-tally-decrypted",
  suspended: "another-tally-decrypted",
  "after freeze": "VERIFIED",
  "unsealed, with a share": "VERIFIED",
  "after result": "VERIFIED",
}

/** Says who had decrypted by then. */
const expectedShares: Readonly<Record<string, readonly string[]>> = {
  "unsealed, with a share": ["registry"],
  "after result": ["registry", "court"],
}

test("where more was lost than the backup holds, keys refuse it until an act gives the loss up, and holders decrypt only the same tally", async () => {
  const rows: (readonly [string, string, string])[] = []
  for (const point of kept.filter(({ name }) => name in expectedSince)) {
    const machine = restored(point, true)
    for (const file of readdirSync(night.cwd).filter((name) => /\.key$|\.trustee-key$|^kept\.txt$/.test(name))) {
      cpSync(join(night.cwd, file), join(machine.cwd, file))
    }
    machine.now = point.now
    expect(await machine.run("checkpoint", "check", "kept.txt", "--json")).toBe(4)
    const first = machine.refusal()
    const reason = ["--reason", "The machine burnt"]
    const out = await machine.must("recover", "--checkpoint", "kept.txt", ...reason, ...signed, "--json")
    // The backup tells only who had decrypted before it was made.
    const { decrypted } = JSON.parse(out) as { readonly decrypted: readonly { readonly holder: string }[] }
    expect(decrypted.map(({ holder }) => holder)).toEqual(expectedShares[point.name] ?? [])
    rows.push([point.name, first, await finish(machine)])
  }
  printed(["lost with all that came", "checkpoint check", "recover, then on"], rows)
  expect(Object.fromEntries(rows.map(([name, , outcome]) => [name, outcome]))).toEqual(expectedSince)
  expect(rows.map(([, first]) => first)).toEqual(rows.map(() => "rollback"))
})
