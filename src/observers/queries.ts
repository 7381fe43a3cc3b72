/** Reads what two sides were shown, in whatever form each kept it. */
import { UrneError } from "../core/error.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { World } from "../core/world.ts"
import { type VerifierKey, verifierKeyText } from "../notes/key.ts"
import { restoredNote } from "../notes/note.ts"
import { type BareNote, openBareNote, parseBareNote, shownByNote, urnNameOf } from "./bare.ts"
import { judgeObserverFile } from "./judged.ts"
import { isObserverFile, longestObserverFile } from "./observer-file.ts"
import { readRecord, type RecordFiles } from "./record-queries.ts"
import type { Shown } from "./shown.ts"
import { isSplitProof, parseSplitProof, type ProvenSplit, provenSplit, type SplitProof } from "./split.ts"

/** Opens a record by its path. The room of verification knows how (`verify/source/`). */
export type OpenRecord = (path: string) => Promise<RecordFiles>

/** What one side gave: something that says whose key the urn's is, or a note by itself. */
export type Kept = { readonly shown: Shown } | { readonly bare: BareNote; readonly path: string }

type Reading = Pick<World, "files">

/** How much of a file is read to see what it is. */
const shortText = 1 << 20

/**
 * Reads what somebody kept: an observer file, a record, a checkpoint or a receipt.
 *
 * @throws UrneError `file-absent`, `not-an-observer-file`, `record-unsound`, `not-shown`, and what `open` throws
 */
export async function readKept(path: string, world: Reading, open: OpenRecord): Promise<Kept> {
  if ((await world.files.kind(path)) === "folder") return { shown: await readRecord(await open(path), path) }
  const start = await beginningOf(path, world)
  if (isObserverFile(start)) {
    const judged = judgeObserverFile(await world.files.read(path, longestObserverFile), path)
    return { shown: judged.shown }
  }
  const bare = parseBareNote(restoredNote(start))
  if (bare !== undefined) return { bare, path }
  refuseNewer(start, path)
  // A tar begins with the name of its first file and a zero, which no text has.
  if (start.includes("\u0000") || start === "") return { shown: await readRecord(await open(path), path) }
  throw new UrneError("not-shown", { path })
}

/** Reads the first bytes of a file as text; what is no text is shown by the zeros in it. */
async function beginningOf(path: string, { files }: Reading): Promise<string> {
  const blocks: Uint8Array[] = []
  let length = 0
  for await (const block of files.stream(path)) {
    blocks.push(block)
    length += block.length
    if (length >= shortText) break
  }
  return Buffer.concat(blocks).toString("utf8")
}

/**
 * Opens what both sides kept. The keys that the acts of one side certify open the note of the other; where both are notes, the key
 * has to be given.
 *
 * @throws UrneError `compare-key-unknown`, `not-signed-by-urn`
 */
export function openKept(kept: readonly Kept[], given: readonly VerifierKey[] | undefined): readonly Shown[] {
  const certified = kept.flatMap((one) => ("shown" in one ? one.shown.urnKeys : []))
  const keys = given ?? certified
  return kept.map((one) => {
    if ("shown" in one) return one.shown
    const { bare, path } = one
    const name = urnNameOf(bare)
    const isOther = keys.length > 0 && keys.every((key) => key.name !== name)
    if (isOther) return otherElection(bare, path)
    if (keys.length === 0) throw new UrneError("compare-key-unknown", { path, origin: name })
    const opened = openBareNote(bare, keys)
    if ("fault" in opened) throw new UrneError("not-signed-by-urn", { path, fault: opened.fault })
    return shownByNote(bare, opened.state, path)
  })
}

/** A note of another election, whose key nobody has to know: it is compared with nothing. */
function otherElection({ kind, uuid, rehearsal }: BareNote, path: string): Shown {
  const nothing = { states: [], whole: undefined }
  const logs = { journal: nothing, register: nothing }
  return { ...{ path, kind, uuid, rehearsal, logs }, anchor: undefined, acts: [], urnKeys: [] }
}

/**
 * Reads a proof of a split, and verifies it. Returns `undefined` where the file is no such proof.
 *
 * @throws UrneError `split-unproven`
 */
export async function readSplit(
  path: string,
  world: Reading,
): Promise<{ readonly proof: SplitProof; readonly split: ProvenSplit } | undefined> {
  if ((await world.files.kind(path)) === "folder") return undefined
  const start = await beginningOf(path, world)
  if (!isSplitProof(start)) return undefined
  const proof = parseSplitProof(start)
  if (proof === undefined) refuseNewer(start, path)
  const split = proof === undefined ? undefined : provenSplit(proof)
  if (proof === undefined || split === undefined) throw new UrneError("split-unproven", { path })
  return { proof, split }
}

/**
 * Requires that the key of a proof is one of each of these lists: those that somebody was given, or that acts certify.
 *
 * @throws UrneError `not-signed-by-urn`
 */
export function requireUrnKey({ urnKey }: SplitProof, lists: readonly (readonly VerifierKey[])[], path: string): void {
  const own = verifierKeyText(urnKey)
  if (lists.every((keys) => keys.some((key) => verifierKeyText(key) === own))) return
  throw new UrneError("not-signed-by-urn", { path, fault: "unsigned" })
}
