import { base64, utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { readSeed } from "../core/seeded-random.ts"
import type { Language } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import type { Definition } from "../definition/definition.ts"
import { readDefinition } from "../definition/operations.ts"
import { parseDefinition } from "../definition/parse.ts"
import { readYaml } from "../definition/yaml.ts"
import type { ProcessIdentity } from "../terminal/processes.ts"
import { congressText, markedAsRehearsal } from "./congress.ts"
import { requireTime, type Script } from "./script.ts"
import { unfinishedBy } from "./unfinished.ts"

/** What the user asks for. */
export interface ScriptRequest {
  /** The definition file. Without one, a small congress in this language is rehearsed. */
  readonly definition: string | undefined
  readonly language: Language
  readonly folder: string | undefined
  /** A file whose bytes are the seed. Without one a seed is drawn, which the folder keeps. */
  readonly seed: string | undefined
  /** When preparations begin; two weeks before the vote by default. */
  readonly at: number | undefined
  /** Whether the process that holds a rehearsal is still running. */
  readonly isRunning: (process: ProcessIdentity) => boolean
  /** Called with the new place of a folder whose rehearsal did not come to its end. */
  readonly setAside: (folder: string, name: string) => void
}

/**
 * Reads what a rehearsal needs. The definition of a real election is rehearsed under a mark; its own file stays as it
 * is.
 *
 * @throws UrneError `faulty-artefact`, `file-exists` for a folder that is there, `rehearsal-late`, and those of `Files`
 */
export async function readScript(request: ScriptRequest, world: World): Promise<Script> {
  const { definition: path, language, folder, seed, at } = request
  const { text, definition } = path === undefined ? congress(language) : await rehearsed(path, world)
  if (at !== undefined) requireTime(definition, at)
  if (folder !== undefined && (await world.files.kind(folder)) !== undefined) await clear(folder, request, world)
  return {
    ...(at === undefined ? {} : { begins: at }),
    definition,
    definitionText: text,
    minimumPlace: path === undefined ? undefined : await minimumPlace(path, world),
    folder: folder ?? (await freeFolder(world)),
    name: path === undefined ? "congress" : stemOf(path),
    seed: seed === undefined ? drawSeed(world) : await readSeed(seed, world.files),
  }
}

/**
 * Clears the folder's name. A rehearsal that did not come to its end is set aside; any other folder is refused. @throws
 * UrneError `file-exists`
 */
async function clear(folder: string, { isRunning, setAside }: ScriptRequest, world: World): Promise<void> {
  const by = await unfinishedBy(folder, world)
  if (by === undefined || isRunning(by)) throw new UrneError("file-exists", { path: folder })
  setAside(folder, await world.files.setAside(folder))
}

/** The place is looked up in the user's own file, because a mark may have moved it in ours. */
async function minimumPlace(path: string, { files }: World): Promise<string | undefined> {
  const file = readYaml((await readDefinition(files, path)).text)
  const key = "minimum-ballots"
  if ("findings" in file || !(key in (file.value as object))) return undefined
  return `${path}:${file.placeOf([key])}`
}

interface ReadText {
  readonly text: string
  readonly definition: Definition
}

function congress(language: Language): ReadText {
  return parsed(congressText(language), "congress")
}

async function rehearsed(path: string, { files }: World): Promise<ReadText> {
  const read = await readDefinition(files, path)
  return read.definition.rehearsal ? read : parsed(markedAsRehearsal(read.text), path)
}

function parsed(text: string, path: string): ReadText {
  const read = parseDefinition(text)
  if ("findings" in read) throw new UrneError("faulty-artefact", { path, findings: read.findings })
  return { text, definition: read.definition }
}

/** Draws a seed as text, so that it can be copied by hand. */
function drawSeed({ random }: World): Uint8Array {
  return utf8(`${base64(random(32, "rehearsal.seed"))}\n`)
}

/**
 * Returns `rehearsal`, or `rehearsal-2` where that exists, and so on: a second rehearsal neither fails nor replaces the
 * first.
 */
async function freeFolder({ files }: World): Promise<string> {
  for (let count = 1; ; count++) {
    const folder = count === 1 ? "rehearsal" : `rehearsal-${count}`
    if ((await files.kind(folder)) === undefined) return folder
  }
}

/** Returns `congress` for `elections/congress.yaml`. */
function stemOf(path: string): string {
  const stem = path.split(/[/\\]/).at(-1) ?? ""
  return stem.replace(/\.ya?ml$/, "") || "election"
}
