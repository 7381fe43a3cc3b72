/** The log book and the attendance sheet. */
import { UrneError } from "../core/error.ts"
import type { AttendanceRole } from "../core/vocabulary.ts"
import type { World } from "../core/world.ts"
import type { SigningKey } from "../notes/key.ts"
import type { Store } from "../store/store.ts"
import { presentNow } from "./evening-queries.ts"
import { appendEntry } from "./operations.ts"
import type { ProvedEntry, RegisterFile } from "./queries.ts"

interface WrittenFile extends RegisterFile {
  readonly store: Store
}

/**
 * Writes a line of the log book. Its text is private unless it is to be published.
 *
 * @throws what `appendEntry` throws
 */
export function noteInLog(
  file: WrittenFile,
  { text, published }: { readonly text: string; readonly published: boolean },
  keys: readonly SigningKey[],
  world: Pick<World, "now" | "random">,
): ProvedEntry {
  const event = published ? { type: "log.noted" as const, text } : { type: "log.noted" as const, private: { text } }
  return file.store.write(() => appendEntry(file, keys, event, world))
}

/** Records that somebody came. The name is private. @throws what `appendEntry` throws */
export function enterAttendance(
  file: WrittenFile,
  { role, name }: { readonly role: AttendanceRole; readonly name: string },
  keys: readonly SigningKey[],
  world: Pick<World, "now" | "random">,
): ProvedEntry {
  return file.store.write(() => appendEntry(file, keys, { type: "attendance.entered", role, private: { name } }, world))
}

/**
 * Records that a person has left, who is named by the entry of their coming.
 *
 * @throws UrneError what `appendEntry` throws, `not-present`
 */
export function leaveAttendance(
  file: WrittenFile,
  entered: number,
  keys: readonly SigningKey[],
  world: Pick<World, "now" | "random">,
): ProvedEntry {
  return file.store.write(() => {
    if (!presentNow(file).some(({ entry }) => entry === entered))
      throw new UrneError("not-present", { who: String(entered) })
    return appendEntry(file, keys, { type: "attendance.left", entered }, world)
  })
}
