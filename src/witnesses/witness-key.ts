import { isRehearsalKey } from "../authority/member-key.ts"
import { base64, fromBase64, utf8, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { canonicalJson, tryParseJson } from "../core/json.ts"
import { refuseNewer } from "../core/version-line.ts"
import type { Random } from "../core/world.ts"
import { type Checkpoint, openCheckpoint, parseCheckpoint } from "../notes/checkpoint.ts"
import { parseVerifierKey, type VerifierKey, verifierKeyText } from "../notes/key.ts"
import { emptyRoot, verifyConsistency } from "../notes/merkle.ts"
import { parseNote } from "../notes/note.ts"
import type { WitnessRequest } from "../notes/witness-request.ts"

/**
 * A witness's key, with what it must remember: how much of each journal it has seen. Whoever shows it a journal that
 * does not contain that shows two histories. It is kept in an age file under the witness's passphrase.
 */
export interface WitnessKey {
  /** The C2SP key name. Keys of rehearsals begin with `rehearsal/`, and neither kind accepts the other. */
  readonly name: string
  readonly seed: Uint8Array
  readonly memory: readonly WitnessedJournal[]
}

/** The last checkpoint of one journal that a witness cosigned. */
export interface WitnessedJournal extends Checkpoint {
  /** The urn's key, as it was given to the witness. */
  readonly urnKey: VerifierKey
}

const format = "urne witness key v1"

export function newWitnessKey(name: string, rehearsal: boolean, random: Random): WitnessKey {
  return {
    name: rehearsal ? `rehearsal/${name}` : name,
    seed: random(32, "witnesses.witness-key", name),
    memory: [],
  }
}

/** Writes the key as canonical JSON, which is then encrypted. */
export function witnessKeyBytes({ name, seed, memory }: WitnessKey): Uint8Array {
  const journals = memory.map(({ origin, urnKey, size, root }) => ({
    origin,
    urnKey: verifierKeyText(urnKey),
    size,
    root: base64(root),
  }))
  return utf8(canonicalJson({ format, name, seed: base64(seed), memory: journals }))
}

/** Whether the content of a key file is a witness's key, of any version. */
export function isWitnessKey(bytes: Uint8Array): boolean {
  const content = tryParseJson(utf8Text(bytes) ?? "") as { format?: unknown } | undefined
  return typeof content?.format === "string" && content.format.startsWith(format.slice(0, -1))
}

/** @throws UrneError `not-a-witness-key`, `newer-format` */
export function parseWitnessKey(bytes: Uint8Array, path: string): WitnessKey {
  const text = utf8Text(bytes) ?? ""
  const content = tryParseJson(text) as
    { format?: unknown; name?: unknown; seed?: unknown; memory?: unknown } | undefined
  const seed = typeof content?.seed === "string" ? fromBase64(content.seed) : undefined
  if (content?.format !== format || typeof content.name !== "string" || seed?.length !== 32) {
    refuseNewer(text, path)
    throw new UrneError("not-a-witness-key", { path })
  }
  // Whoever wrote the file knew the passphrase, so its form is not checked.
  const memory = content.memory as readonly { origin: string; urnKey: string; size: number; root: string }[]
  return {
    name: content.name,
    seed,
    memory: memory.map(({ origin, urnKey, size, root }) => {
      const [key, bytesOfRoot] = [parseVerifierKey(urnKey), fromBase64(root)]
      if (key === undefined || bytesOfRoot === undefined) throw new UrneError("not-a-witness-key", { path })
      return { origin, urnKey: key, size, root: bytesOfRoot }
    }),
  }
}

/** What a witness is about to cosign, and its key as it will be afterwards. */
export interface Judged {
  readonly key: WitnessKey
  readonly checkpoint: Checkpoint
  /** How many entries it had cosigned before, or 0. */
  readonly before: number
}

/**
 * Judges a request by what the witness remembers: the urn's key signed its checkpoint, and the checkpoint contains all
 * entries that the witness cosigned before (https://c2sp.org/tlog-witness).
 *
 * @param urnKey - as it is given to the witness now: the first time, and when the authority appointed another
 * @throws UrneError `urn-key-unknown`, `not-a-checkpoint`, `key-of-other-world`, `witness-saw-more`,
 * `witness-saw-other`, `request-from-elsewhere`
 */
export function judgeRequest(key: WitnessKey, request: WitnessRequest, urnKey: VerifierKey | undefined): Judged {
  const claimed = parseCheckpoint(parseNote(request.checkpoint)?.text ?? "")
  if (claimed === undefined) throw new UrneError("not-a-checkpoint", { fault: "form" })
  const { origin } = claimed
  const known = key.memory.find((one) => one.origin === origin)
  const signer = urnKey ?? known?.urnKey
  if (signer === undefined) throw new UrneError("urn-key-unknown", { name: key.name, origin })
  const opened = openCheckpoint(request.checkpoint, signer)
  if ("fault" in opened) throw new UrneError("not-a-checkpoint", { fault: opened.fault })
  const rehearsal = isRehearsalKey(key.name)
  if (origin.startsWith("urne-rehearsal/") !== rehearsal) {
    throw new UrneError("key-of-other-world", { name: key.name, rehearsal })
  }
  const { checkpoint } = opened
  requireContinued(key.name, request, checkpoint, known)
  const memory = [...key.memory.filter((one) => one.origin !== origin), { ...checkpoint, urnKey: signer }]
  return { key: { ...key, memory }, checkpoint, before: known?.size ?? 0 }
}

/** Requires that a checkpoint contains what the witness saw, which is nothing the first time. */
function requireContinued(
  name: string,
  { old, proof }: WitnessRequest,
  { size, root }: Checkpoint,
  { size: seen, root: fromRoot }: Pick<Checkpoint, "size" | "root"> = { size: 0, root: emptyRoot },
): void {
  if (size < seen) throw new UrneError("witness-saw-more", { name, seen, size })
  // When it is asked again for the checkpoint that it cosigned last, it needs no proof.
  const again = size === seen
  if (!again && old !== seen) throw new UrneError("request-from-elsewhere", { name, seen, old })
  const isContinued = verifyConsistency({ from: seen, fromRoot, to: size, toRoot: root, proof: again ? [] : proof })
  if (!isContinued) throw new UrneError("witness-saw-other", { name, seen, size })
}
