import { base64, utf8 } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { readSeed } from "../core/seeded-random.ts"
import type { Language } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import type { Definition } from "../definition/definition.ts"
import { readDefinition } from "../definition/operations.ts"
import { parseDefinition } from "../definition/parse.ts"
import { readYaml } from "../definition/yaml.ts"
import { congressText, markedAsRehearsal } from "./congress.ts"
import { requireTime, type Script } from "./script.ts"
import { type Holding, unfinishedBy } from "./unfinished.ts"

/** What the user asks for. */
export interface ScriptRequest {
  /** The definition file; none is a small congress in this language. */
  readonly definition: string | undefined
  readonly language: Language
  readonly folder: string | undefined
  /** File whose bytes are the seed; none draws one, which the folder keeps. */
  readonly seed: string | undefined
  /** When preparations begin; none is two weeks before the vote. */
  readonly at: number | undefined
  /** Whether who holds a rehearsal is still at it. */
  readonly isRunning: (holding: Holding) => boolean
  /** Told where the folder of a rehearsal that did not come to its end is now. */
  readonly setAside: (folder: string, name: string) => void
}

/**
 * Reads what a rehearsal needs. The definition of a real election is rehearsed under a mark; its own file stays as it is.
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

/** A folder that a rehearsal left which did not come to its end is in nobody's way; any other is. @throws UrneError `file-exists` */
async function clear(folder: string, { isRunning, setAside }: ScriptRequest, world: World): Promise<void> {
  const by = await unfinishedBy(folder, world)
  if (by === undefined || isRunning(by)) throw new UrneError("file-exists", { path: folder })
  setAside(folder, await world.files.setAside(folder))
}

/** In the user's own file, which a mark may have moved in ours. */
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

/** Text, so that it can be copied by hand. */
function drawSeed({ random }: World): Uint8Array {
  return utf8(`${base64(random(32, "rehearsal.seed"))}\n`)
}

/** `rehearsal`, or `rehearsal-2` where that is there, and so on: a second rehearsal never fails, nor replaces the first. */
async function freeFolder({ files }: World): Promise<string> {
  for (let count = 1; ; count++) {
    const folder = count === 1 ? "rehearsal" : `rehearsal-${count}`
    if ((await files.kind(folder)) === undefined) return folder
  }
}

/** `congress` of `elections/congress.yaml`. */
function stemOf(path: string): string {
  const stem = path.split(/[/\\]/).at(-1) ?? ""
  return stem.replace(/\.ya?ml$/, "") || "election"
}
