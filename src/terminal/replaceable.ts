import type { Dirent } from "node:fs"
import { lstat, open, readdir } from "node:fs/promises"
import { join, relative, sep } from "node:path"
import { blockSize, readTarHeader } from "../belenios/tar.ts"
import { parseFileName } from "../bundle/layout.ts"
import { manifestName } from "../bundle/manifest.ts"
import { utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { isSystemFile } from "../core/system-files.ts"
import type { Artefact } from "../core/world.ts"
import { absent } from "./folders.ts"

/** How many bytes of a file are looked at. */
const enough = 1 << 16

/** How a file of each kind begins. */
const beginnings: Readonly<Record<Exclude<Artefact, "record">, (start: Uint8Array) => boolean>> = {
  definition: text((start) => new Set(start.match(/^(?:name|locale|timezone|opens|questions|authority):/gm)).size >= 3),
  draft: text((start) => /^urne draft v\d+\n/.test(start)),
  receipt: text((start) => /^urne (?:rehearsal )?receipt v\d+\n/.test(start)),
  ballot: text((start) => /^\{"election_uuid":"[^"]*","election_hash":"/.test(start)),
  batch: text((start) => /^urne (?:rehearsal )?batch v\d+\n/.test(start)),
  "roll-report": text((start) => /^\{"blank":\d+,"cell":\d+,/.test(start)),
  "trustee-reply": text(
    (start) =>
      /^urne (?:rehearsal )?trustee reply v\d+\n/.test(start) ||
      (start.startsWith("{") && /"format":"urne trustee reply v\d+"/.test(start)),
  ),
  "result-csv": text((start) =>
    // The first form stands in a record, the other is what people open, in either language.
    /^\uFEFF?(?:number,question,(?:kind,)?answer,votes,status|numéro;question;réponse;voix;état)\r?\n/.test(start),
  ),
  audit: text((start) => /^urne audit (?:part )?v\d+\n/.test(start)),
  "record-tar": (start) => {
    const entry = start.length < blockSize ? undefined : readTarHeader(start.slice(0, blockSize))
    return entry !== undefined && parseFileName(entry.name) !== undefined
  },
}

function text(is: (start: string) => boolean): (start: Uint8Array) => boolean {
  return (start) => {
    // The last character may have been cut.
    for (let cut = 0; cut < 4; cut++) {
      const read = utf8Text(start.subarray(0, start.length - cut))
      if (read !== undefined) return is(read)
    }
    return false
  }
}

/**
 * Requires that `--force` may replace what has this name: nothing, or what urne made of the same kind, which its
 * content shows. Anything else there (a link, a folder with one foreign file) is somebody's, and stays.
 *
 * @throws {@link UrneError} `not-replaced`
 */
export async function requireReplaceable(path: string, target: string, artefact: Artefact): Promise<void> {
  const found = await lstat(target).catch(absent)
  if (found === undefined) return
  const refuse = (inside?: string) =>
    new UrneError("not-replaced", { path, artefact, ...(inside === undefined ? {} : { inside }) })
  if (artefact === "record") {
    if (!found.isDirectory()) throw refuse()
    const stranger = await strangerIn(target)
    if (stranger !== undefined) throw refuse(stranger)
    return
  }
  // The system itself refuses to put a file in the place of a folder.
  if (found.isDirectory()) return
  if (!found.isFile() || !beginnings[artefact](await startOf(target))) throw refuse()
}

async function startOf(target: string): Promise<Uint8Array> {
  const file = await open(target, "r")
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(enough), 0, enough, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/**
 * Finds a name in a folder that no record has. Returns the folder's own name if it has no manifest, and nothing if it
 * is a record.
 */
async function strangerIn(folder: string): Promise<string | undefined> {
  let found = 0
  let manifest = false
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const name = nameIn(folder, entry)
    if (entry.isDirectory() || isSystemFile(name)) continue
    if (!entry.isFile() || parseFileName(name) === undefined) return name
    found++
    manifest ||= name === manifestName
  }
  return found === 0 || manifest ? undefined : "."
}

function nameIn(folder: string, entry: Dirent): string {
  return relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/")
}
