/** Finds what goes into an encrypted copy: the files, their hashes, and what should be there and is not. */
import { dirname, join } from "node:path"
import { authorityTable } from "../authority/table.ts"
import { base64, utf8, utf8Text } from "../core/bytes.ts"
import { sha256Hex } from "../core/hash.ts"
import type { Files } from "../core/world.ts"
import { electionTable } from "../definition/table.ts"
import { evidenceFolder, measured } from "../incidents/evidence-file.ts"
import { logHead } from "../journal/log-queries.ts"
import { entriesOfType, journalHead } from "../journal/operations.ts"
import { journalTable } from "../journal/table.ts"
import { hasRegister, isAlteredRegister, provedRegister, type RegisterFile } from "../register/queries.ts"
import { registerTable } from "../register/table.ts"
import { Store } from "../store/store.ts"
import { urnTable } from "../urn/table.ts"
import { type CopiedFile, evidencePart, lettersPart, partNames } from "./copy-manifest.ts"
import { requireIntact } from "./intact-queries.ts"
import type { LeftOut } from "./left-out.ts"

/** A file that goes into the copy, and where its bytes are. */
export interface Part {
  readonly file: CopiedFile
  readonly blocks: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** Proves the copied election file, entry by entry, and reads what the manifest says of it. */
export function readInside(path: string) {
  const store = Store.open(path)
  try {
    const { db } = store
    const [journal, authority, register] = [journalTable(db), authorityTable(db), registerTable(db)]
    const election = electionTable(db)
    requireIntact({ store, journal, authority, urn: urnTable(db) })
    const { uuid, rehearsal, definitionText } = election.claimed()
    const heads = { journal: logOf(journalHead(journal)), register: logOf(logHead(register)) }
    return {
      uuid,
      rehearsal,
      definitionText,
      ...heads,
      named: evidenceNamed({ journal, authority, election, register }),
      printed: lettersWerePrinted({ journal }),
    }
  } finally {
    store.close()
  }
}

function logOf({ size, root }: { readonly size: number; readonly root: Uint8Array }) {
  return { entries: size, root: base64(root) }
}

export function lettersWerePrinted({ journal }: Pick<RegisterFile, "journal">): boolean {
  return [...entriesOfType(journal, "credentials.opened")].some(({ event }) => event.purpose === "print")
}

/** Lists the hashes of the files that the register says are kept, in hexadecimal. One that another program wrote says nothing. */
export function evidenceNamed(file: RegisterFile): readonly string[] {
  if (!hasRegister(file)) return []
  try {
    return provedRegister(file).entries.flatMap(({ entry }) =>
      entry.type === "paper.attached" || entry.type === "incident.evidenced" ? [entry.sha256.slice(7)] : [],
    )
  } catch (error) {
    if (!isAlteredRegister(error)) throw error
    return []
  }
}

interface Inside extends ReturnType<typeof readInside> {
  readonly copy: string
  readonly path: string
  readonly urnKey: string | undefined
}

interface Found {
  readonly parts: readonly Part[]
  readonly absent: readonly LeftOut[]
}

/** Measures what goes into the copy, and names what should and is not there. */
export async function partsOf(inside: Inside, files: Files): Promise<Found> {
  const { copy, path, urnKey, definitionText, named, printed } = inside
  const definition = utf8(definitionText)
  const evidence = await evidenceOf(path, named, files)
  const letters = await lettersOf(path, files)
  return {
    parts: [
      await partAt(partNames.election, copy, files),
      ...(urnKey === undefined ? [] : [await partAt(partNames.urnKey, urnKey, files)]),
      {
        file: { name: partNames.definition, size: definition.length, sha256: sha256Hex(definition) },
        blocks: () => [definition],
      },
      ...evidence.parts,
      ...letters,
    ],
    absent: [
      ...(urnKey === undefined ? [{ kind: "urn-key", path: partNames.urnKey, why: "absent" } as const] : []),
      ...evidence.absent,
      ...(printed && letters.length === 0 ? [{ kind: "letters", path: "SHA256SUMS", why: "absent" } as const] : []),
    ],
  }
}

/** Measures the evidence beside an election file. @param named - the hashes that the register names */
async function evidenceOf(path: string, named: readonly string[], files: Files): Promise<Found> {
  const parts: Part[] = []
  const absent: LeftOut[] = []
  const folder = evidenceFolder(path)
  const kept = (await files.kind(folder)) === "folder" ? await files.list(folder) : []
  for (const name of kept) {
    const part = evidencePart(name)
    const at = join(folder, name)
    const one = part === undefined || (await files.kind(at)) !== "file" ? undefined : await partAt(part, at, files)
    if (one === undefined) absent.push({ kind: "evidence", path: at, why: "foreign" })
    else if (one.file.sha256 === name.slice(0, 64)) parts.push(one)
    else absent.push({ kind: "evidence", path: at, why: "altered" })
  }
  const there = new Set(kept.map((name) => name.slice(0, 64)))
  const missing = [...new Set(named)].filter((hash) => !there.has(hash))
  return {
    parts,
    absent: [
      ...absent,
      ...missing.map((hash) => ({ kind: "evidence", path: `sha256:${hash}`, why: "absent" }) as const),
    ],
  }
}

/** Longer than the sums of any election's letters. */
const longestSums = 1 << 20

/**
 * Finds the sums of printed letters in the folders beside the election file. They tell nothing of a code. Letters
 * themselves are never copied.
 */
async function lettersOf(path: string, files: Files): Promise<readonly Part[]> {
  const beside = dirname(path)
  const found: Part[] = []
  for (const name of await files.list(beside)) {
    const at = join(beside, name, "SHA256SUMS")
    if ((await files.kind(join(beside, name))) !== "folder" || (await files.kind(at)) !== "file") continue
    const bytes = await files.read(at, longestSums).catch(() => new Uint8Array())
    if (!/^(?:[0-9a-f]{64} {2}[\p{L}-]+-\d{3,}\.pdf\n)+$/u.test(utf8Text(bytes) ?? "")) continue
    found.push({
      file: { name: lettersPart(found.length + 1), size: bytes.length, sha256: sha256Hex(bytes) },
      blocks: () => [bytes],
    })
  }
  return found
}

async function partAt(name: string, path: string, files: Files): Promise<Part> {
  const { sha256, size } = await measured(path, files)
  return { file: { name, size, sha256: sha256.slice("sha256:".length) }, blocks: () => files.stream(path) }
}
