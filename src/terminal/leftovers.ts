import { lstat, readdir } from "node:fs/promises"
import { basename, dirname, join, relative, resolve } from "node:path"
import { UrneError } from "../core/error.ts"
import type { LeftBehind } from "../core/refusals.ts"
import { shellWord } from "../core/shell-word.ts"
import { readUnfinished, type Unfinished } from "../core/unfinished.ts"

/** Places, relative to the working directory, where a command looks for what a killed command left. */
export interface Places {
  /** What the command wrote or was to write. */
  readonly written: ReadonlySet<string>
  /** Folders in which everything is looked at. */
  readonly folders: ReadonlySet<string>
}

/**
 * Finds what unfinished names these places hold, in the order of their paths. A folder that cannot be read counts as
 * empty, since this is only said beside the command's own result.
 */
export async function leftoversIn(cwd: string, { written, folders }: Places): Promise<readonly UrneError[]> {
  const wanted = new Map<string, Set<string> | "all">()
  for (const folder of folders) wanted.set(resolve(cwd, folder), "all")
  for (const path of written) {
    const [folder, name] = [dirname(resolve(cwd, path)), basename(path)]
    const names = wanted.get(folder) ?? new Set()
    if (names !== "all") wanted.set(folder, names.add(name))
  }
  const found: LeftBehind[] = []
  for (const [folder, names] of wanted) found.push(...(await leftIn(cwd, folder, names)))
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map((one) => new UrneError("left-behind", one))
}

async function leftIn(cwd: string, folder: string, names: ReadonlySet<string> | "all"): Promise<readonly LeftBehind[]> {
  const there = await readdir(folder).catch(() => [])
  const found: LeftBehind[] = []
  for (const name of there) {
    const unfinished = readUnfinished(name)
    if (unfinished === undefined) continue
    // Nobody knows to whom a workshop belongs, so everybody who writes in its folder is told.
    if (unfinished.stage !== "workshop" && names !== "all" && !names.has(unfinished.name)) continue
    found.push(await described(cwd, join(folder, name), unfinished, there))
  }
  return found
}

async function described(
  cwd: string,
  full: string,
  unfinished: Unfinished,
  beside: readonly string[],
): Promise<LeftBehind> {
  const inside = relative(cwd, full)
  const path = inside.startsWith("..") ? full : inside
  const { stage } = unfinished
  const name = stage === "workshop" ? undefined : unfinished.name
  const destroy = `rm -r -- ${shellWord(path)}`
  if (stage === "workshop") return { path, stage, name, holds: "election", remedy: destroy }
  const holds = await contentOf(full)
  // Nothing else is whole where the successor never got the name.
  const isOnly = stage === "aside" && !beside.includes(unfinished.name)
  const back = `mv -- ${shellWord(path)} ${shellWord(join(dirname(path), unfinished.name))}`
  return { path, stage: isOnly ? "only" : stage, name, holds, remedy: isOnly ? back : destroy }
}

/** Judges the content by what urne writes under such names, and for whom: what others may read holds no secret. */
async function contentOf(path: string): Promise<LeftBehind["holds"]> {
  const inside = await readdir(path).catch(() => [])
  if (inside.some((name) => name.startsWith("letters-"))) return "codes"
  const found = await lstat(path).catch(() => undefined)
  return found !== undefined && (found.mode & 0o077) === 0 ? "secrets" : "other"
}
