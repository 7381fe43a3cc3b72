import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { sha256Hex } from "../../../src/core/hash.ts"
import { main } from "../../../src/main.ts"
import { openDatabase } from "../../../src/store/sqlite.ts"
import { TestWorld } from "../../support/script.ts"
import { type Chain, chainsOf, isLong, lineOf } from "./commands.ts"
import { applyTo, type Mutation } from "./mutations.ts"
import { electionName, type Phase } from "./phases.ts"
import { type Touched, tablesTouchedBy } from "./reads.ts"

/** Everything that one command showed, wrote and had signed. */
interface Shown {
  readonly status: number
  readonly out: string
  readonly err: string
  /** Files that are new or changed: name and hash. */
  readonly files: string
  /** Rows of the journal, of acts and of notes that it added. */
  readonly rows: string
}

/** Commands that follow each other, what each did on the file as urne wrote it, and which tables they touched there. */
interface Expected {
  readonly commands: Chain
  readonly shown: readonly Shown[]
  readonly touched: Touched
}

export interface Case {
  readonly phase: string
  readonly mutation: Pick<Mutation, "table" | "column" | "kind">
  readonly outcome: "same" | "refused" | "misled"
  /** The command that was misled, and how. */
  readonly by: string
}

/** One phase, whose commands are tried on copies of its election in a folder of their own. */
export class Trial {
  private readonly phase: Phase
  private readonly folder: string
  private readonly tampered: string
  private readonly originals: readonly Original[]
  private readonly rows: ReadonlySet<string>
  private reading: readonly Expected[] = []
  private writing: readonly Expected[] = []

  private constructor(phase: Phase, scratch: string) {
    this.phase = phase
    this.folder = join(scratch, "case")
    this.tampered = join(scratch, "tampered")
    this.originals = originalsIn(phase.folder)
    this.rows = rowsOf(phase.folder)
  }

  /**
   * Runs every command on the file as urne wrote it; those that only read run each for itself.
   *
   * @throws where a command fails there, does something else the second time, or depends on one that only reads
   */
  static async of(phase: Phase, scratch: string): Promise<Trial> {
    const trial = new Trial(phase, scratch)
    const { reading, writing } = chainsOf(phase)
    for (const command of reading) trial.reading = [...trial.reading, await trial.expect([command])]
    for (const commands of writing) trial.writing = [...trial.writing, await trial.expect(commands)]
    trial.renew()
    const again = [...(await trial.play(reading))]
    for (const commands of writing) {
      trial.renew()
      again.push(...(await trial.play(commands)))
    }
    for (const [index, wanted] of [...trial.reading, ...trial.writing].flatMap(({ shown }) => shown).entries()) {
      const difference = again[index] === undefined ? "missing" : differenceBetween(wanted, again[index])
      if (difference !== undefined) throw new Error(`${phase.name}: a command does not repeat itself: ${difference}`)
    }
    return trial
  }

  private async expect(commands: Chain): Promise<Expected> {
    this.renew()
    const [shown, touched] = await tablesTouchedBy(this.electionPath, () => this.play(commands))
    for (const { status, err } of shown) if (status === 1) throw new Error(err)
    return { commands, shown, touched }
  }

  private get electionPath(): string {
    return join(this.phase.folder, electionName)
  }

  /** Runs the commands that touch what a mutation changes on a file that was tampered with: any other does what it did before. */
  async try(mutation: Mutation): Promise<Case> {
    copyFileSync(this.electionPath, this.tampered)
    tamper(this.tampered, mutation)
    const { table, column, kind, changes } = mutation
    const concerned = ({ commands, touched }: Expected) =>
      (mutation.first === true || !isLong(commands)) &&
      (touched === "every" || changes === "every" || changes.some((one) => touched.has(one)))
    const refusals: string[] = []
    const misled: string[] = []
    const judged = ({ commands, shown: wanted }: Expected) =>
      this.play(commands, (index, shown) => {
        const verdict = verdictOn(shown, wanted[index])
        if (verdict === undefined) return true
        if (verdict.refused) refusals.push(shown.err)
        else misled.push(`${(commands[index] ?? []).join(" ").slice(0, 60)}: ${verdict.how}`)
        return false
      })
    this.renew(this.tampered)
    // One machine runs these one after another, and may remember what the first of them read.
    for (const expected of this.reading.filter(concerned)) await judged(expected)
    for (const expected of this.writing.filter(concerned)) {
      this.renew(this.tampered)
      await judged(expected)
    }
    const outcome = misled.length > 0 ? "misled" : refusals.length > 0 ? "refused" : "same"
    return { phase: this.phase.name, mutation: { table, column, kind }, outcome, by: misled.join(" | ") }
  }

  /** Restores the folder of the phase, with this election file in it. */
  private renew(election = this.electionPath): void {
    rmSync(this.folder, { recursive: true, force: true })
    for (const { name, mode, isFolder } of this.originals) {
      const place = join(this.folder, name)
      if (isFolder) mkdirSync(place, { recursive: true, mode })
      else copyFileSync(name === electionName ? election : join(this.phase.folder, name), place)
    }
  }

  /** Runs commands until one is judged to be the last. */
  private async play(
    commands: Chain,
    goesOn: (index: number, shown: Shown) => boolean = () => true,
  ): Promise<readonly Shown[]> {
    const world = new TestWorld(this.folder)
    const seen = new Surroundings(this.folder, this.rows)
    const all: Shown[] = []
    for (const [index, command] of commands.entries()) {
      world.out = world.err = ""
      const status = await main(lineOf(this.phase, command), world.io())
      const shown = { status, out: world.out, err: world.err, ...seen.changed() }
      all.push(shown)
      if (!goesOn(index, shown)) break
    }
    return all
  }
}

