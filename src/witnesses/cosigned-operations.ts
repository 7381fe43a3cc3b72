import { currentAuthority } from "../authority/act-queries.ts"
import { provenCheckpoints } from "../authority/checkpoint-queries.ts"
import { type CertifyingFile, urnKeyTerms } from "../authority/urn-key-queries.ts"
import { base64, equalBytes, utf8Text } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { Files } from "../core/world.ts"
import { checkpointNow } from "../journal/list-operations.ts"
import { journalRoot, proveConsistency } from "../journal/operations.ts"
import type { StoredCheckpoint } from "../journal/stored-checkpoint.ts"
import { type Cosignature, cosignaturesOf } from "../notes/checkpoint.ts"
import { namesOf, parseVerifierKey, type SigningKey, type VerifierKey, verifierKeyText } from "../notes/key.ts"
import { isFrom, type Note, type NoteSignature, noteSource, parseNote, restoredNote } from "../notes/note.ts"
import { openUrnCheckpoint } from "../notes/urn-key-term.ts"
import { witnessRequestText } from "../notes/witness-request.ts"
import type { Store } from "../store/store.ts"
import type { StoredCosignature, WitnessTable } from "./table.ts"

/** The tables in which cosignatures are read, and what proves them. */
export type CosignedFile = CertifyingFile & { readonly witnesses: WitnessTable }

/** The tables that asking witnesses and receiving their cosignatures needs. */
type WitnessedFile = CosignedFile & { readonly store: Store }

/** Lists the keys of the witnesses whom the authority named. */
function witnessesOf(file: CosignedFile): readonly VerifierKey[] {
  return (currentAuthority(file)?.constitution.witnesses ?? []).flatMap((text) => parseVerifierKey(text) ?? [])
}

/** A checkpoint with its cosignatures. */
export interface CosignedCheckpoint {
  readonly size: number
  readonly note: string
  readonly cosignatures: readonly Cosignature[]
}

/**
 * Lists the checkpoints of the file up to a size of the journal, each with the cosignatures that the file has. They are
 * verified, so nobody who can write to the file can add one in the name of a witness.
 *
 * @throws UrneError `election-file-altered`
 */
export function cosignedCheckpoints(file: CosignedFile, size: number): readonly CosignedCheckpoint[] {
  const lines = file.witnesses.all().filter((one) => one.size <= size)
  const witnesses = lines.length === 0 ? [] : witnessesOf(file)
  const checkpoints = provenCheckpoints(file, size)
  const astray = lines.find((line) => !checkpoints.some((one) => one.size === line.size))
  if (astray !== undefined) throw altered(astray.size)
  return checkpoints.map((one) => {
    const own = lines.filter((line) => line.size === one.size)
    return cosigned(one, own, witnesses)
  })
}

function cosigned(
  { size, note: source }: StoredCheckpoint,
  lines: readonly StoredCosignature[],
  witnesses: readonly VerifierKey[],
): CosignedCheckpoint {
  if (lines.length === 0) return { size, note: source, cosignatures: [] }
  const note = parseNote(`${source}${lines.map(({ line }) => `${line}\n`).join("")}`)
  const { valid } = note === undefined ? { valid: [] } : cosignaturesOf(note, witnesses)
  const by = valid.map(({ witness }) => verifierKeyText(witness))
  if (valid.length !== lines.length || lines.some(({ witness }, i) => by[i] !== witness)) throw altered(size)
  return { size, note: note === undefined ? source : noteSource(note), cosignatures: valid }
}

function altered(size: number): UrneError {
  return new UrneError("election-file-altered", { part: "cosignatures", at: String(size) })
}

/** How much of the journal a witness whom the authority named has vouched for. */
export interface WitnessStanding {
  readonly name: string
  /** How many entries the longest checkpoint that it cosigned covers; `null` if there is none. */
  readonly size: number | null
  /** When it cosigned, by the witness's clock (RFC 3339, UTC). */
  readonly at: string | null
}

/** @throws UrneError `election-file-altered`, `act-altered` */
export function witnessStandings(file: CosignedFile): readonly WitnessStanding[] {
  // Checkpoints are verified only for their cosignatures, so without any cosignature there is nothing to verify.
  const checkpoints = file.witnesses.all().length === 0 ? [] : cosignedCheckpoints(file, file.journal.size())
  return witnessesOf(file).map((witness) => {
    const last = lastBy(checkpoints, witness)
    return { name: witness.name, size: last?.size ?? null, at: last === undefined ? null : instantText(last.at) }
  })
}

function lastBy(
  checkpoints: readonly CosignedCheckpoint[],
  witness: VerifierKey,
): { readonly size: number; readonly at: number } | undefined {
  return checkpoints
    .flatMap(({ size, cosignatures }) => cosignatures.map((one) => ({ size, at: one.at, by: one.witness })))
    .findLast(({ by }) => isFrom({ ...by, bytes: new Uint8Array() }, witness))
}

