/** What this machine remembers of an election file that it has read, so that commands need not derive it again. */
import { base64, fromBase64, utf8Text } from "../core/bytes.ts"
import { canonicalJson, tryParseJson } from "../core/json.ts"
import type { Files } from "../core/world.ts"
import type { EntryIndex } from "./entry-index.ts"
import type { StoredCheckpoint } from "./stored-checkpoint.ts"

export interface ElectionReading {
  readonly index: EntryIndex
  /** The derived definition: the hash of its text, and the hash of the decoded form that follows from the text. */
  readonly definition: { readonly text: string; readonly decoded: string } | undefined
  /** Facts about keys and signatures (`notes/facts.ts`). */
  readonly facts: readonly string[]
  /** Checkpoints that this machine has met and proved. */
  readonly checkpoints: readonly StoredCheckpoint[]
}

/** The path beside the file that remembers the highest state seen (`…/urne/seen/UUID`). */
export function readingPath(seen: string): string {
  return seen.replace(/seen(?=[\\/][^\\/]*$)/, "read")
}

/**
 * Reads what is remembered. Returns `undefined` where nothing is, or where it is unreadable: everything is then read
 * again.
 */
export async function readReading(files: Files, path: string): Promise<ElectionReading | undefined> {
  if ((await files.kind(path)) !== "file") return undefined
  return parseReading(utf8Text(await files.read(path)) ?? "")
}

export async function writeReading(files: Files, path: string, reading: ElectionReading): Promise<void> {
  await files.writeWhole(path, readingText(reading), { secret: true, force: "opened" })
}

const firstLine = "urne read v1\n"

export function readingText({ index, definition, facts, checkpoints }: ElectionReading): string {
  const { size, root, phase, at, numbers } = index
  const json = {
    ...{ size, root: base64(root), phase, at, numbers: Object.fromEntries(numbers) },
    ...(definition === undefined ? {} : { definition }),
    ...(facts.length === 0 ? {} : { facts }),
    ...(checkpoints.length === 0 ? {} : { checkpoints: checkpoints.map(({ size, at, note }) => ({ size, at, note })) }),
  }
  return `${firstLine}${canonicalJson(json)}\n`
}

/** Reads a reading, and returns `undefined` unless writing it again gives the same text. */
export function parseReading(text: string): ElectionReading | undefined {
  if (!text.startsWith(firstLine)) return undefined
  const json = tryParseJson(text.slice(firstLine.length).trimEnd()) as unknown as Partial<Stored> | null | undefined
  if (typeof json !== "object" || json === null) return undefined
  const { size = 0, root = "", phase = 0, at = "", numbers = {}, definition, facts = [], checkpoints = [] } = json
  const bytes = fromBase64(root)
  if (bytes?.length !== 32 || typeof numbers !== "object" || !Array.isArray(facts)) return undefined
  if (!Array.isArray(checkpoints)) return undefined
  const index = { size, root: bytes, phase, at, numbers: new Map(Object.entries(numbers)) }
  const reading: ElectionReading = { index, definition, facts, checkpoints }
  return readingText(reading) === text ? reading : undefined
}

interface Stored extends Omit<EntryIndex, "root" | "numbers"> {
  readonly root: string
  readonly numbers: Readonly<Record<string, readonly number[]>>
  readonly definition: ElectionReading["definition"]
  readonly facts: readonly string[]
  readonly checkpoints: readonly StoredCheckpoint[]
}
