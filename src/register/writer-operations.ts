/** Lets people write to the register who decide nothing, and stops them again. */
import { isRehearsalKey } from "../authority/member-key.ts"
import { UrneError } from "../core/error.ts"
import type { WriterRole } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import { type SigningKey, type VerifierKey, verifierKeyText } from "../notes/key.ts"
import type { Store } from "../store/store.ts"
import { appendEntry } from "./operations.ts"
import { type ProvedEntry, provedRegister, type RegisterFile } from "./queries.ts"
import { isFreeKey } from "./writer.ts"

interface WrittenFile extends RegisterFile {
  readonly store: Store
}

/**
 * Certifies, by two members, the key of somebody who will write. The name is private.
 *
 * @throws UrneError what `appendEntry` throws, `key-of-other-world`, `writer-key-refused`
 */
export function certifyWriter(
  file: WrittenFile,
  {
    writer,
    role,
    name,
    key,
  }: { readonly writer: string; readonly role: WriterRole; readonly name: string; readonly key: VerifierKey },
  members: readonly SigningKey[],
  world: Pick<World, "now" | "random">,
): ProvedEntry {
  return file.store.write(() => {
    requireWritersKey(file, writer, key)
    const event = { type: "writer.certified", writer, role, key: verifierKeyText(key), private: { name } } as const
    return appendEntry(file, members, event, world)
  })
}

/** Removes a writer, by one member. @throws UrneError what `appendEntry` throws, `no-such-writer` */
export function removeWriter(
  file: WrittenFile,
  { writer, reason }: { readonly writer: string; readonly reason: string },
  members: readonly SigningKey[],
  world: Pick<World, "now" | "random">,
): ProvedEntry {
  return file.store.write(() => {
    requireWriter(file, writer)
    return appendEntry(file, members, { type: "writer.removed", writer, private: { reason } }, world)
  })
}

/**
 * Requires that a key may be certified as that of a writer.
 *
 * @throws UrneError `key-of-other-world`, `writer-key-refused`
 */
export function requireWritersKey(file: RegisterFile, writer: string, key: VerifierKey): void {
  const rehearsal = isRehearsalKey(key.name)
  if (rehearsal !== file.election.get().rehearsal) {
    throw new UrneError("key-of-other-world", { name: key.name, rehearsal })
  }
  if (!isFreeKey(provedRegister(file).terms, writer, key)) throw new UrneError("writer-key-refused", { writer })
}

/** Requires that there is a writer with this identifier. @throws UrneError `no-such-writer` */
export function requireWriter(file: RegisterFile, writer: string): void {
  const isThere = provedRegister(file).terms.some(({ id, of }) => of === "writer" && id === writer)
  if (!isThere) throw new UrneError("no-such-writer", { writer })
}