/** What a witness is sent, and what it must be told once: the urn's key. */
export interface MadeRequest {
  readonly witness: string
  readonly size: number
  readonly root: string
  /** The size from which the request proves that the journal continues. */
  readonly from: number
  readonly urnKey: string
  readonly request: string
}

/**
 * Makes a request for a witness's cosignature of the journal as it stands now. While only a few ballots came, it is for
 * the last checkpoint.
 *
 * @param request.witness - its name; needed only where the authority named several
 * @param request.from - the size that the witness cosigned last; what the file knows of it by default
 * @throws UrneError `no-witness`, `which-witness`, `no-such-entry` for a size beyond the checkpoint
 */
export function makeRequest(
  file: WitnessedFile,
  request: { readonly witness: string | undefined; readonly from: number | undefined },
  urnKey: SigningKey,
  now: number,
): MadeRequest {
  const witness = requireWitness(witnessesOf(file), request.witness)
  const { size, root, note } = checkpointNow(file, urnKey, now)
  const from = request.from ?? lastBy(cosignedCheckpoints(file, size), witness)?.size ?? 0
  if (from > size) throw new UrneError("no-such-entry", { number: from, size })
  const proof = proveConsistency(file.journal, from, size)
  const text = witnessRequestText({ old: from, proof, checkpoint: note })
  const signer = urnKeyTerms(file).findLast((term) => term.from <= size)
  return {
    witness: witness.name,
    ...{ size, root, from },
    urnKey: signer === undefined ? "" : verifierKeyText(signer.key),
    request: text,
  }
}

function requireWitness(witnesses: readonly VerifierKey[], name: string | undefined): VerifierKey {
  const names = witnesses.map((one) => one.name)
  if (names.length === 0) throw new UrneError("no-witness", {})
  const [only, ...others] = name === undefined ? witnesses : witnesses.filter((one) => one.name === name)
  if (only === undefined || others.length > 0) throw new UrneError("which-witness", { given: name, names })
  return only
}

/** What was imported from a cosigned checkpoint. */
export interface ImportedCosignatures {
  readonly size: number
  readonly root: string
  /** The names of the witnesses whose cosignature it has. */
  readonly witnesses: readonly string[]
  /** How many of these were new to the file. */
  readonly added: number
}

/**
 * Imports the cosignatures under a checkpoint that came back. Signatures of others are left out. A second import
 * changes nothing.
 *
 * @throws UrneError `not-a-checkpoint`, `rollback`, `journal-rewritten`, `checkpoint-unknown`, `no-cosignature`,
 * `cosignature-forged`
 */
export async function importCosigned(file: WitnessedFile, path: string, files: Files): Promise<ImportedCosignatures> {
  const source = restoredNote(utf8Text(await files.read(path, 1 << 16)) ?? "")
  const opened = openUrnCheckpoint(source, urnKeyTerms(file))
  const note = parseNote(source)
  if (note === undefined) throw new UrneError("not-a-checkpoint", { fault: "form" })
  if ("fault" in opened) throw new UrneError("not-a-checkpoint", { fault: opened.fault })
  const { size, root } = opened.checkpoint
  const found = file.journal.size()
  if (size > found) throw new UrneError("rollback", { seen: size, found, note: path })
  if (!equalBytes(journalRoot(file.journal, size), root)) {
    throw new UrneError("journal-rewritten", { seen: size, note: path })
  }
  const { valid, forged } = cosignaturesOf(note, witnessesOf(file))
  if (forged[0] !== undefined) throw new UrneError("cosignature-forged", { path, name: forged[0].name })
  if (valid.length === 0) {
    throw new UrneError("no-cosignature", { path, names: witnessesOf(file).map(({ name }) => name) })
  }
  const by = [...new Set(valid.map(({ witness }) => witness))]
  const lines = by.map((witness) => ({
    size,
    witness: verifierKeyText(witness),
    line: lineOf(note.signatures, witness),
  }))
  const added = file.store.write(() => {
    if (!isOurs(file.journal.checkpoints(size).at(-1), note)) throw new UrneError("checkpoint-unknown", { path, size })
    return lines.filter((line) => file.witnesses.insert(line)).length
  })
  return { size, root: base64(root), witnesses: namesOf(by), added }
}

/**
 * Whether the file has this checkpoint. Only its own count, since they were made at moments that reveal nothing about
 * single votes.
 */
function isOurs(stored: StoredCheckpoint | undefined, { text }: Note): boolean {
  return stored !== undefined && parseNote(stored.note)?.text === text
}

/** Finds the line with a witness's signature, as it stands under the note. */
function lineOf(signatures: readonly NoteSignature[], witness: VerifierKey): string {
  const own = signatures.filter((signature) => isFrom(signature, witness))
  return noteSource({ text: "", signatures: own.slice(0, 1) }).trim()
}
