/** Suspends the vote at once. */
import { noteText } from "../authority/act-file.ts"
import { type MemberKey, requireSameAuthority } from "../authority/member-key.ts"
import { memberWith } from "../authority/member-operations.ts"
import { membersWhoSigned } from "../authority/members-who-signed.ts"
import { UrneError } from "../core/error.ts"
import { instantText } from "../core/instant.ts"
import { must } from "../core/must.ts"
import type { UrgentStale } from "../core/refusals.ts"
import { timeAfterLast } from "../journal/clock-queries.ts"
import { append } from "../journal/operations.ts"
import { parseNote, signatureLine } from "../notes/note.ts"
import { urgentSuspensionHash } from "../notes/urgent-suspension.ts"
import type { Store } from "../store/store.ts"
import {
  authorityAnchor,
  type DraftSuspension,
  draftSuspension,
  type IssuedSuspension,
  type UrgentFile,
  urgentSuspensions,
} from "./urgent-queries.ts"
import { outOfTime } from "./urgent-rule.ts"

/** The text that members were shown. */
export type ShownSuspension = Pick<DraftSuspension, "suspension" | "text">

/**
 * Suspends the vote as it was shown to the members who sign, and no other way. The text is made again in the
 * transaction, as of the instant that was shown, and has to be the same.
 *
 * @param keys - those of the members who sign here
 * @param now - in milliseconds
 * @param carried - signature lines that came back from members elsewhere, if it was drafted for them
 * @throws UrneError `urgent-stale`, `signers-missing`, `urgent-signers`, `not-a-member`, `key-of-other-world`,
 * `key-of-other-authority`, and what `draftSuspension` throws
 */
export function suspendUrgently(
  file: UrgentFile & { readonly store: Store },
  shown: ShownSuspension,
  keys: readonly MemberKey[],
  now: number,
  carried?: readonly string[],
): IssuedSuspension {
  const { suspension, text } = shown
  return file.store.write(() => {
    const { members, needed } = requireHolds(file, shown, now, carried !== undefined)
    const before = carried ?? []
    for (const key of keys) {
      memberWith(key, suspension, members)
      requireSameAuthority(key, suspension.uuid, authorityAnchor(file))
    }
    // Whoever signed a copy that came back, and is here, has one signature.
    const own = keys.map((key) => signatureLine(text, key)).filter((line) => !before.includes(line))
    const lines = [...before, ...own]
    const note = noteText(text, lines)
    const signers = membersWhoSigned(parseNote(note) ?? { text, signatures: [] }, members) ?? []
    if (signers.length < needed || signers.length < lines.length) {
      if (carried === undefined) throw new UrneError("signers-missing", { members: needed })
      throw new UrneError("urgent-signers", { needed, signed: signers.length })
    }
    const { number, until, closes } = suspension
    file.urn.urgent.insert({ number, note })
    append(file.journal, now, {
      ...{ type: "urn.suspended", phase: "suspended", closes: instantText(closes), number },
      ...(until === undefined ? {} : { until: instantText(until) }),
      note: urgentSuspensionHash(note),
    })
    return must(urgentSuspensions(file).at(-1), "the suspension that was decided")
  })
}

/**
 * Requires that the suspension which was shown would be decided so now, by an entry dated now.
 *
 * @param now - in milliseconds
 * @param apart - whether it was drafted for members who are elsewhere
 * @throws UrneError `urgent-stale`, and what `draftSuspension` throws
 */
export function requireHolds(
  file: UrgentFile,
  { suspension, text }: ShownSuspension,
  now: number,
  apart: boolean,
): DraftSuspension {
  const refuse = (rule: UrgentStale): never => {
    throw new UrneError("urgent-stale", { rule, apart })
  }
  const again = draftSuspension(file, suspension.reason, now, suspension.at)
  if (again.suspension.after.text !== suspension.after.text) return refuse("act")
  const dated = Math.floor(timeAfterLast(file.journal, now) / 1000) * 1000
  const late = outOfTime(suspension, dated)
  if (late !== undefined) return refuse(late)
  return again.text === text ? again : refuse("text")
}
