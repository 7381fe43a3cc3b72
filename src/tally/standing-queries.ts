import { UrneError } from "../core/error.ts"
import { sha256Hex } from "../core/hash.ts"
import { entriesOfType } from "../journal/operations.ts"
import type { JournalTable } from "../journal/table.ts"
import type { StoredShare, TallyTable } from "./table.ts"

interface SharesFile {
  readonly journal: JournalTable
  readonly tally: TallyTable
}

/**
 * Lists the shares that count by the journal: received, and not refused since. Each row must be the share whose hash
 * the entry names, and there must be no other rows.
 *
 * @throws UrneError `election-file-altered`
 */
export function standingShares({ journal, tally }: SharesFile): readonly StoredShare[] {
  const wanted = new Map<number, string>()
  for (const { event } of entriesOfType(journal, "tally.share-received")) wanted.set(event.owner, event.share)
  for (const { event } of entriesOfType(journal, "tally.share-refused")) {
    if (wanted.get(event.owner) === event.share) wanted.delete(event.owner)
  }
  const rows = tally.standing()
  const strange = rows.find(({ owner, body, sha256 }) => {
    return sha256Hex(body) !== sha256 || wanted.get(owner) !== `sha256:${sha256}`
  })
  const [missing] = [...wanted.keys()].filter((owner) => rows.every((row) => row.owner !== owner))
  const owner = strange?.owner ?? missing
  if (owner !== undefined) throw new UrneError("election-file-altered", { part: "shares", at: `share ${owner}` })
  return rows
}