interface Original {
  readonly name: string
  readonly mode: number
  readonly isFolder: boolean
}

/** Lists the content of a folder, each folder before its own content. */
function originalsIn(folder: string): readonly Original[] {
  return ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })].map((name) => {
    const stats = statSync(join(folder, name))
    return { name, mode: stats.mode & 0o777, isFolder: stats.isDirectory() }
  })
}

function tamper(path: string, mutation: Mutation): void {
  const db = openDatabase(path)
  try {
    applyTo(db, mutation)
  } finally {
    db.close()
  }
}

/** The folder in which commands run, and what they leave behind in it. */
class Surroundings {
  private readonly folder: string
  private readonly original: ReadonlySet<string>
  private files: ReadonlyMap<string, string>
  private rows: ReadonlySet<string>
  private state: string

  /** @param original rows of the file before it was tampered with: to put one back adds nothing */
  constructor(folder: string, original: ReadonlySet<string>) {
    this.folder = folder
    this.original = original
    this.files = filesOf(folder)
    this.rows = rowsOf(folder)
    this.state = stateOf(folder)
  }

  /** Returns what the last command changed. */
  changed(): Pick<Shown, "files" | "rows"> {
    const files = filesOf(this.folder)
    const changed = [...files].filter(([name, hash]) => this.files.get(name) !== hash)
    this.files = files
    const state = stateOf(this.folder)
    const rows = state === this.state ? this.rows : rowsOf(this.folder)
    const added = [...rows].filter((row) => !this.rows.has(row) && !this.original.has(row))
    ;[this.rows, this.state] = [rows, state]
    return { files: changed.map(([name, hash]) => `${name} ${hash}`).join("\n"), rows: added.join("\n") }
  }
}

/** Shows whether anything was written to the election file. */
function stateOf(folder: string): string {
  return ["", "-wal"]
    .map((suffix) => statSync(join(folder, `${electionName}${suffix}`), { bigint: true, throwIfNoEntry: false }))
    .map((stats) => (stats === undefined ? "none" : `${stats.ino} ${stats.size} ${stats.mtimeNs}`))
    .join(" ")
}

/** Files that people are given. What is encrypted never repeats; the election file and this machine's memory are no output. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  const walk = (inner: string) => {
    for (const entry of readdirSync(join(folder, inner), { withFileTypes: true })) {
      const path = join(inner, entry.name)
      if (/(^|\/)(keys|\.local)$|\.age$|\.urne(-wal|-shm)?$/.test(path)) continue
      if (entry.isDirectory()) walk(path)
      else files.set(path, sha256Hex(readFileSync(join(folder, path))))
    }
  }
  walk("")
  return files
}

/** Rows that somebody signs or that say what happened. */
function rowsOf(folder: string): ReadonlySet<string> {
  const path = join(folder, electionName)
  if (!existsSync(path)) return new Set()
  const db = openDatabase(path, { readonly: true })
  try {
    return new Set([
      ...db.prepare<[], string>("SELECT 'entry ' || number || ' ' || body FROM journal").pluck().all(),
      ...db.prepare<[], string>("SELECT 'act ' || number || ' ' || text FROM act").pluck().all(),
      ...db.prepare<[], string>("SELECT 'signature ' || line FROM act_signature").pluck().all(),
      ...db.prepare<[], string>("SELECT 'checkpoint ' || note FROM checkpoint").pluck().all(),
    ])
  } catch (error) {
    return new Set([String(error)])
  } finally {
    db.close()
  }
}

/** Whether a command ended with a refusal that names what it refuses. A bug (status 1) does not count. */
function isRefusal({ status }: Shown): boolean {
  return status > 1
}

/** Whether a command warned that rows were altered, and went on without them: they decide nothing. */
function warnsOfAlteredRows({ out, err }: Shown): boolean {
  const warned =
    err.includes("urne: warning: another program has written to the election file") ||
    /urne: warning: entry \d+ of the register is not what was written/.test(err.replace(/\s+/g, " "))
  return warned || /"warnings": .*"(?:election-file|entry)-altered"/s.test(out)
}

/** Returns nothing if a command did its work. Otherwise it refused, or was misled. */
function verdictOn(
  shown: Shown,
  wanted: Shown | undefined,
): { readonly refused: true } | { readonly refused: false; readonly how: string } | undefined {
  const how = wanted === undefined ? "another command" : differenceBetween(wanted, shown)
  if (how === undefined) return undefined
  if (isRefusal(shown) && shown.files === "" && shown.status !== wanted?.status) return { refused: true }
  if (isRefusal(shown) && wanted !== undefined && isRefusal(wanted)) return { refused: true }
  if (warnsOfAlteredRows(shown) && shown.files === wanted?.files) return { refused: true }
  return { refused: false, how }
}

function differenceBetween(wanted: Shown, shown: Shown): string | undefined {
  if (wanted.status !== shown.status) {
    const line = shown.err.split("\n").find((each) => each.trim() !== "") ?? ""
    return `status ${shown.status}, not ${wanted.status}: ${line.slice(0, 120)}`
  }
  for (const part of ["out", "err", "files", "rows"] as const) {
    if (wanted[part] !== shown[part]) return `${part}: ${firstDifference(wanted[part], shown[part])}`
  }
  return undefined
}

function firstDifference(wanted: string, shown: string): string {
  const lines = wanted.split("\n")
  const other = shown.split("\n")
  const at = other.findIndex((line, index) => line !== lines[index])
  return (at < 0 ? `fewer lines than ${lines.length}` : (other[at] ?? "")).slice(0, 120)
}
