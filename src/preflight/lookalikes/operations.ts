import type { World } from "../../core/world.ts"
import type { Sha256 } from "../../journal/event.ts"
import type { SigningKey } from "../../notes/key.ts"
import { appendEntry } from "../../register/operations.ts"
import type { ProvedEntry, RegisterFile } from "../../register/queries.ts"
import type { Store } from "../../store/store.ts"
import { type CheckedNames, standing, standingCounts } from "./checked.ts"

/**
 * Enters in the register which look-alikes exist. Their names stay private: whoever holds one need not learn that it was
 * seen.
 *
 * @param sha256 - of the list of names, as it was written to a file
 * @throws UrneError what `appendEntry` throws
 */
export function enterLookalikes(
  file: RegisterFile & { readonly store: Store },
  checked: CheckedNames & { readonly how: NonNullable<CheckedNames["how"]> },
  sha256: Sha256,
  key: SigningKey,
  world: Pick<World, "now" | "random">,
): ProvedEntry {
  const { hosts, names, how } = checked
  const { held, exists, unknown } = standingCounts(checked)
  const found = standing(checked, "exists").map(({ name }) => name)
  return file.store.write(() =>
    appendEntry(
      file,
      [key],
      {
        ...{ type: "lookalikes.checked", hosts, generated: names.length, held, exists, unknown, how, sha256 },
        ...(found.length === 0 ? {} : { private: { names: found } }),
      },
      world,
    ),
  )
}
