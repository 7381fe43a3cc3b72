/**
 * What this machine remembers about the rows that follow from lists and ballots (`proof-queries.ts`,
 * `ledger-queries.ts`).
 */
import { base64, concat, fromBase64, utf8, utf8Text } from "../core/bytes.ts"
import { canonicalJson, tryParseJson } from "../core/json.ts"
import type { Files } from "../core/world.ts"
import type { CredentialMemory } from "../credentials/proof-queries.ts"
import type { UrnLedger, UrnMemory } from "./ledger.ts"
import { noRows } from "./row-sums.ts"

export interface RowsMemory extends UrnMemory {
  readonly credentials: CredentialMemory | undefined
}

/** The path beside the file that remembers the highest state seen (`…/urne/seen/UUID`). */
export function rowsPath(seen: string): string {
  return seen.replace(/seen(?=[\\/][^\\/]*$)/, "rows")
}

/**
 * Reads what is remembered. Returns `undefined` where nothing is, or where it is unreadable: everything is then read
 * again.
 */
export async function readRows(files: Files, path: string): Promise<RowsMemory | undefined> {
  if ((await files.kind(path)) !== "file") return undefined
  return parseRows(await files.read(path))
}

/** Writes it so that only its user can read it: whoever knew the key could look for other rows with the same sums. */
export async function writeRows(files: Files, path: string, memory: RowsMemory): Promise<void> {
  await files.writeWhole(path, rowsBytes(memory), { secret: true, force: "opened" })
}

/**
 * The version has to change wherever rows are written, marked or divided differently. Otherwise what an earlier version
 * kept would have every row refused.
 */
const firstLine = "urne rows v1\n"

/** Writes a line that names the kind of file, a line of JSON, and then the digests and the sums as raw bytes. */
export function rowsBytes({ key, credentials, ledger }: RowsMemory): Uint8Array {
  const json = {
    key: base64(key),
    ...(credentials === undefined ? {} : { list: credentials.list, reserveKeys: credentials.reserveKeys }),
    ...(ledger === undefined ? {} : { register: figuresOf(ledger) }),
  }
  const { ballot, vote, ciphertext } = ledger?.rows ?? {}
  const sums = [ballot, vote, ciphertext].flatMap((each) => (each === undefined ? [] : [new Uint8Array(each.buffer)]))
  const digests = credentials === undefined ? [] : [credentials.digests]
  return concat(utf8(`${firstLine}${canonicalJson(json)}\n`), ...digests, ...sums)
}

function figuresOf({ journal: { size, root }, height, head, voters, ballotsInGrace, channels }: UrnLedger) {
  return {
    size,
    root: base64(root),
    height,
    head,
    voters,
    grace: ballotsInGrace,
    channels: Object.fromEntries(channels),
  }
}

interface Stored {
  readonly key: string
  readonly list?: CredentialMemory["list"]
  readonly reserveKeys?: CredentialMemory["reserveKeys"]
  /** The ledger, by the name that it has in files of this version. */
  readonly register?: ReturnType<typeof figuresOf>
}

/** Reads the memory, and returns `undefined` unless writing it again gives the same bytes. */
export function parseRows(bytes: Uint8Array): RowsMemory | undefined {
  const start = bytes.indexOf(newline, firstLine.length) + 1
  const text = start === 0 ? undefined : utf8Text(bytes.subarray(0, start))
  if (text?.startsWith(firstLine) !== true) return undefined
  const json = tryParseJson(text.slice(firstLine.length).trimEnd()) as unknown as Partial<Stored> | null | undefined
  if (typeof json !== "object" || json === null) return undefined
  const key = fromBase64(json.key ?? "")
  if (key?.length !== 32) return undefined
  let at = start
  const next = () => bytes.slice(at, (at += partBytes))
  const { list, reserveKeys } = json
  const credentials =
    list === undefined || reserveKeys === undefined ? undefined : { list, reserveKeys, digests: next() }
  const memory = { key, credentials, ledger: json.register && ledgerOf(json.register, next) }
  const isWhole = at === bytes.length && Buffer.compare(rowsBytes(memory), bytes) === 0
  return isWhole ? memory : undefined
}

const newline = 0x0a
const partBytes = noRows().byteLength

function ledgerOf(figures: ReturnType<typeof figuresOf>, next: () => Uint8Array): UrnLedger {
  const { size, root, channels, grace, ...rest } = figures
  const sums = () => {
    const rows = noRows()
    new Uint8Array(rows.buffer).set(next())
    return rows
  }
  const rows = { ballot: sums(), vote: sums(), ciphertext: sums() }
  const journal = { size, root: fromBase64(root) ?? new Uint8Array() }
  return { journal, ...rest, ballotsInGrace: grace, channels: new Map(Object.entries(channels)), rows }
}
