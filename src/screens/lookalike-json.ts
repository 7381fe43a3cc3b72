/** The names that look like those of the vote, in the form for programs. */
import { sha256Hex } from "../core/hash.ts"
import { namesSheet, standingCounts } from "../preflight/lookalikes/checked.ts"
import type { ShownNames } from "./lookalikes.ts"

export function lookalikesJson({ hosts, names, how, more, faults, written, entry }: ShownNames): object {
  return {
    ...{ hosts, generated: names.length, more, names, faults, sha256: `sha256:${sha256Hex(namesSheet(names))}` },
    ...(how === undefined ? {} : { how, standings: standingCounts({ names }) }),
    ...(written === undefined ? {} : { written }),
    ...(entry === undefined ? {} : { entry }),
  }
}
