/** Lists entries of the register, and proves an entry to somebody who holds a checkpoint. */
import { base64, hex } from "../core/bytes.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import type { Json } from "../core/json.ts"
import { must } from "../core/must.ts"
import { logRoot, proveInclusion } from "../journal/log-queries.ts"
import { lastSignedState } from "./checkpoint-queries.ts"
import { privateContent, type ProvedEntry, provedRegister, type RegisterFile } from "./queries.ts"

/** An entry as it is shown to whoever has the election file. */
export interface ListedEntry {
  readonly number: number
  /** RFC 3339, UTC. */
  readonly at: string
  /** The identifiers of those who signed it. */
  readonly by: readonly string[]
  /** The entry as it was hashed, with a commitment in place of private fields. */
  readonly event: ProvedEntry["entry"]
  /** Its private fields. */
  readonly private: Readonly<Record<string, Json>> | null
}

export interface ListedRegister {
  readonly size: number
  /** The root of the whole register, in base64. */
  readonly root: string
  /** How many entries the urn signed. */
  readonly signed: number
  readonly entries: readonly ListedEntry[]
}

/**
 * Lists the last `last` entries, or those of them whose type begins with `type`.
 *
 * @throws UrneError `no-register`, `entry-altered`, `election-file-altered`, `act-altered`
 */
export function listRegister(
  file: RegisterFile,
  { last, type = "" }: { readonly last: number; readonly type?: string | undefined },
): ListedRegister {
  const { head, entries } = provedRegister(file)
  const listed = entries.slice(-last).filter(({ entry }) => entry.type.startsWith(type))
  return {
    size: head.size,
    root: base64(head.root),
    signed: lastSignedState(file)?.size ?? 0,
    entries: listed.map((found) => listedEntry(file, found)),
  }
}

function listedEntry(file: RegisterFile, found: ProvedEntry): ListedEntry {
  return {
    number: found.number,
    at: instantText(found.at),
    by: found.signers.map(({ id }) => id),
    event: found.entry,
    private: privateContent(file, found) ?? null,
  }
}

/** An entry with the proof that it is in the register (RFC 6962 section 2.1.1), and with what opens its commitment. */
export interface ShownEntry extends ListedEntry {
  /** Canonical JSON, exactly as it was hashed. */
  readonly body: string
  /** The key of the commitment, 64 hexadecimal digits, and the canonical JSON to which it commits. */
  readonly opening: { readonly key: string; readonly content: string } | null
  /** The state that has the entry: the last that the urn signed, or else the current one. */
  readonly size: number
  /** Both in base64. */
  readonly root: string
  readonly proof: readonly string[]
  /** The signed note of that state, if the urn signed it. */
  readonly checkpoint: string | null
}

/**
 * Shows an entry and proves it.
 *
 * @throws UrneError `no-such-entry`, and what `listRegister` throws
 */
export function showEntry(file: RegisterFile, number: number): ShownEntry {
  const { head, entries } = provedRegister(file)
  const found = entries[number - 1]
  if (found === undefined) throw new UrneError("no-such-entry", { number, size: head.size })
  const last = lastSignedState(file)
  const signed = last !== undefined && last.size >= number ? last : undefined
  const size = signed?.size ?? head.size
  const part = file.register.privateOf(number)
  const listed = listedEntry(file, found)
  return {
    ...listed,
    body: must(file.register.byNumber(number), "entry of the register").body,
    opening: listed.private === null || part === undefined ? null : { key: hex(part.salt), content: part.content },
    size,
    root: base64(logRoot(file.register, size)),
    proof: proveInclusion(file.register, number, size).map(base64),
    checkpoint: signed?.note ?? null,
  }
}
