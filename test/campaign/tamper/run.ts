import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { main } from "../../../src/main.ts"
import { openDatabase } from "../../../src/store/sqlite.ts"
import { sha256Hex } from "../../../src/core/hash.ts"
import { TestWorld } from "../../support/script.ts"
import { type Chain, chainsOf, isLong, lineOf } from "./commands.ts"
import { applyTo, type Mutation } from "./mutations.ts"
import { electionName, type Phase } from "./phases.ts"

/** Everything that one command showed, wrote and had signed. */
interface Shown {
  readonly status: number
  readonly out: string
  readonly err: string
  /** Files that are there now and were not, or were others: name and hash. */
  readonly files: string
  /** Rows that it added of the journal, of acts and of notes. */
  readonly rows: string
}

export interface Case {
  readonly phase: string
  readonly mutation: Pick<Mutation, "table" | "column" | "kind">
  readonly outcome: "same" | "refused" | "misled"
  /** The command that was misled, and how. */
  readonly by: string
}

/** Runs every chain of a phase on a copy of its election each, and hands over what each command of it did. */
async function play(
  phase: Phase,
  scratch: string,
  mutation: Mutation | undefined,
  judge: (chain: number, command: number, shown: Shown) => boolean,
): Promise<void> {
  for (const [chain, commands] of chainsOf(phase).entries()) {
    if (mutation !== undefined && !mutation.first && isLong(commands)) continue
    const folder = join(scratch, "case")
    rmSync(folder, { recursive: true, force: true })
    cpSync(phase.folder, folder, { recursive: true })
    if (mutation !== undefined) tamper(join(folder, electionName), mutation)
    await playChain(phase, folder, commands, (command, shown) => judge(chain, command, shown))
  }
}

function tamper(path: string, mutation: Mutation): void {
  const db = openDatabase(path)
  try {
    applyTo(db, mutation)
  } finally {
    db.close()
  }
}

async function playChain(
  phase: Phase,
  folder: string,
  commands: Chain,
  judge: (command: number, shown: Shown) => boolean,
): Promise<void> {
  const world = new TestWorld(folder)
  let before = filesOf(folder)
  let sizes = rowsOf(folder)
  for (const [index, command] of commands.entries()) {
    world.out = world.err = ""
    const status = await main(lineOf(phase, command), world.io())
    const now = filesOf(folder)
    const rows = rowsOf(folder)
    const files = [...now].filter(([name, hash]) => before.get(name) !== hash).map(([name, hash]) => `${name} ${hash}`)
    const added = rows.filter((row) => !sizes.includes(row))
    const shown = { status, out: world.out, err: world.err, files: files.join("\n"), rows: added.join("\n") }
    if (!judge(index, shown)) return
    ;[before, sizes] = [now, rows]
  }
}

/** Files that people are given. What is encrypted never repeats; the election file and this machine's memory are no output. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  const walk = (inner: string) => {
    for (const name of readdirSync(join(folder, inner))) {
      const path = join(inner, name)
      if (/(^|\/)(keys|\.local)$|\.age$|\.urne(-wal|-shm)?$/.test(path)) continue
      if (statSync(join(folder, path)).isDirectory()) walk(path)
      else files.set(path, sha256Hex(readFileSync(join(folder, path))))
    }
  }
  walk("")
  return files
}

/** Rows that somebody signs or that say what happened. */
function rowsOf(folder: string): readonly string[] {
  const path = join(folder, electionName)
  if (!existsSync(path)) return []
  const db = openDatabase(path, { readonly: true })
  try {
    return [
      ...db.prepare<[], string>("SELECT 'entry ' || number || ' ' || body FROM journal").pluck().all(),
      ...db.prepare<[], string>("SELECT 'act ' || number || ' ' || text FROM act").pluck().all(),
      ...db.prepare<[], string>("SELECT 'signature ' || line FROM act_signature").pluck().all(),
      ...db.prepare<[], string>("SELECT 'checkpoint ' || note FROM checkpoint").pluck().all(),
    ]
  } catch (error) {
    return [String(error)]
  } finally {
    db.close()
  }
}

export type Expected = readonly (readonly Shown[])[]

/** What the commands of a phase do on the file as urne wrote it. */
export async function expectedOf(phase: Phase, scratch: string): Promise<Expected> {
  const all: Shown[][] = []
  await play(phase, scratch, undefined, (chain, command, shown) => {
    ;(all[chain] ??= [])[command] = shown
    return true
  })
  return all
}

/** Whether what a command did is a refusal that names what it refuses. A bug, status 1, is none. */
function isRefusal({ status }: Shown): boolean {
  return status > 1
}

/** Runs everything of a phase on a file that was tampered with. */
export async function tryMutation(
  phase: Phase,
  scratch: string,
  mutation: Mutation,
  expected: Expected,
): Promise<Case> {
  const refusals: string[] = []
  const misled: string[] = []
  const commands = chainsOf(phase)
  await play(phase, scratch, mutation, (chain, command, shown) => {
    const wanted = expected[chain]?.[command]
    const difference = wanted === undefined ? "another command" : differenceBetween(wanted, shown)
    if (difference === undefined) return true
    if (isRefusal(shown) && shown.files === "" && shown.status !== wanted?.status) {
      refusals.push(shown.err)
      // What only reads goes on; what writes has nothing to go on with.
      return chain === 0
    }
    if (isRefusal(shown) && wanted !== undefined && isRefusal(wanted)) {
      refusals.push(shown.err)
      return chain === 0
    }
    misled.push(`${(commands[chain]?.[command] ?? []).join(" ").slice(0, 60)}: ${difference}`)
    return false
  })
  const { table, column, kind } = mutation
  const outcome = misled.length > 0 ? "misled" : refusals.length > 0 ? "refused" : "same"
  return { phase: phase.name, mutation: { table, column, kind }, outcome, by: misled.join(" | ") }
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
