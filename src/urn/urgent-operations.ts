/** Suspends the vote at once. */
import { actHash, actText } from "../authority/act.ts"
import { type MemberKey, requireSameAuthority } from "../authority/member-key.ts"
import { memberWith } from "../authority/member-operations.ts"
import { effectiveActs } from "../authority/proven-acts.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { must } from "../core/must.ts"
import { append } from "../journal/operations.ts"
import { signNote } from "../notes/note.ts"
import { oldestUrgent, urgentSuspensionHash } from "../notes/urgent-suspension.ts"
import type { Store } from "../store/store.ts"
import {
  type DraftSuspension,
  draftSuspension,
  type IssuedSuspension,
  type UrgentFile,
  urgentSuspensions,
} from "./urgent-queries.ts"

/**
 * Suspends the vote as it was shown to the members who sign, and no other way. The text is made again in the
 * transaction, as of the instant that was shown, and has to be the same.
 *
 * @param keys - those of the members who sign
 * @param now - in milliseconds
 * @throws UrneError `urgent-stale`, `signers-missing`, `not-a-member`, `key-of-other-world`, `key-of-other-authority`,
 * and what `draftSuspension` throws
 */
export function suspendUrgently(
  file: UrgentFile & { readonly store: Store },
  { suspension, text, needed, members }: DraftSuspension,
  keys: readonly MemberKey[],
  now: number,
): IssuedSuspension {
  const { number, at, until, closes, reason, uuid } = suspension
  const constitution = must(effectiveActs(file, "constitute")[0], "the act that constitutes the authority")
  const signers = new Set(keys.map((key) => memberWith(key, suspension, members).id))
  for (const key of keys) requireSameAuthority(key, uuid, actHash(actText(constitution)))
  if (signers.size < needed || signers.size < keys.length) throw new UrneError("signers-missing", { members: needed })
  const note = signNote(text, ...keys)
  return file.store.write(() => {
    const isOld = now < at || now - at > oldestUrgent || (until !== undefined && until <= now)
    if (isOld || draftSuspension(file, reason, now, at).text !== text) throw new UrneError("urgent-stale", {})
    file.urn.urgent.insert({ number, note })
    append(file.journal, now, {
      ...{ type: "urn.suspended", phase: "suspended", closes: instantText(closes), number },
      ...(until === undefined ? {} : { until: instantText(until) }),
      note: urgentSuspensionHash(note),
    })
    return must(urgentSuspensions(file).at(-1), "the suspension that was decided")
  })
}
