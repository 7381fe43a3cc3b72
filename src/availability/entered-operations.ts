import type { World } from "../core/world.ts"
import type { SigningKey } from "../notes/key.ts"
import type { SilenceBins } from "../register/figure-event.ts"
import { appendEntry } from "../register/operations.ts"
import type { RegisterFile } from "../register/queries.ts"
import type { Store } from "../store/store.ts"
import { enteredSilences, numberOf } from "./entered-queries.ts"
import { enteredSilence } from "./entered.ts"
import type { EnterableSilences } from "./queries.ts"
import type { Silence } from "./silence.ts"

interface WrittenFile extends RegisterFile {
  readonly store: Store
}

/** An apparent interruption that was entered now, and the number of its entry. */
export interface SilenceEntry {
  readonly silence: number
  readonly entry: number
}

/**
 * Enters the apparent interruptions that no entry tells of yet, each once. One that was entered while it lasted is
 * entered once more when it has ended.
 *
 * @throws UrneError what `appendEntry` throws
 */
export function enterSilences(
  file: WrittenFile,
  { silences, bins }: EnterableSilences,
  keys: readonly SigningKey[],
  world: Pick<World, "now" | "random">,
): readonly SilenceEntry[] {
  return file.store.write(() =>
    silences.flatMap((silence) => appendSilence(file, { silence, bins }, keys, world).made ?? []),
  )
}

/**
 * Enters an apparent interruption inside the caller's transaction, unless another terminal was faster.
 *
 * @returns its number, and what was made
 * @throws UrneError what `appendEntry` throws
 */
export function appendSilence(
  file: RegisterFile,
  { silence, bins }: { readonly silence: Silence; readonly bins: SilenceBins },
  keys: readonly SigningKey[],
  world: Pick<World, "now" | "random">,
): { readonly number: number; readonly made: SilenceEntry | undefined } {
  const before = enteredSilences(file).map(({ entry }) => entry)
  const known = numberOf(before, silence)
  if (known !== undefined) return { number: known, made: undefined }
  const number = before.length + 1
  const event = { type: "silence.found" as const, ...enteredSilence(number, silence), private: bins }
  const { number: entry } = appendEntry(file, keys, event, world)
  return { number, made: { silence: number, entry } }
}
