import { instantText } from "../core/instant.ts"
import type { WriterRole } from "../core/vocabulary.ts"
import { signersNeeded } from "./event.ts"
import { privateOf, provedRegister, registerEntries, type RegisterFile } from "./queries.ts"

/** Somebody whose key may or might write to the register. */
export interface ListedWriter {
  readonly writer: string
  readonly role: WriterRole
  readonly name: string
  /** A C2SP verifier key. */
  readonly key: string
  /** RFC 3339, UTC. */
  readonly from: string
  readonly to: string | null
  /** Why the key no longer counts. */
  readonly reason: string | null
}

/**
 * Lists everybody who was ever certified, in that order.
 *
 * @throws UrneError `no-register`, `entry-altered`, `election-file-altered`, `act-altered`
 */
export function listedWriters(file: RegisterFile): readonly ListedWriter[] {
  const writers: ListedWriter[] = []
  for (const found of registerEntries(file, "writer.certified", "writer.removed")) {
    const at = instantText(found.at)
    if (found.entry.type === "writer.certified") {
      const { writer, role, key } = found.entry
      const name = privateOf<"writer.certified">(file, { number: found.number, entry: found.entry })?.name ?? ""
      writers.push({ writer, role, name, key, from: at, to: null, reason: null })
      continue
    }
    const { entry } = found
    const last = writers.findLastIndex(({ writer, to }) => writer === entry.writer && to === null)
    const before = writers[last]
    const reason = privateOf<"writer.removed">(file, { number: found.number, entry })?.reason ?? ""
    if (before !== undefined) writers[last] = { ...before, to: at, reason }
  }
  return writers
}

/** How many members have to certify a writer. */
export function membersNeeded(file: RegisterFile): number {
  const members = provedRegister(file).terms.filter(({ of, to }) => of === "member" && to === Infinity)
  return Math.min(signersNeeded["writer.certified"].members, members.length)
}
